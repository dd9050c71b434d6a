"""Counting a contest again from its bundle, by the very functions that counted it the first time.

The bundle stands in for the database: what `results.boards` reads of people, attempts, questions and
corrections comes from there, and nothing else can be reached.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from quizbot.core.attempt import Answer, Paper, PaperItem
from quizbot.core.contest import Round
from quizbot.core.corrections import Correction
from quizbot.core.essays import EssayMark
from quizbot.core.ids import AttemptId, ContestId, PersonId, RoundId, UnitId
from quizbot.core.question import Question
from quizbot.usecases import results
from quizbot.usecases.evidence.logged import LoggedAttempt
from quizbot.usecases.evidence.reading import Evidence
from quizbot.usecases.ports import AttemptSummary, Person, StandingEntry, Unit, Work
from quizbot.usecases.scene import is_perfect, roster_day


@dataclass(slots=True)
class Logs:
    """The logs of a bundle, gathered line by line."""

    summaries: dict[RoundId, list[AttemptSummary]] = field(default_factory=dict)
    # of rounds in which something was said of a question, or an essay is required: papers and answers
    whole: dict[RoundId, list[tuple[AttemptId, Paper, list[Answer]]]] = field(default_factory=dict)


def add_attempt(
    logs: Logs, round_: Round, person_id: PersonId, attempt: LoggedAttempt, *, whole: bool, block: str = ""
) -> None:
    """Take one more line of a log.

    Args:
        whole: keep paper and answers, too.
        block: whose paper it is, where something depends on it.
    """
    extras = {at for at, item in enumerate(attempt.paper) if len(item) > 4}
    right = points = extra = 0
    for position, _, is_right, worth, _ in attempt.answers:
        points += worth
        if position in extras:
            extra += is_right
        else:
            right += is_right
    summary = AttemptSummary(
        id=AttemptId(attempt.attempt_id),
        round_id=round_.id,
        person_id=person_id,
        number=attempt.number,
        status=attempt.status,
        started_at=datetime.fromisoformat(attempt.started),
        deadline_at=datetime.fromisoformat(attempt.deadline),
        submitted_at=None if attempt.submitted is None else datetime.fromisoformat(attempt.submitted),
        prediction=attempt.prediction,
        answered=len(attempt.answers),
        asked=len(attempt.paper) - len(extras),
        right=right,
        points=points,
        extra=extra,
    )
    logs.summaries.setdefault(round_.id, []).append(summary)
    if whole:
        logs.whole.setdefault(round_.id, []).append((summary.id, _paper(attempt, block), _answers(attempt)))


def replayed(evidence: Evidence, logs: Logs) -> Iterator[tuple[int, Sequence[StandingEntry]]]:
    """Compute every board again, one after the other; by round number, 0 for the whole contest."""
    for found in logs.summaries.values():
        found.sort(key=lambda each: (each.person_id, each.number))
    work = cast("Work", _Bundle(evidence, logs))
    numbers = {results.round_board(each.id): each.number for each in evidence.rounds}
    for board, entries in results.boards(work, stored=evidence.stored):
        yield numbers.get(board, 0), entries


def _paper(attempt: LoggedAttempt, block: str) -> Paper:
    items = tuple(
        PaperItem(
            question_id=question_id,
            shown_hash=shown_hash,
            order=tuple(order),
            target_order=tuple(targets),
            extra=bool(extra),
        )
        for question_id, shown_hash, order, targets, *extra in attempt.paper
    )
    return Paper(items=items, seed=attempt.seed, block=block)


def _answers(attempt: LoggedAttempt) -> list[Answer]:
    return [
        Answer(
            attempt_id=AttemptId(attempt.attempt_id),
            position=position,
            revision=0,
            question_id=attempt.paper[position][0],
            shown_hash=attempt.paper[position][1],
            response=tuple(response),
            right=right,
            points=points,
            received_at=datetime.fromisoformat(received),
            channel="",
        )
        for position, response, right, points, received in attempt.answers
    ]


class _Bundle:
    """What counting reads of a unit of work: people, contests, bank, attempts, corrections."""

    def __init__(self, evidence: Evidence, logs: Logs) -> None:
        self.people = _People(evidence, logs)
        self.contests = _Contests(evidence)
        self.bank = _Bank(evidence)
        self.attempts = _Attempts(logs)
        self.corrections = _Corrections(evidence)
        self.essays = _Essays(evidence)


@dataclass(frozen=True, slots=True)
class _Corrections:
    _evidence: Evidence

    def of(self, _contest_id: ContestId) -> Sequence[Correction]:
        return self._evidence.corrections


@dataclass(frozen=True, slots=True)
class _Essays:
    _evidence: Evidence

    def marks(self, round_id: RoundId) -> Sequence[EssayMark]:
        return self._evidence.marks.get(round_id, ())

    def written(self, _round_id: RoundId) -> Mapping[AttemptId, frozenset[int]]:
        return {attempt_id: each.positions for attempt_id, each in self._evidence.written.items()}


@dataclass(frozen=True, slots=True)
class _Contests:
    _evidence: Evidence

    def rounds(self, _contest_id: ContestId) -> Sequence[Round]:
        return self._evidence.rounds


@dataclass(frozen=True, slots=True)
class _Bank:
    _evidence: Evidence

    def by_hash(self, shown_hash: str) -> Question:
        return self._evidence.questions[shown_hash]


@dataclass(frozen=True, slots=True)
class _Attempts:
    _logs: Logs

    def summaries(self, round_id: RoundId) -> Iterator[AttemptSummary]:
        return iter(self._logs.summaries.get(round_id, ()))

    def papers(self, round_id: RoundId) -> Iterator[tuple[AttemptId, Paper]]:
        return ((attempt_id, paper) for attempt_id, paper, _ in self._logs.whole.get(round_id, ()))

    def answers_in(self, round_id: RoundId, *, question_ids: Sequence[str] | None = None) -> Iterator[Answer]:
        return (
            each
            for _, _, answers in self._logs.whole.get(round_id, ())
            for each in answers
            if question_ids is None or each.question_id in question_ids
        )

    def counts(self, round_id: RoundId) -> Mapping[str, int]:
        found = self._logs.summaries.get(round_id, ())
        return {
            "people": len({each.person_id for each in found}),
            "perfect": len({each.person_id for each in found if is_perfect(each)}),
            "attempts": len(found),
        }


class _People:
    def __init__(self, evidence: Evidence, logs: Logs) -> None:
        self._everybody = sorted(evidence.people.values(), key=lambda each: each.id)
        self._units = evidence.units
        ids = {unit.code: unit.id for unit in evidence.units}
        self._members: dict[date, dict[PersonId, UnitId]] = {}
        self._later: dict[tuple[PersonId, date], UnitId] = {}
        for round_ in evidence.rounds:
            self._place(evidence, round_, logs.summaries.get(round_.id, ()), ids)

    def _place(
        self, evidence: Evidence, round_: Round, attempts: Sequence[AttemptSummary], ids: Mapping[str, UnitId]
    ) -> None:
        on = roster_day(evidence.stored, round_)
        zone = ZoneInfo(evidence.stored.contest.rounds.zone)
        for each in attempts:
            unit, member = evidence.belongs[each.person_id, round_.number]
            if member:
                self._members.setdefault(on, {})[each.person_id] = ids[unit]
            else:
                self._later[each.person_id, each.started_at.astimezone(zone).date()] = ids[unit]

    def everybody(self) -> Sequence[Person]:
        return self._everybody

    def units(self) -> Sequence[Unit]:
        return self._units

    def memberships(self, *, on: date) -> Mapping[PersonId, UnitId]:
        return self._members.get(on, {})

    def unit_on(self, person_id: PersonId, *, on: date) -> UnitId | None:
        return self._later.get((person_id, on))
