"""A response in words, with the texts of the options it names, not only their letters."""

from collections.abc import Sequence
from decimal import Decimal

from quizbot.core.question import Option, Response


def in_words(
    response: Response,
    *,
    kind: str,
    options: Sequence[Option] = (),
    targets: Sequence[Option] = (),
    tolerance: Decimal = Decimal(0),
) -> str:
    """Write a response by the identities of its options: "B. Năm 2030", "A. … → C. …", "50 ± 1"."""
    texts = {option.key: f"{option.key}. {option.text}" for option in options}
    if kind == "order":
        return " → ".join(texts.get(part, part) for part in response)
    if kind == "match":
        right = {target.key: target.text for target in targets}
        return "; ".join(f"{texts.get(part[:1])} = {right.get(part[1:])}" for part in response)
    within = f" ± {tolerance}" if tolerance else ""
    return "; ".join(texts.get(part, part) for part in response) + within
