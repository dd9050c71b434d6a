"""The council's decisions and the register of decisions in the browser."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from quizbot.core.commend.grants import SignedGrant, standing_grants
from quizbot.core.commend.rulings import Ruling, Verdict
from quizbot.core.refusal import Refusal
from quizbot.forms.faults import FormFaults
from quizbot.i18n.actors import actor_text
from quizbot.usecases.accounts import actor_name, actor_of
from quizbot.usecases.granting import bring_in, take_back_grant
from quizbot.usecases.ports import Work
from quizbot.usecases.ruling import take_back
from quizbot.web.browser import Staff, form_token
from quizbot.web.chat_pages import download
from quizbot.web.login_pages import menu
from quizbot.web.paper_pages import Papers
from quizbot.web.site import Site, check_form, go

_REGISTER = "/nhan-su/so-quyet-dinh"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class AwardPages:
    """`/nhan-su/{slug}/hoi-dong/...`, `/nhan-su/so-quyet-dinh`."""

    site: Site

    def routes(self) -> list[BaseRoute]:
        """Give the routes; none without a maker of papers."""
        if self.site.papers is None:
            return []
        return [
            Route(_REGISTER, self.register),
            Route(f"{_REGISTER}.xlsx", self.file),
            Route(f"{_REGISTER}/nhap", self.bring_in, methods=["POST"]),
            Route(f"{_REGISTER}/{{number:int}}/rut", self.strike, methods=["POST"]),
            Route("/nhan-su/{slug}/hoi-dong/quyet-dinh", self.decide, methods=["POST"]),
            Route("/nhan-su/{slug}/hoi-dong/{number:int}/rut", self.take_back, methods=["POST"]),
            Route("/nhan-su/{slug}/hoi-dong/da-ky", self.granted, methods=["POST"]),
        ]

    @property
    def _papers(self) -> Papers:
        if self.site.papers is None:
            raise HTTPException(404)
        return self.site.papers

    async def decide(self, request: Request) -> Response:
        """Enter what the council decided of one nominee."""
        staff, form = await self._sent(request)
        slug, papers, now = str(request.path_params["slug"]), self._papers, self.site.clock()
        verdict = _field(form, "verdict")
        if verdict not in [each.value for each in Verdict]:
            raise HTTPException(404)
        asked = Ruling(
            award=_field(form, "award"),
            subject="person",
            code=_field(form, "code"),
            verdict=Verdict(verdict),
            reason=_field(form, "reason"),
        )

        async def act() -> Response:
            desk = await asyncio.to_thread(papers.desk)
            by = actor_of(staff.account)
            await self.site.store.write(
                lambda work: papers.decide(work, desk, slug=slug, asked=asked, by=by, now=now)
            )
            return go(f"/nhan-su/{slug}/hoi-dong#quyet-dinh")

        return await self._told(act)

    async def take_back(self, request: Request) -> Response:
        """Take a decision of the council back, with the reason."""
        staff, form = await self._sent(request)
        slug, number = str(request.path_params["slug"]), int(request.path_params["number"])
        reason, now, by = _field(form, "reason"), self.site.clock(), actor_of(staff.account)

        async def act() -> Response:
            await self.site.store.write(
                lambda work: take_back(work, slug=slug, number=number, reason=reason, by=by, now=now)
            )
            return go(f"/nhan-su/{slug}/hoi-dong#quyet-dinh")

        return await self._told(act)

    async def granted(self, request: Request) -> Response:
        """Write the signed decision of a contest into the register."""
        staff, form = await self._sent(request)
        slug, papers, now = str(request.path_params["slug"]), self._papers, self.site.clock()
        decision, by = _field(form, "decision"), actor_of(staff.account)
        try:
            on = date.fromisoformat(_field(form, "on"))
        except ValueError as fault:
            raise HTTPException(404) from fault

        async def act() -> Response:
            desk = await asyncio.to_thread(papers.desk)
            await self.site.store.write(
                lambda work: papers.grant(work, desk, slug=slug, decision=decision, on=on, by=by, now=now)
            )
            return go(_REGISTER)

        return await self._told(act)

    async def register(self, request: Request) -> Response:
        """Show the register of decisions."""
        staff = await self.site.staff(request, "hr")
        lines, signers = await self.site.store.read(_register)
        held = standing_grants(lines)
        return self.site.pages.page(
            "granted.html",
            staff=staff,
            csrf=form_token(staff.session),
            menu=menu(staff),
            here="/nhan-su",
            signers=signers,
            held=tuple(reversed(held)),
            total=sum(each.grant.amount for each in held),
            lines=tuple(reversed(lines)) if "tat-ca" in request.query_params else (),
            added=_number(request, "them"),
            known=_number(request, "co-san"),
        )

    async def file(self, request: Request) -> Response:
        """Give the register as a workbook."""
        await self.site.staff(request, "hr")
        lines, signers = await self.site.store.read(_register)
        content = await asyncio.to_thread(self._papers.register_file, lines, signers)
        day = self.site.clock().astimezone(_ZONE).date()
        return download(f"so-quyet-dinh-khen-thuong-{day.isoformat()}.xlsx", content, _XLSX)

    async def bring_in(self, request: Request) -> Response:
        """Bring in earlier decisions from a table."""
        staff = await self.site.staff(request, "hr")
        async with request.form(max_files=1, max_fields=5) as form:
            check_form(staff.session, form.get("csrf"))
            table = form.get("table")
            if not isinstance(table, UploadFile) or not table.filename:
                raise HTTPException(404)
            sent = (table.filename, await table.read())
        papers, now, by = self._papers, self.site.clock(), actor_of(staff.account)

        async def act() -> Response:
            grants = await asyncio.to_thread(papers.read_grants, sent)
            made = await self.site.store.write(lambda work: bring_in(work, grants, by=by, now=now))
            return go(f"{_REGISTER}?them={len(made.added)}&co-san={made.known}")

        return await self._told(act)

    async def strike(self, request: Request) -> Response:
        """Take a line of the register back, with the reason."""
        staff, form = await self._sent(request)
        number, reason = int(request.path_params["number"]), _field(form, "reason")
        now, by = self.site.clock(), actor_of(staff.account)

        async def act() -> Response:
            await self.site.store.write(
                lambda work: take_back_grant(work, number, reason=reason, by=by, now=now)
            )
            return go(_REGISTER)

        return await self._told(act)

    async def _sent(self, request: Request) -> tuple[Staff, FormData]:
        staff = await self.site.staff(request, "hr")
        async with request.form(max_files=0, max_fields=8) as form:
            check_form(staff.session, form.get("csrf"))
            return staff, form

    async def _told(self, make: Callable[[], Awaitable[Response]]) -> Response:
        try:
            return await make()
        except Refusal as refusal:
            if refusal.code.startswith(("storage.", "contest.unknown")):
                raise
            # faults of files are already in words, each with its place
            text = str(refusal) if isinstance(refusal, FormFaults) else self.site.explain(refusal)
            return self.site.pages.fault(status=409, title="Chưa ghi được", text=text, path="/nhan-su")


def _register(work: Work) -> tuple[tuple[SignedGrant, ...], dict[str, str]]:
    """Give every line of the register, and the names of those who wrote."""
    lines = tuple(work.awards.grants())
    return lines, {each.by: actor_text(actor_name(work, each.by)) for each in lines}


def _field(form: FormData, name: str) -> str:
    value: Any = form.get(name)
    return value if isinstance(value, str) else ""


def _number(request: Request, name: str) -> int | None:
    given = request.query_params.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 7 else None
