"""Spreadsheets that commendation systems read: their columns, their codes; a code they do not know is refused.

The columns are those of a provincial system's own import sheets (public repository
lifephongphanmem/thiduakhenthuong, seen 2026-11): individuals, collectives, both together.
"""

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from quizbot.core.refusal import Refusal
from quizbot.documents.facts import AwardLine, Facts
from quizbot.documents.sheets import Cell, Column, Sheet
from quizbot.forms.checked import read_form
from quizbot.forms.messages import FORMS, Table
from quizbot.forms.types import Form, Text, wrong


class CodeUnmapped(Refusal):
    """The code file says nothing of a value that a line needs."""

    code = "commend.code_unmapped"


MESSAGES: Table = {
    **FORMS,
    "codes.unknown": {
        "vi": ("mã “{given}” không có trong danh mục {kind}", "chọn một trong: {known}"),
        "en": ("the code “{given}” is not in the list of {kind}", "choose one of: {known}"),
    },
}

INDIVIDUALS = (
    Column(title="STT", kind="whole", width=6),
    Column(title="Họ và tên", width=28),
    Column(title="Giới tính", width=9),
    Column(title="Ngày sinh", kind="date", width=13),
    Column(title="Chức vụ", width=22),
    Column(title="Tên phòng ban/khối, tổ công tác", width=32),
    Column(title="Tên đơn vị/tập thể công tác", width=36),
    Column(title="Địa chỉ/Nơi ở", width=28),
    Column(title="Mã phân loại cán bộ", width=14),
    Column(title="Mã hình thức khen thưởng", width=14),
    Column(title="Mã danh hiệu thi đua (nếu có)", width=14),
)
COLLECTIVES = (
    Column(title="STT", kind="whole", width=6),
    Column(title="Tên đơn vị/tập thể", width=40),
    Column(title="Mã phân loại tập thể", width=14),
    Column(title="Mã hình thức khen thưởng", width=14),
    Column(title="Mã danh hiệu thi đua (nếu có)", width=14),
)
COMBINED = (
    Column(title="STT", kind="whole", width=6),
    Column(title="Tên gọi (Ông/Bà/chức danh)", width=14),
    Column(title="Tên tập thể/cá nhân/hộ gia đình", width=34),
    Column(title="Chức vụ", width=22),
    Column(title="Đơn vị công tác", width=34),
    Column(title="Phân loại khen thưởng (cá nhân/tập thể/hộ gia đình)", width=16),
    Column(title="Danh hiệu/Hình thức", width=14),
    Column(title="Phân loại đối tượng", width=14),
    Column(title="Lĩnh vực hoạt động", width=18),
)


class KnownCodes(Form):
    """The codes the receiving system knows, copied from its own lists."""

    forms: Annotated[tuple[Text, ...], Field(min_length=1)]
    people: Annotated[tuple[Text, ...], Field(min_length=1)]
    units: Annotated[tuple[Text, ...], Field(min_length=1)]
    subjects: Annotated[tuple[Text, ...], Field(min_length=1)]


class Codes(Form):
    """Our words into the codes of the receiving system."""

    known: KnownCodes
    # form of the policy (giay-khen) → code
    forms: dict[Text, Text]
    # leader, direct → code
    people: dict[Text, Text]
    # type of unit (phong, trung-tam) → code
    units: dict[Text, Text]
    # person, unit → code
    subjects: dict[Text, Text]
    # field of activity, as the system writes it
    field: Text | None = None

    @model_validator(mode="after")
    def _known(self) -> "Codes":
        for kind in ("forms", "people", "units", "subjects"):
            known = getattr(self.known, kind)
            for code in getattr(self, kind).values():
                if code not in known:
                    wrong("codes.unknown", code, kind=kind, known=", ".join(known))
        return self

    def code(self, kind: str, value: str) -> str:
        """Give a code.

        Raises:
            CodeUnmapped: the file says nothing of the value; nothing is guessed.
        """
        found = getattr(self, kind).get(value)
        if not isinstance(found, str):
            raise CodeUnmapped(kind=kind, value=value)
        return found


def load_codes(path: Path) -> Codes:
    """Read the code file.

    Raises:
        FormFaults: every fault, with line and column.
    """
    return read_form(path, Codes, table=MESSAGES)


def intake_sheets(facts: Facts, codes: Codes) -> tuple[Sheet, ...]:
    """Lay out the three sheets; only those proposed for certain.

    Raises:
        CodeUnmapped
    """
    people, units = facts.lines("person", ties=False), facts.lines("unit", ties=False)
    return (
        Sheet(
            name="Cá nhân",
            heading=(),
            columns=INDIVIDUALS,
            rows=tuple(_individual(n, each, facts, codes) for n, each in enumerate(people, start=1)),
        ),
        Sheet(
            name="Tập thể",
            heading=(),
            columns=COLLECTIVES,
            rows=tuple(_collective(n, each, codes) for n, each in enumerate(units, start=1)),
        ),
        Sheet(
            name="Tổng hợp",
            heading=(),
            columns=COMBINED,
            rows=tuple(_combined(n, each, facts, codes) for n, each in enumerate((*units, *people), start=1)),
        ),
    )


def _individual(n: int, line: AwardLine, facts: Facts, codes: Codes) -> tuple[Cell, ...]:
    record = line.nominee.person
    born = record.born if record else None
    return (
        n,
        line.nominee.name,
        _gender(line),
        born if isinstance(born, date) else "" if born is None else str(born),
        record.title if record else "",
        line.nominee.unit,
        facts.office.full_name,
        record.home if record else "",
        codes.code("people", _class(line)),
        codes.code("forms", line.award.plan.form),
        "",
    )


def _collective(n: int, line: AwardLine, codes: Codes) -> tuple[Cell, ...]:
    return (
        n,
        line.nominee.name,
        codes.code("units", line.nominee.unit_kind),
        codes.code("forms", line.award.plan.form),
        "",
    )


def _combined(n: int, line: AwardLine, facts: Facts, codes: Codes) -> tuple[Cell, ...]:
    person = line.nominee.subject == "person"
    record = line.nominee.person
    called = (record.form_of_address if record else "") or {"Nữ": "Bà", "Nam": "Ông", "": ""}[_gender(line)]
    return (
        n,
        called if person else "",
        line.nominee.name,
        record.title if record else "",
        line.nominee.unit if person else facts.office.full_name,
        codes.code("subjects", line.nominee.subject),
        codes.code("forms", line.award.plan.form),
        codes.code("people", _class(line)) if person else codes.code("units", line.nominee.unit_kind),
        codes.field or "",
    )


def _gender(line: AwardLine) -> str:
    woman = line.nominee.person.woman if line.nominee.person else None
    return "" if woman is None else "Nữ" if woman else "Nam"


def _class(line: AwardLine) -> str:
    leader = line.nominee.person.leader if line.nominee.person else None
    return {True: "leader", False: "direct", None: "unknown"}[leader]
