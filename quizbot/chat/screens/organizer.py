"""The organizer in chat: how the running round goes, people to approve, notices, question files."""

from quizbot.chat.board_file import board_csv
from quizbot.chat.messages import Line, Outgoing, Reply
from quizbot.chat.screens import SCREENS, Screen
from quizbot.chat.turn import Turn, button, line, note, reply
from quizbot.core.contest import ContestKind
from quizbot.usecases import people
from quizbot.usecases.organise import ProgressView, progress_view
from quizbot.usecases.standings import board_view, contests_view

UNITS_SHOWN = 40


class Organizer:
    """Watch the rounds and approve people."""

    commands = ("btc", "bantochuc", "organizer")
    needs = ("organizer", "admin", "coordinator")

    def open(self, turn: Turn, _args: tuple[str, ...], /) -> Reply:
        """List running rounds and what can be done."""
        turn.stay("organizer")
        t = turn.t
        waiting = people.pending(turn.work)
        shown = [line(t("organizer.title"), "title"), line(t("organizer.text"))]
        rows = [
            (button(t("organizer.progress", title=view.title), f"organizer:progress:{view.slug}"),)
            for view in contests_view(turn.work, now=turn.now)
            if view.open_round is not None
        ]
        rows += [
            (button(t("organizer.board", title=view.title), f"organizer:board:{view.slug}"),)
            for view in contests_view(turn.work, now=turn.now)
            if view.kind is not ContestKind.PRACTICE
        ]
        if waiting:
            rows.append((button(t("organizer.pending", count=len(waiting)), "organizer:pending"),))
        if set(turn.known().roles) & set(SCREENS["notice"].needs):
            rows.append((button(t("organizer.notice"), "notice"),))
        rows.append((button(t("back"), "menu"),))
        return reply(Outgoing(lines=tuple(shown), buttons=tuple(rows)))

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Show progress, or approve people."""
        if len(args) == 2 and args[0] == "progress":
            view = progress_view(turn.work, slug=args[1], now=turn.now)
            return self.open(turn, ()) if view is None else reply(self._progress(turn, view))
        if len(args) == 2 and args[0] == "board":
            return reply(self._board(turn, args[1]))
        if args == ("pending",):
            return reply(self._pending(turn))
        if len(args) == 2 and args[0] == "approve":
            approved = people.approve(turn.work, code=args[1], by=f"person:{turn.known().id}", now=turn.now)
            return reply(
                note(turn.t("organizer.approved", name=approved.name), style="good"), self._pending(turn)
            )
        return self.open(turn, ())

    def _progress(self, turn: Turn, view: ProgressView) -> Outgoing:
        t = turn.t
        shown: list[Line] = [
            line(t("organizer.round", title=view.title, round=view.round.number), "title"),
            line(t("contests.open_until", closes=view.round.closes_at)),
            line(
                t(
                    "organizer.totals",
                    people=view.people,
                    finished=view.finished,
                    attempts=view.attempts,
                )
            ),
        ]
        shown += [
            line(
                t(
                    "organizer.unit",
                    name=each.name,
                    roster=each.roster,
                    reachable=each.reachable,
                    started=each.started,
                    finished=each.finished,
                ),
                "table",
            )
            for each in view.units[:UNITS_SHOWN]
        ]
        shown += [
            line(t("organizer.messages", kind=each.kind, state=each.state, count=each.messages), "muted")
            for each in view.messages
        ]
        return Outgoing(
            lines=tuple(shown),
            buttons=(
                (button(t("organizer.again"), f"organizer:progress:{view.contest}"),),
                (button(t("back"), "organizer"),),
            ),
        )

    def _board(self, turn: Turn, slug: str) -> Outgoing:
        """Give the board as everybody may see it now, as a file."""
        view = board_view(turn.work, slug=slug, now=turn.now)
        if not view.lines:
            return note(turn.t("boards.empty"), buttons=((button(turn.t("back"), "organizer"),),))
        return Outgoing(
            lines=(line(turn.t("organizer.board", title=view.title), "title"),),
            attachment=board_csv(view, turn.texts[turn.language]),
            buttons=((button(turn.t("back"), "organizer"),),),
        )

    def _pending(self, turn: Turn) -> Outgoing:
        waiting = people.pending(turn.work)
        units = {unit.id: unit for unit in turn.work.people.units()}
        rows = [
            (button(turn.t("organizer.approve", name=each.name), f"organizer:approve:{each.code}"),)
            for each in waiting[:8]
        ]
        listed = [line(f"• {each.name} — {units[each.unit_id].name}") for each in waiting[:8]]
        return Outgoing(
            lines=(line(turn.t("organizer.pending", count=len(waiting)), "title"), *listed),
            buttons=(*rows, (button(turn.t("back"), "organizer"),)),
        )

    def typed(self, _turn: Turn, _text: str, /) -> Reply | None:
        """Nothing is typed here."""
        return None


SCREEN: Screen = Organizer()
