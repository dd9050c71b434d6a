"""The marked papers of a round as statistics and signs read them, corrections in force applied."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from quizbot.core.attempt import Answer, AttemptStatus, Paper
from quizbot.core.contest import Round
from quizbot.core.corrections import Corrections
from quizbot.core.ids import AttemptId, PersonId
from quizbot.core.ledger import official_lines
from quizbot.core.question import Question
from quizbot.core.regrade import Worth, stored_worth, worth
from quizbot.core.scoring import MarkedAnswer
from quizbot.usecases.ports import AttemptSummary, StoredContest, Work
from quizbot.usecases.results import result_of, round_board
from quizbot.usecases.scene import Scene, scene


class Which(StrEnum):
    """Whose papers are looked at: every person's first, the one that counts, or all."""

    FIRST = "first"
    COUNTED = "counted"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedQuestion:
    """One place of a paper: what was asked, what came, what it counts for."""

    question: Question
    answer: Answer | None
    worth: Worth
    # full points of the question
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedPaper:
    """One finished attempt, question by question; those that count for nobody are left out."""

    attempt: AttemptSummary
    unit: str
    questions: tuple[MarkedQuestion, ...]


def marked_papers(work: Work, *, stored: StoredContest, round_: Round, which: Which) -> Iterator[MarkedPaper]:
    """Stream the finished papers of a round, by person and number; who does not count is left out."""
    here = scene(work, stored=stored, round_=round_)
    wanted = list(_wanted(work, here, which))
    ids = {each.id for each in wanted}
    papers = {attempt_id: paper for attempt_id, paper in work.attempts.papers(round_.id) if attempt_id in ids}
    answers: dict[AttemptId, dict[int, Answer]] = {}
    for answer in work.attempts.answers_in(round_.id):
        if answer.attempt_id in ids:
            answers.setdefault(answer.attempt_id, {})[answer.position] = answer
    codes = {unit.id: unit.code for unit in work.people.units()}
    people = {person.id: person for person in work.people.everybody()}
    marks = _Marks(work, stored, here.corrections, round_)
    for attempt in wanted:
        unit = here.unit_of(people[attempt.person_id], [attempt])
        found = marks.of(papers[attempt.id], answers.get(attempt.id, {}))
        yield MarkedPaper(attempt=attempt, unit=codes[unit], questions=found)


def _wanted(work: Work, here: Scene, which: Which) -> Iterator[AttemptSummary]:
    people = {person.id: person for person in work.people.everybody()}
    counted = _counted(work, here) if which is Which.COUNTED else {}
    for each in work.attempts.summaries(here.round.id):
        if each.status not in (AttemptStatus.SUBMITTED, AttemptStatus.EXPIRED) or not here.in_time(each):
            continue
        if not here.counts(people[each.person_id]):
            continue
        if which is Which.FIRST and each.number != 1:
            continue
        if which is Which.COUNTED and counted.get(each.person_id) != each.number:
            continue
        yield each


def _counted(work: Work, here: Scene) -> Mapping[PersonId, int]:
    """Give the number of the attempt that counts, by person, as the round's board has it."""
    board = round_board(here.round.id)
    return {entry.person_id: result_of(entry).attempt_number for entry in work.standings.entries(board)}


class _Marks:
    def __init__(self, work: Work, stored: StoredContest, corrections: Corrections, round_: Round) -> None:
        self._bank = work.bank
        self._rule = stored.contest.rank.score
        self._rulings = corrections.rulings(round_.number)
        self._most: dict[str, int] = {}

    def of(self, paper: Paper, answers: Mapping[int, Answer]) -> tuple[MarkedQuestion, ...]:
        """Mark every place of a paper."""
        made = []
        for position, item in enumerate(paper.items):
            question = self._bank.by_hash(item.shown_hash)
            answer = answers.get(position)
            ruling = self._rulings.get(question.id)
            if ruling is None:
                counted = stored_worth(answer)
            else:
                response = None if answer is None else answer.response
                counted = worth(question, response, ruling=ruling, score=self._rule)
            if counted.asked:
                made.append(
                    MarkedQuestion(question=question, answer=answer, worth=counted, most=self._full(question))
                )
        return tuple(made)

    def _full(self, question: Question) -> int:
        if question.shown_hash not in self._most:
            right = MarkedAnswer(right=True, share=Fraction(1), weight=question.weight)
            self._most[question.shown_hash] = official_lines(rule=self._rule, answers=(right,))[0]
        return self._most[question.shown_hash]
