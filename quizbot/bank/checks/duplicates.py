"""No question twice: the same words, or nearly, with the same key.

Compared are threes of neighbouring words of stem and key, marks and case aside. Questions with
other numbers in them are other questions. Candidates come from an index of each question's rarest
threes only (prefix filter: two sets that share a percentage t of their union must share one of the
`n - ceil(t·n) + 1` rarest of each), so the work grows with the bank, not with its square.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from quizbot.bank.finding import Check, Finding, finding, spot
from quizbot.bank.rules import Rules
from quizbot.bank.values import Item, LoadedBank
from quizbot.core.question import Question
from quizbot.core.vietnamese import fold

Threes = frozenset[tuple[str, ...]]


def _look(bank: LoadedBank, rules: Rules, /) -> Iterator[Finding]:
    words = [_words(question).split() for question in bank.questions]
    buckets: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, each in enumerate(words):
        numbers = tuple(sorted(word for word in each if word[0].isdigit()))
        buckets[numbers].append(index)
    threes = [_neighbours(each) for each in words]
    rarity = Counter(three for each in threes for three in each)
    found: list[tuple[int, int, int]] = []
    for members in buckets.values():
        if len(members) > 1:
            found += _alike(members, threes, rarity, percent=rules.near_percent)
    for later, earlier, percent in sorted(found):
        yield _finding(bank, later, earlier, percent, same=words[later] == words[earlier])


def _neighbours(words: list[str]) -> Threes:
    """Give every three words that stand together, of a shorter text its words."""
    return frozenset(zip(words, words[1:], words[2:], strict=False)) or frozenset((word,) for word in words)


def _words(question: Question) -> str:
    """Give what makes the question itself: stem and key; for other kinds than choices all it says."""
    if question.kind in ("single", "multiple"):
        parts = [option.text for option in question.options if option.key in question.key]
    elif question.kind == "true_false":
        parts = []
    else:
        parts = [option.text for option in (*question.options, *question.targets)]
    return fold(" ".join((question.ask, *parts)))


def _alike(
    members: list[int], threes: list[Threes], rarity: Counter[tuple[str, ...]], *, percent: int
) -> Iterator[tuple[int, int, int]]:
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for member in members:
        own = threes[member]
        size = len(own)
        prefix = _rarest(own, rarity, size - (size * percent + 99) // 100 + 1)
        candidates = {other for three in prefix for other in index[three]}
        best = max(
            (
                (_percent(own, threes[other]), -other)
                for other in candidates
                if _sizes_fit(size, len(threes[other]), percent)
            ),
            default=(0, 0),
        )
        if best[0] >= percent:
            yield member, -best[1], best[0]
        for three in prefix:
            index[three].append(member)


def _rarest(own: Threes, rarity: Counter[tuple[str, ...]], count: int) -> list[tuple[str, ...]]:
    """Give those of the rarest that stand in other questions too; the others lead nowhere."""
    shared = [three for three in own if rarity[three] > 1]
    left = count - (len(own) - len(shared))
    return sorted(shared, key=lambda three: (rarity[three], three))[:left] if left > 0 else []


def _sizes_fit(one: int, other: int, percent: int) -> bool:
    return min(one, other) * 100 >= max(one, other) * percent


def _percent(one: Threes, other: Threes) -> int:
    common = len(one & other)
    return 100 * common // (len(one) + len(other) - common)


def _finding(bank: LoadedBank, later: int, earlier: int, percent: int, *, same: bool) -> Finding:
    question, item = bank.questions[later], bank.items[later]
    other: Item = bank.items[earlier]
    return finding(
        severity="error" if same else "warning",
        check="duplicates",
        code="duplicates.same" if same else "duplicates.near",
        where=item.where(("ask",)),
        question=question.id,
        other=bank.questions[earlier].id,
        first=spot(other.where(("ask",))),
        percent=percent,
    )


CHECK: Check = _look
