"""Shelf of award rules: who may be proposed, in which order, and how many. See docs/rules/awards.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from quizbot.core.commend.nominees import Nominee
from quizbot.core.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a nominee does not meet a rule: a code, with what they have and what the rule asks for, where it is a figure."""

    code: str
    has: Fraction | None = None
    needs: Fraction | None = None


class AwardRule(Protocol):
    """One way to choose. Pure: the same nominee is always ordered and judged alike."""

    def order(self, nominee: Nominee, /) -> tuple[int, ...]:
        """Give the key that ranks nominees, smaller first; equal keys are a tie."""
        ...

    def group(self, nominee: Nominee, /) -> str:
        """Name the group within which places are counted; "" when there is one for all."""
        ...

    def obstacle(self, nominee: Nominee, /) -> Obstacle | None:
        """Say why this nominee does not meet the rule; None when they do."""
        ...

    @property
    def limit(self) -> int | None:
        """How many of each group; None: everybody who meets the rule."""
        ...


def below(code: str, has: Fraction, needs: Fraction) -> Obstacle | None:
    """Give the obstacle of a figure below what a rule asks for."""
    return Obstacle(code, has, needs) if has < needs else None


AWARDS: Mapping[str, type[AwardRule]] = Shelf("quizbot.core.awards", "RULE")
