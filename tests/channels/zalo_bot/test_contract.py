"""The Zalo Bot channel keeps the contract of channels, however the platform behaves."""

from contextlib import AbstractAsyncContextManager

from tests.channels.zalo_bot.rig import ZaloBotRig, zalo_bot
from tests.contracts.channel import ChannelContract


class TestZaloBot(ChannelContract):
    def rig(self) -> AbstractAsyncContextManager[ZaloBotRig]:
        return zalo_bot()


class TestZaloBotThatReplays(ChannelContract):
    def rig(self) -> AbstractAsyncContextManager[ZaloBotRig]:
        return zalo_bot(variants={"replay": True, "idle_status": 200})


class TestZaloBotThatRefusesWith200(ChannelContract):
    def rig(self) -> AbstractAsyncContextManager[ZaloBotRig]:
        return zalo_bot(variants={"refusals_as_200": True, "numeric_ids": True})
