"""What the platform knows: people, windows, what was sent, events that wait to be delivered."""

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

PAGE_ID = "100064000000001"
WINDOW = timedelta(hours=24)
AGENT_WINDOW = timedelta(days=7)


@dataclass(slots=True, kw_only=True)
class Variants:
    """How this platform behaves today."""

    # the page's own messages come back as events, with deliveries and reads
    echoes: bool = False
    # several things wait and come in one body, people of one body in separate entries
    batches: bool = False
    # every call needs appsecret_proof
    wants_proof: bool = False
    # what Meta has granted this app and page
    human_agent: bool = False
    # shares of the day's calls that are used (percent); None: no header
    app_usage: int | None = 3
    # subscribed_fields come as objects instead of names
    fields_as_objects: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A message of the page."""

    id: str
    to: str
    text: str
    at: datetime
    how: str
    message: dict[str, Any] = field(default_factory=dict)

    @property
    def quick_replies(self) -> dict[str, str]:
        return {each["title"]: each["payload"] for each in self.message.get("quick_replies", [])}

    @property
    def buttons(self) -> dict[str, dict[str, Any]]:
        payload = self.message.get("attachment", {}).get("payload", {})
        return {each["title"]: each for each in payload.get("buttons", [])}


@dataclass(slots=True)
class User:
    id: str
    blocked: bool = False
    heard_at: datetime | None = None


@dataclass(slots=True)
class World:
    clock: Callable[[], datetime]
    variants: Variants
    users: dict[str, User] = field(default_factory=dict)
    # name -> how many parameters
    templates: dict[str, int] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    uploads: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    profile: dict[str, Any] = field(default_factory=dict)
    subscribed: list[str] = field(
        default_factory=lambda: [
            "messages",
            "messaging_postbacks",
            "messaging_referrals",
            "message_deliveries",
            "message_reads",
        ]
    )
    # messaging events that wait for the webhook
    waiting: list[dict[str, Any]] = field(default_factory=list)
    # all events so far
    given: list[dict[str, Any]] = field(default_factory=list)
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    def new_id(self, lead: str = "m_") -> str:
        # as long as the platform's own
        return f"{lead}{next(self._numbers):04d}{'Ab9-_' * 20}"

    def stamp(self) -> int:
        return int(self.clock().timestamp() * 1000)

    def arrive(self, user: str, **content: Any) -> dict[str, Any]:
        """Put an event in the queue of the webhook."""
        event = {"sender": {"id": user}, "recipient": {"id": PAGE_ID}, "timestamp": self.stamp(), **content}
        self.waiting.append(event)
        self.given.append(event)
        return event


class Person:
    """Somebody on Messenger, by the id that this page sees."""

    def __init__(self, world: World, *, number: int, url: str) -> None:
        self.world = world
        self.id = str(7_300_000_000_000_000 + number)
        self.user = User(self.id)
        self._url = url
        world.users[self.id] = self.user

    def interacts(self) -> None:
        self.user.heard_at = self.world.clock()

    def types(self, text: str) -> dict[str, Any]:
        return self._message({"text": text})

    def taps(self, title: str) -> dict[str, Any]:
        """Tap a quick reply under the last message, or any button that is still there."""
        sent = self.messages()
        if sent and title in sent[-1].quick_replies:
            reply = {"payload": sent[-1].quick_replies[title]}
            return self._message({"text": title, "quick_reply": reply})
        for each in reversed(sent):
            button = each.buttons.get(title)
            if button is not None:
                assert button["type"] == "postback"
                return self._postback(title, button["payload"])
        raise AssertionError(f"nothing is called {title!r}")

    def picks(self, title: str, *, locale: str = "default") -> dict[str, Any]:
        """Pick an entry of the menu that stands beside the chat."""
        menus = {each["locale"]: each["call_to_actions"] for each in self.world.profile["persistent_menu"]}
        (action,) = [each for each in menus.get(locale, menus["default"]) if each["title"] == title]
        return self._postback(title, action["payload"])

    def asks_first(self, question: str) -> dict[str, Any]:
        """Tap a first question, which stands in the place of the button that begins."""
        (asked,) = [
            each
            for questions in self.world.profile["ice_breakers"]
            if questions["locale"] == "default"
            for each in questions["call_to_actions"]
            if each["question"] == question
        ]
        return self._postback(question, asked["payload"])

    def begins(self, *, ref: str = "") -> dict[str, Any]:
        """Press the button that begins a conversation, perhaps after a link."""
        assert "ice_breakers" not in self.world.profile, "first questions stand in its place"
        payload = self.world.profile["get_started"]["payload"]
        return self._postback("Bắt đầu", payload, ref=ref)

    def follows_link(self, ref: str) -> dict[str, Any]:
        """Open a link to the page in a conversation that exists."""
        self.interacts()
        return self.world.arrive(self.id, referral={"ref": ref, "source": "SHORTLINK", "type": "OPEN_THREAD"})

    def sends_sticker(self) -> dict[str, Any]:
        payload = {"url": "https://scontent.xx.fbcdn.net/like.png", "sticker_id": 369239263222822}
        return self._message({"attachments": [{"type": "image", "payload": payload}]})

    def sends_file(self, name: str, content: bytes) -> dict[str, Any]:
        key = self.world.new_id("f")
        self.world.files[key] = (name, content)
        payload = {"url": f"{self._url}/files/{key}/{name}?_nc_cat=1&oh=abc"}
        return self._message({"attachments": [{"type": "file", "payload": payload}]})

    def receives(self) -> dict[str, Any]:
        """Let the device report what has arrived on it."""
        sent = self.messages()
        mark = int(sent[-1].at.timestamp() * 1000)
        return self.world.arrive(
            self.id, delivery={"mids": [each.id for each in sent], "watermark": mark, "seq": 0}
        )

    def reads(self) -> dict[str, Any]:
        """Open the chat: all that was sent up to the last message has been read."""
        mark = int(self.messages()[-1].at.timestamp() * 1000)
        return self.world.arrive(self.id, read={"watermark": mark, "seq": 0})

    def messages(self) -> list[Sent]:
        return [sent for sent in self.world.sent if sent.to == self.id]

    def _message(self, message: dict[str, Any]) -> dict[str, Any]:
        self.interacts()
        return self.world.arrive(self.id, message={"mid": self.world.new_id(), **message})

    def _postback(self, title: str, payload: str, *, ref: str = "") -> dict[str, Any]:
        self.interacts()
        referral = {"ref": ref, "source": "SHORTLINK", "type": "OPEN_THREAD"}
        postback = {"mid": self.world.new_id(), "title": title, "payload": payload}
        return self.world.arrive(self.id, postback={**postback, **({"referral": referral} if ref else {})})


def as_body(events: list[dict[str, Any]], *, split: bool = False) -> bytes:
    """Write a body as the platform does: everything beyond ASCII escaped, slashes too."""
    groups = [[event] for event in events] if split else [events]
    entries = [
        {"id": group[0]["recipient"]["id"], "time": group[0]["timestamp"], "messaging": group}
        for group in groups
    ]
    text = json.dumps({"object": "page", "entry": entries}, ensure_ascii=True, separators=(",", ":"))
    return text.replace("/", "\\/").encode()
