"""Telegram's door to the web page."""

from collections.abc import Callable
from datetime import datetime, timedelta

from quizbot.channels.telegram.init_data import read
from quizbot.channels.telegram.settings import TelegramSettings
from quizbot.chat.mini import MiniApp, Visitor

# the web clients that show mini apps in a frame (core.telegram.org/bots/webapps, 2026-11); the apps use no frame
ANCESTORS = ("https://web.telegram.org", "https://webk.telegram.org", "https://webz.telegram.org")


def mini_app(settings: TelegramSettings, *, token: str, clock: Callable[[], datetime]) -> MiniApp:
    """Make the door of a bot."""
    lasts = timedelta(seconds=settings.mini_app_age_s)

    async def prove(given: str) -> Visitor:
        return read(given, token=token, public_key=settings.mini_app_key, now=clock(), lasts=lasts)

    return MiniApp(prove=prove, ancestors=ANCESTORS, once=True)
