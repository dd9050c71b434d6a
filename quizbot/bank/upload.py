"""A question file that comes by chat: the whole bank's form, one file at a time."""

from collections.abc import Sequence

from quizbot.bank.reading import read_questions
from quizbot.core.question import Question
from quizbot.forms.faults import FormFaults
from quizbot.forms.source import decode


def read_upload(name: str, content: bytes) -> tuple[Sequence[Question], Sequence[str]]:
    """Read a question file; gives its questions, or its faults as lines, never both."""
    try:
        text = decode(content, file=name)
    except FormFaults as faults:
        return (), [str(each) for each in faults.faults]
    read = read_questions(text, file=name)
    if read.faults:
        return (), [str(each) for each in read.faults]
    return read.questions, ()
