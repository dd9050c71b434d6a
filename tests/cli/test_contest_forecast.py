"""The message budget at the terminal, as an organizer asks for it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizbot.cli import main


@pytest.fixture
def config(tmp_path: Path) -> str:
    path = tmp_path / "config.yaml"
    path.write_text(f"data: {tmp_path / 'data'}\n", encoding="utf-8")
    return str(path)


def said(*words: str) -> str:
    done = CliRunner().invoke(main, list(words))
    assert done.exit_code == 0, done.output
    return done.output


class TestForecast:
    def test_of_a_file_says_how_many_people_have_no_account(self, config: str) -> None:
        text = said("contest", "forecast", "hang-tuan", "--config", config)

        assert "0 người thuộc diện dự thi" in text
        assert "Mọi tin dự kiến đều gửi được." in text

    def test_is_data_as_well(self, config: str) -> None:
        data = json.loads(said("contest", "forecast", "hang-tuan", "--config", config, "--json"))

        assert (data["contest"], data["people"], data["days"]) == ("hang-tuan", 0, [])

    def test_stands_under_the_check_when_the_installation_is_named(self, config: str) -> None:
        assert "Dự kiến gửi tin" in said("contest", "check", "hang-tuan", "--config", config)
        assert "Dự kiến gửi tin" not in said("contest", "check", "hang-tuan")


class TestBroadcast:
    def test_of_no_such_key_is_refused_in_words(self, config: str) -> None:
        done = CliRunner().invoke(main, ["broadcast", "stop", "round:9:invite", "--config", config])

        assert done.exit_code == 1
        assert "Không có đợt gửi tin round:9:invite" in done.output
