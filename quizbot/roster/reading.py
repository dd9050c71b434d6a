"""What reading a roster gives: rows and units understood, remarks, and what was refused, each with its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from quizbot.forms.messages import said
from quizbot.roster.messages import ROSTER
from quizbot.usecases.roster import RosterRow, RosterUnit


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Notice:
    """Something about a place of a file, worded by its code. Rows count from 1; 0 means the whole sheet."""

    file: str
    sheet: str = ""
    row: int = 0
    # letters, as the spreadsheet shows them
    column: str = ""
    code: str
    facts: tuple[tuple[str, str], ...] = ()
    # a reading that people should look at before it is stored
    confirm: bool = False

    def __str__(self) -> str:
        message, fix = self.text("vi")
        return f"{self.where}: {message}" + (f"; {fix}" if fix else "")

    def text(self, lang: str) -> tuple[str, str]:
        """Give what is the matter and what to do, in a language."""
        return said(self.code, dict(self.facts), lang=lang, table=ROSTER)

    @property
    def where(self) -> str:
        """Give the place as people look it up."""
        sheet = f" [{self.sheet}]" if self.sheet else ""
        if not self.row:
            return f"{self.file}{sheet}" + (f" cột {self.column}" if self.column else "")
        return f"{self.file}{sheet} " + (f"ô {self.column}{self.row}" if self.column else f"dòng {self.row}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterReading:
    """A roster as it was understood; nothing is stored."""

    file: str
    rows: tuple[RosterRow, ...] = ()
    units: tuple[RosterUnit, ...] = ()
    remarks: tuple[Notice, ...] = ()
    faults: tuple[Notice, ...] = ()

    @property
    def to_confirm(self) -> tuple[Notice, ...]:
        """Give the remarks that are proposals."""
        return tuple(each for each in self.remarks if each.confirm)


@dataclass(slots=True)
class Notes:
    """Gathers remarks and faults while a file is read."""

    file: str
    remarks: list[Notice] = field(default_factory=list)
    faults: list[Notice] = field(default_factory=list)

    def remark(
        self,
        code: str,
        *,
        sheet: str = "",
        row: int = 0,
        column: int | None = None,
        confirm: bool = False,
        facts: Mapping[str, object] | None = None,
    ) -> None:
        """Note something that was understood. `column` counts from 0."""
        self.remarks.append(self._notice(code, sheet, row, column, facts, confirm=confirm))

    def fault(
        self,
        code: str,
        *,
        sheet: str = "",
        row: int = 0,
        column: int | None = None,
        facts: Mapping[str, object] | None = None,
    ) -> None:
        """Note something that is refused. `column` counts from 0."""
        self.faults.append(self._notice(code, sheet, row, column, facts, confirm=False))

    def _notice(
        self,
        code: str,
        sheet: str,
        row: int,
        column: int | None,
        facts: Mapping[str, object] | None,
        *,
        confirm: bool,
    ) -> Notice:
        return Notice(
            file=self.file,
            sheet=sheet,
            row=row,
            column="" if column is None else letters(column),
            code=code,
            facts=tuple((name, shown(value)) for name, value in (facts or {}).items()),
            confirm=confirm,
        )


def letters(column: int) -> str:
    """Name a column as spreadsheets do: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def shown(value: object) -> str:
    """Give a value for a line of text: one line, not too long."""
    text = " ".join(str(value).split())
    return text if len(text) <= 80 else f"{text[:79]}…"
