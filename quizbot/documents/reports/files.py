"""The files of a periodic report, one after another."""

from collections.abc import Iterator

from quizbot.documents.formats.docx import write_docx, write_fragment
from quizbot.documents.formats.pdf import write_pdf
from quizbot.documents.formats.xlsx import write_xlsx
from quizbot.documents.reports.paper import ReportFacts, fragment, report_paper
from quizbot.documents.reports.sheets import report_sheets
from quizbot.documents.reports.wording import missing_text, period_text


def file_name(facts: ReportFacts) -> str:
    """Begin the names of the files: BC_TuyenTruyen_month-2026-11-14, and whether it is a draft."""
    return f"BC_TuyenTruyen_{facts.report.period.key}{'-du-thao' if facts.report.provisional else ''}"


def report_files(facts: ReportFacts) -> Iterator[tuple[str, bytes]]:
    """Make the full report, the fragment, the workbook, the PDF to look at, and what is missing."""
    name, paper = file_name(facts), report_paper(facts)
    yield f"{name}.docx", write_docx(paper)
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
