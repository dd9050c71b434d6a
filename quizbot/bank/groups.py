"""Single-choice questions by file and over the whole bank, for checks that measure shares."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from quizbot.bank.rules import Rules
from quizbot.bank.values import LoadedBank, Where
from quizbot.core.question import Question
from quizbot.forms.faults import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Single-choice questions whose share is measured together."""

    name: str
    where: Where
    questions: tuple[Question, ...]
    # fewer questions say nothing
    least: int
    whole: bool = False


def groups(bank: LoadedBank, rules: Rules) -> Iterator[Group]:
    """Give every file's single-choice questions, then the whole bank's."""
    by_file: dict[str, list[Question]] = defaultdict(list)
    for question, item in zip(bank.questions, bank.items, strict=True):
        if question.kind == "single" and question.key and question.status != "retired":
            by_file[item.file].append(question)
    for file, questions in by_file.items():
        where = Where(file=file, place=Place(1, 1))
        yield Group(name=file, where=where, questions=tuple(questions), least=rules.file_least)
    if by_file:
        everything = tuple(question for questions in by_file.values() for question in questions)
        where = Where(file=bank.folder, place=Place(1, 1))
        yield Group(name=bank.folder, where=where, questions=everything, least=rules.bank_least, whole=True)
