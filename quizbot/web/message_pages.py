"""The messages of a contest: each broadcast, how far it is, and the buttons that steer it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from quizbot.chat.pace import quotas_left
from quizbot.usecases import broadcasting
from quizbot.usecases.accounts import actor_of
from quizbot.usecases.broadcasting import BroadcastView
from quizbot.usecases.forecasting import ContestForecast, forecast_contest
from quizbot.usecases.ports import BroadcastState, StoredContest, Work
from quizbot.usecases.standings import find
from quizbot.usecases.trouble import Trouble, troubles
from quizbot.web.browser import form_token
from quizbot.web.login_pages import menu
from quizbot.web.site import Site, check_form, go

AGAIN = "again"


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagesView:
    """Everything on the page."""

    stored: StoredContest
    broadcasts: tuple[BroadcastView, ...]
    troubles: Mapping[str, Trouble]
    forecast: ContestForecast | None
    quota_left: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class MessagePages:
    """`/ban-to-chuc/{slug}/tin`."""

    site: Site

    def routes(self) -> list[BaseRoute]:
        """Give the routes."""
        return [
            Route("/ban-to-chuc/{slug}/tin", self.show),
            Route("/ban-to-chuc/{slug}/tin", self.decide, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """Show what a contest sends."""
        staff = await self.site.staff(request, "organizer", "reviewer")
        slug, now = str(request.path_params["slug"]), self.site.clock()
        view = await self.site.store.read(lambda work: self._view(work, slug, now))
        return self.site.pages.page(
            "messages.html",
            staff=staff,
            csrf=form_token(staff.session),
            menu=menu(staff),
            here="/ban-to-chuc",
            view=view,
            contest=view.stored.contest,
            carriers=self.site.means.carriers,
        )

    async def decide(self, request: Request) -> Response:
        """Stop, resume or cancel a broadcast, or send again what is not known."""
        staff = await self.site.staff(request, "organizer")
        form = await request.form(max_files=0, max_fields=10)
        check_form(staff.session, form.get("csrf"))
        slug, key, to = str(request.path_params["slug"]), str(form.get("key", "")), str(form.get("to", ""))
        actor, now = actor_of(staff.account), self.site.clock()
        if to == AGAIN:
            await self.site.store.write(
                lambda work: broadcasting.send_again(work, key=key, by=actor, now=now)
            )
        elif to in tuple(BroadcastState):
            await self.site.store.write(
                lambda work: broadcasting.decide(work, key=key, to=BroadcastState(to), by=actor, now=now)
            )
        else:
            raise HTTPException(404)
        return go(f"/ban-to-chuc/{slug}/tin")

    def _view(self, work: Work, slug: str, now: datetime) -> MessagesView:
        stored = find(work, slug)
        lanes = {name: limits.lane for name, limits in self.site.limits.items()}
        coming = [
            (each.opens_at, each.closes_at)
            for each in work.contests.rounds(stored.id)
            if now < each.closes_at
        ]
        foreseen = None
        if coming:
            foreseen = forecast_contest(work, stored.contest, rounds=coming, means=self.site.means, now=now)
        return MessagesView(
            stored=stored,
            forecast=foreseen,
            quota_left=quotas_left(work, limits=self.site.limits, now=now),
            broadcasts=broadcasting.views(work, stored, lanes=lanes, now=now),
            troubles=troubles(work),
        )
