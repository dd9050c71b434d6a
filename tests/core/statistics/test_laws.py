"""What the figures mean, shown by small examples, by laws and by simulation."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.statistics.alarms import key_alarms
from quizbot.core.statistics.intervals import wilson
from quizbot.core.statistics.items import item_statistics
from quizbot.core.statistics.papers import paper_statistics
from quizbot.core.statistics.sheets import Sheet, Sheets
from quizbot.core.statistics.telling_apart import told_apart


def sheets(rows: list[str], *, chosen: list[dict[str, str]] | None = None) -> Sheets:
    made = [
        Sheet(
            person=f"p{number:04}",
            marks={f"q{place}": int(mark) for place, mark in enumerate(row)},
            chosen=chosen[number] if chosen else {},
        )
        for number, row in enumerate(rows)
    ]
    return Sheets(made, most={f"q{place}": 1 for place in range(len(rows[0]))})


def classroom(people: int, questions: int, seed: int, *, wrong_key: int | None = None) -> Sheets:
    """Draw people of differing skill; `wrong_key`: who knows that question is marked wrong."""
    random = Random(seed)
    rows = []
    for _ in range(people):
        skill = random.betavariate(4, 2)
        row = [int(random.random() < skill) for _ in range(questions)]
        if wrong_key is not None:
            row[wrong_key] = 1 - row[wrong_key]
        rows.append("".join(map(str, row)))
    return sheets(rows)


class TestOneQuestion:
    def test_upper_lower_takes_27_percent_at_each_end(self) -> None:
        rows = ["11"] * 27 + ["10"] * 46 + ["00"] * 27
        assert item_statistics(sheets(rows), "q0").upper_lower == 1.0

    def test_people_who_tie_at_the_cut_count_in_equal_parts(self) -> None:
        # 4 people: the outer group is one person; three tie at the top, two of them right
        found = item_statistics(sheets(["10", "10", "01", "00"]), "q0")
        assert found.upper_lower == float(Fraction(2, 3))

    def test_nobody_differs_so_nothing_is_said(self) -> None:
        found = item_statistics(sheets(["11", "11", "11"]), "q0")
        assert (found.facility, found.discrimination, found.efficiency) == (1.0, None, None)

    def test_choices_are_counted_with_the_share_of_the_best_third(self) -> None:
        rows = ["111", "111", "001", "000", "000", "000"]
        chosen = [*({"q0": letter} for letter in "AABBC"), {}]
        found = item_statistics(sheets(rows, chosen=chosen), "q0", right=frozenset({"A"}))
        shown = [(each.text, each.people, each.top_share, each.right) for each in found.choices]
        assert shown == [("A", 2, 1.0, True), ("B", 2, 0.0, False), ("", 1, 0.0, False), ("C", 1, 0.0, False)]

    @given(st.lists(st.text("01", min_size=4, max_size=4), min_size=3, max_size=40))
    def test_efficiency_is_never_beyond_its_bounds(self, rows: list[str]) -> None:
        found = item_statistics(sheets(rows), "q1")
        if found.discrimination is not None and found.efficiency is not None:
            assert -100.000001 <= found.discrimination <= 100.000001
            assert found.efficiency <= 100.000001
            assert (found.efficiency > 0) == (found.discrimination > 0)

    @given(
        st.lists(st.text("01", min_size=3, max_size=3), min_size=2, max_size=30),
        st.randoms(use_true_random=False),
    )
    def test_the_order_of_people_does_not_matter(self, rows: list[str], random: Random) -> None:
        mixed = list(rows)
        random.shuffle(mixed)
        one, other = item_statistics(sheets(rows), "q0"), item_statistics(sheets(mixed), "q0")
        assert one.discrimination == other.discrimination
        assert one.upper_lower == other.upper_lower


class TestPapers:
    def test_different_papers_give_nearly_the_alpha_of_one_paper(self) -> None:
        whole = classroom(600, 16, seed=4)
        random = Random(5)
        drawn = []
        for sheet in whole.all:
            mine = random.sample(sorted(sheet.marks), 8)
            drawn.append(Sheet(person=sheet.person, marks={item: sheet.marks[item] for item in mine}))
        half = paper_statistics(Sheets(drawn, most=whole.most)).alpha
        full = paper_statistics(whole).alpha
        assert half is not None
        assert full is not None
        # Spearman-Brown: half the questions
        assert half == pytest.approx(full / (2 - full), abs=0.06)

    def test_no_paper_is_refused(self) -> None:
        with pytest.raises(ValueError, match="at least one"):
            paper_statistics(Sheets([], most={}))


class TestIntervals:
    def test_wilson_of_the_textbook(self) -> None:
        # 8 of 10: Agresti and Coull 1998 print 0.49 to 0.94
        low, high = wilson(8, 10)
        assert (round(low, 2), round(high, 2)) == (0.49, 0.94)

    def test_nine_of_ten_intervals_or_more_hold_the_truth(self) -> None:
        truth = item_statistics(classroom(20_000, 10, seed=1), "q0").discrimination
        alpha = paper_statistics(classroom(20_000, 10, seed=1)).alpha
        assert truth is not None
        assert alpha is not None
        held = held_alpha = 0
        for seed in range(200):
            some = classroom(120, 10, seed=100 + seed)
            interval = item_statistics(some, "q0").discrimination_interval
            held += interval is not None and interval.low <= truth <= interval.high
            reliability = paper_statistics(some).alpha_interval
            held_alpha += reliability is not None and reliability.low <= alpha <= reliability.high
        # nominal 190 of 200; fewer than 180 has a chance below 1 in 1,000
        assert held >= 180
        assert held_alpha >= 180


class TestKeyAlarm:
    def test_a_wrong_key_is_found_and_good_keys_are_left_alone(self) -> None:
        some = classroom(200, 10, seed=9, wrong_key=3)
        alarmed = {
            alarm.item: alarm.reason
            for item in some.items
            for alarm in key_alarms(item_statistics(some, item))
        }
        assert alarmed == {"q3": "negative"}

    def test_a_wrong_option_that_the_best_choose_is_told(self) -> None:
        rows = ["0111"] * 20 + ["1000"] * 20
        chosen = [{"q0": "B"}] * 20 + [{"q0": "A"}] * 20
        found = item_statistics(sheets(rows, chosen=chosen), "q0", right=frozenset({"A"}))
        assert [(each.reason, each.choice) for each in key_alarms(found)] == [
            ("negative", ""),
            ("beaten", "B"),
        ]

    def test_few_people_raise_no_alarm(self) -> None:
        found = item_statistics(sheets(["01", "10"] * 14), "q0")
        assert key_alarms(found) == ()


class TestToldApart:
    def test_scores_within_the_error_stand_together(self) -> None:
        # 1.645 × √2 × 1 = 2.33
        runs = told_apart([15, 14, 13, 12, 12, 9], standard_error=1.0)
        assert [(run.first, run.last) for run in runs] == [(1, 3), (4, 5), (6, 6)]

    @given(st.lists(st.integers(0, 20), max_size=30), st.floats(0, 5))
    def test_every_place_stands_in_exactly_one_run(self, scores: list[int], error: float) -> None:
        best_first = sorted(scores, reverse=True)
        places = [
            place
            for run in told_apart(best_first, standard_error=error)
            for place in range(run.first, run.last + 1)
        ]
        assert places == list(range(1, len(scores) + 1))
