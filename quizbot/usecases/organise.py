"""What organizers do: declare, open, close; and what the clock does for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from quizbot.core.budget import NOTHING_COUNTED, Means
from quizbot.core.calendar import DaysOff, rounds_of
from quizbot.core.contest import Contest, ContestState, Phase, Round, phase_at
from quizbot.core.ids import PersonId, UnitId
from quizbot.core.lifecycle import Actor
from quizbot.core.refusal import Refusal
from quizbot.usecases import forecasting, freeze, play, reach, results
from quizbot.usecases.essays import refuse_if_unmarked
from quizbot.usecases.evidence import binding, sealing
from quizbot.usecases.lifecycle import appeals_until, at_the_machine, note_step, permit
from quizbot.usecases.ports import AuditEntry, OutboxCounts, StoredContest, Work
from quizbot.usecases.scene import roster_day
from quizbot.usecases.standings import find
from quizbot.usecases.unfinished import perfect_is_told


class RulesPinned(Refusal):
    """The contest is open: rules that people play by are not changed under them."""

    code = "contest.rules_pinned"


def apply_contest(
    work: Work, contest: Contest, *, days_off: DaysOff, by: str, now: datetime
) -> StoredContest:
    """Store a checked contest and its rounds; it still has to be opened.

    Raises:
        RulesPinned: the contest has been opened and its rules would change.
    """
    known = work.contests.by_slug(contest.id)
    if known is not None and known.state not in (ContestState.DRAFT, ContestState.CHECKED):
        if known.contest == contest:
            return known
        raise RulesPinned(contest=contest.id)
    stored = work.contests.put(contest, rounds=rounds_of(contest.rounds, contest.kind, days_off), now=now)
    if stored.state is ContestState.DRAFT:
        work.contests.set_state(stored.id, ContestState.CHECKED)
    record(work, now, by, "contest.applied", stored, rules=stored.rules_hash)
    return work.contests.get(stored.id)


def step(
    work: Work,
    *,
    slug: str,
    to: ContestState,
    by: Actor | str,
    now: datetime,
    reason: str = "",
    secret: str | None = None,
) -> StoredContest:
    """Take a contest one step on in its life, or back.

    Args:
        by: who acts; a name alone is a program or the command line, which may do everything.
        reason: needed for a step back.
        secret: what a contest that opens is bound with; drawn by the operating system unless said.

    Raises:
        UnknownContest
        WrongState: the step does not lead on from where the contest stands.
        NotYours, SameHand, NotYet, ReasonMissing, EssaysUnmarked
    """
    stored = find(work, slug)
    if stored.state is to:
        return stored
    actor = at_the_machine(by) if isinstance(by, str) else by
    permit(work, stored, to=to, actor=actor, reason=reason, now=now)
    if to in (ContestState.PROVISIONAL, ContestState.FINAL):
        refuse_if_unmarked(work, stored)
    if to in (ContestState.CLOSED, ContestState.PROVISIONAL, ContestState.FINAL):
        _end_rounds(work, stored, now)
        sealing.seal_closed(work, stored=stored, now=now)
    if to is ContestState.OPEN:
        binding.bind(work, stored, now=now, secret=secret)
    note_step(work, stored, to=to, by=actor.written, reason=" ".join(reason.split()), now=now)
    moved = work.contests.get(stored.id)
    until = appeals_until(work, moved)
    if stored.state is ContestState.CLOSED and until is not None:
        reach.tell_published(work, stored=moved, until=until, now=now)
    return moved


def _end_rounds(work: Work, stored: StoredContest, now: datetime) -> None:
    for round_ in work.contests.rounds(stored.id):
        if now <= round_.opens_at:
            # it never takes place: closed without having been opened
            work.contests.mark_closed(round_.id)
            play.end_round(work, stored=stored, round_=round_, at=now)
            continue
        work.contests.mark_opened(round_.id)
        if now < round_.closes_at:
            work.contests.set_round_times(round_.id, opens_at=round_.opens_at, closes_at=now)
            play.end_round(work, stored=stored, round_=round_, at=now)
    play.expire_overdue(work, now=now, limit=1_000_000)
    close_due(work, now=now)
    results.rebuild(work, stored=work.contests.get(stored.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """What one wake-up did."""

    opened: int = 0
    closed: int = 0
    expired: int = 0
    frozen: int = 0
    reminders: int = 0


def tick(
    work: Work, *, now: datetime, settled: datetime | None = None, means: Means = NOTHING_COUNTED
) -> Ticked:
    """Carry out everything that is due. Late, early and double wake-ups do no harm.

    Args:
        settled: papers and rounds that ended after this moment are left for a later wake-up, since
            answers received in time may still wait in our queue; `now` unless said.
        means: the channels, for those that count messages.
    """
    settled = settled or now
    return Ticked(
        expired=play.expire_overdue(work, now=settled),
        opened=open_due(work, now=now, means=means),
        closed=close_due(work, now=settled),
        frozen=freeze.freeze_due(work, now=now),
        reminders=reach.remind_due(work, now=now),
    )


def open_due(work: Work, *, now: datetime, means: Means = NOTHING_COUNTED) -> int:
    """Open rounds whose time has come, once each: tell people and groups."""
    opened = 0
    for round_ in work.contests.to_open(now=now):
        stored = work.contests.get(round_.contest_id)
        if stored.state is not ContestState.OPEN or not work.contests.mark_opened(round_.id):
            continue
        opened += 1
        binding.bind(work, stored, now=now)
        if phase_at(round_, now=now) is not Phase.CLOSED:
            reach.invite(work, stored=stored, round_=round_, now=now)
            forecasting.settle_forms(work, stored, round_, means=means, now=now)
        record(work, now, "system", "round.opened", stored, round=round_.number)
    return opened


def close_due(work: Work, *, now: datetime) -> int:
    """Close rounds that are over, once each: compute the boards with all that is known now."""
    closed = 0
    for round_ in work.contests.to_close(now=now):
        play.expire_overdue(work, now=now, limit=1_000_000)
        stored = work.contests.get(round_.contest_id)
        if not work.contests.mark_closed(round_.id):
            continue
        closed += 1
        results.rebuild(work, stored=stored)
        sealing.seal(work, stored=stored, round_=round_, now=now)
        reach.tell_results(work, stored=stored, round_=work.contests.round(round_.id), now=now)
        record(work, now, "system", "round.closed", stored, round=round_.number)
    return closed


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitProgress:
    """How a unit takes part in a round: people, never attempts."""

    code: str
    name: str
    roster: int
    reachable: int
    started: int
    finished: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressView:
    contest: str
    title: str
    round: Round
    phase: Phase
    people: int
    attempts: int
    finished: int
    # None: not told while predictions of it decide ties and the round runs
    perfect: int | None
    units: tuple[UnitProgress, ...]
    messages: tuple[OutboxCounts, ...]


def progress_view(
    work: Work,
    *,
    slug: str,
    now: datetime,
    round_number: int | None = None,
    units: frozenset[UnitId] | None = None,
) -> ProgressView | None:
    """Tell how a round goes: the one named, else the open one, else the last; None without rounds.

    Args:
        units: count the people of these units alone, as a coordinator looks after them; None: everybody.

    Raises:
        UnknownContest
    """
    stored = find(work, slug)
    rounds = work.contests.rounds(stored.id)
    round_ = _round_of_interest(rounds, round_number, now)
    if round_ is None:
        return None
    counts = work.attempts.counts(round_.id) if units is None else _counts_of(work, stored, round_, units)
    return ProgressView(
        contest=slug,
        title=stored.contest.title,
        round=round_,
        phase=phase_at(round_, freeze=stored.contest.results.freeze, now=now),
        people=counts["people"],
        attempts=counts["attempts"],
        finished=counts["finished"],
        perfect=counts["perfect"] if perfect_is_told(stored, round_, now=now) else None,
        units=_unit_progress(work, stored, round_, units),
        messages=tuple(work.outbox.counts(dedupe_prefix=f"round:{round_.id}:")),
    )


def _round_of_interest(rounds: Sequence[Round], number: int | None, now: datetime) -> Round | None:
    if number is not None:
        return next((each for each in rounds if each.number == number), None)
    begun = [each for each in rounds if each.opens_at <= now and not each.left_out]
    return begun[-1] if begun else (rounds[0] if rounds else None)


def _counts_of(
    work: Work, stored: StoredContest, round_: Round, units: frozenset[UnitId]
) -> Mapping[str, int]:
    """Count as `Attempts.counts` does, the people of some units alone."""
    members = work.people.memberships(on=roster_day(stored, round_))
    theirs = [each for each in work.attempts.summaries(round_.id) if members.get(each.person_id) in units]
    return {
        "people": len({each.person_id for each in theirs}),
        "attempts": len(theirs),
        "finished": sum(each.submitted_at is not None for each in theirs),
        "perfect": len({each.person_id for each in theirs if each.submitted_at and each.right == each.asked}),
    }


def _unit_progress(
    work: Work, stored: StoredContest, round_: Round, units: frozenset[UnitId] | None
) -> tuple[UnitProgress, ...]:
    members = {
        person_id: unit_id
        for person_id, unit_id in work.people.memberships(on=roster_day(stored, round_)).items()
        if units is None or unit_id in units
    }
    people = list(members)
    reachable = set(work.people.reachable(people))
    started = work.attempts.taken_part(round_.id) | _with_attempt(work, round_)
    finished = {
        each.person_id for each in work.attempts.summaries(round_.id) if each.submitted_at is not None
    }
    rows: dict[UnitId, list[int]] = {}
    for person_id, unit_id in members.items():
        counts = rows.setdefault(unit_id, [0, 0, 0, 0])
        counts[0] += 1
        counts[1] += person_id in reachable
        counts[2] += person_id in started
        counts[3] += person_id in finished
    return tuple(
        UnitProgress(
            code=unit.code,
            name=unit.name,
            roster=rows[unit.id][0],
            reachable=rows[unit.id][1],
            started=rows[unit.id][2],
            finished=rows[unit.id][3],
        )
        for unit in work.people.units()
        if unit.id in rows
    )


def _with_attempt(work: Work, round_: Round) -> frozenset[PersonId]:
    return frozenset(each.person_id for each in work.attempts.summaries(round_.id))


def heartbeat(work: Work, *, now: datetime) -> timedelta:
    """Note that the engine is alive; gives how long it was silent before."""
    last = work.leases.recall("heartbeat")
    work.leases.mark("heartbeat", now.isoformat())
    return timedelta(0) if last is None else now - datetime.fromisoformat(last)


def record(work: Work, now: datetime, by: str, action: str, stored: StoredContest, **detail: Any) -> None:
    """Write an act on a contest into the record."""
    work.audit.record(
        AuditEntry(at=now, actor=by, action=action, subject=f"contest:{stored.contest.id}", detail=detail)
    )
