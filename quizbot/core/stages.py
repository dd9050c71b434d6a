"""Who goes on to the next stage: the first of all, of each unit, of each block. See docs/rules/stages.md."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from quizbot.core.contest import Stage
from quizbot.core.ids import PersonId
from quizbot.core.ranking import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualified:
    """One person who goes on, and by which quota."""

    person_id: PersonId
    place: int
    # top | unit:CODE | block:ID | all
    by: str
    # takes the place of somebody who withdrew
    moved_up: bool = False


def qualify(
    stage: Stage,
    board: Sequence[Standing],
    *,
    unit_of: Callable[[PersonId], str],
    block_of: Callable[[PersonId], str],
    withdrawn: Collection[PersonId] = (),
    unit: int = 1,
) -> tuple[Qualified, ...]:
    """Give those who go on, best first.

    Who shares the last place of a quota goes on with the others of that place. Who withdrew makes room
    for the next in line of the same quota. Without a quota everybody with enough points goes on.

    Args:
        board: of the rounds that decide, best first.
        unit: how many units make a point.
    """
    able = [
        line
        for line in board
        if line.result.right >= (stage.right_at_least or 0)
        and line.result.points >= (stage.points_at_least or 0) * unit
    ]
    before = _chosen(stage, able, unit_of, block_of)
    after = _chosen(
        stage, [each for each in able if each.result.person_id not in withdrawn], unit_of, block_of
    )
    return tuple(
        Qualified(
            person_id=line.result.person_id,
            place=line.place,
            by=after[line.result.person_id],
            moved_up=line.result.person_id not in before,
        )
        for line in able
        if line.result.person_id in after
    )


def _chosen(
    stage: Stage,
    board: Sequence[Standing],
    unit_of: Callable[[PersonId], str],
    block_of: Callable[[PersonId], str],
) -> dict[PersonId, str]:
    found: dict[PersonId, str] = {}
    quotas = (
        (stage.top, lambda _: "top"),
        (stage.per_unit, lambda who: f"unit:{unit_of(who)}"),
        (stage.per_block, lambda who: f"block:{block_of(who)}"),
    )
    if all(limit is None for limit, _ in quotas):
        return {line.result.person_id: "all" for line in board}
    for limit, name in quotas:
        if limit is not None:
            for quota, lines in _by_quota(board, name).items():
                for line in _head(lines, limit):
                    found.setdefault(line.result.person_id, quota)
    return found


def _by_quota(board: Iterable[Standing], name: Callable[[PersonId], str]) -> dict[str, list[Standing]]:
    parts: defaultdict[str, list[Standing]] = defaultdict(list)
    for line in board:
        parts[name(line.result.person_id)].append(line)
    return parts


def _head(lines: Sequence[Standing], limit: int) -> list[Standing]:
    """Give the first so many, and those who share the last place among them."""
    if len(lines) <= limit:
        return list(lines)
    cut = lines[limit - 1].key
    return [line for line in lines if line.key <= cut]
