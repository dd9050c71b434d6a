"""`quizbot doctor` looks, says where it looked, and leaves nothing behind."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizbot.cli import main
from quizbot.storage.engine import database_at
from quizbot.storage.migrate import revision


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def doctor(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["doctor", *words], catch_exceptions=False)
    return result.exit_code, result.output


class TestWithoutData:
    def test_creates_nothing(self, nowhere: Path) -> None:
        doctor()

        assert list(nowhere.iterdir()) == []

    def test_creates_nothing_for_a_channel_either(self, nowhere: Path) -> None:
        (nowhere / "config.yaml").write_text(
            "channels:\n  zalo_bot: {token: '1234567890:abcdefgh', base_url: 'http://127.0.0.1:9'}\n",
            encoding="utf-8",
        )

        code, text = doctor()

        assert code == 1
        assert "kênh zalo_bot" in text
        assert [each.name for each in nowhere.iterdir()] == ["config.yaml"]

    def test_says_where_it_looked_and_goes_on(self, nowhere: Path) -> None:
        code, text = doctor()

        assert code == 1
        assert f"không có config.yaml ở {nowhere}" in text
        assert f"chưa có; đã tìm {nowhere / 'data' / 'quizbot.db'}" in text
        assert "ngân hàng: " in text

    def test_names_the_settings_it_read(self, nowhere: Path) -> None:
        file = nowhere / "config.yaml"
        file.write_text("data: noi-khac\n", encoding="utf-8")

        _, text = doctor()

        assert str(file) in text
        assert f"đã tìm {nowhere / 'noi-khac' / 'quizbot.db'}" in text


class TestOffice:
    def test_warns_of_the_invented_name_once_real_people_are_there(self, nowhere: Path) -> None:
        (nowhere / "ds.csv").write_text(
            "Mã,Họ và tên,Đơn vị\n0001,Nguyễn Văn An,Phòng Tổng hợp\n", encoding="utf-8"
        )
        brought = CliRunner().invoke(main, ["people", "import", "ds.csv", "--new-units", "--yes"])
        assert brought.exit_code == 0, brought.output

        _, text = doctor()

        assert "cơ quan hư cấu: Văn phòng UBND tỉnh Mẫu" in text
        assert "mở được (sqlite), đúng phiên bản" in text


class TestOnPostgres:
    def test_makes_nothing_in_an_empty_database(self, nowhere: Path, postgres_url: str) -> None:
        (nowhere / "config.yaml").write_text(f"database: {postgres_url}\n", encoding="utf-8")

        code, text = doctor()

        assert code == 1
        assert "PostgreSQL, còn trống" in text
        assert "đúng phiên bản" not in text
        assert revision(database_at(postgres_url)) is None

    def test_says_that_a_database_is_not_there(self, nowhere: Path, postgres_url: str) -> None:
        (nowhere / "config.yaml").write_text(f"database: {absent(postgres_url)}\n", encoding="utf-8")

        code, text = doctor()

        assert code == 1
        assert "Không mở được cơ sở dữ liệu" in text


class TestOlderTables:
    def test_are_not_changed(self, nowhere: Path) -> None:
        assert CliRunner().invoke(main, ["db", "upgrade"]).exit_code == 0
        file = nowhere / "data" / "quizbot.db"
        with closing(sqlite3.connect(file)) as older:
            older.execute("UPDATE alembic_version SET version_num = '20000101_before'")
            older.commit()
        before = sorted(each.name for each in file.parent.iterdir())

        code, text = doctor()

        assert code == 1
        assert "quizbot db upgrade" in text
        assert revision(database_at(f"sqlite:///{file}")) == "20000101_before"
        assert sorted(each.name for each in file.parent.iterdir()) == before


class TestDatabaseCheck:
    def test_says_in_words_that_a_database_is_not_there(self, nowhere: Path, postgres_url: str) -> None:
        result = CliRunner().invoke(
            main, ["db", "check", "--database", absent(postgres_url)], catch_exceptions=False
        )

        assert result.exit_code == 1
        assert "Không mở được cơ sở dữ liệu" in result.output


def absent(url: str) -> str:
    """Name a database that the same server does not have."""
    return database_at(url).url.set(database="khong-co").render_as_string(hide_password=False)
