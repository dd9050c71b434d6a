"""A webhook's event as the neutral `Incoming`.

A tap on a button comes back as an ordinary text that equals the button's payload, and anybody can
type the same: a payload is our token behind a mark, and proves nothing by itself.
"""

import logging
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quizbot.chat.messages import Incoming
from quizbot.usecases.addresses import web_address
from quizbot.usecases.ports import Reached, Sighting

logger = logging.getLogger(__name__)

NAME = "zalo_oa"
# before the token in a button's payload
MARK = "#"

_TOKEN = re.compile(rf"{MARK}([a-z_]+(?::[^\s:]{{0,64}})*)")
_MENTION = re.compile(r"\[?@\S+?\]?(?:\s|$)")
# what has no words we are given: any touch shows where the person stands
_TOUCHES = frozenset(
    f"user_send_{kind}"
    for kind in ("image", "gif", "link", "audio", "video", "sticker", "location", "business_card")
)
# echoes of what the account itself sends, and signs that something was delivered or read
_ECHO = ("oa_send_",)
_SIGNS = frozenset({"user_reacted_message", "add_user_to_tag"})
# how far our messages came, with their ids; which of sender and recipient the person is differs, so neither is read
_SIGHTINGS = {"user_received_message": Reached.DELIVERED, "user_seen_message": Reached.OPENED}
_IDS_AT_MOST = 200


class Unreadable(Exception):
    """The body is no event. Carries nothing of what somebody wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file somebody sent, still to be fetched."""

    url: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One event, understood. `incoming` is None when there is nothing for the dialogue in it."""

    event: str
    incoming: Incoming | None = None
    sighting: Sighting | None = None
    file: File | None = None


def read(event: Mapping[str, Any], *, received_at: datetime, groups: bool, submitted_name: bool) -> Heard:
    """Read one event.

    Args:
        groups: events of groups are heard.
        submitted_name: a name that people submit in Zalo's form counts as typed.

    Raises:
        Unreadable
    """
    name = event.get("event_name")
    if not isinstance(name, str):
        raise Unreadable
    if name.startswith("user_send_group_"):
        return Heard(event=name, incoming=_in_group(event, received_at) if groups else None)
    if name == "user_send_text":
        return Heard(event=name, incoming=_typed(event, received_at))
    if name == "user_send_file":
        return _file(event, received_at)
    if name in _TOUCHES:
        return Heard(event=name, incoming=_incoming(event, received_at, text=_words(event)))
    if name in ("follow", "user_click_chatnow"):
        return Heard(event=name, incoming=_state(event, received_at, kind="start"))
    if name == "unfollow":
        return Heard(event=name, incoming=_state(event, received_at, kind="stopped"))
    if name == "user_submit_info":
        return Heard(event=name, incoming=_submitted(event, received_at) if submitted_name else None)
    if name in _SIGHTINGS:
        return Heard(event=name, sighting=_sighting(event, _SIGHTINGS[name]))
    if name not in _SIGNS and not name.startswith(_ECHO):
        logger.info("Zalo OA: event %s is not for us", name, extra={"action": "zalo_oa.event"})
    return Heard(event=name)


def _sighting(event: Mapping[str, Any], reached: Reached) -> Sighting | None:
    message = _mapping(event, "message")
    several = message.get("msg_ids")
    named = [*several] if isinstance(several, list) else [message.get("msg_id")]
    ids = tuple(
        dict.fromkeys(str(each) for each in named[:_IDS_AT_MOST] if isinstance(each, str | int) and each)
    )
    return Sighting(channel=NAME, reached=reached, ids=ids) if ids else None


def _typed(event: Mapping[str, Any], at: datetime) -> Incoming:
    text = _words(event)
    token = _TOKEN.fullmatch(text.strip())
    if token is not None:
        return _incoming(event, at, kind="choice", text=token[1])
    return _incoming(event, at, text=text)


def _in_group(event: Mapping[str, Any], at: datetime) -> Incoming | None:
    """Take a line of a group that calls the account, or is a command."""
    text = _words(event).strip()
    called = _MENTION.match(text)
    if called is None and not text.startswith("/"):
        return None
    message = _mapping(event, "message")
    group = event.get("group_id") or message.get("group_id") or _mapping(event, "recipient").get("id")
    return _incoming(event, at, text=text[called.end() :].strip() if called else text, group=_id(group))


def _file(event: Mapping[str, Any], at: datetime) -> Heard:
    attachments = _mapping(event, "message").get("attachments")
    payload = attachments[0].get("payload") if isinstance(attachments, list) and attachments else None
    if not isinstance(payload, Mapping) or not isinstance(payload.get("url"), str):
        return Heard(event="user_send_file", incoming=_incoming(event, at, text=_words(event)))
    incoming = _incoming(event, at, kind="file", text=_words(event))
    return Heard(
        event="user_send_file",
        incoming=incoming,
        file=File(url=payload["url"], name=str(payload.get("name") or "")),
    )


def _submitted(event: Mapping[str, Any], at: datetime) -> Incoming | None:
    name = str(_mapping(event, "info").get("name") or "").strip()
    return _incoming(event, at, text=name) if name else None


def _state(event: Mapping[str, Any], at: datetime, *, kind: str) -> Incoming:
    follower = event.get("follower")
    user = follower.get("id") if isinstance(follower, Mapping) else event.get("user_id")
    if user is None:
        user = _mapping(event, "sender").get("id")
    key = f"{event['event_name']}:{_id(user)}:{event.get('timestamp', '')}"
    return Incoming(
        channel=NAME,
        address=_id(user),
        update_key=key,
        received_at=at,
        kind=kind,  # type: ignore[arg-type]
        twin=_twin(event),
    )


def _incoming(
    event: Mapping[str, Any], at: datetime, *, kind: str = "text", text: str, group: str = ""
) -> Incoming:
    user = _id(_mapping(event, "sender").get("id"))
    message = event.get("message")
    number = message.get("msg_id") if isinstance(message, Mapping) else None
    return Incoming(
        channel=NAME,
        address=group or user,
        update_key=str(number or f"{event['event_name']}:{user}:{event.get('timestamp', '')}"),
        received_at=at,
        kind=kind,  # type: ignore[arg-type]
        text=unicodedata.normalize("NFC", text),
        group=bool(group),
        sender=user if group else None,
        twin="" if group else _twin(event),
    )


def _twin(event: Mapping[str, Any]) -> str:
    """Give where the same account stands when it opens the office's Mini App of the same app."""
    account = event.get("user_id_by_app")
    named = isinstance(account, str | int) and not isinstance(account, bool) and str(account).isalnum()
    return web_address(NAME, str(account)) if named else ""


def _words(event: Mapping[str, Any]) -> str:
    return str(_mapping(event, "message").get("text") or "")


def _mapping(event: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = event.get(name)
    if not isinstance(found, Mapping):
        raise Unreadable
    return found


def _id(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise Unreadable
    return str(value)
