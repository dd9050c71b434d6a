"""The page's profile: the button that begins, the menu beside the chat, first questions."""

import asyncio
from typing import Any

import pytest

from quizbot.channels.messenger.limits import MENU_TITLE, QUESTION
from quizbot.channels.messenger.profile import profile
from quizbot.chat.commands import standing_menus
from quizbot.chat.pages import units
from quizbot.chat.screens import SCREENS
from tests.build import TEXTS
from tests.channels.messenger.rig import MessengerRig, messenger
from tests.contracts.channel import until
from tests.fakes.messenger.server import Fault
from tests.fakes.virtual_time import simulated

MENUS = standing_menus(TEXTS)
PROFILE = "/me/messenger_profile"


async def started(rig: MessengerRig, **more: Any) -> None:
    await rig.channel.start()
    await asyncio.sleep(1)


class TestStandingMenu:
    def test_leads_to_screens_by_labels_that_fit(self) -> None:
        for menu in MENUS:
            assert {token for token, _ in menu.items} <= set(SCREENS)
            assert all(1 <= units(label) <= min(MENU_TITLE, QUESTION) for _, label in menu.items)
        assert [menu.language for menu in MENUS] == [None, "en"]

    @simulated
    async def test_is_set_and_what_is_picked_is_our_token(self) -> None:
        async with messenger(menus=MENUS) as rig:
            await started(rig)
            rig.person.picks("🏆 Bảng xếp hạng")
            rig.person.picks("🏆 Boards", locale="en_US")
            rig.deliver()
            await until(lambda: len(rig.answers.heard) == 2)

            assert [(each.kind, each.text) for each in rig.answers.heard] == [("choice", "boards")] * 2
            assert "ice_breakers" not in rig.server.world.profile
            assert {sign.code for sign in await rig.channel.signs()} == {
                "messenger.window",
                "messenger.subscribed",
            }

    @simulated
    async def test_is_looked_at_and_not_set_again_when_it_stands(self) -> None:
        async with messenger(menus=MENUS) as rig:
            await started(rig)
            assert len(rig.server.called(PROFILE)) == 3
            for _ in range(5):
                await started(rig)

            assert len(rig.server.called(PROFILE)) == 8
            assert [call.error for call in rig.server.called(PROFILE)] == [None] * 8

    @simulated
    async def test_that_is_refused_leaves_the_button(self) -> None:
        async with messenger(menus=MENUS) as rig:
            looked_at_and_button = 2
            rig.server.break_next(PROFILE, Fault(kind="drip", seconds=0), times=looked_at_and_button)
            rig.server.break_next(PROFILE, Fault(kind="refuse", code=200, words="permission is missing"))
            await started(rig)

            assert rig.server.world.profile == {"get_started": {"payload": "GET_STARTED"}}
            codes = {sign.code: sign.level for sign in await rig.channel.signs()}
            assert codes["messenger.no_menu"] == "warning"


class TestFirstQuestions:
    @simulated
    async def test_stand_in_place_of_the_button_when_wanted(self) -> None:
        async with messenger(menus=MENUS, first_touch="questions") as rig:
            await started(rig)
            rig.person.asks_first("📝 Các cuộc thi")
            rig.deliver()
            await until(lambda: bool(rig.answers.heard))

            assert (rig.answers.heard[0].kind, rig.answers.heard[0].text) == ("choice", "contests")

    @simulated
    async def test_are_taken_away_when_they_are_not_wanted_any_more(self) -> None:
        async with messenger(menus=MENUS) as rig:
            rig.server.world.profile = profile(MENUS, questions=True)
            await started(rig)

            rig.person.begins(ref="K7M4-9QXD")
            rig.deliver()
            await until(lambda: bool(rig.answers.heard))
            assert (rig.answers.heard[0].kind, rig.answers.heard[0].text) == ("start", "K7M4-9QXD")

    @pytest.mark.parametrize("questions", [False, True])
    def test_are_nothing_without_menus(self, questions: bool) -> None:
        assert profile((), questions=questions) == {"get_started": {"payload": "GET_STARTED"}}
