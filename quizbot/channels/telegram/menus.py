"""The command menu, per role and language."""

from collections.abc import Sequence

from aiogram.methods import SetMyCommands
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeUnion,
)

from quizbot.channels.telegram.api import BotApi
from quizbot.channels.telegram.errors import ApiFailed, Outcome
from quizbot.channels.telegram.heard import NAME
from quizbot.chat.commands import STAFF_ROLES, CommandMenu
from quizbot.usecases.ports import Store, Work

# the least that setMyCommands takes of a description is 1 character, the most is 256, and 100 commands
# (Bot API 10.3, 2026-11)
_DESCRIPTION = 256


async def publish(api: BotApi, store: Store, menus: Sequence[CommandMenu]) -> None:
    """Set every menu; the staff's in the chat of each of them.

    Raises:
        ApiFailed
    """
    staff = await store.read(_staff) if any(menu.audience == "staff" for menu in menus) else ()
    for menu in menus:
        if menu.audience == "people":
            await _set(api, menu, BotCommandScopeAllPrivateChats())
        elif menu.audience == "group":
            await _set(api, menu, BotCommandScopeAllGroupChats())
        for address in staff if menu.audience == "staff" else ():
            await _set_for_one(api, menu, address)


def _staff(work: Work) -> tuple[str, ...]:
    people = [person for person in work.people.everybody() if STAFF_ROLES & set(person.roles)]
    reachable = work.people.reachable([person.id for person in people])
    return tuple(each.address for found in reachable.values() for each in found if each.channel == NAME)


async def _set_for_one(api: BotApi, menu: CommandMenu, address: str) -> None:
    try:
        await _set(api, menu, BotCommandScopeChat(chat_id=int(address)))
    except ApiFailed as failure:
        # somebody who has blocked the bot has no menu to set
        if failure.outcome is not Outcome.UNREACHABLE:
            raise


async def _set(api: BotApi, menu: CommandMenu, scope: BotCommandScopeUnion) -> None:
    commands = [BotCommand(command=name, description=text[:_DESCRIPTION]) for name, text in menu.commands]
    await api.call(SetMyCommands(commands=commands, scope=scope, language_code=menu.language))
