"""Any table gives a reading or faults, never an exception; what it gives can be stored."""

import string
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from quizbot.roster.grid import Grid, grids_of
from quizbot.roster.header import NAMES
from quizbot.roster.read import read_grids
from quizbot.roster.reading import Notes
from tests.roster.sheets import OFFICE

WORDS = [name for names in NAMES.values() for name in names[:4]]
USUAL = [
    "Phòng Tổng hợp",
    "VP-TH",
    "Tổng cộng",
    "I",
    "1",
    "0001",
    "Lò Văn Đôi",
    "5.0",
    "",
    "ngày 1 tháng 2 năm 3",
]
CELLS = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(USUAL),
    st.text(max_size=12),
    st.floats(allow_nan=True, allow_infinity=True),
    st.integers(-5, 10**18),
    st.booleans(),
    st.dates(),
)
ROWS = st.lists(st.lists(CELLS, max_size=7).map(tuple), max_size=12).map(tuple)
BELOW = st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS, CELLS), max_size=10)
HEAD = ("Mã", "Họ và tên", "Đơn vị", "Đơn vị cấp trên", "Ngày vào")


class TestReadGrids:
    @given(rows=ROWS, name=st.sampled_from(["A", "Đơn vị"]), new=st.booleans())
    @example(rows=(("họ tên", "họ", "họ"), ("họ và tên",)), name="A", new=False)
    def test_gives_a_reading_for_any_table(
        self, rows: tuple[tuple[str, ...], ...], name: str, new: bool
    ) -> None:
        reading = read_grids((Grid(name=name, rows=rows),), Notes("x"), known=OFFICE, new_units=new)

        assert all(str(each) for each in (*reading.remarks, *reading.faults))

    @given(rows=BELOW, new=st.booleans())
    def test_gives_rows_that_can_be_stored(self, rows: list[tuple[str, ...]], new: bool) -> None:
        reading = read_grids(
            (Grid(name="", rows=(HEAD, *rows)),), Notes("x"), known=OFFICE if not new else (), new_units=new
        )

        units = {unit.code for unit in OFFICE} | {unit.code for unit in reading.units}
        assert len({row.code for row in reading.rows}) == len(reading.rows)
        assert all(row.code and row.name and row.unit in units for row in reading.rows)
        assert all(unit.parent is None or unit.parent in units for unit in reading.units)
        assert all(isinstance(row.since, date | None) for row in reading.rows)


class TestGridsOf:
    @given(
        content=st.one_of(st.binary(max_size=300), st.text(string.printable, max_size=200).map(str.encode))
    )
    def test_gives_grids_or_faults_for_any_bytes(self, content: bytes) -> None:
        notes = Notes("x")

        found = grids_of(content, notes)

        assert isinstance(found, tuple)
