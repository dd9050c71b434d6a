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
    """Give the name of the format that fits a file best; None when none does."""
    sure = {each: FORMATS[each].sniff(name, content) for each in FORMATS}
    best = max(sorted(sure), key=lambda each: sure[each])
    return best if sure[best] > 0 else None
