"""Looks of a workbook that say something else than the key's column; rows and columns that are not shown."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill

from quizbot.bank.exchange.values import Imported
from quizbot.bank.formats import FORMATS

HEAD = ["STT", "Câu hỏi", "A", "B", "C", "D", "Đáp án"]
ROW = [1, "Cơ quan nào ban hành?", "Quốc hội", "Bộ Chính trị", "Chính phủ", "Ban Bí thư", "B"]


def bold(cell: Any) -> None:
    cell.font = Font(bold=True)


def red(cell: Any) -> None:
    cell.font = Font(color="FFFF0000")


def filled(cell: Any) -> None:
    cell.fill = PatternFill("solid", fgColor="FFFFFF00")


def read(change: Callable[[Any], None]) -> Imported:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEAD)
    sheet.append(ROW)
    change(sheet)
    raw = io.BytesIO()
    book.save(raw)
    return FORMATS["xlsx"].read("de.xlsx", raw.getvalue())


@pytest.mark.parametrize("look", [bold, red, filled])
class TestLooks:
    def test_that_point_at_another_option_stop_the_question(self, look: Callable[[Any], None]) -> None:
        imported = read(lambda sheet: look(sheet["E2"]))

        assert imported.found == ()
        assert "không khớp" in imported.problems[0].what

    def test_that_point_at_the_key_change_nothing(self, look: Callable[[Any], None]) -> None:
        assert read(lambda sheet: look(sheet["D2"])).found[0].key == ("B",)

    def test_of_a_whole_row_or_of_two_options_say_nothing(self, look: Callable[[Any], None]) -> None:
        for cells in ("ABCDEFG", "CE"):
            imported = read(lambda sheet, cells=cells: [look(sheet[f"{column}2"]) for column in cells])

            assert imported.found[0].key == ("B",)


def test_a_hidden_row_is_read_and_told() -> None:
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[2].hidden = True

    imported = read(hide)

    assert imported.found[0].key == ("B",)
    assert ("hàng 2" in imported.remarks[0].place, "ẩn" in imported.remarks[0].what) == (True, True)


def test_a_hidden_column_is_read_and_told() -> None:
    def hide(sheet: Any) -> None:
        sheet.column_dimensions["G"].hidden = True

    imported = read(hide)

    assert imported.found[0].key == ("B",)
    assert ("cột G" in imported.remarks[0].place, "ẩn" in imported.remarks[0].what) == (True, True)
