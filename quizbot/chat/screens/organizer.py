"""The organizer in chat: how the running round goes, people to approve, notices, question files."""

from quizbot.chat.messages import Button, Line, Outgoing, Reply
from quizbot.chat.pace import quotas_left
from quizbot.chat.screens import SCREENS, Screen, boardfile
from quizbot.chat.turn import Turn, button, line, note, reply
from quizbot.core.contest import ContestKind
from quizbot.i18n import delivery_text
from quizbot.usecases import broadcasting, people
from quizbot.usecases.charge import look_after, units_in_charge
from quizbot.usecases.organise import ProgressView, progress_view
from quizbot.usecases.ports import Person, PersonStatus
from quizbot.usecases.standings import contests_view, find
from quizbot.usecases.trouble import troubles

UNITS_SHOWN = 40


class Organizer:
    """Watch the rounds and approve people."""

    commands = ("btc", "bantochuc", "organizer")
    needs = ("organizer", "admin", "coordinator")

    def open(self, turn: Turn, _args: tuple[str, ...], /) -> Reply:
        """List running rounds and what can be done."""
        turn.stay("organizer")
        t = turn.t
        waiting = self._waiting(turn)
        shown = [line(t("organizer.title"), "title"), line(t("organizer.text"))]
        rows: list[tuple[Button, ...]] = [
            (button(t("organizer.progress", title=view.title), f"organizer:progress:{view.slug}"),)
            for view in contests_view(turn.work, now=turn.now)
            if view.open_round is not None
        ]
        rows += [
            row
            for view in contests_view(turn.work, now=turn.now)
            if view.kind is not ContestKind.PRACTICE
            for row in boardfile.offered(turn, view)
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
            units = units_in_charge(turn.work, turn.known())
            view = progress_view(turn.work, slug=args[1], now=turn.now, units=units)
            return self.open(turn, ()) if view is None else reply(self._progress(turn, view))
        if args == ("pending",):
            return reply(self._pending(turn))
        if len(args) == 2 and args[0] == "approve":
            asked = people.by_code(turn.work, args[1])
            if asked.status is PersonStatus.PENDING:
                look_after(turn.work, turn.known(), asked)
            approved = people.approve(turn.work, code=args[1], by=f"person:{turn.known().id}", now=turn.now)
            return reply(
                note(turn.t("organizer.approved", name=approved.name), style="good"), self._pending(turn)
            )
        return self.open(turn, ())

    def _waiting(self, turn: Turn) -> list[Person]:
        return people.pending(turn.work, units=units_in_charge(turn.work, turn.known()))

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
        shown += self._messages(turn, view)
        return Outgoing(
            lines=tuple(shown),
            buttons=(
                (button(t("organizer.again"), f"organizer:progress:{view.contest}"),),
                (button(t("back"), "organizer"),),
            ),
        )

    def _messages(self, turn: Turn, view: ProgressView) -> list[Line]:
        """Tell what was sent for this round and how far it came, and what can still be sent."""
        work, limits, texts = turn.work, turn.settings.limits, turn.texts[turn.language]
        lanes = {name: each.lane for name, each in limits.items()}
        shown: list[Line] = []
        for each in broadcasting.views(work, find(work, view.contest), lanes=lanes, now=turn.now):
            if each.round_number == view.round.number:
                shown.append(line(delivery_text.head_text(each, texts)))
                shown += [line(text, "muted") for text in delivery_text.progress_lines(each, texts)]
        left = quotas_left(work, limits=limits, now=turn.now)
        said = [*delivery_text.quota_lines(left, texts), *delivery_text.trouble_lines(troubles(work), texts)]
        return [*shown, *(line(text, "muted") for text in said)]

    def _pending(self, turn: Turn) -> Outgoing:
        waiting = self._waiting(turn)
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
