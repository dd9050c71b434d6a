"""Marking essays in the browser, blind: no name, no unit, nobody else's mark. See docs/rules/essays.md."""

from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from quizbot.core.points import read_points
from quizbot.core.refusal import Refusal
from quizbot.usecases import essays
from quizbot.usecases.accounts import actor_of
from quizbot.usecases.essays import MARKERS, BlindEssay, MarkingDesk, MarkOutside
from quizbot.usecases.ports import Work
from quizbot.web.browser import Staff, form_token
from quizbot.web.login_pages import menu
from quizbot.web.site import Site, check_form, go

HERE = "/cham-tu-luan"
MOST_LISTED = 200
"""Essays shown in one list; those not marked yet come first."""


@dataclass(frozen=True, slots=True)
class MarkingPages:
    """`/cham-tu-luan`."""

    site: Site

    def routes(self) -> list[BaseRoute]:
        """Give the routes."""
        return [
            Route(HERE, self.contests),
            Route(f"{HERE}/{{slug}}", self.waiting),
            Route(f"{HERE}/{{slug}}/{{code}}", self.essay),
            Route(f"{HERE}/{{slug}}/{{code}}", self.mark, methods=["POST"]),
        ]

    async def contests(self, request: Request) -> Response:
        """List the contests with essays, and how many wait for this marker."""
        staff = await self.site.staff(request, *MARKERS)
        by = actor_of(staff.account).id
        found = await self.site.store.read(lambda work: essays.desks(work, by=by))
        return self._page("marking.html", staff, desks=found)

    async def waiting(self, request: Request) -> Response:
        """List the essays of a contest that this marker may mark, those not marked yet first."""
        staff = await self.site.staff(request, *MARKERS)
        desk = await self._desk(request, staff)
        listed = sorted(desk.essays, key=lambda each: (each.mine is not None, not each.third, each.code))
        return self._page(
            "marking_list.html",
            staff,
            desk=desk,
            listed=listed[:MOST_LISTED],
            left_out=len(listed[MOST_LISTED:]),
            next=_next(desk),
            done=_done(request),
        )

    async def essay(self, request: Request) -> Response:
        """Show one essay with the form for its mark."""
        staff = await self.site.staff(request, *MARKERS)
        desk = await self._desk(request, staff)
        return self._essay(staff, desk, self._found(request, desk), done=_done(request))

    async def mark(self, request: Request) -> Response:
        """Take a mark and show the next essay that waits; a number that is no mark is asked for again."""
        staff = await self.site.staff(request, *MARKERS)
        form = await request.form(max_files=0, max_fields=10)
        check_form(staff.session, form.get("csrf"))
        slug, code = str(request.path_params["slug"]), str(request.path_params["code"])
        by, now = actor_of(staff.account).id, self.site.clock()
        typed, comment = str(form.get("points", "")), str(form.get("comment", ""))
        points = read_points(typed)

        def give(work: Work) -> object:
            return essays.give_mark(
                work,
                slug=slug,
                code=code,
                points=-1 if points is None else points,
                comment=comment,
                by=by,
                now=now,
            )

        try:
            await self.site.store.write(give)
        except MarkOutside as refusal:
            desk = await self._desk(request, staff)
            fault = self.site.explain(refusal)
            return self._essay(
                staff, desk, self._found(request, desk), fault=fault, typed=typed, comment=comment
            )
        except Refusal as refusal:
            return self.site.pages.fault(
                status=409,
                title="Chưa ghi được điểm",
                text=self.site.explain(refusal),
                path=f"{HERE}/{slug}/",
            )
        following = _next(await self._desk(request, staff))
        done = f"?da-cham={code}"
        return go(f"{HERE}/{slug}/{following.code}{done}" if following else f"{HERE}/{slug}{done}")

    async def _desk(self, request: Request, staff: Staff) -> MarkingDesk:
        slug, by = str(request.path_params["slug"]), actor_of(staff.account).id
        return await self.site.store.read(lambda work: essays.desk(work, slug=slug, by=by))

    def _found(self, request: Request, desk: MarkingDesk) -> BlindEssay:
        code = str(request.path_params["code"]).upper()
        found = next((each for each in desk.essays if each.code == code), None)
        if found is None:
            raise HTTPException(404)
        return found

    def _essay(
        self,
        staff: Staff,
        desk: MarkingDesk,
        essay: BlindEssay,
        *,
        done: str = "",
        fault: str = "",
        typed: str | None = None,
        comment: str | None = None,
    ) -> Response:
        return self._page(
            "marking_essay.html",
            staff,
            status=422 if fault else 200,
            desk=desk,
            essay=essay,
            done=done,
            fault=fault,
            typed=typed,
            comment=essay.comment if comment is None else comment,
        )

    def _page(self, template: str, staff: Staff, *, status: int = 200, **facts: Any) -> Response:
        return self.site.pages.page(
            template,
            status=status,
            staff=staff,
            csrf=form_token(staff.session),
            menu=menu(staff),
            here=HERE,
            **facts,
        )


def _done(request: Request) -> str:
    """Give the code of the essay that was marked just now."""
    code = request.query_params.get("da-cham", "")
    return code if code.isascii() and code.isalnum() and len(code) <= 8 else ""


def _next(desk: MarkingDesk) -> BlindEssay | None:
    """Give the essay to mark next: first those for a third person, without whom nothing is published."""
    waiting = sorted(desk.open, key=lambda each: (not each.third, each.code))
    return waiting[0] if waiting and not desk.over else None
