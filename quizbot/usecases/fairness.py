"""What the contest's way of ranking units would do on the true roster: a simulation, nothing is stored."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from quizbot.core.fairness import Assumptions, Fairness, fairness
from quizbot.core.ids import UnitId
from quizbot.core.paper_choice import most_asked
from quizbot.usecases.facts import unit_heads
from quizbot.usecases.ports import Work
from quizbot.usecases.scene import roster_day
from quizbot.usecases.standings import find


@dataclass(frozen=True, slots=True, kw_only=True)
class FairnessReport:
    """The simulation under several spreads of the units' true levels."""

    contest: str
    title: str
    # what the contest ranks units by
    score: str
    # units' names by code
    names: dict[str, str]
    found: tuple[Fairness, ...]


def fairness_report(
    work: Work, *, slug: str, now: datetime, deviations: tuple[float, ...], repetitions: int, seed: int,
    participation: float,
) -> FairnessReport:  # fmt: skip
    """Play made-up rounds of the contest's paper on the roster of its first round (or of today).

    Raises:
        UnknownContest
        ValueError: fewer than two units have people.
    """
    stored = find(work, slug)
    first = work.contests.numbered(stored.id, 1)
    units = {unit.id: unit for unit in work.people.units()}
    heads = unit_heads(units, level=stored.contest.units.level)
    day = now.date() if first is None else roster_day(stored, first)
    counted: Counter[UnitId] = Counter()
    for unit_id, people in work.people.headcount(on=day).items():
        counted[heads[unit_id]] += people
    roster = {units[head].code: people for head, people in counted.items()}
    questions = most_asked(stored.contest.paper)
    rng = random.Random(seed)
    return FairnessReport(
        contest=slug,
        title=stored.contest.title,
        score=stored.contest.units.score,
        names={unit.code: unit.name for unit in units.values() if unit.code in roster},
        found=tuple(
            fairness(
                roster,
                Assumptions(
                    questions=questions, participation=participation, unit_deviation=deviation,
                    repetitions=repetitions,
                ),
                rng=rng,
            )
            for deviation in deviations
        ),
    )  # fmt: skip
