"""What can be tapped, put into words: for channels where people type because there are no buttons.

The buttons of a reply are numbered in its last message, and the numbers are kept with the
conversation, so that "2" means the second of them until something else is offered. Messages we
begin ourselves number nothing: a number typed while a question waits belongs to the question.
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


@dataclass(frozen=True, slots=True)
class Offer:
    """One numbered button."""

    token: str
    label: str


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
    offers = [Offer(*each) for each in kept] if isinstance(kept, list) else []
    said = text.strip().strip(".)").strip()
    if said.isascii() and said.isdecimal():
        place = int(said)
        return offers[place - 1].token if 1 <= place <= len(offers) else None
    words = _words(text)
    alike = [each.token for each in offers if words and _words(each.label) == words]
    return alike[0] if len(alike) == 1 else None


def _words(text: str) -> str:
    """Give the words of a label, without marks and pictures."""
    return re.sub(r"[^\w]+", " ", fold(text)).strip()


def _all(message: Outgoing) -> list[Button]:
    return [button for row in message.buttons for button in row]


def _with(message: Outgoing, lines: Sequence[Line]) -> Outgoing:
    return replace(message, lines=(*message.lines, *lines)) if lines else message
