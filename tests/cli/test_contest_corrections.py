"""Correct and confirm results at the terminal: a preview first, reasons always, a second person at the end."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizbot.cli import main
from quizbot.config import Settings
from quizbot.core.contest import ResultRules
from quizbot.usecases.accounts import add_account
from quizbot.usecases.ports import Work
from tests.build import CLOSES, OPENS, contest, opened

RUNNER = CliRunner()
REGRADE = ("contest", "regrade", "cuoc-thi", "q-01", "--policy", "rekey", "--key", "A")


def run(*words: str) -> Result:
    return RUNNER.invoke(main, list(words))


async def fill(url: str, *, appeal: timedelta) -> None:
    async with opened(url) as office:
        await office.run(contest(results=ResultRules(appeal=appeal)))
        await office.played("an", "cuoc-thi", "B", "C", "D")
        await office.played("ha", "cuoc-thi", "A", "C", "D")
        for login, roles in (("huong", ("organizer",)), ("minh", ("organizer",)), ("nhansu", ("hr",))):

            def add(work: Work, login: str = login, roles: tuple[str, ...] = roles) -> None:
                add_account(
                    work,
                    login=login,
                    name=f"Cán bộ {login}",
                    password_hash="x",
                    roles=roles,
                    by="t",
                    now=OPENS,
                )

            await office.write(add)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a working folder whose contest is over; the time is the day after."""
    data = tmp_path / "data"
    data.mkdir()
    (tmp_path / "config.yaml").write_text(f"data: {data}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    asyncio.run(fill(Settings(data=data).database_url({}), appeal=timedelta(0)))
    monkeypatch.setattr("quizbot.installation.now", lambda: CLOSES + timedelta(days=1))


@pytest.mark.usefixtures("installed")
class TestRegrade:
    def test_shows_who_gains_and_loses_and_changes_nothing(self) -> None:
        shown = run(*REGRADE)

        assert shown.exit_code == 0
        assert "NV001 Nguyễn Văn An (Phòng Hành chính): hạng 1 → 2" in shown.output
        assert "chưa có gì thay đổi" in shown.output
        assert run("contest", "corrections", "cuoc-thi").output == "Chưa có điều chỉnh nào.\n"

    def test_is_applied_with_a_reason_and_taken_back(self) -> None:
        board = run("standings", "cuoc-thi").output

        applied = run(*REGRADE, "--apply", "--reason", "Đáp án in sai", "--by", "huong")
        moved = run("standings", "cuoc-thi").output
        undone = run("contest", "undo", "cuoc-thi", "1", "--apply", "--reason", "Nhầm câu")

        assert applied.exit_code == 0
        assert "ĐÃ ÁP DỤNG: điều chỉnh số 1" in applied.output
        assert moved != board
        assert undone.exit_code == 0
        assert run("standings", "cuoc-thi").output == board
        listed = run("contest", "corrections", "cuoc-thi").output
        assert "theo lệnh trên máy chủ, ghi tên Cán bộ huong [đã rút]: Chấm lại câu q-01" in listed
        assert "Lý do: Nhầm câu" in listed

    def test_prints_the_plan_as_data(self) -> None:
        plan = json.loads(run(*REGRADE, "--json").output)

        changes = {each["code"]: (each["before"]["place"], each["after"]["place"]) for each in plan["people"]}
        assert changes == {"NV001": (1, 2), "NV005": (2, 1)}
        assert plan["boards_before"] != plan["boards_after"]

    @pytest.mark.parametrize(
        ("more", "said"),
        [
            (("--apply",), "Hãy ghi lý do"),
            (
                ("--apply", "--reason", "Đáp án sai", "--by", "nhansu"),
                "thuộc người thẩm định hoặc Ban Tổ chức",
            ),
            (("--apply", "--reason", "Đáp án sai", "--by", "nobody"), "Không có tài khoản"),
        ],
    )
    def test_says_why_not(self, more: tuple[str, ...], said: str) -> None:
        refused = run(*REGRADE, *more)

        assert refused.exit_code == 1
        assert said in refused.output


@pytest.mark.usefixtures("installed")
class TestOthers:
    def test_are_previewed_in_words(self) -> None:
        assert "Huỷ kết quả của NV001 (mọi vòng)." in run("contest", "disqualify", "cuoc-thi", "NV001").output
        assert "Huỷ vòng 1" in run("contest", "void", "cuoc-thi", "--round", "1").output
        assert "Bỏ câu q-02" in run("contest", "void", "cuoc-thi", "--question", "q-02").output
        assert run("contest", "void", "cuoc-thi").exit_code == 2
        outage = run(
            "contest", "outage", "cuoc-thi", "--round", "1", "--from", "2026-03-02 10:00",
            "--to", "2026-03-02 10:01",
        )  # fmt: skip
        assert "thời gian 3 phút → 2 phút" in outage.output

    def test_a_window_of_ones_own_is_given(self) -> None:
        given = run(
            "contest", "override", "cuoc-thi", "NV002", "--round", "1", "--from", "2026-03-10 08:00",
            "--to", "2026-03-11 08:00", "--apply", "--reason", "Đi công tác tuần đầu",
        )  # fmt: skip

        assert given.exit_code == 0
        assert "NV002 dự thi riêng vòng 1" in given.output

    def test_silences_are_listed(self) -> None:
        assert "Không có khoảng gián đoạn nào" in run("contest", "outage", "cuoc-thi").output


@pytest.mark.usefixtures("installed")
class TestLife:
    def test_takes_a_second_person_after_a_correction(self) -> None:
        run(*REGRADE, "--apply", "--reason", "Đáp án in sai", "--by", "huong")
        run("contest", "close", "cuoc-thi", "--yes", "--by", "huong")

        alone = run("contest", "finalise", "cuoc-thi", "--by", "huong")
        together = run("contest", "finalise", "cuoc-thi", "--by", "minh")

        assert alone.exit_code == 1
        assert "người thứ hai" in alone.output
        assert together.exit_code == 0

    def test_is_told_step_by_step_with_what_comes_next(self) -> None:
        for step in ("close", "provisional", "finalise", "announce"):
            sure = ("--yes",) if step == "close" else ()
            assert run("contest", step, "cuoc-thi", *sure, "--by", "minh").exit_code == 0
        back = run("contest", "back", "cuoc-thi", "final", "--reason", "Công bố nhầm ngày")

        told = run("contest", "life", "cuoc-thi").output

        assert back.exit_code == 0
        assert "kết quả chính thức, theo lệnh trên máy chủ, ghi tên Cán bộ minh" in told
        assert "Công bố nhầm ngày" in told
        assert "Bước kế tiếp: đã công bố (quizbot contest announce cuoc-thi)" in told
        assert json.loads(run("contest", "life", "cuoc-thi", "--json").output)["state"] == "final"

    def test_asks_before_rounds_are_lost(self) -> None:
        asked = run("contest", "close", "cuoc-thi")

        left = json.loads(run("contest", "life", "cuoc-thi", "--json").output)["state"] == "open"
        assert ("không mở lại được" in asked.output) == (asked.exit_code != 0) == left

    def test_goes_back_only_with_a_reason(self) -> None:
        run("contest", "close", "cuoc-thi", "--yes")
        run("contest", "provisional", "cuoc-thi")

        assert "Hãy ghi lý do" in run("contest", "back", "cuoc-thi", "closed").output


@pytest.mark.usefixtures("installed")
class TestSteps:
    def test_say_who_gave_a_name_and_that_a_second_time_changes_nothing(self) -> None:
        for step in (("close", "--yes"), ("provisional",)):
            assert run("contest", step[0], "cuoc-thi", *step[1:]).exit_code == 0
        first = run("contest", "finalise", "cuoc-thi", "--by", "huong")
        again = run("contest", "finalise", "cuoc-thi", "--by", "huong")
        life = run("contest", "life", "cuoc-thi").output

        assert first.exit_code == 0, first.output
        assert first.output.startswith("Đã chốt kết quả: ")
        assert again.exit_code == 0
        assert again.output.startswith("Không có gì thay đổi")
        assert "Đã chốt" not in again.output
        assert life.count("theo lệnh trên máy chủ, ghi tên Cán bộ huong") == 1
