"""What waits in the outbox, as a forecast sees it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from quizbot.core.budget import Recipient, Sending
from quizbot.core.calendar import Period
from quizbot.core.contest import Contest, Round
from quizbot.core.ids import PersonId, RoundId
from quizbot.usecases.ports import Message, Work

TakesPart = Callable[[PersonId, Period], datetime | None]
"""When a person is supposed to take part in a round; None: not at all."""


class Queue:
    """Turns what waits in the outbox into sendings."""

    def __init__(
        self,
        work: Work,
        contest: Contest,
        recipients: Sequence[Recipient],
        *,
        suppose: TakesPart,
        now: datetime,
    ) -> None:
        self._work = work
        self._contest = contest
        self._suppose = suppose
        self._now = now
        self._people = {each.person: each for each in recipients if each.person >= 0}
        self._groups = {
            (place.channel, place.address): each
            for each in recipients
            for place in each.places
            if place.group
        }
        self._rounds: dict[RoundId, Round] = {}

    def sending(self, message: Message) -> Sending | None:
        """Say what a queued message will be; None when it will not be sent."""
        to = self._to(message)
        if to is None or (message.expires_at is not None and message.expires_at <= self._now):
            return None
        places = [(place.channel, place.address) for place in to.places]
        here = (message.channel, message.address)
        sending = Sending(
            kind=message.kind,
            at=max(message.due_at, self._now),
            expires=message.expires_at,
            person=to.person,
            place=places.index(here) if here in places else 0,
            left={
                places.index((channel, address)): why
                for channel, address, why in message.left
                if (channel, address) in places
            },
            beside=message.facts.get("contest") != self._contest.id,
        )
        if message.kind not in ("invitation", "reminder") or message.person_id is None:
            return sending
        return self._unless_begun(sending, message, message.person_id)

    def _unless_begun(self, sending: Sending, message: Message, person_id: PersonId) -> Sending | None:
        round_id = RoundId(int(message.facts["round_id"]))
        if self._work.attempts.in_round(person_id, round_id):
            return None
        if sending.beside:
            return sending
        if round_id not in self._rounds:
            self._rounds[round_id] = self._work.contests.round(round_id)
        round_ = self._rounds[round_id]
        begins = self._suppose(person_id, (round_.opens_at, round_.closes_at))
        return replace(sending, needless_from=begins)

    def _to(self, message: Message) -> Recipient | None:
        if message.person_id is not None:
            return self._people.get(message.person_id)
        return self._groups.get((message.channel, message.address))
