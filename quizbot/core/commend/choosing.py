"""Going down the order of a rule: who is proposed, who is passed over and why, who comes next.

See docs/rules/awards.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from itertools import groupby

from quizbot.core.awards import AwardRule
from quizbot.core.commend.nominees import Nominee, Subject
from quizbot.core.vietnamese import fold


class Outcome(StrEnum):
    PROPOSED = "proposed"
    # equal with others where the places end: the council decides
    TIE = "tie"
    PASSED_OVER = "passed_over"
    # would come next
    NEXT = "next"


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardPlan:
    """One award of the policy: what, to whom, by which rule, for how much."""

    # stable name in the policy file
    name: str
    # as printed: Giấy khen của Chánh Văn phòng
    title: str
    # giay-khen, bang-khen, bieu-duong ...
    form: str
    subject: Subject
    rule: AwardRule
    women_first: bool = True
    coefficient: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How an office commends: its awards in the order in which they are given."""

    awards: tuple[AwardPlan, ...]
    # nobody is proposed for two awards of one contest
    once: bool = True
    # who has a prize of the contest is not commended as well
    leave_out_prize_winners: bool = False
    # so many who would come next are listed
    spare: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the rules say of one nominee for one award."""

    nominee: Nominee
    outcome: Outcome
    # a code: on_hold, organiser, had, other_award, declined, women_first, tie_at_cut ...; "" when nothing is to be said
    reason: str = ""
    group: str = ""
    # codes of those above who were passed over, so that the place came here
    instead_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """An award with its trace, best first."""

    plan: AwardPlan
    decisions: tuple[Decision, ...]

    def of(self, *outcomes: Outcome) -> tuple[Decision, ...]:
        """Give the decisions with one of these outcomes."""
        return tuple(each for each in self.decisions if each.outcome in outcomes)

    @property
    def proposed(self) -> tuple[Decision, ...]:
        """Give who is proposed for certain; ties are the council's."""
        return self.of(Outcome.PROPOSED)


@dataclass(slots=True)
class _Walk:
    """Going down one group of one award."""

    plan: AwardPlan
    group: str
    barred: Mapping[str, str]
    spare: int
    left: int | None
    passed: list[str] = field(default_factory=list)
    done: list[Decision] = field(default_factory=list)
    waiting: list[Decision] = field(default_factory=list)

    def run(self, nominees: Iterable[Nominee]) -> list[Decision]:
        for _, equals in groupby(nominees, key=self.plan.rule.order):
            together = list(equals)
            able = []
            for each in together:
                reason = self.barred.get(each.code) or _standing(each, self.plan)
                unmet = self.plan.rule.obstacle(each)
                if unmet and self.plan.rule.limit is None:
                    # without a number of places, who does not meet the rule takes nobody's place
                    continue
                if reason or unmet:
                    self._pass_over(each, reason or unmet)
                else:
                    able.append(each)
            if able:
                self._give(able)
            if self._over():
                break
        return [*self.done, *self.waiting[: self.spare]]

    def _over(self) -> bool:
        return self.left == 0 and len(self.waiting) >= self.spare

    def _pass_over(self, nominee: Nominee, reason: str) -> None:
        if self.left == 0:
            return
        self.passed.append(nominee.code)
        self._say(nominee, Outcome.PASSED_OVER, reason)

    def _give(self, able: list[Nominee]) -> None:
        if self.left is None or len(able) <= self.left:
            for each in able:
                self._say(each, Outcome.PROPOSED)
            if self.left is not None:
                self.left -= len(able)
        elif self.left == 0:
            self._wait(able, "")
        else:
            self._cut(able, self.left)
            self.left = 0

    def _cut(self, able: list[Nominee], left: int) -> None:
        """Part equals where the places end: women first, the rest is the council's."""
        if not self.plan.women_first or any(each.preferred is None for each in able):
            reason = "gender_unknown" if self.plan.women_first else "tie_at_cut"
            for each in able:
                self._say(each, Outcome.TIE, reason)
            return
        first = [each for each in able if each.preferred]
        others = [each for each in able if not each.preferred]
        if len(first) > left or not first:
            for each in first or others:
                self._say(each, Outcome.TIE, "tie_at_cut")
            if first:
                self._wait(others, "women_first")
            return
        for each in first:
            self._say(each, Outcome.PROPOSED, "women_first")
        if left == len(first):
            self._wait(others, "women_first")
        else:
            for each in others:
                self._say(each, Outcome.TIE, "tie_at_cut")

    def _wait(self, nominees: Iterable[Nominee], reason: str) -> None:
        self.waiting += [
            Decision(nominee=each, outcome=Outcome.NEXT, reason=reason, group=self.group) for each in nominees
        ]

    def _say(self, nominee: Nominee, outcome: Outcome, reason: str = "") -> None:
        self.done.append(
            Decision(
                nominee=nominee,
                outcome=outcome,
                reason=reason,
                group=self.group,
                instead_of=() if outcome is Outcome.PASSED_OVER else tuple(self.passed),
            )
        )


def choose(nominees: Sequence[Nominee], policy: Policy) -> tuple[Chosen, ...]:
    """Apply a policy, award by award.

    Args:
        nominees: people and units of one contest, in any order.
        policy: the awards in the order in which they are given.
    """
    barred: dict[str, str] = {}
    if policy.leave_out_prize_winners:
        barred = {each.code: "has_prize" for each in nominees if each.has_prize}
    chosen = []
    for plan in policy.awards:
        mine = [each for each in nominees if each.subject == plan.subject]
        given = Chosen(plan=plan, decisions=tuple(_award(mine, plan, barred=barred, spare=policy.spare)))
        chosen.append(given)
        if policy.once:
            barred |= {each.nominee.code: "other_award" for each in given.of(Outcome.PROPOSED, Outcome.TIE)}
    return tuple(chosen)


def _award(
    nominees: Sequence[Nominee], plan: AwardPlan, *, barred: Mapping[str, str], spare: int
) -> list[Decision]:
    groups: dict[str, list[Nominee]] = {}
    for each in nominees:
        groups.setdefault(plan.rule.group(each), []).append(each)
    decisions: list[Decision] = []
    for name, members in sorted(groups.items()):
        ranked = [each for each in members if plan.rule.obstacle(each) not in ("not_ranked", "nobody")]
        ranked.sort(key=lambda each: (plan.rule.order(each), each.code))
        walk = _Walk(plan=plan, group=name, barred=barred, spare=spare, left=plan.rule.limit)
        decisions += walk.run(ranked)
    return decisions


def _standing(nominee: Nominee, plan: AwardPlan) -> str:
    if nominee.declined:
        return "declined"
    if nominee.organiser:
        return "organiser"
    if nominee.on_hold:
        return "on_hold"
    # "Giấy khen" is that form; "Giấy khen năm 2024" is told to the council and bars nobody
    return "had" if plan.form in [fold(each).replace(" ", "-") for each in nominee.had] else ""
