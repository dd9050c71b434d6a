"""What a question's status and dates promise is true."""

from collections.abc import Iterator

from quizbot.bank.finding import Check, Finding, finding
from quizbot.bank.rules import Rules
from quizbot.bank.values import Extra, LoadedBank


def _look(bank: LoadedBank, rules: Rules, /) -> Iterator[Finding]:
    for question, item in zip(bank.questions, bank.items, strict=True):
        if question.status == "reviewed":
            lacks = [
                field
                for field, given in (("explain", question.explain), ("cite.facts", question.cite.facts))
                if not given
            ]
            if lacks:
                yield finding(
                    severity="error",
                    check="status",
                    code="status.reviewed_without",
                    where=item.where(("status",)),
                    question=question.id,
                    what=", ".join(lacks),
                )
        extra = bank.extras.get(question.id, Extra())
        if extra.since and extra.until and extra.until < extra.since:
            yield finding(
                severity="error",
                check="status",
                code="status.dates",
                where=item.where(("until",)),
                question=question.id,
                since=extra.since.isoformat(),
                until=extra.until.isoformat(),
            )


CHECK: Check = _look
