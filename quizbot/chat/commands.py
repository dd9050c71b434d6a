"""The commands as a platform's menu shows them, made from the screens themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from quizbot.chat.groups import BOARD
from quizbot.chat.groups import HELP as GROUP_HELP
from quizbot.chat.screens import SCREENS
from quizbot.chat.screens.help import LISTED
from quizbot.i18n.texts import Texts

# the screens of those who run contests, with the text that says what each is for
_STAFF = {"organizer": "organizer.title", "notice": "notice.title"}
# who gets the staff's menu
STAFF_ROLES = frozenset({"organizer", "admin", "coordinator"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandMenu:
    """The commands shown to some people in one language."""

    # people: in private · group: in every group · staff: in private to those who run contests
    audience: Literal["people", "group", "staff"] = "people"
    # two letters; None: everybody whose language has no menu of its own
    language: str | None = None
    # each with its description
    commands: tuple[tuple[str, str], ...]


# the screens of a menu that stands beside the chat, the first ones those that strangers need
_STANDING = (
    ("contests", "menu.contests"),
    ("boards", "menu.boards"),
    ("results", "menu.results"),
    ("help", "menu.help"),
    ("practice", "menu.practice"),
    ("ask", "menu.ask"),
    ("mydata", "menu.my_data"),
    ("menu", "menu.home"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingMenu:
    """Buttons that stand beside the chat for everybody of one language."""

    # two letters; None: everybody whose language has no menu of its own
    language: str | None = None
    # each token, as a button's, with its label
    items: tuple[tuple[str, str], ...]


def standing_menus(texts: Mapping[str, Texts], *, default: str = "vi") -> tuple[StandingMenu, ...]:
    """Make the standing menu of every language.

    Args:
        texts: by language.
        default: the language of the menu for everybody else.
    """
    return tuple(
        StandingMenu(
            language=None if language == default else language,
            items=tuple((name, words(key)) for name, key in _STANDING),
        )
        for language, words in texts.items()
    )


def command_menus(texts: Mapping[str, Texts], *, default: str = "vi") -> tuple[CommandMenu, ...]:
    """Make the menu of every audience and language.

    Args:
        texts: by language.
        default: the language of the menus for everybody else.
    """
    menus = []
    for language, words in texts.items():
        code = None if language == default else language
        first = 0 if language == "vi" else -1
        people = tuple((SCREENS[name].commands[first], words(f"help.{name}")) for name in LISTED)
        staff = tuple((SCREENS[name].commands[first], words(key)) for name, key in _STAFF.items())
        group = ((BOARD[first], words("help.boards")), (GROUP_HELP[min(-first, 1)], words("help.help")))
        menus += [
            CommandMenu(language=code, commands=people),
            CommandMenu(audience="group", language=code, commands=group),
            CommandMenu(audience="staff", language=code, commands=(*people, *staff)),
        ]
    return tuple(menus)
