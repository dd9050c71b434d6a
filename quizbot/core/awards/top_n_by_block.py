"""The first n of every block of the contest."""

from dataclasses import dataclass
from fractions import Fraction

from quizbot.core.awards import AwardRule, Obstacle, below
from quizbot.core.commend.nominees import Nominee


@dataclass(frozen=True, slots=True, kw_only=True)
class TopNByBlock:
    """Propose the first `count` of each block's own board, people or units. docs/rules/awards.md, "top_n_by_block"."""

    count: int
    # floor: a smaller share of right answers (of a unit: the mean) is not proposed
    share_at_least: Fraction = Fraction(0)

    def order(self, nominee: Nominee, /) -> tuple[int, ...]:
        """Order by the place on the block's own board."""
        return (nominee.block_place or 0,)

    def group(self, nominee: Nominee, /) -> str:
        """Count by the block."""
        return nominee.block

    def obstacle(self, nominee: Nominee, /) -> Obstacle | None:
        """Refuse who is not ranked in a block; who stands in no block is not ranked in one. Nor who answered too little right."""
        if nominee.block_place is None:
            return Obstacle("not_ranked")
        return below("below_share", nominee.share, self.share_at_least)

    @property
    def limit(self) -> int | None:
        """Give the number of places of each block."""
        return self.count


RULE: type[AwardRule] = TopNByBlock
