"""The questions that were really asked in a contest: how often, in which rounds, and what was said of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizbot.core.corrections import Correction, Policy
from quizbot.core.question import Question, Response
from quizbot.core.vietnamese import fold
from quizbot.usecases.mending import corrections_of
from quizbot.usecases.ports import QuestionTally, StoredContest, Work
from quizbot.usecases.standings import find


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question of a contest, as it was last shown."""

    question: Question
    # how many versions of it people met
    versions: int
    # numbers of the rounds in which it was answered, and how many answers count
    rounds: tuple[int, ...]
    answers: int
    # what was said of it and is in force, the last word first
    rulings: tuple[Correction, ...] = ()

    @property
    def key(self) -> Response:
        """Give what counts as right now: the last key given by hand, else the one it was shown with."""
        given = (each.key for each in self.rulings if each.policy is Policy.REKEY and each.ruling)
        return next(given, self.question.key)


def asked_questions(work: Work, *, slug: str, words: str = "") -> tuple[Asked, ...]:
    """List the questions that somebody answered, those most asked first.

    Args:
        words: only those that hold all of these words in their text, options or name, marks left out.

    Raises:
        UnknownContest
    """
    stored = find(work, slug)
    wanted = fold(words).split()
    listed = _asked(work, stored)
    return tuple(each for each in listed if not wanted or _holds(each.question, wanted))


def asked_question(work: Work, *, slug: str, question_id: str) -> Asked | None:
    """Give one question of a contest; None when nobody answered it.

    Raises:
        UnknownContest
    """
    stored = find(work, slug)
    return next(iter(_asked(work, stored, only=question_id)), None)


def _asked(work: Work, stored: StoredContest, *, only: str = "") -> Sequence[Asked]:
    tallies: dict[str, list[tuple[int, QuestionTally]]] = {}
    for round_ in work.contests.rounds(stored.id):
        for tally in work.attempts.tallies(round_.id) if round_.opened else ():
            if only in ("", tally.question_id):
                tallies.setdefault(tally.question_id, []).append((round_.number, tally))
    corrections = corrections_of(work, stored)
    found = [
        Asked(
            question=work.bank.by_hash(heard[-1][1].shown_hash),
            versions=len({tally.shown_hash for _, tally in heard}),
            rounds=tuple(sorted({number for number, _ in heard})),
            answers=sum(tally.answers for _, tally in heard),
            rulings=tuple(
                each
                for each in reversed(corrections.active)
                if each.ruling and each.question_id == question_id
            ),
        )
        for question_id, heard in tallies.items()
    ]
    return sorted(found, key=lambda each: (-each.answers, each.question.id))


def _holds(question: Question, wanted: Iterable[str]) -> bool:
    texts = (question.id, question.ask, *(each.text for each in (*question.options, *question.targets)))
    text = fold(" ".join(texts))
    return all(word in text for word in wanted)
