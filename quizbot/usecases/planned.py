"""What a contest will send from now on: what waits in the outbox, and what its rounds are still to bring."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from quizbot.core.budget import Form, Recipient, Sending
from quizbot.core.calendar import Period
from quizbot.core.contest import Contest, ContestKind, Feedback, Round
from quizbot.core.delivery import Carrier
from quizbot.core.ids import PersonId
from quizbot.usecases.paper_forms import last_forms, noted_form
from quizbot.usecases.ports import Work
from quizbot.usecases.queued import Queue, TakesPart
from quizbot.usecases.reach import KEPT, waking_moment
from quizbot.usecases.recipients import groups_reached, recipients_of

Replies = Callable[[Period], Mapping[str, int]]
"""How many messages answer a person through a paper of a round, by channel."""


class _Turn(IntEnum):
    """The order in which what is due at one moment goes out."""

    GROUP = 0
    QUEUED = 1
    INVITATION = 2
    RESULT = 3
    REMINDER = 4
    QUESTION = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Running:
    """A round as the database knows it: whether it was opened, and how far people are."""

    round: Round | None = None
    begun: frozenset[PersonId] = frozenset()
    done: frozenset[PersonId] = frozenset()

    @property
    def opened(self) -> bool:
        return self.round is not None and self.round.opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that will be sent, as far as it can be known."""

    # the contest's people, and everybody else whom something waits for
    recipients: tuple[Recipient, ...]
    # by opening time and channel: what was decided for rounds that are open
    settled: Mapping[tuple[datetime, str], Form]
    # by channel: what was decided for the round that opened last
    last: Mapping[str, Form]
    sendings: Callable[[Replies], Sequence[Sending]]


def planned(
    work: Work,
    contest: Contest,
    *,
    rounds: Sequence[Period],
    recipients: Sequence[Recipient],
    carriers: Mapping[str, Carrier],
    takes_part: TakesPart | None,
    now: datetime,
    queued: bool = True,
) -> Plan:
    """Plan the rounds that are not over.

    Args:
        rounds: those that are not over.
        takes_part: whom to suppose when; everybody, after the last reminder, unless said.
        queued: with what waits in the outbox, of anything.
    """
    stored = work.contests.by_slug(contest.id)
    declared = () if stored is None else work.contests.rounds(stored.id)
    running = _running(work, declared, rounds)
    suppose = takes_part or _after_last_reminder(contest, now)
    groups = groups_reached(work, carriers=carriers)
    queue = work.outbox.waiting() if queued else ()
    known = {each.person for each in recipients}
    outsiders = sorted({each.person_id for each in queue if each.person_id is not None} - known)
    everybody = (*recipients, *groups, *recipients_of(work, outsiders, carriers=carriers))
    waiting = Queue(work, contest, everybody, suppose=suppose, now=now)
    ready = [(_Turn.QUEUED, sending) for each in queue if (sending := waiting.sending(each)) is not None]
    coming = _Coming(contest, recipients, groups, suppose=suppose, now=now)

    def sendings(replies: Replies) -> Sequence[Sending]:
        found = [*ready]
        for round_ in rounds:
            found += coming.of_round(round_, running[round_[0]], replies(round_))
        return [each for _, each in sorted(found, key=lambda pair: (pair[1].at, pair[0]))]

    counted = [name for name, carrier in carriers.items() if carrier.allowance.quotas]
    return Plan(
        recipients=everybody,
        settled=_settled(work, running, counted),
        last=last_forms(work, declared, counted),
        sendings=sendings,
    )


def _running(work: Work, declared: Sequence[Round], rounds: Sequence[Period]) -> Mapping[datetime, _Running]:
    known = {each.opens_at: each for each in declared}
    found = {}
    for opens_at, _ in rounds:
        round_ = known.get(opens_at)
        summaries = () if round_ is None or not round_.opened else work.attempts.summaries(round_.id)
        found[opens_at] = _Running(
            round=round_,
            begun=frozenset(each.person_id for each in summaries),
            done=frozenset(each.person_id for each in summaries if each.submitted_at is not None),
        )
    return found


def _settled(
    work: Work, running: Mapping[datetime, _Running], channels: Sequence[str]
) -> Mapping[tuple[datetime, str], Form]:
    return {
        (opens_at, channel): form
        for opens_at, each in running.items()
        for channel in channels
        if each.round is not None and (form := noted_form(work, each.round.id, channel)) is not None
    }


class _Coming:
    """Plans what a round is still to bring."""

    def __init__(
        self,
        contest: Contest,
        recipients: Sequence[Recipient],
        groups: Sequence[Recipient],
        *,
        suppose: TakesPart,
        now: datetime,
    ) -> None:
        self._contest = contest
        # the order in which the outbox sends what is due at one moment
        self._people = sorted((PersonId(each.person) for each in recipients), key=str)
        self._groups = [each.person for each in groups]
        self._suppose = suppose
        self._now = now

    def of_round(
        self, round_: Period, running: _Running, replies: Mapping[str, int]
    ) -> Iterator[tuple[_Turn, Sending]]:
        begins = {person: self._suppose(person, round_) for person in self._people}
        for turn, each in (
            *self._invitations(round_, running, begins),
            *self._reminders(round_, running, begins),
            *self._conversations(running, begins, replies),
            *self._results(round_, running, begins),
        ):
            if each.at >= self._now:
                yield turn, each

    def _invitations(
        self, round_: Period, running: _Running, begins: Mapping[PersonId, datetime | None]
    ) -> Iterator[tuple[_Turn, Sending]]:
        if running.opened:
            # they wait in the outbox, or are out
            return
        opens_at, closes_at = max(round_[0], self._now), round_[1]
        told_at = waking_moment(self._contest, now=opens_at)
        talks = self._contest.kind is not ContestKind.PRACTICE
        if talks and self._contest.remind.invite and told_at < closes_at:
            yield from self._to_all(
                _Turn.INVITATION, "invitation", begins, at=told_at, expires=closes_at, but=running.begun
            )
        posts = {"post": self._contest.groups.opening, "poll": self._contest.groups.poll}
        for kind in (kind for kind, wanted in posts.items() if wanted):
            for group in self._groups:
                yield _Turn.GROUP, Sending(kind=kind, at=opens_at, person=group)

    def _reminders(
        self, round_: Period, running: _Running, begins: Mapping[PersonId, datetime | None]
    ) -> Iterator[tuple[_Turn, Sending]]:
        for at in _reminded_at(self._contest, round_):
            yield from self._to_all(
                _Turn.REMINDER, "reminder", begins, at=at, expires=round_[1], but=running.begun
            )

    def _to_all(
        self,
        turn: _Turn,
        kind: str,
        begins: Mapping[PersonId, datetime | None],
        *,
        at: datetime,
        expires: datetime,
        but: frozenset[PersonId],
    ) -> Iterator[tuple[_Turn, Sending]]:
        for person, begun in begins.items():
            if person not in but and (begun is None or begun >= at):
                yield turn, Sending(kind=kind, at=at, expires=expires, person=person, needless_from=begun)

    def _conversations(
        self, running: _Running, begins: Mapping[PersonId, datetime | None], replies: Mapping[str, int]
    ) -> Iterator[tuple[_Turn, Sending]]:
        for person, begun in begins.items():
            if begun is not None and person not in running.done:
                yield _Turn.QUESTION, Sending(kind="question", at=begun, person=person, replies=replies)

    def _results(
        self, round_: Period, running: _Running, begins: Mapping[PersonId, datetime | None]
    ) -> Iterator[tuple[_Turn, Sending]]:
        closes_at = round_[1]
        talks = self._contest.kind is not ContestKind.PRACTICE
        if talks and self._contest.paper.feedback is Feedback.AFTER_CLOSE:
            at = waking_moment(self._contest, now=closes_at)
            for person, begun in begins.items():
                if begun is not None or person in running.begun:
                    yield (
                        _Turn.RESULT,
                        Sending(kind="result", at=at, expires=closes_at + KEPT, person=person),
                    )
        if self._contest.groups.results:
            for group in self._groups:
                yield _Turn.GROUP, Sending(kind="post", at=closes_at, person=group)


def _after_last_reminder(contest: Contest, now: datetime) -> TakesPart:
    def suppose(_person: PersonId, round_: Period) -> datetime:
        last = max([round_[0], *_reminded_at(contest, round_)])
        at = last + (round_[1] - last) / 2
        # whoever has not begun by then still may
        return at if at > now else now + (round_[1] - now) / 2

    return suppose


def _reminded_at(contest: Contest, round_: Period) -> list[datetime]:
    """Give when people are reminded, earliest first; one that would come too late is left out."""
    moments = (
        waking_moment(contest, now=max(round_[0], round_[1] - before))
        for before in sorted(contest.remind.before_close, reverse=True)
    )
    return [at for at in moments if at < round_[1]]
