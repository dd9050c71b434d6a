"""The first n of every type of unit."""

from dataclasses import dataclass

from quizbot.core.awards import AwardRule
from quizbot.core.commend.nominees import Nominee


@dataclass(frozen=True, slots=True, kw_only=True)
class TopNByUnitType:
    """Propose the first `count` among those of each type of unit. docs/rules/awards.md, "top_n_by_unit_type"."""

    count: int

    def order(self, nominee: Nominee, /) -> tuple[int, ...]:
        """Order by the place on the board."""
        return (nominee.place or 0,)

    def group(self, nominee: Nominee, /) -> str:
        """Count by the type of the unit."""
        return nominee.unit_kind

    def obstacle(self, nominee: Nominee, /) -> str:
        """Refuse who is not ranked."""
        return "" if nominee.place is not None else "not_ranked"

    @property
    def limit(self) -> int | None:
        """Give the number of places of each type."""
        return self.count


RULE: type[AwardRule] = TopNByUnitType
