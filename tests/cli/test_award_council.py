"""The council's decisions and the register at the terminal: from a tie to the signed decision in the register."""

from pathlib import Path

import docx
import openpyxl
import pytest

from tests.cli.test_award import folder, run, settle

__all__ = ["folder"]

POLICY = """\
awards:
  - {name: gk, title: Giấy khen, form: giay-khen, for: person, rule: top_n, with: {count: 1}}
"""


@pytest.fixture
def final(folder: Path) -> Path:
    """Give a folder whose contest is final, with a policy of one place."""
    settle(folder)
    (folder / "awards.yaml").write_text(POLICY, encoding="utf-8")
    return folder


def done(*words: str) -> str:
    result = run(*words)
    assert result.exit_code == 0, result.output
    return result.output


def minutes(folder: Path, out: str) -> str:
    done("award", "cuoc-thi", "--out", out, "--policy", "awards.yaml")
    document = docx.Document(str(folder / out / "02_BienBanHopHoiDong.docx"))
    return "\n".join(each.text for each in document.paragraphs)


class TestDecide:
    def test_goes_into_the_minutes_and_the_list_and_can_be_taken_back(self, final: Path) -> None:
        policy = ("--policy", "awards.yaml")
        assert "NV001" in done("award", "council", "cuoc-thi", *policy)

        done(
            "award", "decide", "cuoc-thi", "gk", "NV001", "leave-out", "--reason", "Đã được Sở khen", *policy
        )

        shown = done("award", "council", "cuoc-thi", *policy)
        assert "Hội đồng quyết định không đề nghị. Lý do: Đã được Sở khen." in shown
        said = minutes(final, "ho-so")
        assert "- Nguyễn Văn An: không đề nghị Giấy khen. Lý do: Đã được Sở khen." in said
        done("award", "take-back", "cuoc-thi", "1", "--reason", "Ghi nhầm")
        assert "không còn hiệu lực" in done("award", "council", "cuoc-thi", *policy)
        assert "Đã được Sở khen" not in minutes(final, "lai")

    def test_of_an_award_there_is_none_names_those_there_are(self, final: Path) -> None:
        result = run(
            "award", "decide", "cuoc-thi", "x", "NV001", "hold", "--reason", "r", "--policy", "awards.yaml"
        )

        assert result.exit_code == 1
        assert "Các tên: gk." in result.output


class TestRegister:
    def test_is_filled_shown_exported_and_read_again(self, final: Path) -> None:
        signed = ("--decision", "12/QĐ-VP", "--on", "08/03/2026", "--policy", "awards.yaml")
        assert "Đã ghi 1 dòng" in done("award", "granted", "cuoc-thi", *signed)
        assert "12/QĐ-VP ngày 08/03/2026: Giấy khen, Nguyễn Văn An (NV001)" in done("award", "register")

        done("award", "register", "--out", "so.xlsx")

        page = openpyxl.load_workbook(final / "so.xlsx").worksheets[0]
        assert any("12/QĐ-VP" in [cell.value for cell in row] for row in page.iter_rows())
        assert "Đọc được 1 dòng, chưa ghi" in done("award", "bring-in", "so.xlsx")
        assert "Đã ghi 0 dòng" in done("award", "bring-in", "so.xlsx", "--apply")
        done("award", "strike", "1", "--reason", "Sai số")
        assert "chưa có dòng nào" in done("award", "register")
        assert "Đã ghi 1 dòng" in done("award", "bring-in", "so.xlsx", "--apply")
