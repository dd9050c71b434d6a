"""What the pages may ask of periodic reports: the view, the files, the words, the proofs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from quizbot.core.calendar import DaysOff
from quizbot.core.reporting.periods import ReportPeriod
from quizbot.documents.desk import REPORT, open_desk
from quizbot.documents.evidence import keep_evidence, kept_evidence
from quizbot.documents.reports.figure_names import figure_text
from quizbot.documents.reports.files import report_files
from quizbot.documents.reports.overview import overview
from quizbot.documents.reports.paper import ReportFacts
from quizbot.documents.reports.table import Number, Table, written
from quizbot.documents.reports.tables import tables
from quizbot.documents.reports.wording import (
    FIELDS,
    FORMS,
    KINDS,
    PARTS,
    missing_text,
    period_text,
    row_text,
    span_text,
    told_text,
)
from quizbot.usecases.ports import Work
from quizbot.usecases.reporting.report import periodic_report

Shown = tuple[str, str, str]
"""What a cell says, the id of the figure it opens to, and of which period: "this", "before", "year"; "" opens to nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTable:
    """A table for a page."""

    title: str
    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[Shown, ...], ...]
    total: tuple[Shown, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeReports:
    """Periodic reports of one installation. The office's folder is read anew each time.

    Args:
        folder: of the office; None: as shipped.
        data: where proofs are kept.
        calendar: gives the days off around a moment.
    """

    folder: Path | None
    data: Path
    calendar: Callable[[datetime], DaysOff]

    def days_off(self, at: datetime) -> DaysOff:
        """Give the days off around a moment.

        Raises:
            FormFaults
        """
        return self.calendar(at)

    def facts(self, work: Work, *, period: ReportPeriod, now: datetime) -> ReportFacts:
        """Gather a report.

        Raises:
            FormFaults, DoesNotAddUp
        """
        desk = open_desk(self.folder)
        report = periodic_report(
            work,
            period=period,
            days_off=self.calendar(period.starts_at),
            now=now,
            tasks=desk.reports.numbers(),
        )
        return ReportFacts(
            office=desk.office, settings=desk.reports, report=report, template=desk.template(REPORT)
        )

    def tables(self, facts: ReportFacts) -> tuple[ShownTable, ...]:
        """Lay out the tables that have rows."""
        every = (overview(facts.report), *tables(facts.report, facts.settings)[1:])
        return tuple(_shown(each) for each in every if each.rows)

    def file(self, facts: ReportFacts, kind: str) -> tuple[str, bytes] | None:
        """Make one file: bao-cao.docx, bao-cao.pdf, manh-ghep.docx, so-lieu.xlsx; None for another."""
        wanted = _FILES.get(kind)
        if wanted is None:
            return None
        for name, content in report_files(facts):
            if name.endswith(wanted) and ("_ManhGhep" in name) == ("_ManhGhep" in wanted):
                return name.rpartition("/")[2], content
        return None

    def missing(self, facts: ReportFacts) -> tuple[str, ...]:
        """Say what is missing."""
        return tuple(missing_text(each) for each in facts.report.missing)

    def period(self, period: ReportPeriod) -> str:
        """Name a period."""
        return period_text(period)

    def span(self, period: ReportPeriod) -> str:
        """Say the days of a period."""
        return span_text(period)

    def figure(self, work: Work, figure: str) -> str:
        """Say what a figure counts."""
        settings = open_desk(self.folder).reports

        def named(kind: str, code: str) -> str:
            if kind == "don-vi":
                return next((unit.name for unit in work.people.units() if unit.code == code), code)
            if kind == "chu-de":
                return settings.topic(code)
            if kind == "cau-hoi":
                question = work.bank.current(code)
                return code if question is None else f"“{question.ask}”"
            slug, _, number = code.rpartition(".") if kind == "vong" else (code, "", "")
            stored = work.contests.by_slug(slug)
            title = slug if stored is None else stored.contest.title
            return f"{title}, vòng {number}" if number else title

        return figure_text(figure, named=named)

    def row(self, row: str) -> str:
        """Name a row behind a figure."""
        return row_text(row)

    def told(self, told: tuple[tuple[str, str], ...]) -> str:
        """Say what is known of a row behind a figure."""
        return told_text(told)

    def words(self) -> dict[str, dict[str, str]]:
        """Give the words of kinds, forms, parts and fields of entries."""
        return {
            "kinds": {each.value: text for each, text in KINDS.items()},
            "forms": {each.value: text for each, text in FORMS.items()},
            "parts": dict(PARTS),
            "fields": dict(FIELDS),
        }

    def keep(self, content: bytes) -> str:
        """Keep a proof.

        Raises:
            EvidenceTooLarge
        """
        return keep_evidence(self.data, content)

    def kept(self, sha256: str) -> bytes | None:
        """Give a proof."""
        return kept_evidence(self.data, sha256)


_FILES = {
    "bao-cao.docx": ".docx",
    "bao-cao.pdf": ".pdf",
    "manh-ghep.docx": "_ManhGhep.docx",
    "so-lieu.xlsx": ".xlsx",
}


def _opens(content: object) -> tuple[str, str]:
    if isinstance(content, Number) and content.of != "closed":
        return content.id, content.of
    return "", ""


def _shown(table: Table) -> ShownTable:
    def row(contents: tuple[object, ...]) -> tuple[Shown, ...]:
        return tuple(
            (written(each, column.kind), *_opens(each))  # type: ignore[arg-type]
            for each, column in zip(contents, table.columns, strict=True)
        )

    return ShownTable(
        title=table.title,
        columns=tuple((each.title, each.align == "right") for each in table.columns),
        rows=tuple(row(each) for each in table.rows),
        total=row(table.total) if table.total else (),
        notes=table.notes,
    )
