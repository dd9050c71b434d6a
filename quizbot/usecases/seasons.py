"""Several rounds together: which they are, and how many people the units had in them.

See docs/rules/units.md, "Several rounds".
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from quizbot.core.contest import Round
from quizbot.core.ids import PersonId, UnitId
from quizbot.usecases.facts import line_of
from quizbot.usecases.mending import corrections_of
from quizbot.usecases.ports import Membership, StoredContest, Work
from quizbot.usecases.scene import roster_day

StandsFor = Callable[[Sequence[PersonId]], Mapping[PersonId, UnitId]]
"""Tells for which unit some people stand on a board."""


def seasons(rounds: Sequence[Round], season: str, *, zone: str) -> list[tuple[int, ...]]:
    """Put rounds together by the week or month in which they open, on the contest's clock."""
    found: dict[object, list[int]] = {}
    for each in rounds:
        found.setdefault(_period(each, season, zone), []).append(each.number)
    return [tuple(numbers) for numbers in found.values()]


def _period(round_: Round, season: str, zone: str) -> object:
    day: date = round_.opens_at.astimezone(ZoneInfo(zone)).date()
    if season == "week":
        return day.isocalendar()[:2]
    return (day.year, day.month) if season == "month" else round_.number


def counting(work: Work, stored: StoredContest) -> list[Round]:
    """List the rounds that count: those for trying out are left out."""
    trial = stored.contest.rounds.trial
    return [each for each in work.contests.rounds(stored.id) if each.number > trial]


def held(work: Work, stored: StoredContest, numbers: Collection[int] | None) -> list[Round]:
    """List the rounds of a season that count: not void, and not left out by an early end.

    Args:
        numbers: of its rounds; None: the whole contest.
    """
    corrections = corrections_of(work, stored)
    return [
        each
        for each in counting(work, stored)
        if (numbers is None or each.number in numbers)
        and not each.left_out
        and not corrections.is_void(each.number)
    ]


def begun(rounds: Sequence[Round]) -> Sequence[Round]:
    """Leave out rounds that have not opened; before the first opens it stands for all."""
    return [each for each in rounds if each.opened] or rounds[:1]


def unit_people(
    work: Work,
    stored: StoredContest,
    rounds: Iterable[Round],
    *,
    stands_for: StandsFor,
    excluded: bool = False,
) -> Counter[UnitId]:
    """Count the people of every unit over some rounds, each person once.

    Who was on the roster on the day of any of the rounds counts for the unit they stand for; who does not
    stand on the board counts for the unit of the last of these days on which they were on the roster.

    Args:
        excluded: count those whom the rules exclude as well.
    """
    days = sorted({roster_day(stored, each) for each in rounds})
    if not days:
        return Counter()
    counts = Counter(work.people.headcount(on=days[-1]))
    moves = work.people.moves(first=days[0], last=days[-1]) if len(days) > 1 else ()
    moved = {who: list(each) for who, each in groupby(moves, key=lambda each: each.person_id)}
    barred = frozenset() if excluded else frozenset(stored.contest.who.exclude)
    out, closed = _out(work, barred), _closed(work, barred)
    stands = stands_for(sorted({*moved, *out})) if moved or out else {}
    # who took part before being excluded counts as a participant, and so as one of the people
    out = [each for each in out if each not in stands]
    counts.subtract(work.people.units_on(out, on=days[-1]).values())
    for unit_id in closed:
        counts[unit_id] = 0
    for person_id in moved.keys() - set(out):
        belonged = _belonged(moved[person_id], days)
        if belonged[-1] is not None and belonged[-1] not in closed:
            counts[belonged[-1]] -= 1
        last = next((each for each in reversed(belonged) if each), None)
        counted_for = stands.get(person_id) or (None if last in closed else last)
        if counted_for is not None:
            counts[counted_for] += 1
    # a unit that everybody left has none
    return +counts


def _out(work: Work, barred: frozenset[str]) -> Sequence[PersonId]:
    """List the people of groups that a contest excludes."""
    return work.people.in_groups(barred) if barred else ()


def _closed(work: Work, barred: frozenset[str]) -> frozenset[UnitId]:
    """List the units that a contest excludes, with all below them."""
    if not barred:
        return frozenset()
    units = {unit.id: unit for unit in work.people.units()}
    return frozenset(unit_id for unit_id in units if barred & {each.code for each in line_of(units, unit_id)})


def _belonged(memberships: Sequence[Membership], days: Sequence[date]) -> list[UnitId | None]:
    return [
        next(
            (
                each.unit_id
                for each in memberships
                if each.since <= day and (each.until is None or day < each.until)
            ),
            None,
        )
        for day in days
    ]
