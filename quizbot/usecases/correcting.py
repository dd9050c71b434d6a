"""Signing a correction: it goes into the log, and everything computed from the log follows."""

from dataclasses import replace
from datetime import datetime, timedelta

from quizbot.core.codec import content_hash
from quizbot.core.corrections import CannotUndo, Correction, CorrectionKind, needed_reason
from quizbot.core.lifecycle import ORGANIZER, REVIEWER, Actor, NotYours
from quizbot.core.refusal import Refusal
from quizbot.usecases import freeze, planning, play, reach, results
from quizbot.usecases.planning import Plan
from quizbot.usecases.ports import AuditEntry, StoredContest, Work
from quizbot.usecases.standings import find, find_round

_ROLES = {
    CorrectionKind.REGRADE: (ORGANIZER, REVIEWER),
    CorrectionKind.VOID: (ORGANIZER, REVIEWER),
}
# a person learns of a correction about them within this time, or not by a message
TOLD_FOR = timedelta(days=14)
# they change no result that is there
_NO_MATTER = (
    CorrectionKind.EXTEND,
    CorrectionKind.NO_OUTAGE,
    CorrectionKind.WITHDRAW,
    CorrectionKind.ENTER,
)


class PlanStale(Refusal):
    """The boards are others than those the plan was made from."""

    code = "correction.plan_stale"


def plan(work: Work, *, slug: str, draft: Correction, now: datetime) -> Plan:
    """Show what a drafted correction would do; writes nothing.

    Raises:
        UnknownContest
    """
    return planning.plan(work, stored=find(work, slug), correction=draft, now=now)


def apply(
    work: Work,
    *,
    slug: str,
    draft: Correction,
    by: Actor,
    reason: str,
    now: datetime,
    planned: str | None = None,
) -> Correction:
    """Sign a drafted correction: log it, compute the boards again, and tell the person it is about.

    Args:
        draft: as `drafting` made it in this transaction.
        planned: `Plan.boards_before` of the plan that was looked at; None: none was.

    Raises:
        UnknownContest, NotYours, ReasonMissing
        PlanStale: the boards have changed since the plan.
    """
    stored = find(work, slug)
    require_role(work, stored, draft, by)
    if planned is not None and planned != planning.boards_hash(work, stored):
        raise PlanStale(contest=slug)
    signed = replace(draft, at=now, by=by.written, reason=needed_reason(reason))
    added = work.corrections.add(stored.id, signed)
    done = _subject(work, stored, added)
    _carry_out(work, stored, done, taken_back=done is not added)
    if done.kind not in _NO_MATTER:
        results.rebuild(work, stored=stored)
        freeze.refreeze(work, stored=stored, now=now)
    if added.person_id is not None:
        reach.tell_one(
            work,
            person_id=added.person_id,
            screen="correction",
            facts={"contest": slug, "number": added.number},
            dedupe=f"correction:{stored.id}:{added.number}",
            now=reach.waking_moment(stored.contest, now=now),
            lasts=TOLD_FOR,
        )
    work.audit.record(
        AuditEntry(
            at=now,
            actor=by.written,
            action=f"contest.corrected.{added.kind.value}",
            subject=f"contest:{slug}",
            # the words stand in the correction alone, from which they can be erased
            detail={"number": added.number, "hash": content_hash(added)},
        )
    )
    return added


def require_role(work: Work, stored: StoredContest, draft: Correction, by: Actor) -> None:
    """Refuse an actor whose roles do not cover the correction, or what it takes back.

    Raises:
        NotYours
    """
    kind = _subject(work, stored, draft).kind
    roles = _ROLES.get(kind, (ORGANIZER,))
    if not by.may(roles):
        raise NotYours(roles=", ".join(roles), reason=roles[-1])


def _subject(work: Work, stored: StoredContest, correction: Correction) -> Correction:
    """Give what a correction takes back, else the correction itself.

    Raises:
        CannotUndo
    """
    if correction.kind is not CorrectionKind.UNDO:
        return correction
    log = work.corrections.of(stored.id)
    found = next((each for each in log if each.number == correction.undoes), None)
    if found is None:
        raise CannotUndo(number=correction.undoes)
    return found


def _carry_out(work: Work, stored: StoredContest, done: Correction, *, taken_back: bool) -> None:
    """Do what a correction asks for beside counting: ends of rounds and running clocks."""
    if done.kind not in (CorrectionKind.EXTEND, CorrectionKind.OUTAGE) or done.round_number is None:
        return
    round_ = find_round(work, stored, done.round_number)
    closes_at = done.starts_at if taken_back else done.ends_at
    if done.kind is CorrectionKind.EXTEND and closes_at is not None:
        work.contests.set_round_times(round_.id, opens_at=round_.opens_at, closes_at=closes_at)
        round_ = replace(round_, closes_at=closes_at)
    play.prolong_round(work, stored=stored, round_=round_)
