"""Who is let in to a round: by the roster, by conditions, by an earlier stage."""

from collections.abc import Sequence
from datetime import date

from quizbot.core.contest import Contest, ContestKind
from quizbot.core.eligibility import conditions_verdict, entry_verdict
from quizbot.core.refusal import Refusal
from quizbot.usecases.facts import facts_of
from quizbot.usecases.ports import Person, Unit


class NotEligible(Refusal):
    """The person may not take part; the facts name the check that said no."""

    code = "contest.not_eligible"


def refuse_if_not_eligible(*, person: Person, contest: Contest, units: Sequence[Unit], day: date) -> None:
    """Refuse a person whom the contest does not admit.

    Args:
        units: all units, for the person's line from their own unit up to the root.
        day: the day on which age counts when the contest names none.

    Raises:
        NotEligible
    """
    ranked = contest.kind is not ContestKind.PRACTICE
    facts = facts_of(person, {unit.id: unit for unit in units})
    verdict = entry_verdict(
        contest.who,
        status=person.status.value,
        unit_lineage=facts.lineage,
        groups=person.groups,
        ranked=ranked,
    )
    if verdict.allowed and ranked:
        verdict = conditions_verdict(contest.who, facts, day=day)
    if not verdict.allowed:
        raise NotEligible(reason=verdict.reason, **dict(verdict.facts))
