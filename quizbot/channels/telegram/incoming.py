"""The full door: every update through aiogram's types."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from aiogram import types
from aiogram.enums import ChatMemberStatus, ChatType

from quizbot.channels.telegram.heard import Heard, Origin, full_name, incoming, tapped, typed, typed_in_group

# the kinds of update we ask Telegram for; everything else is never sent to us
ALLOWED = ["message", "callback_query", "my_chat_member", "poll_answer"]

_GONE = (ChatMemberStatus.KICKED, ChatMemberStatus.LEFT)
_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


class FullDoor:
    """Reads any update.

    Args:
        username: the bot's own name, without @.
        groups: the groups listened to; empty: all.
        download: fetches a document by its file id; empty bytes when it is larger than we take.
        poll_token: gives the token a poll of ours stands for, by the poll's id.
    """

    def __init__(
        self,
        *,
        username: str,
        groups: tuple[int, ...],
        download: Callable[[str, int | None], Awaitable[bytes]],
        poll_token: Callable[[str], Awaitable[str | None]],
    ) -> None:
        self._username = username
        self._groups = frozenset(groups)
        self._download = download
        self._poll_token = poll_token

    async def read(self, raw: bytes, *, received_at: datetime) -> Heard:
        """Read one update.

        Raises:
            pydantic.ValidationError: the bytes are no update.
        """
        update = types.Update.model_validate_json(raw)
        if update.callback_query is not None:
            return self._tap(update, update.callback_query, received_at)
        if update.message is not None:
            return await self._message(update, update.message, received_at)
        if update.my_chat_member is not None:
            return self._membership(update, update.my_chat_member, received_at)
        if update.poll_answer is not None:
            return await self._poll_answer(update, update.poll_answer, received_at)
        return Heard()

    def _listens(self, chat: types.Chat) -> bool:
        if chat.type == ChatType.PRIVATE:
            return True
        return chat.type in _GROUPS and (not self._groups or chat.id in self._groups)

    def _tap(self, update: types.Update, tap: types.CallbackQuery, at: datetime) -> Heard:
        message = tap.message
        if message is None or tap.data is None or tap.from_user.is_bot or not self._listens(message.chat):
            return Heard(query_id=tap.id)
        origin = _origin(update, message.chat, tap.from_user, at)
        return tapped(origin, query_id=tap.id, data=tap.data, message_id=message.message_id)

    async def _message(self, update: types.Update, message: types.Message, at: datetime) -> Heard:
        if message.migrate_to_chat_id is not None:
            return Heard(moved=(str(message.chat.id), str(message.migrate_to_chat_id)))
        user = message.from_user
        if user is None or user.is_bot or not self._listens(message.chat):
            return Heard()
        origin = _origin(update, message.chat, user, at)
        text = message.text or message.caption or ""
        if not origin.private:
            return typed_in_group(origin, text, username=self._username)
        if message.document is not None:
            return await self._file(origin, message.document, text)
        # a sticker or a voice message has no words: any touch shows where the person stands
        return typed(origin, text)

    async def _file(self, origin: Origin, document: types.Document, caption: str) -> Heard:
        content = await self._download(document.file_id, document.file_size)
        return Heard(
            incoming=incoming(
                origin,
                kind="file",
                text=caption,
                file_name=document.file_name or "",
                file_bytes=content,
            )
        )

    def _membership(self, update: types.Update, change: types.ChatMemberUpdated, at: datetime) -> Heard:
        if not self._listens(change.chat) or change.from_user.is_bot:
            return Heard()
        was_out = change.old_chat_member.status in _GONE
        is_out = change.new_chat_member.status in _GONE
        if was_out == is_out:
            # rights changed, nothing to hear
            return Heard()
        origin = _origin(update, change.chat, change.from_user, at)
        return Heard(incoming=incoming(origin, kind="stopped" if is_out else "start"))

    async def _poll_answer(self, update: types.Update, answer: types.PollAnswer, at: datetime) -> Heard:
        token = await self._poll_token(answer.poll_id)
        if token is None or answer.user is None or answer.user.is_bot or not answer.option_ids:
            return Heard()
        chat = types.Chat(id=answer.user.id, type=ChatType.PRIVATE)
        chosen = ",".join(str(option) for option in answer.option_ids)
        origin = _origin(update, chat, answer.user, at)
        return Heard(incoming=incoming(origin, kind="choice", text=f"{token}.{chosen}"))


def _origin(update: types.Update, chat: types.Chat, user: types.User, at: datetime) -> Origin:
    private = chat.type == ChatType.PRIVATE
    name = full_name(user.first_name, user.last_name)
    return Origin(
        update_id=update.update_id,
        received_at=at,
        chat_id=chat.id,
        private=private,
        user_id=user.id,
        name=name if private else chat.title or name,
        language=user.language_code,
    )
