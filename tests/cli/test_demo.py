"""The demonstration plays the shipped contests as they stand, and goes on with data of an earlier version."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quizbot.cli._contest_files import contest_path
from quizbot.cli._demo import DAILY, PRACTICE, WEEKLY, _bank, _open_now
from quizbot.config import SAMPLE_OFFICE, Settings
from quizbot.contests.load import load_contest
from quizbot.core.calendar import DaysOff, rounds_of
from quizbot.core.contest import Contest
from quizbot.forms.shipped import shipped
from quizbot.roster.sample import UNITS
from quizbot.storage import open_store

NOW = datetime(2026, 11, 28, 15, 30, tzinfo=UTC)


def in_file(name: str) -> Contest:
    return load_contest(contest_path(name)).contest


class TestContests:
    @pytest.mark.parametrize("name", [DAILY, WEEKLY, PRACTICE])
    def test_differ_from_their_files_in_the_first_day_alone(self, name: str) -> None:
        shown = _open_now(in_file(name), NOW)

        assert replace(shown, rounds=replace(shown.rounds, first=in_file(name).rounds.first)) == in_file(name)

    @pytest.mark.parametrize("name", [DAILY, WEEKLY])
    def test_have_a_round_open_at_every_hour_of_the_week(self, name: str) -> None:
        for hour in range(24 * 7):
            at = NOW + timedelta(hours=hour)
            contest = _open_now(in_file(name), at)

            periods = rounds_of(contest.rounds, contest.kind, DaysOff())

            assert sum(opens <= at < closes for opens, closes in periods) == 1

    @pytest.mark.parametrize("name", [DAILY, WEEKLY, PRACTICE])
    def test_are_of_one_invented_office(self, name: str) -> None:
        assert in_file(name).organiser == SAMPLE_OFFICE == Settings().office
        assert UNITS[0][1].endswith("tỉnh Mẫu (cơ quan hư cấu)")

    def test_of_plan_618_is_of_the_real_office(self) -> None:
        assert in_file("ke-hoach-618").organiser == "Văn phòng UBND tỉnh Lai Châu"


class TestOldData:
    async def test_keep_their_bank_where_the_shipped_one_has_changed_a_key(self, tmp_path: Path) -> None:
        shutil.copytree(shipped("questions"), tmp_path / "bank")
        settings = Settings(data=tmp_path / "data", questions=tmp_path / "bank")
        store = await open_store("sqlite://", now=NOW)
        first = await _bank(settings, store)
        file = tmp_path / "bank" / "nq57" / "the-che.yaml"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("answer: A\n", "answer: B\n", 1), encoding="utf-8")

        kept = await _bank(settings, store)

        assert first == ""
        assert kept.startswith("nq57-")
        assert await store.read(lambda work: len(work.bank.pool())) == 602
        await store.close()
