"""Keys that a correction replaced in one contest, and that the bank still holds for every other."""

from dataclasses import dataclass

from quizbot.core.contest import ContestKind, ContestState
from quizbot.core.corrections import Correction, Corrections, Policy
from quizbot.core.paper import may_be_asked, pool_item
from quizbot.core.paper_choice import every_paper
from quizbot.core.question import Question
from quizbot.core.questions import KINDS
from quizbot.usecases.ports import StoredContest, Work

_STILL_ASKING = (ContestState.DRAFT, ContestState.CHECKED, ContestState.OPEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class OldKey:
    """A question whose key in the bank is not the one a contest counts by."""

    # as it stands in the bank now
    question: Question
    # titles of the contests not closed yet that may ask it, this one too
    asked_in: tuple[str, ...]


def old_keys(work: Work, corrections: Corrections) -> dict[int, OldKey]:
    """Find the corrections, by number, that gave a question a key which the bank does not have."""
    last: dict[str, Correction] = {
        each.question_id: each for each in corrections.active if each.question_id and each.ruling
    }
    found = {}
    for each in last.values():
        question = work.bank.current(each.question_id) if each.ruling is Policy.REKEY else None
        if question is None or question.status == "retired":
            continue
        if not KINDS[question.kind].mark(each.key, question).right:
            found[each.number] = OldKey(question=question, asked_in=_asked_in(work, question))
    return found


def _asked_in(work: Work, question: Question) -> tuple[str, ...]:
    return tuple(
        stored.contest.title
        for stored in work.contests.all()
        if stored.state in _STILL_ASKING and _may_ask(work, stored, question)
    )


def _may_ask(work: Work, stored: StoredContest, question: Question) -> bool:
    contest = stored.contest
    rules = (rule for _, rule in every_paper(contest.paper, rounds=work.contests.count_rounds(stored.id)))
    use = "practice" if contest.kind is ContestKind.PRACTICE else "contest"
    return may_be_asked(rules, pool_item(question), use=use)
