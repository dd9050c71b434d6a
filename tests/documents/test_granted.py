"""The register of decisions as a workbook: what is written can be read again; what is wrong is said with its place."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.commend.grants import Grant, SignedGrant
from quizbot.documents.formats.xlsx import write_xlsx
from quizbot.documents.granted import read_grants, register_sheets
from quizbot.forms.faults import FormFaults

AT = datetime(2026, 11, 20, tzinfo=UTC)
WORDS = st.text("aăâbđ êNguyễn0123/-", min_size=1, max_size=20).map(lambda text: f"x{' '.join(text.split())}")


def table(path: Path, *rows: tuple[Any, ...]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Năm 2025")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                page.write(number, column, cell)
    return path


HEAD = (
    "Số quyết định",
    "Ngày ký",
    "Hình thức",
    "Đối tượng",
    "Mã",
    "Họ và tên",
    "Thành tích",
    "Số tiền (đồng)",
)


class TestRegister:
    @given(
        st.lists(
            st.builds(
                Grant,
                decision=WORDS,
                on=st.dates(date(2000, 1, 1), date(2026, 11, 1)),
                form=st.just("giay-khen"),
                title=st.just("Giấy khen"),
                subject=st.sampled_from(["person", "unit"]),
                code=WORDS,
                name=WORDS,
                unit=WORDS,
                achievement=WORDS,
                rounds=st.sampled_from(["", "1, 2"]),
                amount=st.integers(0, 10**9),
                contest=st.sampled_from(["", "cuoc-thi"]),
            ),
            min_size=1,
            max_size=4,
        )
    )
    def test_comes_back_as_it_was_written(self, grants: list[Grant]) -> None:
        import tempfile

        lines = [SignedGrant(number=n, grant=one, at=AT, by="cli") for n, one in enumerate(grants, 1)]
        with tempfile.TemporaryDirectory() as scratch:
            path = Path(scratch) / "so.xlsx"
            path.write_bytes(write_xlsx(register_sheets(lines)))

            assert sorted(read_grants(path), key=repr) == sorted(grants, key=repr)


class TestReading:
    def test_takes_a_table_of_an_office(self, tmp_path: Path) -> None:
        path = table(
            tmp_path / "so.xlsx",
            ("Danh sách khen thưởng năm 2025",),
            HEAD,
            ("5/QĐ-VP", "01/11/2025", "Giấy khen", "Cá nhân", "NV001", "Nguyễn Văn An", "Cuộc thi 2025", "710.000"),
            ("5/QĐ-VP", "01/11/2025", "Giấy khen", "Tập thể", "p1", "Phòng Một", "Cuộc thi 2025", 1_410_000),
            ("Cộng",),
        )  # fmt: skip

        found = read_grants(path)

        assert [(each.subject, each.code, each.amount, each.on) for each in found] == [
            ("person", "NV001", 710_000, date(2025, 11, 1)),
            ("unit", "p1", 1_410_000, date(2025, 11, 1)),
        ]

    def test_says_every_cell_that_is_wrong_with_its_place(self, tmp_path: Path) -> None:
        path = table(
            tmp_path / "so.xlsx",
            HEAD,
            ("5/QĐ-VP", "32/11/2025", "Giấy khen", "Nhóm", "NV001", "An", "Cuộc thi", "bảy trăm"),
            ("5/QĐ-VP", "01/11/2025", "", "", "NV002", "Bình", "Cuộc thi", ""),
        )

        with pytest.raises(FormFaults) as raised:
            read_grants(path)

        said = str(raised.value)
        assert all(each in said for each in ("32/11/2025", "Nhóm", "bảy trăm"))
        assert len(raised.value.faults) == 4

    def test_refuses_a_file_without_the_columns(self, tmp_path: Path) -> None:
        with pytest.raises(FormFaults, match="Số quyết định"):
            read_grants(table(tmp_path / "so.xlsx", ("Tên", "Tuổi"), ("An", 30)))
