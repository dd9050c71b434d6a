"""The first n of every type of unit."""

from dataclasses import dataclass
from fractions import Fraction

from quizbot.core.awards import AwardRule, Obstacle, below
from quizbot.core.commend.nominees import Nominee


@dataclass(frozen=True, slots=True, kw_only=True)
class TopNByUnitType:
    """Propose the first `count` among those of each type of unit. docs/rules/awards.md, "top_n_by_unit_type"."""

    count: int
    # floor: a smaller share of right answers (of a unit: the mean) is not proposed
    share_at_least: Fraction = Fraction(0)

    def order(self, nominee: Nominee, /) -> tuple[int, ...]:
        """Order by the place on the board."""
        return (nominee.place or 0,)

    def group(self, nominee: Nominee, /) -> str:
        """Count by the type of the unit."""
        return nominee.unit_kind

    def obstacle(self, nominee: Nominee, /) -> Obstacle | None:
        """Refuse who is not ranked, or answered too little right."""
        if nominee.place is None:
            return Obstacle("not_ranked")
        return below("below_share", nominee.share, self.share_at_least)

    @property
    def limit(self) -> int | None:
        """Give the number of places of each type."""
        return self.count


RULE: type[AwardRule] = TopNByUnitType
