"""What an answer is worth once something was said of its question."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from quizbot.core.attempt import Answer, PaperItem
from quizbot.core.corrections import Correction, Policy
from quizbot.core.ledger import official_lines
from quizbot.core.question import Question, Response
from quizbot.core.questions import KINDS
from quizbot.core.scoring import MarkedAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What one place of a paper counts for: asked at all, answered, right, official points."""

    asked: bool
    answered: bool
    right: bool
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How much the figures of an attempt go up or down."""

    asked: int = 0
    answered: int = 0
    right: int = 0
    points: int = 0
    # right answers to extra questions
    extra: int = 0

    def __bool__(self) -> bool:
        return bool(self.asked or self.answered or self.right or self.points or self.extra)


NOTHING = Worth(asked=False, answered=False, right=False, points=0)


def ruled(question: Question, ruling: Correction | None) -> Question:
    """Give a question with the key that holds now."""
    if ruling is None or ruling.ruling is not Policy.REKEY:
        return question
    return replace(question, key=ruling.key)


def worth(question: Question, response: Response | None, *, ruling: Correction, score: str) -> Worth:
    """Give what a place of a paper counts for under a ruling.

    Args:
        question: as this person saw it.
        response: what they answered; None: nothing.
        score: name of the official rule on the shelf `core/scoring`.
    """
    policy = ruling.ruling
    if policy is Policy.DROP or policy is None:
        return NOTHING
    if policy is Policy.GIVE_ALL:
        marked = MarkedAnswer(right=True, share=Fraction(1), weight=question.weight)
    elif response is None:
        return Worth(asked=True, answered=False, right=False, points=0)
    else:
        mark = KINDS[question.kind].mark(response, ruled(question, ruling))
        marked = MarkedAnswer(right=mark.right, share=mark.share, weight=question.weight)
    return Worth(
        asked=True,
        answered=response is not None,
        right=marked.right,
        points=official_lines(rule=score, answers=(marked,))[0],
    )


def stored_worth(answer: Answer | None) -> Worth:
    """Give what a place of a paper counted for when it was answered."""
    if answer is None:
        return Worth(asked=True, answered=False, right=False, points=0)
    return Worth(asked=True, answered=True, right=answer.right, points=answer.points)


def change(
    items: Sequence[PaperItem],
    answers: Mapping[int, Answer],
    *,
    rulings: Mapping[str, Correction],
    question_of: Callable[[str], Question],
    score: str,
) -> Change:
    """Give how the figures of an attempt change under the rulings.

    Args:
        items: the paper.
        answers: the counting answers to the questions ruled on, by position.
        rulings: by question.
        question_of: gives a question as shown, by its hash.
        score: name of the official rule on the shelf `core/scoring`.
    """
    pairs: list[tuple[Worth, Worth]] = []
    extra = 0
    for position, item in enumerate(items):
        ruling = rulings.get(item.question_id)
        if ruling is None:
            continue
        answer = answers.get(position)
        response = None if answer is None else answer.response
        now = worth(question_of(item.shown_hash), response, ruling=ruling, score=score)
        if item.extra:
            extra += now.right - stored_worth(answer).right
        else:
            pairs.append((stored_worth(answer), now))
    return replace(_sum(pairs), extra=extra)


def _sum(pairs: Iterable[tuple[Worth, Worth]]) -> Change:
    listed = list(pairs)
    return Change(
        asked=sum(now.asked - before.asked for before, now in listed),
        answered=sum(now.answered - before.answered for before, now in listed),
        right=sum(now.right - before.right for before, now in listed),
        points=sum(now.points - before.points for before, now in listed),
    )
