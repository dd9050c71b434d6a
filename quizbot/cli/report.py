"""`quizbot report month|half-year|year --ending DATE`: periodic reports, their closing, and every figure opened."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizbot.cli._acting import acting, by_option, json_option
from quizbot.cli._papers import read_day
from quizbot.cli._sections import SectionedGroup
from quizbot.cli._settings import OpenWork, open_work, settings_option
from quizbot.config import Settings

if TYPE_CHECKING:
    from quizbot.core.reporting.periods import ReportPeriod
    from quizbot.documents.reports.paper import ReportFacts
    from quizbot.usecases.reporting.tracing import Trace


@click.group(cls=SectionedGroup)
def report() -> None:
    """Báo cáo định kỳ theo Kế hoạch: tháng, 6 tháng, năm."""


def _command(name: str, kind: str, help_: str) -> None:
    @report.command(name, help=help_)
    @click.option(
        "--ending", callback=read_day, required=True, help="Ngày cuối kỳ: 14 của tháng (14/6, 14/12)."
    )
    @click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Thư mục ghi tệp.")
    @click.option("--trace", "figure", default=None, help="Mở một số liệu: liệt kê các dòng phía sau mã này.")
    @click.option("--so-far", "so_far", is_flag=True, help="Cùng --trace: mở số lũy kế từ đầu năm báo cáo.")
    @click.option(
        "--close", "closes", is_flag=True, help="Chốt số liệu của kỳ; về sau chỉ điều chỉnh ở kỳ sau."
    )
    @click.option(
        "--papers",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Thư mục văn bản của cơ quan; mặc định: mục papers của cấu hình.",
    )
    @by_option
    @json_option
    @settings_option
    def make(
        ending: date,
        out: Path | None,
        figure: str | None,
        papers: Path | None,
        login: str | None,
        settings: Settings,
        *,
        closes: bool,
        so_far: bool,
        as_json: bool,
    ) -> None:
        from quizbot.core.reporting.periods import PeriodKind, period_ending, year_to_date

        period = period_ending(PeriodKind(kind), ending)
        with open_work(settings) as work:
            if closes:
                _close(work, settings, period, login)
            if figure is not None:
                _trace(work, year_to_date(period) if so_far else period, figure, as_json=as_json)
                return
            _write(work, settings, period, papers=papers, out=out, as_json=as_json)


_command("month", "month", "Báo cáo tháng: từ ngày 15 tháng trước đến hết ngày 14.")
_command("half-year", "half-year", "Báo cáo 6 tháng: đến hết ngày 14/6 hoặc 14/12.")
_command("year", "year", "Báo cáo năm: từ ngày 15/12 năm trước đến hết ngày 14/12.")


@report.command()
@json_option
@settings_option
def due(settings: Settings, *, as_json: bool) -> None:
    """Hạn gửi của kỳ này và kỳ vừa qua, đã chốt hay chưa."""
    from quizbot.cli._show import as_json as shown
    from quizbot.documents.reports.wording import period_text
    from quizbot.installation import now, office_calendar
    from quizbot.usecases.reporting.due import due_reports

    at = now()
    with open_work(settings) as work:
        days_off = office_calendar(settings, at=at)
        found = work.read(lambda w: due_reports(w, days_off=days_off, now=at))
    if as_json:
        click.echo("[" + ",\n".join(shown(each) for each in found) + "]")
        return
    for each in found:
        state = (
            "đã chốt"
            if each.closed
            else "trước khi có hoạt động"
            if each.before_use
            else "quá hạn, chưa chốt"
            if each.late
            else "đang làm dự thảo"
            if each.drafting
            else "chưa đến ngày dự thảo"
        )
        click.echo(
            f"{period_text(each.period)}: hạn gửi {each.deadline:%d/%m/%Y}, dự thảo từ {each.drafted:%d/%m/%Y}; {state}"
        )


def _close(work: OpenWork, settings: Settings, period: "ReportPeriod", login: str | None) -> None:
    from quizbot.i18n.formats import moment
    from quizbot.installation import now, office_calendar
    from quizbot.usecases.reporting.closing import counted, keep

    at = now()
    days_off = office_calendar(settings, at=period.starts_at)
    # counting takes long where many play: nobody who answers waits for it
    made = work.read(lambda w: counted(w, period=period, days_off=days_off, by=acting(w, login), now=at))
    work.write(lambda w: keep(w, made))
    click.echo(
        f"Đã chốt số liệu lúc {moment(made.at)}, người chốt {made.by}, mã băm {made.sha256[:16]}; "
        f"{len(made.adjustments)} điều chỉnh kỳ trước.",
        err=True,
    )


def _write(
    work: OpenWork,
    settings: Settings,
    period: "ReportPeriod",
    *,
    papers: Path | None,
    out: Path | None,
    as_json: bool,
) -> None:
    from quizbot.cli._show import as_json as shown
    from quizbot.documents.dossier import write_files
    from quizbot.documents.reports.files import missing_lines, report_files

    facts = _facts(work, settings, period, papers)
    if as_json:
        click.echo(shown(facts.report))
    elif out is None:
        _show(facts)
    if out is not None:
        for path in write_files(report_files(facts), out):
            click.echo(f"Đã ghi {path}", err=as_json)
    if facts.report.missing and out is not None:
        click.echo(missing_lines(facts).rstrip(), err=True)


def _facts(work: OpenWork, settings: Settings, period: "ReportPeriod", papers: Path | None) -> "ReportFacts":
    from quizbot.cli._papers import open_desk_of
    from quizbot.documents.desk import REPORT
    from quizbot.documents.reports.paper import ReportFacts
    from quizbot.installation import now, office_calendar
    from quizbot.usecases.reporting.report import periodic_report

    desk = open_desk_of(settings, papers=papers)
    at, days_off = now(), office_calendar(settings, at=period.starts_at)
    found = work.read(
        lambda w: periodic_report(w, period=period, days_off=days_off, now=at, tasks=desk.reports.numbers())
    )
    return ReportFacts(
        office=desk.office, settings=desk.reports, report=found, template=desk.template(REPORT)
    )


def _show(facts: "ReportFacts") -> None:
    from quizbot.documents.reports.files import missing_lines
    from quizbot.documents.reports.overview import overview
    from quizbot.documents.reports.table import Number, written
    from quizbot.documents.reports.tables import tables
    from quizbot.documents.reports.wording import DRAFT, PEOPLE_ATTEMPTS, period_text, span_text

    found = facts.report
    click.echo(
        f"BÁO CÁO {period_text(found.period)} ({span_text(found.period)}); hạn gửi {found.deadline:%d/%m/%Y}"
    )
    if found.provisional:
        click.echo(DRAFT)
    for table in (overview(found), *tables(found, facts.settings)[1:]):
        if not table.rows:
            continue
        click.echo(f"\n{table.title}")
        for row in (*table.rows, *((table.total,) if table.total else ())):
            cells = [written(cell, column.kind) for cell, column in zip(row, table.columns, strict=True)]
            ids = [cell.id for cell in row if isinstance(cell, Number)]
            click.echo("  " + " | ".join(cells) + (f"   [{ids[0]}]" if ids else ""))
    click.echo(f"\n{PEOPLE_ATTEMPTS}")
    if found.missing:
        click.echo("\n" + missing_lines(facts).rstrip())


def _trace(work: OpenWork, period: "ReportPeriod", figure: str, *, as_json: bool) -> None:
    from quizbot.cli._show import as_json as shown
    from quizbot.documents.reports.wording import told_text
    from quizbot.installation import now
    from quizbot.usecases.reporting.tracing import trace

    found: Trace = work.read(lambda w: trace(w, period=period, figure=figure, now=now()))
    if as_json:
        click.echo(shown(found))
        return
    click.echo(f"{figure} = {found.now} {found.figure.counted.value}; {len(found.lines)} dòng")
    if found.reported != found.now:
        click.echo(f"Đã báo cáo khi chốt: {found.reported}. Chênh lệch vào mục điều chỉnh của kỳ sau.")
    for each in found.lines:
        click.echo(f"  {each.row}  +{each.amount}  {told_text(each.told)}".rstrip())
