"""A Zalo Official Account, through the OpenAPI version 3.

This file loads no HTTP library, so the settings can be read and checked without it.
"""

from quizbot.channels import ChannelKind, Tools
from quizbot.channels.zalo_oa.limits import FILE_ENDINGS
from quizbot.channels.zalo_oa.settings import ZaloOaSettings
from quizbot.chat.channel import Channel


def _build(settings: ZaloOaSettings, tools: Tools) -> Channel:
    from quizbot.channels.zalo_oa.channel import ZaloOa

    return ZaloOa(
        answer=tools.answer,
        store=tools.store,
        settings=settings,
        app_key=settings.app_key(tools.environ),
        oa_key=settings.oa_key(tools.environ),
        clock=tools.clock,
        holder=tools.holder,
    )


# buttons are drawn, but not by every client of Zalo
CHANNEL = ChannelKind(
    settings=ZaloOaSettings,
    limits=ZaloOaSettings.limits,
    build=_build,
    by_typing=True,
    carries=FILE_ENDINGS,
)
