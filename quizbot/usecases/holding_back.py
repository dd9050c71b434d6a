"""Questions that nobody can look up: a round that is open may still ask them. See docs/rules/play.md, "Looking up"."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizbot.core.contest import ContestKind, ContestState, Round
from quizbot.core.paper import PoolItem, may_be_asked
from quizbot.core.paper_choice import rules_of_round
from quizbot.usecases.ports import StoredContest, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Why a question cannot be looked up now."""

    # the contest of a round that is open, as printed, and the number of the round
    title: str
    round_number: int
    # from here on no round asks it, as the calendar stands
    until: datetime


@dataclass(frozen=True, slots=True)
class HoldingBack:
    """Every round that is open now or will be, of contests that are open; practice asks without being a contest."""

    rounds: Sequence[tuple[StoredContest, Round]]
    now: datetime

    def holds(self, item: PoolItem) -> Held | None:
        """Tell which round holds a question back, and until when; None: it can be looked up."""
        found = self._at(item, self.now)
        if found is None:
            return None
        stored, first = found
        until = first.closes_at
        while (following := self._at(item, until)) is not None:
            until = following[1].closes_at
        return Held(title=stored.contest.title, round_number=first.number, until=until)

    def _at(self, item: PoolItem, moment: datetime) -> tuple[StoredContest, Round] | None:
        """Give the round open at a moment that may ask the question; of several the one that ends last."""
        found = [
            (stored, round_)
            for stored, round_ in self.rounds
            if round_.opens_at <= moment < round_.closes_at
            and may_be_asked(rules_of_round(stored.contest.paper, round_number=round_.number), item)
        ]
        return max(found, key=lambda pair: (pair[1].closes_at, pair[1].id), default=None)


def holding_back(work: Work, *, now: datetime) -> HoldingBack:
    """Read which rounds hold questions back."""
    running = any(
        stored.contest.kind is not ContestKind.PRACTICE for stored, _ in work.contests.running(now=now)
    )
    rounds = (
        (stored, round_)
        for stored in (work.contests.all() if running else ())
        if stored.state is ContestState.OPEN and stored.contest.kind is not ContestKind.PRACTICE
        for round_ in work.contests.rounds(stored.id)
        if now < round_.closes_at
    )
    return HoldingBack(tuple(rounds), now)
