"""`quizbot channel`: what an operator does for the chat channels."""

import asyncio
import json
import os
import sys
from datetime import timedelta
from typing import TextIO

import click

from quizbot.bootstrap import build
from quizbot.channels.zalo_oa.limits import REFRESH_LASTS
from quizbot.channels.zalo_oa.settings import ZaloOaSettings
from quizbot.chat.channel import DeliveryFailed
from quizbot.cli._sections import SectionedGroup
from quizbot.cli._settings import OpenWork, Told, open_work, settings_option
from quizbot.config import Settings
from quizbot.installation import now
from quizbot.usecases.ports import AuditEntry, Credential, Work
from quizbot.usecases.trouble import end_trouble

NAME = "zalo_oa"
ACTOR = "cli"
# The age of a pair that is brought is not known; so short a time makes us exchange it at once,
# which also proves that it works.
_ASSUMED = timedelta(minutes=30)


@click.group(cls=SectionedGroup)
def channel() -> None:
    """Kênh trò chuyện: nhập mã truy cập của Zalo OA."""


@channel.command()
@click.option(
    "--file",
    "file",
    type=click.File("r", encoding="utf-8"),
    help='Đọc từ tệp (-: đầu vào chuẩn): JSON {"access_token": …, "refresh_token": …}, hoặc hai dòng theo thứ tự ấy.',
)
@settings_option
def token(file: TextIO | None, settings: Settings) -> None:
    """Nhập cặp mã truy cập đầu tiên (hoặc thay cặp bị khoá) của Zalo OA. Mã không bao giờ ghi trên dòng lệnh.

    Lấy cặp mã ở developers.zalo.me: công cụ API Explorer, chọn ứng dụng và OA. Mã làm mới chỉ dùng được một lần:
    nhập xong, chương trình đổi ngay lấy cặp của riêng mình và tự đổi tiếp về sau.
    """
    block = settings.enabled_channels().get(NAME)
    if not isinstance(block, ZaloOaSettings):
        raise Told("config.yaml chưa bật kênh zalo_oa. Thêm mục channels.zalo_oa rồi chạy lại.")
    app_id = block.app()
    access, refresh = _read(file) if file is not None else _asked()
    if not access or not refresh:
        raise Told("Thiếu access token hoặc refresh token. Chưa có gì được ghi.")
    with open_work(settings) as office:
        office.write(lambda work: _store(work, app_id, access, refresh))
        click.echo(f"Đã lưu cặp mã của ứng dụng {app_id}.")
        click.echo(_tried(settings, office))


def _store(work: Work, app_id: str, access: str, refresh: str) -> None:
    at, before = now(), work.credentials.get(NAME, app_id)
    work.credentials.put(
        Credential(
            channel=NAME,
            account=app_id,
            access=access,
            refresh=refresh,
            access_until=at + _ASSUMED,
            refresh_until=at + REFRESH_LASTS,
            version=1 if before is None else before.version + 1,
            changed_at=at,
        )
    )
    end_trouble(work, channel=NAME)
    # that it was done, never what was brought
    entry = AuditEntry(at=at, actor=ACTOR, action="channel.token", subject=NAME, detail={"app": app_id})
    work.audit.record(entry)


def _tried(settings: Settings, office: OpenWork) -> str:
    """Exchange the pair and ask the platform who the account is."""
    product = build(settings, office.store, environ=os.environ)
    found = product.channels[NAME]
    probe = getattr(found, "probe")  # noqa: B009 - the port of channels has none, this one does
    try:
        who = office.runner.run(asyncio.wait_for(probe(), timeout=30))
    except DeliveryFailed as failure:
        raise Told(f"Đã lưu, nhưng Zalo chưa nhận: {failure.reason}") from None
    except TimeoutError:
        raise Told(
            "Đã lưu, nhưng chưa hỏi được Zalo (quá 30 giây). Kiểm tra mạng rồi chạy quizbot doctor."
        ) from None
    finally:
        office.runner.run(found.stop())
    return f"Zalo nhận cặp mã; OA: {who}. Từ nay chương trình tự đổi mã."


def _read(file: TextIO) -> tuple[str, str]:
    text = file.read().strip()
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return (lines[0], lines[1]) if len(lines) == 2 else ("", "")
    if not isinstance(found, dict):
        return "", ""
    return str(found.get("access_token", "")).strip(), str(found.get("refresh_token", "")).strip()


def _asked() -> tuple[str, str]:
    if not sys.stdin.isatty():
        raise Told("Không hỏi được mã ở đây. Dùng --file TỆP (hoặc - để đọc từ đầu vào chuẩn).")
    access = click.prompt("Access token", hide_input=True)
    refresh = click.prompt("Refresh token", hide_input=True)
    return str(access).strip(), str(refresh).strip()
