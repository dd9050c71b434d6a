"""`quizbot db backup` and `restore` take the files along that prove entries of the register."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizbot.cli import main
from tests.cli.test_report import VIDEO, quizbot

__all__ = ["quizbot"]

Quizbot = Callable[..., Result]


@pytest.fixture
def registered(quizbot: Quizbot, tmp_path: Path) -> Quizbot:
    """Give an office whose register has one entry with a file."""
    (tmp_path / "anh.jpg").write_bytes(b"a picture")
    assert quizbot(*VIDEO, "--file", "anh.jpg").exit_code == 0
    return quizbot


def kept(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted((folder / "evidence").iterdir())]


class TestBackup:
    def test_takes_the_files_along_and_brings_them_back(self, registered: Quizbot, tmp_path: Path) -> None:
        made = registered("db", "backup", "--out", "ban-sao/b.db")
        shutil.rmtree(tmp_path / "data")
        back = registered("db", "restore", "ban-sao/b.db")

        assert (made.exit_code, back.exit_code) == (0, 0), made.output + back.output
        assert kept(tmp_path / "ban-sao") == kept(tmp_path / "data") == [b"a picture"]
        assert "1 tệp" in made.output
        assert "Hạ tầng số" in registered("register", "list").output

    def test_of_the_next_night_copies_only_what_is_new(self, registered: Quizbot) -> None:
        registered("db", "backup", "--out", "ban-sao/1.db")
        told = json.loads(registered("db", "backup", "--out", "ban-sao/2.db", "--json").stdout)

        assert (told["evidence"]["registered"], told["evidence"]["fresh"]) == (1, 0)

    @pytest.mark.parametrize(
        "change",
        [lambda path: path.unlink(), lambda path: path.write_bytes(b"another")],
        ids=["missing", "damaged"],
    )
    def test_says_which_file_is_missing_or_damaged(
        self, registered: Quizbot, tmp_path: Path, change: Callable[[Path], object]
    ) -> None:
        change(next((tmp_path / "data" / "evidence").iterdir()))

        made = registered("db", "backup", "--out", "ban-sao/b.db")

        assert made.exit_code == 1
        assert "anh.jpg" in made.output
        assert (tmp_path / "ban-sao" / "b.db").is_file()

    def test_of_a_database_by_its_address_alone_says_that_the_files_are_not_in_it(
        self, registered: Quizbot, tmp_path: Path
    ) -> None:
        made = registered(
            "db", "backup", "--database", f"sqlite:///{tmp_path}/data/quizbot.db", "--out", "b.db"
        )

        assert made.exit_code == 1
        assert "anh.jpg" in made.output

    def test_says_nothing_of_files_where_the_register_names_none(self, quizbot: Quizbot) -> None:
        made = quizbot("db", "backup", "--out", "b.db")

        assert made.exit_code == 0
        assert "minh chứng" not in made.output


def test_restoring_without_the_files_names_them(registered: Quizbot, tmp_path: Path) -> None:
    registered("db", "backup", "--out", "ban-sao/b.db")
    shutil.move(tmp_path / "ban-sao" / "b.db", tmp_path / "b.db")
    shutil.rmtree(tmp_path / "data")

    back = CliRunner().invoke(main, ["db", "restore", "b.db"], catch_exceptions=False)

    assert back.exit_code == 1
    assert "anh.jpg" in back.output
