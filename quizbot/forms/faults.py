"""What is wrong in a form, where, and how to mend it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, NamedTuple

from quizbot.core.refusal import Refusal
from quizbot.forms.messages import FORMS, Table, said


class Place(NamedTuple):
    """A place in a file; both count from 1, columns in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class FormFault:
    """One fault of one file, worded in Vietnamese; `in_language` gives the other languages.

    Printed as `file:line:column: what is wrong; how to mend it`.
    """

    file: str
    line: int
    column: int
    message: str
    fix: str = ""
    # names the text in a table of messages; empty when the text was given as it is
    code: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}" + (
            f"; {self.fix}" if self.fix else ""
        )

    @property
    def place(self) -> Place:
        """Give line and column."""
        return Place(self.line, self.column)

    def in_language(self, lang: str, *, table: Table = FORMS) -> "FormFault":
        """Word the fault in another language; a fault without a code stays as it is."""
        if self.code not in table:
            return self
        message, fix = said(self.code, dict(self.facts), lang=lang, table=table)
        return FormFault(
            file=self.file,
            line=self.line,
            column=self.column,
            message=message,
            fix=fix,
            code=self.code,
            facts=self.facts,
        )


def fault(
    *,
    file: str | Path,
    place: Place,
    code: str,
    facts: Mapping[str, object] | None = None,
    table: Table = FORMS,
) -> FormFault:
    """Make a fault whose text stands in a table of messages under `code`."""
    shown = {name: str(value) for name, value in (facts or {}).items()}
    message, fix = said(code, shown, lang="vi", table=table)
    return FormFault(
        file=str(file),
        line=place.line,
        column=place.column,
        message=message,
        fix=fix,
        code=code,
        facts=tuple(shown.items()),
    )


class FormFaults(Refusal):
    """Refuse forms with faults: all of them, sorted by file and place."""

    code: ClassVar[str] = "form.faults"

    def __init__(self, faults: Iterable[FormFault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__(count=len(self.faults))

    def __str__(self) -> str:
        return "\n".join(str(each) for each in self.faults)
