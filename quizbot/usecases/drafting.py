"""Corrections as people ask for them, checked against the contest, before anybody signs them."""

from datetime import datetime

from quizbot.core.contest import ContestState, Round
from quizbot.core.corrections import Correction, CorrectionKind, Policy
from quizbot.core.lifecycle import DECIDED
from quizbot.core.question import Question, Response, Shown
from quizbot.core.questions import KINDS
from quizbot.core.refusal import Refusal
from quizbot.usecases.mending import corrections_of
from quizbot.usecases.people import by_code, unit_by_code
from quizbot.usecases.ports import StoredContest, Work
from quizbot.usecases.standings import find, find_round


class UnknownQuestion(Refusal):
    """No paper of the contest carries the question."""

    code = "correction.unknown_question"


class NotAKey(Refusal):
    """The key does not fit the question as it was shown."""

    code = "correction.not_a_key"


class ResultsFinal(Refusal):
    """Results are final; to correct them they are first made provisional again, with a reason."""

    code = "correction.results_final"


class BadPeriod(Refusal):
    """A period is empty, or lies where it can change nothing."""

    code = "correction.bad_period"


class UnknownStage(Refusal):
    """The contest has no stage of this name."""

    code = "correction.unknown_stage"


class UnknownEntry(Refusal):
    """The contest declares no such points to be entered by hand."""

    code = "correction.unknown_entry"


class TooLate(Refusal):
    """People have acted on it, so it cannot be taken back any more."""

    code = "correction.too_late"


def regrade(
    work: Work,
    *,
    slug: str,
    question_id: str,
    policy: Policy,
    key: str = "",
    round_number: int | None = None,
    now: datetime,
) -> Correction:
    """Ask for another marking of a question.

    Args:
        key: for `rekey`, as in the question file: "B", "A, C", "50", "C A B", "A2 B1".
        round_number: where it counts; every round unless said.

    Raises:
        UnknownContest, UnknownRound, ResultsFinal, UnknownQuestion, NotAKey
    """
    stored = _correctable(work, slug, round_number)
    versions = _versions(work, stored, question_id, round_number)
    return Correction(
        kind=CorrectionKind.REGRADE,
        at=now,
        by="",
        reason="",
        round_number=round_number,
        question_id=question_id,
        policy=policy,
        key=_key(versions, key) if policy is Policy.REKEY else (),
    )


def void(
    work: Work, *, slug: str, question_id: str = "", round_number: int | None = None, now: datetime
) -> Correction:
    """Ask that a question, or a whole round, does not count.

    Raises:
        UnknownContest, UnknownRound, ResultsFinal, UnknownQuestion
    """
    stored = _correctable(work, slug, round_number)
    if question_id:
        _versions(work, stored, question_id, round_number)
    elif round_number is None:
        raise UnknownQuestion(question="")
    return Correction(
        kind=CorrectionKind.VOID,
        at=now,
        by="",
        reason="",
        round_number=round_number,
        question_id=question_id,
    )


def withdraw(work: Work, *, slug: str, person: str, stage: str, now: datetime) -> Correction:
    """Ask that a person gives up their place in a stage.

    Raises:
        UnknownContest, UnknownPerson, ResultsFinal, UnknownStage
    """
    stored = _correctable(work, slug, None)
    if stage not in {each.name for each in stored.contest.stages}:
        raise UnknownStage(stage=stage)
    return Correction(
        kind=CorrectionKind.WITHDRAW,
        at=now,
        by="",
        reason="",
        person_id=by_code(work, person).id,
        what=stage,
    )


def enter(
    work: Work, *, slug: str, what: str, points: int, person: str = "", unit: str = "", now: datetime
) -> Correction:
    """Ask that points which people judged count for a person or a unit.

    Raises:
        UnknownContest, UnknownPerson, UnknownUnit, ResultsFinal
        UnknownEntry: the contest declares no such points, or they are not for this kind of winner.
    """
    stored = _correctable(work, slug, None)
    to = "people" if person else "units"
    if not any(each.id == what and each.to == to for each in stored.contest.entered):
        raise UnknownEntry(what=what, to=to)
    return Correction(
        kind=CorrectionKind.ENTER,
        at=now,
        by="",
        reason="",
        person_id=by_code(work, person).id if person else None,
        unit="" if person else unit_by_code(work, unit).code,
        what=what,
        points=points,
    )


def disqualify(
    work: Work, *, slug: str, person: str, round_number: int | None = None, now: datetime
) -> Correction:
    """Ask that a person's results do not count, in a round or in the whole contest.

    Raises:
        UnknownContest, UnknownRound, UnknownPerson, ResultsFinal
    """
    _correctable(work, slug, round_number)
    return Correction(
        kind=CorrectionKind.DISQUALIFY,
        at=now,
        by="",
        reason="",
        round_number=round_number,
        person_id=by_code(work, person).id,
    )


def override(
    work: Work,
    *,
    slug: str,
    person: str,
    round_number: int,
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
) -> Correction:
    """Ask that a person on leave or travelling plays a round in a window of their own.

    Raises:
        UnknownContest, UnknownRound, UnknownPerson, ResultsFinal
        BadPeriod: the window is empty or over.
    """
    stored = _correctable(work, slug, round_number)
    if stored.state not in (ContestState.CHECKED, ContestState.OPEN, ContestState.CLOSED):
        raise BadPeriod(reason="published")
    if ends_at <= max(starts_at, now):
        raise BadPeriod(reason="over")
    return Correction(
        kind=CorrectionKind.OVERRIDE,
        at=now,
        by="",
        reason="",
        round_number=round_number,
        person_id=by_code(work, person).id,
        starts_at=starts_at,
        ends_at=ends_at,
    )


def outage(
    work: Work,
    *,
    slug: str,
    round_number: int,
    starts_at: datetime,
    ends_at: datetime,
    dismiss: bool = False,
    now: datetime,
) -> Correction:
    """Ask that a time in which the engine stood still is taken out of a round, or is not.

    Args:
        dismiss: the silence was looked at, and changes nothing.

    Raises:
        UnknownContest, UnknownRound, ResultsFinal
        BadPeriod: empty, in the future, or outside of the round.
    """
    stored = _correctable(work, slug, round_number)
    round_ = find_round(work, stored, round_number)
    if not starts_at < ends_at <= now:
        raise BadPeriod(reason="future")
    if ends_at <= round_.opens_at or starts_at >= _last_moment(work, stored, round_):
        raise BadPeriod(reason="outside")
    return Correction(
        kind=CorrectionKind.NO_OUTAGE if dismiss else CorrectionKind.OUTAGE,
        at=now,
        by="",
        reason="",
        round_number=round_number,
        starts_at=starts_at,
        ends_at=ends_at,
    )


def extend(work: Work, *, slug: str, round_number: int, ends_at: datetime, now: datetime) -> Correction:
    """Ask for a later end of a round.

    Raises:
        UnknownContest, UnknownRound, ResultsFinal
        BadPeriod: the round is over, or the end would not be later.
    """
    stored = _correctable(work, slug, round_number)
    round_ = find_round(work, stored, round_number)
    if round_.closed or ends_at <= max(round_.closes_at, now):
        raise BadPeriod(reason="not_later")
    following = [
        each
        for each in work.contests.rounds(stored.id)
        if each.number > round_number and each.opens_at < ends_at
    ]
    if following:
        raise BadPeriod(reason="next_round")
    return Correction(
        kind=CorrectionKind.EXTEND,
        at=now,
        by="",
        reason="",
        round_number=round_number,
        starts_at=round_.closes_at,
        ends_at=ends_at,
    )


def undo(work: Work, *, slug: str, number: int, now: datetime) -> Correction:
    """Ask that a correction is taken back.

    Raises:
        UnknownContest, ResultsFinal, CannotUndo
        TooLate: the round went on because of it, and people could play then.
    """
    stored = _correctable(work, slug, None)
    found = corrections_of(work, stored).numbered(number)
    if found.kind is CorrectionKind.EXTEND and found.starts_at is not None and now >= found.starts_at:
        raise TooLate(number=number, since=found.starts_at)
    return Correction(
        kind=CorrectionKind.UNDO,
        at=now,
        by="",
        reason="",
        round_number=found.round_number,
        undoes=number,
    )


def _correctable(work: Work, slug: str, round_number: int | None) -> StoredContest:
    stored = find(work, slug)
    if stored.state in DECIDED:
        raise ResultsFinal(contest=slug)
    if round_number is not None:
        find_round(work, stored, round_number)
    return stored


def _last_moment(work: Work, stored: StoredContest, round_: Round) -> datetime:
    """Give the end of a round, own windows included."""
    corrections = corrections_of(work, stored)
    ends = [
        each.period[1]
        for each in corrections.active
        if each.kind is CorrectionKind.OVERRIDE and each.period and each.touches(round_.number)
    ]
    return max((round_.closes_at, *ends))


def _versions(
    work: Work, stored: StoredContest, question_id: str, round_number: int | None
) -> tuple[Question, ...]:
    """Give every version of a question on papers of the contest."""
    hashes = {
        item.shown_hash
        for round_ in work.contests.rounds(stored.id)
        if round_number is None or round_.number == round_number
        for _, paper in work.attempts.papers(round_.id)
        for item in paper.items
        if item.question_id == question_id
    }
    if not hashes:
        raise UnknownQuestion(question=question_id)
    return tuple(work.bank.by_hash(each) for each in sorted(hashes))


def _key(versions: tuple[Question, ...], text: str) -> Response:
    """Read a key by the identities of the options, as they stand in the question file."""
    for question in versions:
        kind = KINDS[question.kind]
        shown = Shown(
            question=question,
            order=tuple(each.key for each in question.options),
            target_order=tuple(each.key for each in question.targets),
        )
        key = kind.parse(text, shown)
        if key is None or not kind.valid(key, question):
            raise NotAKey(question=question.id, key=text)
    return key if key is not None else ()
