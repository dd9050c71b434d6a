"""What comes in from a channel and what goes out to it: plain values, no platform's words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Style = Literal["title", "body", "option", "muted", "good", "bad", "table", "link"]
"""How a line is meant. title: heading · option: an answer option ("A. ...") · muted: small print ·
good, bad: right or wrong · table: fixed-width board line · link: a full address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One thing a person did in a chat, whatever the platform calls it.

    `update_key` is the platform's own id of the update: the same update twice is one act.
    `received_at` is when our server got it (aware UTC); platforms give no reliable time of a tap.
    """

    channel: str
    address: str
    update_key: str
    received_at: datetime
    kind: Literal["text", "choice", "file", "start", "stopped"]
    # text: what was typed · choice: the token of the button · start: the deep-link payload
    text: str = ""
    # the platform's id of the message a button belongs to, so that it can be edited
    message_ref: str | None = None
    # how the platform names the account; shown to organizers only
    display_name: str = ""
    language: str | None = None
    # the chat is a group; `address` is the group's, `sender` the account that wrote
    group: bool = False
    sender: str | None = None
    file_name: str = ""
    file_bytes: bytes = b""
    # the same account's address in the web chat, where its app opens the page and says so
    twin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    text: str
    style: Style = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button. `token` comes back as `Incoming(kind="choice")`: at most 64 ASCII bytes.

    The token of an answer carries attempt, position and the option's identity, so a tap on an old
    message is known for what it is.
    """

    label: str
    token: str = ""
    # opens an address instead
    url: str = ""
    # read aloud instead of the label: "Chọn phương án B: ..."
    hint: str = ""
    # what may be typed in its place: "" when the text above says so already, None when nothing does
    # and a channel where people type has to number it
    typed: str | None = None
    # the address is our page as this chat's app opens it, with the person signed in
    signed_in: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A file still to be made: typesetting takes too long for a transaction. It stands in a reply alone."""

    name: str
    media_type: str
    make: Callable[[], bytes] = field(repr=False)
    # what is said when it cannot be made
    sorry: str
    # where the same stands on our own web page ("/bang..."), for channels that carry no files
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """A native quiz poll for a group; only channels with polls send it."""

    question: str
    options: tuple[str, ...]
    right: tuple[int, ...]
    explanation: str = ""
    # seconds the poll stays open
    open_s: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message: lines of text, rows of buttons, perhaps a file."""

    lines: tuple[Line, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    attachment: Attachment | None = None
    # becomes the attachment when everything is stored; no channel ever sees it
    draft: Draft | None = None
    poll: Poll | None = None
    # what the typing field expects, for the web page: "text", "number", or None
    input: Literal["text", "number"] | None = None
    # facts for a channel that draws more than text: progress, deadline (ISO, UTC)
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def plain(self) -> str:
        """The whole message as plain text."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the dialogue answers to one `Incoming`.

    `replace`: the first message is the tapped message in its new state; channels that can edit do
    so, others send it. `toast`: a short note for the tap itself (at most 200 characters).
    """

    messages: tuple[Outgoing, ...] = ()
    replace: bool = False
    toast: str = ""
