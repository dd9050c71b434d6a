"""Word files by Nghị định 30/2020: measured with a ruler in the XML (docs/rules/official-papers.md)."""

import io
import re
import zipfile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from quizbot.documents.formats.docx import write_docx
from quizbot.documents.official import Letterhead, Paper, Signature, Text
from tests.documents.papers_made import WARNING, paper

TWIPS_PER_MM = 1440 / 25.4


def opened(made: Paper) -> Document:
    return docx.Document(io.BytesIO(write_docx(made)))


def xml(made: Paper, part: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(write_docx(made))) as file:
        return file.read(part).decode()


def headers(made: Paper) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(write_docx(made))) as file:
        return [file.read(n).decode() for n in file.namelist() if re.match(r"word/header\d", n)]


class TestPage:
    def test_is_a4_with_the_margins_of_the_decree(self) -> None:
        first, across = opened(paper()).sections

        assert (round(first.page_width.mm), round(first.page_height.mm)) == (210, 297)
        assert (round(across.page_width.mm), round(across.page_height.mm)) == (297, 210)
        for section in (first, across):
            assert 20 <= round(section.top_margin.mm, 1) <= 25
            assert 20 <= round(section.bottom_margin.mm, 1) <= 25
            assert 30 <= round(section.left_margin.mm, 1) <= 35
            assert 15 <= round(section.right_margin.mm, 1) <= 20

    def test_is_numbered_in_the_middle_of_the_head_but_not_on_the_first(self) -> None:
        for section in opened(paper()).sections:
            assert section.different_first_page_header_footer
            assert "PAGE" not in section.first_page_header._element.xml
            assert "PAGE" in section.header._element.xml
            assert section.header.paragraphs[0].alignment == 1
            assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"

    def test_says_on_every_page_that_it_is_provisional(self) -> None:
        for section in opened(paper(warning=WARNING)).sections:
            for header in (section.first_page_header, section.header):
                assert WARNING in "\n".join(each.text for each in header.paragraphs)

    def test_says_nothing_of_the_kind_when_it_is_final(self) -> None:
        assert not any(WARNING in each for each in headers(paper()))


class TestFonts:
    def test_are_times_new_roman_for_every_script_of_every_run(self) -> None:
        document = opened(paper(warning=WARNING))
        runs = document.element.body.iter(qn("w:r"))
        found = [
            run.find(qn("w:rPr")).find(qn("w:rFonts")) for run in runs if run.find(qn("w:t")) is not None
        ]

        assert len(found) > 100
        for fonts in found:
            for script in ("ascii", "hAnsi", "cs", "eastAsia"):
                assert fonts.get(qn(f"w:{script}")) == "Times New Roman"

    @pytest.mark.parametrize(
        ("text", "least", "most", "bold", "italic"),
        [
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 13, True, False),
            ("Độc lập - Tự do - Hạnh phúc", 13, 14, True, False),
            ("UBND TỈNH LAI CHÂU", 12, 13, False, False),
            ("VĂN PHÒNG", 12, 13, True, False),
            ("Số:          /TTr-VPUBND", 13, 13, False, False),
            ("Lai Châu, ngày       tháng       năm 2026", 13, 14, False, True),
            ("TỜ TRÌNH", 13, 14, True, False),
            ("Về việc đề nghị tặng Giấy khen", 13, 14, True, False),
            ("Căn cứ Luật Thi đua, khen thưởng;", 13, 14, False, True),
            ("KT. CHÁNH VĂN PHÒNG", 13, 14, True, False),
            ("PHÓ CHÁNH VĂN PHÒNG", 13, 14, True, False),
            ("Lò Văn Đôi", 13, 14, True, False),
            ("Nơi nhận:", 12, 12, True, True),
            ("- Lưu: VT, HCQT.", 11, 11, False, False),
        ],
    )
    def test_have_the_size_and_look_of_the_decree(
        self, text: str, least: int, most: int, bold: bool, italic: bool
    ) -> None:
        document = opened(paper())
        everything = [*document.paragraphs]
        for table in document.tables:
            everything += [each for row in table.rows for cell in row.cells for each in cell.paragraphs]
        found = [run for each in everything if each.text == text for run in each.runs]

        assert found
        for run in found:
            assert least <= run.font.size.pt <= most
            assert (bool(run.bold), bool(run.italic)) == (bold, italic)


class TestLetterhead:
    def test_has_two_fixed_columns_as_wide_as_the_text(self) -> None:
        table = opened(paper()).tables[0]
        widths = [
            int(each.get(qn("w:w"))) / TWIPS_PER_MM for each in table._tbl.tblGrid.findall(qn("w:gridCol"))
        ]

        assert table._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
        assert [round(each) for each in widths] == [63, 102]
        margins = table._tbl.tblPr.find(qn("w:tblCellMar"))
        assert {each.get(qn("w:w")) for each in margins} == {"0"}

    def test_has_a_drawn_rule_as_long_as_the_motto(self) -> None:
        cell = opened(paper()).tables[0].rows[0].cells[1]
        ruled = [each for each in cell.paragraphs if each._p.find(f".//{qn('w:pBdr')}") is not None]

        assert len(ruled) == 1
        shape = ruled[0].paragraph_format
        assert abs(102 - shape.left_indent.mm - shape.right_indent.mm - 60.5) < 0.5

    def test_breaks_a_long_agency_where_there_is_room_and_rules_a_third_to_a_half_of_it(self) -> None:
        head = Letterhead(superior="", agency="Văn phòng Ủy ban nhân dân tỉnh", place="Lai Châu")
        cell = opened(paper(letterhead=head)).tables[0].rows[0].cells[0]

        assert [each.text for each in cell.paragraphs if each.text] == [
            "VĂN PHÒNG ỦY BAN",
            "NHÂN DÂN TỈNH",
        ]

    def test_breaks_a_long_body_above_as_evenly(self) -> None:
        head = Letterhead(superior="Văn phòng UBND tỉnh Mẫu", agency="Phòng Tổng hợp", place="Mẫu")
        cell = opened(paper(letterhead=head)).tables[0].rows[0].cells[0]

        assert [each.text for each in cell.paragraphs if each.text] == [
            "VĂN PHÒNG",
            "UBND TỈNH MẪU",
            "PHÒNG TỔNG HỢP",
        ]


class TestBlanks:
    def test_number_and_date_are_left_for_people(self) -> None:
        text = xml(paper())

        assert not re.search(r"Số:\s*\d", text)
        assert not re.search(r"ngày\s*\d+\s*tháng\s*\d", text)

    def test_nothing_is_drawn_no_signature_and_no_seal(self) -> None:
        text = xml(paper())

        for drawn in ("w:drawing", "w:pict", "v:imagedata", "a:blip"):
            assert drawn not in text

    @pytest.mark.parametrize(
        ("signature", "lines"),
        [
            (Signature(title="Chánh Văn phòng"), ["CHÁNH VĂN PHÒNG"]),
            (
                Signature(mode="TM", instead_of="Ủy ban nhân dân", title="Chủ tịch"),
                ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
            ),
            (
                Signature(mode="TL", instead_of="Chánh Văn phòng", title="Trưởng phòng"),
                ["TL. CHÁNH VĂN PHÒNG", "TRƯỞNG PHÒNG"],
            ),
            (
                Signature(mode="TUQ", instead_of="Chánh Văn phòng", title="Trưởng phòng"),
                ["TUQ. CHÁNH VĂN PHÒNG", "TRƯỞNG PHÒNG"],
            ),
            (Signature(mode="Q", title="Chánh Văn phòng"), ["Q. CHÁNH VĂN PHÒNG"]),
        ],
    )
    def test_every_way_to_sign_is_written_as_the_decree_has_it(
        self, signature: Signature, lines: list[str]
    ) -> None:
        foot = opened(paper(signatures=(signature,), blocks=(Text(text="Hết./."),), attachments=())).tables[
            -1
        ]

        assert [each.text for each in foot.rows[0].cells[1].paragraphs if each.text] == lines


class TestTables:
    def test_repeat_their_head_and_break_no_row(self) -> None:
        for table in opened(paper()).tables[1::2]:
            rows = [row._tr.trPr.xml for row in table.rows]
            assert "tblHeader" in rows[0]
            assert not any("tblHeader" in each for each in rows[1:])
            assert all("cantSplit" in each for each in rows)

    def test_take_the_whole_width(self) -> None:
        tables = opened(paper()).tables
        for table, width in ((tables[1], 165), (tables[3], 252)):
            total = sum(int(each.get(qn("w:w"))) for each in table._tbl.tblGrid.findall(qn("w:gridCol")))
            assert abs(total / TWIPS_PER_MM - width) < 0.5

    def test_keep_what_people_typed(self) -> None:
        assert 'Có 3 < 4 & "ngoặc", #dấu *sao* $tiền_ [ngoặc] \\ @.' in [
            each.text for each in opened(paper()).paragraphs
        ]


ORDERS = {
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
}
"""What may stand in a part, in the order that WordprocessingML prescribes (ECMA-376 part 1, 2026-11)."""


class TestOrder:
    @pytest.mark.parametrize("name", list(ORDERS))
    def test_of_what_stands_in_a_part_is_the_one_word_reads_without_repair(self, name: str) -> None:
        order = ORDERS[name].split()
        document = opened(paper(warning=WARNING))
        found = list(document.element.body.iter(qn(f"w:{name}")))
        for section in document.sections:
            for header in (section.header, section.first_page_header):
                found += header._element.iter(qn(f"w:{name}"))

        assert found
        for part in found:
            places = [order.index(each.tag.rpartition("}")[2]) for each in part]
            assert places == sorted(places)
