"""Stages: rounds that are open only to those who did well before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizbot.core.contest import Contest, Round, Stage
from quizbot.core.corrections import Correction, CorrectionKind
from quizbot.core.ids import PersonId
from quizbot.core.points import unit_of
from quizbot.core.ranking import Result, Standing, combine, rank
from quizbot.core.refusal import Refusal
from quizbot.core.stages import Qualified, qualify
from quizbot.core.ties import TieContext
from quizbot.usecases import results
from quizbot.usecases.admission import NotEligible
from quizbot.usecases.facts import unit_heads
from quizbot.usecases.mending import corrections_of
from quizbot.usecases.ports import Person, StandingEntry, StoredContest, Work


class StageNotDecided(Refusal):
    """The rounds that decide who goes on are not closed yet."""

    code = "stage.not_decided"


class UnknownStage(Refusal):
    code = "stage.unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class QualifiedLine:
    """One person of a list of those who go on."""

    person: Person
    unit: str
    found: Qualified


def stage_of(contest: Contest, round_number: int) -> Stage | None:
    """Give the stage a round belongs to; None when it is open to everybody the contest admits."""
    return next((each for each in contest.stages if round_number in each.rounds), None)


def refuse_if_not_qualified(work: Work, *, stored: StoredContest, round_: Round, person: Person) -> None:
    """Refuse somebody who did not come through to the stage of this round.

    Raises:
        NotEligible, StageNotDecided
    """
    stage = stage_of(stored.contest, round_.number)
    if stage is None:
        return
    if person.id not in {each.person_id for each in qualified(work, stored=stored, stage=stage)}:
        raise NotEligible(reason="not_qualified", stage=stage.name)


def came_through(work: Work, *, stored: StoredContest, round_: Round | None) -> frozenset[PersonId] | None:
    """Tell who came through to a round; None when everybody may play it, nobody before it is decided."""
    stage = None if round_ is None else stage_of(stored.contest, round_.number)
    if stage is None:
        return None
    try:
        return frozenset(each.person_id for each in qualified(work, stored=stored, stage=stage))
    except StageNotDecided:
        return frozenset()


def qualified(work: Work, *, stored: StoredContest, stage: Stage) -> tuple[Qualified, ...]:
    """Give those who go on to a stage, as the results stand.

    Raises:
        StageNotDecided: a round that decides is not closed.
    """
    board = board_of(work, stored=stored, numbers=stage.after)
    people = {each.id: each for each in work.people.everybody()}
    units = {unit.id: unit for unit in work.people.units()}
    heads = unit_heads(units, level=stored.contest.units.level)
    blocks = {
        entry.person_id: entry.bracket for number in stage.after for entry in _entries(work, stored, number)
    }
    unit_ids = {line.result.person_id: line.result.unit_id for line in board}
    corrections = corrections_of(work, stored)
    out = {
        each.person_id
        for each in corrections.active
        if each.kind is CorrectionKind.WITHDRAW and each.what in ("", stage.name)
    }
    out |= {each for number in stage.rounds for each in corrections.disqualified(number)}
    return qualify(
        stage,
        [line for line in board if line.result.person_id in people],
        unit_of=lambda who: units[heads[unit_ids[who]]].code,
        block_of=lambda who: blocks.get(who, ""),
        withdrawn={each for each in out if each is not None},
        unit=unit_of(stored.contest.paper),
    )


def board_of(work: Work, *, stored: StoredContest, numbers: Sequence[int]) -> tuple[Standing, ...]:
    """Rank people by several rounds together.

    Raises:
        StageNotDecided: one of them is not closed.
    """
    found: dict[PersonId, list[Result]] = {}
    for number in numbers:
        round_ = work.contests.numbered(stored.id, number)
        if round_ is None or not round_.closed:
            raise StageNotDecided(round=number)
        for entry in _entries(work, stored, number):
            found.setdefault(entry.person_id, []).append(results.result_of(entry))
    if len(numbers) == 1:
        (number,) = numbers
        entries = list(_entries(work, stored, number))
        return results.standings_of(entries)
    together = [combine(each) for each in found.values()]
    return rank(together, ties=stored.contest.rank.ties, context=TieContext(lot_seed=stored.lot_seed))


def lines(work: Work, *, stored: StoredContest, stage: Stage) -> tuple[QualifiedLine, ...]:
    """Give the list of those who go on, with names.

    Raises:
        StageNotDecided
    """
    people = {each.id: each for each in work.people.everybody()}
    units = {unit.id: unit.name for unit in work.people.units()}
    return tuple(
        QualifiedLine(person=people[each.person_id], unit=units[people[each.person_id].unit_id], found=each)
        for each in qualified(work, stored=stored, stage=stage)
    )


def withdrawal(*, person: Person, stage: str, reason: str, by: str, now: datetime) -> Correction:
    """Make the fact that somebody gave up their place in a stage."""
    return Correction(
        kind=CorrectionKind.WITHDRAW, at=now, by=by, reason=reason, person_id=person.id, what=stage
    )


def _entries(work: Work, stored: StoredContest, number: int) -> Sequence[StandingEntry]:
    round_ = work.contests.numbered(stored.id, number)
    return [] if round_ is None else list(work.standings.entries(results.round_board(round_.id)))
