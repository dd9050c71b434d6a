"""Shelf of file formats for questions: one file = one format, taken by its file name."""

from collections.abc import Sequence
from typing import Protocol

from quizbot.bank.exchange.values import Exported, Imported
from quizbot.core.question import Question
from quizbot.core.shelf import Shelf


class BankFormat(Protocol):
    """A format: does this look like mine, what does it say, how is it written."""

    @property
    def title(self) -> str:
        """Name the format for people."""
        ...

    @property
    def extensions(self) -> tuple[str, ...]:
        """List the endings of file names, the usual one first."""
        ...

    def sniff(self, name: str, content: bytes, /) -> float:
        """Say how sure it is that the file is of this format, 0 to 1."""
        ...

    def read(self, name: str, content: bytes, /) -> Imported:
        """Understand a file. Bad content gives problems, never an exception."""
        ...

    def write(self, questions: Sequence[Question], /) -> Exported:
        """Write questions, and tell what the format could not carry."""
        ...


FORMATS: Shelf[BankFormat] = Shelf("quizbot.bank.formats", "FORMAT")


def guess(name: str, content: bytes) -> str | None:
    """Give the name of the format that fits a file best, by its content, else by its ending; None: none does."""
    sure = {each: FORMATS[each].sniff(name, content) for each in FORMATS}
    best = max(sorted(sure), key=lambda each: sure[each])
    if sure[best] > 0:
        return best
    # a damaged file is still told by its own reader what is wrong with it
    named = [each for each in sorted(sure) if name.lower().endswith(FORMATS[each].extensions[:1])]
    return named[0] if named and not unreadable(content) else None


def unreadable(content: bytes) -> str:
    """Say what a file is that no format reads, and how to mend it; "" when that cannot be told."""
    for start, (what, fix) in _UNREADABLE.items():
        if content.startswith(start):
            return f"{what}; {fix}"
    return ""


_UNREADABLE = {
    b"%PDF": ("tệp PDF, không đọc được đáp án và phương án", "hãy dùng tệp Word hoặc bảng tính gốc"),
    b"\x89PNG": ("tệp ảnh", "hãy gõ lại thành tệp Word, hoặc dùng tệp gốc"),
    b"\xff\xd8\xff": ("tệp ảnh", "hãy gõ lại thành tệp Word, hoặc dùng tệp gốc"),
    b"{\\rtf": ("tệp RTF", "mở bằng Word hoặc LibreOffice rồi lưu thành .docx"),
    b"Rar!": ("tệp nén RAR", "giải nén rồi nhập từng tệp"),
    b"7z\xbc\xaf": ("tệp nén 7z", "giải nén rồi nhập từng tệp"),
}
