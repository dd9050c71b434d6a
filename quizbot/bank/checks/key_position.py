"""Keys are spread evenly over the letters, in the bank and in each file."""

from collections import Counter
from collections.abc import Iterator

from quizbot.bank.finding import Check, Finding, finding
from quizbot.bank.groups import Group, groups
from quizbot.bank.rules import Rules
from quizbot.bank.values import LoadedBank


def _look(bank: LoadedBank, rules: Rules, /) -> Iterator[Finding]:
    for group in groups(bank, rules):
        yield from _uneven(group, rules)


def _uneven(group: Group, rules: Rules) -> Iterator[Finding]:
    by_count = Counter(len(question.options) for question in group.questions)
    for options, count in sorted(by_count.items()):
        if options < 2 or count < group.least:
            continue
        keys = Counter(q.key[0] for q in group.questions if len(q.options) == options)
        margin = rules.bank_uneven if group.whole else rules.file_uneven
        for letter, times in sorted(keys.items()):
            if abs(100 * times - 100 * count / options) > margin * count:
                yield finding(
                    severity="warning",
                    check="key_position",
                    code="balance.uneven",
                    where=group.where,
                    letter=letter,
                    percent=100 * times // count,
                    count=count,
                    scope=group.name,
                )


CHECK: Check = _look
