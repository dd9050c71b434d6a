"""Periodic reports in the browser: what is due, a report with every number opening, closing, the register."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from urllib.parse import quote

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from quizbot.core.calendar import DaysOff
from quizbot.core.refusal import Refusal
from quizbot.core.reporting.periods import (
    ZONE,
    NotAPeriodEnd,
    PeriodKind,
    ReportPeriod,
    period_ending,
    previous,
    year_to_date,
)
from quizbot.core.reporting.register import (
    PARTS,
    Entry,
    EntryKind,
    MediaForm,
    SignedEntry,
    fields_of,
    standing,
)
from quizbot.forms.faults import FormFaults
from quizbot.usecases.accounts import actor_name, actor_of
from quizbot.usecases.ports import Work
from quizbot.usecases.reporting import register
from quizbot.usecases.reporting.closing import counted, keep
from quizbot.usecases.reporting.due import due_reports
from quizbot.usecases.reporting.tracing import trace
from quizbot.web.browser import Staff, form_token
from quizbot.web.chat_pages import download
from quizbot.web.login_pages import menu
from quizbot.web.site import Site, check_form, go

_HERE = "/bao-cao"
_REGISTER = "/bao-cao/so-dang-ky"
_ROLES = ("hr", "organizer")
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_WHOLE = ("count", "people", "units", "views", "amount", "task")
_LINES_AT_MOST = 500


class Reports(Protocol):
    """What pages ask of the maker of reports; `facts` is its own affair, but for `facts.report`."""

    def days_off(self, at: datetime) -> DaysOff: ...
    def facts(self, work: Work, *, period: ReportPeriod, now: datetime) -> Any: ...
    def tables(self, facts: Any) -> tuple[Any, ...]: ...
    def file(self, facts: Any, kind: str) -> tuple[str, bytes] | None: ...
    def missing(self, facts: Any) -> tuple[str, ...]: ...
    def period(self, period: ReportPeriod) -> str: ...
    def span(self, period: ReportPeriod) -> str: ...
    def row(self, row: str) -> str: ...
    def told(self, told: tuple[tuple[str, str], ...]) -> str: ...
    def words(self) -> dict[str, dict[str, str]]: ...
    def keep(self, content: bytes) -> str: ...
    def kept(self, sha256: str) -> bytes | None: ...


@dataclass(frozen=True, slots=True)
class ReportPages:
    """`/bao-cao`, `/bao-cao/{kind}/{last}/...`, `/bao-cao/so-dang-ky`."""

    site: Site

    def routes(self) -> list[BaseRoute]:
        """Give the routes; none without a maker of reports."""
        if self.site.reports is None:
            return []
        period = "/bao-cao/{kind}/{last}"
        return [
            Route(_HERE, self.due),
            Route(_REGISTER, self.register),
            Route(_REGISTER, self.write, methods=["POST"]),
            Route(f"{_REGISTER}/{{number:int}}/rut", self.take_back, methods=["POST"]),
            Route("/bao-cao/minh-chung/{sha256}", self.proof),
            Route(period, self.report),
            Route(f"{period}/chot", self.close, methods=["POST"]),
            Route(f"{period}/so/{{figure:path}}", self.trace),
            Route(f"{period}/{{file}}", self.file),
        ]

    @property
    def _reports(self) -> Reports:
        if self.site.reports is None:
            raise HTTPException(404)
        return self.site.reports

    async def due(self, request: Request) -> Response:
        """Show which reports are due, and how far they are."""
        staff = await self.site.staff(request, *_ROLES)
        now, reports = self.site.clock(), self._reports

        async def show() -> Response:
            days_off = await asyncio.to_thread(reports.days_off, now)
            found = await self.site.store.read(lambda work: due_reports(work, days_off=days_off, now=now))
            return self._page("reports.html", staff, found=found)

        return await self._told(show)

    async def report(self, request: Request) -> Response:
        """Show a report; every number leads to the rows behind it."""
        staff = await self.site.staff(request, *_ROLES)
        period, now, reports = _period(request), self.site.clock(), self._reports

        async def show() -> Response:
            facts, closed_by = await self.site.store.read(
                lambda work: _named(work, reports.facts(work, period=period, now=now))
            )
            return self._page(
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

        return await self._told(show)

    async def file(self, request: Request) -> Response:
        """Give one file of a report."""
        await self.site.staff(request, *_ROLES)
        period, now, reports = _period(request), self.site.clock(), self._reports
        kind = str(request.path_params["file"])

        async def make() -> Response:
            facts = await self.site.store.read(lambda work: reports.facts(work, period=period, now=now))
            made = await asyncio.to_thread(reports.file, facts, kind)
            if made is None:
                raise HTTPException(404)
            return download(made[0], made[1], _TYPES[kind.rpartition(".")[2]])

        return await self._told(make)

    async def trace(self, request: Request) -> Response:
        """List the rows behind a figure."""
        staff = await self.site.staff(request, *_ROLES)
        period, now = _period(request), self.site.clock()
        figure = str(request.path_params["figure"])
        counted = year_to_date(period) if "luy-ke" in request.query_params else period

        async def show() -> Response:
            found = await self.site.store.read(
                lambda work: trace(work, period=counted, figure=figure, now=now)
            )
            return self._page(
                "report_trace.html",
                staff,
                found=found,
                period=period,
                counted=counted,
                base=_address(period),
                lines=found.lines[:_LINES_AT_MOST],
            )

        return await self._told(show)

    async def close(self, request: Request) -> Response:
        """Close a period for good."""
        staff = await self.site.staff(request, *_ROLES)
        async with request.form(max_files=0, max_fields=5) as form:
            check_form(staff.session, form.get("csrf"))
        period, now, reports = _period(request), self.site.clock(), self._reports

        async def act() -> Response:
            days_off = await asyncio.to_thread(reports.days_off, period.starts_at)
            actor = actor_of(staff.account)
            # counting takes long where many play: nobody who answers waits for it
            made = await self.site.store.read(
                lambda work: counted(work, period=period, days_off=days_off, by=actor, now=now)
            )
            await self.site.store.write(lambda work: keep(work, made))
            return go(_address(period))

        return await self._told(act)

    async def register(self, request: Request) -> Response:
        """Show the register and the form of the chosen kind, filled when an entry is mended."""
        staff = await self.site.staff(request, *_ROLES)

        def look(work: Work) -> tuple[Sequence[SignedEntry], dict[str, str]]:
            entries = work.reports.register()
            return entries, {each.by: actor_name(work, each.by) for each in entries}

        entries, names = await self.site.store.read(look)
        held = standing(entries)
        asked = request.query_params.get("thay", "")
        mended = next((each for each in held if str(each.number) == asked), None)
        kind = _kind(request.query_params.get("loai", "")) or EntryKind.MEDIA
        kind = mended.entry.kind if mended else kind
        needed, allowed = fields_of(kind)
        return self._page(
            "register.html",
            staff,
            held=tuple(reversed(held)),
            entries=tuple(reversed(entries)) if "tat-ca" in request.query_params else (),
            kind=kind.value,
            names=names,
            mended=mended,
            needed=("title", *needed),
            fields=("title", *needed, *allowed, "link"),
            parts=PARTS,
            words=self._reports.words(),
            today=self.site.clock().astimezone(ZONE).date().isoformat(),
        )

    async def write(self, request: Request) -> Response:
        """Write an entry, or put one in the place of another."""
        staff = await self.site.staff(request, *_ROLES)
        now, actor = self.site.clock(), actor_of(staff.account)
        async with request.form(max_files=1, max_fields=25) as form:
            check_form(staff.session, form.get("csrf"))
            proof = form.get("file")
            sent = (
                (proof.filename, await proof.read())
                if isinstance(proof, UploadFile) and proof.filename
                else None
            )
            values = dict(_values(form))
            mends, reason = str(form.get("thay") or ""), str(form.get("reason") or "")
            kept = {"file": str(form.get("kept_file") or ""), "sha256": str(form.get("kept_sha256") or "")}
        kind = _kind(str(values.pop("kind", "")))
        if kind is None or (mends and not mends.isascii()):
            raise HTTPException(404)

        async def act() -> Response:
            found = _proof(kept, self._reports)
            if sent is not None:
                found = {
                    "file": sent[0][:200],
                    "sha256": await asyncio.to_thread(self._reports.keep, sent[1]),
                }
            entry = Entry(kind=kind, **{**values, **found})
            if mends:
                await self.site.store.write(
                    lambda work: register.mend(work, int(mends), entry, reason=reason, by=actor, now=now)
                )
            else:
                await self.site.store.write(lambda work: register.write(work, entry, by=actor, now=now))
            return go(f"{_REGISTER}?loai={kind.value}")

        return await self._told(act)

    async def take_back(self, request: Request) -> Response:
        """Take an entry back, with the reason."""
        staff = await self.site.staff(request, *_ROLES)
        async with request.form(max_files=0, max_fields=5) as form:
            check_form(staff.session, form.get("csrf"))
            reason = str(form.get("reason") or "")
        number, now, actor = int(request.path_params["number"]), self.site.clock(), actor_of(staff.account)

        async def act() -> Response:
            await self.site.store.write(
                lambda work: register.take_back(work, number, reason=reason, by=actor, now=now)
            )
            return go(_REGISTER)

        return await self._told(act)

    async def proof(self, request: Request) -> Response:
        """Give a kept proof, as a download whatever it is."""
        await self.site.staff(request, *_ROLES)
        sha256 = str(request.path_params["sha256"])
        entries = await self.site.store.read(lambda work: work.reports.register())
        named = next((each.entry.file for each in entries if each.entry.sha256 == sha256), None)
        content = await asyncio.to_thread(self._reports.kept, sha256) if named else None
        if named is None or content is None:
            raise HTTPException(404)
        return download(named, content, "application/octet-stream")

    async def _told(self, make: Callable[[], Awaitable[Response]]) -> Response:
        try:
            return await make()
        except Refusal as refusal:
            if refusal.code.startswith("storage."):
                raise
            text = str(refusal) if isinstance(refusal, FormFaults) else self.site.explain(refusal)
            return self.site.pages.page(
                "fault.html", status=409, title="Chưa thực hiện được", text=text, incident=""
            )

    def _page(self, template: str, staff: Staff, **facts: Any) -> Response:
        return self.site.pages.page(
            template,
            staff=staff,
            csrf=form_token(staff.session),
            menu=menu(staff),
            here=_HERE,
            reports=self._reports,
            **facts,
        )


def _named(work: Work, facts: Any) -> tuple[Any, str]:
    """Give a report with the name of who closed it."""
    closing = facts.report.closing
    return facts, actor_name(work, closing.by) if closing else ""


def _period(request: Request) -> ReportPeriod:
    try:
        kind = PeriodKind(str(request.path_params["kind"]))
        return period_ending(kind, date.fromisoformat(str(request.path_params["last"])))
    except (ValueError, NotAPeriodEnd) as fault:
        raise HTTPException(404) from fault


def _address(period: ReportPeriod) -> str:
    return f"{_HERE}/{period.kind.value}/{quote(period.last.isoformat())}"


def _kind(text: str) -> EntryKind | None:
    return next((each for each in EntryKind if each.value == text), None)


def _proof(kept: Mapping[str, str], reports: Reports) -> dict[str, str]:
    """Carry the proof of a mended entry over, if it is there."""
    return dict(kept) if kept["sha256"] and reports.kept(kept["sha256"]) is not None else {}


def _values(form: FormData) -> Mapping[str, Any]:
    """Read the fields of an entry; what is no number or no day is refused as such."""
    found: dict[str, Any] = {
        "kind": str(form.get("kind") or ""),
        "title": str(form.get("title") or "").strip(),
    }
    for name in ("by_whom", "place", "link", "part", "text"):
        if form.get(name):
            found[name] = str(form[name]).strip()
    for name in _WHOLE:
        given = str(form.get(name) or "").strip().replace(".", "")
        if given:
            found[name] = _whole(name, given)
    for name in ("on", "until"):
        given = str(form.get(name) or "")
        if given:
            found[name] = _day(name, given)
    if form.get("form"):
        found["form"] = next((each for each in MediaForm if each.value == form["form"]), None)
    return found


def _whole(name: str, given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) <= 13):
        raise HTTPException(400, detail=name)
    return int(given)


def _day(name: str, given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError as fault:
        raise HTTPException(400, detail=name) from fault
