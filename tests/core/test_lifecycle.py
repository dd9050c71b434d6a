"""The life of a contest: which steps there are, who may take them, and when. See docs/rules/corrections.md."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.contest import ContestState
from quizbot.core.corrections import ReasonMissing
from quizbot.core.lifecycle import (
    DECIDED,
    STEPS,
    Actor,
    NotYet,
    NotYours,
    SameHand,
    Standing,
    Step,
    WrongState,
    next_steps,
    obstacle,
    refuse_same_hand,
    step,
)
from quizbot.core.refusal import Refusal

NOW = datetime(2026, 3, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
S = ContestState
ROLES = ("organizer", "hr", "reviewer", "author", "admin")


def actor(*roles: str, name: str = "account:1") -> Actor:
    return Actor(id=name, roles=frozenset(roles))


ORGANIZER = actor("organizer")


def take(standing: Standing, to: ContestState, by: Actor = ORGANIZER, reason: str = "") -> Step:
    return step(standing, to=to, actor=by, reason=reason, now=NOW)


class TestSteps:
    def test_lead_from_the_draft_to_the_archive(self) -> None:
        forward = {(each.frm, each.to) for each in STEPS if not each.back}

        states = [
            S.DRAFT,
            S.CHECKED,
            S.OPEN,
            S.CLOSED,
            S.PROVISIONAL,
            S.APPEAL,
            S.FINAL,
            S.ANNOUNCED,
            S.ARCHIVED,
        ]
        assert {(a, b) for a, b in pairwise(states)} <= forward

    def test_reach_final_results_by_a_second_hand_alone(self) -> None:
        assert all(each.second_hand for each in STEPS if each.to is S.FINAL and not each.back)

    def test_lead_back_from_everything_that_was_published(self) -> None:
        back = {each.frm for each in STEPS if each.back}

        assert {S.PROVISIONAL, S.APPEAL, *DECIDED} <= back

    @given(st.sampled_from(list(S)), st.sampled_from(list(S)), st.sampled_from(ROLES), st.booleans())
    def test_that_are_no_arrow_or_another_role_are_refused(
        self, frm: ContestState, to: ContestState, role: str, reasoned: bool
    ) -> None:
        standing = Standing(contest="c", state=frm)
        arrow = next((each for each in STEPS if (each.frm, each.to) == (frm, to)), None)
        reason = "Có lý do" if reasoned else ""

        refusal = obstacle(standing, to=to, actor=actor(role), reason=reason, now=NOW)

        if arrow is None:
            assert isinstance(refusal, WrongState)
        elif role != "admin" and role not in arrow.roles:
            assert isinstance(refusal, NotYours)
        elif arrow.back and not reasoned:
            assert isinstance(refusal, ReasonMissing)
        else:
            assert refusal is None


class TestFinal:
    def test_is_not_confirmed_by_who_corrected(self) -> None:
        standing = Standing(state=S.PROVISIONAL, corrected_by=frozenset({"account:1"}))

        with pytest.raises(SameHand):
            take(standing, S.FINAL)

        assert take(standing, S.FINAL, actor("organizer", name="account:2")).to is S.FINAL

    def test_a_name_given_at_the_command_line_is_the_same_hand_as_the_account(self) -> None:
        given = Actor(id="account:3", roles=frozenset({"organizer"}), unproved=True)
        signed_in = Actor(id="account:3", roles=frozenset({"organizer"}))

        for signed, final in ((given, signed_in), (signed_in, given), (given, given)):
            standing = Standing(state=S.PROVISIONAL, corrected_by=frozenset({signed.written}))
            with pytest.raises(SameHand):
                take(standing, S.FINAL, final)

    def test_is_not_confirmed_by_an_administrator_who_corrected(self) -> None:
        standing = Standing(state=S.PROVISIONAL, corrected_by=frozenset({"cli"}))

        with pytest.raises(SameHand):
            take(standing, S.FINAL, actor("admin", name="cli"))

    @pytest.mark.parametrize(
        ("standing", "reason"),
        [
            (Standing(state=S.CLOSED, appeals_promised=True), "unpublished"),
            (Standing(state=S.PROVISIONAL, appeals_until=NOW + HOUR), "appeal_time"),
            (Standing(state=S.APPEAL, appeals_until=NOW, appeals_open=1), "appeals_open"),
            (Standing(state=S.CLOSED, playable_until=NOW + HOUR), "played"),
        ],
    )
    def test_waits_for_what_is_promised(self, standing: Standing, reason: str) -> None:
        with pytest.raises(NotYet) as caught:
            take(standing, S.FINAL)

        assert caught.value.facts["reason"] == reason

    def test_comes_with_the_end_of_the_clock(self) -> None:
        assert take(Standing(state=S.APPEAL, appeals_until=NOW), S.FINAL).to is S.FINAL
        assert take(Standing(state=S.CLOSED), S.FINAL).to is S.FINAL

    def test_is_not_offered_straight_away_where_appeals_are_promised(self) -> None:
        promised = Standing(state=S.CLOSED, appeals_promised=True)

        assert [each.to for each in next_steps(promised, actor=ORGANIZER)] == [S.PROVISIONAL]


class TestOthers:
    def test_provisional_results_wait_for_who_may_still_play(self) -> None:
        with pytest.raises(NotYet):
            take(Standing(state=S.CLOSED, playable_until=NOW + HOUR), S.PROVISIONAL)
        assert take(Standing(state=S.CLOSED, playable_until=NOW), S.PROVISIONAL).to is S.PROVISIONAL

    def test_an_opening_is_taken_back_only_before_anybody_began(self) -> None:
        assert take(Standing(state=S.OPEN), S.CHECKED, reason="Mở nhầm").back
        with pytest.raises(NotYet):
            take(Standing(state=S.OPEN, begun=True), S.CHECKED, reason="Mở nhầm")

    def test_nobody_takes_the_step_that_comes_by_itself(self) -> None:
        offered = [each.to for each in next_steps(Standing(state=S.PROVISIONAL), actor=actor("admin"))]

        assert offered == [S.FINAL, S.CLOSED]

    def test_steps_on_come_before_steps_back(self) -> None:
        assert [each.back for each in next_steps(Standing(state=S.ANNOUNCED), actor=ORGANIZER)] == [
            False,
            True,
        ]

    def test_hr_announces_and_takes_nothing_back(self) -> None:
        assert [each.to for each in next_steps(Standing(state=S.FINAL), actor=actor("hr"))] == [S.ANNOUNCED]

    def test_a_second_person_is_anybody_else(self) -> None:
        refuse_same_hand(ORGANIZER, first=frozenset({"account:2"}), reason="published")
        with pytest.raises(Refusal):
            refuse_same_hand(ORGANIZER, first=frozenset({"account:1"}), reason="published")
