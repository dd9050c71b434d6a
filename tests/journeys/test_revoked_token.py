"""A token that was revoked: the operator is told everywhere, nothing is lost, and no output shows a secret."""

import asyncio
import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from quizbot.config import Settings
from quizbot.installation import now, open_database
from quizbot.storage.store import open_store
from quizbot.usecases.ports import Message
from tests.fakes.bot_api.server import TOKEN, BotApiServer, Fault
from tests.journeys.test_kill import PEPPER, ROOT, free_port

SECRET = TOKEN.partition(":")[2]
NOTICE = Message(
    channel="telegram",
    address="900",
    kind="notice",
    screen="notice",
    facts={"text": "Thông báo"},
    dedupe="thu:1",
    due_at=now(),
)
ENVIRON = {"QUIZBOT_PEPPER": PEPPER, "QUIZBOT_TELEGRAM_TOKEN": TOKEN, "PYTHONPATH": str(ROOT)}


async def quizbot(folder: Path, *words: str, out: Path) -> asyncio.subprocess.Process:
    with out.open("ab") as file:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "quizbot", *words, "--config", str(folder / "config.yaml")),
            cwd=folder,
            env={**os.environ, **ENVIRON},
            stdout=file,
            stderr=file,
        )


def said_in(out: Path) -> str:
    return out.read_text(encoding="utf-8", errors="replace")


def holding(secret: bytes, folder: Path) -> list[Path]:
    """List the files of a folder that hold a secret."""
    return [path for path in folder.rglob("*") if path.is_file() and secret in path.read_bytes()]


async def until_says(out: Path, words: str) -> None:
    async with asyncio.timeout(120):
        while words not in said_in(out):  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(0.2)


class TestRevokedToken:
    @pytest.mark.timeout(300)
    async def test_is_told_everywhere_and_shown_nowhere(self, tmp_path: Path) -> None:
        out, settings = tmp_path / "out", Settings(data=tmp_path / "data")
        store = await open_database(settings, environ={})
        later = [replace(NOTICE, dedupe=f"thu:{n}", address=str(900 + n)) for n in range(3)]
        await store.write(lambda work: work.outbox.add(later))
        await store.close()
        async with BotApiServer(flood=True) as server:
            for number in range(3):
                server.person(900 + number).chat.started = True
            # one answer is cut off, one is no answer at all; then the token is refused
            server.break_next("sendMessage", Fault(kind="drop"))
            server.break_next("getMe", Fault(kind="truncate"))
            server.token = "42:REVOKED-and-made-anew"
            (tmp_path / "config.yaml").write_text(
                f"data: data\nweb: {{port: {free_port()}}}\nlog: {{level: debug}}\n"
                f"channels: {{telegram: {{base_url: '{server.url}'}}}}\n",
                encoding="utf-8",
            )
            running = await quizbot(tmp_path, "run", "--role", "bot", "--role", "sender", out=out)
            await until_says(out, "courier.operator")
            running.send_signal(signal.SIGKILL)
            await running.wait()
            doctor = await quizbot(tmp_path, "doctor", out=out)
            assert await doctor.wait() == 1

            said = said_in(out)
            assert "Kênh telegram không gửi được" in said
            assert "nền tảng không nhận" in said
            assert SECRET not in said
            assert server.world.posted == []

        opened = await open_store(f"sqlite:///{tmp_path / 'data' / 'quizbot.db'}", now=now())
        counts = await opened.read(lambda work: work.outbox.counts())
        await opened.close()
        assert sum(each.messages for each in counts) == 3
        assert {each.state for each in counts} <= {"waiting", "sending"}
        # nothing that is stored holds it either
        assert holding(SECRET.encode(), tmp_path) == []
