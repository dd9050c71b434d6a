"""How much a form may hold."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds that keep a hostile or broken file from eating the machine."""

    max_bytes: int = 16 * 1024 * 1024
    max_depth: int = 32
    # values counted as if every reference were written out in full
    max_values: int = 2_000_000


LIMITS = Limits()
