"""The light door: the few shapes that nearly every update has, decoded without aiogram.

It reads only what is needed and gives None for everything it is not sure of; the full door
(`incoming`) then reads the same bytes.
"""

from datetime import datetime

import msgspec

from quizbot.channels.telegram.heard import Heard, Origin, full_name, tapped, typed


class _User(msgspec.Struct):
    id: int
    is_bot: bool
    first_name: str
    last_name: str | None = None
    language_code: str | None = None


class _Chat(msgspec.Struct):
    id: int
    type: str


class _Message(msgspec.Struct):
    message_id: int
    chat: _Chat
    sender: _User | None = msgspec.field(default=None, name="from")
    text: str | None = None


class _Tap(msgspec.Struct):
    id: str
    sender: _User = msgspec.field(name="from")
    message: _Message | None = None
    data: str | None = None


class _Update(msgspec.Struct):
    update_id: int
    message: _Message | None = None
    callback_query: _Tap | None = None


_decoder = msgspec.json.Decoder(_Update)


def read_hot(raw: bytes | msgspec.Raw, *, received_at: datetime) -> Heard | None:
    """Read a private text or a tap in a private chat; None means: take the full door."""
    try:
        update = _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    tap, message = update.callback_query, update.message
    if tap is not None:
        return _read_tap(update.update_id, tap, received_at)
    if message is None or message.sender is None or message.text is None:
        return None
    if message.chat.type != "private" or message.sender.is_bot:
        return None
    return typed(_origin(update.update_id, message.chat, message.sender, received_at), message.text)


def _read_tap(update_id: int, tap: _Tap, received_at: datetime) -> Heard | None:
    message = tap.message
    if message is None or tap.data is None or tap.sender.is_bot:
        return None
    if message.chat.type != "private":
        return None
    return tapped(
        _origin(update_id, message.chat, tap.sender, received_at),
        query_id=tap.id,
        data=tap.data,
        message_id=message.message_id,
    )


def _origin(update_id: int, chat: _Chat, user: _User, received_at: datetime) -> Origin:
    return Origin(
        update_id=update_id,
        received_at=received_at,
        chat_id=chat.id,
        private=True,
        user_id=user.id,
        name=full_name(user.first_name, user.last_name),
        language=user.language_code,
    )
