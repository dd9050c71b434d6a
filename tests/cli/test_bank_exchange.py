"""`quizbot bank import` and `export` on the command line."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizbot.bank.loader import load_bank
from quizbot.cli.bank import bank
from quizbot.forms.shipped import shipped

PAPER = """Câu 1: Mục III.2 nêu việc gì trước?
A. Việc thứ nhất
B. Việc thứ hai
Đáp án: B
Câu 2: Câu này không có đáp án?
A. Có
B. Không
"""


def run(*words: str | Path, answers: str | None = None) -> Result:
    return CliRunner().invoke(bank, [str(word) for word in words], input=answers)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a bank of one file."""
    made = tmp_path / "bank"
    made.mkdir()
    shutil.copy(shipped("questions") / "sources.yaml", made)
    shutil.copytree(shipped("questions") / "facts", made / "facts")
    shutil.copytree(shipped("questions") / "kh618", made / "kh618")
    return made


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    made = tmp_path / "de.txt"
    made.write_text(PAPER, encoding="utf-8")
    return made


def take(folder: Path, paper: Path, *more: str) -> Result:
    return run(
        "import", paper, "--bank", folder, "--document", "nq57", "--topic", "the-che", "--section", "III.2", *more
    )  # fmt: skip


class TestImport:
    def test_first_only_says_what_it_understood(self, folder: Path, paper: Path) -> None:
        result = run("import", paper, "--bank", folder)

        assert result.exit_code == 1
        assert "hiểu 1 câu, không lấy được 1 câu" in result.output
        assert "dòng 1" in result.output
        assert "dòng 5: Câu này không có đáp án?: không thấy đáp án; cách sửa:" in result.output
        assert "Chưa ghi gì" in result.output

    def test_writes_on_confirmation_only(self, folder: Path, paper: Path) -> None:
        out = folder / "nq57" / "the-che.yaml"
        assert "Chưa ghi gì" in take(folder, paper).output
        assert not out.exists()

        take(folder, paper, "--yes")

        assert [question.key for question in load_bank(folder).questions if question.document == "nq57"] == [
            ("B",)
        ]
        assert [kept.read_text() for kept in (out.parent / "nguon").iterdir()] == [PAPER]

    def test_twice_changes_nothing(self, folder: Path, paper: Path) -> None:
        take(folder, paper, "--yes")
        before = (folder / "nq57" / "the-che.yaml").read_bytes()

        result = take(folder, paper, "--yes")

        assert "1 câu không đổi" in result.output
        assert (folder / "nq57" / "the-che.yaml").read_bytes() == before

    def test_a_changed_key_needs_its_own_confirmation(self, folder: Path, paper: Path) -> None:
        take(folder, paper, "--yes")
        paper.write_text(PAPER.replace("Đáp án: B", "Đáp án: A"), encoding="utf-8")

        refused = take(folder, paper, "--yes")
        assert "ĐỔI ĐÁP ÁN: nq57-tc-001" in refused.output
        assert "- đáp án: B" in refused.output
        assert "+ đáp án: A" in refused.output
        assert load_bank(folder).question("nq57-tc-001").key == ("B",)

        take(folder, paper, "--yes", "--confirm-keys")
        assert load_bank(folder).question("nq57-tc-001").key == ("A",)

    def test_refuses_a_section_that_the_document_lacks(self, folder: Path, paper: Path) -> None:
        result = run(
            "import", paper, "--bank", folder, "--document", "nq57", "--topic", "x", "--section", "IX.9"
        )

        assert result.exit_code == 2
        assert "không có mục IX.9" in result.output

    def test_refuses_what_it_does_not_know(self, tmp_path: Path) -> None:
        (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 ...")

        assert "PDF" in run("import", tmp_path / "x.pdf").output

    def test_prints_data(self, paper: Path) -> None:
        data = json.loads(run("import", paper, "--json").stdout)

        assert data["format"] == "plain_text"
        assert data["found"][0]["key"] == ["B"]
        assert data["problems"][0]["place"] == "dòng 5"


class TestExport:
    def test_writes_and_says_what_is_lost(self, folder: Path, tmp_path: Path) -> None:
        out = tmp_path / "de.docx"

        result = run("export", "--bank", folder, "--format", "docx", "--out", out)

        assert out.read_bytes().startswith(b"PK")
        assert "Không mang theo được:" in result.output
        assert "mức độ" in result.output

    def test_refuses_unknown_questions(self, folder: Path, tmp_path: Path) -> None:
        result = run("export", "--bank", folder, "--format", "docx", "--out", tmp_path / "x", "khong-co")

        assert result.exit_code == 2
        assert "khong-co" in result.output
