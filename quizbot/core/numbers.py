"""Numbers as Vietnamese people write them: 1.234,5 and 50 %."""

import re
from decimal import Decimal

from quizbot.core.typed import bare_answer

# digits before the decimal sign, and behind it
_MOST_WHOLE = 15
_MOST_DECIMALS = 6
_MOST_PREDICTED = 12

_GROUPED_POINT = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_GROUPED_SPACE = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?:,[0-9]+)?")
_GROUPED_COMMA = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}")
_DECIMAL = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_WHOLE = re.compile(r"[0-9]+|[1-9][0-9]{0,2}(?:([., ])[0-9]{3})(?:\1[0-9]{3})*")


def read_number(text: str) -> Decimal | None:
    """Read one number; a percent sign behind it says nothing more ("50%" is 50).

    Points group thousands and a comma begins the decimals ("1.234,5"). What cannot be read so is read
    the other way round ("0.5", "1,234,567", "1,234.5"). At most 15 digits and 6 decimals.
    None when it is no number, or too long a one.
    """
    if re.search(r"(?<![0-9])[.,][0-9]", text):
        return None
    bare = re.sub(r"\s*(?:%|phần trăm|phan tram)$", "", bare_answer(text))
    sign, digits = _sign(bare)
    if _GROUPED_POINT.fullmatch(digits) or _GROUPED_SPACE.fullmatch(digits):
        written = digits.replace(".", "").replace(" ", "").replace(",", ".")
    elif _GROUPED_COMMA.fullmatch(digits):
        written = digits.replace(",", "")
    elif _DECIMAL.fullmatch(digits):
        written = digits.replace(",", ".")
    else:
        return None
    whole, _, decimals = written.partition(".")
    if len(whole.lstrip("0")) > _MOST_WHOLE or len(decimals.rstrip("0")) > _MOST_DECIMALS:
        return None
    return Decimal(sign + written)


def read_count(text: str) -> int | None:
    """Read a whole number from 0 up, of at most 12 digits; "người" or "bài" may follow it."""
    bare = re.sub(r"\s*(?:người|nguoi|lượt|luot|bài|bai)$", "", bare_answer(text))
    digits = re.sub(r"[., ]", "", bare).lstrip("0")
    if not _WHOLE.fullmatch(bare) or len(digits) > _MOST_PREDICTED:
        return None
    return int(digits or "0")


def write_number(number: Decimal) -> str:
    """Write a number in its one stored form: no exponent, no needless zeros, a point ("1234.5")."""
    plain = format(number, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain in ("-0", "") else plain


def stored_number(text: str) -> Decimal | None:
    """Read the stored form of a number; None when the text is not exactly that."""
    if not re.fullmatch(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?", text):
        return None
    number = Decimal(text)
    return number if write_number(number) == text else None


def _sign(text: str) -> tuple[str, str]:
    if text[:1] in ("-", "−"):
        return "-", text[1:].strip()
    return "", text[1:].strip() if text[:1] == "+" else text
