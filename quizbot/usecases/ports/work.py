"""The unit of work, and the store that runs it."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from quizbot.usecases.ports.accounts import Accounts
from quizbot.usecases.ports.appeals import Appeals
from quizbot.usecases.ports.attempts import Attempts
from quizbot.usecases.ports.audit import Audit
from quizbot.usecases.ports.awards import Awards
from quizbot.usecases.ports.bank import Bank
from quizbot.usecases.ports.broadcasts import Broadcasts
from quizbot.usecases.ports.chats import Chats
from quizbot.usecases.ports.contests import Contests
from quizbot.usecases.ports.corrections import CorrectionLog
from quizbot.usecases.ports.credentials import Credentials
from quizbot.usecases.ports.essays import Essays
from quizbot.usecases.ports.outbox import Outbox
from quizbot.usecases.ports.people import People
from quizbot.usecases.ports.proofs import Proofs
from quizbot.usecases.ports.reports import Reports
from quizbot.usecases.ports.standings import Standings

T = TypeVar("T")


class Leases(Protocol):
    """Named leases: who acts, when several processes could."""

    def take(self, name: str, *, holder: str, now: datetime, lasts: timedelta) -> bool:
        """Take or renew the lease; False while another holder has it."""
        ...

    def release(self, name: str, *, holder: str) -> None: ...

    def mark(self, name: str, value: str) -> None:
        """Remember a small fact by name, such as a polling offset."""
        ...

    def recall(self, name: str) -> str | None: ...
    def marks(self, prefix: str) -> Mapping[str, str]:
        """List the facts whose names begin so, by the rest of the name."""
        ...

    def count(self, name: str, more: int) -> int:
        """Add to a tally that is never forgotten, such as a month's messages; gives the new count."""
        ...

    def tallies(self, prefix: str) -> Mapping[str, int]:
        """List the tallies whose names begin so, by the rest of the name."""
        ...

    def reserve(self, key: str, *, interval: timedelta, burst: int, now: datetime) -> timedelta:
        """Reserve the next slot of a rate budget (GCRA) and give the wait until it; zero: go now."""
        ...


class Work(Protocol):
    """Everything one transaction may touch."""

    @property
    def people(self) -> People: ...
    @property
    def contests(self) -> Contests: ...
    @property
    def bank(self) -> Bank: ...
    @property
    def attempts(self) -> Attempts: ...
    @property
    def essays(self) -> Essays: ...
    @property
    def standings(self) -> Standings: ...
    @property
    def corrections(self) -> CorrectionLog: ...
    @property
    def appeals(self) -> Appeals: ...
    @property
    def proofs(self) -> Proofs: ...
    @property
    def awards(self) -> Awards: ...
    @property
    def reports(self) -> Reports: ...
    @property
    def chats(self) -> Chats: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def broadcasts(self) -> Broadcasts: ...
    @property
    def accounts(self) -> Accounts: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def leases(self) -> Leases: ...
    @property
    def credentials(self) -> Credentials: ...


class Store(Protocol):
    """Runs use cases. One call = one transaction."""

    async def write(self, use_case: Callable[[Work], T], /) -> T:
        """Run the use case and return its value after the commit.

        An exception from the use case rolls everything back and comes out here. A use case may
        run more than once when it races with another (its constraints decide), so it touches
        nothing but `work`.
        """
        ...

    async def read(self, use_case: Callable[[Work], T], /) -> T:
        """Run a use case that writes nothing, on a snapshot."""
        ...

    def listen(self, prefix: str, heard: Callable[[str], None]) -> None:
        """Call `heard` in the running loop when a transaction of any process changed such a topic.

        Topics: `outbox:CHANNEL`, `chat:CHANNEL:ADDRESS`, `boards`; `*` after an interruption. A signal
        may be lost, so whoever listens looks now and then anyway.
        """
        ...

    def lock(self, name: str) -> "HeldLock | None":
        """Give a lock among all processes on this database; None where a lease has to do."""
        ...

    async def close(self) -> None: ...


class HeldLock(Protocol):
    """A lock that is held while its process lives and is connected."""

    async def hold(self) -> bool:
        """Take the lock if it is free, or see that it is still ours.

        Raises:
            OSError: it cannot be told; the lock is not ours any more.
        """
        ...

    async def release(self) -> None: ...
