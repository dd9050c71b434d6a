"""Places: one explicit total order over results, and the reason for every step in it.

See docs/rules/ranking.md.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from quizbot.core.contest import Counted, RankRules
from quizbot.core.contest_paper import Points
from quizbot.core.ids import RoundId
from quizbot.core.points import step_points
from quizbot.core.result import Result
from quizbot.core.ties import TIES, TieContext, TieKey

__all__ = [
    "Difference",
    "Result",
    "Standing",
    "TieContext",
    "combine",
    "counted",
    "decode_key",
    "encode_key",
    "first_difference",
    "rank",
    "season",
    "sort_key",
    "whole",
    "why",
]

Key = tuple[int, ...]

# what may be looked at where rounds of one person are compared: neither a truth nor a lot
_ONE_PERSON = TieContext()
_OFFSET = 1 << 63
_WIDTH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A place on a board. Equal keys share a place, and the places behind it stay empty (1, 2, 2, 4)."""

    place: int
    result: Result
    # (−points, value of each tie step)
    key: Key


class Difference(NamedTuple):
    """The step that put one result above another: "points" or the name of a tie-break."""

    step: str
    above: Points
    below: Points


def counted(attempts: Iterable[Result], *, rule: Counted, complete_only: bool = False) -> Result | None:
    """Choose which of one person's attempts in a round counts; None when none does.

    The chosen result carries all attempts made, also those that cannot count. One that leaves an essay
    empty that is required cannot.

    Args:
        attempts: the attempts of one person in one round, in any order.
        rule: first, last, best (points, then the shorter own time, then the earlier) or
            best_then_earliest (points, then the earlier).
        complete_only: only papers with every question answered can count.
    """
    made = list(attempts)
    able = [
        each
        for each in made
        if not each.essays_missing and (not complete_only or each.answered >= each.asked)
    ]
    if not able:
        return None
    chosen = min(able, key=lambda each: _preference(each, rule))
    return replace(chosen, attempts_made=max(len(made), chosen.attempts_made))


def sort_key(result: Result, *, ties: Sequence[str], context: TieContext) -> Key:
    """Give the ranking key: negated points, then the value of each tie step; smaller is better.

    Raises:
        KeyError: a name is not on the shelf `core/ties`.
    """
    return _key(result, _steps(ties), context)


def rank(results: Iterable[Result], *, ties: Sequence[str], context: TieContext) -> tuple[Standing, ...]:
    """Rank results of different people; who shares a place is listed by roster code.

    The board depends on the results alone, never on the order they come in.

    Raises:
        KeyError: a name is not on the shelf `core/ties`.
    """
    steps = _steps(ties)
    keyed = [(_key(result, steps, context), result) for result in results]
    keyed.sort(key=lambda pair: (pair[0], pair[1].person_code))
    board: list[Standing] = []
    for position, (key, result) in enumerate(keyed, start=1):
        place = board[-1].place if board and board[-1].key == key else position
        board.append(Standing(place=place, result=result, key=key))
    return tuple(board)


def why(above: Standing, below: Standing, *, ties: Sequence[str], unit: int = 1) -> Difference | None:
    """Name the first step in which two standings of one board differ; None when they share a place.

    Args:
        ties: the steps the board was ranked by.
        unit: how many units make a point.
    """
    return first_difference(above.key, below.key, ties, unit=unit)


def first_difference(above: Key, below: Key, ties: Sequence[str], *, unit: int = 1) -> Difference | None:
    """Name the first step in which two ranking keys differ; None when they are equal."""
    for step, high, low in zip(("points", *ties), above, below, strict=True):
        if high != low:
            values = (-high, -low) if step == "points" else (abs(high), abs(low))
            return Difference(step, *(step_points(step, value, unit) for value in values))
    return None


def combine(results: Sequence[Result]) -> Result:
    """Put one person's counted results of several rounds together, for a season or contest board.

    Points, right answers, questions, attempts, own time and seconds since each opening are summed.
    Predictions are not: each round has its own truth, so the step ties everybody (but see `whole`). The unit is that
    of the last result; give the results in the order of the rounds.

    Raises:
        ValueError: there is no result, or they belong to different people.
    """
    if len({each.person_code for each in results}) != 1:
        raise ValueError("the results of exactly one person can be put together")
    return replace(
        results[-1],
        round_id=None,
        attempt_number=0,
        attempts_made=sum(each.attempts_made for each in results),
        points=sum(each.points for each in results),
        right=sum(each.right for each in results),
        asked=sum(each.asked for each in results),
        answered=sum(each.answered for each in results),
        prediction=None,
        duration_s=sum(each.duration_s for each in results),
        submitted_s=sum(each.submitted_s for each in results),
        extra=sum(each.extra for each in results),
        essay=sum(each.essay for each in results),
    )


def whole(
    results: Sequence[Result],
    rules: RankRules,
    *,
    last: RoundId | None = None,
    predicted_over: bool = False,
    unit: int = 1,
) -> Result | None:
    """Put one person's counted results together as the contest says; None: they do not stand on its board.

    Where the best rounds count, equal points go by the contest's own tie chain, then by the earlier
    round. Steps that compare people alone (`prediction`, `lot`) tell a person's rounds not apart.

    Args:
        results: in the order of the rounds.
        last: the contest's last round; looked at where it alone counts.
        predicted_over: the prediction is of the whole contest: the last one given holds, whichever rounds count.
        unit: how many units make a point.
    """
    together = _together(results, rules, last, unit)
    if together is None or not predicted_over:
        return together
    given = [each.prediction for each in results if each.prediction is not None]
    return replace(together, prediction=given[-1] if given else None)


def _together(results: Sequence[Result], rules: RankRules, last: RoundId | None, unit: int) -> Result | None:
    if rules.whole == "last":
        return next((combine([each]) for each in results if each.round_id == last), None)
    # the rounds that are not among the best were taken part in all the same
    taken_part = len(results)
    if rules.whole == "best" and rules.best_of is not None:
        steps = _steps(rules.ties)
        best_first = sorted(range(len(results)), key=lambda at: (_key(results[at], steps, _ONE_PERSON), at))
        results = [results[at] for at in sorted(best_first[: rules.best_of])]
    together = combine(results)
    if rules.whole == "rounds":
        together = replace(together, points=taken_part * unit)
    if rules.whole == "rounds" or "rounds" in rules.ties:
        together = replace(together, rounds=taken_part)
    return together


def season(rounds: Iterable[Iterable[Result]]) -> tuple[Result, ...]:
    """Put several rounds together, person by person, by roster code.

    Args:
        rounds: the counted results of each round, in the order of the rounds.
    """
    people: defaultdict[str, list[Result]] = defaultdict(list)
    for results in rounds:
        for result in results:
            people[result.person_code].append(result)
    return tuple(combine(people[code]) for code in sorted(people))


def encode_key(key: Sequence[int]) -> bytes:
    """Write a key as bytes that compare as the key does: 8 bytes for each number, big-endian, plus 2^63.

    Raises:
        OverflowError: a number does not fit a signed 64-bit integer.
    """
    return b"".join((number + _OFFSET).to_bytes(_WIDTH, "big") for number in key)


def decode_key(data: bytes) -> Key:
    """Read back what `encode_key` wrote.

    Raises:
        ValueError: the length is not a multiple of 8 bytes.
    """
    if len(data) % _WIDTH:
        raise ValueError(f"{len(data)} bytes are not a whole number of {_WIDTH}-byte numbers")
    return tuple(
        int.from_bytes(data[start : start + _WIDTH], "big") - _OFFSET for start in range(0, len(data), _WIDTH)
    )


def _preference(result: Result, rule: Counted) -> Key:
    if rule is Counted.FIRST:
        return (result.attempt_number,)
    if rule is Counted.LAST:
        return (-result.attempt_number,)
    if rule is Counted.BEST:
        return (-result.points, result.duration_s, result.attempt_number)
    return (-result.points, result.attempt_number)


def _steps(ties: Sequence[str]) -> tuple[TieKey, ...]:
    return tuple(TIES[name] for name in ties)


def _key(result: Result, steps: tuple[TieKey, ...], context: TieContext) -> Key:
    return (-result.points, *(step.value(result, context) for step in steps))
