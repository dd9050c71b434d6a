"""Words for what becomes of a message, and for what a channel lets us send on our own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


class Failure(StrEnum):
    """Why a message did not arrive. The names are stored: never changed, never reused."""

    # nothing has happened; the same message may be sent later
    LATER = "later"
    # too long since the person was last heard: the platform does not let us begin
    WINDOW_CLOSED = "window_closed"
    # the person cannot be written to until they write first (blocked, left, not followed)
    UNREACHABLE = "unreachable"
    # the plan we pay for, or do not pay for, is used up for this person, day or month
    QUOTA = "quota"
    # nobody gets anything until an operator mends it (token revoked, permission or balance gone)
    OPERATOR = "operator"
    # this message is not accepted; sending it again cannot help
    REFUSED = "refused"
    # it may have arrived: the platform took the request and did not say
    UNKNOWN = "unknown"


class Period(StrEnum):
    """What a quota is counted over, by the calendar of the platform's own country."""

    DAY = "day"
    MONTH = "month"

    def key(self, at: datetime, *, zone: ZoneInfo) -> str:
        """Name the period a moment falls into: `2026-11` or `2026-11-28`."""
        return at.astimezone(zone).strftime("%Y-%m" if self is Period.MONTH else "%Y-%m-%d")

    def end(self, at: datetime, *, zone: ZoneInfo) -> datetime:
        """Give the moment the next period begins."""
        local = at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
        if self is Period.MONTH:
            first = (local.replace(day=1) + timedelta(days=32)).replace(day=1)
            return first.astimezone(at.tzinfo)
        return (local + timedelta(days=1)).astimezone(at.tzinfo)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Up to this long after a person was last heard we may begin to write, at this price."""

    lasts: timedelta
    # đồng a message
    dong: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """So many messages of any kind, replies included, in each period."""

    messages: int
    period: Period
    # of these, what we begin on our own leaves so many for replies
    kept: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What a platform lets a bot send on its own, as data; the default allows everything.

    Attributes:
        windows: shortest first; none: no window. After the last one nothing may be begun.
        since_heard: messages to one person since they were last heard; None: any number.
        quotas: all of them hold at once.
        people: how many people the bot may write to at all; None: any number.
        zone: whose days and months the quotas count.
    """

    windows: tuple[Window, ...] = ()
    since_heard: int | None = None
    quotas: tuple[Quota, ...] = ()
    people: int | None = None
    zone: ZoneInfo = VIETNAM

    def window(self, *, heard_at: datetime | None, at: datetime) -> Window | None:
        """Give the window that is open to a person at a moment; None: closed.

        Raises:
            ValueError: this platform knows no windows.
        """
        if not self.windows:
            raise ValueError("no windows")
        if heard_at is None:
            return None
        return next((each for each in self.windows if at - heard_at <= each.lasts), None)

    def may_begin(self, *, heard_at: datetime | None, at: datetime) -> bool:
        """Tell whether the window lets us write to a person first."""
        return not self.windows or self.window(heard_at=heard_at, at=at) is not None

    def may_spend(self, spent: Sequence[int], *, begun: bool) -> bool:
        """Tell whether every quota allows one more message; `spent` follows `quotas`.

        Args:
            begun: the message answers nobody; it leaves what each quota keeps for replies.
        """
        return all(
            used < quota.messages - (quota.kept if begun else 0)
            for quota, used in zip(self.quotas, spent, strict=True)
        )

    def opens_again(self, at: datetime) -> datetime | None:
        """Give when the last of the quotas begins anew; None: nothing is counted."""
        return max((quota.period.end(at, zone=self.zone) for quota in self.quotas), default=None)

    def periods(self, at: datetime) -> tuple[str, ...]:
        """Name the periods a moment falls into; follows `quotas`."""
        return tuple(quota.period.key(at, zone=self.zone) for quota in self.quotas)

    def left(self, spent: Sequence[int]) -> int | None:
        """Give how many messages the quotas still allow; `spent` follows `quotas`. None: any number."""
        rest = [max(0, quota.messages - used) for quota, used in zip(self.quotas, spent, strict=True)]
        return min(rest, default=None)


NO_BOUNDS = Allowance()


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """What a planner has to know of a channel: what it allows, and how much goes into one message."""

    allowance: Allowance = NO_BOUNDS
    # characters of one message
    text: int
