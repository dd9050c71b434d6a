"""What periodic reports keep: the register, and periods that were closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from quizbot.core.reporting.figures import Adjustment, Figure
from quizbot.core.reporting.register import SignedEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """A period as it was closed; nothing changes it."""

    # month-2026-11-14
    period: str
    start: date
    end: date
    at: datetime
    by: str
    figures: tuple[Figure, ...]
    # to earlier periods, as this report shows them
    adjustments: tuple[Adjustment, ...] = ()
    # SHA-256 over period, figures and adjustments
    sha256: str


class Reports(Protocol):
    def register(self) -> Sequence[SignedEntry]:
        """List every entry ever made, by number."""
        ...

    def add_entry(self, entry: SignedEntry) -> SignedEntry:
        """Append an entry; gives it with its number."""
        ...

    def closings(self) -> Sequence[Closing]:
        """List the closed periods, by the moment they were closed."""
        ...

    def add_closing(self, closing: Closing) -> bool:
        """Store a closing; False when the period was closed before (the first stays)."""
        ...
