"""Reading questions blind in the browser: answer without the key, say what is doubtful, go on to the next."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from quizbot.core.question import Question
from quizbot.core.refusal import Refusal
from quizbot.i18n.formats import LOCAL
from quizbot.usecases import bank
from quizbot.usecases.accounts import actor_of
from quizbot.web.browser import Staff, form_token
from quizbot.web.chat_pages import download
from quizbot.web.login_pages import menu
from quizbot.web.site import Site, check_form, go

_ROLES = ("reviewer", "author", "organizer")
# who mends questions is told what readers found
_MEND = ("author", "organizer")
_HOME, _ONE = "/doc-duyet", "/doc-duyet/cau"
_MENU = "/ngan-hang"


class ReadingDesk(Protocol):
    """What the pages ask of whoever shows questions and keeps readings; all of it may take seconds."""

    verdicts: Mapping[str, str]

    def standing(self, reader: str, stored: Sequence[Question]) -> Any: ...
    def next(self, reader: str, stored: Sequence[Question], *, document: str, after: str) -> Any: ...
    def one(self, reader: str, stored: Sequence[Question], question_id: str) -> Any: ...
    def take(
        self,
        reader: str,
        stored: Sequence[Question],
        *,
        question_id: str,
        mark: str,
        answer: str,
        verdict: str,
        note: str,
        on: date,
    ) -> Any: ...
    def last(self, reader: str, stored: Sequence[Question], question_id: str) -> Any: ...
    def record(self, name: str) -> bytes | None: ...


@dataclass(frozen=True, slots=True)
class ReadingPages:
    """`/doc-duyet`."""

    site: Site

    def routes(self) -> list[BaseRoute]:
        """Give the routes; none without a desk."""
        if self.site.readings is None:
            return []
        return [
            Route(_HOME, self.standing),
            Route(_ONE, self.show),
            Route(_ONE, self.take, methods=["POST"]),
            Route(f"{_HOME}/ho-so/{{name}}", self.record),
        ]

    @property
    def _desk(self) -> ReadingDesk:
        if self.site.readings is None:
            raise HTTPException(404)
        return self.site.readings

    async def standing(self, request: Request) -> Response:
        """Show what waits for this reader, and what they have read."""
        staff = await self.site.staff(request, *_ROLES)
        found = await asyncio.to_thread(self._desk.standing, staff.account.name, await self._stored())
        return self._page(
            "readings.html", staff, found=found, may_mend=staff.may(*_MEND), words_of=self._desk.verdicts
        )

    async def show(self, request: Request) -> Response:
        """Show the next question; the last one's outcome stands above it."""
        staff = await self.site.staff(request, *_ROLES)
        query, reader, stored = request.query_params, staff.account.name, await self._stored()
        document, after = query.get("van-ban", ""), query.get("sau", "")
        blind = await asyncio.to_thread(self._desk.next, reader, stored, document=document, after=after)
        done = query.get("truoc", "")
        before = await asyncio.to_thread(self._desk.last, reader, stored, done) if done else None
        if blind is None and before is None:
            return go(_HOME)
        return self._ask(staff, blind, document=document, before=before)

    async def take(self, request: Request) -> Response:
        """Keep what was said; the same question comes again when it cannot be kept, with all that was written."""
        staff = await self.site.staff(request, *_ROLES)
        form = await request.form(max_files=0, max_fields=40)
        check_form(staff.session, form.get("csrf"))
        said = {name: str(form.get(name, ""))[:2000] for name in ("question", "mark", "verdict", "note")}
        answer = " ".join(str(each).strip() for each in form.getlist("answer"))[:500]
        document, reader, stored = str(form.get("document", "")), staff.account.name, await self._stored()
        now = self.site.clock()
        try:
            found = await asyncio.to_thread(
                self._desk.take,
                reader,
                stored,
                question_id=said["question"],
                mark=said["mark"],
                answer=answer,
                verdict=said["verdict"],
                note=said["note"],
                on=now.astimezone(LOCAL).date(),
            )
        except Refusal as refusal:
            blind = await asyncio.to_thread(self._desk.one, reader, stored, said["question"])
            fault = self.site.explain(refusal)
            if blind is None:
                return self.site.pages.fault(status=409, title="Chưa ghi được", text=fault, path=_HOME)
            return self._ask(staff, blind, document=document, said={**said, "answer": answer}, fault=fault)
        actor = actor_of(staff.account)
        await self.site.store.write(
            lambda work: bank.note_reading(
                work,
                question_id=found.question_id,
                read=found.read,
                agrees=found.agrees,
                verdict=found.verdict,
                passes=found.passes,
                by=actor.id,
                now=now,
            )
        )
        query = {"van-ban": document, "truoc": found.question_id}
        return go(f"{_ONE}?{urlencode({name: value for name, value in query.items() if value})}")

    async def record(self, request: Request) -> Response:
        """Give a file of readings that is to be put into the bank's folder by hand."""
        await self.site.staff(request, *_ROLES)
        name = str(request.path_params["name"])
        content = await asyncio.to_thread(self._desk.record, name)
        if content is None:
            raise HTTPException(404)
        return download(name, content, "application/yaml")

    async def _stored(self) -> Sequence[Question]:
        return await self.site.store.read(lambda work: work.bank.everything())

    def _ask(
        self,
        staff: Staff,
        blind: Any,
        *,
        document: str,
        before: Any = None,
        said: Mapping[str, str] | None = None,
        fault: str = "",
    ) -> Response:
        return self._page(
            "reading.html",
            staff,
            status=409 if fault else 200,
            blind=blind,
            document=document,
            before=before,
            said=said or {"answer": "", "verdict": "", "note": ""},
            verdicts=self._desk.verdicts,
            fault=fault,
        )

    def _page(self, template: str, staff: Staff, *, status: int = 200, **facts: Any) -> Response:
        return self.site.pages.page(
            template,
            status=status,
            staff=staff,
            csrf=form_token(staff.session),
            menu=menu(staff),
            here=_MENU,
            **facts,
        )
