"""Rehearsing and simulating: synthetic people play the real contest through the real conversation."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizbot.cli import main
from quizbot.cli._contest_files import contest_path
from quizbot.cli._demo import DAILY, WEEKLY, prepare
from quizbot.cli._rehearse import rehearse
from quizbot.cli._show import board_data
from quizbot.config import Settings
from quizbot.contests.load import load_contest
from quizbot.core.calendar import DaysOff
from quizbot.installation import now
from quizbot.storage import open_store
from quizbot.usecases.standings import board_view, contests_view


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> dict[str, object]:
    result = CliRunner().invoke(main, [*words, "--json"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


ORGANISES = "Theo thể lệ, thành viên Ban Tổ chức, Tổ Thư ký không dự thi."


def seen_words(seen: dict[str, object]) -> dict[str, int]:
    away = seen["turned_away"]
    assert isinstance(away, dict)
    return away


@pytest.mark.usefixtures("nowhere")
class TestRehearse:
    def test_plays_rounds_and_shows_boards_that_equal_the_log(self) -> None:
        seen = run("contest", "rehearse", WEEKLY, "--rounds", "1")

        assert seen["boards_equal_log"] is True
        assert seen["disagreements"] == 0
        assert int(str(seen["finished"])) > 60
        board = seen["person_board"]
        assert isinstance(board, dict)
        assert board["lines"][0]["place"] == 1
        assert board["people"] >= int(str(seen["finished"]))

    def test_says_what_it_does_from_the_beginning(self) -> None:
        told = (
            CliRunner().invoke(main, ["contest", "rehearse", DAILY, "--rounds", "1", "--people", "20"]).stderr
        )

        lines = told.splitlines()
        assert lines[0].startswith("chuẩn bị cơ sở dữ liệu tạm")
        assert lines[1] == "20 người giả lập, 1 vòng; Ctrl+C để dừng"
        assert lines[2].startswith("vòng 1/1: ")

    async def test_tells_within_a_round_how_far_it_is(self, nowhere: Path) -> None:
        passing: list[str] = []

        await rehearse(
            Settings(data=nowhere),
            load_contest(contest_path(DAILY)).contest,
            days_off=DaysOff(),
            people=20,
            rounds=1,
            passing=passing.append,
        )

        assert len(passing) > 3
        assert passing[-1].startswith("vòng 1/1: ")

    def test_is_the_same_from_the_same_seed(self) -> None:
        first, again = (run("contest", "rehearse", DAILY, "--rounds", "1", "--seed", "7") for _ in "ab")

        assert first["person_board"] == again["person_board"]

    def test_says_why_people_could_not_begin(self, nowhere: Path) -> None:
        text = contest_path(DAILY).read_text(encoding="utf-8")
        assert "who:\n" in text
        file = nowhere / "chi-nguoi-tre.yaml"
        file.write_text(
            text.replace("who:\n", "who:\n  age_at_most: 35\n  unknown: refuse\n"), encoding="utf-8"
        )

        seen = run("contest", "rehearse", str(file), "--rounds", "1", "--people", "60")

        # one in ten is made up to be of another age; of everybody something is known
        away = seen_words(seen)
        too_old = next(words for words in away if "điều kiện về tuổi" in words)
        assert int(str(seen["started"])) > 25
        assert 0 < away[too_old] < 20
        assert set(away) <= {too_old, ORGANISES}

    def test_keeps_the_hours_of_the_rules(self, nowhere: Path) -> None:
        text = contest_path(WEEKLY).read_text(encoding="utf-8")
        hours = 'rounds:\n  hours: [{opens: "18:00", closes: "24:00", weekdays: [Tue]}]\n'
        file = nowhere / "buoi-toi.yaml"
        file.write_text(text.replace("rounds:\n", hours), encoding="utf-8")

        seen = run("contest", "rehearse", str(file), "--rounds", "1", "--people", "40")

        assert set(seen_words(seen)) <= {ORGANISES}
        assert int(str(seen["started"])) > 20

    def test_plays_rounds_that_are_listed_one_by_one_and_long_over(self, nowhere: Path) -> None:
        text = contest_path(WEEKLY).read_text(encoding="utf-8")
        windows = "rounds: {windows: [{opens_at: 2019-03-04 08:00, closes_at: 2019-03-04 17:00}]}\n"
        file = nowhere / "mot-ngay.yaml"
        file.write_text(
            re.sub(r"rounds:\n(?:  .*\n)+", windows, text).replace("kind: weekly", "kind: single"),
            encoding="utf-8",
        )

        seen = run("contest", "rehearse", str(file), "--people", "30")

        assert set(seen_words(seen)) <= {ORGANISES}
        assert int(str(seen["finished"])) > 15

    def test_refuses_a_faulty_file_with_its_place(self, nowhere: Path) -> None:
        (nowhere / "thi.yaml").write_text("contest: thi\ntitel: Thi\n", encoding="utf-8")

        result = CliRunner().invoke(main, ["contest", "rehearse", "thi.yaml"])

        assert result.exit_code == 1
        assert "thi.yaml:2:1" in result.output


@pytest.mark.usefixtures("nowhere")
class TestSimulate:
    def test_loses_nothing_and_counts_nothing_twice(self) -> None:
        seen = run("simulate", DAILY, "--people", "40", "--at-once", "20")

        assert (seen["lost"], seen["doubled"]) == (0, 0)
        assert seen["answers"] == 40 * 5


class TestDemo:
    async def test_has_rounds_open_now_and_boards_with_life_and_goes_on_where_it_was(
        self, tmp_path: Path
    ) -> None:
        settings = Settings(data=tmp_path)
        store = await open_store(f"sqlite:///{tmp_path / 'quizbot.db'}", now=now())
        try:
            first = await prepare(settings, store, environ={"QUIZBOT_PEPPER": "x"})
            before = await store.read(
                lambda work: board_data(board_view(work, slug=WEEKLY, now=now(), round_number=1))
            )
            again = await prepare(settings, store, environ={"QUIZBOT_PEPPER": "x"})
            after = await store.read(
                lambda work: board_data(board_view(work, slug=WEEKLY, now=now(), round_number=1))
            )
            running = await store.read(lambda work: contests_view(work, now=now()))
        finally:
            await store.close()

        assert (first.fresh, again.fresh) == (True, False)
        assert first.people == again.people > 110
        assert {view.slug for view in running if view.open_round is not None} >= {DAILY, WEEKLY}
        assert before["people"] > 60
        assert before["lines"] == after["lines"]
