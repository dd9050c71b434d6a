"""A table of attributes is read by its first row; what cannot be read is refused with its place."""

from pathlib import Path

import pytest

from quizbot.roster.traits import read_traits


def table(folder: Path, text: str) -> Path:
    path = folder / "thuoc-tinh.csv"
    path.write_text(text, encoding="utf-8")
    return path


class TestReadTraits:
    def test_knows_columns_by_their_vietnamese_names(self, tmp_path: Path) -> None:
        reading = read_traits(
            table(
                tmp_path,
                "Mã nhân sự,Nhóm,Ngày sinh,Nơi ở,Ngạch,Đối tượng\n"
                'NV001,"Ban Tổ chức; can-bo",20/05/1990,"Phường 1, TP. Huế",Chuyên viên,hoc-sinh\n',
            )
        )

        assert reading.faults == ()
        assert [(row.code, dict(row.traits)) for row in reading.rows] == [
            (
                "NV001",
                {
                    "groups": "ban-to-chuc, can-bo",
                    "birth": "1990-05-20",
                    "residence": "Phường 1, TP. Huế",
                    "grade": "Chuyên viên",
                    "doi-tuong": "hoc-sinh",
                },
            )
        ]

    @pytest.mark.parametrize(
        ("written", "birth"),
        [("1990", "1990"), ("1990-05-20", "1990-05-20"), ("", ""), ("1/3/2008", "2008-03-01")],
    )
    def test_takes_a_year_for_a_birth(self, tmp_path: Path, written: str, birth: str) -> None:
        (row,) = read_traits(table(tmp_path, f"code,birth\nNV001,{written}\n")).rows

        assert dict(row.traits) == {"birth": birth}

    def test_refuses_a_birth_that_is_none_and_a_row_without_a_code(self, tmp_path: Path) -> None:
        reading = read_traits(table(tmp_path, "code,birth\nNV001,hôm qua\n,1990\nNV002,1991\n"))

        assert [(each.code, each.row, each.column) for each in reading.faults] == [
            ("roster.traits_birth", 2, "B"),
            ("roster.traits_no_person", 3, ""),
        ]
        assert [row.code for row in reading.rows] == ["NV002"]

    def test_reads_nothing_without_a_column_of_codes(self, tmp_path: Path) -> None:
        reading = read_traits(table(tmp_path, "Họ và tên,Ngày sinh\nAn,1990\n"))

        assert (reading.rows, [each.code for each in reading.faults]) == ((), ["roster.traits_no_code"])
