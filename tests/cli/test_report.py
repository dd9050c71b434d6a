"""`quizbot report` and `quizbot register` on a database of their own."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizbot.cli import main
from tests.roster.sheets import workbook

Quizbot = Callable[..., Result]
ENDING = ("--ending", "2026-03-14")
VIDEO = (
    "register", "add", "tin-bai", "--on", "03/03/2026", "--title", "Hạ tầng số", "--form", "video",
    "--count", "2", "--place", "Zalo",
)  # fmt: skip


@pytest.fixture
def quizbot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Quizbot:
    (tmp_path / "config.yaml").write_text("data: data\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    rows = [("Mã nhân sự", "Họ và tên", "Đơn vị"), ("0001", "Lò Văn Đôi", "Phòng Tổng hợp")]
    path = workbook(tmp_path / "ds.xlsx", {"DS": rows})

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, list(words), catch_exceptions=False)

    assert run("people", "import", str(path), "--yes", "--on", "01/01/2026").exit_code == 0
    return run


class TestReport:
    @pytest.mark.parametrize(
        ("kind", "ending"), [("month", "2026-03-14"), ("half-year", "14/06/2026"), ("year", "2025-12-14")]
    )
    def test_writes_its_files(self, quizbot: Quizbot, tmp_path: Path, kind: str, ending: str) -> None:
        made = quizbot("report", kind, "--ending", ending, "--out", "ra")

        assert made.exit_code == 0
        names = sorted(each.name for each in (tmp_path / "ra").iterdir() if each.is_file())
        assert [name.rpartition("-du-thao")[2] for name in names] == [
            ".docx",
            ".xlsx",
            "_ConThieu.txt",
            "_ManhGhep.docx",
        ]
        assert all(
            str(tmp_path / "ra" / name).replace(str(tmp_path) + "/", "") in made.output for name in names
        )

    def test_shows_figures_with_their_ids_and_opens_them(self, quizbot: Quizbot) -> None:
        quizbot(*VIDEO)

        shown = quizbot("report", "month", *ENDING)
        traced = quizbot("report", "month", *ENDING, "--trace", "so.tin-bai.san-pham", "--json")
        people = quizbot("report", "month", *ENDING, "--trace", "quan-so")

        assert "[so.tin-bai.san-pham]" in shown.output
        assert [(each["row"], each["amount"]) for each in json.loads(traced.output)["lines"]] == [
            ("entry:1", 2)
        ]
        assert "mã 0001" in people.output
        assert "Lò Văn Đôi" not in people.output

    def test_of_no_such_period_or_figure_is_refused_with_what_there_is(self, quizbot: Quizbot) -> None:
        period = quizbot("report", "month", "--ending", "2026-03-20")
        figure = quizbot("report", "month", *ENDING, "--trace", "don-vi.khong-co.luot")

        assert (period.exit_code, figure.exit_code) == (1, 1)
        assert "14/03/2026" in period.output
        assert "don-vi.TH.luot" in figure.output

    def test_is_closed_once_and_says_what_changed_later_in_the_next(self, quizbot: Quizbot) -> None:
        quizbot(*VIDEO)
        first = quizbot("report", "month", *ENDING, "--close")
        again = quizbot("report", "month", *ENDING, "--close")
        quizbot("register", "mend", "1", "--count", "3", "--reason", "Đếm thiếu")
        march = json.loads(quizbot("report", "month", *ENDING, "--json").stdout)
        april = json.loads(quizbot("report", "month", "--ending", "2026-04-14", "--json").stdout)

        assert first.exit_code == 0
        assert "mã băm" in first.output
        assert again.exit_code == 1
        assert march["figures"]["by_id"]["so.tin-bai.san-pham"]["value"] == 2
        assert {each["figure"]: each["after"] for each in april["adjustments"]}["so.tin-bai.san-pham"] == 3

    def test_tells_what_is_due(self, quizbot: Quizbot) -> None:
        assert "hạn gửi" in quizbot("report", "due").output
        assert len(json.loads(quizbot("report", "due", "--json").output)) == 6


class TestRegister:
    def test_keeps_what_was_mended_and_taken_back(self, quizbot: Quizbot) -> None:
        quizbot(*VIDEO)
        quizbot("register", "mend", "1", "--count", "5", "--reason", "Đếm thiếu")
        quizbot("register", "withdraw", "2", "--reason", "Ghi nhầm")

        held = json.loads(quizbot("register", "list", "--json").output)
        every = json.loads(quizbot("register", "list", "--all", "--json").output)

        assert held == []
        assert [(each["entry"]["count"], each["mends"]) for each in every] == [(2, None), (5, 1), (5, 2)]

    def test_keeps_a_proof_whole(self, quizbot: Quizbot, tmp_path: Path) -> None:
        proof = tmp_path / "công văn.pdf"
        proof.write_bytes(b"%PDF gia")

        added = quizbot(
            "register", "add", "cuoc-thi-ngoai", "--title", "Tìm hiểu CĐS", "--by-whom", "Sở KH&CN", "--people", "25",
            "--on", "01/03/2026", "--file", str(proof),
        )  # fmt: skip

        (entry,) = json.loads(quizbot("register", "list", "--json").output)
        assert added.exit_code == 0
        kept = tmp_path / "data" / "evidence" / entry["entry"]["sha256"]
        assert (entry["entry"]["file"], kept.read_bytes()) == ("công văn.pdf", b"%PDF gia")

    def test_refuses_what_is_not_whole(self, quizbot: Quizbot) -> None:
        lacking = quizbot("register", "add", "tin-bai", "--title", "x")
        silent = quizbot("register", "withdraw", "9", "--reason", "x")

        assert (lacking.exit_code, silent.exit_code) == (1, 1)
        assert "form, count, place" in lacking.output
        assert "mục số 9" in silent.output

    def test_says_what_each_kind_needs(self, quizbot: Quizbot) -> None:
        assert "tin-bai: Sản phẩm truyền thông" in quizbot("register", "kinds").output
