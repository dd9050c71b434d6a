"""Options that speak of other options stand still: keep_order, or they are refused."""

from collections.abc import Iterator

from quizbot.bank.finding import Check, Finding, finding
from quizbot.bank.rules import Rules
from quizbot.bank.values import LoadedBank
from quizbot.core.pinning import pinned_options


def _look(bank: LoadedBank, rules: Rules, /) -> Iterator[Finding]:
    for question, item in zip(bank.questions, bank.items, strict=True):
        if question.keep_order or question.kind not in ("single", "multiple"):
            continue
        pinned = pinned_options(question.options)
        if pinned:
            yield finding(
                severity="error",
                check="references",
                code="references.pinned",
                where=item.where(("options", pinned[-1])),
                question=question.id,
                options=", ".join(pinned),
            )


CHECK: Check = _look
