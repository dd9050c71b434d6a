"""Papers at the terminal: the office's folder, the whole file, single papers, what is wrong said with its place."""

import asyncio
import io
import zipfile
from datetime import timedelta
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner, Result

from quizbot.cli import main
from quizbot.core.contest import ContestState, Prize, PrizeRules
from quizbot.usecases import organise
from tests.build import CLOSES, contest, opened

RUNNER = CliRunner()


def run(*words: str) -> Result:
    return RUNNER.invoke(main, list(words))


async def fill(url: str) -> None:
    async with opened(url) as office:
        await office.run(
            contest(prizes=PrizeRules(person=(Prize(name="Giải Nhất", count=1, amount=500_000),)))
        )
        for name, given in (("an", "BCD"), ("ha", "BCA")):
            await office.played(name, "cuoc-thi", *given)
        office.clock.now = CLOSES + timedelta(hours=1)
        await office.tick()


async def finalise(url: str) -> None:
    from quizbot.storage.store import open_store

    store = await open_store(url, now=CLOSES)
    for to in (ContestState.CLOSED, ContestState.FINAL):
        await store.write(
            lambda work, to=to: organise.step(  # type: ignore[misc]
                work, slug="cuoc-thi", to=to, by="t", now=CLOSES + timedelta(days=1)
            )
        )
    await store.close()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a working folder whose contest is over."""
    (tmp_path / "data").mkdir()
    asyncio.run(fill(f"sqlite:///{tmp_path / 'data' / 'quizbot.db'}"))
    (tmp_path / "config.yaml").write_text("data: data\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def settle(folder: Path) -> None:
    asyncio.run(finalise(f"sqlite:///{folder / 'data' / 'quizbot.db'}"))


class TestAward:
    def test_writes_the_file_and_one_zip_and_says_when_it_is_provisional(self, folder: Path) -> None:
        result = run("award", "cuoc-thi", "--out", "ho-so", "--zip")

        assert result.exit_code == 0, result.output
        assert "Kết quả TẠM TÍNH" in result.output
        archive = zipfile.ZipFile(folder / "ho-so" / "ho-so-khen-thuong-cuoc-thi-tam-tinh.zip")
        assert "ho-so-khen-thuong-cuoc-thi-tam-tinh/03_ToTrinh-tam-tinh.docx" in archive.namelist()

    def test_takes_the_offices_folder_and_a_day_of_signing(self, folder: Path) -> None:
        settle(folder)
        assert run("paper", "desk", "van-phong").exit_code == 0
        office = folder / "van-phong" / "office.yaml"
        office.write_text(
            office.read_text(encoding="utf-8")
            .replace("agency: Văn phòng", "agency: Sở Khoa học")
            .replace("full_name: Văn phòng Ủy ban nhân dân tỉnh Mẫu", "full_name: Sở Khoa học tỉnh Mẫu"),
            encoding="utf-8",
        )

        result = run("award", "cuoc-thi", "--out", "ho-so", "--papers", "van-phong", "--signed", "30/06/2026")

        assert result.exit_code == 0, result.output
        submission = docx.Document(io.BytesIO((folder / "ho-so" / "03_ToTrinh.docx").read_bytes()))
        head = submission.tables[0].rows[0].cells[0].text.split()
        assert " ".join(head) == "SỞ KHOA HỌC TỈNH MẪU PHÒNG HÀNH CHÍNH - QUẢN TRỊ"
        decision = docx.Document(
            io.BytesIO((folder / "ho-so" / "05_DuThaoQuyetDinhKhenThuong.docx").read_bytes())
        )
        assert decision.tables[0].rows[0].cells[0].text.endswith("SỞ KHOA HỌC\n")
        assert any("2.340.000 đồng" in each.text for each in submission.paragraphs)

    def test_takes_mended_sentences_back(self, folder: Path) -> None:
        settle(folder)
        assert run("award", "cuoc-thi", "--out", "ho-so").exit_code == 0
        path = folder / "ho-so" / "12_TomTatThanhTich_SuaDuoc.xlsx"
        book = openpyxl.load_workbook(path)
        page = book.active
        assert page is not None
        row = next(each for each in page.iter_rows() if each[0].value == "NV001")
        row[3].value = "Câu do cán bộ sửa."
        book.save(path)

        assert run("award", "cuoc-thi", "--out", "lai", "--summaries", str(path)).exit_code == 0

        decision = docx.Document(
            io.BytesIO((folder / "lai" / "05_DuThaoQuyetDinhKhenThuong.docx").read_bytes())
        )
        cells = [cell.text for table in decision.tables for line in table.rows for cell in line.cells]
        assert "Câu do cán bộ sửa." in cells

    def test_says_every_fault_of_the_policy_with_its_place(self, folder: Path) -> None:
        policy = folder / "awards.yaml"
        policy.write_text(
            "awards:\n"
            "  - {name: a, title: Giấy khen, form: giay-khen, for: person, rule: top_m, with: {count: 1}}\n"
            "  - {name: b, title: Giấy khen, form: giay-khen, for: person, rule: top_n, with: {cuont: 1}}\n"
            "  - {name: c, title: Bằng, form: bang-vang, for: person, rule: top_n, with: {count: 1}}\n",
            encoding="utf-8",
        )

        result = run("award", "cuoc-thi", "--out", "ho-so", "--policy", str(policy))

        assert result.exit_code == 1
        assert "awards.yaml:2:" in result.output
        assert "không có quy tắc tên “top_m”" in result.output
        assert "awards.yaml:3:" in result.output
        assert "không có mục “cuont”" in result.output
        assert "awards.yaml:4:" in result.output
        assert not (folder / "ho-so").exists()

    def test_of_a_contest_there_is_none_is_refused(self, folder: Path) -> None:
        result = run("award", "khong-co", "--out", "ho-so")

        assert result.exit_code == 1
        assert "Không có cuộc thi này." in result.output


class TestPaper:
    def test_lists_and_makes_papers(self, folder: Path) -> None:
        assert "contest_rules" in run("paper", "list").output

        result = run("paper", "make", "weekly_notice", "cuoc-thi", "--round", "1", "--out", "vb")

        assert result.exit_code == 0, result.output
        assert (folder / "vb" / "TB_KetQuaVong_01-tam-tinh.docx").is_file()

    def test_of_an_unknown_name_is_a_wrong_use(self, folder: Path) -> None:
        result = run("paper", "make", "giay-moi", "cuoc-thi", "--out", "vb")

        assert result.exit_code == 2
        assert "contest_plan" in result.output


class TestTemplate:
    def test_is_looked_at_before_it_is_used(self, folder: Path) -> None:
        good, bad = docx.Document(), docx.Document()
        for document in (good, bad):
            document.add_paragraph("{{ten_loai}} {{trich_yeu}}")
        good.add_paragraph("{{noi_dung}}")
        bad.add_paragraph("Nội dung: {{noi_dung}}")
        good.save("tot.docx")
        bad.save("hong.docx")
        (folder / "khong.docx").write_bytes(b"x")

        assert run("paper", "template", "tot.docx").exit_code == 0
        refused = run("paper", "template", "hong.docx")
        assert refused.exit_code == 1
        assert "phải đứng một mình một dòng" in refused.output
        assert "không phải văn bản Word" in run("paper", "template", "khong.docx").output


class TestDesk:
    def test_leaves_alone_what_is_there(self, folder: Path) -> None:
        run("paper", "desk", "vp")
        (folder / "vp" / "office.yaml").write_text("của tôi", encoding="utf-8")

        assert run("paper", "desk", "vp").exit_code == 0

        assert (folder / "vp" / "office.yaml").read_text(encoding="utf-8") == "của tôi"


class TestStandings:
    def test_writes_a_whole_board(self, folder: Path) -> None:
        result = run("standings", "cuoc-thi", "--out", "bang.xlsx")

        assert result.exit_code == 0, result.output
        assert "2 người" in result.output
        assert (folder / "bang.xlsx").is_file()
