"""Telegram, through the Bot API.

Only `api`, `incoming`, `outgoing` and what imports them load aiogram; this file does not, so the
settings can be read and checked without it.
"""

from quizbot.channels import ChannelKind, Tools
from quizbot.channels.telegram.settings import TelegramSettings
from quizbot.chat.channel import Channel


def _build(settings: TelegramSettings, tools: Tools) -> Channel:
    # late: aiogram takes seconds and more than 100 MB
    from quizbot.channels.telegram.channel import Telegram

    return Telegram(
        answer=tools.answer,
        store=tools.store,
        settings=settings,
        token=settings.bot_token(tools.environ),
        clock=tools.clock,
        random=tools.random,
        holder=tools.holder,
        menus=tools.menus,
    )


CHANNEL = ChannelKind(settings=TelegramSettings, limits=TelegramSettings.limits, build=_build)
