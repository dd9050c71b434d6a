"""Mini apps: the web page opened inside a chat app, which vouches for who has opened it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from quizbot.core.refusal import Refusal


class NotProven(Refusal):
    """What the app gave does not prove who opened the page: forged, changed, or of another bot."""

    code = "mini.not_proven"


class OutOfDate(Refusal):
    """The proof was right once, and is too old, or was used already."""

    code = "mini.out_of_date"


class Unasked(Refusal):
    """The platform that knows who it is cannot be asked now."""

    code = "mini.unasked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Whose account opened the page.

    Attributes:
        channel: the chat channel the account belongs to.
        account: what the platform calls the account there.
        address: its address in the chat, where that is known.
        payload: what the link carried, such as a personal code.
    """

    channel: str
    account: str
    address: str = ""
    payload: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MiniApp:
    """One chat app's door to the web page.

    Attributes:
        prove: reads a proof as the app gave it; raises NotProven, OutOfDate, Unasked.
        ancestors: origins that may show the page in a frame.
        once: a proof opens one browser only.
    """

    prove: Callable[[str], Awaitable[Visitor]]
    ancestors: tuple[str, ...]
    once: bool
