"""The first units of the board in which many took part, and answered well."""

from dataclasses import dataclass
from fractions import Fraction

from quizbot.core.awards import AwardRule, Obstacle, below
from quizbot.core.commend.nominees import Nominee


@dataclass(frozen=True, slots=True, kw_only=True)
class RateAndQuality:
    """Propose the first `count` units of the contest's board, above both thresholds. docs/rules/awards.md, "rate_and_quality"."""

    count: int
    participation_at_least: Fraction = Fraction(0)
    mean_at_least: Fraction = Fraction(0)

    def order(self, nominee: Nominee, /) -> tuple[int, ...]:
        """Order by the place on the board."""
        return (nominee.place or 0,)

    def group(self, _nominee: Nominee, /) -> str:
        """Count all together."""
        return ""

    def obstacle(self, nominee: Nominee, /) -> Obstacle | None:
        """Refuse a unit without participants or a place, with too few of them, or that answered too little right."""
        if not nominee.participants:
            return Obstacle("nobody")
        if nominee.place is None:
            return Obstacle("not_ranked")
        return below("below_participation", nominee.participation, self.participation_at_least) or below(
            "below_mean", nominee.share, self.mean_at_least
        )

    @property
    def limit(self) -> int | None:
        """Give the number of places."""
        return self.count


RULE: type[AwardRule] = RateAndQuality
