"""A lot that anybody can draw again."""

from dataclasses import dataclass

from quizbot.core.proof.lots import lot_number
from quizbot.core.result import Result
from quizbot.core.ties import TieContext, TieKey


@dataclass(frozen=True, slots=True)
class Lot:
    """Order by HMAC-SHA256 of round and roster code under a public seed.

    The round id is empty over several rounds together. See docs/rules/ranking.md, "lot".
    """

    def value(self, result: Result, context: TieContext, /) -> int:
        """Give the drawn number; 0 for everybody until the seed is known."""
        if context.lot_seed is None:
            return 0
        round_text = "" if result.round_id is None else str(result.round_id)
        return lot_number(seed=context.lot_seed, round_text=round_text, code=result.person_code)


TIE: TieKey = Lot()
