"""Sheets such as HR really has, made for the tests."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

from quizbot.core.ids import UnitId
from quizbot.usecases.ports import Unit

OFFICE = (
    Unit(id=UnitId(1), code="VP", name="Văn phòng UBND tỉnh", kind="van-phong"),
    Unit(id=UnitId(2), code="VP-HCQT", name="Phòng Hành chính – Quản trị", parent_id=UnitId(1)),
    Unit(id=UnitId(3), code="VP-TH", name="Phòng Tổng hợp", parent_id=UnitId(1)),
    Unit(id=UnitId(4), code="VP-TTTH", name="Trung tâm Tin học và Công báo", kind="trung-tam", parent_id=UnitId(1)),
)  # fmt: skip

Rows = Sequence[Sequence[object]]


def workbook(path: Path, sheets: Mapping[str, Rows], *, merged: Sequence[str] = ()) -> Path:
    """Write a workbook; `merged` areas are of the first sheet."""
    book = openpyxl.Workbook()
    for number, (name, rows) in enumerate(sheets.items()):
        page = book.active if number == 0 else book.create_sheet()
        assert page is not None
        page.title = name
        for row in rows:
            page.append(list(row))
        for area in merged if number == 0 else ():
            page.merge_cells(area)
    book.save(path)
    book.close()
    return path
