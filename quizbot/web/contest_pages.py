"""The file of a contest: where it stands, what may come next, corrections, appeals, and the record."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from quizbot.core.contest import ContestState, Round
from quizbot.core.corrections import Correction
from quizbot.core.lifecycle import Actor
from quizbot.core.refusal import Refusal
from quizbot.i18n.actors import actor_text
from quizbot.usecases import appeals, correcting, organise, outages
from quizbot.usecases.accounts import actor_name, actor_of
from quizbot.usecases.appeals import AppealView
from quizbot.usecases.asked import Asked, asked_question
from quizbot.usecases.consequences import consequences
from quizbot.usecases.lifecycle import LifeView, life_view
from quizbot.usecases.mending import corrections_of
from quizbot.usecases.old_keys import OldKey, old_keys
from quizbot.usecases.outages import Proposal
from quizbot.usecases.planning import Plan
from quizbot.usecases.ports import Outcome, Work
from quizbot.usecases.standings import find
from quizbot.web.browser import Staff, form_token
from quizbot.web.correction_forms import draft_of, fields_of
from quizbot.web.login_pages import menu
from quizbot.web.site import Site, check_form, go

T = TypeVar("T")
MOST_ROWS = 200  # people shown in a preview; prizes come first
COMING_AT_MOST = 20  # rounds to come that are offered for a window of one's own
_ROLES = ("organizer", "reviewer")
SEEN = 303  # after a form that was carried out


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """A correction with the names a reader needs."""

    correction: Correction
    by: str
    who: str
    undone: bool
    # the bank still has the key that was corrected
    old_key: OldKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """Everything on the page of a contest."""

    life: LifeView
    # rounds that were held or are open, the latest first, and those to come
    held: tuple[Round, ...]
    coming: tuple[Round, ...]
    log: tuple[Logged, ...]
    # who took each step, by number
    step_names: dict[int, str]
    appeals: tuple[AppealView, ...]
    # appeals that this person may not answer, being concerned themself
    not_mine: frozenset[int]
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class ContestPages:
    """`/ban-to-chuc/{slug}`."""

    site: Site

    def routes(self) -> list[BaseRoute]:
        """Give the routes."""
        return [
            Route("/ban-to-chuc/{slug}", self.show),
            Route("/ban-to-chuc/{slug}/buoc", self.foresee),
            Route("/ban-to-chuc/{slug}/buoc", self.step, methods=["POST"]),
            Route("/ban-to-chuc/{slug}/xem-truoc", self.preview, methods=["POST"]),
            Route("/ban-to-chuc/{slug}/dieu-chinh", self.sign, methods=["POST"]),
            Route("/ban-to-chuc/{slug}/khieu-nai", self.answer, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """Show the file of a contest."""
        staff = await self.site.staff(request, *_ROLES)
        slug, now = _slug(request), self.site.clock()
        view = await self.site.store.read(lambda work: _file(work, slug, actor_of(staff.account), now))
        return self._page(
            "contest.html",
            staff,
            view=view,
            contest=view.life.stored.contest,
            # a reviewer has no business with papers
            has_papers=self.site.papers is not None and staff.may("organizer", "hr"),
            now=now,
        )

    async def foresee(self, request: Request) -> Response:
        """Show what a step would bring, counted now; nothing happens until it is confirmed."""
        staff = await self.site.staff(request, *_ROLES, "hr")
        slug, now, to = _slug(request), self.site.clock(), _state(request.query_params.get("sang", ""))
        actor = actor_of(staff.account)
        found = await self.site.store.read(
            lambda work: consequences(work, slug=slug, to=to, actor=actor, now=now)
        )
        home = f"/ban-to-chuc/{slug}" if staff.may(*_ROLES) else "/nhan-su"
        if found is None:
            # somebody else has taken it, or the page was open too long
            return go(home)
        return self._page("step.html", staff, found=found, contest=found.stored.contest, home=home)

    async def step(self, request: Request) -> Response:
        """Take the contest a step on, or back."""
        staff, form = await self._posted(request, "hr")
        slug, now, reason = _slug(request), self.site.clock(), form.get("reason", "")
        to, actor = _state(form.get("to", "")), actor_of(staff.account)
        done = await self._done(
            slug, lambda work: organise.step(work, slug=slug, to=to, by=actor, reason=reason, now=now)
        )
        return done if staff.may(*_ROLES) or done.status_code != SEEN else go("/nhan-su")

    async def preview(self, request: Request) -> Response:
        """Show what a correction would do; nothing is written."""
        staff, form = await self._posted(request)
        slug, now, fields = _slug(request), self.site.clock(), fields_of(form)

        def plan(work: Work) -> tuple[Plan, str, Asked | None]:
            draft = draft_of(slug, fields)(work, now)
            name = draft.question_id
            asked = asked_question(work, slug=slug, question_id=name) if name else None
            return correcting.plan(work, slug=slug, draft=draft, now=now), _who(work, draft), asked

        try:
            planned, who, asked = await self.site.store.read(plan)
        except Refusal as refusal:
            return self._refused(slug, refusal)
        return self._page(
            "plan.html", staff, plan=planned, who=who, asked=asked, fields=fields, most=MOST_ROWS
        )

    async def sign(self, request: Request) -> Response:
        """Sign the correction that was previewed."""
        staff, form = await self._posted(request)
        slug, now, fields = _slug(request), self.site.clock(), fields_of(form)
        actor = actor_of(staff.account)
        return await self._done(
            slug,
            lambda work: correcting.apply(
                work,
                slug=slug,
                draft=draft_of(slug, fields)(work, now),
                by=actor,
                reason=form.get("reason", ""),
                now=now,
                planned=form.get("planned", ""),
            ),
        )

    async def answer(self, request: Request) -> Response:
        """Answer an appeal."""
        staff, form = await self._posted(request)
        slug, now, actor = _slug(request), self.site.clock(), actor_of(staff.account)
        number, outcome = form.get("appeal", ""), form.get("outcome", "")
        if not (number.isascii() and number.isdigit()) or outcome not in [each.value for each in Outcome]:
            raise HTTPException(404)
        return await self._done(
            slug,
            lambda work: appeals.answer(
                work,
                appeal_id=int(number),
                outcome=Outcome(outcome),
                text=form.get("text", ""),
                by=actor,
                now=now,
            ),
        )

    async def _posted(self, request: Request, *more: str) -> tuple[Staff, dict[str, str]]:
        staff = await self.site.staff(request, *_ROLES, *more)
        form = await request.form(max_files=0, max_fields=20)
        check_form(staff.session, form.get("csrf"))
        fields = {name: str(value) for name, value in form.items()}
        # an answer with several parts comes as one tick each
        return staff, fields | {"key": ", ".join(map(str, form.getlist("key")))}

    async def _done(self, slug: str, use_case: Callable[[Work], T]) -> Response:
        try:
            await self.site.store.write(use_case)
        except Refusal as refusal:
            return self._refused(slug, refusal)
        return go(f"/ban-to-chuc/{slug}")

    def _refused(self, slug: str, refusal: Refusal) -> Response:
        return self.site.pages.fault(
            status=409,
            title="Chưa thực hiện được",
            text=self.site.explain(refusal),
            path=f"/ban-to-chuc/{slug}/",
        )

    def _page(self, template: str, staff: Staff, **facts: Any) -> Response:
        return self.site.pages.page(
            template,
            staff=staff,
            csrf=form_token(staff.session),
            menu=menu(staff),
            here="/ban-to-chuc",
            explain=self.site.explain,
            **facts,
        )


def _slug(request: Request) -> str:
    return str(request.path_params["slug"])


def _state(name: str) -> ContestState:
    try:
        return ContestState(name)
    except ValueError as fault:
        raise HTTPException(404) from fault


def _file(work: Work, slug: str, actor: Actor, now: datetime) -> FileView:
    stored = find(work, slug)
    life = life_view(work, stored, actor=actor, now=now)
    old = old_keys(work, corrections_of(work, stored))
    log = tuple(
        Logged(
            correction=each,
            by=actor_text(actor_name(work, each.by)),
            who=_who(work, each),
            undone=each.number in life.undone,
            old_key=old.get(each.number),
        )
        for each in life.corrections
    )
    rounds = [each for each in work.contests.rounds(stored.id) if not each.left_out]
    waiting = [each for each in life.appeals if each.outcome is None]
    return FileView(
        life=life,
        held=tuple(each for each in reversed(rounds) if each.opens_at <= now),
        coming=tuple(each for each in rounds if now < each.opens_at)[:COMING_AT_MOST],
        log=log,
        step_names={each.number: actor_text(actor_name(work, each.by)) for each in life.steps},
        appeals=appeals.listed(work, stored),
        not_mine=frozenset(
            each.id for each in waiting if actor.id in appeals.first_hands(work, stored, each)
        ),
        proposals=outages.proposals(work, stored=stored),
    )


def _who(work: Work, correction: Correction) -> str:
    person = None if correction.person_id is None else work.people.person(correction.person_id)
    return "" if person is None else f"{person.name or 'người đã xoá dữ liệu'} ({person.code})"
