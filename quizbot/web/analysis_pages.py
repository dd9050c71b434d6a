"""What the answers of a contest tell: figures of questions and papers, and signs for a person to look at."""

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from quizbot.core.statistics.sheets import FEWEST
from quizbot.usecases.analysis.figures import StillOpen, begun_rounds, round_figures
from quizbot.usecases.analysis.gathering import Which
from quizbot.usecases.analysis.signs import integrity_report
from quizbot.usecases.ports import Work
from quizbot.usecases.standings import find
from quizbot.web.browser import form_token
from quizbot.web.login_pages import menu
from quizbot.web.site import Site


@dataclass(frozen=True, slots=True)
class AnalysisPages:
    """`/ban-to-chuc/{slug}/thong-ke` and `/ban-to-chuc/{slug}/dau-hieu`."""

    site: Site

    def routes(self) -> list[BaseRoute]:
        """Give the routes."""
        return [
            Route("/ban-to-chuc/{slug}/thong-ke", self.figures),
            Route("/ban-to-chuc/{slug}/dau-hieu", self.signs),
        ]

    async def figures(self, request: Request) -> Response:
        """Show a round's statistics; `vong` names the round, `luot` whose papers. Open rounds: reviewers alone."""
        staff = await self.site.staff(request, "organizer", "reviewer")
        slug, now, query = str(request.path_params["slug"]), self.site.clock(), request.query_params
        wanted = query.get("vong", "")
        number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 6 else None
        which = next((each for each in Which if each.value == query.get("luot")), Which.COUNTED)
        reviewer = staff.may("reviewer")

        def look(work: Work) -> dict[str, Any]:
            stored = find(work, slug)
            rounds = begun_rounds(work, stored=stored, now=now)
            chosen = number or (rounds[-1].number if rounds else None)
            found, closed_to_me = None, False
            if chosen is not None:
                try:
                    found = round_figures(
                        work, slug=slug, number=chosen, now=now, which=which, reviewer=reviewer
                    )
                except StillOpen:
                    closed_to_me = True
            return {
                "contest": stored.contest,
                "rounds": rounds,
                "number": chosen,
                "found": found,
                "closed_to_me": closed_to_me,
            }

        facts = await self.site.store.read(look)
        return self.site.pages.page(
            "figures.html",
            staff=staff,
            csrf=form_token(staff.session),
            menu=menu(staff),
            here="/ban-to-chuc",
            which=which,
            fewest=FEWEST,
            **facts,
        )

    async def signs(self, request: Request) -> Response:
        """Show the signs of a contest."""
        staff = await self.site.staff(request, "organizer")
        slug = str(request.path_params["slug"])
        found = await self.site.store.read(lambda work: integrity_report(work, slug=slug))
        return self.site.pages.page(
            "signs.html",
            staff=staff,
            csrf=form_token(staff.session),
            menu=menu(staff),
            here="/ban-to-chuc",
            found=found,
        )
