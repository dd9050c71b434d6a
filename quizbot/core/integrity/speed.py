"""Papers handed in sooner than their text can be read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quizbot.core.integrity.scripts import Script

SYLLABLES_A_SECOND = 15
"""Our limit: about three times as fast as a practised reader takes in Vietnamese text (measured in
written syllables, which is what stands between blanks). Nobody who reads is faster."""

AT_LEAST_RIGHT = 0.5
"""Who clicks through without reading is right by chance only, one in four with four options; such papers are no sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeedSign:
    person: str
    unit: str
    # seconds used, and the seconds that reading alone takes at the limit
    used_s: int
    reading_s: int
    right: int
    asked: int


def syllables(text: str) -> int:
    """Count what stands between blanks."""
    return len(text.split())


def speed_signs(scripts: Iterable[Script], *, length: Mapping[str, int]) -> tuple[SpeedSign, ...]:
    """List papers that are at least half right and were done faster than they can be read, fastest first.

    Args:
        length: syllables of every question with its options, by question id.
    """
    found: list[SpeedSign] = []
    for script in scripts:
        reading = sum(length[item] for item in script.choices) // SYLLABLES_A_SECOND
        used = script.used_s()
        right = script.right()
        if script.choices and used < reading and right >= AT_LEAST_RIGHT * len(script.choices):
            found.append(
                SpeedSign(
                    person=script.person, unit=script.unit, used_s=used, reading_s=reading, right=right,
                    asked=len(script.choices),
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda sign: (sign.used_s - sign.reading_s, sign.person)))
