"""Shelf of tie-breaks: one file = one step of the chain a contest names, taken by its file name."""

from dataclasses import dataclass
from typing import Protocol

from quizbot.core.result import Result
from quizbot.core.shelf import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class TieContext:
    """What is known only after the round; a step whose fact is unknown ties everybody at 0."""

    # the figure that was to be predicted, counted from the log at closing
    truth: int | None = None
    # the public value announced beforehand that decides the lots
    lot_seed: str | None = None


class TieKey(Protocol):
    """One step: a whole number for each result, the smaller the better."""

    def value(self, result: Result, context: TieContext, /) -> int:
        """Give the number of this step, within ±2^62; what is good in itself is given as a negative."""
        ...


TIES: Shelf[TieKey] = Shelf("quizbot.core.ties", "TIE")
