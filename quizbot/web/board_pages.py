"""The boards, open to everybody: what the contest publishes, and live until the freeze."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from quizbot.chat.board_file import board_name
from quizbot.chat.screens.boardfile import PDF
from quizbot.core.contest import ContestKind, ContestState
from quizbot.usecases.places import MyPlace, my_place
from quizbot.usecases.ports import Person, Work
from quizbot.usecases.standings import BoardView, board_view, contests_view, find, find_round
from quizbot.usecases.unit_standings import own_unit
from quizbot.web.chat_pages import download
from quizbot.web.site import Site
from quizbot.web.webchat import NAME

# everybody who looks within this time sees the same drawing: the database is asked once
_KEPT = timedelta(seconds=3)
# ... and within this time when results have changed since
_KEPT_CHANGED = timedelta(seconds=1)
_KEPT_AT_MOST = 500
_PDFS_KEPT = 30

T = TypeVar("T")
BoardKey = tuple[str, int | None, str]
"""Contest, round, and whether people or units are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    view: BoardView
    html: str
    etag: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BoardPages:
    """The list of contests, and the board of each."""

    site: Site
    _kept: dict[BoardKey, Drawing] = field(default_factory=dict)
    # by contest and round: the drawing it was made of, and the file
    _pdfs: dict[tuple[str, int | None], tuple[str, bytes]] = field(default_factory=dict)
    # strangers may ask for it, and it takes a processor while it is made
    _typesetting: asyncio.Lock = field(default_factory=asyncio.Lock)
    # when results changed last, as far as this process heard
    _changed: list[datetime] = field(default_factory=lambda: [datetime.min.replace(tzinfo=UTC)])

    def routes(self) -> list[BaseRoute]:
        """Give the routes."""
        routes: list[BaseRoute] = [
            Route("/bang-xep-hang", self.list),
            Route("/bang-xep-hang/{slug}", self.show),
        ]
        if self.site.files is not None:
            routes.append(Route("/bang-xep-hang/{slug}/bang.pdf", self.pdf))
        return routes

    async def list(self, request: Request) -> Response:
        """List the contests that people may know of."""
        now = self.site.clock()
        known = await self.site.store.read(lambda work: contests_view(work, now=now))
        views = [view for view in known if view.kind is not ContestKind.PRACTICE]
        return _with_etag(request, self.site.pages.text("boards.html", contests=views), "public, max-age=10")

    async def show(self, request: Request) -> Response:
        """Show a board; `vong` names the round, `theo` is nguoi or don-vi, `manh` asks for the tables alone."""
        slug, number, by = key_of(request)
        drawing = await self.drawing((slug, number, by))
        if "manh" in request.query_params:
            return _answer(request, drawing.html, drawing.etag, "public, max-age=3")
        mine = await self._mine(request, slug, number) if by == "person" else None
        own = await self._own_unit(request, slug) if by == "unit" else None
        unit = next((each for each in drawing.view.units if each.result.code == own), None)
        hidden = drawing.view.hidden_until is not None
        page = self.site.pages.text(
            "board.html",
            view=drawing.view,
            by=by,
            body=drawing.html,
            mine=mine,
            unit=None if hidden else unit,
            has_pdf=self.site.files is not None,
        )
        return _with_etag(request, page, "private, no-cache" if mine or own else "public, max-age=3")

    async def pdf(self, request: Request) -> Response:
        """Give the board as PDF, people and units; `vong` names the round. What it tells is what the page tells."""
        slug, number, _ = key_of(request)
        people = await self.drawing((slug, number, "person"))
        units = await self.drawing((slug, number, "unit"))
        if people.view.hidden_until is not None or self.site.files is None:
            raise HTTPException(404)
        mark = _etag(people.html + units.html)
        kept = self._pdfs.get((slug, number))
        if kept is None or kept[0] != mark:
            async with self._typesetting:
                kept = mark, await asyncio.to_thread(self.site.files.board, people.view, units.view)
            if len(self._pdfs) >= _PDFS_KEPT:
                self._pdfs.clear()
            self._pdfs[slug, number] = kept
        return download(board_name(people.view, "pdf"), kept[1], PDF)

    def outdate(self) -> None:
        """Note that results changed: drawings made before are made anew, once a second at most."""
        self._changed[0] = self.site.clock()

    async def drawing(self, key: BoardKey) -> Drawing:
        """Give the public drawing of a board, made a moment ago at most.

        Raises:
            HTTPException: the contest is not public yet.
            UnknownContest
        """
        now = self.site.clock()
        kept = self._kept.get(key)
        if kept is not None and now - kept.at < (_KEPT if kept.at > self._changed[0] else _KEPT_CHANGED):
            return kept
        slug, number, by = key
        view = await self.site.store.read(
            lambda work: board_view(work, slug=slug, now=now, round_number=number, by=by)
        )
        if view.state in (ContestState.DRAFT, ContestState.CHECKED):
            raise HTTPException(404)
        html = self.site.pages.text("board_body.html", view=view, by=by)
        drawing = Drawing(view=view, html=html, etag=_etag(html), at=now)
        if len(self._kept) >= _KEPT_AT_MOST:
            self._kept.clear()
        self._kept[key] = drawing
        return drawing

    async def _mine(self, request: Request, slug: str, number: int | None) -> MyPlace | None:
        now = self.site.clock()

        def look(work: Work, person: Person) -> MyPlace | None:
            stored = find(work, slug)
            round_ = find_round(work, stored, number) if number is not None else None
            return my_place(work, stored=stored, round_=round_, person_id=person.id, now=now)

        return await self._seen_by(request, look)

    async def _own_unit(self, request: Request, slug: str) -> str | None:
        return await self._seen_by(request, lambda work, person: own_unit(work, find(work, slug), person))

    async def _seen_by(self, request: Request, look: Callable[[Work, Person], T | None]) -> T | None:
        """Look at something as the person of this browser's chat; None when nobody is known there."""
        session = await self.site.browsers.chat(request)
        if session is None or session.chat_address is None:
            return None
        address = session.chat_address

        def seen(work: Work) -> T | None:
            person = work.people.by_address(NAME, address)
            return None if person is None else look(work, person)

        return await self.site.store.read(seen)


def key_of(request: Request) -> BoardKey:
    """Tell which board is asked for: `vong` names the round, `theo` is nguoi or don-vi."""
    slug, query = str(request.path_params["slug"]), request.query_params
    wanted = query.get("vong", "")
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 6 else None
    return slug, number, "unit" if query.get("theo") == "don-vi" else "person"


def _with_etag(request: Request, html: str, cache: str) -> Response:
    return _answer(request, html, _etag(html), cache)


def _answer(request: Request, html: str, etag: str, cache: str) -> Response:
    headers = {"etag": etag, "cache-control": cache, "vary": "cookie, accept-encoding"}
    known = {each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")}
    if etag in known:
        return Response(status_code=304, headers=headers)
    return HTMLResponse(html, headers=headers)


def _etag(html: str) -> str:
    return f'"{hashlib.sha256(html.encode()).hexdigest()[:20]}"'
