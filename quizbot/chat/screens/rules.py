"""Rules: what a contest is played by, in full."""

from quizbot.chat.messages import Outgoing, Reply
from quizbot.chat.screens import KNOWN, Screen
from quizbot.chat.turn import Turn, button, fitted, lines, note, reply, title_button
from quizbot.core.contest import ContestState
from quizbot.i18n.rules_text import rules_text
from quizbot.usecases.standings import UnknownContest, contests_view, find


class Rules:
    """Print the rules of a contest."""

    commands = ("thele", "luatthi", "rules")
    needs = KNOWN

    def open(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Print the rules of the contest named, of the only one, or ask which."""
        if args:
            return self._printed(turn, args[0])
        views = contests_view(turn.work, now=turn.now, viewer=turn.known().id)
        if len(views) == 1:
            return self._printed(turn, views[0].slug)
        back = ((button(turn.t("back"), "menu"),),)
        if not views:
            return reply(note(turn.t("contests.none"), buttons=back))
        rows = tuple((title_button(view.title, f"contests:rules:{view.slug}"),) for view in views)
        return reply(note(turn.t("contests.rules_which"), buttons=(*rows, *back)))

    def _printed(self, turn: Turn, slug: str) -> Reply:
        stored = find(turn.work, slug)
        if stored.state in (ContestState.DRAFT, ContestState.CHECKED):
            raise UnknownContest(contest=slug)
        rounds = turn.work.contests.rounds(stored.id)
        names = {unit.code: unit.name for unit in turn.work.people.units()}
        text = rules_text(
            stored.contest, rounds=[(each.opens_at, each.closes_at) for each in rounds], names=names
        )
        back = ((button(turn.t("back"), f"contests:show:{slug}"),),)
        return reply(*fitted(Outgoing(lines=lines(text), buttons=back)))

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Print them."""
        return self.open(turn, args)

    def typed(self, _turn: Turn, _text: str, /) -> Reply | None:
        """Nothing is typed here."""
        return None


SCREEN: Screen = Rules()
