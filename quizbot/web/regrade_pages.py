"""Choosing the question to mark anew: the questions really asked, found by their words, and what is right."""

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from quizbot.core.contest import Contest
from quizbot.core.lifecycle import DECIDED
from quizbot.usecases.asked import Asked, asked_question, asked_questions
from quizbot.usecases.ports import Work
from quizbot.usecases.standings import find
from quizbot.web.browser import form_token
from quizbot.web.login_pages import menu
from quizbot.web.site import Site, go

MOST_SHOWN = 60  # questions on one page; a search narrows them down
_LONGEST_SEARCH = 100
_ROLES = ("organizer", "reviewer")


@dataclass(frozen=True, slots=True)
class RegradePages:
    """`/ban-to-chuc/{slug}/cham-lai`; what is chosen goes to the preview of the contest's page."""

    site: Site

    def routes(self) -> list[BaseRoute]:
        """Give the routes."""
        return [
            Route("/ban-to-chuc/{slug}/cham-lai", self.choose),
            Route("/ban-to-chuc/{slug}/cham-lai/{question}", self.ask),
        ]

    async def choose(self, request: Request) -> Response:
        """List the questions of a contest, or those that hold some words."""
        staff = await self.site.staff(request, *_ROLES)
        slug, words = str(request.path_params["slug"]), request.query_params.get("tim", "")[:_LONGEST_SEARCH]

        def look(work: Work) -> tuple[Contest, bool, tuple[Asked, ...]]:
            stored = find(work, slug)
            return stored.contest, stored.state in DECIDED, asked_questions(work, slug=slug, words=words)

        contest, decided, found = await self.site.store.read(look)
        if decided:
            return go(f"/ban-to-chuc/{slug}")
        return self.site.pages.page(
            "regrade.html",
            staff=staff,
            csrf=form_token(staff.session),
            menu=menu(staff),
            here="/ban-to-chuc",
            contest=contest,
            words=words,
            count=len(found),
            found=found[:MOST_SHOWN],
        )

    async def ask(self, request: Request) -> Response:
        """Show one question, and ask how it is to be marked."""
        staff = await self.site.staff(request, *_ROLES)
        slug, name = str(request.path_params["slug"]), str(request.path_params["question"])

        def look(work: Work) -> tuple[Contest, Asked | None]:
            return find(work, slug).contest, asked_question(work, slug=slug, question_id=name)

        contest, asked = await self.site.store.read(look)
        if asked is None:
            raise HTTPException(404)
        return self.site.pages.page(
            "regrade_question.html",
            staff=staff,
            csrf=form_token(staff.session),
            menu=menu(staff),
            here="/ban-to-chuc",
            contest=contest,
            asked=asked,
        )
