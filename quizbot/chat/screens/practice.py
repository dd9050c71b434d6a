"""Practice: questions without end, outside every board."""

from dataclasses import replace

from quizbot.chat.messages import Reply
from quizbot.chat.screens import KNOWN, Screen
from quizbot.chat.turn import Turn, button, note, reply
from quizbot.core.contest import ContestKind
from quizbot.usecases.ghost import offered
from quizbot.usecases.standings import contests_view


class Practice:
    """Go to the practice that is open."""

    commands = ("ontap", "luyentap", "practice")
    needs = KNOWN

    def open(self, turn: Turn, _args: tuple[str, ...], /) -> Reply:
        """Open the practice contest, or say there is none."""
        turn.stay("practice")
        ghosts = bool(offered(turn.work, now=turn.now, limit=1))
        for view in contests_view(turn.work, now=turn.now):
            if view.kind is ContestKind.PRACTICE and view.open_round is not None:
                return _with_ghosts(turn, turn.go(turn, "contests", (view.slug,)), ghosts)
        if ghosts:
            return turn.go(turn, "ghost", ())
        return reply(note(turn.t("practice.none"), buttons=((button(turn.t("back"), "menu"),),)))

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Open it."""
        return self.open(turn, args)

    def typed(self, _turn: Turn, _text: str, /) -> Reply | None:
        """Nothing is typed here."""
        return None


def _with_ghosts(turn: Turn, shown: Reply, ghosts: bool) -> Reply:
    """Put the way to closed rounds under the practice, before the way back."""
    if not ghosts or not shown.messages:
        return shown
    *before, last = shown.messages
    rows = (*last.buttons[:-1], (button(turn.t("ghost.button"), "ghost"),), *last.buttons[-1:])
    return replace(shown, messages=(*before, replace(last, buttons=rows)))


SCREEN: Screen = Practice()
