"""The files of a periodic report, one after another."""

from collections.abc import Iterator

from quizbot.core.reporting.periods import PeriodKind, ReportPeriod
from quizbot.documents.formats.docx import write_fragment
from quizbot.documents.formats.docx_template import write_on
from quizbot.documents.formats.pdf import write_pdf
from quizbot.documents.formats.xlsx import write_xlsx
from quizbot.documents.reports.paper import ReportFacts, fragment, report_paper
from quizbot.documents.reports.sheets import report_sheets
from quizbot.documents.reports.wording import missing_text, period_text


def file_name(facts: ReportFacts) -> str:
    """Begin the names of the files: BC_TuyenTruyen_Thang11-2026, and whether it is a draft."""
    return (
        f"BC_TuyenTruyen_{_period_name(facts.report.period)}{'-du-thao' if facts.report.provisional else ''}"
    )


def _period_name(period: ReportPeriod) -> str:
    """Name a period as offices name files: Thang11-2026, 6ThangDauNam2026, Nam2026."""
    last = period.last
    if period.kind is PeriodKind.MONTH:
        return f"Thang{last.month:02}-{last.year}"
    if period.kind is PeriodKind.HALF_YEAR:
        return f"6Thang{'Dau' if last.month == 6 else 'Cuoi'}Nam{last.year}"
    return f"Nam{last.year}"


def report_files(facts: ReportFacts) -> Iterator[tuple[str, bytes]]:
    """Make the full report, the fragment, the workbook, the PDF to look at, and what is missing."""
    name, paper = file_name(facts), report_paper(facts)
    yield f"{name}.docx", write_on(facts.template, paper)
    yield f"xem-truoc/{name}.pdf", write_pdf(paper)
    yield (
        f"{name}_ManhGhep.docx",
        write_fragment(
            fragment(facts),
            title=f"{facts.settings.into}: kết quả tuyên truyền {period_text(facts.report.period)}",
            warning=facts.warning,
        ),
    )
    yield f"{name}.xlsx", write_xlsx(report_sheets(facts.report, facts.settings))
    if facts.report.missing:
        yield f"{name}_ConThieu.txt", missing_lines(facts).encode()


def missing_lines(facts: ReportFacts) -> str:
    """List what is missing, for a text file or the screen."""
    report = facts.report
    lines = [
        f"Báo cáo {period_text(report.period)}: hạn gửi {report.deadline:%d/%m/%Y}, dự thảo từ {report.drafted:%d/%m/%Y}.",
        "Còn thiếu:",
        *(f"- {missing_text(each)}" for each in report.missing),
    ]
    return "\n".join(lines) + "\n"
