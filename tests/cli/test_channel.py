"""`quizbot channel token`, and what doctor says of the channels."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizbot.cli import main
from tests.fakes.messenger.server import APP_SECRET as PAGE_SECRET
from tests.fakes.messenger.server import TOKEN as PAGE_TOKEN
from tests.fakes.messenger.server import VERIFY, MessengerServer
from tests.fakes.messenger.world import PAGE_ID
from tests.fakes.zalo_bot.server import TOKEN, ZaloBotServer
from tests.fakes.zalo_oa.server import APP_SECRET, OA_SECRET, ZaloOaServer
from tests.fakes.zalo_oa.world import APP_ID, OA_ID

Run = Callable[..., "asyncio.Future[Result]"]


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZBOT_ZALO_OA_APP_SECRET", APP_SECRET)
    monkeypatch.setenv("QUIZBOT_ZALO_OA_SECRET", OA_SECRET)
    monkeypatch.setenv("QUIZBOT_ZALO_BOT_TOKEN", TOKEN)


def config(path: Path, oa: ZaloOaServer, bot: ZaloBotServer) -> Path:
    file = path / "config.yaml"
    file.write_text(
        f"""data: data
channels:
  zalo_oa: {{app_id: "{APP_ID}", oa_id: "{OA_ID}", base_url: "{oa.url}", oauth_url: "{oa.url}"}}
  zalo_bot: {{base_url: "{bot.url}"}}
""",
        encoding="utf-8",
    )
    return file


async def run(*words: str, given: str = "") -> Result:
    """Run the command line beside the platforms' loop."""
    return await asyncio.to_thread(CliRunner().invoke, main, list(words), given)


@pytest.mark.usefixtures("secrets")
class TestToken:
    async def test_stores_a_pair_and_makes_one_of_its_own(self, tmp_path: Path) -> None:
        async with ZaloOaServer() as oa, ZaloBotServer() as bot:
            file = config(tmp_path, oa, bot)
            access, refresh = oa.oauth.issue()
            pair = json.dumps({"access_token": access, "refresh_token": refresh})

            done = await run("channel", "token", "--file", "-", "--config", str(file), given=pair)

            assert done.exit_code == 0, done.output
            assert "Văn phòng UBND tỉnh" in done.output
            assert oa.oauth.exchanges == 1
            assert access not in done.output
            assert refresh not in done.output

    async def test_says_when_zalo_does_not_take_it(self, tmp_path: Path) -> None:
        async with ZaloOaServer() as oa, ZaloBotServer() as bot:
            file = config(tmp_path, oa, bot)

            done = await run(
                "channel", "token", "--file", "-", "--config", str(file), given="sai\ncung-sai\n"
            )

            assert done.exit_code == 1
            assert "-14002" in done.output
            assert "cung-sai" not in done.output

    @pytest.mark.parametrize("given", ["", "chi-mot-dong", "[1]", '{"access_token": "a"}'])
    async def test_wants_both(self, given: str, tmp_path: Path) -> None:
        async with ZaloOaServer() as oa, ZaloBotServer() as bot:
            file = config(tmp_path, oa, bot)

            done = await run("channel", "token", "--file", "-", "--config", str(file), given=given)

            assert done.exit_code == 1
            assert "Chưa có gì được ghi" in done.output

    def test_says_when_the_channel_is_off(self, tmp_path: Path) -> None:
        file = tmp_path / "config.yaml"
        file.write_text("data: data\n", encoding="utf-8")

        done = CliRunner().invoke(main, ["channel", "token", "--file", "-", "--config", str(file)], "a\nb\n")

        assert done.exit_code == 1
        assert "chưa bật kênh zalo_oa" in done.output


@pytest.mark.usefixtures("secrets")
class TestDoctor:
    async def test_looks_at_tokens_webhook_and_quota(self, tmp_path: Path) -> None:
        async with ZaloOaServer() as oa, ZaloBotServer() as bot:
            file = config(tmp_path, oa, bot)
            before = (await run("doctor", "--config", str(file))).output
            pair = "\n".join(oa.oauth.issue())
            await run("channel", "token", "--file", "-", "--config", str(file), given=pair)
            bot.webhook = {"url": "https://nguoi-khac.example.vn"}

            after = (await run("doctor", "--config", str(file))).output

            assert "quizbot channel token" in before
            assert "bot.AbCdEfGh" in before
            assert "3.000/3.000" in before
            assert "mã làm mới dùng được đến" in after
            assert "https://nguoi-khac.example.vn" in after
            for secret in (APP_SECRET, OA_SECRET, TOKEN.partition(":")[2], "kept-secret"):
                assert secret not in before + after

    async def test_looks_at_a_page_s_token_events_and_button(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with MessengerServer() as page:
            page.world.subscribed = ["messages"]
            file = tmp_path / "config.yaml"
            block = f'{{page_id: "{PAGE_ID}", base_url: "{page.url}/v25.0"}}'
            file.write_text(f"data: data\nchannels:\n  messenger: {block}\n", encoding="utf-8")
            lacking = (await run("doctor", "--config", str(file))).output
            for name, secret in (
                ("TOKEN", PAGE_TOKEN),
                ("APP_SECRET", PAGE_SECRET),
                ("VERIFY_TOKEN", VERIFY),
            ):
                monkeypatch.setenv(f"QUIZBOT_MESSENGER_{name}", secret)
            found = (await run("doctor", "--config", str(file))).output
            page.token = "replaced"
            revoked = (await run("doctor", "--config", str(file))).output

            assert "Đặt biến môi trường QUIZBOT_MESSENGER_TOKEN" in lacking
            assert "kết nối được: Văn phòng UBND tỉnh" in found
            assert "messaging_postbacks, messaging_referrals" in found
            assert "Trang chưa có nút Bắt đầu" in found
            assert "nền tảng không nhận: 190" in revoked
            for secret in (PAGE_TOKEN, PAGE_SECRET, VERIFY):
                assert secret not in lacking + found + revoked
