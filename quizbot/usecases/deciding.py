"""What decided between people of equal points on a board: the values of the tie keys that did, and what was predicted."""

import json
from collections.abc import Iterable, Sequence

from quizbot.core.codec import from_plain
from quizbot.core.contest import Contest
from quizbot.core.contest_paper import Points
from quizbot.core.points import step_points, unit_of
from quizbot.core.ranking import Difference, Result, decode_key
from quizbot.core.ties.prediction import Prediction
from quizbot.usecases.ports import BoardRow

PREDICTION = "prediction"
SHOWN_ANYWAY = ("right", "duration")
"""Every board has columns of these."""
DRAWN = ("lot",)
"""Numbers that tell a reader nothing."""


def deciding(ties: Sequence[str], steps: Iterable[Difference | None]) -> tuple[str, ...]:
    """Name the tie keys that put somebody on a board above somebody else, in their order, and want a column."""
    did = {each.step for each in steps if each is not None}
    return tuple(name for name in ties if name in did and name not in (*SHOWN_ANYWAY, *DRAWN))


def tie_values(row: BoardRow, contest: Contest) -> dict[str, Points]:
    """Give the value of every tie key of a row."""
    unit = unit_of(contest.paper)
    values = decode_key(row.entry.key)[1:]
    return {
        name: step_points(name, abs(value), unit)
        for name, value in zip(contest.rank.ties, values, strict=True)
    }


def predicted_truth(rows: Iterable[BoardRow], contest: Contest) -> int | None:
    """Give what was to be predicted: the one number from which every prediction on the board is as far as its key says.

    Two predictions that differ leave one number. None where the board leaves more than one.
    """
    left: set[int] | None = None
    for row in rows:
        given = from_plain(Result, json.loads(row.entry.detail)).prediction
        error = int(tie_values(row, contest)[PREDICTION])
        if given is None or error >= Prediction().none_given:
            continue
        could = {each for each in (given - error, given + error) if each >= 0}
        left = could if left is None else left & could
    return left.pop() if left is not None and len(left) == 1 else None
