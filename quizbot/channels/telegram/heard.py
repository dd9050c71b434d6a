"""What both doors make of an update: the neutral `Incoming` and what only Telegram needs."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from quizbot.chat.messages import Incoming

NAME = "telegram"

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w+))?(?:\s+(.*))?\Z", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One update, understood. `incoming` is None when there is nothing for the dialogue in it."""

    incoming: Incoming | None = None
    # the tap to be confirmed with answerCallbackQuery
    query_id: str | None = None
    # a group has a new address: (old, new)
    moved: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an update came from, in plain values, whichever door read them."""

    update_id: int
    received_at: datetime
    chat_id: int
    private: bool
    user_id: int
    # how the chat is named: the person's name, or the group's title
    name: str
    language: str | None


def full_name(first: str, last: str | None) -> str:
    """Give a person's name as the platform has it."""
    return f"{first} {last}" if last else first


def typed(origin: Origin, text: str) -> Heard:
    """Make what was typed in a private chat: `/start` opens with its payload, the rest is text."""
    command = _COMMAND.match(text)
    if command is None:
        return Heard(incoming=incoming(origin, kind="text", text=text))
    name, _, rest = command.groups(default="")
    if name.casefold() == "start":
        return Heard(incoming=incoming(origin, kind="start", text=rest.strip()))
    return Heard(incoming=incoming(origin, kind="text", text=f"/{name} {rest}".rstrip()))


def typed_in_group(origin: Origin, text: str, *, username: str) -> Heard:
    """Make what was typed in a group: only commands and lines that name the bot are for us."""
    command = _COMMAND.match(text)
    if command is not None:
        addressed = command.group(2)
        if addressed is not None and addressed.casefold() != username.casefold():
            return Heard()
        return typed(origin, text)
    mention = re.compile(rf"@{re.escape(username)}\b", re.IGNORECASE)
    if username and mention.search(text):
        words = " ".join(mention.sub(" ", text).split())
        return Heard(incoming=incoming(origin, kind="text", text=words))
    return Heard()


def tapped(origin: Origin, *, query_id: str, data: str, message_id: int) -> Heard:
    """Make the tap on a button."""
    return Heard(
        incoming=incoming(origin, kind="choice", text=data, message_ref=str(message_id)),
        query_id=query_id,
    )


def incoming(
    origin: Origin,
    *,
    kind: str,
    text: str = "",
    message_ref: str | None = None,
    file_name: str = "",
    file_bytes: bytes = b"",
) -> Incoming:
    """Build the neutral value; text comes out in NFC."""
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return Incoming(
        channel=NAME,
        address=str(origin.chat_id),
        update_key=str(origin.update_id),
        received_at=origin.received_at,
        kind=kind,  # type: ignore[arg-type]
        text=text,
        message_ref=message_ref,
        display_name=origin.name,
        language=origin.language,
        group=not origin.private,
        sender=None if origin.private else str(origin.user_id),
        file_name=file_name,
        file_bytes=file_bytes,
    )
