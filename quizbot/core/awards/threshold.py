"""Everybody who did well enough."""

from dataclasses import dataclass
from fractions import Fraction

from quizbot.core.awards import AwardRule, Obstacle, below
from quizbot.core.commend.nominees import Nominee


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """Propose who has at least a share of right answers in at least so many rounds. docs/rules/awards.md, "threshold"."""

    share_at_least: Fraction
    rounds_at_least: int = 1
    # at most so many, best first; None: everybody
    count: int | None = None

    def order(self, nominee: Nominee, /) -> tuple[int, ...]:
        """Order by the place on the board."""
        return (nominee.place or 0,)

    def group(self, _nominee: Nominee, /) -> str:
        """Count all together."""
        return ""

    def obstacle(self, nominee: Nominee, /) -> Obstacle | None:
        """Refuse who is not ranked, answered too little right, or missed too many rounds."""
        if nominee.place is None:
            return Obstacle("not_ranked")
        return below("below_share", nominee.share, self.share_at_least) or below(
            "below_rounds", Fraction(nominee.rounds), Fraction(self.rounds_at_least)
        )

    @property
    def limit(self) -> int | None:
        """Give the number of places, if there is one."""
        return self.count


RULE: type[AwardRule] = Threshold
