"""What the server knows: chats, messages, polls, taps that wait, updates that were not confirmed."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.bot_api.refusals import NOT_MODIFIED, QUERY_TOO_OLD, ApiError, bad, forbidden

BOT_ID = 42
# seconds in which a tap can be confirmed
TAP_LASTS_S = 15.0
EPOCH = 1_790_000_000


@dataclass(slots=True)
class Chat:
    id: int
    type: str
    title: str = ""
    # the person has written to the bot, or the group has added it
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    migrated_to: int | None = None

    def shown(self) -> dict[str, Any]:
        name = {"first_name": self.title} if self.type == "private" else {"title": self.title}
        return {"id": self.id, "type": self.type, **name}


@dataclass(slots=True)
class Posted:
    """A message of the bot."""

    id: int
    chat_id: int
    method: str
    params: dict[str, Any]
    at: float
    too_old: bool = False
    file: bytes = b""
    poll_id: str | None = None
    edits: int = 0

    @property
    def text(self) -> str:
        return str(self.params.get("text") or self.params.get("caption") or self.params.get("question") or "")

    @property
    def buttons(self) -> dict[str, str]:
        """Labels and what they carry."""
        rows = (self.params.get("reply_markup") or {}).get("inline_keyboard", [])
        return {button["text"]: button.get("callback_data", "") for row in rows for button in row}


@dataclass(slots=True)
class World:
    chats: dict[int, Chat] = field(default_factory=dict)
    posted: list[Posted] = field(default_factory=list)
    # update_id and body, oldest first
    updates: list[dict[str, Any]] = field(default_factory=list)
    # updates that were confirmed
    confirmed_updates: list[dict[str, Any]] = field(default_factory=list)
    # query id: when it stops waiting
    taps: dict[str, float] = field(default_factory=dict)
    confirmed: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    # set whenever an update comes in
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _numbers: int = 1000
    _update_id: int = 700_000

    def number(self) -> int:
        self._numbers += 1
        return self._numbers

    def push(self, kind: str, body: dict[str, Any]) -> int:
        """Add an update; gives its number."""
        self._update_id += 1
        self.updates.append({"update_id": self._update_id, kind: body})
        self.arrived.set()
        return self._update_id

    def forget(self, *, before: int) -> None:
        """Take the updates before this number as confirmed."""
        gone = [update for update in self.updates if update["update_id"] < before]
        self.confirmed_updates.extend(each for each in gone if each not in self.confirmed_updates)
        self.updates[:] = [update for update in self.updates if update["update_id"] >= before]

    def writable(self, chat_id: int) -> Chat:
        """Give the chat the bot may write to.

        Raises:
            ApiError
        """
        chat = self.chats.get(chat_id)
        if chat is None:
            raise bad("chat not found")
        if chat.migrated_to is not None:
            raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
        if chat.deactivated:
            raise forbidden("user is deactivated")
        if chat.blocked:
            person = chat.type == "private"
            raise forbidden("bot was blocked by the user" if person else "bot was kicked from the group chat")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def post(self, method: str, params: dict[str, Any], *, at: float, file: bytes = b"") -> Posted:
        chat = self.writable(int(params["chat_id"]))
        poll_id = str(5_300_000_000 + self.number()) if method == "sendPoll" else None
        posted = Posted(
            id=self.number(), chat_id=chat.id, method=method, params=params, at=at, file=file, poll_id=poll_id
        )
        self.posted.append(posted)
        return posted

    def edit(self, params: dict[str, Any]) -> Posted:
        chat = self.writable(int(params["chat_id"]))
        for posted in self.posted:
            if posted.id == params["message_id"] and posted.chat_id == chat.id:
                break
        else:
            raise bad("message to edit not found")
        if posted.too_old:
            raise bad("message can't be edited")
        if posted.method != "sendMessage":
            raise bad("there is no text in the message to edit")
        before = (posted.params.get("text"), posted.params.get("reply_markup"))
        if before == (params.get("text"), params.get("reply_markup")):
            raise bad(NOT_MODIFIED)
        posted.params = params
        posted.edits += 1
        return posted

    def confirm_tap(self, params: dict[str, Any], *, at: float) -> None:
        query = params["callback_query_id"]
        if self.taps.pop(query, -1.0) < at:
            raise bad(QUERY_TOO_OLD)
        self.confirmed[query] = params.get("text", "")

    def shown(self, posted: Posted) -> dict[str, Any]:
        """Give the message as the API shows it."""
        message: dict[str, Any] = {
            "message_id": posted.id,
            "date": EPOCH + int(posted.at),
            "chat": self.chats[posted.chat_id].shown(),
            "from": {"id": BOT_ID, "is_bot": True, "first_name": "Quiz", "username": "quiz_bot"},
        }
        markup = posted.params.get("reply_markup")
        if markup:
            message["reply_markup"] = markup
        if posted.method == "sendPoll":
            message["poll"] = _shown_poll(posted)
        elif posted.method == "sendDocument":
            message["document"] = {"file_id": f"f{posted.id}", "file_unique_id": f"u{posted.id}"}
        else:
            message["text"] = posted.text
        return message


def _shown_poll(posted: Posted) -> dict[str, Any]:
    options = [
        {"text": option["text"], "voter_count": 0, "persistent_id": str(index)}
        for index, option in enumerate(posted.params["options"])
    ]
    return {
        "id": posted.poll_id,
        "question": posted.params["question"],
        "options": options,
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": posted.params.get("is_anonymous", True),
        "type": posted.params.get("type", "regular"),
        "allows_multiple_answers": posted.params.get("allows_multiple_answers", False),
        "allows_revoting": False,
        "members_only": False,
    }


def not_found() -> ApiError:
    return ApiError(404, "Not Found")
