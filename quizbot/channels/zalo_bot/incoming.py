"""An update as the neutral `Incoming`.

Bodies come flat or wrapped in `{"ok": true, "result": ...}`; ids are kept as text even when a
number arrives; the platform's own time of a message is not trusted.
"""

import logging
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from quizbot.chat.messages import Incoming

logger = logging.getLogger(__name__)

NAME = "zalo_bot"

_WITH_WORDS = {"message.text.received": "text", "message.image.received": "caption"}
# a sticker, a voice message, a file or a link has no words we are given: any touch shows the state
_TOUCHES = {"message.sticker.received", "message.voice.received", "message.unsupported.received"}
_BOT_NAME = re.compile(r"@bot\S*", re.IGNORECASE)


class Unreadable(Exception):
    """The bytes are no update. Carries nothing of what somebody wrote."""


def read(update: Mapping[str, Any], *, received_at: datetime, bot_name: str = "") -> Incoming | None:
    """Read one update; None when there is nothing for the dialogue in it.

    Args:
        bot_name: how the bot is called in groups; "" when the office has not told us.

    Raises:
        Unreadable
    """
    event, message = _unwrapped(update)
    if event not in _WITH_WORDS and event not in _TOUCHES:
        logger.info("Zalo Bot: event %s is not for us", event, extra={"action": "zalo_bot.event"})
        return None
    sender, chat = _mapping(message, "from"), _mapping(message, "chat")
    key, address, who = _id(message, "message_id"), _id(chat, "id"), _id(sender, "id")
    if sender.get("is_bot") is True:
        return None
    words = str(message.get(_WITH_WORDS.get(event, ""), "") or "")
    group = str(chat.get("chat_type", "PRIVATE")).upper() == "GROUP"
    if group:
        if not words:
            return None
        words = without_mention(words, bot_name=bot_name)
    name = str(sender.get("display_name", "") or "")
    return Incoming(
        channel=NAME,
        address=address,
        update_key=key,
        received_at=received_at,
        kind="text",
        text=unicodedata.normalize("NFC", words),
        display_name=str(chat.get("title") or chat.get("name") or name) if group else name,
        group=group,
        sender=who if group else None,
    )


def without_mention(text: str, *, bot_name: str) -> str:
    """Take the leading mention off a text of a group; the platform marks no mentions.

    A name of several words, all of them beginning with a capital or a digit, is recognised by that
    when the office has not told us the name.
    """
    clear = unicodedata.normalize("NFC", text).strip()
    name = unicodedata.normalize("NFC", bot_name).strip().lstrip("@")
    if name and clear.casefold().startswith(f"@{name}".casefold()):
        return clear[len(name) + 1 :].strip(" ,:")
    found = _BOT_NAME.match(clear)
    if found is None:
        return clear
    rest = clear[found.end() :].split()
    while len(rest) > 1 and (rest[0][0].isupper() or rest[0][0].isdigit()):
        rest.pop(0)
    return " ".join(rest).strip(" ,:")


def _unwrapped(update: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    inner = update.get("result")
    body = inner if isinstance(inner, Mapping) and "event_name" not in update else update
    event, message = body.get("event_name"), body.get("message")
    if not isinstance(event, str) or not isinstance(message, Mapping):
        raise Unreadable
    return event, message


def _mapping(message: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = message.get(name)
    if not isinstance(found, Mapping):
        raise Unreadable
    return found


def _id(part: Mapping[str, Any], name: str) -> str:
    found = part.get(name)
    if isinstance(found, bool) or not isinstance(found, str | int) or found == "":
        raise Unreadable
    return str(found)
