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
from quizbot.core.awards.rate_and_quality import RateAndQuality
from quizbot.core.awards.threshold import Threshold
from quizbot.core.awards.top_n import TopN
from quizbot.core.awards.top_n_by_unit_type import TopNByUnitType
from quizbot.core.commend.choosing import AwardPlan, Chosen, Outcome, Policy, choose
from quizbot.core.commend.money import BaseSalary, NoBaseSalary, award_money, base_salary
from quizbot.core.commend.nominees import Nominee, PersonRecord, UnitRecord

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
        subject="unit", code=code, name=code, place=1, participants=participants, roster=roster, mean=mean,
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


class TestRateAndQuality:
    def test_ranks_by_participation_then_by_mean_above_both_thresholds(self) -> None:
        board = [
            unit("p1", 10, 10, 4000),
            unit("p2", 9, 10, 9000),
            unit("p3", 9, 10, 9500),
            unit("p4", 7, 10, 9900),
            unit("p5", 0, 10, 0),
        ]
        rule = RateAndQuality(count=2, participation_at_least=Fraction(8, 10), mean_at_least=Fraction(1, 2))

        chosen = one(board, plan(rule, subject="unit"))

        assert said(chosen) == [
            ("p1", "passed_over", "below_mean"),
            ("p3", "proposed", ""),
            ("p2", "proposed", ""),
        ]


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
