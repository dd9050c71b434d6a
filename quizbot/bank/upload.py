"""A question file that comes by chat: the whole bank's form, one file at a time."""

from collections.abc import Sequence

from quizbot.bank.checks import CHECKS
from quizbot.bank.formats import FORMATS, guess, unreadable
from quizbot.bank.limits import MOST_BYTES
from quizbot.bank.reading import read_questions
from quizbot.bank.rules import Rules
from quizbot.bank.values import Item, LoadedBank
from quizbot.core.question import Question
from quizbot.forms.faults import FormFaults
from quizbot.forms.source import decode

# the checks that need nothing but the file itself
ALONE = ("ids", "keys")


def _told(name: str, content: bytes) -> list[str]:
    """Say what was understood of a file that has to be imported first."""
    if len(content) > MOST_BYTES:
        return [f"{name}: tệp lớn hơn {MOST_BYTES // 1024 // 1024} MB; hãy chia nhỏ"]
    known = guess(name, content)
    if known is None:
        return [
            f"{name}: {unreadable(content) or 'không nhận ra định dạng; hãy gửi tệp YAML, Word hoặc bảng tính'}"
        ]
    imported = FORMATS[known].read(name, content)
    doubtful = sum(bool(found.doubts) for found in imported.found)
    return [
        f"{name} · {FORMATS[known].title}: đã đọc {len(imported.found)} câu, {doubtful + len(imported.problems)} chỗ phải xem "
        f"({len(imported.problems)} câu không lấy được)",
        *(
            f"{each.place}: {each.about and each.about + ': '}{each.what}; {each.fix}"
            for each in imported.problems
        ),
    ]


def read_upload(name: str, content: bytes) -> tuple[Sequence[Question], Sequence[str]]:
    """Read a question file; gives its questions, or its faults as lines, never both.

    A file of another format (Word, a spreadsheet, GIFT ...) is understood as on import, and told: what
    section its questions cite is still to be said, so nothing is taken in.
    """
    if not name.lower().endswith((".yaml", ".yml")):
        return (), _told(name, content)
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
