"""Essays: writing them, marking them blind, and what still has to be marked. See docs/rules/essays.md."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import groupby

from quizbot.core.attempt import Attempt, AttemptOver, AttemptStatus, NotThisQuestion
from quizbot.core.contest import Contest, ContestState, Essay, Round
from quizbot.core.contest_paper import Points
from quizbot.core.essays import EssayMark, EssayResult, Marking, essay_result
from quizbot.core.ids import AttemptId
from quizbot.core.lifecycle import DECIDED
from quizbot.core.paper_choice import essays_for
from quizbot.core.points import to_points, to_units, unit_of
from quizbot.core.proof.commitments import derived
from quizbot.core.refusal import Refusal
from quizbot.usecases import results
from quizbot.usecases.ports import AuditEntry, StoredContest, StoredEssay, Work
from quizbot.usecases.standings import find

LONGEST = 20_000  # characters
LONGEST_COMMENT = 2_000
MARKERS = ("marker", "organizer", "reviewer")
"""Roles that may mark; who has the first alone sees nothing but essays."""


class EssayTooLong(Refusal):
    """The text has more words than the rules allow."""

    code = "essay.too_long"


class EssayMissing(Refusal):
    """The paper has an essay question without a text."""

    code = "essay.missing"


class EssaysUnmarked(Refusal):
    """Essays wait for marks; results come when all are marked."""

    code = "essay.unmarked"


class EssayUnknown(Refusal):
    code = "essay.unknown"


class MarkOutside(Refusal):
    """A mark is a multiple of the contest's step, from 0 to the most the question can give."""

    code = "essay.mark_outside"


class NotYourEssay(Refusal):
    """Two people marked it already and agree, or the marker took part in the contest."""

    code = "essay.not_yours"


class MarkingOver(Refusal):
    """The results are decided; marks are not changed any more."""

    code = "essay.marking_over"


class NoMarker(Refusal):
    """Essays are marked by accounts with one of the roles of `MARKERS`."""

    code = "essay.no_marker"


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindEssay:
    """An essay as its marker sees it: no name, no unit, nobody else's mark."""

    # what the marker calls it by
    code: str
    round_number: int
    ask: str
    text: str
    # the most it can give, and what marks are multiples of
    points: Points
    step: Points
    # the marker's own mark and what they said with it; None: not marked yet
    mine: Points | None
    comment: str
    # a third mark is wanted
    third: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkingDesk:
    """The marking of one contest as one marker sees it."""

    slug: str
    title: str
    state: "MarkingState"
    # the results are decided: nothing is marked any more
    over: bool
    essays: tuple[BlindEssay, ...]

    @property
    def open(self) -> tuple[BlindEssay, ...]:
        """Give the essays that this marker has not marked yet."""
        return tuple(each for each in self.essays if each.mine is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkingState:
    """How far the marking of a contest is."""

    essays: int
    done: int
    waiting: int
    third: int


def asked_of(contest: Contest, *, round_number: int, attempt: Attempt) -> tuple[Essay, ...]:
    """Give the essay questions of an attempt's paper."""
    return essays_for(contest.paper, round_number=round_number, block=attempt.paper.block)


def next_essay(work: Work, *, stored: StoredContest, round_: Round, attempt: Attempt) -> int | None:
    """Give the number of the first essay question without a text, from 0; None when all are written."""
    asked = asked_of(stored.contest, round_number=round_.number, attempt=attempt)
    written = {each.position for each in work.essays.of(attempt.id)} if asked else set()
    return next((at for at in range(len(asked)) if at not in written), None)


def write(
    work: Work,
    *,
    stored: StoredContest,
    round_: Round,
    attempt: Attempt,
    position: int,
    text: str,
    received_at: datetime,
) -> None:
    """Store what a person wrote; until the paper is handed in a new text takes the place of the old.

    Raises:
        AttemptOver, NotThisQuestion, EssayTooLong
    """
    asked = asked_of(stored.contest, round_number=round_.number, attempt=attempt)
    if attempt.status is not AttemptStatus.OPEN or received_at >= attempt.deadline_at:
        raise AttemptOver(status=attempt.status.value)
    if not 0 <= position < len(asked):
        raise NotThisQuestion(position=position + 1)
    words = len(text.split())
    limit = asked[position].words
    if (limit and words > limit) or len(text) > LONGEST:
        raise EssayTooLong(words=words, limit=limit or LONGEST)
    work.essays.put(attempt.id, position, text=text.strip(), at=received_at)


def to_mark(work: Work, *, slug: str, by: str) -> tuple[BlindEssay, ...]:
    """List the essays a marker may mark, in an order that tells nothing of the writers.

    Raises:
        UnknownContest
    """
    stored = find(work, slug)
    rules = stored.contest.paper
    unit = unit_of(rules)
    found = []
    for each in _essays(work, stored):
        result = essay_result(each.marks, rules=rules)
        mine = next((mark for mark in reversed(each.marks) if mark.by == by), None)
        if _may_mark(each, result, by):
            found.append(
                BlindEssay(
                    code=each.code,
                    round_number=each.round_number,
                    ask=each.essay.ask,
                    text=each.stored.text,
                    points=each.essay.points,
                    step=rules.essay_step,
                    mine=None if mine is None else to_points(mine.points, unit),
                    comment="" if mine is None else mine.comment,
                    third=result.state is Marking.THIRD,
                )
            )
    return tuple(sorted(found, key=lambda each: each.code))


def desk(work: Work, *, slug: str, by: str) -> MarkingDesk:
    """Give the marking of a contest as a marker sees it.

    Raises:
        UnknownContest
    """
    stored = find(work, slug)
    return MarkingDesk(
        slug=slug,
        title=stored.contest.title,
        state=marking_state(work, stored),
        over=stored.state in DECIDED,
        essays=to_mark(work, slug=slug, by=by),
    )


def desks(work: Work, *, by: str) -> tuple[MarkingDesk, ...]:
    """Give the marking of every contest that has begun and has essays; what is over comes last."""
    found = [
        desk(work, slug=stored.contest.id, by=by)
        for stored in work.contests.all()
        if stored.contest.paper.essays and stored.state not in (ContestState.DRAFT, ContestState.CHECKED)
    ]
    return tuple(sorted(found, key=lambda each: (each.over, each.slug)))


def refuse_unless_marker(roles: Collection[str]) -> None:
    """Refuse somebody whose roles do not let them mark.

    Raises:
        NoMarker
    """
    if not set(MARKERS) & set(roles):
        raise NoMarker


def give_mark(
    work: Work, *, slug: str, code: str, points: Points, comment: str, by: str, now: datetime
) -> EssayResult:
    """Mark an essay; the marker's earlier mark of it no longer counts. The board follows.

    Raises:
        UnknownContest, EssayUnknown, MarkOutside, NotYourEssay, MarkingOver
    """
    stored = find(work, slug)
    if stored.state in DECIDED:
        raise MarkingOver(contest=slug)
    each = next((one for one in _essays(work, stored) if one.code == code.strip().upper()), None)
    if each is None:
        raise EssayUnknown(code=code)
    rules = stored.contest.paper
    if not 0 <= points <= each.essay.points or Fraction(points) % rules.essay_step:
        raise MarkOutside(most=each.essay.points, step=rules.essay_step)
    if not _may_mark(each, essay_result(each.marks, rules=rules), by):
        raise NotYourEssay(code=each.code)
    mark = EssayMark(
        attempt_id=each.stored.attempt_id,
        position=each.stored.position,
        by=by,
        points=to_units(points, unit_of(rules)),
        comment=" ".join(comment.split())[:LONGEST_COMMENT],
        at=now,
    )
    work.essays.add_mark(mark)
    work.audit.record(
        AuditEntry(
            at=now,
            actor=by,
            action="essay.marked",
            subject=f"contest:{slug}",
            detail={"essay": each.code, "points": points if isinstance(points, int) else str(points)},
        )
    )
    result = essay_result((*each.marks, mark), rules=rules)
    round_ = work.contests.numbered(stored.id, each.round_number)
    if round_ is not None:
        results.update_person(work, stored=stored, round_=round_, person_id=each.stored.person_id)
    return result


def essays_of(work: Work, *, stored: StoredContest, round_: Round, attempt: Attempt) -> tuple[Points, int]:
    """Give the points of an attempt's essays whose marking is done, and how many still wait for a mark."""
    rules = stored.contest.paper
    written = [each.position for each in work.essays.of(attempt.id) if each.text] if rules.essays else []
    if not written:
        return 0, 0
    marks = [each for each in work.essays.marks(round_.id) if each.attempt_id == attempt.id]
    found = [
        essay_result([each for each in marks if each.position == position], rules=rules)
        for position in written
    ]
    points = sum(each.points or 0 for each in found)
    return to_points(points, unit_of(rules)), sum(each.state is not Marking.DONE for each in found)


def marking_state(work: Work, stored: StoredContest) -> MarkingState:
    """Tell how far the marking of a contest is."""
    states = [essay_result(each.marks, rules=stored.contest.paper).state for each in _essays(work, stored)]
    return MarkingState(
        essays=len(states),
        done=states.count(Marking.DONE),
        waiting=states.count(Marking.WAITING),
        third=states.count(Marking.THIRD),
    )


def refuse_if_unmarked(work: Work, stored: StoredContest) -> None:
    """Refuse to publish results while an essay waits for a mark.

    Raises:
        EssaysUnmarked
    """
    if stored.contest.paper.essays:
        state = marking_state(work, stored)
        if state.done < state.essays:
            raise EssaysUnmarked(waiting=state.essays - state.done, essays=state.essays)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    code: str
    round_number: int
    essay: Essay
    stored: StoredEssay
    marks: Sequence[EssayMark]


def _essays(work: Work, stored: StoredContest) -> list[_Written]:
    found: list[_Written] = []
    if not stored.contest.paper.essays:
        return found
    secret = work.proofs.secret(stored.id) or stored.rules_hash
    for round_ in work.contests.rounds(stored.id):
        marks: dict[tuple[AttemptId, int], list[EssayMark]] = {
            key: list(group)
            for key, group in groupby(
                work.essays.marks(round_.id), key=lambda each: (each.attempt_id, each.position)
            )
        }
        for written in work.essays.in_round(round_.id):
            attempt = work.attempts.get(written.attempt_id)
            if attempt is None or not written.text:
                continue
            asked = asked_of(stored.contest, round_number=round_.number, attempt=attempt)
            if written.position < len(asked):
                about = f"essay/{written.attempt_id}/{written.position}"
                found.append(
                    _Written(
                        code=derived(secret, about)[:8].upper(),
                        round_number=round_.number,
                        essay=asked[written.position],
                        stored=written,
                        marks=marks.get((written.attempt_id, written.position), ()),
                    )
                )
    return found


def _may_mark(each: _Written, result: EssayResult, by: str) -> bool:
    """Tell whether somebody may mark: the first two, the third where they differ, and each their own again."""
    others = {mark.by for mark in each.marks} - {by}
    if by == f"person:{each.stored.person_id}":
        return False
    if any(mark.by == by for mark in each.marks):
        return result.state is not Marking.DONE or len(others) < 2
    return len(others) < 2 or result.state is Marking.THIRD
