"""Collectives in which the most took part, whatever their place on the board."""

from dataclasses import dataclass
from fractions import Fraction

from quizbot.core.awards import AwardRule, Obstacle, below
from quizbot.core.commend.nominees import Nominee

_PUBLISHED = 10_000  # figures rank as they are published, in ten-thousandths


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationFirst:
    """Propose the first `count` units by participation, then by mean, above both thresholds. docs/rules/awards.md, "participation_first"."""

    count: int
    participation_at_least: Fraction = Fraction(0)
    mean_at_least: Fraction = Fraction(0)

    def order(self, nominee: Nominee, /) -> tuple[int, ...]:
        """Order by the participation as published, then by the mean as published."""
        return (-round(nominee.participation * _PUBLISHED), -nominee.mean)

    def group(self, _nominee: Nominee, /) -> str:
        """Count all together."""
        return ""

    def obstacle(self, nominee: Nominee, /) -> Obstacle | None:
        """Refuse a unit without participants, with too few of them, or that answered too little right."""
        if not nominee.participants:
            return Obstacle("nobody")
        return below("below_participation", nominee.participation, self.participation_at_least) or below(
            "below_mean", nominee.share, self.mean_at_least
        )

    @property
    def limit(self) -> int | None:
        """Give the number of places."""
        return self.count


RULE: type[AwardRule] = ParticipationFirst
