"""One turn of a conversation: everything a screen may look at, inside one transaction."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from quizbot.chat.channel import Limits
from quizbot.chat.messages import Button, Incoming, Line, Outgoing, Reply, Style
from quizbot.chat.titles import short_title, shortened
from quizbot.core.calendar import NO_DAYS_OFF, DaysOff
from quizbot.core.question import Question
from quizbot.i18n.texts import Texts
from quizbot.usecases.ports import Person, Session, Work
from quizbot.usecases.slip import Slip
from quizbot.usecases.standings import BoardView

LONGEST_LABEL = 60  # characters
LONGEST_TEXT = 2_000  # characters: the least of all channels (Zalo, 2026-08)


class BankReader(Protocol):
    """Reads a question file that an organizer sent.

    Gives the questions, or the faults as lines for people; never both.
    """

    def __call__(self, name: str, content: bytes, /) -> tuple[Sequence[Question], Sequence[str]]: ...


class FileMaker(Protocol):
    """Makes files for people out of what was read; it runs outside of any transaction."""

    def board(self, people: BoardView, units: BoardView, /) -> bytes:
        """Write a board as PDF, people and units."""
        ...

    def slip(self, slip: Slip, /) -> bytes:
        """Write a person's slip as PDF."""
        ...


@dataclass(frozen=True, kw_only=True)
class ChatSettings:
    """What the conversation needs to know of the installation."""

    # shown in the welcome: "Văn phòng UBND tỉnh Lai Châu"
    office: str
    # secret of the installation, for the hashes of personal codes
    pepper: str
    # where the web page is, for links in messages; "" when there is none to give
    base_url: str = ""
    # changing the words of consent means a new version: everybody is asked again
    consent_version: str = "2026-11"
    # who to ask: shown in help
    contact: str = ""
    days_off: DaysOff = NO_DAYS_OFF
    self_registration: bool = True
    # channels that count messages: papers go out as the round says
    frugal: frozenset[str] = frozenset()
    # what the channels that count messages allow
    counted: Mapping[str, Limits] = field(default_factory=dict)
    # what each channel carries, for those who watch the sending
    limits: Mapping[str, Limits] = field(default_factory=dict)
    # channels that are pages of ours: a file that stands on a page is linked, not sent
    our_pages: frozenset[str] = frozenset()
    # by channel: the address that opens its chat, with {code} where a code goes
    deep_links: Mapping[str, str] = field(default_factory=dict)
    # by channel: the address that opens the web page inside its app, signed in
    pages: Mapping[str, str] = field(default_factory=dict)
    # an account silent for so long may have another holder, and is asked who it is; None: never
    ask_again_after: timedelta | None = timedelta(days=180)


@dataclass(kw_only=True)
class Turn:
    """One incoming message being answered."""

    work: Work
    incoming: Incoming
    now: datetime
    session: Session
    person: Person | None
    texts: Mapping[str, Texts]
    settings: ChatSettings
    rng: random.Random
    read_bank: BankReader | None = None
    # None: files are not offered
    files: FileMaker | None = None
    # screens by name, for going from one to another
    go: Callable[["Turn", str, tuple[str, ...]], Reply] = field(repr=False)
    changed: bool = False
    # the person agrees to the words of consent as they stand now
    consented: bool = True
    # the account was erased: nothing of it is kept
    forgotten: bool = False
    # people on this channel may see no buttons, so whatever can be tapped can be typed
    by_typing: bool = False

    @property
    def language(self) -> str:
        return self.session.language

    def t(self, key: str, /, **facts: object) -> str:
        """Give a text in the person's language."""
        return self.texts[self.session.language](key, **facts)

    def known(self) -> Person:
        """Give the person; only called on screens that need one."""
        if self.person is None:
            raise LookupError("this screen is for people who are known")
        return self.person

    def remember(self, **data: Any) -> None:
        """Keep small facts for the next turn; None forgets one."""
        kept = {**self.session.data, **data}
        self._change(data={name: value for name, value in kept.items() if value is not None})

    def start_anew(self) -> None:
        """Forget who is here: the account is a stranger's from now on."""
        self.session = self.work.chats.session(self.incoming.channel, self.incoming.address)
        self.person = None

    def stay(self, screen: str) -> None:
        """Make `screen` the one that hears what is typed next."""
        if self.session.screen != screen:
            self._change(screen=screen)

    def speak(self, language: str) -> None:
        """Change the language of the conversation."""
        self._change(language=language)

    def _change(self, **fields: Any) -> None:
        self.session = replace(self.session, **fields)
        self.changed = True


def line(text: str, style: Style = "body") -> Line:
    """Make a line."""
    return Line(text=text, style=style)


def lines(text: str, style: Style = "body") -> tuple[Line, ...]:
    """Make a line of every line of a text."""
    return tuple(Line(text=each, style=style) for each in text.split("\n"))


def button(label: str, token: str, *, hint: str = "", typed: str | None = None) -> Button:
    """Make a button; a long label is cut between words to what every channel shows."""
    return Button(label=shortened(label, LONGEST_LABEL), token=token, hint=hint, typed=typed)


def title_button(title: str, token: str, *, sign: str = "") -> Button:
    """Make the button of a contest: a sign and as much of its title as fits; who listens hears all of it."""
    short = short_title(title, LONGEST_LABEL - len(sign) - 1)
    label = f"{sign} {short}" if sign else short
    whole = f"{sign} {title}".strip()
    return Button(label=label, token=token, hint=whole if short != title else "")


def reply(*messages: Outgoing, replace_tapped: bool = False, toast: str = "") -> Reply:
    """Make a reply."""
    return Reply(messages=messages, replace=replace_tapped, toast=toast[:200])


def note(text: str, *, style: Style = "body", buttons: tuple[tuple[Button, ...], ...] = ()) -> Outgoing:
    """Make a message of one text."""
    return Outgoing(lines=lines(text, style), buttons=buttons)


def fitted(shown: Outgoing, *, most: int = LONGEST_TEXT) -> tuple[Outgoing, ...]:
    """Cut a message between its lines into messages every channel can carry; buttons go with the last."""
    if len(shown.plain) <= most:
        return (shown,)
    parts: list[list[Line]] = [[]]
    size = 0
    for each in shown.lines:
        for text in _pieces(each.text, most):
            piece = replace(each, text=text)
            if parts[-1] and size + len(piece.text) + 1 > most:
                parts.append([])
                size = 0
            parts[-1].append(piece)
            size += len(piece.text) + 1
    return (
        *(Outgoing(lines=tuple(each)) for each in parts[:-1]),
        replace(shown, lines=tuple(parts[-1])),
    )


def _pieces(text: str, most: int) -> Iterator[str]:
    """Cut a line that is too long by itself, after a word where there is one."""
    while len(text) > most:
        space = text.rfind(" ", most // 2, most)
        end = most if space < 0 else space + 1
        yield text[:end]
        text = text[end:]
    yield text


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def short(number: int) -> str:
    """Write a number for a token, in base 36."""
    text = ""
    while True:
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
        if not number:
            return text


def long(text: str) -> int | None:
    """Read a number of a token; None when it is none."""
    try:
        return int(text, 36)
    except ValueError:
        return None
