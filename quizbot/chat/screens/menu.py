"""The menu: today's question first, everything else one tap away."""

from quizbot.chat.messages import Button, Outgoing, Reply
from quizbot.chat.screens import KNOWN, Screen
from quizbot.chat.turn import Turn, button, line, reply
from quizbot.core.contest import ContestKind, ContestState
from quizbot.usecases import learning
from quizbot.usecases.ports import PersonStatus
from quizbot.usecases.standings import ContestView, contests_view

ORGANISING = {"organizer", "admin", "coordinator"}


class Menu:
    """Show what can be played now and where everything is."""

    commands = ("menu", "trangchu", "thoat", "home")
    needs = KNOWN

    def open(self, turn: Turn, _args: tuple[str, ...], /) -> Reply:
        """Show the menu."""
        turn.stay("menu")
        person = turn.known()
        if turn.work.attempts.open_of(person.id) is not None:
            return turn.go(turn, "question", ())
        running = [
            view
            for view in contests_view(turn.work, now=turn.now, viewer=turn.known().id)
            if view.open_round is not None and view.state is ContestState.OPEN
        ]
        ranked = [view for view in running if view.kind is not ContestKind.PRACTICE]
        streak = learning.streak_of(turn.work, person, days_off=turn.settings.days_off, now=turn.now)
        shown = [line(turn.t("menu.title", name=person.name), "title")]
        if person.status is PersonStatus.PENDING:
            shown.append(line(turn.t("menu.pending"), "muted"))
        shown += [line(self._running(turn, view)) for view in ranked] or [line(turn.t("menu.nothing_open"))]
        if streak:
            shown.append(line(turn.t("menu.streak", days=streak), "good"))
        return reply(Outgoing(lines=tuple(shown), buttons=self._buttons(turn, ranked)))

    def _running(self, turn: Turn, view: ContestView) -> str:
        round_ = view.open_round
        stored = turn.work.contests.by_slug(view.slug)
        if round_ is None or stored is None:
            return view.title
        used = len(turn.work.attempts.in_round(turn.known().id, round_.id))
        limit = stored.contest.attempts.per_round
        key = "menu.done" if limit is not None and used >= limit else "menu.open"
        return turn.t(key, title=view.title, round=round_.number, closes=round_.closes_at)

    def _buttons(self, turn: Turn, running: list[ContestView]) -> tuple[tuple[Button, ...], ...]:
        t = turn.t
        rows: list[tuple[Button, ...]] = [
            (button(t("menu.play", title=view.title), f"contests:show:{view.slug}"),)
            for view in running
            if len(view.slug) <= 48
        ]
        page = turn.settings.pages.get(turn.incoming.channel)
        if page:
            rows.append((Button(label=t("menu.page"), url=page, signed_in=True),))
        rows += [
            (button(t("menu.boards"), "boards"), button(t("menu.results"), "results")),
            (button(t("menu.practice"), "practice"), button(t("menu.ask"), "ask")),
            (button(t("menu.my_data"), "mydata"), button(t("menu.help"), "help")),
        ]
        if ORGANISING & set(turn.known().roles):
            rows.append((button(t("menu.organizer"), "organizer"),))
        return tuple(rows)

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Show the menu again."""
        return self.open(turn, args)

    def typed(self, turn: Turn, text: str, /) -> Reply | None:
        """A number alone picks a running contest."""
        running = [
            view
            for view in contests_view(turn.work, now=turn.now, viewer=turn.known().id)
            if view.open_round is not None
            and view.state is ContestState.OPEN
            and view.kind is not ContestKind.PRACTICE
        ]
        if text.strip().isdigit() and 1 <= int(text) <= len(running):
            return turn.go(turn, "contests", (running[int(text) - 1].slug,))
        return None


SCREEN: Screen = Menu()
