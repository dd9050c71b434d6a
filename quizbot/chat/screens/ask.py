"""Ask: look a thing up in the bank's explanations; what is not there is not invented."""

from quizbot.chat.messages import Line, Outgoing, Reply
from quizbot.chat.screens import KNOWN, Screen
from quizbot.chat.turn import Turn, button, line, lines, note, reply
from quizbot.core.answer_words import in_words
from quizbot.core.question import Question
from quizbot.usecases import bank


class Ask:
    """Search the bank."""

    commands = ("hoidap", "hoi", "tracuu", "ask", "search")
    needs = KNOWN

    def open(self, turn: Turn, _args: tuple[str, ...], /) -> Reply:
        """Ask for a few words."""
        turn.stay("ask")
        back = ((button(turn.t("back"), "menu"),),)
        return reply(
            Outgoing(
                lines=(line(turn.t("ask.title"), "title"), *lines(turn.t("ask.text"))),
                buttons=back,
                input="text",
            )
        )

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Show it again."""
        return self.open(turn, args)

    def typed(self, turn: Turn, text: str, /) -> Reply | None:
        """Look the words up."""
        if turn.work.attempts.open_of(turn.known().id) is not None:
            return None
        back = ((button(turn.t("back"), "menu"),),)
        found = bank.search(turn.work, text)
        if not found:
            return reply(note(turn.t("ask.nothing"), buttons=back))
        shown: list[Line] = []
        for question in found:
            # an explanation answers its question: alone it would begin in the middle
            shown += [
                *lines(question.ask, "title"),
                line(turn.t("ask.answer", answer=_answer(question)), "good"),
                *lines(question.explain),
                line(
                    turn.t("ask.cite", document=question.document.upper(), section=question.cite.section),
                    "muted",
                ),
            ]
        return reply(Outgoing(lines=tuple(shown), buttons=back, input="text"))


def _answer(question: Question) -> str:
    """Say what is right, without the letters that nobody has seen here."""
    bare = [
        option.text
        for option in question.options
        if question.kind in ("single", "multiple", "true_false") and option.key in question.key
    ]
    if bare:
        return "; ".join(bare)
    return in_words(
        question.key,
        kind=question.kind,
        options=question.options,
        targets=question.targets,
        tolerance=question.tolerance,
    )


SCREEN: Screen = Ask()
