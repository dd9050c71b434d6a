"""A Zalo Official Account, through the OpenAPI version 3.

This file loads no HTTP library, so the settings can be read and checked without it.
"""

from quizbot.channels import ChannelKind, Tools
from quizbot.channels.zalo_oa.limits import FILE_ENDINGS
from quizbot.channels.zalo_oa.settings import ZaloOaSettings
from quizbot.chat.channel import Channel
from quizbot.chat.mini import MiniApp


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


def _mini_app(settings: ZaloOaSettings, tools: Tools) -> MiniApp | None:
    from quizbot.channels.zalo_oa.mini_app import mini_app

    if not settings.mini_app_id:
        return None
    return mini_app(settings, app_secret=settings.app_key(tools.environ))


def _deep_link(settings: ZaloOaSettings, _payload: str) -> str:
    # no payload is documented for chat: the code is typed
    return f"https://zalo.me/{settings.oa_id}" if settings.oa_id else ""


def _page(settings: ZaloOaSettings, _page: str) -> str:
    return f"https://zalo.me/s/{settings.mini_app_id}/" if settings.mini_app_id else ""


# buttons are drawn, but not by every client of Zalo
CHANNEL = ChannelKind(
    settings=ZaloOaSettings,
    limits=ZaloOaSettings.limits,
    build=_build,
    by_typing=True,
    carries=FILE_ENDINGS,
    mini_app=_mini_app,
    deep_link=_deep_link,
    page=_page,
)
