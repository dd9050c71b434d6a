"""The menus of commands: true in every language, and such as Telegram takes."""

import json

import pytest

from quizbot.chat.commands import CommandMenu, command_menus
from quizbot.chat.screens import SCREENS
from quizbot.i18n.texts import LANGUAGES, load_texts
from tests.fakes.bot_api.schema import check

MENUS = command_menus({language: load_texts(language) for language in LANGUAGES})


def menu(audience: str, language: str | None = None) -> CommandMenu:
    (found,) = [each for each in MENUS if (each.audience, each.language) == (audience, language)]
    return found


class TestCommandMenus:
    @pytest.mark.parametrize("each", MENUS, ids=lambda each: f"{each.audience}-{each.language}")
    def test_are_taken_by_telegram(self, each: CommandMenu) -> None:
        commands = [{"command": name, "description": text} for name, text in each.commands]

        assert check("setMyCommands", {"commands": json.dumps(commands)})

    @pytest.mark.parametrize("audience", ["people", "staff"])
    def test_name_only_what_the_dialogue_knows(self, audience: str) -> None:
        known = {command for name in SCREENS for command in SCREENS[name].commands}

        for language in (None, "en"):
            assert {name for name, _ in menu(audience, language).commands} <= known

    def test_are_vietnamese_for_everybody_else(self) -> None:
        assert ("bang", "bảng xếp hạng") in menu("people").commands

    def test_show_staff_more(self) -> None:
        more = set(menu("staff").commands) - set(menu("people").commands)

        assert {name for name, _ in more} == {"btc", "thongbao"}
