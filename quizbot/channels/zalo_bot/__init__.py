"""The Zalo Bot Platform: a bot that a personal Zalo account can make, without buttons.

This file loads no HTTP library, so the settings can be read and checked without it.
"""

from quizbot.channels import ChannelKind, Tools
from quizbot.channels.zalo_bot.settings import ZaloBotSettings
from quizbot.chat.channel import Channel


def _build(settings: ZaloBotSettings, tools: Tools) -> Channel:
    from quizbot.channels.zalo_bot.channel import ZaloBot

    return ZaloBot(
        answer=tools.answer,
        store=tools.store,
        settings=settings,
        token=settings.bot_token(tools.environ),
        clock=tools.clock,
        random=tools.random,
        holder=tools.holder,
    )


CHANNEL = ChannelKind(settings=ZaloBotSettings, limits=ZaloBotSettings.limits, build=_build, by_typing=True)
