"""Telegram, through the Bot API.

Only `api`, `incoming`, `outgoing` and what imports them load aiogram; this file does not, so the
settings can be read and checked without it.
"""

from quizbot.channels import ChannelKind, Tools
from quizbot.channels.telegram.settings import TelegramSettings
from quizbot.chat.channel import Channel
from quizbot.chat.mini import MiniApp


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


def _mini_app(settings: TelegramSettings, tools: Tools) -> MiniApp | None:
    from quizbot.channels.telegram.mini_app import mini_app

    if not settings.mini_app:
        return None
    return mini_app(settings, token=settings.bot_token(tools.environ), clock=tools.clock)


def _deep_link(settings: TelegramSettings, payload: str) -> str:
    return f"https://t.me/{settings.username}?start={payload}" if settings.username else ""


def _page(settings: TelegramSettings, page: str) -> str:
    # the platform takes no other
    return f"{page}/mini/telegram" if settings.mini_app and page.startswith("https://") else ""


CHANNEL = ChannelKind(
    settings=TelegramSettings,
    limits=TelegramSettings.limits,
    build=_build,
    mini_app=_mini_app,
    deep_link=_deep_link,
    page=_page,
)
