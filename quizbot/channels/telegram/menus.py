"""The command menu, per role and language."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from aiogram.methods import SetMyCommands
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeUnion,
)

from quizbot.channels.telegram.api import BotApi


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """The commands shown to some people in one language.

    A command's name is 1 to 32 of a-z, 0-9 and _, its description at most 256 characters, at most
    100 commands (core.telegram.org/bots/api, 10.3, 2026-11).
    """

    # people in private · group: in every group · chat: the one named, such as an organizer's
    audience: Literal["people", "group", "chat"] = "people"
    chat: str = ""
    # two letters; None: everybody whose language has no menu of its own
    language: str | None = None
    # each with its description
    commands: tuple[tuple[str, str], ...]


async def publish(api: BotApi, menus: Sequence[Menu]) -> None:
    """Set every menu.

    Raises:
        ApiFailed
    """
    for menu in menus:
        commands = [BotCommand(command=name, description=text) for name, text in menu.commands]
        await api.call(SetMyCommands(commands=commands, scope=_scope(menu), language_code=menu.language))


def _scope(menu: Menu) -> BotCommandScopeUnion:
    if menu.audience == "chat":
        return BotCommandScopeChat(chat_id=int(menu.chat))
    if menu.audience == "group":
        return BotCommandScopeAllGroupChats()
    return BotCommandScopeAllPrivateChats()
