"""What the platform knows: chats, what was sent, what waits to be fetched, what was spent."""

import asyncio
import itertools
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

BEGINNING_MS = 1_790_000_000_000


@dataclass(slots=True, kw_only=True)
class Variants:
    """How this platform behaves today; each was observed by somebody."""

    # the idle poll ends with HTTP 408, or with HTTP 200 and error_code 408 in the body
    idle_status: Literal[200, 408] = 408
    # refusals come with their own HTTP status, or all with 200
    refusals_as_200: bool = False
    # the same update is given again on every poll, at once, until another comes
    replay: bool = False
    # what is said while nobody polls is lost
    lossy: bool = False
    # webhook bodies are flat, or wrapped as documented
    wrapped: bool = False
    # an image comes under photo, as documented, or photo_url
    photo_field: Literal["photo", "photo_url"] = "photo"
    # with no webhook getWebhookInfo answers 404, or an empty address
    info_without_webhook: Literal["404", "empty"] = "404"
    # updates come in a list, as some clients believe
    lists: bool = False
    # ids come as numbers
    numeric_ids: bool = False
    # the plan; None: no limit
    people: int | None = 50
    messages_a_month: int | None = 3_000


@dataclass(slots=True)
class Chat:
    id: str
    kind: Literal["PRIVATE", "GROUP"]
    title: str = ""
    # somebody has written here
    known: bool = False
    blocked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A message of the bot."""

    id: str
    chat_id: str
    text: str
    at: float
    method: str = "sendMessage"
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class World:
    clock: Any
    variants: Variants
    bot_name: str = "Bot Thi"
    chats: dict[str, Chat] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    waiting: list[dict[str, Any]] = field(default_factory=list)
    given: list[dict[str, Any]] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    # somebody is inside getUpdates, or a webhook is set
    pollers: int = 0
    heard_by_webhook: bool = False
    spent: dict[str, int] = field(default_factory=dict)
    lost: int = 0
    _ids: Any = field(default_factory=lambda: itertools.count(0x2D75_8CB5_E222_1000))

    def new_id(self) -> str:
        return f"{next(self._ids):020x}"

    def month(self) -> str:
        """Name the month by the clock of Việt Nam, seven hours ahead of UTC."""
        now: datetime = self.clock()
        return f"{now + timedelta(hours=7):%Y-%m}"

    def now_ms(self) -> int:
        now: datetime = self.clock()
        return int(now.timestamp() * 1000)

    def arrive(self, event: str, message: dict[str, Any]) -> None:
        """Take what somebody did; it waits to be fetched, or is lost."""
        update = {"event_name": event, "message": message}
        if self.variants.lossy and not self.pollers and not self.heard_by_webhook:
            self.lost += 1
            return
        self.waiting.append(update)
        self.arrived.set()

    def private_chats(self) -> int:
        return sum(chat.known for chat in self.chats.values() if chat.kind == "PRIVATE")


class Person:
    """Somebody with a private chat with the bot."""

    def __init__(self, world: World, *, number: int, name: str) -> None:
        self.world = world
        self.id = f"{0x6EDE_9AFA_66B8_0000 + number:020x}"
        if world.variants.numeric_ids:
            self.id = str(7_000_000_000_000_000 + number)
        self.name = name
        self.chat = Chat(self.id, "PRIVATE")
        world.chats[self.id] = self.chat

    def types(self, text: str, *, chat: Chat | None = None) -> dict[str, Any]:
        """Send a text; in a group it reaches the bot only as a mention or a reply to it."""
        where = chat or self.chat
        if where.kind == "GROUP" and not text.startswith(f"@{self.world.bot_name}"):
            return {}
        return self._send("message.text.received", {"text": text}, where)

    def replies_in(self, chat: Chat, text: str) -> dict[str, Any]:
        """Answer one of the bot's messages in a group, without a mention."""
        return self._send("message.text.received", {"text": text}, chat)

    def sends_image(self, *, caption: str = "") -> dict[str, Any]:
        body: dict[str, Any] = {
            self.world.variants.photo_field: "https://example.vn/anh.jpg",
            "message_type": "CHAT_PHOTO",
        }
        return self._send("message.image.received", body | ({"caption": caption} if caption else {}))

    def sends_sticker(self) -> dict[str, Any]:
        return self._send("message.sticker.received", {"sticker": "s1", "url": "https://example.vn/s1"})

    def sends_voice(self) -> dict[str, Any]:
        body = {"voice_url": "https://example.vn/a.aac", "message_type": "CHAT_VOICE"}
        return self._send("message.voice.received", body)

    def sends_file(self) -> dict[str, Any]:
        """Send a file: the platform does not say what it was."""
        return self._send("message.unsupported.received", {})

    def messages(self) -> list[Sent]:
        return [each for each in self.world.sent if each.chat_id == self.id]

    def blocks(self) -> None:
        self.chat.blocked = True

    def _send(self, event: str, content: dict[str, Any], chat: Chat | None = None) -> dict[str, Any]:
        where = chat or self.chat
        people = self.world.variants.people
        if where.kind == "PRIVATE" and not where.known:
            if people is not None and self.world.private_chats() >= people:
                # the plan is full: the platform shows nothing to the bot
                return {}
            where.known = True
        where.blocked = False
        as_id = int if self.world.variants.numeric_ids else str
        message = {
            "message_id": self.world.new_id(),
            "date": self.world.now_ms(),
            "message_type": "CHAT_MESSAGE",
            "from": {"id": as_id(self.id), "display_name": self.name, "is_bot": False},
            "chat": {"id": as_id(where.id), "chat_type": where.kind},
            **content,
        }
        self.world.arrive(event, message)
        return message
