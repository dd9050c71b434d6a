"""Ask: look a thing up in the bank's explanations; what is not there is not invented."""

from collections.abc import Sequence

from quizbot.chat.messages import Line, Outgoing, Reply
from quizbot.chat.screens import KNOWN, Screen
from quizbot.chat.turn import Turn, button, line, lines, note, reply
from quizbot.core.answer_words import in_words
from quizbot.core.question import Question
from quizbot.usecases import bank
from quizbot.usecases.holding_back import Held


class Ask:
    """Search the bank."""

    commands = ("hoidap", "hoi", "tracuu", "ask", "search")
    needs = KNOWN

    def open(self, turn: Turn, _args: tuple[str, ...], /) -> Reply:
        """Ask for a few words; in the middle of a paper, typed words are its answers."""
        attempt = turn.work.attempts.open_of(turn.known().id)
        if attempt is not None and turn.incoming.received_at < attempt.deadline_at:
            shown = turn.go(turn, "question", ())
            return reply(note(turn.t("ask.playing"), style="muted"), *shown.messages)
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
        found = bank.search(turn.work, text, now=turn.now)
        if not found.questions and not found.held:
            return reply(note(turn.t("ask.nothing"), buttons=back))
        shown: list[Line] = []
        for question in found.questions:
            # an explanation answers its question: alone it would begin in the middle
            shown += [
                *lines(question.ask, "title"),
                line(turn.t("ask.answer", answer=_answer(question)), "good"),
                *lines(question.explain),
                line(_cite(turn, question), "muted"),
            ]
        if found.held:
            shown += _held_back(turn, found.held)
        return reply(Outgoing(lines=tuple(shown), buttons=back, input="text"))


def _cite(turn: Turn, question: Question) -> str:
    return turn.t("ask.cite", document=question.document.upper(), section=question.cite.section)


def _held_back(turn: Turn, held: Sequence[tuple[Question, Held]]) -> list[Line]:
    """Say that there is something which an open round may ask, until when, and where to read: never the question."""
    why = max((each for _, each in held), key=lambda each: each.until)
    told = turn.t("ask.held", title=why.title, number=why.round_number, until=why.until)
    places = dict.fromkeys(_cite(turn, question) for question, _ in held)
    return [line(told), line(turn.t("ask.read")), *(line(each, "muted") for each in places)]


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
