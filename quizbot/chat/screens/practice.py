"""Practice: questions without end, outside every board."""

from quizbot.chat.messages import Reply
from quizbot.chat.screens import KNOWN, Screen
from quizbot.chat.turn import Turn, button, note, reply
from quizbot.core.contest import ContestKind
from quizbot.usecases.standings import contests_view


class Practice:
    """Go to the practice that is open."""

    commands = ("ontap", "luyentap", "practice")
    needs = KNOWN

    def open(self, turn: Turn, _args: tuple[str, ...], /) -> Reply:
        """Open the practice contest, or say there is none."""
        turn.stay("practice")
        for view in contests_view(turn.work, now=turn.now):
            if view.kind is ContestKind.PRACTICE and view.open_round is not None:
                return turn.go(turn, "contests", (view.slug,))
        return reply(note(turn.t("practice.none"), buttons=((button(turn.t("back"), "menu"),),)))

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Open it."""
        return self.open(turn, args)

    def typed(self, _turn: Turn, _text: str, /) -> Reply | None:
        """Nothing is typed here."""
        return None


SCREEN: Screen = Practice()
