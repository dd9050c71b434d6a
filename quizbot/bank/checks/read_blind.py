"""A question that calls itself reviewed was read blind, as it is now, by somebody else than its author."""

from collections.abc import Iterator

from quizbot.bank.finding import Check, Finding, finding
from quizbot.bank.readings import reading_of
from quizbot.bank.rules import Rules
from quizbot.bank.values import Extra, LoadedBank
from quizbot.core.question import Question


def _look(bank: LoadedBank, rules: Rules, /) -> Iterator[Finding]:
    for question, item in zip(bank.questions, bank.items, strict=True):
        if question.status != "reviewed":
            continue
        code, facts = _fault(bank, question)
        if code:
            yield finding(
                severity="error" if code == "readings.failed" else "warning",
                check="read_blind",
                code=code,
                where=item.where(("status",)),
                question=question.id,
                **facts,
            )


def _fault(bank: LoadedBank, question: Question) -> tuple[str, dict[str, str]]:
    made = bank.readings.get(question.id, ())
    last = reading_of(bank.readings, question)
    if not made:
        return "readings.none", {}
    if last is None:
        return "readings.older", {"reader": made[-1].reader, "on": made[-1].on.isoformat()}
    if not last.passes:
        return "readings.failed", {"reader": last.reader, "on": last.on.isoformat()}
    if last.reader == bank.extras.get(question.id, Extra()).author:
        return "readings.by_author", {"reader": last.reader}
    return "", {}


CHECK: Check = _look
