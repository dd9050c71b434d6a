"""The language of the conversation."""

from quizbot.chat.messages import Reply
from quizbot.chat.screens import ANYBODY, Screen
from quizbot.chat.turn import Turn, button, note, reply


class Language:
    """Choose between the languages there are texts for."""

    commands = ("ngonngu", "language")
    needs = ANYBODY

    def open(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Offer the languages."""
        if args and args[0] in turn.texts:
            return self.tap(turn, args)
        turn.stay("language")
        row = tuple(button(turn.texts[each]("language.name"), f"language:{each}") for each in turn.texts)
        return reply(note(turn.t("language.ask"), buttons=(row,)))

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Change the language."""
        if not args or args[0] not in turn.texts:
            return self.open(turn, ())
        turn.speak(args[0])
        shown = turn.go(turn, "menu", ())
        return reply(note(turn.t("language.done")), *shown.messages)

    def typed(self, turn: Turn, text: str, /) -> Reply | None:
        """Take "vi" or "en"."""
        said = text.strip().lower()
        return self.tap(turn, (said,)) if said in turn.texts else None


SCREEN: Screen = Language()
