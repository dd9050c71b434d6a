"""Help that is true: what can be typed and tapped, made from the screens themselves."""

from quizbot.chat.messages import Outgoing, Reply
from quizbot.chat.screens import ANYBODY, SCREENS, Screen
from quizbot.chat.turn import Turn, button, line, lines, reply

LISTED = (
    "menu",
    "contests",
    "rules",
    "boards",
    "why",
    "results",
    "slip",
    "appeal",
    "practice",
    "ask",
    "mydata",
    "link",
    "receive",
    "language",
    "help",
)


class Help:
    """Explain."""

    commands = ("trogiup", "giup", "help", "huongdan")
    needs = ANYBODY

    def open(self, turn: Turn, _args: tuple[str, ...], /) -> Reply:
        """List the commands and how to answer."""
        vietnamese = turn.language == "vi"
        listed = []
        for name in LISTED:
            commands = SCREENS[name].commands
            command = commands[0] if vietnamese else commands[-1]
            listed.append(line(f"/{command} — {turn.t(f'help.{name}')}"))
        contact = (
            [line(turn.t("help.contact", contact=turn.settings.contact))] if turn.settings.contact else []
        )
        return reply(
            Outgoing(
                lines=(line(turn.t("help.title"), "title"), *lines(turn.t("help.text")), *listed, *contact),
                buttons=((button(turn.t("back"), "menu"),),),
            )
        )

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Show it."""
        return self.open(turn, args)

    def typed(self, _turn: Turn, _text: str, /) -> Reply | None:
        """Nothing is typed here."""
        return None


SCREEN: Screen = Help()
