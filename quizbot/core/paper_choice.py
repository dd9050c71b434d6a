"""Which paper a person gets: by the round and by their block. See docs/rules/papers.md, "Several papers"."""

from collections.abc import Iterator
from dataclasses import replace

from quizbot.core.contest import DrawRule, Essay, PaperRules

ROUND = "{round}"
"""Stands in tags, topics and ids for the number of the round."""


def paper_for(rules: PaperRules, *, round_number: int, block: str = "") -> PaperRules:
    """Give the rules of the paper of one round and one block, with the number of the round filled in."""
    draw, limit = rules.draw, rules.limit
    at = variant_at(rules, round_number=round_number, block=block)
    if at is not None:
        draw = rules.papers[at].draw
        limit = rules.papers[at].limit or limit
    return replace(
        rules,
        draw=tuple(_filled(rule, round_number) for rule in draw),
        extra=tuple(_filled(rule, round_number) for rule in rules.extra),
        essays=essays_for(rules, round_number=round_number, block=block),
        limit=limit,
        papers=(),
    )


def variant_at(rules: PaperRules, *, round_number: int, block: str = "") -> int | None:
    """Give the place of the first variant that fits a round and a block; None: the common draw holds."""
    fitting = (
        at for at, each in enumerate(rules.papers) if _fits(each.rounds, each.blocks, round_number, block)
    )
    return next(fitting, None)


def asked(rules: PaperRules, *, round_number: int = 1, block: str = "") -> int:
    """Count the questions of a paper that give points."""
    return sum(rule.count for rule in paper_for(rules, round_number=round_number, block=block).draw)


def most_asked(rules: PaperRules) -> int:
    """Count the questions of the longest paper, those included that give no points."""
    papers = [rules.draw, *(each.draw for each in rules.papers)]
    extra = sum(rule.count for rule in rules.extra)
    return max(sum(rule.count for rule in draw) for draw in papers) + extra


def theme_of(rules: PaperRules, *, round_number: int) -> str:
    """Give the theme of a round; "" when none is named."""
    named = (
        each.title for each in rules.papers if each.title and (not each.rounds or round_number in each.rounds)
    )
    return next(named, "")


def essays_for(rules: PaperRules, *, round_number: int, block: str = "") -> tuple[Essay, ...]:
    """Give the essay questions of one round and one block."""
    return tuple(each for each in rules.essays if _fits(each.rounds, each.blocks, round_number, block))


def every_paper(rules: PaperRules, *, rounds: int) -> Iterator[tuple[tuple[str | int, ...], DrawRule]]:
    """List every draw rule with the number of each round it serves filled in, and its place in the file."""
    for at, rule in enumerate(rules.draw):
        for number in _numbers(rule, range(1, rounds + 1)):
            yield ("paper", "draw", at), _filled(rule, number)
    for place, variant in enumerate(rules.papers):
        for at, rule in enumerate(variant.draw):
            for number in _numbers(rule, variant.rounds or range(1, rounds + 1)):
                yield ("paper", "papers", place, "draw", at), _filled(rule, number)
    for at, rule in enumerate(rules.extra):
        for number in _numbers(rule, range(1, rounds + 1)):
            yield ("paper", "extra", at), _filled(rule, number)


def rules_of_round(rules: PaperRules, *, round_number: int) -> tuple[DrawRule, ...]:
    """List every draw rule by which somebody, of whichever block, may get a paper of one round."""
    found: list[DrawRule] = []
    fitting = [each for each in rules.papers if not each.rounds or round_number in each.rounds]
    for variant in fitting:
        found += variant.draw
        if not variant.blocks:
            break
    else:
        found += rules.draw
    return tuple(_filled(rule, round_number) for rule in (*found, *rules.extra))


def _numbers(rule: DrawRule, rounds: tuple[int, ...] | range) -> tuple[int, ...] | range:
    return rounds if _filled(rule, 1) != rule else rounds[:1]


def _fits(rounds: tuple[int, ...], blocks: tuple[str, ...], number: int, block: str) -> bool:
    return (not rounds or number in rounds) and (not blocks or block in blocks)


def _filled(rule: DrawRule, number: int) -> DrawRule:
    """Put the number of the round where {round} stands; a rule without it is given back as it is."""
    text = str(number)
    texts = (*rule.tags, *rule.ids, rule.topic or "")
    if not any(ROUND in each for each in texts):
        return rule
    return replace(
        rule,
        tags=tuple(each.replace(ROUND, text) for each in rule.tags),
        ids=tuple(each.replace(ROUND, text) for each in rule.ids),
        topic=rule.topic.replace(ROUND, text) if rule.topic else rule.topic,
    )
