"""The result of an attempt: everything that ranking may look at."""

from dataclasses import dataclass

from quizbot.core.ids import PersonId, RoundId, UnitId


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One attempt after it ended, or several rounds of one person put together (`ranking.combine`)."""

    person_id: PersonId
    # roster code, the same on every machine; what lots and equal places go by
    person_code: str
    unit_id: UnitId
    # None: several rounds together
    round_id: RoundId | None
    # from 1; 0: several rounds together
    attempt_number: int
    # all the person's attempts, counted or not
    attempts_made: int
    # official points, in units (`core/points`)
    points: int
    right: int
    # questions on the paper, and how many of them have an answer
    asked: int
    answered: int
    prediction: int | None
    # own time, whole seconds
    duration_s: int
    # whole seconds from the opening of the round to the handing in
    submitted_s: int
    # right answers to extra questions
    extra: int = 0
    # points of essays, in units: part of the official points
    essay: int = 0
    # rounds put together, where the rules look at it
    rounds: int = 0
    # essays that are required and were left empty: then the attempt cannot count
    essays_missing: int = 0
