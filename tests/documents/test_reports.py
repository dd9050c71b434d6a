"""The report as files: opened again, their numbers added again, a draft that says so, a short one of a quiet month."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdf
import pytest

from quizbot.contests.holidays_vn import vietnam
from quizbot.core.lifecycle import Actor
from quizbot.core.reporting.periods import PeriodKind, ReportPeriod, period_ending
from quizbot.core.reporting.register import Entry, EntryKind, MediaForm
from quizbot.documents.desk import open_desk
from quizbot.documents.facts import share_text
from quizbot.documents.office_reports import OfficeReports
from quizbot.documents.reports.files import report_files
from quizbot.documents.reports.paper import ReportFacts
from quizbot.documents.reports.wording import DRAFT
from quizbot.usecases.reporting import register
from quizbot.usecases.reporting.closing import close
from quizbot.usecases.reporting.report import periodic_report
from tests.build import CLOSES, Office, contest

MARCH = period_ending(PeriodKind.MONTH, date(2026, 3, 14))
FEBRUARY = period_ending(PeriodKind.MONTH, date(2026, 2, 14))
OFF = vietnam(range(2025, 2028))
HR = Actor(id="account:2", roles=frozenset({"hr"}))
NAME = "BC_TuyenTruyen_Thang03-2026"


async def played(office: Office) -> None:
    await office.run(contest(title="Cuộc thi tìm hiểu NQ 57"))
    for name, given in (("an", "BCD"), ("ha", "BCA"), ("dung", "BCA"), ("lan", "AAA"), ("binh", "BAA")):
        await office.played(name, "cuoc-thi", *given)
    office.clock.now = CLOSES
    await office.tick()
    for entry in (
        Entry(
            kind=EntryKind.MEDIA,
            on=date(2026, 3, 3),
            title="Hạ tầng số",
            form=MediaForm.VIDEO,
            count=2,
            place="Zalo",
        ),
        Entry(kind=EntryKind.TASK, on=date(2026, 3, 4), title="Chuyên mục", task=9, text="Đã mở chuyên mục"),
    ):
        await office.write(lambda work, entry=entry: register.write(work, entry, by=HR, now=office.clock()))  # type: ignore[misc]


async def facts(office: Office, period: ReportPeriod = MARCH) -> ReportFacts:
    desk = open_desk(None)
    report = await office.write(
        lambda work: periodic_report(
            work, period=period, days_off=OFF, now=office.clock(), tasks=desk.reports.numbers()
        )
    )
    return ReportFacts(office=desk.office, settings=desk.reports, report=report)


async def files(office: Office, period: ReportPeriod = MARCH) -> dict[str, bytes]:
    return dict(report_files(await facts(office, period)))


def grids(content: bytes) -> list[list[list[str]]]:
    tables = docx.Document(io.BytesIO(content)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]


def grid(content: bytes, first: str) -> list[list[str]]:
    return next(each for each in grids(content) if each[0][0] == first)


def text(content: bytes) -> str:
    return "\n".join(each.text for each in docx.Document(io.BytesIO(content)).paragraphs)


def sheet(content: bytes, name: str) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [row for row in book[name].iter_rows(values_only=True) if any(cell is not None for cell in row)]


class TestFiles:
    async def test_of_a_draft_say_so_and_what_is_missing(self, small_office: Office) -> None:
        await played(small_office)

        made = await files(small_office)

        draft = f"{NAME}-du-thao"
        assert list(made) == [
            f"{draft}.docx",
            f"xem-truoc/{draft}.pdf",
            f"{draft}_ManhGhep.docx",
            f"{draft}.xlsx",
            f"{draft}_ConThieu.txt",
        ]
        pages = pypdf.PdfReader(io.BytesIO(made[f"xem-truoc/{draft}.pdf"])).pages
        assert all(DRAFT in " ".join(page.extract_text().split()) for page in pages)
        assert "hạn gửi 13/03/2026" in made[f"{draft}_ConThieu.txt"].decode()

    async def test_of_a_closed_period_are_no_draft(self, small_office: Office) -> None:
        await played(small_office)
        small_office.clock.now = MARCH.ends_at
        await small_office.write(
            lambda work: close(work, period=MARCH, days_off=OFF, by=HR, now=small_office.clock())
        )

        made = await files(small_office)

        assert f"{NAME}.docx" in made
        assert "mã băm" in str(sheet(made[f"{NAME}.xlsx"], "Tổng hợp"))


class TestNumbers:
    @pytest.mark.parametrize(("title", "first"), [("Theo đơn vị", "Đơn vị"), ("Theo chủ đề", "Chủ đề")])
    async def test_of_the_workbook_add_up_when_opened_again(
        self, small_office: Office, title: str, first: str
    ) -> None:
        await played(small_office)

        rows = sheet((await files(small_office))[f"{NAME}-du-thao.xlsx"], title)
        start = next(number for number, row in enumerate(rows) if row[0] == first)
        end = next(number for number, row in enumerate(rows) if row[0] == "Cộng")

        for column in range(1, len(rows[start])):
            if "ỷ lệ" not in str(rows[start][column]) and rows[start][column] is not None:
                parts = [row[column] for row in rows[start + 1 : end]]
                assert sum(parts) == rows[end][column], rows[start][column]

    async def test_of_the_word_file_are_those_of_the_workbook(self, small_office: Office) -> None:
        await played(small_office)
        made = await files(small_office)

        word = grid(made[f"{NAME}-du-thao.docx"], "Đơn vị")
        book = sheet(made[f"{NAME}-du-thao.xlsx"], "Theo đơn vị")
        start = next(number for number, row in enumerate(book) if row[0] == "Đơn vị")

        for written, stored in zip(word, book[start:], strict=False):
            assert written[0] == stored[0]
            assert [each for each in written[1:3] if each.isdigit()] == [
                str(each) for each in stored[1:3] if isinstance(each, int)
            ]

    async def test_of_percentages_are_rounded_as_the_note_says(self, small_office: Office) -> None:
        await played(small_office)
        report = (await facts(small_office)).report

        word = grid((await files(small_office))[f"{NAME}-du-thao.docx"], "Chỉ tiêu")
        shown = {row[0]: row[2] for row in word}

        assert shown["Tỷ lệ người dự thi trên quân số"] == share_text(5, 7) == "71,4%"
        assert shown["Tỷ lệ trả lời đúng"] == share_text(report.figures["dung"], report.figures["cau"])

    async def test_of_the_roster_say_whom_they_count(self, small_office: Office) -> None:
        await played(small_office)

        said = text((await files(small_office))[f"{NAME}-du-thao.docx"])

        assert "quân số 07 người (mọi người có trong danh sách nhân sự trong kỳ, kể cả" in said

    async def test_of_percentages_are_shown_as_such_by_the_workbook(self, small_office: Office) -> None:
        await played(small_office)

        book = openpyxl.load_workbook(io.BytesIO((await files(small_office))[f"{NAME}-du-thao.xlsx"]))

        cells = {row[0].value: row[2] for row in book["Tổng hợp"].iter_rows() if len(row) > 2}
        share, people = cells["Tỷ lệ người dự thi trên quân số"], cells["Người dự thi"]
        assert (share.value, share.number_format) == (pytest.approx(5 / 7), "0.0%")
        assert (people.value, people.number_format) == (5, "#,##0")

    async def test_stand_beside_their_ids_all_of_them(self, small_office: Office) -> None:
        await played(small_office)
        found = await facts(small_office)

        rows = sheet((await files(small_office))[f"{NAME}-du-thao.xlsx"], "Mã số liệu")

        listed = {row[0]: row[2] for row in rows if isinstance(row[2], int)}
        assert listed == {each.id: each.value for each in found.report.figures}


class TestReport:
    async def test_has_a_row_for_each_task_of_the_plan(self, small_office: Office) -> None:
        await played(small_office)

        rows = grid((await files(small_office))[f"{NAME}-du-thao.docx"], "TT")

        assert [row[0] for row in rows[1:]] == [str(number) for number in range(1, 12)]
        assert "Đã mở chuyên mục" in rows[9][5]
        assert [row[0] for row in rows if row[1].endswith("(*)")] == ["2", "9", "11"]

    async def test_of_a_quiet_month_is_short(self, small_office: Office) -> None:
        made = await files(small_office, FEBRUARY)

        name = "BC_TuyenTruyen_Thang02-2026-du-thao"
        body = text(made[f"{name}.docx"])
        assert "Trong kỳ không tổ chức cuộc thi" in body
        assert "Phụ lục" in body
        assert "Phụ lục II" not in body
        assert len(grid(made[f"{name}.docx"], "Chỉ tiêu")) == 5
        assert "hạn gửi 13/02/2026" in made[f"{name}_ConThieu.txt"].decode()

    async def test_is_addressed_to_the_department_that_consolidates(self, small_office: Office) -> None:
        body = text((await files(small_office, FEBRUARY))["BC_TuyenTruyen_Thang02-2026-du-thao.docx"])

        assert "Kính gửi: Sở Văn hóa, Thể thao và Du lịch" in body

    async def test_as_a_fragment_has_neither_head_nor_foot(self, small_office: Office) -> None:
        await played(small_office)

        made = (await files(small_office))[f"{NAME}-du-thao_ManhGhep.docx"]

        assert "05 người dự thi" in text(made)
        everything = text(made) + str(grids(made))
        assert not any(each in everything for each in ("CỘNG HÒA", "Nơi nhận", "Kính gửi", "./."))


class TestOfficeTemplate:
    @pytest.mark.parametrize("name", ["mau", "periodic_report"])
    async def test_carries_the_full_report(self, small_office: Office, tmp_path: Path, name: str) -> None:
        """The pages and the command take it from the office's folder, as every other paper does."""
        await played(small_office)
        (tmp_path / "mau").mkdir()
        own = docx.Document()
        for line in ("MẪU RIÊNG CỦA CƠ QUAN", "{{ten_loai}} – {{trich_yeu}}", "{{kinh_gui}}", "{{noi_dung}}"):
            own.add_paragraph(line)
        own.save(str(tmp_path / "mau" / f"{name}.docx"))
        reports = OfficeReports(folder=tmp_path, data=tmp_path, calendar=lambda _at: OFF)
        found = await small_office.write(
            lambda work: reports.facts(work, period=MARCH, now=small_office.clock())
        )

        made = reports.file(found, "bao-cao.docx")

        assert made is not None
        lines = [each.text for each in docx.Document(io.BytesIO(made[1])).paragraphs]
        assert lines[0] == "MẪU RIÊNG CỦA CƠ QUAN"
        assert lines[1].startswith("BÁO CÁO – Kết quả tuyên truyền")
        assert "{{" not in "\n".join(lines)
        assert any("Sở Văn hóa, Thể thao và Du lịch" in each for each in lines)
