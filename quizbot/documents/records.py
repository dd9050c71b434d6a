"""HR's own file: birth dates, gender, titles, holds, by roster code. Read when papers are made, never stored."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from quizbot.core.commend.nominees import PersonRecord, UnitRecord
from quizbot.core.vietnamese import fold, nfc
from quizbot.forms.faults import FormFault, FormFaults, Place, fault
from quizbot.forms.messages import Table

SEARCHED_ROWS = 40
MOST_BYTES = 30_000_000

_NAMES: Mapping[str, tuple[str, ...]] = {
    "code": ("mã nhân sự", "mã cán bộ", "mã ccvc", "mã cbccvc", "mã nhân viên", "mã", "code"),
    "unit_code": ("mã đơn vị", "mã tập thể", "unit code"),
    "born": ("ngày sinh", "ngày tháng năm sinh", "năm sinh", "birth date"),
    "sex": ("giới tính", "nam nữ", "sex", "gender"),
    "title": ("chức vụ", "chức danh", "chức vụ chức danh", "title"),
    "leader": ("phân loại", "lãnh đạo", "phân loại lãnh đạo trực tiếp", "class"),
    "form_of_address": ("danh xưng", "tên gọi"),
    "home": ("địa chỉ", "nơi ở", "địa chỉ nơi ở", "address"),
    "hold": ("tạm hoãn", "đang xem xét", "tạm hoãn đang xem xét", "on hold"),
    "had": ("đã khen thưởng", "đã nhận", "hình thức đã nhận", "had"),
    "staff": ("tổng số ccvcnlđ", "tổng số", "quân số", "staff"),
    "women": ("số nữ", "nữ", "women"),
}
_FIELD = {fold(name): what for what, names in _NAMES.items() for name in names}
_YES = frozenset({"x", "co", "1", "true", "yes", "tam hoan", "dang xem xet"})
_NO = frozenset({"", "khong", "0", "false", "no"})

RECORDS: Table = {
    "records.unreadable": {
        "vi": ("không đọc được tệp hồ sơ nhân sự ({reason})", "lưu lại tệp dạng .xlsx hoặc .csv UTF-8"),
        "en": ("the file of records cannot be read ({reason})", "save it as .xlsx or UTF-8 .csv"),
    },
    "records.no_header": {
        "vi": ("không thấy cột “Mã nhân sự” hoặc “Mã đơn vị”", "thêm dòng đầu đề có cột mã"),
        "en": ("no column of roster codes or unit codes", "add a header with the column of codes"),
    },
    "records.twice": {
        "vi": ("{sheet}: mã “{code}” đã có ở dòng {line}", "giữ một dòng cho mỗi mã"),
        "en": ("{sheet}: the code “{code}” stands in row {line} already", "keep one row for each code"),
    },
    "records.bad_date": {
        "vi": ("{sheet}: “{given}” không phải ngày sinh", "ghi dạng 12/03/1985, hoặc chỉ năm 1985"),
        "en": ("{sheet}: “{given}” is no birth date", "write 12/03/1985, or the year alone"),
    },
    "records.bad_sex": {
        "vi": ("{sheet}: giới tính “{given}” không rõ", "ghi Nam hoặc Nữ, hoặc để trống"),
        "en": ("{sheet}: the gender “{given}” is not understood", "write Nam or Nữ, or leave it empty"),
    },
    "records.bad_class": {
        "vi": ("{sheet}: phân loại “{given}” không rõ", "ghi Lãnh đạo hoặc Trực tiếp, hoặc để trống"),
        "en": ("{sheet}: the class “{given}” is not understood", "write Lãnh đạo or Trực tiếp"),
    },
    "records.bad_mark": {
        "vi": ("{sheet}: “{given}” ở cột tạm hoãn không rõ", "đánh dấu x, hoặc để trống; không ghi lý do"),
        "en": ("{sheet}: “{given}” under on hold is not understood", "write x, or leave it empty; no reason"),
    },
    "records.bad_number": {
        "vi": ("{sheet}: “{given}” không phải số người", "ghi số nguyên từ 0"),
        "en": ("{sheet}: “{given}” is no number of people", "write a whole number from 0"),
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What the file says, by code."""

    people: dict[str, PersonRecord] = field(default_factory=dict)
    units: dict[str, UnitRecord] = field(default_factory=dict)


def read_records(path: Path) -> Records:
    """Read HR's file: every sheet with a column of roster codes or of unit codes.

    Raises:
        FormFaults: every cell that is not understood, with row and column.
    """
    sheets = sheets_of(path)
    reader = _Reader(path.name)
    found = [reader.sheet(name, rows) for name, rows in sheets]
    if not any(found):
        reader.say("records.no_header", 1, 1)
    if reader.faults:
        raise FormFaults(reader.faults)
    return Records(people=reader.people, units=reader.units)


def sheets_of(path: Path) -> list[tuple[str, list[list[Any]]]]:
    """Read the sheets of a workbook or of a text table.

    Raises:
        FormFaults: the file cannot be read.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError(f"> {MOST_BYTES} byte")
        if path.suffix.lower() == ".csv":
            import csv

            text = path.read_text(encoding="utf-8-sig")
            separator = max(";\t,", key=text.partition("\n")[0].count)
            return [(path.name, [list(row) for row in csv.reader(text.splitlines(), delimiter=separator)])]
        import python_calamine

        book = python_calamine.CalamineWorkbook.from_path(str(path))
        return [
            (name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names
        ]
    except Exception as error:
        raise FormFaults(
            [
                fault(
                    file=path.name,
                    place=Place(1, 1),
                    code="records.unreadable",
                    facts={"reason": type(error).__name__ if not str(error) else str(error)[:80]},
                    table=RECORDS,
                )
            ]
        ) from error


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.name = ""
        self.faults: list[FormFault] = []
        self.people: dict[str, PersonRecord] = {}
        self.units: dict[str, UnitRecord] = {}
        self.lines: dict[tuple[str, str], int] = {}

    def say(self, fault_code: str, row: int, column: int, **facts: object) -> None:
        self.faults.append(
            fault(
                file=self.file,
                place=Place(row, column),
                code=fault_code,
                facts={"sheet": self.name, **facts},
                table=RECORDS,
            )
        )

    def sheet(self, name: str, rows: Sequence[Sequence[Any]]) -> bool:
        self.name = name
        for top, row in enumerate(rows[:SEARCHED_ROWS]):
            columns: dict[str, int] = {}
            for number, cell in enumerate(row):
                what = _FIELD.get(fold(str(cell)))
                if what:
                    columns.setdefault(what, number)
            # a sheet of people may name their unit's code beside their own
            key = "code" if "code" in columns else "unit_code" if "unit_code" in columns else ""
            if key and len(columns) > 1:
                for line, cells in enumerate(rows[top + 1 :], start=top + 2):
                    self._row(line, cells, columns, key)
                return True
        return False

    def _row(self, line: int, cells: Sequence[Any], columns: Mapping[str, int], key: str) -> None:
        def at(what: str) -> Any:
            number = columns.get(what)
            return "" if number is None or number >= len(cells) else cells[number]

        def read(what: str, how: Callable[[Any], Any], code: str) -> Any:
            try:
                return how(at(what))
            except ValueError:
                self.say(code, line, columns[what] + 1, given=_text(at(what)))
                return None

        code = _text(at(key))
        if not code:
            return
        before = self.lines.setdefault((key, code), line)
        if before != line:
            self.say("records.twice", line, columns[key] + 1, code=code, line=before)
            return
        hold = bool(read("hold", _mark, "records.bad_mark"))
        had = tuple(each.strip() for each in re.split("[,;]", _text(at("had"))) if each.strip())
        if key == "unit_code":
            self.units[code] = UnitRecord(
                code=code,
                staff=read("staff", _number, "records.bad_number"),
                women=read("women", _number, "records.bad_number"),
                on_hold=hold,
                had=had,
            )
            return
        self.people[code] = PersonRecord(
            code=code,
            born=read("born", _born, "records.bad_date"),
            woman=read("sex", _woman, "records.bad_sex"),
            title=_text(at("title")),
            leader=read("leader", _leader, "records.bad_class"),
            form_of_address=_text(at("form_of_address")),
            home=_text(at("home")),
            on_hold=hold,
            had=had,
        )


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return nfc(" ".join(str(cell).split()))


def _born(cell: Any) -> date | int | None:
    """Read a birth date, or a year alone."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = _text(cell)
    if not text:
        return None
    if re.fullmatch(r"(19|20)\d\d", text):
        return int(text)
    if re.fullmatch(r"\d{5}", text):
        return date(1899, 12, 30) + timedelta(days=int(text))
    found = re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", text)
    if found:
        return date(int(found[3]), int(found[2]), int(found[1]))
    return date.fromisoformat(text)


def _woman(cell: Any) -> bool | None:
    text = fold(str(cell))
    if not text:
        return None
    if text in ("nu", "ba", "female", "f"):
        return True
    if text in ("nam", "ong", "male", "m"):
        return False
    raise ValueError(text)


def _leader(cell: Any) -> bool | None:
    text = fold(str(cell))
    if not text:
        return None
    if text.startswith(("lanh dao", "quan ly")):
        return True
    if text.startswith(("truc tiep", "nguoi lao dong truc tiep")):
        return False
    raise ValueError(text)


def _mark(cell: Any) -> bool:
    text = fold(_text(cell))
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise ValueError(text)


def _number(cell: Any) -> int | None:
    text = _text(cell)
    if not text:
        return None
    if not text.isdigit():
        raise ValueError(text)
    return int(text)
