"""First touch: who we are, what is kept and why, two equal buttons."""

from quizbot.chat.joining import PURPOSE
from quizbot.chat.messages import Outgoing, Reply
from quizbot.chat.screens import ANYBODY, Screen
from quizbot.chat.turn import Turn, button, line, lines, note, reply
from quizbot.core.vietnamese import fold
from quizbot.usecases import people
from quizbot.usecases.ports import Person

YES = {"dong y", "co", "yes", "y", "agree", "1", "ok"}
NO = {"khong", "khong dong y", "no", "n", "2"}


class Welcome:
    """Ask for consent before anything is kept under a name."""

    commands = ("batdau", "start")
    needs = ANYBODY

    def open(self, turn: Turn, _args: tuple[str, ...], /) -> Reply:
        """Ask, or go on where the person already is."""
        if turn.person is not None and turn.consented:
            return turn.go(turn, "menu", ())
        if turn.person is None and turn.session.data.get("consent") == turn.settings.consent_version:
            return turn.go(turn, "join", ())
        turn.stay("welcome")
        return reply(
            Outgoing(
                lines=(
                    line(turn.t("welcome.title", office=turn.settings.office), "title"),
                    *lines(turn.t("welcome.text", office=turn.settings.office)),
                ),
                buttons=(
                    (
                        button(turn.t("welcome.yes"), "welcome:yes"),
                        button(turn.t("welcome.no"), "welcome:no"),
                    ),
                ),
            )
        )

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Take the answer."""
        if turn.person is not None:
            return self._known(turn, turn.person, given=args == ("yes",))
        if args == ("yes",):
            turn.remember(consent=turn.settings.consent_version, consented_at=turn.now.isoformat())
            return turn.go(turn, "join", ())
        turn.remember(consent=None)
        turn.stay("welcome")
        return reply(
            note(turn.t("welcome.declined"), buttons=((button(turn.t("welcome.yes"), "welcome:yes"),),))
        )

    def _known(self, turn: Turn, person: Person, *, given: bool) -> Reply:
        """Take the answer of somebody who is asked again in new words; an old button says nothing new."""
        if turn.consented:
            return turn.go(turn, "menu", ())
        version = turn.settings.consent_version
        people.record_consent(
            turn.work,
            person,
            purpose=PURPOSE,
            version=version,
            given=given,
            channel=turn.incoming.channel,
            now=turn.now,
        )
        if given:
            turn.consented = True
            turn.remember(consent=version)
            return turn.go(turn, "menu", ())
        turn.stay("welcome")
        again = ((button(turn.t("welcome.yes"), "welcome:yes"),),)
        return reply(note(turn.t("welcome.declined_known"), buttons=again))

    def typed(self, turn: Turn, text: str, /) -> Reply | None:
        """Take a typed answer; anything else is answered with the question again."""
        said = fold(text)
        if said in YES:
            return self.tap(turn, ("yes",))
        if said in NO:
            return self.tap(turn, ("no",))
        return self.open(turn, ())


SCREEN: Screen = Welcome()
