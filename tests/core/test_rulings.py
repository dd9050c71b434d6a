"""What a council decides, on the walk down a list (docs/rules/awards.md, "What the council decides")."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.awards.top_n import TopN
from quizbot.core.awards.top_n_by_block import TopNByBlock
from quizbot.core.commend.choosing import AwardPlan, Chosen, Outcome, Policy, choose
from quizbot.core.commend.nominees import Nominee, PersonRecord
from quizbot.core.commend.rulings import Ruling, SignedRuling, Verdict, holding, rulings_of

AT = datetime(2026, 11, 20, tzinfo=UTC)


def person(code: str, place: int, **more: Any) -> Nominee:
    record = PersonRecord(code=code, woman=False)
    return Nominee(subject="person", code=code, name=code.upper(), place=place, person=record, **more)


def plan(rule: Any, **changes: Any) -> AwardPlan:
    made = AwardPlan(name="gk", title="Giấy khen", form="giay-khen", subject="person", rule=rule)
    return replace(made, **changes)


def ruled(**verdicts: Verdict) -> dict[tuple[str, str], Ruling]:
    return {
        ("gk", code): Ruling(award="gk", subject="person", code=code, verdict=verdict, reason="Họp")
        for code, verdict in verdicts.items()
    }


def said(chosen: Chosen) -> list[tuple[str, str, str]]:
    return [(each.nominee.code, each.outcome.value, each.reason) for each in chosen.decisions]


class TestCouncil:
    def test_parts_equals_where_the_places_end(self) -> None:
        board = [person("a", 1), person("b", 2), person("c", 2)]

        (chosen,) = choose(board, Policy(awards=(plan(TopN(count=2)),)), ruled(c=Verdict.APPROVE))

        assert said(chosen) == [
            ("a", "proposed", ""),
            ("c", "proposed", "council_approved"),
            ("b", "next", "council_other"),
        ]

    def test_leaves_the_rest_of_a_tie_open(self) -> None:
        board = [person("a", 1), person("b", 1), person("c", 1)]

        (chosen,) = choose(board, Policy(awards=(plan(TopN(count=2)),)), ruled(c=Verdict.APPROVE))

        assert said(chosen) == [
            ("c", "proposed", "council_approved"),
            ("a", "tie", "tie_at_cut"),
            ("b", "tie", "tie_at_cut"),
        ]

    def test_leaves_somebody_out_and_the_next_comes_up(self) -> None:
        board = [person("a", 1), person("b", 2), person("c", 3)]

        (chosen,) = choose(board, Policy(awards=(plan(TopN(count=2)),)), ruled(a=Verdict.LEAVE_OUT))

        assert said(chosen) == [
            ("a", "passed_over", "council_left_out"),
            ("b", "proposed", ""),
            ("c", "proposed", ""),
        ]
        assert chosen.proposed[1].instead_of == ("a",)

    def test_holds_one_of_two_equals_and_the_other_has_the_place(self) -> None:
        board = [person("a", 1), person("b", 1)]

        (chosen,) = choose(board, Policy(awards=(plan(TopN(count=1)),)), ruled(a=Verdict.HOLD))

        assert said(chosen) == [("a", "passed_over", "council_hold"), ("b", "proposed", "")]

    def test_cannot_approve_more_than_there_are_places(self) -> None:
        board = [person("a", 1), person("b", 1)]
        both = ruled(a=Verdict.APPROVE, b=Verdict.APPROVE)

        (chosen,) = choose(board, Policy(awards=(plan(TopN(count=1)),)), both)

        assert [each.outcome for each in chosen.decisions] == [Outcome.TIE, Outcome.TIE]

    def test_overrides_no_hold_of_hr(self) -> None:
        held = replace(person("a", 1), person=PersonRecord(code="a", on_hold=True))

        (chosen,) = choose([held], Policy(awards=(plan(TopN(count=1)),)), ruled(a=Verdict.APPROVE))

        assert said(chosen) == [("a", "passed_over", "on_hold")]

    def test_of_one_award_says_nothing_of_another(self) -> None:
        awards = (plan(TopN(count=1)), plan(TopN(count=1), name="bk", form="bang-khen"))

        first, second = choose([person("a", 1)], Policy(awards=awards), ruled(a=Verdict.LEAVE_OUT))

        assert said(first) == [("a", "passed_over", "council_left_out")]
        assert said(second) == [("a", "proposed", "")]

    @given(
        places=st.lists(st.integers(1, 4), min_size=1, max_size=7),
        count=st.integers(1, 4),
        verdicts=st.dictionaries(st.integers(0, 6), st.sampled_from(list(Verdict))),
    )
    def test_never_gives_more_places_and_moves_nobody_on_the_board(
        self, places: list[int], count: int, verdicts: dict[int, Verdict]
    ) -> None:
        board = [person(f"p{n}", place) for n, place in enumerate(places)]
        rulings = ruled(**{f"p{n}": verdict for n, verdict in verdicts.items()})

        (chosen,) = choose(board, Policy(awards=(plan(TopN(count=count)),)), rulings)

        assert len(chosen.proposed) <= count
        out = {code for (_, code), each in rulings.items() if each.verdict is not Verdict.APPROVE}
        assert not out & {each.nominee.code for each in chosen.of(Outcome.PROPOSED, Outcome.TIE)}
        assert {each.nominee.code: each.nominee.place for each in chosen.decisions}.items() <= {
            each.code: each.place for each in board
        }.items()


class TestGrantedBefore:
    def test_for_the_same_achievement_bars_from_another_award(self) -> None:
        board = [person("a", 1, granted_here=("bk",)), person("b", 2, granted_here=("gk",))]

        (chosen,) = choose(board, Policy(awards=(plan(TopN(count=2)),)))

        assert said(chosen) == [("a", "passed_over", "granted_here"), ("b", "proposed", "")]


class TestHolding:
    def signed(self, number: int, verdict: Verdict, takes_back: int | None = None) -> SignedRuling:
        made = Ruling(award="gk", subject="person", code="a", verdict=verdict, reason="Họp")
        return SignedRuling(number=number, contest="c", ruling=made, at=AT, by="t", takes_back=takes_back)

    def test_drops_what_a_later_entry_takes_back(self) -> None:
        entries = [self.signed(1, Verdict.HOLD), self.signed(2, Verdict.HOLD, takes_back=1)]

        assert holding(entries) == ()

    def test_takes_what_is_decided_anew(self) -> None:
        entries = [
            self.signed(1, Verdict.HOLD),
            self.signed(2, Verdict.HOLD, takes_back=1),
            self.signed(3, Verdict.APPROVE),
        ]

        assert [each.number for each in holding(entries)] == [3]
        assert rulings_of(entries)["gk", "a"].verdict is Verdict.APPROVE


class TestBlocks:
    def board(self) -> list[Nominee]:
        return [
            person("a", 1, block="xa", block_place=1),
            person("b", 2, block="xa", block_place=2),
            person("c", 3, block="tinh", block_place=1),
            person("d", 4, block="xa", block_place=3),
            person("e", 5),
        ]

    def test_each_have_their_first(self) -> None:
        (chosen,) = choose(self.board(), Policy(awards=(plan(TopNByBlock(count=1)),), spare=1))

        assert [(each.group, *line) for each, line in zip(chosen.decisions, said(chosen), strict=True)] == [
            ("tinh", "c", "proposed", ""),
            ("xa", "a", "proposed", ""),
            ("xa", "b", "next", ""),
        ]

    def test_pass_over_to_the_next_of_the_same_block(self) -> None:
        (chosen,) = choose(
            self.board(),
            Policy(awards=(plan(TopNByBlock(count=1)),), spare=0),
            ruled(a=Verdict.LEAVE_OUT, c=Verdict.LEAVE_OUT),
        )

        assert [each.nominee.code for each in chosen.proposed] == ["b"]
        assert chosen.proposed[0].instead_of == ("a",)

    def test_may_have_awards_of_their_own(self) -> None:
        awards = (
            plan(TopN(count=2), block="xa"),
            plan(TopN(count=1), name="gk2", block="tinh"),
        )

        first, second = choose(self.board(), Policy(awards=awards, spare=0))

        assert [each.nominee.code for each in first.proposed] == ["a", "b"]
        assert [(each.nominee.code, each.nominee.place) for each in second.proposed] == [("c", 1)]
