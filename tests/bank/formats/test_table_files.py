"""Files of tables: encodings, separators, what spreadsheet programs do to cells, broken and huge files."""

import datetime
import io
import re
import unicodedata
import zipfile

import openpyxl
import pytest

from quizbot.bank.exchange.tables import files as table_files
from quizbot.bank.formats import FORMATS
from tests.bank.formats.table_books import faults, keys, read_book, read_text, saved, sheet

HEAD = ("Câu hỏi", "A", "B", "C", "D", "Đáp án")
TEXT = "Câu hỏi,A,B,Đáp án\nNghị quyết số mấy toàn hoàn luật?,“Một”,Hai đột phá,B\n"


def cp1258(text: str) -> bytes:
    """Write text as the Vietnamese code page has it: tones behind their letters."""
    written = b""
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in tones))
        written += base.encode("cp1258") + "".join(tones).encode("cp1258")
    return written


class TestText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    @pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
    def test_knows_encoding_and_separator(self, encoding: str, separator: str) -> None:
        read = read_text(TEXT.replace(",", separator), encoding=encoding)

        assert keys(read) == [("B",)]
        assert read.found[0].options[0].text == "“Một”"

    def test_reads_the_vietnamese_code_page_of_windows(self) -> None:
        read = FORMATS["csv_table"].read("b.csv", cp1258(TEXT))

        assert read.found[0].ask == "Nghị quyết số mấy toàn hoàn luật?"
        assert any("Windows-1258" in remark.what for remark in read.remarks)

    def test_converts_tcvn3_letters(self) -> None:
        text = "C©u hái,A,B,§¸p ¸n\nNghÞ quyÕt sè mÊy?,Mét,Hai ®ét ph¸,B\n"

        read = read_text(text, encoding="cp1252")

        assert read.found[0].ask == "Nghị quyết số mấy?"
        assert any("TCVN3" in remark.what for remark in read.remarks)

    def test_composes_decomposed_letters(self) -> None:
        read = read_text(unicodedata.normalize("NFD", TEXT))

        assert read.found[0].ask == "Nghị quyết số mấy toàn hoàn luật?"

    def test_obeys_a_told_separator(self) -> None:
        assert keys(read_text("sep=;\r\n" + TEXT.replace(",", ";"))) == [("B",)]

    def test_keeps_line_breaks_and_separators_inside_quotes(self) -> None:
        read = read_text('Câu hỏi,A,B,Đáp án\n"Ai,\nở đâu; khi nào?","a;b","c\td",A\n')

        assert read.found[0].ask == "Ai,\nở đâu; khi nào?"
        assert [option.text for option in read.found[0].options] == ["a;b", "c\td"]

    def test_says_where_a_quote_is_never_closed(self) -> None:
        read = read_text('Câu hỏi,A,B,Đáp án\nAi?,Một,Hai,A\n"Gì?,Đi,Ở,B\nNào?,Đây,Kia,A\n')

        assert keys(read) == [("A",)]
        assert read.problems[0].place == "hàng 3"
        assert "dấu nháy kép" in read.problems[0].what

    def test_stops_where_letters_became_question_marks(self) -> None:
        text = TEXT + "Chuyển đổi số là gì trong nghị quyết của Đảng?,Một,Hai,B\n"
        lost = "".join(letter if ord(letter) < 256 else "?" for letter in text)

        read = read_text(lost)

        assert [problem.what for problem in read.problems] == [
            "nhiều chữ có dấu đã thành dấu hỏi (?) khi lưu tệp"
        ]

    @pytest.mark.parametrize(
        "content", ["été à la crème".encode("cp1252"), b"\xff\xfea", b"a\x00b", b"\x81\x8d"]
    )
    def test_says_that_an_encoding_is_unknown(self, content: bytes) -> None:
        read = FORMATS["csv_table"].read("b.csv", content)

        assert [problem.what for problem in read.problems] == ["không nhận ra bảng mã chữ của tệp"]

    @pytest.mark.parametrize("cell", ["1-Feb", "Thg2-26", "#NAME?", "1,23E+11"])
    def test_stops_at_cells_that_a_program_has_changed(self, cell: str) -> None:
        read = read_text(f'Câu hỏi,A,B,Đáp án\nAi?,"{cell}",Hai,B\n')

        assert read.found == ()
        assert read.problems[0].place == "hàng 2, cột B"

    def test_stops_at_a_sentence_that_was_cut_at_its_comma(self) -> None:
        read = read_text("Câu hỏi,A,B,Đáp án\nAi, ở đâu?,Một,Hai,B\nGì?,Đi,Ở,A\n")

        assert keys(read) == [("A",)]
        assert "nhiều ô hơn hàng tiêu đề" in read.problems[0].what

    def test_doubts_a_lone_cell_that_begins_with_a_blank(self) -> None:
        lines = "".join(f"Câu {number} gì?,Một,Hai,A,\n" for number in range(9))

        read = read_text(f"Câu hỏi,A,B,Đáp án,Giải thích\n{lines}1 + 1, bằng?,2,A,B\n")

        assert "bắt đầu bằng dấu cách" in read.found[-1].doubts[0]
        assert read.found[0].doubts == ()

    def test_leaves_other_languages_alone(self) -> None:
        asked = "¿Qué área de la acción también continúa según la función más común del país?"

        read = read_text(f"Question,A,B,Answer\n{asked},área,acción,B\n")

        assert read.found[0].ask == asked

    def test_says_that_a_table_is_empty(self) -> None:
        read = read_text("Câu hỏi,A,B,Đáp án\n,,,\n")

        assert [remark.what for remark in read.remarks] == ["không có câu hỏi nào dưới hàng tiêu đề"]

    def test_takes_the_guard_against_formulas_off(self) -> None:
        read = read_text("Câu hỏi,A,B,Đáp án\n'=1+1 bằng?,'-2,'hai',B\n")

        assert read.found[0].ask == "=1+1 bằng?"
        assert [option.text for option in read.found[0].options] == ["-2", "'hai'"]


class TestCells:
    def test_gives_numbers_as_they_are_shown(self) -> None:
        book, page = sheet(HEAD, ("Bao nhiêu?", 0.3, 0.125, 2030, 12.5, "A"))
        page["B2"].number_format = "0%"
        page["C2"].number_format = "0.0%"

        read = FORMATS["xlsx"].read("b.xlsx", saved(book))

        assert [option.text for option in read.found[0].options] == ["30%", "12,5%", "2030", "12,5"]

    def test_gives_whole_days_with_a_doubt(self) -> None:
        book, page = sheet(HEAD, ("Ngày nào?", datetime.date(2024, 12, 22), "x", "y", "z", "A"))
        page["B2"].number_format = "dd/mm/yyyy"

        read = FORMATS["xlsx"].read("b.xlsx", saved(book))

        assert read.found[0].options[0].text == "22/12/2024"
        assert "ô là ngày" in read.found[0].doubts[0]

    @pytest.mark.parametrize("form", ["d-mmm", "mmm-yy", "m/d"])
    def test_stops_at_a_fraction_that_became_a_day(self, form: str) -> None:
        book, page = sheet(HEAD, ("Bao nhiêu phần?", datetime.date(2026, 2, 1), "x", "y", "z", "A"))
        page["B2"].number_format = form

        read = FORMATS["xlsx"].read("b.xlsx", saved(book))

        assert read.found == ()
        assert read.problems[0].place == "trang “Câu hỏi”, hàng 2, cột B"
        assert "đổi thành ngày" in read.problems[0].what

    def test_stops_at_a_key_that_became_a_day(self) -> None:
        read = read_book(HEAD, ("Những ai?", "Một", "Hai", "Ba", "Bốn", datetime.date(2026, 3, 1)))

        assert read.found == ()
        assert read.problems[0].place == "trang “Câu hỏi”, hàng 2, cột F"

    def test_stops_at_a_time(self) -> None:
        read = read_book(HEAD, ("Tỉ lệ?", datetime.time(1, 2), "x", "y", "z", "B"))

        assert "ô là giờ" in read.problems[0].what

    def test_stops_at_an_error_that_a_reader_takes_for_an_empty_cell(self) -> None:
        book, page = sheet(HEAD, ("Ai?", "Một", "Hai", "Ba", None, "A"))
        page["E2"].value = "#N/A"
        page["E2"].data_type = "e"

        read = FORMATS["xlsx"].read("b.xlsx", saved(book))

        assert faults(read) == [("trang “Câu hỏi”, hàng 2, cột E", "phương án D: ô báo lỗi #N/A")]

    def test_stops_at_a_tolerance_that_became_a_day(self) -> None:
        head = ("Loại", "Câu hỏi", "Đáp án", "Sai số")

        read = read_book(head, ("Điền số", "Bao nhiêu?", 50, datetime.date(2026, 5, 1)))

        assert read.found == ()
        assert read.problems[0].place == "trang “Câu hỏi”, hàng 2, cột D"

    def test_gives_true_and_false(self) -> None:
        read = read_book(("Câu hỏi", "Đáp án"), ("Đúng không?", True), ("Sai chứ?", False))

        assert keys(read) == [("A",), ("B",)]

    def test_reads_numbers_that_are_whole_as_letters_of_places(self) -> None:
        read = read_book(HEAD, ("Ai?", "Một", "Hai", "Ba", "Bốn", 2.0))

        assert keys(read) == [("B",)]
        assert any("đã hiểu 1 là phương án A" in remark.what for remark in read.remarks)

    def test_leaves_hidden_characters_out_and_tells(self) -> None:
        read = read_book(HEAD, ("A\u200bi?", "Mộ\u00adt", "Hai", None, None, "A"))

        assert read.found[0].ask == "Ai?"
        assert any("không nhìn thấy" in remark.what for remark in read.remarks)

    def test_converts_a_sheet_in_legacy_letters(self) -> None:
        rows = (("C©u hái", "A", "B", "§¸p ¸n"), ("NghÞ quyÕt sè mÊy?", "Mét", "Hai ®ét ph¸", "B"))

        read = read_book(*rows)

        assert [option.text for option in read.found[0].options] == ["Một", "Hai đột phá"]


class TestHabits:
    def test_stops_at_numbers_in_a_column_that_counts_from_zero(self) -> None:
        read = read_text("question,a,b,c,answer\nq1,x,y,z,0\nq2,x,y,z,1\nq3,x,y,z,C\n")

        assert keys(read) == [("C",)]
        assert "đáp án “0”" in read.problems[1].what

    def test_stops_at_numbers_in_a_column_that_tells_texts(self) -> None:
        read = read_text("question,a,b,c,answer\nq1,10,20,30,20\nq2,5,6,7,2\nq3,1,2,3,2\n")

        assert keys(read) == [("B",), ("B",)]
        assert faults(read)[0][0] == "hàng 3, cột E"

    def test_stops_where_a_mark_and_the_key_differ(self) -> None:
        read = read_text("Câu hỏi,A,B,Đáp án\nAi?,*Một,Hai,B\nGì?,Đi,Ở (đúng),B\nNào?,*Đây,Kia,\n")

        assert keys(read) == [("B",), ("A",)]
        assert "không khớp nhau" in read.problems[0].what
        assert read.found[0].options[1].text == "Ở"

    def test_stops_where_two_key_columns_differ(self) -> None:
        read = read_text("Câu hỏi,A,B,Đáp án,Correct answer\nAi?,Một,Hai,B,Một\nGì?,Đi,Ở,B,Ở\n")

        assert keys(read) == [("B",)]
        assert "không khớp nhau" in read.problems[0].what

    def test_stops_at_a_table_without_keys(self) -> None:
        read = read_text("Câu hỏi,A,B\nAi?,Một,Hai\nGì?,Đi,Ở\n")

        assert faults(read) == [("hàng 1", "bảng không có cột đáp án")]

    def test_stops_at_two_columns_for_one_option(self) -> None:
        assert faults(read_text("Câu hỏi,A,A,B,Đáp án\nAi?,Một,Hai,Ba,A\n")) == [
            ("hàng 1", "hai cột cùng cho phương án A")
        ]

    def test_stops_at_options_without_a_question(self) -> None:
        read = read_text("Câu hỏi,A,B,Đáp án\n,Một,Hai,A\n")

        assert faults(read) == [("hàng 2", "hàng có phương án hoặc đáp án nhưng không có câu hỏi")]

    def test_stops_at_options_that_are_the_same(self) -> None:
        read = read_text("Câu hỏi,A,B,C,Đáp án\nAi?,Một,Hai,một,A\n")

        assert faults(read) == [("hàng 2, cột D", "phương án A và C có nội dung giống nhau")]


class TestBounds:
    @pytest.mark.parametrize("fill", [" " * 5000, "\n" * 5000, "A, " * 5000])
    def test_refuses_cells_that_no_question_has(self, fill: str) -> None:
        for row in (
            (f"x{fill}y", "Một", "Hai", None, None, "A"),
            ("Ai?", "Một", "Hai", None, None, f"x{fill}y"),
        ):
            read = read_book(HEAD, row)

            assert read.found == ()
            assert "ô" in read.problems[0].what

    def test_refuses_a_cell_at_the_end_of_the_sheet(self) -> None:
        book, page = sheet(HEAD, ("Ai?", "Một", "Hai", None, None, "A"))
        page["XFD1048576"] = "x"

        read = FORMATS["xlsx"].read("b.xlsx", saved(book))

        assert read.found == ()
        assert "quá lớn" in read.problems[0].what

    def test_refuses_large_files(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(table_files, "MAX_BYTES", 1000)

        for name in ("xlsx", "csv_table"):
            read = FORMATS[name].read("b", b"PK\x03\x04" * 400)
            assert "quá lớn" in read.problems[0].what

    def test_refuses_a_file_that_swells(self) -> None:
        raw = io.BytesIO()
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/workbook.xml", b" " * 30_000_000)

        read = FORMATS["xlsx"].read("b.xlsx", raw.getvalue())

        assert "quá lớn" in read.problems[0].what

    def test_refuses_a_table_of_texts_that_claims_more_than_it_has(self) -> None:
        raw = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(FORMATS["xlsx"].write([]).content)) as sound,
            zipfile.ZipFile(raw, "w") as packed,
        ):
            for name in sound.namelist():
                content = sound.read(name)
                packed.writestr(name, re.sub(rb'uniqueCount="[0-9]+"', b'uniqueCount="4294967295"', content))

        read = FORMATS["xlsx"].read("b.xlsx", raw.getvalue())

        assert "tệp hỏng" in read.problems[0].what

    def test_refuses_entities_in_xml(self) -> None:
        bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>'
        raw = io.BytesIO()
        with zipfile.ZipFile(raw, "w") as packed:
            packed.writestr("xl/workbook.xml", bomb)
            packed.writestr("xl/_rels/workbook.xml.rels", bomb)

        read = FORMATS["xlsx"].read("b.xlsx", raw.getvalue())

        assert "tệp hỏng" in read.problems[0].what

    def test_reads_on_where_a_cell_stands_far_away(self) -> None:
        book, page = sheet(HEAD, ("Ai?", "Một", "Hai", None, None, "A"))
        page["ZZ30"] = "x"

        read = FORMATS["xlsx"].read("b.xlsx", saved(book))

        assert keys(read) == [("A",)]
        assert any("256 cột" in remark.what for remark in read.remarks)

    def test_says_that_an_old_workbook_is_broken_whose_chains_run_in_a_circle(self) -> None:
        content = bytearray(2048)
        content[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        content[24:34] = bytes.fromhex("3e000300feff09000600")
        content[44:48] = (1).to_bytes(4, "little")

        read = FORMATS["xlsx"].read("b.xls", bytes(content))

        assert "tệp hỏng" in read.problems[0].what

    def test_says_that_a_file_has_a_password(self) -> None:
        content = b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")

        assert faults(FORMATS["xlsx"].read("b.xlsx", content)) == [("tệp", "tệp có mật khẩu")]

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PK\x05\x06" + b"\0" * 18])
    def test_says_that_a_file_is_broken(self, content: bytes) -> None:
        read = FORMATS["xlsx"].read("b.xlsx", content)

        assert read.found == ()
        assert len(read.problems) == 1


class TestOpenDocument:
    def test_reads_a_sheet_of_libreoffice(self) -> None:
        cells = [("Câu hỏi", "A", "B", "Đáp án"), ("Bao nhiêu?", "0.3", "Hai", "B")]

        read = FORMATS["xlsx"].read("b.ods", open_document(cells))

        assert keys(read) == [("B",)]
        assert read.found[0].options[0].text == "0,3"
        assert "ô là số 0,3" in read.found[0].doubts[0]

    def test_refuses_a_row_that_is_repeated_over_the_sheet(self) -> None:
        content = open_document([("Câu hỏi",)], repeated=' table:number-rows-repeated="1000001"')

        assert "quá lớn" in FORMATS["xlsx"].read("b.ods", content).problems[0].what


class TestWritten:
    def test_stays_readable_with_frozen_titles_widths_and_choices(self) -> None:
        page = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].write([]).content)).worksheets[0]

        assert page.freeze_panes == "D2"
        assert page["C1"].value == "Câu hỏi"
        assert page.column_dimensions["C"].width > 40
        assert len(page.data_validations.dataValidation) == 3


def open_document(rows: list[tuple[str, ...]], *, repeated: str = "") -> bytes:
    """Make the smallest .ods there is."""
    lines = [f"<table:table-row{repeated}>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows]
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="Một">{"".join(lines)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr("content.xml", content)
    return raw.getvalue()


def _ods_cell(text: str) -> str:
    kind = f'percentage" office:value="{text}' if text.startswith("0.") else "string"
    return f'<table:table-cell office:value-type="{kind}"><text:p>{text}</text:p></table:table-cell>'
