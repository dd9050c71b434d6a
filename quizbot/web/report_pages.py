"""Periodic reports in the browser: what is due, a report with every number opening, closing."""

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from quizbot.core.reporting.periods import (
    ZONE,
    NotAPeriodEnd,
    PeriodKind,
    ReportPeriod,
    period_ending,
    previous,
    year_to_date,
)
from quizbot.i18n.actors import actor_text
from quizbot.usecases.accounts import actor_name, actor_of
from quizbot.usecases.ports import Work
from quizbot.usecases.reporting.closing import counted, keep
from quizbot.usecases.reporting.due import due_reports
from quizbot.usecases.reporting.tracing import Trace, trace
from quizbot.web.chat_pages import download
from quizbot.web.report_desk import HERE, ROLES, ReportDesk
from quizbot.web.site import check_form, go

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_LINES_AT_MOST = 500


@dataclass(frozen=True, slots=True)
class ReportPages(ReportDesk):
    """`/bao-cao`, `/bao-cao/{kind}/{last}/...`."""

    def routes(self) -> list[BaseRoute]:
        """Give the routes; none without a maker of reports."""
        if self.site.reports is None:
            return []
        period = f"{HERE}/{{kind}}/{{last}}"
        return [
            Route(HERE, self.due),
            Route(period, self.report),
            Route(f"{period}/chot", self.close, methods=["POST"]),
            Route(f"{period}/so/{{figure:path}}", self.trace),
            Route(f"{period}/{{file}}", self.file),
        ]

    async def due(self, request: Request) -> Response:
        """Show which reports are due, and how far they are."""
        staff = await self.site.staff(request, *ROLES)
        now, reports = self.site.clock(), self.reports

        async def show() -> Response:
            days_off = await asyncio.to_thread(reports.days_off, now)
            found = await self.site.store.read(lambda work: due_reports(work, days_off=days_off, now=now))
            return self.page("reports.html", staff, found=found)

        return await self.told(show)

    async def report(self, request: Request) -> Response:
        """Show a report; every number leads to the rows behind it."""
        staff = await self.site.staff(request, *ROLES)
        period, now, reports = _period(request), self.site.clock(), self.reports

        async def show() -> Response:
            facts, closed_by = await self.site.store.read(
                lambda work: _named(work, reports.facts(work, period=period, now=now))
            )
            return self.page(
                "report.html",
                staff,
                found=facts.report,
                closed_by=closed_by,
                period=period,
                tables=reports.tables(facts),
                missing=reports.missing(facts),
                base=_address(period),
                before=_address(previous(period)),
                may_close=now.astimezone(ZONE).date() >= facts.report.drafted,
            )

        return await self.told(show)

    async def file(self, request: Request) -> Response:
        """Give one file of a report."""
        await self.site.staff(request, *ROLES)
        period, now, reports = _period(request), self.site.clock(), self.reports
        kind = str(request.path_params["file"])

        async def make() -> Response:
            facts = await self.site.store.read(lambda work: reports.facts(work, period=period, now=now))
            made = await asyncio.to_thread(reports.file, facts, kind)
            if made is None:
                raise HTTPException(404)
            return download(made[0], made[1], _TYPES[kind.rpartition(".")[2]])

        return await self.told(make)

    async def trace(self, request: Request) -> Response:
        """List the rows behind a figure."""
        staff = await self.site.staff(request, *ROLES)
        period, now, reports = _period(request), self.site.clock(), self.reports
        figure = str(request.path_params["figure"])
        counted = year_to_date(period) if "luy-ke" in request.query_params else period

        async def show() -> Response:
            def look(work: Work) -> tuple[Trace, str]:
                found = trace(work, period=counted, figure=figure, now=now)
                return found, reports.figure(work, found.figure.id)

            found, name = await self.site.store.read(look)
            return self.page(
                "report_trace.html",
                staff,
                found=found,
                name=name,
                period=period,
                counted=counted,
                base=_address(period),
                lines=found.lines[:_LINES_AT_MOST],
            )

        return await self.told(show)

    async def close(self, request: Request) -> Response:
        """Close a period for good."""
        staff = await self.site.staff(request, *ROLES)
        async with request.form(max_files=0, max_fields=5) as form:
            check_form(staff.session, form.get("csrf"))
        period, now, reports = _period(request), self.site.clock(), self.reports

        async def act() -> Response:
            days_off = await asyncio.to_thread(reports.days_off, period.starts_at)
            actor = actor_of(staff.account)
            # counting takes long where many play: nobody who answers waits for it
            made = await self.site.store.read(
                lambda work: counted(work, period=period, days_off=days_off, by=actor, now=now)
            )
            await self.site.store.write(lambda work: keep(work, made))
            return go(_address(period))

        return await self.told(act)


def _named(work: Work, facts: Any) -> tuple[Any, str]:
    """Give a report with the name of who closed it."""
    closing = facts.report.closing
    return facts, actor_text(actor_name(work, closing.by)) if closing else ""


def _period(request: Request) -> ReportPeriod:
    try:
        kind = PeriodKind(str(request.path_params["kind"]))
        return period_ending(kind, date.fromisoformat(str(request.path_params["last"])))
    except (ValueError, NotAPeriodEnd) as fault:
        raise HTTPException(404) from fault


def _address(period: ReportPeriod) -> str:
    return f"{HERE}/{period.kind.value}/{quote(period.last.isoformat())}"
