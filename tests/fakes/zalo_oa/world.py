"""What the platform knows: people, groups, windows, what was sent, events that wait to be delivered."""

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

APP_ID = "360846524940903967"
OA_ID = "388613280878808645"
FREE = timedelta(hours=48)
BILLED = timedelta(days=7)
BUTTON_TYPES = {"oa.open.url", "oa.query.show", "oa.query.hide", "oa.open.sms", "oa.open.phone"}


@dataclass(slots=True, kw_only=True)
class Variants:
    """How this platform behaves today; each was observed by somebody."""

    # free customer-care messages in one window; None: the cap is gone
    free_messages: int | None = 8
    # this person's client draws buttons (a phone does, a PC may not)
    draws_buttons: bool = True
    # every call needs appsecret_proof
    wants_proof: bool = False
    # webhook signatures begin with the app's id or the account's
    signed_with: str = "app_id"
    # the account's own messages come back as events
    echoes: bool = False
    # the old access token dies with an exchange
    dies_at_once: bool = True
    # groups are part of the package
    groups: bool = True
    # in what it says of arrivals and readings the account is the sender, as some saw it; else the person
    told_by_account: bool = True
    # calls a minute, told by headers; None: no headers and no bound
    calls_a_minute: int | None = None
    # this many messages may be sent between 48 hours and 7 days
    billed_messages: int = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A message of the account."""

    id: str
    to: str
    text: str
    at: datetime
    kind: str
    message: dict[str, Any] = field(default_factory=dict)

    @property
    def buttons(self) -> dict[str, dict[str, Any]]:
        payload = self.message.get("attachment", {}).get("payload", {})
        return {button["title"]: button for button in payload.get("buttons", [])}


@dataclass(slots=True)
class User:
    id: str
    follows: bool = True
    blocked: bool = False
    # the last interaction, and free messages since
    heard_at: datetime | None = None
    since_heard: int = 0


@dataclass(slots=True)
class World:
    clock: Callable[[], datetime]
    variants: Variants
    users: dict[str, User] = field(default_factory=dict)
    groups: set[str] = field(default_factory=set)
    templates: dict[str, set[str]] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    billed: int = 0
    # files that were uploaded, and files that people sent
    uploads: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    # bodies that wait for the webhook
    waiting: list[dict[str, Any]] = field(default_factory=list)
    # all events so far
    given: list[dict[str, Any]] = field(default_factory=list)
    _numbers: Any = field(default_factory=lambda: itertools.count(0x96D3_CDF3_AF15))

    def new_id(self) -> str:
        return f"{next(self._numbers):x}"

    def arrive(self, event: str, **content: Any) -> dict[str, Any]:
        """Put an event in the queue of the webhook."""
        body = {
            "app_id": APP_ID,
            "event_name": event,
            "timestamp": str(int(self.clock().timestamp() * 1000)),
            **content,
        }
        self.waiting.append(body)
        self.given.append(body)
        return body


class Person:
    """Somebody on Zalo."""

    def __init__(self, world: World, *, number: int, url: str) -> None:
        self.world = world
        self.id = str(2_468_458_835_296_197_000 + number)
        self.user = User(self.id)
        self._url = url
        world.users[self.id] = self.user

    def interacts(self) -> None:
        self.user.heard_at, self.user.since_heard = self.world.clock(), 0

    def types(self, text: str) -> dict[str, Any]:
        return self._sends("user_send_text", {"text": text})

    def taps(self, title: str) -> dict[str, Any]:
        """Tap a button: it comes back as a text that equals its payload."""
        assert self.world.variants.draws_buttons, "this client draws no buttons"
        for sent in reversed(self.messages()):
            button = sent.buttons.get(title)
            if button is not None:
                break
        else:
            raise AssertionError(f"no button {title!r}")
        assert button["type"] in ("oa.query.show", "oa.query.hide")
        return self.types(button["payload"])

    def sends_image(self) -> dict[str, Any]:
        attachment = {"type": "image", "payload": {"url": "https://example.vn/anh.jpg"}}
        return self._sends("user_send_image", {"attachments": [attachment]})

    def sends_file(self, name: str, content: bytes) -> dict[str, Any]:
        key = self.world.new_id()
        self.world.files[key] = content
        payload = {"url": f"{self._url}/files/{key}", "name": name, "size": str(len(content))}
        return self._sends("user_send_file", {"attachments": [{"type": "file", "payload": payload}]})

    def follows(self) -> dict[str, Any]:
        self.user.follows = True
        self.interacts()
        return self.world.arrive("follow", oa_id=OA_ID, source="oa_profile", follower={"id": self.id})

    def unfollows(self) -> dict[str, Any]:
        self.user.follows = False
        return self.world.arrive("unfollow", oa_id=OA_ID, follower={"id": self.id})

    def submits(self, **info: Any) -> dict[str, Any]:
        self.interacts()
        people = {"sender": {"id": self.id}, "recipient": {"id": OA_ID}}
        return self.world.arrive("user_submit_info", **people, info=info)

    def says_in(self, group: str, text: str) -> dict[str, Any]:
        people = {"sender": {"id": self.id}, "recipient": {"id": group}, "group_id": group}
        message = {"msg_id": self.world.new_id(), "text": text}
        return self.world.arrive("user_send_group_text", **people, message=message)

    def receives(self) -> dict[str, Any]:
        """Let the device report the last message."""
        return self._told("user_received_message", {"msg_id": self.messages()[-1].id})

    def reads(self) -> dict[str, Any]:
        """Open the chat."""
        return self._told("user_seen_message", {"msg_ids": [each.id for each in self.messages()]})

    def _told(self, event: str, message: dict[str, Any]) -> dict[str, Any]:
        ends = [{"id": OA_ID}, {"id": self.id}]
        sender, recipient = ends if self.world.variants.told_by_account else reversed(ends)
        return self.world.arrive(event, sender=sender, recipient=recipient, message=message)

    def messages(self) -> list[Sent]:
        return [sent for sent in self.world.sent if sent.to == self.id]

    def _sends(self, event: str, message: dict[str, Any]) -> dict[str, Any]:
        self.interacts()
        people = {"sender": {"id": self.id}, "recipient": {"id": OA_ID}, "user_id_by_app": f"5{self.id}"}
        return self.world.arrive(event, **people, message={**message, "msg_id": self.world.new_id()})


def as_body(event: dict[str, Any]) -> bytes:
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
