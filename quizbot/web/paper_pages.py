"""Papers in the browser: what the council looks at, the whole file as one zip, contest papers, certificates."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from quizbot.core.commend.choosing import FLOORS, Decision
from quizbot.core.commend.grants import Grant, SignedGrant
from quizbot.core.commend.nominees import Nominee
from quizbot.core.commend.rulings import Ruling, SignedRuling, Verdict, holding
from quizbot.core.contest import Round
from quizbot.core.lifecycle import Actor
from quizbot.core.proof.certificates import CertificateRecord, initials
from quizbot.core.refusal import Refusal
from quizbot.forms.faults import FormFaults
from quizbot.i18n.actors import actor_text
from quizbot.usecases.accounts import actor_name
from quizbot.usecases.awarding import FINAL_STATES
from quizbot.usecases.paperwork import Commendation, note_taken
from quizbot.usecases.ports import StoredContest, Work
from quizbot.usecases.standings import find
from quizbot.usecases.unfinished import running_round
from quizbot.web.browser import Staff, form_token
from quizbot.web.chat_pages import download
from quizbot.web.login_pages import menu
from quizbot.web.site import Site, check_form

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_ZIP = "application/zip"
_KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
Upload = tuple[str, bytes]


class Papers(Protocol):
    """What pages ask of the maker of papers; `desk` and `facts` are its own affair."""

    def desk(self, *, records: Upload | None = None) -> Any: ...
    def commend(self, work: Work, desk: Any, *, slug: str, now: datetime) -> Commendation: ...
    def dossier(
        self, desk: Any, found: Commendation, *, on: date, summaries: Upload | None = None
    ) -> tuple[str, bytes]: ...
    def listed(self) -> tuple[tuple[str, str, bool], ...]: ...
    def gather(
        self, work: Work, desk: Any, *, paper: str, slug: str, number: int | None, now: datetime
    ) -> Any: ...
    def paper(self, desk: Any, facts: Any, *, paper: str, kind: str) -> tuple[str, bytes]: ...
    def balance_lines(self, found: Commendation) -> tuple[tuple[str, str], ...]: ...
    def below_floor(self, found: Commendation) -> tuple[str, ...]: ...
    def names(self, found: Commendation) -> dict[str, str]: ...
    def prizes(self, found: Commendation) -> dict[str, tuple[str, ...]]: ...
    def outcome(self, outcome: str) -> str: ...
    def why(self, decision: Decision) -> str: ...
    def verdict(self, verdict: str) -> str: ...
    def awards_had(self, nominee: Nominee) -> tuple[str, ...]: ...
    def board_place(self, nominee: Nominee) -> int | None: ...
    def decide(
        self, work: Work, desk: Any, *, slug: str, asked: Ruling, by: Actor, now: datetime
    ) -> SignedRuling: ...
    def grant(
        self, work: Work, desk: Any, *, slug: str, decision: str, on: date, by: Actor, now: datetime
    ) -> tuple[SignedGrant, ...]: ...
    def register_file(self, register: Sequence[SignedGrant], signers: Mapping[str, str]) -> bytes: ...
    def read_grants(self, table: Upload) -> tuple[Grant, ...]: ...
    def record(self, token: str) -> CertificateRecord | None: ...


@dataclass(frozen=True, slots=True)
class PaperPages:
    """`/nhan-su/{slug}/...`, `/ban-to-chuc/{slug}/van-ban`, `/chung-nhan/{token}`."""

    site: Site

    def routes(self) -> list[BaseRoute]:
        """Give the routes; none without a maker of papers."""
        if self.site.papers is None:
            return []
        return [
            Route("/nhan-su/{slug}/hoi-dong", self.council),
            Route("/nhan-su/{slug}/ho-so.zip", self.dossier, methods=["POST"]),
            Route("/ban-to-chuc/{slug}/van-ban", self.listed),
            Route("/ban-to-chuc/{slug}/van-ban/{name}.{kind}", self.paper),
            Route("/chung-nhan/{token}", self.certificate),
        ]

    @property
    def _papers(self) -> Papers:
        if self.site.papers is None:
            raise HTTPException(404)
        return self.site.papers

    async def council(self, request: Request) -> Response:
        """Show who is proposed and who is passed over, and why, before the council votes."""
        staff = await self.site.staff(request, "hr")
        slug, now, papers = _slug(request), self.site.clock(), self._papers

        async def show() -> Response:
            desk = await asyncio.to_thread(papers.desk)

            def look(work: Work) -> tuple[Commendation, dict[str, str]]:
                made = papers.commend(work, desk, slug=slug, now=now)
                return made, {each.by: actor_text(actor_name(work, each.by)) for each in made.rulings}

            found, signers = await self.site.store.read(look)
            return self._page(
                "council.html",
                staff,
                signers=signers,
                here="/nhan-su",
                found=found,
                contest=found.figures.contest,
                balance=papers.balance_lines(found),
                below_floor=papers.below_floor(found),
                floors=FLOORS,
                names=papers.names(found),
                prizes=papers.prizes(found),
                shown={each.code: each.name for each in found.nominees},
                papers=papers,
                held={(each.ruling.award, each.ruling.code): each for each in holding(found.rulings)},
                held_numbers={each.number for each in holding(found.rulings)},
                verdicts=[each.value for each in Verdict],
                today=now.astimezone(_ZONE).date().isoformat(),
            )

        return await self._told(show, request.url.path)

    async def dossier(self, request: Request) -> Response:
        """Give the whole commendation file; that it was taken is on record."""
        staff = await self.site.staff(request, "hr")
        slug, now, papers = _slug(request), self.site.clock(), self._papers
        async with request.form(max_files=2, max_fields=5) as form:
            check_form(staff.session, form.get("csrf"))
            records, summaries = await _sent(form.get("hr")), await _sent(form.get("summaries"))
            asked = str(form.get("on") or now.astimezone(_ZONE).date())
        try:
            on = date.fromisoformat(asked)
        except ValueError as fault:
            raise HTTPException(404) from fault

        async def make() -> Response:
            desk = await asyncio.to_thread(papers.desk, records=records)
            found = await self.site.store.read(lambda work: papers.commend(work, desk, slug=slug, now=now))
            name, content = await asyncio.to_thread(papers.dossier, desk, found, on=on, summaries=summaries)
            by = f"account:{staff.account.id}"
            await self.site.store.write(lambda work: note_taken(work, found.figures, by=by, now=now))
            return download(name, content, _ZIP)

        return await self._told(make, request.url.path)

    async def listed(self, request: Request) -> Response:
        """List the papers of a contest."""
        staff = await self.site.staff(request, "organizer", "hr")
        slug, now = _slug(request), self.site.clock()

        def look(work: Work) -> tuple[StoredContest, tuple[Round, ...], Round | None]:
            stored = find(work, slug)
            every = work.contests.rounds(stored.id)
            rounds = tuple(each for each in every if each.closes_at <= now and not each.left_out)
            return stored, rounds, running_round(work, stored, now=now)

        stored, rounds, running = await self.site.store.read(look)
        return self._page(
            "papers.html",
            staff,
            here="/ban-to-chuc",
            contest=stored.contest,
            provisional=stored.state not in FINAL_STATES,
            rounds=rounds,
            running=running,
            listed=self._papers.listed(),
        )

    async def paper(self, request: Request) -> Response:
        """Give one paper of a contest, as Word file or as PDF."""
        await self.site.staff(request, "organizer", "hr")
        slug, now, papers = _slug(request), self.site.clock(), self._papers
        name, kind = str(request.path_params["name"]), str(request.path_params["kind"])
        asked = request.query_params.get("vong", "")
        if kind not in _KINDS or name not in [each for each, _, _ in papers.listed()]:
            raise HTTPException(404)
        if asked and not (asked.isascii() and asked.isdigit()):
            raise HTTPException(404)
        number = int(asked) if asked else None

        async def make() -> Response:
            desk = await asyncio.to_thread(papers.desk)
            facts = await self.site.store.read(
                lambda work: papers.gather(work, desk, paper=name, slug=slug, number=number, now=now)
            )
            file, content = await asyncio.to_thread(papers.paper, desk, facts, paper=name, kind=kind)
            return download(file, content, _KINDS[kind])

        return await self._told(make, request.url.path)

    async def certificate(self, request: Request) -> Response:
        """Tell anybody whether a certificate is ours; of a name only initials are shown."""
        record = self._papers.record(str(request.path_params["token"]))
        stored = None
        if record is not None:
            slug = record.contest
            stored = await self.site.store.read(lambda work: work.contests.by_slug(slug))
        return self.site.pages.page(
            "certificate.html",
            status=200 if record is not None else 404,
            record=record,
            name="" if record is None else initials(record.name) if record.unit else record.name,
            contest=None if stored is None else stored.contest,
            final=stored is not None and stored.state in FINAL_STATES,
        )

    async def _told(self, make: Callable[[], Any], path: str) -> Response:
        try:
            response: Response = await make()
        except Refusal as refusal:
            if refusal.code.startswith(("storage.", "contest.unknown", "round.unknown")):
                raise
            # faults of the office's files are already in words, each with its place
            text = str(refusal) if isinstance(refusal, FormFaults) else self.site.explain(refusal)
            return self.site.pages.fault(status=409, title="Chưa làm được văn bản", text=text, path=path)
        return response

    def _page(self, template: str, staff: Staff, **facts: Any) -> Response:
        return self.site.pages.page(
            template, staff=staff, csrf=form_token(staff.session), menu=menu(staff), **facts
        )


def _slug(request: Request) -> str:
    return str(request.path_params["slug"])


async def _sent(value: object) -> Upload | None:
    if not isinstance(value, UploadFile) or not value.filename:
        return None
    return value.filename, await value.read()
