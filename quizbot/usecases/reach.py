"""Messages the product begins on its own: invitations, reminders, results, notices, group posts.

Each is queued with a key that names what it is, so that queueing it twice sends it once.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from quizbot.core.contest import Contest, ContestKind, Feedback, Round
from quizbot.core.ids import PersonId
from quizbot.usecases.audience import audience
from quizbot.usecases.doors import in_order
from quizbot.usecases.ports import (
    Broadcast,
    Message,
    Person,
    Priority,
    StoredContest,
    Work,
)
from quizbot.usecases.results import contest_board, round_board

# a result or a notice that could not be sent for so long is not news any more
KEPT = timedelta(days=3)


def invite(work: Work, *, stored: StoredContest, round_: Round, now: datetime) -> int:
    """Queue an invitation to everybody who may take part and can be reached, and the group posts."""
    contest = stored.contest
    queued = 0
    if contest.remind.invite and contest.kind is not ContestKind.PRACTICE:
        invited = [person.id for person in audience(work, stored, round_)]
        queued += _to_people(work, stored, round_, invited, kind="invitation", key="invite", now=now)
    if contest.groups.opening:
        queued += _to_groups(work, stored, round_, kind="post", screen="post_opening", key="opening", now=now)
    if contest.groups.poll:
        queued += _to_groups(work, stored, round_, kind="poll", screen="post_poll", key="poll", now=now)
    return queued


def remind_due(work: Work, *, now: datetime) -> int:
    """Queue the reminders whose time has come, to those who have not begun.

    After a silence in which several came due, people hear the last of them only.
    """
    queued = 0
    for stored, round_ in work.contests.running(now=now):
        due = [
            key
            for before in sorted(stored.contest.remind.before_close)
            if now >= max(round_.opens_at, round_.closes_at - before)
            and work.leases.recall(key := f"round:{round_.id}:remind:{int(before.total_seconds())}") is None
        ]
        if due:
            begun = {each.person_id for each in work.attempts.summaries(round_.id)}
            waiting = [person.id for person in audience(work, stored, round_) if person.id not in begun]
            key = due[0].removeprefix(f"round:{round_.id}:")
            queued += _to_people(work, stored, round_, waiting, kind="reminder", key=key, now=now)
        for mark in due:
            work.leases.mark(mark, now.isoformat())
    return queued


def tell_results(work: Work, *, stored: StoredContest, round_: Round, now: datetime) -> int:
    """Queue each participant's own result of a closed round, and the group posts."""
    queued = 0
    contest = stored.contest
    if contest.paper.feedback is Feedback.AFTER_CLOSE and contest.kind is not ContestKind.PRACTICE:
        ids = [entry.person_id for entry in work.standings.entries(round_board(round_.id))]
        queued += _to_people(work, stored, round_, ids, kind="result", key="result", now=now)
    if contest.groups.results:
        queued += _to_groups(work, stored, round_, kind="post", screen="post_results", key="results", now=now)
    return queued


def tell_published(work: Work, *, stored: StoredContest, until: datetime, now: datetime) -> int:
    """Queue the word to people on the board that provisional results are out and take appeals."""
    due = waking_moment(stored.contest, now=now)
    if due >= until:
        return 0
    ids = [entry.person_id for entry in work.standings.entries(contest_board(stored))]
    return _broadcast(
        work,
        ids,
        key=f"published:{stored.id}:{until.isoformat()}",
        kind="result",
        screen="published",
        facts={"contest": stored.contest.id},
        stored=stored,
        due=due,
        expires=until,
        now=now,
    )


def tell_one(
    work: Work,
    *,
    person_id: PersonId,
    screen: str,
    facts: Mapping[str, Any],
    dedupe: str,
    now: datetime,
    lasts: timedelta,
) -> bool:
    """Queue a message to one person; False when they cannot be reached, or were told before."""
    addresses = work.people.addresses(person_id)
    if not addresses:
        return False
    to = in_order(addresses)[0]
    message = Message(
        channel=to.channel,
        address=to.address,
        person_id=person_id,
        kind="notice",
        screen=screen,
        facts=dict(facts),
        dedupe=dedupe,
        due_at=now,
        expires_at=now + lasts,
        priority=Priority.NOTICE,
    )
    return work.outbox.add([message]) == 1


def notice(work: Work, *, text: str, key: str, people: Sequence[Person], now: datetime) -> int:
    """Queue an organizer's notice to people; `key` makes sending it again harmless."""
    return _broadcast(
        work,
        [person.id for person in people],
        key=f"notice:{key}",
        kind="notice",
        screen="notice",
        facts={"text": text},
        due=now,
        expires=now + KEPT,
        priority=Priority.NOTICE,
        now=now,
    )


def waking_moment(contest: Contest, *, now: datetime) -> datetime:
    """Give the first moment from `now` on that is not in the contest's quiet hours."""
    zone = ZoneInfo(contest.rounds.zone)
    local = now.astimezone(zone)
    quiet_from, quiet_until = contest.remind.quiet_from, contest.remind.quiet_until
    if not _is_quiet(local.time(), quiet_from, quiet_until):
        return now
    wake = local.replace(hour=quiet_until.hour, minute=quiet_until.minute, second=0, microsecond=0)
    if wake <= local:
        wake += timedelta(days=1)
    return wake.astimezone(now.tzinfo)


def _is_quiet(at: time, quiet_from: time, quiet_until: time) -> bool:
    if quiet_from <= quiet_until:
        return quiet_from <= at < quiet_until
    return at >= quiet_from or at < quiet_until


def _to_people(
    work: Work,
    stored: StoredContest,
    round_: Round,
    people: Sequence[PersonId],
    *,
    kind: str,
    key: str,
    now: datetime,
) -> int:
    due = waking_moment(stored.contest, now=now)
    expires = round_.closes_at if kind in ("invitation", "reminder") else now + KEPT
    if due >= expires:
        return 0
    return _broadcast(
        work,
        people,
        key=f"round:{round_.id}:{key}",
        kind=kind,
        screen=kind,
        facts={"contest": stored.contest.id, "round": round_.number, "round_id": round_.id},
        stored=stored,
        round_=round_,
        due=due,
        expires=expires,
        now=now,
    )


def _broadcast(
    work: Work,
    people: Sequence[PersonId],
    *,
    key: str,
    kind: str,
    screen: str,
    facts: Mapping[str, Any],
    due: datetime,
    expires: datetime,
    now: datetime,
    stored: StoredContest | None = None,
    round_: Round | None = None,
    priority: Priority = Priority.BROADCAST,
) -> int:
    """Queue one message to each of these people who has a chat account, as one thing; gives how many."""
    reachable = work.people.reachable(people)
    if not people:
        return 0
    broadcast = work.broadcasts.plan(
        Broadcast(
            key=key,
            kind=kind,
            contest_id=None if stored is None else stored.id,
            round_id=None if round_ is None else round_.id,
            people=len(people),
            without_address=len(people) - len(reachable),
            starts_at=due,
            created_at=now,
            by="system",
            changed_at=now,
        )
    )
    chosen = [(person_id, in_order(addresses)[0]) for person_id, addresses in sorted(reachable.items())]
    return work.outbox.add(
        [
            Message(
                channel=to.channel,
                address=to.address,
                person_id=person_id,
                kind=kind,
                screen=screen,
                facts=dict(facts),
                dedupe=f"{key}:{person_id}",
                due_at=due,
                expires_at=expires,
                priority=priority,
                broadcast_id=broadcast.id,
            )
            for person_id, to in chosen
        ]
    )


def _to_groups(
    work: Work, stored: StoredContest, round_: Round, *, kind: str, screen: str, key: str, now: datetime
) -> int:
    return work.outbox.add(
        [
            Message(
                channel=channel,
                address=address,
                kind=kind,
                screen=screen,
                facts={"contest": stored.contest.id, "round": round_.number, "round_id": round_.id},
                dedupe=f"round:{round_.id}:{key}:{channel}:{address}",
                due_at=now,
                expires_at=max(round_.closes_at, now + timedelta(days=1)),
                priority=Priority.NOTICE,
            )
            for channel, address in work.chats.groups()
        ]
    )
