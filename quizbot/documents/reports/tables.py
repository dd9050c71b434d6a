"""The tables of a periodic report, once for Word and workbook alike: every number with the id it opens by."""

from quizbot.documents.reports.overview import adjustments, overview
from quizbot.documents.reports.play_tables import missed, rounds, topics, units
from quizbot.documents.reports.register_tables import awards, media, outside, tasks
from quizbot.documents.reports.settings import ReportSettings
from quizbot.documents.reports.table import Table
from quizbot.usecases.reporting.report import PeriodicReport


def tables(report: PeriodicReport, settings: ReportSettings) -> tuple[Table, ...]:
    """Lay out every table, in the order of the appendix."""
    return (
        overview(report),
        units(report),
        rounds(report),
        topics(report, settings),
        missed(report),
        awards(report),
        media(report),
        outside(report),
        tasks(report, settings),
        *((adjustments(report),) if report.adjustments else ()),
    )
