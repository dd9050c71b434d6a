"""Telegram keeps the contract of channels."""

from contextlib import AbstractAsyncContextManager

from tests.channels.telegram.rig import TelegramRig, telegram
from tests.contracts.channel import ChannelContract


class TestTelegram(ChannelContract):
    def rig(self) -> AbstractAsyncContextManager[TelegramRig]:
        return telegram()
