"""A translation has the same options under the same letters, so that one key serves all languages."""

from collections.abc import Iterator

from quizbot.bank.finding import Check, Finding, finding
from quizbot.bank.rules import Rules
from quizbot.bank.values import LoadedBank


def _look(bank: LoadedBank, rules: Rules, /) -> Iterator[Finding]:
    for question, item in zip(bank.questions, bank.items, strict=True):
        extra = bank.extras.get(question.id)
        for language, each in extra.translations.items() if extra else ():
            options = {option.key for option in question.options}
            targets = {target.key for target in question.targets}
            if set(each.options) != options or set(each.targets) != targets:
                yield finding(
                    severity="error",
                    check="translations",
                    code="translations.keys",
                    where=item.where(("translations", language)),
                    question=question.id,
                    language=language,
                    keys=", ".join(sorted(options | targets)),
                )


CHECK: Check = _look
