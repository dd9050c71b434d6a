"""One file of questions: from its text to sound questions and the faults of the others."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from quizbot.bank.answers import TRUE_FALSE_OPTIONS, written_answer
from quizbot.bank.messages import BANK
from quizbot.bank.schema import HeadForm, QuestionForm
from quizbot.bank.values import Extra, Translation
from quizbot.core.question import Citation, Option, Question
from quizbot.forms.checked import check
from quizbot.forms.faults import FormFault, fault
from quizbot.forms.places import Node, Places
from quizbot.forms.reader import Form, parse

_EXAMPLES = {
    "single": "C",
    "true_false": "true",
    "multiple": "[A, C]",
    "order": "[C, A, B]",
    "match": "{A: 2, B: 1}",
    "number": "50",
    "short_text": "[văn bản thứ nhất, văn bản thứ hai]",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFile:
    """What a file of questions holds; `nodes` stands beside `questions`, one for one."""

    questions: tuple[Question, ...]
    nodes: tuple[Node, ...]
    extras: dict[str, Extra]
    # files that questions were imported from: their SHA-256
    origins: dict[str, str] = field(default_factory=dict)
    faults: tuple[FormFault, ...] = ()


def read_questions(text: str, *, file: str) -> QuestionFile:
    """Read a file of questions; a fault in one question hides nothing of the others."""
    reading = parse(text, file=file)
    faults = list(reading.faults)
    questions: list[Question] = []
    nodes: list[Node] = []
    extras: dict[str, Extra] = {}
    origins: dict[str, str] = {}
    if reading.form is not None:
        head, raw = _head(reading.form, faults)
        origins = dict(head.origins)
        for index, value in enumerate(raw):
            places = reading.form.places.below(("questions", index))
            form, found = check(value, QuestionForm, file=file, places=places, table=BANK)
            faults += found
            if form is None:
                continue
            question, wrong = _question(form, value, head=head, file=file, places=places)
            faults += wrong
            if question is not None:
                questions.append(question)
                nodes.append(places.root)
                extra = _extra(form, author=head.author or "")
                if extra != Extra():
                    extras[question.id] = extra
    return QuestionFile(
        questions=tuple(questions),
        nodes=tuple(nodes),
        extras=extras,
        origins=origins,
        faults=tuple(_unique(faults)),
    )


def _head(form: Form, faults: list[FormFault]) -> tuple[HeadForm, list[Any]]:
    """Check the head of the file; give a stand-in for a faulty one, so that reading goes on."""
    head, found = check(form.value, HeadForm, file=form.file, places=form.places, table=BANK)
    faults += found
    raw = form.value.get("questions") if isinstance(form.value, dict) else None
    if head is None:
        given = form.value if isinstance(form.value, dict) else {}
        head = HeadForm.model_construct(
            document=str(given.get("document", "")), topic=str(given.get("topic", "")), questions=[]
        )
    return head, raw if isinstance(raw, list) else []


def _question(
    form: QuestionForm, value: dict[str, Any], *, head: HeadForm, file: str, places: Places
) -> tuple[Question | None, list[FormFault]]:
    options = tuple(Option(key=key, text=text) for key, text in form.options.items())
    if form.kind == "true_false" and not options:
        options = TRUE_FALSE_OPTIONS
    key = written_answer(form.answer, kind=form.kind, options=options)
    if key is None:
        facts = {"kind": form.kind, "example": _EXAMPLES[form.kind]}
        place = places.value(("answer",))
        return None, [fault(file=file, place=place, code="answer.wrong_shape", facts=facts, table=BANK)]
    return Question(
        id=form.id,
        kind=form.kind,
        document=head.document,
        topic=head.topic,
        ask=form.ask,
        options=options,
        targets=tuple(Option(key=key, text=text) for key, text in form.targets.items()),
        key=key,
        tolerance=Decimal(0) if form.tolerance is None else form.tolerance,
        explain=form.explain or "",
        cite=Citation(section=form.cite.section, facts=tuple(form.cite.facts)),
        level=form.level,
        keep_order=form.keep_order,
        tags=tuple(form.tags),
        use=form.use,
        status=form.status,
        weight=form.weight,
    ), []


def _extra(form: QuestionForm, *, author: str) -> Extra:
    translations = {
        language: Translation(
            ask=each.ask, options=each.options, targets=each.targets, explain=each.explain or ""
        )
        for language, each in form.translations.items()
    }
    return Extra(
        since=form.since,
        until=form.until,
        translations=translations,
        origin=form.origin or "",
        author=form.author or author,
    )


def _unique(faults: list[FormFault]) -> list[FormFault]:
    """Keep one fault of a kind at a place: the reader and the model may both see it."""
    kept: dict[tuple[int, int, str], FormFault] = {}
    for each in faults:
        kept.setdefault((each.line, each.column, each.code), each)
    return list(kept.values())
