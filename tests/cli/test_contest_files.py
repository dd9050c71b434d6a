"""Commands on contest files."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from quizbot.cli._contest_files import COMMANDS
from tests.contests.test_load import SMALL, WHOLE

GROUP = click.Group("contest", commands={str(command.name): command for command in COMMANDS})


def run(*words: str) -> Result:
    return CliRunner().invoke(GROUP, list(words))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "thi.yaml"
    path.write_text(WHOLE, encoding="utf-8")
    return path


class TestCheck:
    def test_accepts_the_shipped_contests(self) -> None:
        result = run("check")

        assert result.exit_code == 0
        assert result.output.count("dùng được") == 4

    def test_refuses_with_file_line_and_column(self, file: Path) -> None:
        file.write_text(WHOLE.replace("limit: 10m", "limit: 9d"), encoding="utf-8")

        result = run("check", str(file))

        assert result.exit_code == 1
        assert f"{file}:9:10: thời gian làm bài dài hơn vòng thi ngắn nhất" in result.output

    def test_tells_faults_of_the_form_too(self, file: Path) -> None:
        file.write_text(SMALL + "remindd: {}\n", encoding="utf-8")

        result = run("check", str(file), "--lang", "en")

        assert result.exit_code == 1
        assert "did you mean “remind”?" in result.output

    def test_warns_of_rounds_that_are_over(self, file: Path) -> None:
        result = run("check", str(file), "--at", "2026-01-01")

        assert result.exit_code == 0
        assert "cả 4 vòng đã qua" in result.output

    def test_prints_data(self, file: Path) -> None:
        data = json.loads(run("check", str(file), "--json", "--at", "2025-07-01").output)

        assert data == [{"file": str(file), "faults": [], "warnings": [], "rounds": 4}]

    def test_says_what_only_applying_can_know(self, file: Path) -> None:
        assert "contest apply" in run("check", str(file)).output

    def test_tells_rounds_that_are_over_now(self, file: Path) -> None:
        told = run("check", str(file), "--at", "2025-07-15").output

        assert "1 trong 4 vòng đã qua" in told
        assert "cả 4 vòng đã qua" in run("check", str(file)).output


class TestRules:
    def test_prints_the_rules(self, file: Path) -> None:
        result = run("rules", str(file))

        assert result.exit_code == 0
        assert result.output.startswith("THỂ LỆ\nCuộc thi trực tuyến tìm hiểu Nghị quyết 57-NQ/TW\n")

    def test_knows_shipped_contests_by_name(self) -> None:
        data = json.loads(run("rules", "hang-tuan", "--json").output)

        assert data["contest"] == "hang-tuan"
        assert len(data["sections"]) == 9


class TestCalendar:
    def test_lists_the_rounds(self, file: Path) -> None:
        lines = run("calendar", str(file)).output.splitlines()

        assert lines[0] == (
            "   1  10 giờ 00 phút Thứ Hai, ngày 07/07/2025 → 09 giờ 00 phút Thứ Hai, ngày 14/07/2025"
        )
        assert lines[-1] == "4 vòng, giờ Asia/Ho_Chi_Minh"

    def test_prints_data(self, file: Path) -> None:
        data = json.loads(run("calendar", str(file), "--json").output)

        assert data[0] == {
            "number": 1,
            "opens_at": "2025-07-07T03:00:00+00:00",
            "closes_at": "2025-07-14T02:00:00+00:00",
        }

    def test_leaves_holidays_out_of_a_daily_contest(self) -> None:
        data = json.loads(run("calendar", "hang-ngay", "--json").output)

        assert "2026-02-17T01:00:00+00:00" not in {each["opens_at"] for each in data}

    def test_writes_an_icalendar_file(self, file: Path) -> None:
        out = file.with_suffix(".ics")

        run("calendar", str(file), "--ics", str(out))

        lines = out.read_bytes().split(b"\r\n")
        assert lines[0] == b"BEGIN:VCALENDAR"
        assert b"DTSTART:20250707T030000Z" in lines
        assert lines.count(b"BEGIN:VEVENT") == 4
        assert max(map(len, lines)) <= 75
