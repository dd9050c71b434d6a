"""A whole board as a workbook: everybody, in order, whatever the number of pages it is read in."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from quizbot.documents import whole_board
from quizbot.documents.formats.xlsx import write_xlsx, write_xlsx_file
from quizbot.documents.sheets import Column, Sheet
from tests.build import CLOSES, Office, contest


class TestWholeBoard:
    @pytest.mark.parametrize("page", [1, 2, 5_000])
    async def test_has_everybody_whatever_is_read_at_a_time(
        self, small_office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: int
    ) -> None:
        monkeypatch.setattr(whole_board, "PAGE", page)
        await small_office.run(contest())
        for name, given in (("an", "BCD"), ("ha", "BCA"), ("dung", "AAA")):
            await small_office.played(name, "cuoc-thi", *given)
        small_office.clock.now = CLOSES
        await small_office.tick()
        path = tmp_path / "bang.xlsx"

        many = await small_office.write(
            lambda work: whole_board.write_whole_board(
                work, path, slug="cuoc-thi", number=None, now=small_office.clock()
            )
        )

        rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))  # type: ignore[union-attr]
        assert many == 3
        assert "TẠM TÍNH" in str(rows[3][0])
        assert [row[:3] for row in rows[6:]] == [
            (1, "Nguyễn Văn An", "NV001"),
            (2, "Vũ Thu Hà", "NV005"),
            (3, "Phạm Tiến Dũng", "NV004"),
        ]


class TestLongSheets:
    def test_hold_the_same_cells_as_short_ones(self, tmp_path: Path) -> None:
        columns = (Column(title="Mã"), Column(title="Số", kind="whole"))
        rows: tuple[tuple[Any, ...], ...] = tuple((f"{n:04}", n) for n in range(500))
        path = tmp_path / "dai.xlsx"
        sheet = Sheet(name="A", heading=("Đầu",), columns=columns, rows=rows, notes=("Hết",))

        write_xlsx_file(
            path, [Sheet(name="A", heading=("Đầu",), columns=columns, rows=iter(rows), notes=("Hết",))]
        )

        long = openpyxl.load_workbook(path)["A"]
        short = openpyxl.load_workbook(io.BytesIO(write_xlsx([sheet])))["A"]
        assert [list(row) for row in long.values] == [list(row) for row in short.values]
        assert long.freeze_panes == short.freeze_panes == "A4"
        assert long.print_title_rows == short.print_title_rows
