"""Citations lead somewhere: the document, its section, facts of the same document."""

from collections.abc import Iterable, Iterator

from quizbot.bank.finding import Check, Finding, finding
from quizbot.bank.rules import Rules
from quizbot.bank.values import Item, LoadedBank
from quizbot.core.question import Question
from quizbot.forms.known import nearest


def _look(bank: LoadedBank, rules: Rules, /) -> Iterator[Finding]:
    outlines = {
        key: frozenset(section.id for section in document.outline) for key, document in bank.documents.items()
    }
    if not outlines:
        # the sources could not be read and are a fault of their own
        return
    for question, item in zip(bank.questions, bank.items, strict=True):
        outline = outlines.get(question.document)
        if outline is None:
            yield _unknown_document(question.document, bank, item, question.id)
        elif question.cite.section not in outline:
            yield _unknown_section(question.document, question.cite.section, outline, item, question.id)
        yield from _facts(question, bank, item)
    for fact in bank.facts.values():
        item = bank.fact_items[fact.id]
        outline = outlines.get(fact.document)
        if outline is None:
            yield _unknown_document(fact.document, bank, item)
        elif fact.section not in outline:
            yield _unknown_section(fact.document, fact.section, outline, item)


def _facts(question: Question, bank: LoadedBank, item: Item) -> Iterator[Finding]:
    if not question.cite.facts:
        where = item.where(("cite",))
        yield finding(
            severity="warning", check="citations", code="cite.no_fact", where=where, question=question.id
        )
        return
    sound = True
    for index, name in enumerate(question.cite.facts):
        fact = bank.facts.get(name)
        where = item.where(("cite", "facts", index))
        if fact is None:
            sound = False
            yield finding(
                severity="error",
                check="citations",
                code="cite.unknown_fact",
                where=where,
                question=question.id,
                fact=name,
                near=_near(name, bank.facts),
            )
        elif fact.document != question.document:
            sound = False
            yield finding(
                severity="error",
                check="citations",
                code="cite.other_document",
                where=where,
                question=question.id,
                fact=name,
                other=fact.document,
                document=question.document,
            )
    cited = question.cite.section
    if sound and not any(_same_branch(bank.facts[name].section, cited) for name in question.cite.facts):
        yield finding(
            severity="warning",
            check="citations",
            code="cite.other_section",
            where=item.where(("cite", "section")),
            question=question.id,
            section=cited,
        )


def _same_branch(one: str, other: str) -> bool:
    return one == other or one.startswith(other + ".") or other.startswith(one + ".")


def _unknown_document(key: str, bank: LoadedBank, item: Item, question: str = "") -> Finding:
    return finding(
        severity="error",
        check="citations",
        code="cite.unknown_document",
        where=item.where(("document",)),
        question=question,
        document=key,
        known=", ".join(bank.documents),
    )


def _unknown_section(
    document: str, section: str, outline: frozenset[str], item: Item, question: str = ""
) -> Finding:
    return finding(
        severity="error",
        check="citations",
        code="cite.unknown_section",
        where=item.where(("cite", "section") if question else ("section",)),
        question=question,
        document=document,
        section=section,
        near=_near(section, sorted(outline)),
    )


def _near(name: str, known: Iterable[str]) -> str:
    near = nearest(name, known)
    return f" ({near}?)" if near else ""


CHECK: Check = _look
