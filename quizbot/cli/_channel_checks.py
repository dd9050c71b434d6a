"""What `quizbot doctor` asks of the channels: whether they are reached, what they say of themselves, what failed."""

import asyncio
import os
from collections.abc import Iterator
from datetime import datetime

from quizbot.bootstrap import build
from quizbot.chat.channel import Channel, DeliveryFailed
from quizbot.cli._finding import Finding
from quizbot.cli._settings import OpenWork
from quizbot.config import PEPPER_VARIABLE, Settings
from quizbot.core.delivery import Failure
from quizbot.core.refusal import Refusal
from quizbot.i18n.delivery_text import trouble_lines
from quizbot.i18n.texts import Texts
from quizbot.installation import all_texts, app_pages
from quizbot.usecases.trouble import troubles as last_troubles


def channels(settings: Settings, work: OpenWork, _at: datetime) -> Iterator[Finding]:
    """Reach every channel that is switched on, and let it say how it is."""
    if not settings.enabled_channels():
        yield Finding(level="ok", about="kênh", text="chỉ trang web; chưa bật kênh trò chuyện nào khác")
        return
    # looking makes no secret: what is built here is thrown away
    environ = {PEPPER_VARIABLE: "looking only", **os.environ}
    product, texts = build(settings, work.store, environ=environ), all_texts(settings)["vi"]
    pages = app_pages(settings)
    for name in product.mini_apps:
        page = pages.get(name, "chưa, vì web.base_url không phải https")
        yield Finding(level="ok", about=f"kênh {name}", text=f"mở trang thi trong ứng dụng: {page}")
    for name, channel in product.channels.items():
        probe = getattr(channel, "probe", None)
        if probe is None:
            yield Finding(level="ok", about=f"kênh {name}", text="cấu hình đọc được")
            continue
        try:
            who = work.runner.run(asyncio.wait_for(probe(), timeout=15))
            yield Finding(level="ok", about=f"kênh {name}", text=f"kết nối được: {who}")
            yield from _signs(name, channel, work, texts)
        except DeliveryFailed as fault:
            yield _unreached(name, fault.reason, operator=fault.failure is Failure.OPERATOR)
        except (TimeoutError, OSError, Refusal) as fault:
            yield _unreached(name, str(fault) or "quá thời gian chờ")
        finally:
            work.runner.run(channel.stop())


def _signs(name: str, channel: Channel, work: OpenWork, texts: Texts) -> Iterator[Finding]:
    """Say what a channel tells of its own health."""
    ask = getattr(channel, "signs", None)
    if ask is None:
        return
    for sign in work.runner.run(asyncio.wait_for(ask(), timeout=15)):
        mend = f"signs.{sign.code}_mend"
        yield Finding(
            level=sign.level,
            about=f"kênh {name}",
            text=texts(f"signs.{sign.code}", **sign.facts),
            mend=texts(mend) if mend in texts and sign.level != "ok" else "",
        )


def _unreached(name: str, reason: str, *, operator: bool = False) -> Finding:
    if operator:
        text, mend = f"nền tảng không nhận: {reason}", "lấy mã truy cập mới hoặc cấp lại quyền cho kênh"
    else:
        text = f"không kết nối được: {reason}"
        mend = "kiểm tra mạng và mã truy cập; Telegram bị chặn ở nhiều mạng trong nước"
    return Finding(level="error", about=f"kênh {name}", text=text, mend=mend)


def troubles(settings: Settings, work: OpenWork, _at: datetime) -> Iterator[Finding]:
    """Tell what could not be sent of late."""
    texts = all_texts(settings)["vi"]
    for line in trouble_lines(work.read(last_troubles), texts, as_configured=True):
        yield Finding(level="error", about="gửi tin", text=line)
