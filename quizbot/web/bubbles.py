"""Messages of the web chat as they are stored in the transcript and drawn on the page."""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from quizbot.chat.messages import Attachment, Button, Line, Outgoing
from quizbot.core import personal_code
from quizbot.core.codec import from_plain, to_plain
from quizbot.usecases.ports import TranscriptEntry

# what may hold a personal code such as K7M4-9QXD: a secret, so the transcript keeps its beginning only
_CODE = re.compile(r"\b[0-9A-Za-z]{4}[- ]?[0-9A-Za-z]{4}\b")
_ENCODER, _DECODER = msgspec.json.Encoder(), msgspec.json.Decoder()
_LETTER = re.compile(r"^\W*([A-Z])\W*$")
_OPTION = re.compile(r"^\W*([A-Z])[.):]\s*(.+)$", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An answer option drawn as one wide button: its letter, its text, and what a tap sends."""

    mark: str
    text: str
    # None: it can no longer be chosen, because it has been put in order already
    button: Button | None

    @property
    def picked(self) -> bool:
        """Tell whether it is marked as picked."""
        return len(self.mark) > 1

    @property
    def lead(self) -> str:
        """Give what is read aloud before the text ("Chọn phương án B: "), instead of the letter."""
        hint = self.button.hint if self.button is not None else ""
        return hint.removesuffix(self.text) if hint.endswith(self.text) else f"{self.mark}. "


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """One message on the page. `seq` names it and never changes, even when it is redrawn."""

    seq: int
    # the entry that last drew it; pages that have seen this number have seen the bubble
    drawn: int
    mine: bool
    # before and after the choices
    lines: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()
    choices: tuple[Choice, ...] = ()
    rows: tuple[tuple[Button, ...], ...] = ()
    input: str | None = None
    facts: dict[str, Any]
    file_name: str | None = None
    at: str = ""

    @property
    def progress(self) -> tuple[int, int] | None:
        """Give (question, of how many), when the message says so."""
        at, of = self.facts.get("number"), self.facts.get("total")
        return (at, of) if isinstance(at, int) and isinstance(of, int) and of > 0 else None

    @property
    def deadline(self) -> str:
        """Give the moment a countdown runs to (ISO 8601, UTC), or nothing."""
        value = self.facts.get("deadline")
        return value if isinstance(value, str) else ""


def spoken(button: Button) -> str:
    """Give the name of a button for screen readers; it holds the visible label, so that it can be said."""
    if not button.hint or button.label.casefold() in button.hint.casefold():
        return button.hint
    return f"{button.label}: {button.hint}"


def pack_said(text: str, *, key: str) -> str:
    """Store what a person typed or tapped; personal codes are masked."""
    return _dump({"key": key, "text": _CODE.sub(_mask, text)})


def pack_shown(message: Outgoing, *, key: str = "", replaces: int | None = None) -> str:
    """Store a message to a person; `key` is that of the act it answers."""
    data: dict[str, Any] = {"key": key, "message": to_plain(replace(message, attachment=None, poll=None))}
    if replaces is not None:
        data["replaces"] = replaces
    if message.attachment is not None:
        content = base64.b64encode(message.attachment.content).decode()
        data["file"] = [message.attachment.name, message.attachment.media_type, content]
    return _dump(data)


def opening_of(key: str) -> str:
    """Give how the stored lines of an act begin, so that they are known by its key."""
    return _dump({"key": key}).removesuffix("}") + ","


def shows(entry: TranscriptEntry, message: Outgoing) -> bool:
    """Tell whether a line of the transcript shows just this message."""
    stored = _DECODER.decode(entry.payload) if entry.direction == "out" else {}
    return bool(stored) and stored["message"] == _DECODER.decode(pack_shown(message, key=""))["message"]


def latest_drawings(entries: Sequence[TranscriptEntry]) -> tuple[TranscriptEntry, ...]:
    """Leave out lines that a later one of these redraws."""
    latest = {_DECODER.decode(entry.payload).get("replaces", entry.seq): entry.seq for entry in entries}
    return tuple(entry for entry in entries if entry.seq in latest.values())


def attachment_of(entry: TranscriptEntry) -> Attachment | None:
    """Give the file of a stored message."""
    data = _DECODER.decode(entry.payload)
    if "file" not in data:
        return None
    name, media_type, content = data["file"]
    return Attachment(name=name, media_type=media_type, content=base64.b64decode(content))


def label_of(entries: Sequence[TranscriptEntry], token: str) -> str:
    """Give the label of the latest button with this token, or nothing."""
    for entry in reversed(entries):
        if entry.direction != "out" or token not in entry.payload:
            continue
        buttons = (each for row in _message(_DECODER.decode(entry.payload)).buttons for each in row)
        label = next((each.label for each in buttons if each.token == token), "")
        if label:
            return label
    return ""


def fold(entries: Sequence[TranscriptEntry]) -> tuple[Bubble, ...]:
    """Turn stored lines into bubbles: a line that replaces an earlier one redraws it in its place."""
    bubbles: dict[int, Bubble] = {}
    for entry in entries:
        bubble = _bubble(entry)
        bubbles[bubble.seq] = bubble
    return tuple(bubbles.values())


def _bubble(entry: TranscriptEntry) -> Bubble:
    data = _DECODER.decode(entry.payload)
    at = entry.at.isoformat()
    if entry.direction == "in":
        said = Line(text=data["text"])
        return Bubble(seq=entry.seq, drawn=entry.seq, mine=True, lines=(said,), facts={}, at=at)
    message = _message(data)
    choices, rows = _merge(message)
    lines, after = _around_options(message.lines) if choices else (message.lines, ())
    return Bubble(
        seq=data.get("replaces", entry.seq),
        drawn=entry.seq,
        mine=False,
        lines=lines,
        after=after,
        choices=choices,
        rows=rows,
        input=message.input,
        facts=dict(message.facts),
        file_name=data["file"][0] if "file" in data else None,
        at=at,
    )


def _message(data: dict[str, Any]) -> Outgoing:
    return from_plain(Outgoing, data["message"])


def _merge(message: Outgoing) -> tuple[tuple[Choice, ...], tuple[tuple[Button, ...], ...]]:
    """Join option lines ("A. ...") with their letter buttons, when every letter button has its line."""
    found = [_OPTION.match(line.text) for line in message.lines if line.style == "option"]
    texts = {option[1]: option[2] for option in found if option}
    letters: dict[str, Button] = {}
    for button in (each for row in message.buttons for each in row if each.token):
        letter = _LETTER.match(button.label)
        if letter:
            letters[letter[1]] = button
    if not letters or not letters.keys() <= texts.keys():
        return (), message.buttons
    taken = set(letters.values())
    rows = (tuple(each for each in row if each not in taken) for row in message.buttons)
    choices = (
        Choice(mark=letters[name].label if name in letters else name, text=text, button=letters.get(name))
        for name, text in texts.items()
    )
    return tuple(choices), tuple(row for row in rows if row)


def _around_options(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    first = next(place for place, line in enumerate(lines) if line.style == "option")
    rest = (line for line in lines[first:] if not (line.style == "option" and _OPTION.match(line.text)))
    return lines[:first], tuple(rest)


def _mask(found: "re.Match[str]") -> str:
    if personal_code.normal(found[0]) is None:
        return found[0]
    return f"{found[0][:4]}-••••"


def _dump(data: dict[str, Any]) -> str:
    return _ENCODER.encode(data).decode()
