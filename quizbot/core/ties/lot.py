"""A lot that anybody can draw again."""

import hashlib
import hmac
from dataclasses import dataclass

from quizbot.core.result import Result
from quizbot.core.ties import TieContext, TieKey


@dataclass(frozen=True, slots=True)
class Lot:
    """Order by HMAC-SHA256 of round and roster code under a public seed.

    The message is `round id`, the sign ‖ and `roster code` in UTF-8 (the round id is empty over
    several rounds together). The number is the first 8 bytes, big-endian, without the last bit,
    so that it fits a signed 64-bit integer. See docs/rules/ranking.md, "lot".
    """

    def value(self, result: Result, context: TieContext, /) -> int:
        """Give the drawn number; 0 for everybody until the seed is known."""
        if context.lot_seed is None:
            return 0
        round_text = "" if result.round_id is None else str(result.round_id)
        message = f"{round_text}‖{result.person_code}".encode()
        digest = hmac.new(context.lot_seed.encode(), message, hashlib.sha256).digest()
        return int.from_bytes(digest[:8], "big") >> 1


TIE: TieKey = Lot()
