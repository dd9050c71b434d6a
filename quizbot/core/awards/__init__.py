"""Shelf of award rules: who may be proposed, in which order, and how many. See docs/rules/awards.md."""

from collections.abc import Mapping
from typing import Protocol

from quizbot.core.commend.nominees import Nominee
from quizbot.core.shelf import Shelf


class AwardRule(Protocol):
    """One way to choose. Pure: the same nominee is always ordered and judged alike."""

    def order(self, nominee: Nominee, /) -> tuple[int, ...]:
        """Give the key that ranks nominees, smaller first; equal keys are a tie."""
        ...

    def group(self, nominee: Nominee, /) -> str:
        """Name the group within which places are counted; "" when there is one for all."""
        ...

    def obstacle(self, nominee: Nominee, /) -> str:
        """Say by a code why this nominee does not meet the rule; "" when they do."""
        ...

    @property
    def limit(self) -> int | None:
        """How many of each group; None: everybody who meets the rule."""
        ...


AWARDS: Mapping[str, type[AwardRule]] = Shelf("quizbot.core.awards", "RULE")
