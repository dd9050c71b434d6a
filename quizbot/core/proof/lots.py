"""Lots that anybody can draw again from a public value named beforehand.

Everybody gets the number HMAC-SHA256 gives for them, and the smaller number goes first. Nothing is
divided and no remainder is taken, so nobody is favoured: every order is as likely as every other.
"""

import hashlib
import hmac
from collections.abc import Iterable


def lot_number(*, seed: str, round_text: str, code: str) -> int:
    """Give the number that is drawn for one person, from 0 to 2^63 − 1.

    The message is the round id, the sign ‖ (U+2016) and the roster code in UTF-8, the key the public
    value. The number is the first 8 bytes, big-endian, without the last bit, so that it fits a signed
    64-bit integer.

    Args:
        seed: the public value, without blanks around it.
        round_text: the round id; empty over several rounds together.
        code: the roster code.
    """
    digest = hmac.new(seed.encode(), f"{round_text}‖{code}".encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def lot_order(codes: Iterable[str], *, seed: str, round_text: str) -> tuple[str, ...]:
    """Put people in the order of their lots; whatever order they come in."""
    return tuple(
        sorted(codes, key=lambda code: (lot_number(seed=seed, round_text=round_text, code=code), code))
    )
