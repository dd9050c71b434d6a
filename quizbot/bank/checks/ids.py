"""Ids are unique in the whole bank and begin with their document."""

from collections.abc import Iterator

from quizbot.bank.finding import Check, Finding, finding, spot
from quizbot.bank.rules import Rules
from quizbot.bank.values import Item, LoadedBank


def _look(bank: LoadedBank, rules: Rules, /) -> Iterator[Finding]:
    seen: dict[str, Item] = {}
    for question, item in zip(bank.questions, bank.items, strict=True):
        first = seen.setdefault(question.id, item)
        where = item.where(("id",))
        if first is not item:
            yield finding(
                severity="error",
                check="ids",
                code="ids.repeated",
                where=where,
                question=question.id,
                id=question.id,
                first=spot(first.where(("id",))),
            )
        elif question.document and not question.id.startswith(question.document + "-"):
            yield finding(
                severity="warning",
                check="ids",
                code="ids.other_document",
                where=where,
                question=question.id,
                id=question.id,
                document=question.document,
            )


CHECK: Check = _look
