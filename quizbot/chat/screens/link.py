"""One more way to reach me: a short-lived code that joins another chat to the same person."""

from quizbot.chat.messages import Outgoing, Reply
from quizbot.chat.screens import KNOWN, Screen
from quizbot.chat.turn import Turn, button, line, lines, reply
from quizbot.core.link_code import LASTS, new_link_code


class Link:
    """Show a code, and where it can be used."""

    commands = ("lienket", "noitaikhoan", "link")
    needs = KNOWN

    def open(self, turn: Turn, _args: tuple[str, ...], /) -> Reply:
        """Make a code and show it."""
        turn.stay("link")
        code = new_link_code(turn.known().id, pepper=turn.settings.pepper, rng=turn.rng, now=turn.now)
        minutes = int(LASTS.total_seconds() // 60)
        ways = [
            each
            for channel, link in turn.settings.deep_links.items()
            if channel != turn.incoming.channel
            for each in (
                line(f"• {turn.t(f'channels.{channel}')}:"),
                line(link.replace("{code}", code), "link"),
            )
        ]
        return reply(
            Outgoing(
                lines=(
                    line(turn.t("link.title"), "title"),
                    *lines(turn.t("link.text", code=code, minutes=minutes)),
                    *ways,
                ),
                buttons=((button(turn.t("link.again"), "link"),), (button(turn.t("back"), "menu"),)),
            )
        )

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Make another."""
        return self.open(turn, args)

    def typed(self, _turn: Turn, _text: str, /) -> Reply | None:
        """Nothing is typed here."""
        return None


SCREEN: Screen = Link()
