"""Awkward sheets are understood or refused row by row, each with its place."""

import unicodedata
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from quizbot.roster.read import read_roster
from quizbot.roster.reading import RosterReading
from tests.roster.sheets import OFFICE, Rows, workbook

HEAD = ("STT", "Mã nhân sự", "Họ và tên", "Đơn vị", "Chức vụ")
Read = Callable[..., RosterReading]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(rows: Rows, *, merged: tuple[str, ...] = (), new_units: bool = False) -> RosterReading:
        path = workbook(tmp_path / "ds.xlsx", {"Sheet1": rows}, merged=merged)
        return read_roster(path, known=OFFICE, new_units=new_units)

    return read


def people(reading: RosterReading) -> list[tuple[str, str, str]]:
    return [(row.code, row.name, row.unit) for row in reading.rows]


def codes(found: object) -> list[str]:
    return [each.code for each in found]  # type: ignore[attr-defined]


class TestHeader:
    def test_is_found_below_titles_and_above_a_row_of_numbers(self, read: Read) -> None:
        reading = read(
            [
                ("UBND TỈNH", "", "", "", ""),
                ("DANH SÁCH CÁN BỘ, CÔNG CHỨC", "", "", "", ""),
                ("(Kèm theo Công văn số 12 ngày 01 tháng 7 năm 2025)",),
                (),
                HEAD,
                ("(1)", "(2)", "(3)", "(4)", "(5)"),
                (1, "0001", "Lò Văn Đôi", "Phòng Tổng hợp", "Chuyên viên"),
            ],
            merged=("A1:E1", "A2:E2", "A3:E3"),
        )

        assert reading.faults == ()
        assert people(reading) == [("0001", "Lò Văn Đôi", "VP-TH")]
        assert (reading.rows[0].row, reading.rows[0].title) == (7, "Chuyên viên")

    def test_of_two_rows_with_a_split_name_is_joined(self, read: Read) -> None:
        reading = read(
            [
                ("TT", "Mã CB", "Họ và tên", "", "Bộ phận"),
                ("", "", "Họ đệm", "Tên", ""),
                (1, "A01", "Giàng A", "Páo", "VP-TH"),
            ],
            merged=("A1:A2", "B1:B2", "C1:D1", "E1:E2"),
        )

        assert (people(reading), reading.faults) == ([("A01", "Giàng A Páo", "VP-TH")], ())

    def test_of_split_names_without_a_common_title_is_joined(self, read: Read) -> None:
        reading = read(
            [("Mã số", "Họ", "Đệm", "Tên", "Phòng ban"), ("A1", "Vàng", "Thị", "Mỷ", "Phòng Tổng hợp")]
        )

        assert people(reading) == [("A1", "Vàng Thị Mỷ", "VP-TH")]

    def test_repeated_on_each_printed_page_is_left_out(self, read: Read) -> None:
        reading = read(
            [HEAD, (1, "A1", "Lù Thị Hoa", "VP-TH", ""), HEAD, (2, "A2", "Tẩn Phủ Quan", "VP-TH", "")]
        )

        assert (len(reading.rows), reading.faults) == (2, ())

    def test_in_english_is_known_too(self, read: Read) -> None:
        reading = read([("Employee code", "Full name", "Department"), ("A1", "Lò Văn Đôi", "VP-TH")])

        assert people(reading) == [("A1", "Lò Văn Đôi", "VP-TH")]

    def test_with_two_columns_of_one_meaning_takes_the_first_and_says_so(self, read: Read) -> None:
        reading = read([("Mã số", "Mã NV", "Họ tên", "Đơn vị"), ("A1", "B1", "Lò A", "VP-TH")])

        assert people(reading) == [("A1", "Lò A", "VP-TH")]
        assert codes(reading.to_confirm) == ["roster.column_twice"]

    def test_missing_is_a_fault(self, read: Read) -> None:
        assert codes(read([("a", "b"), ("c", "d")]).faults) == ["roster.no_header"]

    def test_without_codes_is_a_fault_that_says_what_to_add(self, read: Read) -> None:
        reading = read([("STT", "Họ và tên", "Đơn vị"), (1, "Lò Văn Đôi", "VP-TH")])

        assert codes(reading.faults) == ["roster.no_code_column"]
        assert "Mã nhân sự" in str(reading.faults[0])

    def test_in_tcvn3_letters_is_converted_and_said_so(self, read: Read) -> None:
        reading = read(
            [
                ("STT", "M· nh©n sù", "Hä vµ tªn", "§¬n vÞ"),
                (1, "A1", "Lß V¨n §«i", "VP-TH"),
                (2, "A2", "NguyÔn ThÞ ¸nh", "VP-TH"),
            ]
        )

        assert people(reading) == [("A1", "Lò Văn Đôi", "VP-TH"), ("A2", "Nguyễn Thị Ánh", "VP-TH")]
        assert codes(reading.to_confirm) == ["roster.converted"]
        assert "TCVN3" in str(reading.to_confirm[0])

    def test_in_vni_letters_is_converted_and_said_so(self, read: Read) -> None:
        reading = read(
            [("STT", "Maõ nhaân söï", "Hoï vaø teân", "Ñôn vò"), (1, "A1", "Nguyeãn Thò Phöông", "VP-TH")]
        )

        assert people(reading) == [("A1", "Nguyễn Thị Phương", "VP-TH")]
        assert codes(reading.to_confirm) == ["roster.converted"]

    def test_in_real_vietnamese_is_left_as_it_is(self, read: Read) -> None:
        reading = read([HEAD, (1, "A1", "Lò Văn Đôi", "VP-TH", "")])

        assert codes(reading.remarks) == []

    def test_columns_about_birth_and_phones_are_dropped_and_said_so(self, read: Read) -> None:
        reading = read(
            [
                (*HEAD, "Ngày sinh (dd/mm/yyyy)", "Số điện thoại", "Ghi chú", "Số giày"),
                (1, "A1", "Lò Văn Đôi", "VP-TH", "", date(1990, 1, 2), 912345678, "x", 41),
            ]
        )

        assert codes(reading.remarks) == ["roster.dropped"] * 3 + ["roster.column_unknown"]
        assert "Ngày sinh" in str(reading.remarks[0])
        assert "1990" not in repr(reading)


class TestUnits:
    def test_in_merged_cells_hold_for_every_row(self, read: Read) -> None:
        reading = read(
            [
                HEAD,
                (1, "A1", "Lò Văn Đôi", "Phòng Tổng hợp", ""),
                (2, "A2", "Lù Thị Hoa", "", ""),
                (3, "A3", "Tẩn Phủ Quan", "VP-TTTH", ""),
            ],
            merged=("D2:D3",),
        )

        assert [row.unit for row in reading.rows] == ["VP-TH", "VP-TH", "VP-TTTH"]
        assert "roster.unit_carried" not in codes(reading.remarks)

    def test_as_rows_above_their_people_are_understood(self, read: Read) -> None:
        reading = read(
            [
                ("STT", "Mã số", "Họ và tên", "Chức vụ"),
                ("I", "PHÒNG TỔNG HỢP"),
                (1, "A1", "Lò Văn Đôi", "Trưởng phòng"),
                (2, "A2", "Lù Thị Hoa", "Chuyên viên"),
                ("Trung tâm Tin học và Công báo",),
                (1, "A3", "Tẩn Phủ Quan", "Giám đốc"),
            ],
            merged=("B2:D2", "A5:D5"),
        )

        assert [row.unit for row in reading.rows] == ["VP-TH", "VP-TH", "VP-TTTH"]
        assert reading.faults == ()

    def test_left_blank_are_carried_down_as_a_proposal(self, read: Read) -> None:
        reading = read([HEAD, (1, "A1", "Lò A", "VP-TH", ""), (2, "A2", "Lù B", "", "")])

        assert [row.unit for row in reading.rows] == ["VP-TH", "VP-TH"]
        assert codes(reading.to_confirm) == ["roster.unit_carried"]

    def test_written_short_or_without_marks_are_known(self, read: Read) -> None:
        reading = read(
            [HEAD, (1, "A1", "Lò A", "P. Tổng hợp", ""), (2, "A2", "Lù B", "phong hanh chinh - quan tri", "")]
        )

        assert [row.unit for row in reading.rows] == ["VP-TH", "VP-HCQT"]

    def test_unknown_are_refused_with_the_nearest_name(self, read: Read) -> None:
        reading = read([HEAD, (1, "A1", "Lò A", "Phòng Tổng hơp 1", ""), (2, "A2", "Lù B", "VP-TH", "")])

        assert people(reading) == [("A2", "Lù B", "VP-TH")]
        assert str(reading.faults[0]).startswith("ds.xlsx [Sheet1] ô D2: không có đơn vị")
        assert "Phòng Tổng hợp" in str(reading.faults[0])

    def test_unknown_are_taken_as_new_when_that_is_wished(self, read: Read) -> None:
        reading = read([HEAD, (1, "A1", "Lò A", "Ban Tiếp công dân", "")], new_units=True)

        assert [(u.code, u.kind, u.parent) for u in reading.units] == [("TCD", "ban", "VP")]
        assert codes(reading.to_confirm) == ["roster.new_unit"]

    def test_are_all_new_for_an_empty_office(self, tmp_path: Path) -> None:
        path = workbook(
            tmp_path / "ds.xlsx",
            {
                "Danh sách": [HEAD, (1, "A1", "Lò A", "Phòng Tổng hợp", ""), (2, "A2", "Lù B", "TCD", "")],
                "Đơn vị": [
                    ("Mã", "Tên đơn vị", "Đơn vị cấp trên"),
                    ("VP", "Văn phòng", ""),
                    ("TCD", "Ban Tiếp công dân", "VP"),
                ],
            },
        )

        reading = read_roster(path)

        assert [(u.code, u.parent) for u in reading.units] == [("VP", None), ("TCD", "VP"), ("TH", None)]
        assert reading.faults == ()

    def test_above_may_stand_beside_the_people(self, tmp_path: Path) -> None:
        rows = [
            ("Mã NV", "Họ tên", "Mã đơn vị", "Đơn vị", "Đơn vị cấp trên"),
            ("A1", "Lò A", "SNV-VP", "Văn phòng Sở", "Sở Nội vụ"),
        ]

        reading = read_roster(workbook(tmp_path / "ds.xlsx", {"A": rows}))

        assert [(u.code, u.name, u.parent) for u in reading.units] == [
            ("SNV", "Sở Nội vụ", None),
            ("SNV-VP", "Văn phòng Sở", "SNV"),
        ]

    def test_below_themselves_are_refused(self, tmp_path: Path) -> None:
        units = [("Mã đơn vị", "Đơn vị", "Cấp trên"), ("A", "Phòng A", "B"), ("B", "Phòng B", "A")]

        reading = read_roster(workbook(tmp_path / "ds.xlsx", {"Đơn vị": units}))

        assert codes(reading.faults) == ["roster.unit_circle"]


class TestCodes:
    def test_that_are_numbers_lose_their_decimals(self, read: Read) -> None:
        assert people(read([HEAD, (1, 5.0, "Lò A", "VP-TH", "")])) == [("5", "Lò A", "VP-TH")]

    def test_that_lost_their_zeros_get_them_back_as_a_proposal(self, read: Read) -> None:
        rows: Rows = [
            HEAD,
            (1, 12, "Lò A", "VP-TH", ""),
            (2, "0345", "Lù B", "VP-TH", ""),
            (3, 1200, "Vàng C", "VP-TH", ""),
        ]

        reading = read(rows)

        assert [row.code for row in reading.rows] == ["0012", "0345", "1200"]
        assert [str(each) for each in reading.to_confirm] == [
            "ds.xlsx [Sheet1] ô B2: mã 12 được hiểu là 0012: các mã khác đều có 4 chữ số; xem có đúng không"
        ]

    def test_that_count_from_one_are_left_alone(self, read: Read) -> None:
        rows = [
            HEAD,
            *((n, n, f"Người {'abcdefghijklmnopqrstuvwxyz'[n]}", "VP-TH", "") for n in range(1, 26)),
        ]

        assert [row.code for row in read(rows).rows] == [str(n) for n in range(1, 26)]

    def test_that_stand_twice_are_refused_naming_both_rows(self, read: Read) -> None:
        rows = [HEAD, *((n, code, f"Lò {code}a", "VP-TH", "") for n, code in enumerate(("A", "B", "A")))]

        reading = read(rows)

        assert [row.code for row in reading.rows] == ["B"]
        assert [each.row for each in reading.faults] == [2, 4]
        assert all("dòng 2 và dòng 4" in str(each) for each in reading.faults)

    @pytest.mark.parametrize(
        ("cell", "fault"),
        [
            (datetime(2025, 3, 1), "roster.code_is_date"),  # noqa: DTZ001 - as a spreadsheet gives it
            ("1,23E+11", "roster.code_lost_digits"),
            (5.5, "roster.bad_code"),
            ("=1+1", "roster.bad_code"),
            ("", "roster.no_code"),
        ],
    )
    def test_that_were_spoilt_are_refused(self, read: Read, cell: object, fault: str) -> None:
        rows = [HEAD, (1, cell, "Lò Văn A", "VP-TH", "x")]
        if cell == "=1+1":
            rows = [HEAD, (1, "(1+1)", "Lò Văn A", "VP-TH", "x")]

        assert codes(read(rows).faults) == [fault]


class TestRows:
    def test_that_are_empty_totals_or_signatures_are_left_out(self, read: Read) -> None:
        reading = read(
            [
                HEAD,
                (1, "A1", "Tống Thị Cộng", "VP-TH", ""),
                (),
                (None, None, None, None, None),
                ("", "Tổng cộng: 1 người", "", "", ""),
                ("", "", "", "Lai Châu, ngày 01 tháng 7 năm 2025", ""),
                ("", "NGƯỜI LẬP BIỂU", "", "CHÁNH VĂN PHÒNG", ""),
                ("", "", "Nguyễn Văn Ký", "", ""),
            ]
        )

        assert people(reading) == [("A1", "Tống Thị Cộng", "VP-TH")]
        assert reading.faults == ()

    def test_in_decomposed_unicode_are_composed_and_said_so(self, read: Read) -> None:
        reading = read([HEAD, (1, "A1", unicodedata.normalize("NFD", "Đặng Thị Hường"), "VP-TH", "")])

        assert reading.rows[0].name == unicodedata.normalize("NFC", "Đặng Thị Hường")
        assert codes(reading.remarks) == ["roster.composed"]

    def test_of_the_same_name_in_one_unit_are_normal_and_mentioned(self, read: Read) -> None:
        reading = read([HEAD, (1, "A1", "Lò Thị Mai", "VP-TH", ""), (2, "A2", "Lò Thị Mai", "VP-TH", "")])

        assert (len(reading.rows), reading.faults, codes(reading.remarks)) == (2, (), ["roster.namesakes"])

    def test_carry_days_written_in_several_ways(self, read: Read) -> None:
        head = ("Mã", "Họ tên", "Đơn vị", "Ngày vào đơn vị", "Ngày ra")
        reading = read(
            [
                head,
                ("A1", "Lò A", "VP-TH", "01/07/2025", ""),
                ("A2", "Lò B", "VP-TH", date(2025, 7, 2), "2025-12-31"),
                ("A3", "Lò C", "VP-TH", 45841, ""),
                ("A4", "Lò D", "VP-TH", "tháng bảy", ""),
                ("A5", "Lò E", "VP-TH", "01/07/2025", "01/06/2025"),
            ]
        )

        assert [(row.since, row.until) for row in reading.rows] == [
            (date(2025, 7, 1), None),
            (date(2025, 7, 2), date(2025, 12, 31)),
            (date(2025, 7, 3), None),
        ]
        assert codes(reading.faults) == ["roster.bad_date", "roster.dates_crossed"]

    def test_without_name_or_with_a_number_for_a_name_are_refused(self, read: Read) -> None:
        reading = read([HEAD, (1, "A1", "", "VP-TH", "x"), (2, "A2", "12345", "VP-TH", "x")])

        assert codes(reading.faults) == ["roster.no_name", "roster.bad_name"]


class TestTextFiles:
    TEXT = "STT;Mã NV;Họ và tên;Đơn vị\n1;0001;Lò Văn Đôi;VP-TH\n2;0002;Vàng Thị Mỷ;VP-TH\n"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
    def test_are_read_in_every_encoding_of_excel(self, tmp_path: Path, encoding: str) -> None:
        path = tmp_path / "ds.csv"
        path.write_bytes(self.TEXT.encode(encoding))

        reading = read_roster(path, known=OFFICE)

        assert [row.name for row in reading.rows] == ["Lò Văn Đôi", "Vàng Thị Mỷ"]

    @pytest.mark.parametrize("mark", [",", "\t", "|"])
    def test_are_read_with_every_separator(self, tmp_path: Path, mark: str) -> None:
        path = tmp_path / "ds.csv"
        path.write_text(self.TEXT.replace(";", mark), encoding="utf-8")

        assert len(read_roster(path, known=OFFICE).rows) == 2

    def test_in_windows_1258_are_converted_as_a_proposal(self, tmp_path: Path) -> None:
        path = tmp_path / "ds.csv"
        # the code page writes hook and dot as marks of their own
        text = "".join(
            ch if ch.isascii() or _fits(ch) else _apart(ch) for ch in unicodedata.normalize("NFC", self.TEXT)
        )
        path.write_bytes(text.encode("cp1258"))

        reading = read_roster(path, known=OFFICE)

        assert [row.name for row in reading.rows] == ["Lò Văn Đôi", "Vàng Thị Mỷ"]
        assert codes(reading.to_confirm) == ["roster.converted"]

    def test_in_an_unknown_encoding_are_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "ds.csv"
        path.write_bytes(b"\x81\x8d\x8f\x90\xd2;\x81\n")

        assert codes(read_roster(path, known=OFFICE).faults) == ["roster.encoding"]


class TestFiles:
    def test_that_are_not_there_are_a_fault(self, tmp_path: Path) -> None:
        assert codes(read_roster(tmp_path / "x.xlsx").faults) == ["roster.no_file"]

    def test_that_are_broken_are_a_fault(self, tmp_path: Path) -> None:
        path = tmp_path / "ds.xlsx"
        path.write_bytes(b"PK\x03\x04 nothing that unpacks")

        assert codes(read_roster(path).faults) == ["roster.unreadable"]

    def test_that_are_web_pages_are_named(self, tmp_path: Path) -> None:
        path = tmp_path / "ds.xls"
        path.write_text("<html><table><tr><td>Họ và tên</td></tr></table></html>", encoding="utf-8")

        assert codes(read_roster(path).faults) == ["roster.web_page"]

    def test_with_a_value_far_below_are_refused_before_they_are_unpacked(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        assert book.active is not None
        book.active["XFD1048576"] = "x"
        book.save(tmp_path / "ds.xlsx")

        assert codes(read_roster(tmp_path / "ds.xlsx").faults) == ["roster.too_large"]

    def test_with_formats_but_no_values_far_below_are_read(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        assert book.active is not None
        for each in (HEAD, (1, "A1", "Lò Văn A", "VP-TH", "")):
            book.active.append(each)
        book.active["C1048576"].font = Font(bold=True)
        book.save(tmp_path / "ds.xlsx")

        assert len(read_roster(tmp_path / "ds.xlsx", known=OFFICE).rows) == 1

    def test_with_damaged_parts_are_a_fault(self, read: Read, tmp_path: Path) -> None:
        path = workbook(
            tmp_path / "ds.xlsx", {"A": [HEAD, *((n, f"A{n}", "Lò A", "VP", "") for n in range(99))]}
        )
        content = bytearray(path.read_bytes())
        start = content.index(b"xl/worksheets/sheet1.xml") + 60
        content[start : start + 200] = bytes(200)
        path.write_bytes(content)

        assert codes(read_roster(path).faults) == ["roster.unreadable"]

    def test_in_open_document_are_read(self, tmp_path: Path) -> None:
        cells = "".join(
            "<table:table-row>"
            + "".join(
                f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
                for text in row
            )
            + "</table:table-row>"
            for row in (("Mã", "Họ và tên", "Đơn vị"), ("0001", "Lò Văn Đôi", "VP-TH"))
        )
        names = " ".join(
            f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
            for name in ("office", "table", "text")
        )
        with zipfile.ZipFile(tmp_path / "ds.ods", "w") as packed:
            packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            packed.writestr(
                "META-INF/manifest.xml",
                '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            )
            packed.writestr(
                "content.xml",
                f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body>'
                f'<office:spreadsheet><table:table table:name="DS">{cells}</table:table></office:spreadsheet>'
                "</office:body></office:document-content>",
            )

        assert people(read_roster(tmp_path / "ds.ods", known=OFFICE)) == [("0001", "Lò Văn Đôi", "VP-TH")]

    def test_may_hold_other_sheets(self, tmp_path: Path) -> None:
        path = workbook(
            tmp_path / "ds.xlsx",
            {"Bìa": [("Báo cáo",)], "DS": [HEAD, (1, "A1", "Lò A", "VP-TH", "")], "Trống": []},
        )

        reading = read_roster(path, known=OFFICE)

        assert (len(reading.rows), codes(reading.remarks)) == (1, ["roster.sheet_skipped"])


def _fits(ch: str) -> bool:
    try:
        ch.encode("cp1258")
    except UnicodeEncodeError:
        return False
    return True


def _apart(ch: str) -> str:
    """Split off the tone only: "ấ" is "â" and an acute."""
    parts = unicodedata.normalize("NFD", ch)
    tones = [mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323"]
    rest = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones))
    return rest + "".join(tones)
