"""A page's Messenger, through Meta's Graph API.

This file loads no HTTP library, so the settings can be read and checked without it.
"""

from quizbot.channels import ChannelKind, Tools
from quizbot.channels.messenger.settings import MessengerSettings
from quizbot.chat.channel import Channel


def _build(settings: MessengerSettings, tools: Tools) -> Channel:
    from quizbot.channels.messenger.channel import Messenger

    return Messenger(
        answer=tools.answer,
        store=tools.store,
        settings=settings,
        secrets=settings.secrets(tools.environ),
        clock=tools.clock,
        menus=tools.standing,
    )


def _deep_link(settings: MessengerSettings, payload: str) -> str:
    return f"https://m.me/{settings.page_id}?ref={payload}" if settings.page_id else ""


# quick replies vanish at the next message, so whatever can be tapped is also numbered in the text
CHANNEL = ChannelKind(
    settings=MessengerSettings,
    limits=MessengerSettings.limits,
    build=_build,
    by_typing=True,
    carries=("",),
    deep_link=_deep_link,
)
