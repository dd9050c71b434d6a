"""The key does not give itself away by being the longest option."""

from collections.abc import Iterator

from quizbot.bank.finding import Check, Finding, finding
from quizbot.bank.groups import Group, groups
from quizbot.bank.rules import Rules
from quizbot.bank.values import LoadedBank
from quizbot.core.question import Question


def _look(bank: LoadedBank, rules: Rules, /) -> Iterator[Finding]:
    for question, item in zip(bank.questions, bank.items, strict=True):
        key, other = _lengths(question)
        if other and key >= other * rules.stands_out_times and key >= other + rules.stands_out_more:
            yield finding(
                severity="warning",
                check="longest_option",
                code="longest.stands_out",
                where=item.where(("options", question.key[0])),
                question=question.id,
                key=key,
                other=other,
            )
    for group in groups(bank, rules):
        yield from _often(group, rules)


def _often(group: Group, rules: Rules) -> Iterator[Finding]:
    lengths = [_lengths(question) for question in group.questions]
    measured = [(key, other) for key, other in lengths if other]
    most = rules.bank_longest if group.whole else rules.file_longest
    longest = sum(key > other for key, other in measured)
    if len(measured) >= group.least and 100 * longest > most * len(measured):
        yield finding(
            severity="warning",
            check="longest_option",
            code="longest.often",
            where=group.where,
            percent=100 * longest // len(measured),
            count=len(measured),
            scope=group.name,
        )


def _lengths(question: Question) -> tuple[int, int]:
    """Give the length of the key and of the longest other option; zeros where that says nothing."""
    if question.kind != "single" or len(question.options) < 2 or not question.key:
        return 0, 0
    key = next((len(option.text) for option in question.options if option.key == question.key[0]), 0)
    others = [len(option.text) for option in question.options if option.key != question.key[0]]
    return (key, max(others)) if key and others else (0, 0)


CHECK: Check = _look
