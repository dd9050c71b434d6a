"""A periodic report as a workbook: every table with real numbers, and every number with its id."""

from typing import cast

from quizbot.core.reporting.register import EntryKind
from quizbot.documents.reports.settings import ReportSettings
from quizbot.documents.reports.table import Content, Mean, Number, Share, Table
from quizbot.documents.reports.tables import tables
from quizbot.documents.reports.wording import (
    DRAFT,
    FORMS,
    KINDS,
    PEOPLE_ATTEMPTS,
    missing_text,
    period_text,
    span_text,
)
from quizbot.documents.sheets import Cell, Column, Kind, Sheet, Typed
from quizbot.i18n.formats import moment
from quizbot.usecases.reporting.report import PeriodicReport

_CHARACTERS_PER_MM = 0.5


def report_sheets(report: PeriodicReport, settings: ReportSettings) -> tuple[Sheet, ...]:
    """Lay the whole report out as sheets."""
    return (
        *(_sheet(report, each) for each in tables(report, settings)),
        _register(report),
        _ids(report),
        *((_missing(report),) if report.missing else ()),
    )


def heading(report: PeriodicReport, title: str) -> tuple[str, ...]:
    """Head a sheet: what it is, which days, as of when, and that it is a draft."""
    lines = [title.upper(), f"Kỳ báo cáo {period_text(report.period)} ({span_text(report.period)})"]
    if report.closing is None:
        return (*lines, f"{DRAFT}. Số liệu lúc {moment(report.as_of)}")
    return (*lines, f"Số liệu chốt lúc {moment(report.closing.at)}, mã băm {report.closing.sha256[:16]}")


def _sheet(report: PeriodicReport, table: Table) -> Sheet:
    rows = (*table.rows, *((table.total,) if table.total else ()))
    return Sheet(
        name=table.name,
        heading=heading(report, table.title),
        columns=tuple(
            Column(
                title=each.title,
                kind=cast("Kind", each.kind),
                width=max(10, round(each.width_mm * _CHARACTERS_PER_MM)),
            )
            for each in table.columns
        ),
        rows=tuple(
            tuple(_cell(content, column.kind) for content, column in zip(row, table.columns, strict=True))
            for row in rows
        ),
        notes=(*table.notes, PEOPLE_ATTEMPTS),
    )


def _cell(content: Content, kind: str) -> Cell:
    if isinstance(content, Share) and kind != "share":
        return Typed(value=content.value, kind="share")
    return content.value if isinstance(content, Number | Share | Mean) else content


def _ids(report: PeriodicReport) -> Sheet:
    return Sheet(
        name="Mã số liệu",
        heading=heading(report, "Mọi số liệu và mã để mở ra các dòng phía sau"),
        columns=(
            Column(title="Mã số liệu", width=44),
            Column(title="Đơn vị tính", width=18),
            Column(title="Kỳ này", kind="whole", width=12),
            Column(title="Kỳ trước", kind="whole", width=12),
            Column(title="Lũy kế năm", kind="whole", width=12),
        ),
        rows=tuple(
            (
                each.id,
                each.counted.value,
                each.value,
                report.before.figures[each.id],
                report.year[each.id],
            )
            for each in sorted(report.figures, key=lambda each: each.id)
        ),
        notes=(
            f"Mở một số: quizbot report {report.period.kind.value} --ending {report.period.last.isoformat()} --trace MÃ",
            "Cột cao-nhat là tỷ lệ đúng cao nhất của một lượt, tính bằng phần vạn.",
        ),
    )


def _register(report: PeriodicReport) -> Sheet:
    return Sheet(
        name="Sổ đăng ký",
        heading=heading(report, "Các mục ghi tay trong kỳ"),
        columns=(
            Column(title="Số mục", kind="whole", width=8),
            Column(title="Loại", width=24),
            Column(title="Ngày", kind="date", width=12),
            Column(title="Nội dung", width=44),
            Column(title="Đơn vị, nơi", width=26),
            Column(title="Loại sản phẩm", width=14, optional=True),
            Column(title="Chi tiết", width=40, optional=True),
            Column(title="Minh chứng", width=36, optional=True),
            Column(title="Người ghi", width=14),
            Column(title="Lúc ghi", width=20),
            Column(title="Thay mục số", kind="whole", width=8, optional=True),
            Column(title="Lý do thay", width=24, optional=True),
        ),
        rows=tuple(
            (
                each.number,
                KINDS[each.entry.kind],
                each.entry.on,
                each.entry.title,
                each.entry.by_whom or each.entry.place,
                FORMS[each.entry.form] if each.entry.form else "",
                each.entry.text
                if each.entry.kind is not EntryKind.TASK
                else f"NV {each.entry.task}: {each.entry.text}",
                each.entry.link
                or (f"{each.entry.file} ({each.entry.sha256[:12]})" if each.entry.file else ""),
                each.by,
                moment(each.at),
                each.mends,
                each.reason,
            )
            for each in report.entries
        ),
    )


def _missing(report: PeriodicReport) -> Sheet:
    return Sheet(
        name="Còn thiếu",
        heading=heading(report, "Những gì còn thiếu trước khi chốt"),
        columns=(Column(title="Việc cần làm", width=110),),
        rows=tuple((missing_text(each),) for each in report.missing),
        notes=(f"Hạn gửi báo cáo: {report.deadline:%d/%m/%Y}.",),
    )
