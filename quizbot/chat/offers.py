"""What can be tapped, put into words.

On every channel the label of a button may be typed in its place. Where people see no buttons, those
of a reply are numbered, too; labels and numbers are kept with the conversation, so that "2" means the
second of them until something else is offered. Messages we begin ourselves number nothing: a number
typed while a question waits belongs to the question.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quizbot.chat.messages import Button, Line, Outgoing
from quizbot.core.vietnamese import fold
from quizbot.i18n.texts import Texts

# the name under which a conversation keeps what it offers
KEPT = "offered"
# more than these are not numbered: nobody reads so long a list in a chat
MOST = 20
# words that begin a paper, folded
BEGIN = ("bat dau", "bat dau lam bai", "lam bai", "vao thi", "start", "begin")


@dataclass(frozen=True, slots=True)
class Offer:
    """One numbered button."""

    token: str
    label: str


def offered(messages: Sequence[Outgoing]) -> tuple[Offer, ...]:
    """Give what the buttons of a reply offer to who types their words; answers are typed in their own way."""
    found = (button for message in messages for button in _all(message))
    return tuple(Offer(each.token, each.label) for each in found if each.token and each.typed is None)[:MOST]


def numbered(messages: Sequence[Outgoing], texts: Texts) -> tuple[tuple[Outgoing, ...], tuple[Offer, ...]]:
    """Number the buttons of a reply, through all its messages; gives the messages and what they offer."""
    offers: list[Offer] = []
    shown = []
    for message in messages:
        listed: list[Line] = []
        before = len(offers)
        for button in _all(message):
            if button.token and button.typed is None and len(offers) < MOST:
                offers.append(Offer(button.token, button.label))
                text = f"{len(offers)}. {button.label}"
                if not any(line.text.startswith(text) for line in message.lines):
                    listed.append(Line(text=text, style="option"))
        if len(offers) > before:
            listed.insert(0, Line(text=texts("offers.choose"), style="muted"))
        shown.append(_with(message, [*listed, *_spelled(message, texts)]))
    return tuple(shown), tuple(offers)


def without_file(message: Outgoing, texts: Texts, *, link: str, carries: tuple[str, ...]) -> Outgoing:
    """Say where a file is to be had that the channel does not carry; others go as they are.

    Args:
        link: address of our web page; "" when there is none to give.
        carries: how the names of the files end that the channel sends; ("",): any.
    """
    file, draft = message.attachment, message.draft
    name = file.name if file is not None else draft.name if draft is not None else ""
    if (file is None and draft is None) or name.casefold().endswith(carries):
        return message
    if not link:
        text = texts("offers.file_here", name=name)
    elif draft is not None and draft.page:
        text = texts("offers.file_page", name=name, link=f"{link}{draft.page}")
    else:
        text = texts("offers.file", name=name, link=link)
    return replace(_with(message, [Line(text=text)]), attachment=None, draft=None)


def spelled(message: Outgoing, texts: Texts) -> Outgoing:
    """Write under a message what can be typed in place of its buttons, and where its links lead."""
    return _with(message, _spelled(message, texts))


def _spelled(message: Outgoing, texts: Texts) -> list[Line]:
    lines = []
    for button in _all(message):
        if button.url:
            lines.append(Line(text=f"{button.label}: {button.url}", style="link"))
        elif button.typed:
            lines.append(Line(text=texts("offers.word", label=button.label, typed=button.typed)))
    return lines


def pack(offers: Sequence[Offer]) -> list[list[str]] | None:
    """Give offers as small JSON for the conversation; None when there are none."""
    return [[each.token, each.label] for each in offers] or None


def picked(kept: object, text: str) -> str | None:
    """Give the token of the offer that was typed, by its number or its whole label."""
    said = text.strip().strip(".)").strip()
    if not (said.isascii() and said.isdecimal()):
        return named(kept, text)
    offers, place = _unpacked(kept), int(said)
    return offers[place - 1].token if 1 <= place <= len(offers) else None


def named(kept: object, text: str) -> str | None:
    """Give the token of the offer whose whole label was typed, with or without its marks."""
    words = bare(text)
    alike = {each.token for each in _unpacked(kept) if words and bare(each.label) == words}
    return alike.pop() if len(alike) == 1 else None


def bare(text: str) -> str:
    """Give the words of a label, without marks and pictures."""
    return re.sub(r"[^\w]+", " ", fold(text)).strip()


def _unpacked(kept: object) -> list[Offer]:
    return [Offer(*each) for each in kept] if isinstance(kept, list) else []


def _all(message: Outgoing) -> list[Button]:
    return [button for row in message.buttons for button in row]


def _with(message: Outgoing, lines: Sequence[Line]) -> Outgoing:
    return replace(message, lines=(*message.lines, *lines)) if lines else message
