"""Rate budgets kept in the process: who asks too often waits."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(slots=True, kw_only=True)
class Budget:
    """Allow `burst` acts at once and one more every `interval`, for each key (GCRA).

    The keys used longest ago are forgotten beyond `keys_at_most`.
    """

    burst: int
    interval: timedelta
    keys_at_most: int = 50_000
    _full_at: "OrderedDict[str, datetime]" = field(default_factory=OrderedDict)

    def wait(self, key: str, *, now: datetime) -> timedelta:
        """Take one act from the budget of `key`; zero: go on, else nothing was taken and this is the wait."""
        begins = max(self._full_at.get(key, now), now)
        wait = begins - now - self.interval * (self.burst - 1)
        if wait > timedelta(0):
            return wait
        self._full_at[key] = begins + self.interval
        self._full_at.move_to_end(key)
        if len(self._full_at) > self.keys_at_most:
            self._full_at.popitem(last=False)
        return timedelta(0)

    def is_spent(self, key: str, *, now: datetime) -> bool:
        """Tell whether the next act of `key` would have to wait; takes nothing."""
        return self._full_at.get(key, now) - now > self.interval * (self.burst - 1)


def _seconds(value: float) -> timedelta:
    return timedelta(seconds=value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budgets:
    """The budgets of the pages.

    An office of hundreds shares one outside address, so budgets by address are wide; those by
    session and by login are narrow.
    """

    # messages of one chat
    say: Budget = field(default_factory=lambda: Budget(burst=60, interval=_seconds(0.25)))
    # new chats of one network address: keeps guessing of codes slow
    begin: Budget = field(default_factory=lambda: Budget(burst=600, interval=_seconds(1)))
    # links with a code that nobody holds, of one network address
    wrong_code: Budget = field(default_factory=lambda: Budget(burst=60, interval=_seconds(5)))
    # tries to log in, by login and by network address
    login: Budget = field(default_factory=lambda: Budget(burst=6, interval=_seconds(30)))
    login_address: Budget = field(default_factory=lambda: Budget(burst=30, interval=_seconds(5)))
