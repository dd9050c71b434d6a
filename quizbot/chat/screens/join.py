"""Who are you: a personal code, or self-registration that a coordinator approves."""

from quizbot.chat.joining import joined
from quizbot.chat.messages import Outgoing, Reply
from quizbot.chat.screens import ANYBODY, Screen
from quizbot.chat.turn import Turn, button, line, lines, note, reply
from quizbot.core.refusal import Refusal
from quizbot.usecases import people


class Join:
    """Link the chat account to a person."""

    commands = ("ma", "code")
    needs = ANYBODY

    def open(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Use the code of the link people came by, or ask for one."""
        if turn.session.data.get("consent") != turn.settings.consent_version and turn.person is None:
            if args:
                turn.remember(code=args[0])
            return turn.go(turn, "welcome", ())
        code = args[0] if args else turn.session.data.get("code")
        turn.stay("join")
        if code:
            turn.remember(code=None)
            return self._try(turn, str(code))
        return reply(self._question(turn))

    def _question(self, turn: Turn) -> Outgoing:
        offered = ((button(turn.t("join.no_code"), "join:register"),),)
        return Outgoing(
            lines=(line(turn.t("join.title"), "title"), *lines(turn.t("join.text"))),
            buttons=offered if turn.settings.self_registration and turn.person is None else (),
            input="text",
        )

    def _which(self, turn: Turn) -> Outgoing:
        """Ask who is here, when somebody known brings another person's code."""
        turn.stay("join")
        return note(
            turn.t("join.other", name=turn.known().name),
            buttons=(
                (button(turn.t("join.other_yes"), "join:code"),),
                (button(turn.t("join.other_no", name=turn.known().name), "menu"),),
            ),
        )

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Go to self-registration."""
        if args == ("register",):
            return turn.go(turn, "register", ())
        if args == ("other",) and turn.person is not None:
            return reply(self._which(turn))
        return self.open(turn, ())

    def typed(self, turn: Turn, text: str, /) -> Reply | None:
        """Take what is typed for a code."""
        if turn.session.data.get("consent") != turn.settings.consent_version and turn.person is None:
            return turn.go(turn, "welcome", ())
        return self._try(turn, text)

    def _try(self, turn: Turn, typed: str) -> Reply:
        unit = people.entry_code_unit(turn.work, typed)
        if unit is not None and turn.person is None and turn.settings.self_registration:
            turn.remember(register={"unit": unit.id})
            return turn.go(turn, "register", ())
        try:
            person = people.join_by_code(
                turn.work,
                channel=turn.incoming.channel,
                address=turn.incoming.address,
                typed=typed,
                pepper=turn.settings.pepper,
                now=turn.now,
            )
        except Refusal as refusal:
            said = note(turn.texts[turn.language].refusal(refusal), style="bad")
            return reply(said, self._question(turn))
        return joined(turn, person)


SCREEN: Screen = Join()
