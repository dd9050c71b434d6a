"""What awards keep: the council's rulings, and the register of decisions. Both are only added to."""

from collections.abc import Sequence
from typing import Protocol

from quizbot.core.commend.grants import SignedGrant
from quizbot.core.commend.rulings import SignedRuling


class Awards(Protocol):
    def rulings(self, contest: str) -> Sequence[SignedRuling]:
        """List every ruling ever made on a contest, by number."""
        ...

    def add_ruling(self, entry: SignedRuling) -> SignedRuling:
        """Append a ruling; gives it with its number."""
        ...

    def grants(self) -> Sequence[SignedGrant]:
        """List every line ever written in the register of decisions, by number."""
        ...

    def add_grant(self, entry: SignedGrant) -> SignedGrant:
        """Append a line; gives it with its number."""
        ...
