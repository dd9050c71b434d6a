"""The question bank in the browser: at a glance, taken out as files, and files taken in after a look."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from quizbot.core.question import Question
from quizbot.core.refusal import Refusal
from quizbot.usecases import bank
from quizbot.web.bank_choices import Chosen, chosen_of
from quizbot.web.browser import Staff, form_token
from quizbot.web.chat_pages import download
from quizbot.web.login_pages import menu
from quizbot.web.site import Site, check_form, go

_SEE = ("organizer", "author", "reviewer")
_BRING = ("organizer", "author")
_HOME, _FILE, _DONE = "/ngan-hang", "/ngan-hang/tep", "/ngan-hang/da-nhan"
# fields of one question are at most its options and four more
_MOST_FIELDS = 10_000
# the name and the edges of a file in a form
_BESIDE_BYTES = 65_536
# the figures are one page that needs nothing else, its style included; nothing in it runs
_FIGURES_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"


class BankDesk(Protocol):
    """What the pages ask of whoever reads and writes question files; all of it may take seconds."""

    most_bytes: int

    def glance(self, owner: int, stored: Sequence[Question]) -> Any: ...
    def heat_map(self, stored: Sequence[Question]) -> str: ...
    def export(
        self, stored: Sequence[Question], *, format_: str, document: str
    ) -> tuple[str, bytes, int, tuple[str, ...]]: ...
    def receive(self, owner: int, name: str, content: bytes, *, now: datetime) -> None: ...
    def drop(self, owner: int) -> None: ...
    def place(self, owner: int, *, document: str, section: str, topic: str) -> None: ...
    def preview(self, owner: int, stored: Sequence[Question]) -> Any: ...
    def confirmed(
        self, owner: int, stored: Sequence[Question], *, seen: str, chosen: Chosen, author: str
    ) -> Any: ...
    def write_down(self, owner: int, made: Any) -> None: ...
    def done(self, owner: int) -> Any: ...


@dataclass(frozen=True, slots=True)
class BankPages:
    """`/ngan-hang`."""

    site: Site

    def routes(self) -> list[BaseRoute]:
        """Give the routes; none without a desk."""
        if self.site.bank is None:
            return []
        bigger = Middleware(
            RequestBodyLimitMiddleware, max_body_size=self.site.bank.most_bytes + _BESIDE_BYTES
        )
        return [
            Route(_HOME, self.glance),
            Route("/ngan-hang/ban-do", self.heat_map),
            Route("/ngan-hang/xuat", self.losses),
            Route("/ngan-hang/xuat", self.export, methods=["POST"]),
            Route(_FILE, self.preview),
            Route(_FILE, self.receive, methods=["POST"], middleware=[bigger]),
            Route("/ngan-hang/tep/cho", self.place, methods=["POST"]),
            Route("/ngan-hang/tep/bo", self.drop, methods=["POST"]),
            Route("/ngan-hang/tep/nhan", self.confirm, methods=["POST"]),
            Route(_DONE, self.done),
            Route("/ngan-hang/da-nhan.yaml", self.done_file),
        ]

    @property
    def _desk(self) -> BankDesk:
        if self.site.bank is None:
            raise HTTPException(404)
        return self.site.bank

    async def glance(self, request: Request) -> Response:
        """Show the bank at a glance."""
        staff = await self.site.staff(request, *_SEE)
        stored = await self._stored()
        shown = await asyncio.to_thread(self._desk.glance, staff.account.id, stored)
        return self._page(
            "bank.html",
            staff,
            shown=shown,
            may_bring=staff.may(*_BRING),
            reads=self.site.readings is not None,
            most=self._most,
        )

    async def heat_map(self, request: Request) -> Response:
        """Show the figures over the outline of each document."""
        await self.site.staff(request, *_SEE)
        page = await asyncio.to_thread(self._desk.heat_map, await self._stored())
        return HTMLResponse(
            page, headers={"content-security-policy": _FIGURES_POLICY, "cache-control": "no-store"}
        )

    async def losses(self, request: Request) -> Response:
        """Tell what a format cannot carry, before the file is made."""
        staff = await self.site.staff(request, *_SEE)
        asked = request.query_params.get("dinh-dang", ""), request.query_params.get("van-ban", "")
        name, content, count, lost = await self._exported(*asked)
        return self._page(
            "bank_out.html", staff, name=name, size=len(content), count=count, lost=lost, asked=asked
        )

    async def export(self, request: Request) -> Response:
        """Give the bank as a file; who took it is on record."""
        staff, form = await self._posted(request, *_SEE)
        format_, document = str(form.get("format", "")), str(form.get("document", ""))
        name, content, count, _ = await self._exported(format_, document)
        by, now = _by(staff), self.site.clock()
        await self.site.store.write(
            lambda work: bank.note_taken_out(work, format_=format_, questions=count, by=by, now=now)
        )
        return download(name, content, "application/octet-stream")

    async def receive(self, request: Request) -> Response:
        """Take a file; it waits until somebody has looked at it."""
        staff = await self.site.staff(request, *_BRING)
        async with request.form(max_files=1, max_fields=5) as form:
            check_form(staff.session, form.get("csrf"))
            sent = form.get("file")
            if not isinstance(sent, UploadFile) or not sent.filename:
                return go(_HOME)
            name, content = sent.filename, await sent.read()
        owner, now = staff.account.id, self.site.clock()
        return await self._told(
            staff, lambda: asyncio.to_thread(self._desk.receive, owner, name, content, now=now), _FILE
        )

    async def preview(self, request: Request) -> Response:
        """Show what was understood of the waiting file, question by question."""
        staff = await self.site.staff(request, *_BRING)
        stored = await self._stored()
        try:
            shown = await asyncio.to_thread(self._desk.preview, staff.account.id, stored)
        except Refusal as refusal:
            return self._refused(staff, refusal)
        return self._page("bank_file.html", staff, shown=shown)

    async def place(self, request: Request) -> Response:
        """Say where the questions of the waiting file belong."""
        staff, form = await self._posted(request, *_BRING)
        document, _, section = str(form.get("place", "")).partition(" ")
        owner, topic = staff.account.id, str(form.get("topic", ""))[:200]
        return await self._told(
            staff,
            lambda: asyncio.to_thread(
                self._desk.place, owner, document=document, section=section, topic=topic
            ),
            _FILE,
        )

    async def drop(self, request: Request) -> Response:
        """Forget the waiting file."""
        staff, _ = await self._posted(request, *_BRING)
        await asyncio.to_thread(self._desk.drop, staff.account.id)
        return go(_HOME)

    async def confirm(self, request: Request) -> Response:
        """Take in what was chosen: the running bank first, in one transaction, then the files."""
        staff, form = await self._posted(request, *_BRING)
        owner, by, now = staff.account.id, _by(staff), self.site.clock()
        seen, chosen, author = str(form.get("seen", "")), chosen_of(form), staff.account.name

        async def take() -> None:
            stored = await self._stored()
            made = await asyncio.to_thread(
                self._desk.confirmed, owner, stored, seen=seen, chosen=chosen, author=author
            )
            await self.site.store.write(
                lambda work: bank.take_in(
                    work, made.pairs, source_hash=made.source.sha256, file=made.source.name, by=by, now=now
                )
            )
            await asyncio.to_thread(self._desk.write_down, owner, made)

        return await self._told(staff, take, _DONE)

    async def done(self, request: Request) -> Response:
        """Tell what was taken in, and where it stands."""
        staff = await self.site.staff(request, *_BRING)
        try:
            done = await asyncio.to_thread(self._desk.done, staff.account.id)
        except Refusal as refusal:
            return self._refused(staff, refusal)
        return self._page("bank_done.html", staff, done=done)

    async def done_file(self, request: Request) -> Response:
        """Give what was taken in as YAML, when the folder of the bank was not written."""
        staff = await self.site.staff(request, *_BRING)
        done = await asyncio.to_thread(self._desk.done, staff.account.id)
        if not done.text:
            raise HTTPException(404)
        return download(done.name, done.text.encode(), "application/yaml")

    @property
    def _most(self) -> int:
        return self._desk.most_bytes // 1024 // 1024

    async def _stored(self) -> Sequence[Question]:
        return await self.site.store.read(lambda work: work.bank.everything())

    async def _exported(self, format_: str, document: str) -> tuple[str, bytes, int, tuple[str, ...]]:
        stored = await self._stored()
        try:
            return await asyncio.to_thread(self._desk.export, stored, format_=format_, document=document)
        except KeyError as fault:
            raise HTTPException(404) from fault

    async def _posted(self, request: Request, *roles: str) -> tuple[Staff, Any]:
        staff = await self.site.staff(request, *roles)
        form = await request.form(max_files=0, max_fields=_MOST_FIELDS)
        check_form(staff.session, form.get("csrf"))
        return staff, form

    async def _told(self, staff: Staff, act: Callable[[], Any], then: str) -> Response:
        try:
            await act()
        except Refusal as refusal:
            if refusal.code.startswith("storage."):
                raise
            return self._refused(staff, refusal)
        return go(then)

    def _refused(self, staff: Staff, refusal: Refusal) -> Response:
        return self._page("bank_refused.html", staff, status=409, text=self.site.explain(refusal))

    def _page(self, template: str, staff: Staff, *, status: int = 200, **facts: Any) -> Response:
        return self.site.pages.page(
            template,
            status=status,
            staff=staff,
            csrf=form_token(staff.session),
            menu=menu(staff),
            here=_HOME,
            **facts,
        )


def _by(staff: Staff) -> str:
    return f"account:{staff.account.id}"
