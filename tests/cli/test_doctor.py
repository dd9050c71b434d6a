"""`quizbot doctor` looks, says where it looked, and leaves nothing behind."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from quizbot.cli import main


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
