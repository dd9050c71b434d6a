"""The page's Messenger profile: the button that begins, the menu that stands beside the chat, first questions.

Sources: developers.facebook.com, Messenger Profile API (2026-03-18: ten calls in ten minutes for a page),
persistent menu (2026-04-22: needs the button that begins) and ice breakers (2024-06-26: at most four, and
they take the button's place); read 2026-11. How many entries the menu takes is not said: few are set.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from quizbot.channels.messenger import limits
from quizbot.channels.messenger.api import GraphApi
from quizbot.channels.messenger.incoming import GET_STARTED
from quizbot.chat.commands import StandingMenu
from quizbot.chat.pages import units

_PROFILE = "/me/messenger_profile"
# in this order: the menu is refused without the button
FIELDS = ("get_started", "persistent_menu", "ice_breakers")
_LOCALES = {None: ("default",), "en": ("en_US", "en_GB")}


def profile(menus: Sequence[StandingMenu], *, questions: bool) -> dict[str, Any]:
    """Give what the page's profile should be.

    Args:
        questions: strangers are met by first questions in place of the button; a link's code is lost then.
    """
    wanted: dict[str, Any] = {"get_started": {"payload": GET_STARTED}}
    menu = [
        {"locale": locale, "composer_input_disabled": False, "call_to_actions": _buttons(each)}
        for each in menus
        for locale in _LOCALES.get(each.language, ())
    ]
    if menu:
        wanted["persistent_menu"] = menu
    if menu and questions:
        wanted["ice_breakers"] = [
            {"locale": locale, "call_to_actions": _questions(each)}
            for each in menus
            for locale in _LOCALES.get(each.language, ())
        ]
    return wanted


async def publish(api: GraphApi, wanted: Mapping[str, Any]) -> None:
    """Set what is not as wanted, and take away first questions that are not wanted.

    Raises:
        GraphFailed
    """
    found = await api.get(_PROFILE, fields=",".join(FIELDS))
    there = _first(found)
    for name in FIELDS:
        if name in wanted and there.get(name) != wanted[name]:
            await api.post(_PROFILE, {name: wanted[name]})
    if there.get("ice_breakers") and "ice_breakers" not in wanted:
        await api.delete(_PROFILE, {"fields": ["ice_breakers"]})


def _first(found: Mapping[str, Any]) -> Mapping[str, Any]:
    data = found.get("data")
    return data[0] if isinstance(data, list) and data and isinstance(data[0], Mapping) else {}


def _buttons(menu: StandingMenu) -> list[dict[str, str]]:
    return [
        {"type": "postback", "title": _cut(label, limits.MENU_TITLE), "payload": token}
        for token, label in menu.items[: limits.MENU_ITEMS]
    ]


def _questions(menu: StandingMenu) -> list[dict[str, str]]:
    return [
        {"question": _cut(label, limits.QUESTION), "payload": token}
        for token, label in menu.items[: limits.QUESTIONS]
    ]


def _cut(label: str, most: int) -> str:
    while units(label) > most:
        label = label[:-1]
    return label.rstrip()
