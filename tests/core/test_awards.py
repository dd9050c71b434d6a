"""Award rules and the walk down them (docs/rules/awards.md)."""

import random
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.awards import AWARDS
from quizbot.core.awards.participation_first import ParticipationFirst
from quizbot.core.awards.rate_and_quality import RateAndQuality
from quizbot.core.awards.threshold import Threshold
from quizbot.core.awards.top_n import TopN
from quizbot.core.awards.top_n_by_unit_type import TopNByUnitType
from quizbot.core.commend.choosing import AwardPlan, Chosen, Outcome, Policy, choose
from quizbot.core.commend.money import BaseSalary, NoBaseSalary, award_money, base_salary
from quizbot.core.commend.nominees import Nominee, PersonRecord, UnitRecord
from quizbot.core.commend.rulings import Ruling, Verdict

SALARIES = (
    BaseSalary(since=date(2024, 7, 1), amount=2_340_000, source="NĐ 73/2024"),
    BaseSalary(since=date(2026, 7, 1), amount=2_530_000, source="NĐ 161/2026"),
)


def person(code: str, place: int | None, *, woman: bool | None = False, **more: Any) -> Nominee:
    record = PersonRecord(code=code, woman=woman, on_hold=more.pop("on_hold", False), had=more.pop("had", ()))
    return Nominee(
        subject="person",
        code=code,
        name=code.upper(),
        unit_kind=more.pop("unit_kind", "phong"),
        place=place,
        right=more.pop("right", 8),
        asked=10,
        rounds=more.pop("rounds", 1),
        person=record,
        **more,
    )


def unit(code: str, participants: int, roster: int, mean: int, **more: Any) -> Nominee:
    return Nominee(
        subject="unit", code=code, name=code, place=more.pop("place", 1), participants=participants, roster=roster, mean=mean,
        group=UnitRecord(code=code, **more),
    )  # fmt: skip


def plan(rule: Any, **changes: Any) -> AwardPlan:
    made = AwardPlan(name="gk", title="Giấy khen", form="giay-khen", subject="person", rule=rule)
    return replace(made, **changes)


def one(nominees: list[Nominee], award: AwardPlan, **policy: Any) -> Chosen:
    return choose(nominees, Policy(awards=(award,), **policy))[0]


def said(chosen: Chosen) -> list[tuple[str, str, str]]:
    return [(each.nominee.code, each.outcome.value, each.reason) for each in chosen.decisions]


class TestShelf:
    def test_has_the_rules_of_the_page(self) -> None:
        assert set(AWARDS) == {
            "top_n",
            "top_n_by_block",
            "top_n_by_unit_type",
            "threshold",
            "rate_and_quality",
            "participation_first",
        }


class TestTopN:
    def test_proposes_the_first_and_names_who_comes_next(self) -> None:
        board = [person(code, n) for n, code in enumerate("abcde", start=1)]

        assert said(one(board, plan(TopN(count=2)), spare=1)) == [
            ("a", "proposed", ""),
            ("b", "proposed", ""),
            ("c", "next", ""),
        ]

    def test_passes_over_with_the_reason_and_goes_on_to_the_next(self) -> None:
        board = [
            person("a", 1, organiser=True),
            person("b", 2, on_hold=True),
            person("c", 3),
            person("d", 4, had=("giay-khen",)),
            person("e", 5),
            person("f", 6, on_hold=True),
        ]

        chosen = one(board, plan(TopN(count=2)))

        assert said(chosen) == [
            ("a", "passed_over", "organiser"),
            ("b", "passed_over", "on_hold"),
            ("c", "proposed", ""),
            ("d", "passed_over", "had"),
            ("e", "proposed", ""),
        ]
        assert [each.instead_of for each in chosen.proposed] == [("a", "b"), ("a", "b", "d")]

    def test_bars_by_the_form_itself_not_by_one_of_another_year(self) -> None:
        board = [person("a", 1, had=("Giấy khen năm 2024",)), person("b", 2, had=("Giấy khen",))]

        assert said(one(board, plan(TopN(count=2)))) == [
            ("a", "proposed", ""),
            ("b", "passed_over", "had"),
        ]

    def test_leaves_out_who_is_not_ranked(self) -> None:
        assert said(one([person("a", None), person("b", 1)], plan(TopN(count=1)))) == [("b", "proposed", "")]


class TestTies:
    def test_at_the_cut_go_to_women_first(self) -> None:
        board = [person("a", 1), person("b", 2), person("c", 2, woman=True), person("d", 2)]

        assert said(one(board, plan(TopN(count=2)))) == [
            ("a", "proposed", ""),
            ("c", "proposed", "women_first"),
            ("b", "next", "women_first"),
            ("d", "next", "women_first"),
        ]

    def test_with_more_places_than_women_leave_the_rest_to_the_council(self) -> None:
        board = [person("a", 1), person("b", 1), person("c", 1, woman=True)]

        assert said(one(board, plan(TopN(count=2)))) == [
            ("c", "proposed", "women_first"),
            ("a", "tie", "tie_at_cut"),
            ("b", "tie", "tie_at_cut"),
        ]

    def test_among_more_women_than_places_are_the_councils(self) -> None:
        board = [person("a", 1), person("b", 1, woman=True), person("c", 1, woman=True)]

        assert said(one(board, plan(TopN(count=1)))) == [
            ("b", "tie", "tie_at_cut"),
            ("c", "tie", "tie_at_cut"),
            ("a", "next", "women_first"),
        ]

    def test_stay_open_while_hr_has_not_said_who_is_a_woman(self) -> None:
        board = [person("a", 1), person("b", 1, woman=None)]

        assert said(one(board, plan(TopN(count=1)))) == [
            ("a", "tie", "gender_unknown"),
            ("b", "tie", "gender_unknown"),
        ]

    def test_that_all_fit_are_no_question(self) -> None:
        board = [person("a", 1), person("b", 1, woman=None)]

        assert {each.outcome for each in one(board, plan(TopN(count=2))).decisions} == {Outcome.PROPOSED}

    def test_of_units_go_to_those_with_seven_women_in_ten(self) -> None:
        board = [
            unit("p1", 9, 10, 8000, staff=10, women=6),
            unit("p2", 9, 10, 8000, staff=10, women=7),
        ]

        chosen = one(board, plan(RateAndQuality(count=1), subject="unit"))

        assert [each.nominee.code for each in chosen.proposed] == ["p2"]


class TestByUnitType:
    def test_counts_places_within_each_type(self) -> None:
        board = [
            person("a", 1), person("b", 2), person("c", 3, unit_kind="trung-tam"),
        ]  # fmt: skip

        chosen = one(board, plan(TopNByUnitType(count=1)), spare=0)

        assert [(each.group, each.nominee.code) for each in chosen.proposed] == [
            ("phong", "a"),
            ("trung-tam", "c"),
        ]

    def test_says_of_who_stands_higher_that_their_type_is_full(self) -> None:
        board = [
            person("a", 1), person("b", 2), person("c", 3, unit_kind="trung-tam"), person("d", 4),
        ]  # fmt: skip

        chosen = one(board, plan(TopNByUnitType(count=1)))

        assert said(chosen) == [
            ("a", "proposed", ""),
            ("b", "next", "group_full"),
            ("d", "next", ""),
            ("c", "proposed", ""),
        ]


class TestThreshold:
    def test_proposes_everybody_who_reaches_it(self) -> None:
        board = [
            person("a", 1, right=10, rounds=4),
            person("b", 2, right=9, rounds=4),
            person("c", 3, right=9, rounds=3),
            person("d", 4, right=8, rounds=4),
        ]
        rule = Threshold(share_at_least=Fraction(9, 10), rounds_at_least=4)

        assert said(one(board, plan(rule))) == [("a", "proposed", ""), ("b", "proposed", "")]


class TestFloor:
    """Nobody is proposed for being the best of nobody."""

    def three(self) -> list[Nominee]:
        return [person("a", 1, right=3), person("b", 2, right=1), person("c", 3, right=0)]

    def test_of_the_rule_leaves_out_who_answered_too_little_right_and_says_by_how_much(self) -> None:
        chosen = one(self.three(), plan(TopN(count=5, share_at_least=Fraction(3, 10))))

        assert said(chosen) == [
            ("a", "proposed", ""),
            ("b", "passed_over", "below_share"),
            ("c", "passed_over", "nothing_right"),
        ]
        assert [(each.has, each.needs) for each in chosen.decisions[1:]] == [
            (Fraction(1, 10), Fraction(3, 10)),
            (None, None),
        ]

    def test_is_built_in_for_who_has_not_one_right_answer(self) -> None:
        assert said(one(self.three(), plan(TopN(count=5)))) == [
            ("a", "proposed", ""),
            ("b", "proposed", ""),
            ("c", "passed_over", "nothing_right"),
        ]

    def test_is_built_in_for_who_has_no_points(self) -> None:
        board = [person("a", 1, right=1, points=-2), person("b", 2, right=0, points=5)]

        assert said(one(board, plan(TopN(count=2)))) == [
            ("a", "passed_over", "nothing_right"),
            ("b", "proposed", ""),
        ]

    def test_is_built_in_for_units_in_which_nobody_was_right(self) -> None:
        board = [unit("p1", 9, 10, 0), unit("p2", 1, 10, 100)]

        chosen = one(board, plan(TopN(count=2), subject="unit"))

        assert said(chosen) == [("p1", "passed_over", "nothing_right"), ("p2", "proposed", "")]

    def test_is_lifted_by_the_councils_explicit_decision_alone(self) -> None:
        award = plan(TopN(count=5, share_at_least=Fraction(1, 2)))
        ruling = Ruling(award="gk", subject="person", code="c", verdict=Verdict.APPROVE, reason="Họp")

        (chosen,) = choose(self.three(), Policy(awards=(award,)), {("gk", "c"): ruling})

        assert said(chosen) == [
            ("a", "passed_over", "below_share"),
            ("b", "passed_over", "below_share"),
            ("c", "proposed", "council_approved"),
        ]

    def test_of_units_goes_by_their_mean(self) -> None:
        board = [unit("p1", 9, 10, 4900), unit("p2", 9, 10, 5000)]

        chosen = one(board, plan(TopN(count=2, share_at_least=Fraction(1, 2)), subject="unit"))

        assert said(chosen) == [("p1", "passed_over", "below_share"), ("p2", "proposed", "")]

    @given(
        st.lists(st.tuples(st.integers(0, 3), st.integers(-2, 3)), max_size=9),
        st.sampled_from(
            [
                TopN(count=3),
                TopNByUnitType(count=2),
                Threshold(share_at_least=Fraction(0)),
                Threshold(share_at_least=Fraction(0), count=2),
            ]
        ),
    )
    def test_is_under_every_rule(self, rows: list[tuple[int, int]], rule: Any) -> None:
        board = [person(f"n{n}", n + 1, right=right, points=points) for n, (right, points) in enumerate(rows)]

        chosen = one(board, plan(rule))

        on_a_list = chosen.of(Outcome.PROPOSED, Outcome.TIE, Outcome.NEXT)
        assert not any(each.nominee.nothing_right for each in on_a_list)


class TestRateAndQuality:
    def test_goes_down_the_contests_board_above_both_thresholds(self) -> None:
        board = [
            unit("p4", 78, 100, 9900, place=1),
            unit("p2", 90, 100, 9000, place=2),
            unit("p3", 95, 100, 8500, place=3),
            unit("p1", 100, 100, 4000, place=4),
            unit("p5", 0, 10, 0, place=5),
        ]
        rule = RateAndQuality(count=3, participation_at_least=Fraction(8, 10), mean_at_least=Fraction(1, 2))

        chosen = one(board, plan(rule, subject="unit"))

        assert said(chosen) == [
            ("p4", "passed_over", "below_participation"),
            ("p2", "proposed", ""),
            ("p3", "proposed", ""),
            ("p1", "passed_over", "below_mean"),
        ]
        assert (chosen.decisions[0].has, chosen.decisions[0].needs) == (Fraction(78, 100), Fraction(8, 10))
        assert [each.instead_of for each in chosen.proposed] == [("p4",), ("p4",)]

    def test_proposes_the_second_of_the_board_before_the_third(self) -> None:
        board = [
            unit("p1", 10, 10, 9000, place=1),
            unit("p2", 8, 10, 9500, place=2),
            unit("p3", 10, 10, 8000, place=3),
            unit("p4", 9, 10, 8000, place=4),
        ]
        rule = RateAndQuality(count=2, participation_at_least=Fraction(8, 10))

        assert said(one(board, plan(rule, subject="unit"))) == [
            ("p1", "proposed", ""),
            ("p2", "proposed", ""),
            ("p3", "next", ""),
            ("p4", "next", ""),
        ]


class TestParticipationFirst:
    def board(self) -> list[Nominee]:
        return [
            unit("p1", 10, 10, 9000, place=1),
            unit("p2", 8, 10, 9500, place=2),
            unit("p3", 10, 10, 8000, place=3),
            unit("p4", 9, 10, 8000, place=4),
        ]

    def test_gives_a_reason_to_who_stands_higher_on_the_board(self) -> None:
        chosen = one(self.board(), plan(ParticipationFirst(count=2), subject="unit"))

        assert said(chosen) == [
            ("p1", "proposed", ""),
            ("p3", "proposed", ""),
            ("p4", "next", ""),
            ("p2", "next", "other_order"),
        ]
        assert [each.instead_of for each in chosen.proposed] == [(), ("p2",)]

    def test_gives_it_to_who_would_not_be_listed_as_next(self) -> None:
        chosen = one(self.board(), plan(ParticipationFirst(count=2), subject="unit"), spare=0)

        assert said(chosen)[2:] == [("p2", "next", "other_order")]

    def test_says_the_threshold_of_who_comes_after_the_last_place(self) -> None:
        rule = ParticipationFirst(count=2, participation_at_least=Fraction(9, 10))

        chosen = one(self.board(), plan(rule, subject="unit"))

        assert said(chosen)[2:] == [("p4", "next", ""), ("p2", "passed_over", "below_participation")]
        assert chosen.proposed[1].instead_of == ("p2",)

    @given(
        st.lists(st.tuples(st.integers(1, 6), st.integers(0, 9), st.integers(0, 10_000)), max_size=10),
        st.integers(1, 4),
        st.integers(0, 3),
        st.sampled_from([RateAndQuality, ParticipationFirst]),
    )
    def test_and_every_rule_leaves_nobody_higher_without_a_reason(
        self, rows: list[tuple[int, int, int]], count: int, spare: int, rule: Any
    ) -> None:
        board = [unit(f"p{n}", people, 10, mean, place=place) for n, (place, people, mean) in enumerate(rows)]

        chosen = one(
            board, plan(rule(count=count, participation_at_least=Fraction(1, 2)), subject="unit"), spare=spare
        )

        listed = chosen.of(Outcome.PROPOSED, Outcome.TIE)
        worst = max((each.nominee.place or 0 for each in listed), default=0)
        on_it = {each.nominee.code for each in listed}
        reasons = {each.nominee.code: each.reason for each in chosen.decisions}
        for each in board:
            if each.participants and (each.place or 0) < worst and each.code not in on_it:
                assert reasons[each.code]


class TestPolicy:
    def test_gives_nobody_two_awards_for_one_contest(self) -> None:
        board = [person("a", 1), person("b", 2)]
        policy = Policy(awards=(plan(TopN(count=1)), plan(TopN(count=1), name="bd", form="bieu-duong")))

        first, second = choose(board, policy)

        assert [each.nominee.code for each in first.proposed] == ["a"]
        assert said(second) == [("a", "passed_over", "other_award"), ("b", "proposed", "")]

    def test_may_leave_out_who_has_a_prize(self) -> None:
        board = [person("a", 1, has_prize=True), person("b", 2)]

        chosen = one(board, plan(TopN(count=1)), leave_out_prize_winners=True)

        assert said(chosen)[0] == ("a", "passed_over", "has_prize")


class TestLaws:
    @given(
        st.lists(
            st.tuples(st.integers(1, 6), st.sampled_from([True, False, None]), st.booleans(), st.booleans()),
            max_size=14,
        ),
        st.integers(1, 5),
        st.integers(0, 3),
        st.integers(0, 10_000),
    )
    def test_never_more_than_there_are_places_never_twice_and_never_by_the_order_they_came(
        self, rows: list[tuple[int, bool | None, bool, bool]], count: int, spare: int, seed: int
    ) -> None:
        board = [
            person(f"n{n:02}", place, woman=woman, on_hold=hold, organiser=organiser)
            for n, (place, woman, hold, organiser) in enumerate(rows)
        ]
        shuffled = list(board)
        random.Random(seed).shuffle(shuffled)

        chosen = one(board, plan(TopN(count=count)), spare=spare)

        assert chosen == one(shuffled, plan(TopN(count=count)), spare=spare)
        codes = [each.nominee.code for each in chosen.decisions]
        assert len(codes) == len(set(codes))
        assert len(chosen.proposed) <= count
        assert not any(each.nominee.on_hold or each.nominee.organiser for each in chosen.proposed)
        able = [each for each in board if not each.on_hold and not each.organiser]
        if not chosen.of(Outcome.TIE):
            assert len(chosen.proposed) == min(count, len(able))
        worst = max((each.nominee.place or 0 for each in chosen.proposed), default=0)
        proposed = {each.nominee.code for each in chosen.proposed}
        better = [each for each in able if (each.place or 0) < worst and each.code not in proposed]
        assert better == []


class TestMoney:
    @pytest.mark.parametrize(
        ("coefficient", "salary", "amount"),
        [
            (Fraction(3, 10), 2_340_000, 710_000),
            (Fraction(6, 10), 2_340_000, 1_410_000),
            (Fraction(3, 10), 2_530_000, 760_000),
            (Fraction(6, 10), 2_530_000, 1_520_000),
            (Fraction(15, 10), 2_530_000, 3_800_000),
            (Fraction(3), 2_530_000, 7_590_000),
            (Fraction(0), 2_530_000, 0),
        ],
    )
    def test_is_rounded_up_to_ten_thousand(self, coefficient: Fraction, salary: int, amount: int) -> None:
        assert award_money(coefficient, salary) == amount

    @pytest.mark.parametrize(
        ("day", "amount"),
        [
            (date(2024, 7, 1), 2_340_000),
            (date(2026, 6, 30), 2_340_000),
            (date(2026, 7, 1), 2_530_000),
        ],
    )
    def test_goes_by_the_base_salary_of_the_day_of_signing(self, day: date, amount: int) -> None:
        assert base_salary(SALARIES, on=day).amount == amount

    def test_is_refused_before_the_table_begins(self) -> None:
        with pytest.raises(NoBaseSalary):
            base_salary(SALARIES, on=date(2024, 6, 30))
