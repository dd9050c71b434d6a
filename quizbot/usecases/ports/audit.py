"""The record of who did what, each entry chained to the one before by hash."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One act. `actor` is "account:3", "person:17", "system" or "cli"."""

    at: datetime
    actor: str
    # dotted: contest.opened, bank.applied, people.imported
    action: str
    subject: str
    detail: dict[str, Any]
    seq: int = 0
    # SHA-256 over the previous hash and this entry's canonical form
    hash: str = ""


class Audit(Protocol):
    def record(self, entry: AuditEntry) -> None: ...
    def entries(self, *, subject: str | None = None, limit: int = 1000) -> Iterator[AuditEntry]:
        """Stream entries, oldest first."""
        ...

    def acts(self, action: str) -> Iterator[AuditEntry]:
        """Stream all entries of one kind of act, oldest first."""
        ...

    def broken_at(self) -> int | None:
        """Give the first sequence number whose chain does not hold, or None."""
        ...
