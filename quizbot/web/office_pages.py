"""The pages of HR and of the organizers."""

from dataclasses import dataclass
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from quizbot.core.contest import ContestKind, ContestState, Round
from quizbot.core.lifecycle import Actor
from quizbot.usecases.accounts import actor_of
from quizbot.usecases.lifecycle import NextStep, next_step
from quizbot.usecases.organise import ProgressView, progress_view
from quizbot.usecases.ports import OutboxCounts, StoredContest, Work
from quizbot.usecases.standings import BoardView, board_view, contests_view, find
from quizbot.usecases.trouble import troubles
from quizbot.usecases.unfinished import RoundRuns, last_closed, running_round
from quizbot.web.browser import form_token
from quizbot.web.chat_pages import download
from quizbot.web.login_pages import menu
from quizbot.web.site import Site

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TOP = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestResults:
    """What HR sees of a contest before opening the workbook."""

    people: BoardView
    units: BoardView
    # open now: of it nothing is shown, and the boards are those of the last closed round
    running: Round | None
    # the boards are of a round or a contest that is over
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestRun:
    """What an organizer sees of a contest."""

    stored: StoredContest
    progress: ProgressView | None
    # what leads on, as far as the roles of this person go
    next: NextStep | None
    appeals_open: int


@dataclass(frozen=True, slots=True)
class OfficePages:
    """`/nhan-su` and `/ban-to-chuc`."""

    site: Site

    def routes(self) -> list[BaseRoute]:
        """Give the routes."""
        return [
            Route("/nhan-su", self.hr),
            Route("/nhan-su/{slug}/khen-thuong.xlsx", self.award),
            Route("/ban-to-chuc", self.organizer),
        ]

    async def hr(self, request: Request) -> Response:
        """Show each contest with its best people and units, and the workbook to sign."""
        staff = await self.site.staff(request, "hr")
        now = self.site.clock()
        results = await self.site.store.read(lambda work: _results(work, now))
        return self.site.pages.page(
            "hr.html",
            staff=staff,
            csrf=form_token(staff.session),
            menu=menu(staff),
            here="/nhan-su",
            results=results,
            has_award=self.site.award_xlsx is not None,
            has_papers=self.site.papers is not None,
        )

    async def award(self, request: Request) -> Response:
        """Give the award workbook of a contest."""
        await self.site.staff(request, "hr")
        make, slug, now = self.site.award_xlsx, str(request.path_params["slug"]), self.site.clock()
        if make is None:
            raise HTTPException(404)
        try:
            made = await self.site.store.read(lambda work: make(work, slug, now))
        except RoundRuns as refused:
            text = self.site.explain(refused)
            return self.site.pages.fault(
                status=409, title="Chưa làm được văn bản", text=text, path=request.url.path
            )
        name, content = made if isinstance(made, tuple) else (f"khen-thuong-{slug}.xlsx", made)
        return download(name, content, _XLSX)

    async def organizer(self, request: Request) -> Response:
        """Show how the contests run, and what may be done."""
        staff = await self.site.staff(request, "organizer", "reviewer")
        now = self.site.clock()
        actor = actor_of(staff.account)
        runs, messages = await self.site.store.read(lambda work: _runs(work, actor, now))
        stuck = await self.site.store.read(troubles)
        return self.site.pages.page(
            "organizer.html",
            staff=staff,
            csrf=form_token(staff.session),
            menu=menu(staff),
            here="/ban-to-chuc",
            runs=runs,
            explain=self.site.explain,
            messages=messages,
            troubles=stuck,
            fault=request.query_params.get("loi", ""),
        )


def _results(work: Work, now: datetime) -> tuple[ContestResults, ...]:
    return tuple(
        _result(work, view.slug, now)
        for view in contests_view(work, now=now)
        if view.kind is not ContestKind.PRACTICE
    )


def _result(work: Work, slug: str, now: datetime) -> ContestResults:
    stored = find(work, slug)
    running = running_round(work, stored, now=now)
    over = None if running is None else last_closed(work, stored, now=now)
    number = None if over is None else over.number
    return ContestResults(
        people=board_view(work, slug=slug, now=now, round_number=number, inside=True, limit=_TOP),
        units=board_view(work, slug=slug, now=now, round_number=number, by="unit", inside=True),
        running=running,
        shown=running is None or over is not None,
    )


def _runs(work: Work, actor: Actor, now: datetime) -> tuple[tuple[ContestRun, ...], tuple[OutboxCounts, ...]]:
    runs = []
    for stored in work.contests.all():
        running = stored.state is ContestState.OPEN
        progress = progress_view(work, slug=stored.contest.id, now=now) if running else None
        runs.append(
            ContestRun(
                stored=stored,
                progress=progress,
                next=next_step(work, stored, actor=actor, now=now),
                appeals_open=work.appeals.count_open(stored.id),
            )
        )
    runs.sort(key=lambda run: (run.progress is None, run.stored.contest.id))
    return tuple(runs), tuple(work.outbox.counts())
