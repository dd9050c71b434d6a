"""Keys that a platform lends us for a while and that we have to exchange in time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """A pair of tokens. Whoever holds it may speak for the office; it is never shown or logged."""

    channel: str
    # the platform's id of what the pair is for
    account: str
    access: str
    # good for one exchange only
    refresh: str
    access_until: datetime
    refresh_until: datetime
    # grows by one with every exchange
    version: int
    changed_at: datetime
    # an exchange of this pair was begun and its end is not known
    exchanging_since: datetime | None = None

    def __repr__(self) -> str:
        """Name the pair without showing it."""
        return f"Credential({self.channel}, {self.account}, version {self.version})"


class Credentials(Protocol):
    def get(self, channel: str, account: str) -> Credential | None: ...

    def put(self, credential: Credential) -> None:
        """Store a pair that an operator brings, whatever stood there."""
        ...

    def exchange(self, credential: Credential, *, version: int) -> bool:
        """Store a pair in place of the one of this version; False when it is not there any more."""
        ...
