"""Going down the order of a rule: who is proposed, who is passed over and why, who comes next.

See docs/rules/awards.md.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from itertools import groupby
from types import MappingProxyType

from quizbot.core.awards import AwardRule, Obstacle
from quizbot.core.commend.nominees import Nominee
from quizbot.core.commend.rulings import Ruling, Rulings, Verdict
from quizbot.core.commend.subject import Subject
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
    # for this block of the contest alone, on its own board; "" for all
    block: str = ""


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
    # what the nominee has and what the rule asks for, where the reason is a figure
    has: Fraction | None = None
    needs: Fraction | None = None
    # what the council decided, if it did
    ruling: Ruling | None = None
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
    # the council's, by code
    rulings: Mapping[str, Ruling]
    spare: int
    left: int | None
    passed: list[str] = field(default_factory=list)
    done: list[Decision] = field(default_factory=list)
    waiting: list[Decision] = field(default_factory=list)

    def run(self, ranked: Sequence[Nominee]) -> list[Decision]:
        for _, equals in groupby(ranked, key=self.plan.rule.order):
            together = list(equals)
            able = []
            for each in together:
                out = self._hindrance(each)
                if out and self.plan.rule.limit is None and self.plan.rule.obstacle(each):
                    # without a number of places, who does not meet the rule takes nobody's place
                    continue
                if out:
                    self._pass_over(each, out)
                else:
                    able.append(each)
            if able:
                self._give(able)
            if self._over():
                break
        return self._explained(ranked)

    def _hindrance(self, nominee: Nominee) -> Obstacle | None:
        """Say what keeps a nominee from a place, HR and the council first."""
        reason = self.barred.get(nominee.code) or _standing(nominee, self.plan) or self._ruled_out(nominee)
        if reason:
            return Obstacle(reason)
        if self._approved(nominee):
            # the council's explicit decision lifts a floor, and nothing else does
            return None
        return Obstacle(NOTHING_RIGHT) if nominee.nothing_right else self.plan.rule.obstacle(nominee)

    def _explained(self, ranked: Sequence[Nominee]) -> list[Decision]:
        """Give the decisions, with a reason for everybody who stands higher on the board than somebody on the list."""
        listed = [each for each in self.done if each.outcome is not Outcome.PASSED_OVER]
        worst = max((self._place(each.nominee) for each in listed), default=0)
        known = {each.nominee.code for each in self.done}
        above = [each for each in ranked if each.code not in known and self._place(each) < worst]
        late = {each.nominee.code: each for each in self.waiting[: self.spare]}
        for each in above:
            out = self._hindrance(each)
            if out:
                late[each.code] = self._decision(each, Outcome.PASSED_OVER, out)
            elif each.code not in late or not late[each.code].reason:
                late[each.code] = self._decision(each, Outcome.NEXT, Obstacle("other_order"))
        return [*(self._traced(each, above) for each in self.done), *late.values()]

    def _traced(self, decision: Decision, above: Sequence[Nominee]) -> Decision:
        """Add to the trace those above on the board whom the walk had not come to."""
        if decision.outcome is Outcome.PASSED_OVER:
            return decision
        here = self._place(decision.nominee)
        more = tuple(each.code for each in above if self._place(each) < here)
        return replace(decision, instead_of=(*decision.instead_of, *more))

    def _place(self, nominee: Nominee) -> int:
        """Give the place on the board on which the group is compared; who has none stands behind everybody."""
        own = self.group and self.group == nominee.block
        place = nominee.block_place if own else nominee.place
        return _LAST if place is None else place

    def _over(self) -> bool:
        return self.left == 0 and len(self.waiting) >= self.spare

    def _pass_over(self, nominee: Nominee, out: Obstacle) -> None:
        if self.left == 0:
            return
        self.passed.append(nominee.code)
        self.done.append(self._decision(nominee, Outcome.PASSED_OVER, out))

    def _ruled_out(self, nominee: Nominee) -> str:
        ruling = self.rulings.get(nominee.code)
        return "" if ruling is None else _RULED_OUT.get(ruling.verdict, "")

    def _approved(self, nominee: Nominee) -> bool:
        ruling = self.rulings.get(nominee.code)
        return ruling is not None and ruling.verdict is Verdict.APPROVE

    def _give(self, able: list[Nominee]) -> None:
        if self.left is None or len(able) <= self.left:
            for each in able:
                self._say(each, Outcome.PROPOSED, "council_approved" if self._approved(each) else "")
            if self.left is not None:
                self.left -= len(able)
        elif self.left == 0:
            self._wait(able, "")
        else:
            self._settle(able, self.left)
            self.left = 0

    def _settle(self, able: list[Nominee], left: int) -> None:
        """Give the places the council decided on; what it left open is parted as equals are."""
        approved = [each for each in able if self._approved(each)]
        if len(approved) > left:
            # said before the results were mended: there are fewer places now, so all is open again
            approved = []
        for each in approved:
            self._say(each, Outcome.PROPOSED, "council_approved")
        others = [each for each in able if each not in approved]
        if left == len(approved):
            self._wait(others, "council_other")
        else:
            self._cut(others, left - len(approved))

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
        made = self._decision(nominee, outcome, Obstacle(reason))
        self.done.append(replace(made, instead_of=tuple(self.passed)))

    def _decision(self, nominee: Nominee, outcome: Outcome, why: Obstacle) -> Decision:
        return Decision(
            nominee=nominee,
            outcome=outcome,
            reason=why.code,
            has=why.has,
            needs=why.needs,
            ruling=self.rulings.get(nominee.code),
            group=self.group,
        )


NOTHING_RIGHT = "nothing_right"
"""The reason of who has not one right answer, or no points."""
FLOORS = frozenset({NOTHING_RIGHT, "below_share", "below_rounds", "below_participation", "below_mean"})
"""Reasons that the council's explicit decision lifts."""
_LAST = sys.maxsize
_RULED_OUT = {Verdict.LEAVE_OUT: "council_left_out", Verdict.HOLD: "council_hold"}


def choose(
    nominees: Sequence[Nominee], policy: Policy, rulings: Rulings = MappingProxyType({})
) -> tuple[Chosen, ...]:
    """Apply a policy, award by award.

    Args:
        nominees: people and units of one contest, in any order.
        policy: the awards in the order in which they are given.
        rulings: what the council decided of somebody for an award, by award and code.
    """
    barred: dict[str, str] = {}
    if policy.leave_out_prize_winners:
        barred = {each.code: "has_prize" for each in nominees if each.has_prize}
    chosen = []
    for plan in policy.awards:
        mine = [each for each in nominees if each.subject == plan.subject]
        if plan.block:
            # a block's award goes down the block's own board
            mine = [replace(each, place=each.block_place) for each in mine if each.block == plan.block]
        ruled = {code: each for (award, code), each in rulings.items() if award == plan.name}
        given = Chosen(
            plan=plan,
            decisions=tuple(_award(mine, plan, barred=barred, rulings=ruled, spare=policy.spare)),
        )
        chosen.append(given)
        if policy.once:
            barred |= {each.nominee.code: "other_award" for each in given.of(Outcome.PROPOSED, Outcome.TIE)}
    return tuple(chosen)


def _award(
    nominees: Sequence[Nominee],
    plan: AwardPlan,
    *,
    barred: Mapping[str, str],
    rulings: Mapping[str, Ruling],
    spare: int,
) -> list[Decision]:
    groups: dict[str, list[Nominee]] = {}
    for each in nominees:
        groups.setdefault(plan.rule.group(each), []).append(each)
    decisions: list[Decision] = []
    for name, members in sorted(groups.items()):
        ranked = [each for each in members if _stands(plan.rule, each)]
        ranked.sort(key=lambda each: (plan.rule.order(each), each.code))
        walk = _Walk(plan=plan, group=name, barred=barred, rulings=rulings, spare=spare, left=plan.rule.limit)
        decisions += walk.run(ranked)
    return _full_groups(decisions)


def _full_groups(decisions: Sequence[Decision]) -> list[Decision]:
    """Say of those next whose group has no place left that somebody of another group stands lower and has one."""
    listed = [each for each in decisions if each.outcome in (Outcome.PROPOSED, Outcome.TIE)]

    def full(decision: Decision) -> bool:
        nominee = decision.nominee
        # blocks have boards of their own: their places are not compared
        compared = nominee.place is not None and decision.group != nominee.block
        return compared and any(
            each.group != decision.group and (each.nominee.place or 0) > (nominee.place or 0)
            for each in listed
        )

    return [
        replace(each, reason="group_full")
        if each.outcome is Outcome.NEXT and not each.reason and full(each)
        else each
        for each in decisions
    ]


def _stands(rule: AwardRule, nominee: Nominee) -> bool:
    """Tell whether there is anything to judge: who is not ranked is on no list, not even of those left out."""
    unmet = rule.obstacle(nominee)
    return unmet is None or unmet.code not in ("not_ranked", "nobody")


def _standing(nominee: Nominee, plan: AwardPlan) -> str:
    if nominee.declined:
        return "declined"
    if nominee.organiser:
        return "organiser"
    if nominee.on_hold:
        return "on_hold"
    if any(name != plan.name for name in nominee.granted_here):
        return "granted_here"
    # "Giấy khen" is that form; "Giấy khen năm 2024" is told to the council and bars nobody
    return "had" if plan.form in [fold(each).replace(" ", "-") for each in nominee.had] else ""
