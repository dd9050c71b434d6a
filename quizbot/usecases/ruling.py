"""The council's decisions on a list: entered once, with who and why; taken back only by a further entry.

They change lists, papers and sums, never a result or a standing.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from quizbot.core.commend.choosing import FLOORS, Decision, Outcome, Policy
from quizbot.core.commend.grants import standing_grants
from quizbot.core.commend.nominees import PersonRecord, UnitRecord
from quizbot.core.commend.rulings import Ruling, SignedRuling, Verdict, holding
from quizbot.core.lifecycle import Actor
from quizbot.core.refusal import Refusal
from quizbot.usecases.paperwork import Commendation, commendation
from quizbot.usecases.people import NotAllowed
from quizbot.usecases.ports import AuditEntry, Work
from quizbot.usecases.standings import find

WRITERS = ("hr",)
LONGEST = 500
"""Characters of a reason."""


class ResultsNotFinal(Refusal):
    """A council decides on final results."""

    code = "council.not_final"


class UnknownAward(Refusal):
    """The policy has no such award."""

    code = "council.unknown_award"


class NotOnTheList(Refusal):
    """The council decides of those proposed, of equals at the cut, and whether to propose who is below a floor; this one is none."""

    code = "council.not_on_the_list"


class AlreadyDecided(Refusal):
    """A decision on this nominee holds; it is taken back first."""

    code = "council.decided"


class NoPlaceLeft(Refusal):
    """The award has fewer places than the council has approved equals."""

    code = "council.no_place_left"


class AlreadyGranted(Refusal):
    """The signed decision on this nominee is in the register; it is taken back there first."""

    code = "council.granted"


class CouncilReasonMissing(Refusal):
    """Whoever enters a decision of the council writes its reason, in few words."""

    code = "council.reason_missing"


class UnknownRuling(Refusal):
    """There is no such decision of the council, or it holds no longer."""

    code = "council.unknown"


def decide(
    work: Work,
    *,
    slug: str,
    ruling: Ruling,
    policy: Policy,
    people: Mapping[str, PersonRecord],
    units: Mapping[str, UnitRecord],
    by: Actor,
    now: datetime,
) -> SignedRuling:
    """Enter what the council decided of one nominee.

    Args:
        ruling: of an award of the policy; its subject is the award's own, whatever is said.
        policy: by which the list is made.
        people: HR's records by roster code.
        units: HR's records by unit code.

    Raises:
        NotAllowed, UnknownContest, ResultsNotFinal, UnknownAward, AlreadyDecided, NotOnTheList, AlreadyGranted,
        NoPlaceLeft, CouncilReasonMissing
    """
    _allowed(by)
    plan = next((each for each in policy.awards if each.name == ruling.award), None)
    if plan is None:
        raise UnknownAward(award=ruling.award, known=", ".join(each.name for each in policy.awards))
    ruling = replace(ruling, subject=plan.subject, reason=_reason(ruling.reason))

    def look() -> Commendation:
        return commendation(work, slug=slug, policy=policy, people=dict(people), units=dict(units), now=now)

    before = look()
    if before.figures.provisional:
        raise ResultsNotFinal()
    for each in holding(before.rulings):
        if (each.ruling.award, each.ruling.code) == (ruling.award, ruling.code):
            raise AlreadyDecided(number=each.number)
    found = _of(before, ruling)
    if found is None or not _open_to(found, ruling.verdict):
        raise NotOnTheList(code=ruling.code, award=plan.title)
    if ruling.award in found.nominee.granted_here:
        raise AlreadyGranted(code=ruling.code)
    made = _add(work, slug, ruling, takes_back=None, by=by, now=now)
    if ruling.verdict is Verdict.APPROVE:
        after = _of(look(), ruling)
        if after is None or after.outcome is not Outcome.PROPOSED:
            raise NoPlaceLeft(award=plan.title)
    return made


def take_back(work: Work, *, slug: str, number: int, reason: str, by: Actor, now: datetime) -> SignedRuling:
    """Take a decision of the council back; both entries stay.

    Raises:
        NotAllowed, UnknownContest, UnknownRuling, AlreadyGranted, CouncilReasonMissing
    """
    _allowed(by)
    find(work, slug)
    said = _reason(reason)
    held = next((each for each in holding(work.awards.rulings(slug)) if each.number == number), None)
    if held is None:
        raise UnknownRuling(number=number)
    ruling = held.ruling
    if (ruling.subject, ruling.code, ruling.award) in granted_in(work, slug):
        raise AlreadyGranted(code=ruling.code)
    return _add(work, slug, replace(ruling, reason=said), takes_back=number, by=by, now=now)


def granted_in(work: Work, slug: str) -> frozenset[tuple[str, str, str]]:
    """Give subject, code and award of what the register says was granted for a contest."""
    return frozenset(
        (each.grant.subject, each.grant.code, each.grant.award)
        for each in standing_grants(work.awards.grants())
        if each.grant.contest == slug
    )


def _allowed(by: Actor) -> None:
    if not by.may(WRITERS):
        raise NotAllowed()


def _reason(given: str) -> str:
    said = " ".join(given.split())
    if not said or len(said) > LONGEST:
        raise CouncilReasonMissing(most=LONGEST)
    return said


def _open_to(decision: Decision, verdict: Verdict) -> bool:
    """Tell whether the council may decide so: of those on the list, and for who is below a floor."""
    if decision.outcome in (Outcome.PROPOSED, Outcome.TIE):
        return True
    return decision.reason in FLOORS and verdict is Verdict.APPROVE


def _of(found: Commendation, ruling: Ruling) -> Decision | None:
    return next(
        (
            each
            for award in found.chosen
            if award.plan.name == ruling.award
            for each in award.decisions
            if each.nominee.code == ruling.code
        ),
        None,
    )


def _add(
    work: Work, slug: str, ruling: Ruling, *, takes_back: int | None, by: Actor, now: datetime
) -> SignedRuling:
    made = work.awards.add_ruling(
        SignedRuling(number=0, contest=slug, ruling=ruling, at=now, by=by.id, takes_back=takes_back)
    )
    work.audit.record(
        AuditEntry(
            at=now,
            actor=by.id,
            action="council.taken_back" if takes_back is not None else "council.decided",
            subject=f"contest:{slug}",
            detail={
                "number": made.number,
                "award": ruling.award,
                "code": ruling.code,
                "verdict": ruling.verdict.value,
                "takes_back": takes_back,
            },
        )
    )
    return made
