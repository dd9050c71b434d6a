"""How the office writes its papers: names, marks, signers, recipients, salary table, blanks. Read from `office.yaml`."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from quizbot.core.commend.money import BaseSalary
from quizbot.documents.official import Letterhead, Mode, Signature
from quizbot.forms.checked import read_form
from quizbot.forms.types import Form, LocalDate, Number, Text, Whole

SAMPLE = Path(__file__).parent / "sample"

Millimetres = Annotated[Number, Field(ge=-300, le=1000)]
Points = Annotated[Number, Field(gt=4, le=72)]


class Signer(Form):
    """Who signs a paper, and by what right."""

    mode: Mode = ""
    instead_of: Text | Literal[""] = ""
    title: Text
    name: Text | Literal[""] = ""

    def signature(self) -> Signature:
        """Give the signature block."""
        return Signature(mode=self.mode, instead_of=self.instead_of, title=self.title, name=self.name)


class Signers(Form):
    """Who signs which paper."""

    head: Signer
    proposer: Signer
    committee: Signer
    council: Signer
    secretary: Signer


class SalaryLine(Form):
    """The base salary from a day on, and the decree that sets it."""

    since: LocalDate
    amount: Annotated[Whole, Field(gt=0)]
    source: Text


class Purses(Form):
    """From which money what is paid; the three are never mixed."""

    prize: Text
    award: Text


class Place(Form):
    """Where a field is printed on the blank: millimetres from the upper left corner, size in points."""

    x: Millimetres
    y: Millimetres
    width: Annotated[Number, Field(gt=0, le=500)]
    size: Points
    align: Literal["left", "centre", "right"] = "centre"
    bold: bool = False
    italic: bool = False


class BlankForm(Form):
    """The office's own printed blank of the Giấy khen: its size, and where each field goes."""

    width: Annotated[Number, Field(gt=50, le=600)] = Field(default=297, validate_default=True)
    height: Annotated[Number, Field(gt=50, le=600)] = Field(default=210, validate_default=True)
    # in which order they come out of the printer: by name, or unit by unit
    order: Literal["name", "unit"] = "name"
    # what the printer moves everything by, found with the calibration sheet
    shift_x: Millimetres = Field(default=0, validate_default=True)
    shift_y: Millimetres = Field(default=0, validate_default=True)
    fields: dict[
        Literal[
            "kind",
            "name",
            "title",
            "unit",
            "achievement",
            "decision",
            "date",
            "signer_title",
            "signer",
            "book",
        ],
        Place,
    ]


class Office(Form):
    """Everything papers need to know of the office."""

    superior: Text | Literal[""] = ""
    agency: Text
    full_name: Text
    place: Text
    mark: Text
    unit: Text
    unit_mark: Text
    address: Literal["Ông/Bà", "đồng chí"] = "Ông/Bà"
    signers: Signers
    recipients: tuple[Text, ...] = ()
    council: Text = "Hội đồng Thi đua - Khen thưởng"
    # members of the committee: name, title, task
    committee: tuple[Text, ...] = ()
    # what gives the office the power to decide; first among the grounds of every decision
    competence_grounds: tuple[Text, ...] = ()
    # grounds of award papers, each without its final sign
    award_grounds: tuple[Text, ...]
    contest_grounds: tuple[Text, ...] = ()
    base_salary: Annotated[tuple[SalaryLine, ...], Field(min_length=1)]
    purses: Purses
    blank: BlankForm

    @property
    def letterhead(self) -> Letterhead:
        """Give the head of a paper."""
        return Letterhead(superior=self.superior, agency=self.agency, place=self.place)

    @property
    def unit_letterhead(self) -> Letterhead:
        """Give the head of a paper that the drafting unit itself issues, numbers and signs: the office is above it.

        Nghị định 30/2020/NĐ-CP, Phụ lục I, allows common words of the body above to be abbreviated.
        """
        above = self.full_name.replace("Ủy ban nhân dân", "UBND").replace("Uỷ ban nhân dân", "UBND")
        return Letterhead(superior=above, agency=self.unit, place=self.place)

    @property
    def issuer(self) -> str:
        """Say who issues decisions: Chánh Văn phòng Ủy ban nhân dân tỉnh; what the post and the name share is said once."""
        post = (self.signers.head.instead_of or self.signers.head.title).split()
        full = self.full_name.split()
        shared = next(
            n for n in range(len(post), -1, -1) if _folded(post[len(post) - n :]) == _folded(full[:n])
        )
        return " ".join([*post, *full[shared:]])

    @property
    def powers(self) -> tuple[str, ...]:
        """Give the grounds of the office's competence; where the office has not written its own, a line to fill in."""
        return self.competence_grounds or (
            "Căn cứ Quyết định số ......... ngày ......... của ......... quy định chức năng, nhiệm vụ, quyền hạn"
            f" và cơ cấu tổ chức của {self.full_name}",
        )

    def salaries(self) -> tuple[BaseSalary, ...]:
        """Give the dated table of the base salary."""
        return tuple(
            BaseSalary(since=each.since, amount=each.amount, source=each.source) for each in self.base_salary
        )

    def file_to(self) -> str:
        """Give the last line of the recipients."""
        return f"Lưu: VT, {self.unit_mark}"


def _folded(words: list[str]) -> list[str]:
    return [each.casefold() for each in words]


def load_office(path: Path | None = None) -> Office:
    """Read `office.yaml`; without one, the shipped sample.

    Raises:
        FormFaults: every fault, with line and column.
    """
    return read_form(path or SAMPLE / "office.yaml", Office)


def day_words(day: date) -> str:
    """Write a date as papers do: ngày 05 tháng 01 năm 2026; zero before days below 10 and months 1, 2 alone."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"
