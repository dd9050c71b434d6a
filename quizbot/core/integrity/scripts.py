"""What the signs are computed from: one person's counted papers, choices by identity."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was chosen for a question, by option identity (never by its place on the screen)."""

    text: str
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """When a counted paper was begun and handed in, in whole seconds from one common moment."""

    started_s: int
    submitted_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """One person's counted papers, of one round or of several."""

    person: str
    unit: str
    # by the name of the round
    sittings: Mapping[str, Sitting]
    # by question, its name made unique over rounds; questions without an answer are left out
    choices: Mapping[str, Choice]

    def right(self) -> int:
        return sum(choice.right for choice in self.choices.values())

    def used_s(self) -> int:
        """Give the own time over all sittings, in seconds."""
        return sum(sitting.submitted_s - sitting.started_s for sitting in self.sittings.values())

    def handed_in_s(self) -> int:
        """Give the moment of the last hand-in."""
        return max(sitting.submitted_s for sitting in self.sittings.values())
