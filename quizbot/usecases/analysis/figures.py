"""Statistics of a round: every question, the paper as a whole, and which places mean a difference."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizbot.core.contest import Phase, Round, phase_at
from quizbot.core.question import Question
from quizbot.core.refusal import Refusal
from quizbot.core.statistics.alarms import KeyAlarm, key_alarms
from quizbot.core.statistics.items import ItemStatistics, item_statistics
from quizbot.core.statistics.papers import PaperStatistics, paper_statistics
from quizbot.core.statistics.sheets import FEWEST, Sheet, Sheets
from quizbot.core.statistics.telling_apart import Together, told_apart
from quizbot.core.vietnamese import normal
from quizbot.usecases.analysis.gathering import MarkedPaper, MarkedQuestion, Which, marked_papers
from quizbot.usecases.ports import StoredContest, Work
from quizbot.usecases.standings import find, find_round


class StillOpen(Refusal):
    """Statistics of an open round would give answers away; only its reviewer may look at the keys."""

    code = "statistics.still_open"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFigures:
    """One question of a round."""

    question_id: str
    ask: str
    # None: fewer than `FEWEST` people had it
    figures: ItemStatistics | None
    people: int
    alarms: tuple[KeyAlarm, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFigures:
    """A round's statistics. People are counted once, papers as often as they were handed in."""

    contest: str
    number: int
    which: Which
    people: int
    papers: int
    # None: fewer than `FEWEST` papers
    paper: PaperStatistics | None
    questions: tuple[QuestionFigures, ...]
    # questions of a paper; the most, where corrections left some people fewer
    asked: int
    # runs of places on the board (positions, best first) that the scores do not tell apart
    together: tuple[Together, ...] = ()


def begun_rounds(work: Work, *, stored: StoredContest, now: datetime) -> tuple[Round, ...]:
    """List the rounds of a contest that have begun and in which somebody played."""
    return tuple(
        each
        for each in work.contests.rounds(stored.id)
        if each.opens_at <= now and work.attempts.counts(each.id)["attempts"]
    )


def round_figures(
    work: Work, *, slug: str, number: int, now: datetime, which: Which = Which.COUNTED, reviewer: bool = False
) -> RoundFigures:
    """Compute the statistics of a round.

    Args:
        reviewer: who asks may see an open round's figures, to look at its keys.

    Raises:
        UnknownContest, UnknownRound, StillOpen
    """
    stored = find(work, slug)
    round_ = find_round(work, stored, number)
    if phase_at(round_, now=now) is not Phase.CLOSED and not reviewer:
        raise StillOpen(number=number)
    papers = list(marked_papers(work, stored=stored, round_=round_, which=which))
    sheets = _sheets(papers)
    enough = len(papers) >= FEWEST
    paper = paper_statistics(sheets) if enough else None
    return RoundFigures(
        contest=slug,
        number=number,
        which=which,
        people=len({each.attempt.person_id for each in papers}),
        papers=len(papers),
        paper=paper,
        questions=_questions(papers, sheets),
        asked=max((len(each.questions) for each in papers), default=0),
        together=_together(sheets, paper) if which is Which.COUNTED else (),
    )


def _sheets(papers: Sequence[MarkedPaper]) -> Sheets:
    most = {each.question.id: each.most for paper in papers for each in paper.questions}
    return Sheets(
        (
            Sheet(
                person=f"{paper.attempt.person_id}/{paper.attempt.number}",
                marks={each.question.id: max(0, each.worth.points) for each in paper.questions},
                chosen={each.question.id: chosen(each) for each in paper.questions},
            )
            for paper in papers
        ),
        most=most,
    )


def chosen(each: MarkedQuestion) -> str:
    """Give what was chosen in one comparable form; "" is no answer."""
    if each.answer is None:
        return ""
    if each.question.kind == "short_text":
        return normal(each.answer.response[0])
    return ", ".join(each.answer.response)


def _questions(papers: Sequence[MarkedPaper], sheets: Sheets) -> tuple[QuestionFigures, ...]:
    questions: dict[str, Question] = {}
    right: dict[str, set[str]] = {}
    for paper in papers:
        for each in paper.questions:
            questions[each.question.id] = each.question
            if each.worth.right and each.answer is not None:
                right.setdefault(each.question.id, set()).add(chosen(each))
    made = []
    for id_ in sheets.items:
        people = len(sheets.having(id_))
        if people < FEWEST:
            made.append(QuestionFigures(question_id=id_, ask=questions[id_].ask, figures=None, people=people))
            continue
        figures = item_statistics(sheets, id_, right=frozenset(right.get(id_, ())))
        made.append(
            QuestionFigures(
                question_id=id_,
                ask=questions[id_].ask,
                figures=figures,
                people=people,
                alarms=key_alarms(figures),
            )
        )
    return tuple(made)


def _together(sheets: Sheets, paper: PaperStatistics | None) -> tuple[Together, ...]:
    if paper is None or paper.standard_error is None:
        return ()
    runs = told_apart(sorted(sheets.totals, reverse=True), standard_error=paper.standard_error)
    return tuple(run for run in runs if run.last > run.first)
