"""Every question is well formed for its kind: the key is among the options, and all the kind asks."""

from collections.abc import Iterator

from quizbot.bank.finding import Check, Finding, finding
from quizbot.bank.rules import Rules
from quizbot.bank.values import Item, LoadedBank
from quizbot.core.questions import KINDS, Fault


def _look(bank: LoadedBank, rules: Rules, /) -> Iterator[Finding]:
    for question, item in zip(bank.questions, bank.items, strict=True):
        for fault in KINDS[question.kind].faults(question):
            yield finding(
                severity="error",
                check="keys",
                code=fault.code,
                where=item.where(_path(fault, item)),
                question=question.id,
                **dict(fault.facts),
            )


def _path(fault: Fault, item: Item) -> tuple[str, ...]:
    """Point at the very option where the fault names one."""
    option = dict(fault.facts).get("option")
    return (fault.field, option) if fault.field in ("options", "targets") and option else (fault.field,)


CHECK: Check = _look
