"""A question file that comes by chat: the whole bank's form, one file at a time."""

from collections.abc import Sequence

from quizbot.bank.checks import CHECKS
from quizbot.bank.reading import read_questions
from quizbot.bank.rules import Rules
from quizbot.bank.values import Item, LoadedBank
from quizbot.core.question import Question
from quizbot.forms.faults import FormFaults
from quizbot.forms.source import decode

# the checks that need nothing but the file itself
ALONE = ("ids", "keys")


def read_upload(name: str, content: bytes) -> tuple[Sequence[Question], Sequence[str]]:
    """Read a question file; gives its questions, or its faults as lines, never both."""
    try:
        text = decode(content, file=name)
    except FormFaults as faults:
        return (), [str(each) for each in faults.faults]
    read = read_questions(text, file=name)
    if read.faults:
        return (), [str(each) for each in read.faults]
    items = tuple(Item(file=name, nodes=read.nodes, index=index) for index in range(len(read.questions)))
    bank = LoadedBank(folder="", documents={}, facts={}, questions=tuple(read.questions), items=items)
    found = [
        each.fault for check in ALONE for each in CHECKS[check](bank, Rules()) if each.severity == "error"
    ]
    if found:
        return (), [str(each) for each in sorted(found)]
    return read.questions, ()
