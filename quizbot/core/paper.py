"""Drawing a paper from the bank by quotas."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from quizbot.core.attempt import Paper, PaperItem
from quizbot.core.contest import DrawRule, PaperRules
from quizbot.core.pinning import pinned_options
from quizbot.core.question import Question
from quizbot.core.quotas import Quotas
from quizbot.core.refusal import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolItem:
    """What a draw needs to know of a question."""

    question_id: str
    shown_hash: str
    document: str
    topic: str
    level: int
    kind: str
    tags: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    keep_order: bool = False
    # option keys that stay where they stand because their text points at others
    pinned: tuple[str, ...] = ()
    # contest | practice | both
    use: str = "both"
    # what it asks; two questions on one fact may give each other away
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """A draw rule that the bank cannot fill."""

    # place in `PaperRules.draw`, from 0; behind it those of `extra`
    rule: int
    wanted: int
    # questions that match the rule, also those that other rules need
    matching: int
    # how many it lacks once the other rules have taken theirs
    lacking: int


class BankTooSmall(Refusal):
    """The bank has too few questions for the quotas; `shortages` says which rule lacks how many."""

    code = "paper.bank_too_small"

    def __init__(self, *, shortages: tuple[Shortage, ...]) -> None:
        super().__init__(shortages=shortages, lacking=sum(each.lacking for each in shortages))
        self.shortages = shortages


def pool_item(question: Question) -> PoolItem:
    """Give what a draw needs to know of a question."""
    return PoolItem(
        question_id=question.id,
        shown_hash=question.shown_hash,
        document=question.document,
        topic=question.topic,
        level=question.level,
        kind=question.kind,
        tags=question.tags,
        options=tuple(option.key for option in question.options),
        targets=tuple(target.key for target in question.targets),
        keep_order=question.keep_order,
        pinned=pinned_options(question.options),
        use=question.use,
        facts=question.cite.facts,
    )


def draw(
    rules: PaperRules,
    pool: Iterable[PoolItem],
    seen: Mapping[str, int],
    rng: random.Random,
    seed_text: str,
    *,
    use: str = "contest",
    shared: random.Random | None = None,
) -> Paper:
    """Draw one person's paper.

    Questions this person never had come first, then those they had least often; among equals
    chance decides, and questions on a fact that is asked already come last. No question stands twice in a paper. The order of `pool` does not matter.

    Args:
        rules: quotas and what is shuffled.
        pool: every question of the bank that may be drawn.
        seen: how often this person had each question before, by question id.
        rng: this person's chance.
        seed_text: what `rng` was made from, recorded in the paper.
        use: `contest` or `practice`; questions kept for the other one are left out.
        shared: with `same_for_all`, the chance that chooses the questions, the same for
            everybody in the round; `seen` is then left aside.

    Raises:
        BankTooSmall: the quotas cannot be filled in any way.
    """
    usable = _usable(pool, use)
    chance = shared if rules.same_for_all and shared is not None else rng
    ranked = list(usable)
    chance.shuffle(ranked)
    had = {} if rules.same_for_all else seen
    ranked.sort(key=lambda item: had.get(item.question_id, 0))
    repeating = _repeating(ranked)
    ranked.sort(key=lambda item: (had.get(item.question_id, 0), item.question_id in repeating))
    quotas = (*rules.draw, *rules.extra)
    filled = _fill(quotas, ranked)
    if any(len(taken) < rule.count for rule, taken in zip(quotas, filled, strict=True)):
        raise BankTooSmall(shortages=_shortages(quotas, usable, filled))
    questions = _arranged(rules, rules.draw, filled[: len(rules.draw)], ranked, rng)
    items = [_shown(item, rules, rng) for item in questions]
    extra = _arranged(rules, rules.extra, filled[len(rules.draw) :], ranked, rng) if rules.extra else []
    items += [replace(_shown(item, rules, rng), extra=True) for item in extra]
    return Paper(items=tuple(items), seed=seed_text)


def shortage(rules: PaperRules, pool: Iterable[PoolItem], *, use: str = "contest") -> tuple[Shortage, ...]:
    """Tell which quotas the pool cannot fill; empty when every paper can be drawn."""
    usable, quotas = _usable(pool, use), (*rules.draw, *rules.extra)
    return _shortages(quotas, usable, _fill(quotas, usable))


def matches(rule: DrawRule, item: PoolItem) -> bool:
    """Tell whether a question may count for a draw rule."""
    if rule.ids:
        return item.question_id in rule.ids
    return (
        rule.document in (None, item.document)
        and rule.topic in (None, item.topic)
        and rule.level in (None, item.level)
        and rule.kind in (None, item.kind)
        and (not rule.tags or set(rule.tags) <= set(item.tags))
    )


def may_be_asked(rules: Iterable[DrawRule], item: PoolItem, *, use: str = "contest") -> bool:
    """Tell whether a draw by any of these rules may take a question."""
    return item.use in (use, "both") and any(matches(rule, item) for rule in rules)


def _usable(pool: Iterable[PoolItem], use: str) -> tuple[PoolItem, ...]:
    return tuple(
        sorted((item for item in pool if item.use in (use, "both")), key=lambda item: item.question_id)
    )


def _repeating(ranked: Sequence[PoolItem]) -> frozenset[str]:
    """Name the questions on a fact that a question before them asks."""
    asked: set[str] = set()
    repeating = []
    for item in ranked:
        if asked.isdisjoint(item.facts):
            asked.update(item.facts)
        else:
            repeating.append(item.question_id)
    return frozenset(repeating)


def _fill(draw_rules: Sequence[DrawRule], ranked: Sequence[PoolItem]) -> tuple[tuple[PoolItem, ...], ...]:
    by_id = {item.question_id: item for item in ranked}
    known: dict[str, tuple[int, ...]] = {}

    def fits(question_id: str) -> tuple[int, ...]:
        """Match only what is offered: a paper is full long before the bank is through."""
        if question_id not in known:
            item = by_id[question_id]
            known[question_id] = tuple(index for index, rule in enumerate(draw_rules) if matches(rule, item))
        return known[question_id]

    filled = Quotas[str]([rule.count for rule in draw_rules], fits).fill(by_id)
    return tuple(tuple(by_id[question_id] for question_id in taken) for taken in filled)


def _shortages(
    draw_rules: Sequence[DrawRule],
    usable: Sequence[PoolItem],
    filled: Sequence[tuple[PoolItem, ...]],
) -> tuple[Shortage, ...]:
    return tuple(
        Shortage(
            rule=index,
            wanted=rule.count,
            matching=sum(matches(rule, item) for item in usable),
            lacking=rule.count - len(taken),
        )
        for index, (rule, taken) in enumerate(zip(draw_rules, filled, strict=True))
        if len(taken) < rule.count
    )


def _arranged(
    rules: PaperRules,
    draw_rules: Sequence[DrawRule],
    filled: Sequence[tuple[PoolItem, ...]],
    ranked: Sequence[PoolItem],
    rng: random.Random,
) -> list[PoolItem]:
    """Put the questions in order; those named by id keep the order they are named in."""
    drawn = {item.question_id for taken in filled for item in taken}
    place = {item.question_id: number for number, item in enumerate(ranked) if item.question_id in drawn}
    named: list[PoolItem] = []
    line: list[PoolItem] = []
    for rule, taken in zip(draw_rules, filled, strict=True):
        block = _block(rule, taken, place)
        line += block
        named += block if rule.ids else ()
    if rules.shuffle_questions:
        rng.shuffle(line)
        in_order = iter(named)
        fixed = {item.question_id for item in named}
        line = [next(in_order) if item.question_id in fixed else item for item in line]
    return line


def _block(rule: DrawRule, taken: Sequence[PoolItem], place: Mapping[str, int]) -> list[PoolItem]:
    order = {name: number for number, name in enumerate(rule.ids)} if rule.ids else place
    return sorted(taken, key=lambda item: order[item.question_id])


def _shown(item: PoolItem, rules: PaperRules, rng: random.Random) -> PaperItem:
    """Choose the order in which this person sees options and targets.

    "Đúng" and "Sai" keep their places. The right-hand side of a match is always mixed, or the
    key would often be the order itself.
    """
    order, targets = item.options, item.targets
    if rules.shuffle_options and not item.keep_order and item.kind != "true_false":
        order = _mixed(order, frozenset(item.pinned), rng)
    if not item.keep_order:
        targets = _mixed(targets, frozenset(), rng)
    return PaperItem(
        question_id=item.question_id, shown_hash=item.shown_hash, order=order, target_order=targets
    )


def _mixed(keys: tuple[str, ...], pinned: frozenset[str], rng: random.Random) -> tuple[str, ...]:
    """Shuffle the keys that are not pinned among their own places."""
    free = [key for key in keys if key not in pinned]
    rng.shuffle(free)
    following = iter(free)
    return tuple(key if key in pinned else next(following) for key in keys)
