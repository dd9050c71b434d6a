"""What a council wants to know of a list before it votes: women, leaders and direct workers, ties, holds."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from quizbot.core.commend.choosing import Chosen, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Counts over the people proposed for certain; `unknown` are those HR's file says nothing of."""

    people: int
    women: int
    men: int
    gender_unknown: int
    leaders: int
    direct: int
    class_unknown: int
    units: int
    # over all awards, people and units
    ties: int
    passed_over: tuple[tuple[str, int], ...]


def balance(chosen: Iterable[Chosen]) -> Balance:
    """Count over all awards; somebody stands on a list once."""
    awards = list(chosen)
    people = [
        each.nominee.person for award in awards if award.plan.subject == "person" for each in award.proposed
    ]
    genders = Counter(None if each is None else each.woman for each in people)
    classes = Counter(None if each is None else each.leader for each in people)
    # one person may be passed over in several awards: counted once for each reason
    passed = {
        (each.reason, each.nominee.code)
        for award in awards
        for each in award.of(Outcome.PASSED_OVER)
        if each.reason != "other_award"
    }
    return Balance(
        people=len(people),
        women=genders[True],
        men=genders[False],
        gender_unknown=genders[None],
        leaders=classes[True],
        direct=classes[False],
        class_unknown=classes[None],
        units=sum(len(award.proposed) for award in awards if award.plan.subject == "unit"),
        ties=sum(len(award.of(Outcome.TIE)) for award in awards),
        passed_over=tuple(sorted(Counter(reason for reason, _ in passed).items())),
    )
