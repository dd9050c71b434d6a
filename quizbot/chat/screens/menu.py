"""The menu: today's question first, everything else one tap away."""

from quizbot.chat.messages import Button, Line, Outgoing, Reply
from quizbot.chat.offers import bare
from quizbot.chat.screens import KNOWN, Screen
from quizbot.chat.turn import Turn, button, line, reply, title_button
from quizbot.core.contest import ContestKind, ContestState
from quizbot.usecases import learning
from quizbot.usecases.ports import PersonStatus
from quizbot.usecases.standings import ContestView, contests_view

# what people type who want to play, folded
PLAY = ("lam bai", "vao thi")
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
        ranked = [
            (view, self._state(turn, view)) for view in running if view.kind is not ContestKind.PRACTICE
        ]
        streak = learning.streak_of(turn.work, person, days_off=turn.settings.days_off, now=turn.now)
        shown = [line(turn.t("menu.title", name=person.name), "title")]
        if person.status is PersonStatus.PENDING:
            shown.append(line(turn.t("menu.pending"), "muted"))
        shown += [self._running(turn, view, state) for view, state in ranked]
        if not ranked:
            shown.append(line(turn.t("menu.nothing_open")))
        if streak:
            shown.append(line(turn.t("menu.streak", days=streak), "good"))
        return reply(Outgoing(lines=tuple(shown), buttons=self._buttons(turn, ranked)))

    def _state(self, turn: Turn, view: ContestView) -> str:
        """Tell whether the person may still begin, or has played all they may: "open", "done"."""
        stored = turn.work.contests.by_slug(view.slug)
        if view.open_round is None or stored is None:
            return "open"
        used = len(turn.work.attempts.in_round(turn.known().id, view.open_round.id))
        limit = stored.contest.attempts.per_round
        return "done" if limit is not None and used >= limit else "open"

    def _running(self, turn: Turn, view: ContestView, state: str) -> Line:
        round_ = view.open_round
        if round_ is None:
            return line(view.title)
        return line(turn.t(f"menu.{state}", title=view.title, round=round_.number, closes=round_.closes_at))

    def _buttons(self, turn: Turn, running: list[tuple[ContestView, str]]) -> tuple[tuple[Button, ...], ...]:
        t = turn.t
        rows: list[tuple[Button, ...]] = [
            (title_button(view.title, f"contests:show:{view.slug}", sign=t(f"menu.sign_{state}")),)
            for view, state in running
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
        """A number alone picks a running contest; a word shows the only one, or all."""
        running = [
            view
            for view in contests_view(turn.work, now=turn.now, viewer=turn.known().id)
            if view.open_round is not None
            and view.state is ContestState.OPEN
            and view.kind is not ContestKind.PRACTICE
        ]
        if text.strip().isdigit() and 1 <= int(text) <= len(running):
            return turn.go(turn, "contests", (running[int(text) - 1].slug,))
        if bare(text) in PLAY and running:
            return turn.go(turn, "contests", (running[0].slug,) if len(running) == 1 else ())
        return None


SCREEN: Screen = Menu()
