"""`quizbot bank` on the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizbot.cli.bank import bank


def run(*words: str) -> Result:
    return CliRunner().invoke(bank, words)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    (tmp_path / "sources.yaml").write_text("documents: {d: {title: a, number: 1, isuer: c, outline: []}}\n")
    (tmp_path / "q.yaml").write_text("document: d\ntopic: t\nquestions:\n  - {id: a, ask: b, answer: C}\n")
    return tmp_path


class TestCheck:
    def test_passes_the_shipped_bank(self) -> None:
        result = run("check")

        assert result.exit_code == 0
        assert "0 lỗi" in result.output

    def test_refuses_a_broken_bank_with_every_place(self, broken: Path) -> None:
        result = run("check", str(broken))

        assert result.exit_code == 1
        assert f"{broken}/q.yaml:4:5: thiếu mục “cite”" in result.output
        assert (
            f"{broken}/sources.yaml:1:38: không có mục tên “isuer”; có phải ý bạn là “issuer”?"
            in result.output
        )

    def test_speaks_english(self, broken: Path) -> None:
        assert "the key “cite” is missing" in run("check", str(broken), "--lang", "en").output

    def test_prints_data(self, broken: Path) -> None:
        result = run("check", str(broken), "--json")

        data = json.loads(result.stdout)
        assert result.exit_code == 1
        assert data["errors"] == len(data["findings"])
        assert {"file", "line", "column", "message", "fix", "code"} <= set(data["findings"][0])

    def test_refuses_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        assert run("check", str(tmp_path / "none")).exit_code == 1

    def test_tells_wrong_usage(self) -> None:
        assert run("check", "--no-such").exit_code == 2

    def test_remembers_unchanged_files(self, tmp_path: Path) -> None:
        first, second = (run("check", "--cache", str(tmp_path)).stdout for _ in range(2))

        assert first == second
        assert list(tmp_path.iterdir())


class TestStats:
    def test_prints_tables(self) -> None:
        data = json.loads(run("stats", "--json").stdout)

        assert set(data) == {"coverage", "kinds", "key_positions", "states"}
        assert sum(row["total"] for row in data["coverage"]) == sum(row["total"] for row in data["kinds"])

    def test_refuses_a_broken_bank(self, broken: Path) -> None:
        assert run("stats", str(broken)).exit_code == 1


class TestPreview:
    def test_shows_a_question_with_its_key(self) -> None:
        result = run("preview", "nq57-md-001")

        assert result.exit_code == 0
        assert "Đáp án: D" in result.output

    def test_may_hide_the_key(self) -> None:
        assert "Đáp án" not in run("preview", "nq57-md-001", "--no-key").output

    def test_knows_no_other_question(self) -> None:
        assert run("preview", "zz").exit_code == 2


class TestSchema:
    def test_prints_it(self) -> None:
        assert json.loads(run("schema").stdout)["title"] == "quizbot: câu hỏi"
