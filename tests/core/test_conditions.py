"""Conditions of docs/rules/eligibility.md, by the same examples."""

from datetime import date

import pytest

from quizbot.core.conditions import Condition, Held, PersonFacts, Trait, age_span, judge
from quizbot.core.contest import Block, Who
from quizbot.core.eligibility import conditions_verdict, placed_in, to_confirm, unit_block

DAY = date(2026, 3, 2)
ADULT = Condition(age_at_least=18)


def person(**traits: str) -> PersonFacts:
    return PersonFacts(
        lineage=("p1", "vp"), kinds=("phong", "van-phong"), title="Trưởng phòng", traits=traits
    )


class TestAge:
    @pytest.mark.parametrize(
        ("birth", "held"),
        [
            ("2008-03-02", Held.YES),
            ("2008-03-03", Held.NO),
            ("2008", Held.UNKNOWN),
            ("2007", Held.YES),
            ("2009", Held.NO),
            ("", Held.UNKNOWN),
            ("tháng ba", Held.UNKNOWN),
        ],
    )
    def test_is_reached_not_reached_or_not_known(self, birth: str, held: Held) -> None:
        assert judge(ADULT, person(birth=birth), day=DAY)[0] is held

    def test_counts_on_the_day_the_contest_names(self) -> None:
        later = Condition(age_at_least=18, age_on=date(2026, 3, 3))

        assert judge(later, person(birth="2008-03-03"), day=DAY)[0] is Held.YES

    def test_has_an_upper_end(self) -> None:
        young = Condition(age_at_most=30)

        assert judge(young, person(birth="1995-03-03"), day=DAY)[0] is Held.YES
        assert judge(young, person(birth="1995-03-02"), day=DAY)[0] is Held.NO

    def test_of_a_birth_on_29_february_is_reached_on_1_march(self) -> None:
        assert age_span("2008-02-29", date(2026, 2, 28)) == (17, 17)
        assert age_span("2008-02-29", date(2026, 3, 1)) == (18, 18)


class TestOthers:
    def test_a_place_stands_word_by_word_in_the_address(self) -> None:
        hue = Condition(residence=("Huế",))

        assert judge(hue, person(residence="12 Lê Lợi, TP. Huế"), day=DAY)[0] is Held.YES
        assert judge(hue, person(residence="Phố Huệ"), day=DAY)[0] is Held.NO
        assert judge(hue, person(), day=DAY) == (Held.UNKNOWN, "residence")

    def test_titles_are_compared_as_a_whole(self) -> None:
        heads = Condition(titles=("trưởng phòng",))

        assert judge(heads, person(), day=DAY)[0] is Held.YES
        assert judge(Condition(titles=("Phó Trưởng phòng",)), person(), day=DAY) == (Held.NO, "titles")

    def test_what_does_not_hold_decides_before_what_is_not_known(self) -> None:
        both = Condition(age_at_least=18, titles=("Giám đốc",))

        assert judge(both, person(), day=DAY) == (Held.NO, "titles")

    def test_unit_types_look_at_every_unit_above(self) -> None:
        assert judge(Condition(unit_types=("van-phong",)), person(), day=DAY)[0] is Held.YES


class TestVerdicts:
    def test_not_known_lets_in_and_is_named(self) -> None:
        assert conditions_verdict(Who(must=ADULT), person(), day=DAY).allowed
        assert to_confirm(Who(must=ADULT), person(), day=DAY) == ("age",)

    def test_not_known_keeps_out_where_the_contest_says_so(self) -> None:
        verdict = conditions_verdict(Who(must=ADULT, unknown="refuse"), person(), day=DAY)

        assert (verdict.reason, verdict.facts) == ("not_known", (("attribute", "age"),))

    def test_not_held_keeps_out_with_its_reason(self) -> None:
        assert conditions_verdict(Who(must=ADULT), person(birth="2015"), day=DAY).reason == "age"


class TestBlocks:
    PUPILS = Block(
        id="pupils",
        name="Học sinh",
        condition=Condition(traits=(Trait(name="doi-tuong", values=("hoc-sinh",)),)),
    )
    EVERYBODY = Block(id="people", name="Người dân")

    @pytest.mark.parametrize(
        ("kind", "block", "missing"),
        [("hoc-sinh", "pupils", ()), ("giao-vien", "people", ()), ("", "people", ("doi-tuong",))],
    )
    def test_take_people_from_the_top(self, kind: str, block: str, missing: tuple[str, ...]) -> None:
        who = Who(blocks=(self.PUPILS, self.EVERYBODY))
        placed = placed_in(who, person(**({"doi-tuong": kind} if kind else {})), day=DAY)

        assert placed.block is not None
        assert (placed.block.id, placed.to_confirm) == (block, missing)

    def test_take_in_whom_might_belong_when_nothing_is_sure(self) -> None:
        placed = placed_in(Who(blocks=(self.PUPILS,)), person(), day=DAY)

        assert (placed.block, placed.to_confirm) == (self.PUPILS, ("doi-tuong",))

    def test_refuse_who_fits_none(self) -> None:
        verdict = conditions_verdict(Who(blocks=(self.PUPILS,)), person(**{"doi-tuong": "khac"}), day=DAY)

        assert verdict.reason == "no_block"

    def test_by_hand_win_over_conditions(self) -> None:
        placed = placed_in(Who(blocks=(self.PUPILS, self.EVERYBODY)), person(block="pupils"), day=DAY)

        assert placed.block == self.PUPILS

    def test_of_units_go_by_units_and_types(self) -> None:
        communes = Block(id="xa", name="Cấp xã", condition=Condition(unit_types=("xa",)))
        who = Who(blocks=(communes, self.EVERYBODY))

        assert unit_block(who, lineage=("p9",), kinds=("xa",)) == "xa"
        assert unit_block(who, lineage=("p1",), kinds=("phong",)) == ""
