"""Find the header of a sheet, and what each column means."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quizbot.core.vietnamese import fold
from quizbot.roster import cells
from quizbot.roster.grid import Cell

SEARCHED_ROWS = 60
_FULL = ("họ và tên", "họ tên", "họ tên cán bộ", "họ tên nhân viên", "tên nhân viên", "tên cán bộ")
NAMES: Mapping[str, tuple[str, ...]] = {
    "name": (*_FULL, "full name", "fullname", "name", "employee name", "staff name"),
    "family": ("họ", "họ đệm", "họ và đệm", "họ và tên đệm", "họ tên đệm", "họ lót", "họ và chữ lót",
               "last name", "family name", "surname"),
    "middle": ("đệm", "tên đệm", "chữ đệm", "chữ lót", "middle name"),
    "given": ("tên", "tên gọi", "given name", "first name"),
    "code": ("mã nhân sự", "mã ns", "mã cán bộ", "mã cb", "mã số", "mã số cán bộ", "mã số nhân sự", "mã nhân viên",
             "mã nv", "mã số nhân viên", "mã cbcc", "mã ccvc", "mã cbccvc", "mã cbccvcnlđ", "mã công chức",
             "mã viên chức", "số hiệu", "số hiệu công chức", "số hiệu cbcc", "số hiệu cbccvc", "mã", "code", "id",
             "employee code", "employee id", "staff code", "staff id", "roster code"),
    "unit": ("đơn vị", "tên đơn vị", "phòng", "phòng ban", "phòng ban trung tâm", "bộ phận", "tên phòng ban",
             "đơn vị công tác", "phòng ban đơn vị", "phòng ban công tác", "nơi công tác", "đơn vị phòng ban",
             "phòng ban bộ phận", "unit", "unit name", "department", "division"),
    "unit_code": ("mã đơn vị", "mã phòng", "mã phòng ban", "mã bộ phận", "ký hiệu đơn vị", "unit code",
                  "department code"),
    "parent": ("đơn vị cấp trên", "mã đơn vị cấp trên", "cấp trên", "trực thuộc", "đơn vị trực thuộc", "thuộc đơn vị",
               "thuộc", "cơ quan", "cơ quan chủ quản", "parent", "parent unit", "parent code"),
    "kind": ("loại đơn vị", "unit kind", "unit type"),
    "title": ("chức vụ", "chức danh", "chức vụ chức danh", "chức vụ công tác", "title", "job title", "position"),
    "since": ("ngày vào đơn vị", "ngày vào", "ngày về đơn vị", "ngày về", "ngày đến", "ngày chuyển đến", "từ ngày",
              "ngày bắt đầu", "since", "start date", "ngày chuyển"),
    "until": ("ngày ra khỏi đơn vị", "ngày ra đơn vị", "ngày ra", "ngày rời đơn vị", "ngày rời", "ngày chuyển đi",
              "đến ngày", "ngày kết thúc", "ngày nghỉ", "ngày nghỉ hưu", "until", "end date"),
    "number": ("stt", "tt", "số tt", "số thứ tự", "no", "thứ tự"),
    "birth": ("ngày sinh", "năm sinh", "ngày tháng năm sinh", "sinh ngày", "sinh năm", "ngày tháng sinh", "nơi sinh",
              "quê quán", "date of birth", "birth date", "birthday", "dob", "tuổi"),
    "sex": ("giới tính", "nam", "nữ", "nam nữ", "sex", "gender"),
    "phone": ("số điện thoại", "điện thoại", "sđt", "số đt", "đt", "di động", "điện thoại di động", "phone", "mobile",
              "phone number"),
    "email": ("email", "e mail", "thư điện tử", "email công vụ", "thư công vụ", "hộp thư"),
    "sensitive": ("dân tộc", "tôn giáo", "cccd", "số cccd", "căn cước", "số căn cước", "số định danh cá nhân",
                  "cmnd", "số cmnd", "địa chỉ", "nơi ở", "đảng viên", "số tài khoản"),
    "note": ("ghi chú", "note", "notes", "remark", "remarks"),
}  # fmt: skip
"""Field → how headers call it; compared without accents, case and punctuation."""

DROPPED = ("birth", "sex", "phone", "email", "sensitive", "note")
SILENT = ("number", "kind")
PERSON = frozenset(("name", "given", "family"))
UNIT_SHEETS = frozenset(
    fold(each)
    for each in ("đơn vị", "danh mục đơn vị", "cây đơn vị", "danh sách đơn vị", "phòng ban", "units", "unit")
)
# headers in TCVN3 and VNI fonts, as they look in Unicode
LEGACY = tuple(
    each.casefold()
    for each in (
        "hä vµ tªn",
        "hä tªn",
        "®¬n vþ",
        "hoï vaø teân",
        "hoï teân",
        "ñôn vò",
        "chøc vô",
        "chöùc vuï",
    )
)

_FIELD = {fold(name): what for what, names in NAMES.items() for name in names}
_LONG = sorted((each for each in _FIELD if " " in each), key=len, reverse=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Where the table begins, and the column of each field (both from 0)."""

    # last row of the header
    row: int
    columns: Mapping[str, int]
    # fields of columns that are not stored, and columns nobody knows
    dropped: tuple[tuple[int, str, str], ...] = ()
    unknown: tuple[tuple[int, str], ...] = ()
    # (column, its title, title of the column used instead)
    twice: tuple[tuple[int, str, str], ...] = ()
    numbers: frozenset[int] = field(default_factory=frozenset)

    def has(self, *fields: str) -> bool:
        """Tell whether any of the fields has a column."""
        return any(each in self.columns for each in fields)


def field_of(cell: Cell) -> str | None:
    """Tell what a column of this title holds; None when nobody knows."""
    if not isinstance(cell, str):
        return None
    return _meaning(cell)


@functools.lru_cache(maxsize=4096)
def _meaning(text: str) -> str | None:
    title = fold(cells.text(text))
    if title in _FIELD:
        return _FIELD[title]
    return next((_FIELD[known] for known in _LONG if title.startswith(f"{known} ")), None)


def find_header(rows: Sequence[Sequence[Cell]], *, of_units: bool = False) -> Header | None:
    """Find the header among the first rows: titles above it do not matter, and it may take two rows.

    Args:
        rows: of the sheet.
        of_units: the sheet's name says that it lists units.
    """
    for number, row in enumerate(rows[:SEARCHED_ROWS]):
        below = rows[number + 1] if number + 1 < len(rows) else ()
        titles, last = _titles(row, below, number)
        found = [(column, title, field_of(title)) for column, title in enumerate(titles)]
        fields = [what for _, _, what in found if what]
        if _is_header(fields, of_units=of_units):
            return _header(found, last, of_units=of_units)
    return None


def is_header_again(row: Sequence[Cell], header: Header) -> bool:
    """Tell whether a row repeats the header, as printed pages do."""
    same = sum(column < len(row) and field_of(row[column]) == what for what, column in header.columns.items())
    return same >= 2 and same * 2 >= len(header.columns)


def is_numbering(row: Sequence[Cell]) -> bool:
    """Tell whether a row numbers its columns: 1 2 3 or (1) (2) (3) or A B 1 2."""
    marks = [cells.text(cell).strip("()[] ") for cell in row]
    found = [mark for mark in marks if mark]
    digits = [int(mark) for mark in found if mark.isdecimal() and len(mark) < 4]
    short = all(len(mark) <= 2 for mark in found)
    return short and len(digits) >= 3 and digits == list(range(digits[0], digits[0] + len(digits)))


def _titles(row: Sequence[Cell], below: Sequence[Cell], number: int) -> tuple[list[Cell], int]:
    """Join a header of two rows: what stands in the second one is the closer title."""
    sub = [field_of(cell) for cell in below]
    texts = [cells.text(cell) for cell in below]
    real = [
        what
        for column, what in enumerate(sub)
        if what and (column >= len(row) or texts[column] != row[column])
    ]
    strange = sum(bool(title) and what is None for title, what in zip(texts, sub, strict=True))
    if not real or strange > len(real) or not any(field_of(cell) for cell in row):
        return list(row), number
    width = max(len(row), len(below))
    upper = [*row, *[""] * (width - len(row))]
    lower = [*below, *[""] * (width - len(below))]
    return [under or over for over, under in zip(upper, lower, strict=True)], number + 1


def _is_header(fields: Sequence[str], *, of_units: bool) -> bool:
    person = bool(PERSON & set(fields))
    if person:
        return len(set(fields)) >= 2
    unit = "unit" in fields and ("unit_code" in fields or "parent" in fields)
    return unit or (of_units and "unit" in fields and "code" in fields)


def _header(found: Sequence[tuple[int, Cell, str | None]], last: int, *, of_units: bool) -> Header:
    columns: dict[str, int] = {}
    dropped, unknown, twice = [], [], []
    numbers = set()
    for column, cell, known in found:
        title = cells.text(cell)
        what = _as_unit(known) if of_units else known
        if not title:
            continue
        if what is None:
            unknown.append((column, title))
        elif what in DROPPED:
            dropped.append((column, title, what))
        elif what == "number":
            numbers.add(column)
        elif what in columns:
            twice.append((column, title, cells.text(found[columns[what]][1])))
        else:
            columns[what] = column
    return Header(
        row=last,
        columns=columns,
        dropped=tuple(dropped),
        unknown=tuple(unknown),
        twice=tuple(twice),
        numbers=frozenset(numbers),
    )


def _as_unit(what: str | None) -> str | None:
    """Read a column of a sheet of units: a plain code or name there is a unit's."""
    return {"code": "unit_code", "name": "unit", "given": "unit"}.get(what or "", what)
