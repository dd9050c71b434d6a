"""A webhook's body as the neutral `Incoming`s, in the order things were done."""

import logging
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from quizbot.chat.messages import Incoming
from quizbot.usecases.ports import Reached, Sighting

logger = logging.getLogger(__name__)

NAME = "messenger"
# the payload of the button that begins a conversation
GET_STARTED = "GET_STARTED"

# signs of something else than what anybody said to us
_SIGNS = frozenset({
    "reaction", "message_edit", "optin", "account_linking", "policy_enforcement",
    "app_roles", "pass_thread_control", "take_thread_control", "request_thread_control",
    "message_feedback", "response_feedback",
})  # fmt: skip


# how far our messages came
_SIGHTINGS = {"delivery": Reached.DELIVERED, "read": Reached.OPENED}
# A watermark is the moment the platform gave the last message in question; ours is when it had answered.
# What we sent within this time after it counts too, unless the person cannot have seen it yet.
_SLACK = timedelta(seconds=5)


class Unreadable(Exception):
    """The body is no event. Carries nothing of what somebody wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file somebody sent, still to be fetched."""

    url: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One thing a person did."""

    incoming: Incoming
    file: File | None = None
    # the platform's moment of it (ms), which orders what comes in one body
    at_ms: int = field(default=0, compare=False)


def read(body: Mapping[str, Any], *, page_id: str, received_at: datetime) -> list[Heard]:
    """Read a body; what is not for the dialogue is left out, events of one person keep their order.

    Args:
        page_id: events of other pages are not ours; "": any page.

    Raises:
        Unreadable: the body is none of a page.
    """
    entries = body.get("entry")
    if body.get("object") != "page" or not isinstance(entries, list):
        raise Unreadable
    heard: list[Heard] = []
    for entry in entries:
        if not isinstance(entry, Mapping):
            raise Unreadable
        if page_id and str(entry.get("id", "")) != page_id:
            logger.warning(
                "Messenger: an event of another page is refused", extra={"action": "messenger.other_page"}
            )
            continue
        # what another app answers while it holds the conversation comes as `standby`
        heard += _messaging(entry.get("messaging"), received_at)
    return sorted(heard, key=lambda each: each.at_ms)


def sightings(body: Mapping[str, Any], *, page_id: str) -> list[Sighting]:
    """Read what a body tells of how far our messages came; what is not understood is left out."""
    entries = body.get("entry")
    found: list[Sighting] = []
    for entry in entries if isinstance(entries, list) else ():
        if not isinstance(entry, Mapping) or (page_id and str(entry.get("id", "")) != page_id):
            continue
        events = entry.get("messaging")
        for event in events if isinstance(events, list) else ():
            found += _sightings(event) if isinstance(event, Mapping) else ()
    return found


def _sightings(event: Mapping[str, Any]) -> Iterator[Sighting]:
    sender = event.get("sender")
    user = sender.get("id") if isinstance(sender, Mapping) else None
    if not isinstance(user, str) or not user:
        return
    for name, reached in _SIGHTINGS.items():
        told = event.get(name)
        if not isinstance(told, Mapping):
            continue
        mids = told.get("mids")
        ids = tuple(each for each in mids if isinstance(each, str)) if isinstance(mids, list) else ()
        mark, at = _moment(told.get("watermark")), _moment(event.get("timestamp"))
        until = None if mark is None else min(mark + _SLACK, max(mark, at or mark))
        if ids or until is not None:
            yield Sighting(channel=NAME, reached=reached, ids=ids, address=user, until=until)


def _moment(value: object) -> datetime | None:
    """Read a moment in milliseconds; None when it is none, or of no time that can be."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 10**14:
        return None
    return datetime.fromtimestamp(value / 1000, UTC)


def _messaging(events: object, at: datetime) -> Iterator[Heard]:
    for event in events if isinstance(events, list) else ():
        try:
            found = _event(event, at)
        except Unreadable:
            # the others of the same body are heard all the same
            logger.error("Messenger: an event is not understood", extra={"action": "messenger.unreadable"})
            continue
        if found is not None:
            yield found


def _event(event: object, at: datetime) -> Heard | None:
    if not isinstance(event, Mapping):
        raise Unreadable
    if isinstance(event.get("message"), Mapping):
        return _message(event, event["message"], at)
    if isinstance(event.get("postback"), Mapping):
        return _postback(event, event["postback"], at)
    if isinstance(event.get("referral"), Mapping):
        return _heard(event, at, key="", kind="start", text=_ref(event["referral"]))
    names = set(event) - {"sender", "recipient", "timestamp"}
    if not names & (_SIGNS | _SIGHTINGS.keys()):
        logger.info(
            "Messenger: an event is not for us: %s",
            ", ".join(sorted(map(str, names)))[:100],
            extra={"action": "messenger.event"},
        )
    return None


def _message(event: Mapping[str, Any], message: Mapping[str, Any], at: datetime) -> Heard | None:
    if message.get("is_echo") or message.get("is_deleted"):
        return None
    key = _text(message.get("mid"))
    quick = message.get("quick_reply")
    if isinstance(quick, Mapping) and isinstance(quick.get("payload"), str):
        return _tapped(event, at, key=key, payload=quick["payload"], title=_text(message.get("text")))
    text = _text(message.get("text"))
    file = _file(message.get("attachments"))
    if file is not None:
        return _heard(event, at, key=key, kind="file", text=text, file=file)
    # a picture, a sticker, a voice: a touch that shows where the person stands
    return _heard(event, at, key=key, kind="text", text=text)


def _postback(event: Mapping[str, Any], postback: Mapping[str, Any], at: datetime) -> Heard:
    key, payload = _text(postback.get("mid")), _text(postback.get("payload"))
    referral = postback.get("referral")
    if payload == GET_STARTED or not payload:
        ref = _ref(referral) if isinstance(referral, Mapping) else ""
        return _heard(event, at, key=key, kind="start", text=ref)
    return _tapped(event, at, key=key, payload=payload, title=_text(postback.get("title")))


def _tapped(event: Mapping[str, Any], at: datetime, *, key: str, payload: str, title: str) -> Heard:
    if payload == GET_STARTED:
        return _heard(event, at, key=key, kind="start", text="")
    # a payload of another tool of the page: what the button says is what was meant
    ours = payload.isascii() and not any(mark.isspace() for mark in payload)
    return _heard(event, at, key=key, kind="choice" if ours else "text", text=payload if ours else title)


def _file(attachments: object) -> File | None:
    for each in attachments if isinstance(attachments, Sequence) else ():
        payload = each.get("payload") if isinstance(each, Mapping) and each.get("type") == "file" else None
        url = payload.get("url") if isinstance(payload, Mapping) else None
        if isinstance(url, str):
            return File(url=url, name=_name(url))
    return None


def _name(url: str) -> str:
    """Give the file's name, which stands in its address alone."""
    return unquote(urlsplit(url).path.rpartition("/")[2])[:200]


def _ref(referral: Mapping[str, Any]) -> str:
    return _text(referral.get("ref"))[:250]


def _heard(
    event: Mapping[str, Any],
    at: datetime,
    *,
    key: str,
    kind: Literal["text", "choice", "file", "start"],
    text: str,
    file: File | None = None,
) -> Heard:
    sender = event.get("sender")
    user = sender.get("id") if isinstance(sender, Mapping) else None
    if isinstance(user, bool) or not isinstance(user, str | int) or user == "":
        raise Unreadable
    stamp = event.get("timestamp")
    at_ms = stamp if isinstance(stamp, int) and not isinstance(stamp, bool) else 0
    incoming = Incoming(
        channel=NAME,
        address=str(user),
        update_key=key or f"{kind}:{user}:{stamp or ''}",
        received_at=at,
        kind=kind,
        text=unicodedata.normalize("NFC", text),
    )
    return Heard(incoming=incoming, file=file, at_ms=at_ms)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
