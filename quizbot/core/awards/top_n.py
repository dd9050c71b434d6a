"""The first n of the board."""

from dataclasses import dataclass

from quizbot.core.awards import AwardRule
from quizbot.core.commend.nominees import Nominee


@dataclass(frozen=True, slots=True, kw_only=True)
class TopN:
    """Propose the first `count` of the contest's board, people or units. docs/rules/awards.md, "top_n"."""

    count: int

    def order(self, nominee: Nominee, /) -> tuple[int, ...]:
        """Order by the place on the board."""
        return (nominee.place or 0,)

    def group(self, _nominee: Nominee, /) -> str:
        """Count all together."""
        return ""

    def obstacle(self, nominee: Nominee, /) -> str:
        """Refuse who is not ranked."""
        return "" if nominee.place is not None else "not_ranked"

    @property
    def limit(self) -> int | None:
        """Give the number of places."""
        return self.count


RULE: type[AwardRule] = TopN
