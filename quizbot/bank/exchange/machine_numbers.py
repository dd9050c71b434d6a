"""Numbers as programs write them: a point before the decimals, perhaps an exponent, no grouping."""

import re
from decimal import Decimal

from quizbot.core.numbers import stored_number, write_number

_NUMBER = re.compile(r"[+-]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})(?:[eE][+-]?\d{1,2})?")


def machine_number(text: str | None) -> Decimal | None:
    """Read one number; None when it is none, or has more digits than a question may.

    A comma is not taken: "1,500" is one and a half here and fifteen hundred there.
    """
    bare = (text or "").strip().replace("\u2212", "-")
    if not _NUMBER.fullmatch(bare):
        return None
    return stored_number(write_number(Decimal(bare)))
