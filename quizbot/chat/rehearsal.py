"""Synthetic people who play a contest through the real conversation, at any speed.

They are used to rehearse a contest before it opens, to simulate load, and in tests. Everything
goes through `Dialogue`: the same screens, the same use cases, the same database.
"""

import heapq
import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from quizbot.chat.dialogue import Dialogue
from quizbot.chat.joining import PURPOSE
from quizbot.chat.messages import Incoming, Reply
from quizbot.chat.turn import short
from quizbot.core.attempt import Attempt, AttemptStatus
from quizbot.core.calendar import in_hours, next_in_hours
from quizbot.core.contest import Prediction, Round, Schedule
from quizbot.core.question import Response, Shown
from quizbot.core.questions import KINDS
from quizbot.usecases import organise, people, play
from quizbot.usecases.essays import next_essay
from quizbot.usecases.ports import Person, Store, StoredContest, Work

CHANNEL = "rehearsal"
BATCH = 200  # events in one transaction
# share of people who take part in a round, and of those who give up half-way
TAKES_PART, GIVES_UP = 0.85, 0.03
# seconds for one question: median, and how much people differ (sigma of the logarithm)
MEDIAN_S, SPREAD = 18.0, 0.5
TICK = timedelta(minutes=10)
# who waited for the opening begins within this time
HURRY_S = 900
ESSAY = "Bài viết diễn tập."


class VirtualClock:
    """A clock that is set by hand and never goes back."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def __call__(self) -> datetime:
        return self._now

    def advance(self, to: datetime) -> None:
        """Move on; a moment that has passed leaves the clock as it is."""
        self._now = max(self._now, to)


@dataclass(frozen=True, slots=True)
class Player:
    """One synthetic person: what they know, and how fast they are."""

    person: Person
    # chance of knowing an answer, 0 to 1
    skill: float
    # factor on the time for a question
    pace: float

    @property
    def address(self) -> str:
        return f"p{self.person.id}"


@dataclass(order=True, slots=True)
class _Event:
    at: datetime
    serial: int
    player: Player = field(compare=False)
    round: Round = field(compare=False)


@dataclass(slots=True, kw_only=True)
class Played:
    """What happened, as the players themselves counted it."""

    turns: int = 0
    started: int = 0
    finished: int = 0
    answers: int = 0
    # right answers each player was credited with, by person and round number
    right: dict[tuple[str, int], int] = field(default_factory=dict)
    # what people were told who wanted to begin and could not, and how often
    turned_away: Counter[str] = field(default_factory=Counter)


class Rehearsal:
    """Plays rounds of one contest.

    Args:
        store: a database of its own; a rehearsal never touches the real one.
        dialogue: made over the same store and `clock`.
        clock: moved on by the rehearsal.
        rng: chance; the same seed plays the same contest.
        schedule: whose hours people keep; without it they come at any time of a round.
    """

    def __init__(
        self,
        *,
        store: Store,
        dialogue: Dialogue,
        clock: VirtualClock,
        rng: random.Random,
        schedule: Schedule | None = None,
    ) -> None:
        self._store = store
        self._dialogue = dialogue
        self._clock = clock
        self._rng = rng
        self._schedule = schedule or Schedule()
        self._serial = 0
        self.played = Played()

    async def enrol(self, persons: Sequence[Person]) -> list[Player]:
        """Link everybody to an address of their own and give them a skill and a pace."""

        def link(work: Work) -> None:
            for person in persons:
                self._enrol(work, person)

        await self._store.write(link)
        return [
            Player(
                person=person,
                skill=self._rng.betavariate(8, 2.5),
                pace=math.exp(self._rng.gauss(0, 0.25)),
            )
            for person in persons
        ]

    def _enrol(self, work: Work, person: Person) -> None:
        now = self._clock()
        people.link(work, person, channel=CHANNEL, address=f"p{person.id}", now=now)
        version = self._dialogue.settings.consent_version
        people.record_consent(
            work, person, purpose=PURPOSE, version=version, given=True, channel=CHANNEL, now=now
        )

    async def play_round(
        self,
        players: Sequence[Player],
        round_: Round,
        *,
        progress: Callable[[int], None] | None = None,
    ) -> None:
        """Play one round from its opening to its closing, and close it."""
        await self.play_rounds({round_: players}, progress=progress)

    async def play_rounds(
        self,
        players: Mapping[Round, Sequence[Player]],
        *,
        until: datetime | None = None,
        tick: timedelta = TICK,
        progress: Callable[[int], None] | None = None,
    ) -> None:
        """Play rounds side by side, each by its own players, up to the last closing or `until`.

        Args:
            until: what would happen from this moment on does not happen.
            tick: time between two looks at what is due; openings and closings are looked at as well.
        """
        end = until or max(round_.closes_at for round_ in players)
        events = [event for round_, those in players.items() for event in self._arrivals(those, round_)]
        heapq.heapify(events)
        for moment in _moments(players, end=end, tick=tick):
            while events and events[0].at < moment:
                batch = self._batch(events, until=moment)
                for follow_up in await self._together(batch):
                    heapq.heappush(events, follow_up)
                if progress is not None:
                    progress(len(batch))
            self._clock.advance(moment)
            await self._tick()

    async def _together(self, batch: list[_Event]) -> list[_Event]:
        return await self._store.write(lambda work: self._carry_out(work, batch))

    def _arrivals(self, players: Sequence[Player], round_: Round) -> list[_Event]:
        """Most come soon after the opening, some in the last hour, the rest in between."""
        length = (round_.closes_at - round_.opens_at).total_seconds()
        events: list[_Event] = []
        for player in players:
            if self._rng.random() > TAKES_PART:
                continue
            share = self._rng.betavariate(1, 4) if self._rng.random() < 0.8 else self._rng.random()
            at = round_.opens_at + timedelta(seconds=int(length * share * 0.98))
            events.append(self._event(self._in_hours(at, round_), player, round_))
        return events

    def _in_hours(self, at: datetime, round_: Round) -> datetime:
        """Let who comes at another hour come soon after the next opening; where there is none, they come in vain."""
        if in_hours(self._schedule, at):
            return at
        opening = next_in_hours(self._schedule, at, until=round_.closes_at)
        if opening is None:
            # late in the round all hours may be over: they would have come earlier
            opening = next_in_hours(self._schedule, round_.opens_at, until=round_.closes_at)
        if opening is None:
            return at
        later = opening + timedelta(seconds=self._rng.randrange(HURRY_S))
        return later if later < round_.closes_at and in_hours(self._schedule, later) else opening

    def _event(self, at: datetime, player: Player, round_: Round) -> _Event:
        self._serial += 1
        return _Event(at, self._serial, player, round_)

    def _batch(self, events: list[_Event], *, until: datetime) -> list[_Event]:
        batch: list[_Event] = []
        while events and len(batch) < BATCH and events[0].at < until:
            batch.append(heapq.heappop(events))
        return batch

    def _carry_out(self, work: Work, batch: Sequence[_Event]) -> list[_Event]:
        follow_ups = []
        for event in batch:
            self._clock.advance(event.at)
            follow_ups += list(self._act(work, event))
        return follow_ups

    def _act(self, work: Work, event: _Event) -> Iterator[_Event]:
        player, round_ = event.player, event.round
        attempt = work.attempts.open_of(player.person.id)
        if attempt is None:
            mine = work.attempts.in_round(player.person.id, round_.id)
            stored = work.contests.get(round_.contest_id)
            if mine or event.at >= round_.closes_at:
                return
            told = self._say(work, event, "choice", f"contests:start:{stored.contest.id}")
            if work.attempts.open_of(player.person.id) is None:
                self.played.turned_away[_why(told)] += 1
                return
            self.played.started += 1
        else:
            if self._rng.random() < GIVES_UP / len(attempt.paper.items):
                return
            self._answer(work, event, attempt)
        if work.attempts.open_of(player.person.id) is None:
            self._note_end(work, event)
            return
        seconds = MEDIAN_S * player.pace * math.exp(self._rng.gauss(0, SPREAD))
        yield self._event(event.at + timedelta(seconds=max(2, int(seconds))), player, round_)

    def _answer(self, work: Work, event: _Event, attempt: Attempt) -> None:
        stored = work.contests.get(event.round.contest_id)
        position = attempt.next_position
        if position is None:
            self._say(work, event, "text", self._at_end(work, event, stored, attempt))
            return
        shown = play.shown_at(work, attempt, position)
        response = self._think(event.player, shown)
        self.played.answers += 1
        if shown.question.kind in ("single", "true_false") and self._rng.random() < 0.7:
            token = f"question:{short(attempt.id)}:{short(position)}:{response[0]}"
            self._say(work, event, "choice", token)
        else:
            self._say(work, event, "text", typed(shown, response))

    def _at_end(self, work: Work, event: _Event, stored: StoredContest, attempt: Attempt) -> str:
        """Say what comes after the last question: an essay, the prediction, or the word that hands in."""
        if next_essay(work, stored=stored, round_=event.round, attempt=attempt) is not None:
            return ESSAY
        if stored.contest.paper.prediction is not Prediction.NONE and attempt.prediction is None:
            return str(self._rng.randrange(0, 100))
        return "nộp bài"

    def _think(self, player: Player, shown: Shown) -> Response:
        if self._rng.random() < player.skill:
            return right_response(shown)
        return guess(shown, self._rng)

    def _say(self, work: Work, event: _Event, kind: str, text: str) -> Reply:
        self._serial += 1
        self.played.turns += 1
        return self._dialogue.turn(
            work,
            Incoming(
                channel=CHANNEL,
                address=event.player.address,
                update_key=f"r{self._serial}",
                received_at=event.at,
                kind="choice" if kind == "choice" else "text",
                text=text,
            ),
        )

    def _note_end(self, work: Work, event: _Event) -> None:
        done = work.attempts.in_round(event.player.person.id, event.round.id)
        if done and done[-1].status is not AttemptStatus.OPEN:
            self.played.finished += 1
            self.played.right[(event.player.person.code, event.round.number)] = done[-1].right

    async def _tick(self) -> None:
        now = self._clock()
        await self._store.write(lambda work: organise.tick(work, now=now))


def _moments(rounds: Iterable[Round], *, end: datetime, tick: timedelta) -> Iterator[datetime]:
    """Give the moments to look at what is due: every opening and closing, and regularly between."""
    edges = {moment for round_ in rounds for moment in (round_.opens_at, round_.closes_at)}
    at = min(edges)
    coming = sorted(edge for edge in {*edges, end} if at < edge <= end)
    yield at
    for edge in coming:
        while at + tick < edge:
            at += tick
            yield at
        at = edge
        yield at


def _why(told: Reply) -> str:
    """Give the first words of a refusal, as the person reads them."""
    plain = told.toast or next((message.plain for message in told.messages), "")
    return plain.strip().split("\n", 1)[0]


def right_response(shown: Shown) -> Response:
    """Give the key as a response."""
    question = shown.question
    return question.key[:1] if question.kind == "short_text" else question.key


def guess(shown: Shown, rng: random.Random) -> Response:
    """Give a response by chance, of the question's shape."""
    question = shown.question
    keys = [option.key for option in question.options]
    if question.kind == "multiple":
        return tuple(sorted(rng.sample(keys, k=rng.randint(1, len(keys)))))
    if question.kind == "order":
        return tuple(rng.sample(keys, k=len(keys)))
    if question.kind == "match":
        targets = [target.key for target in question.targets]
        picked = rng.sample(targets, k=len(keys))
        return tuple(f"{key}{target}" for key, target in zip(keys, picked, strict=True))
    if question.kind == "number":
        return (str(rng.randrange(1, 100)),)
    if question.kind == "short_text":
        return ("không biết",)
    return (rng.choice(keys),)


def typed(shown: Shown, response: Response) -> str:
    """Write a response as a person types it."""
    if KINDS[shown.question.kind].widget in ("type_number", "type_text"):
        return response[0]
    return KINDS[shown.question.kind].show(response, shown)
