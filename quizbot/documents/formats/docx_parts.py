"""What python-docx leaves to the XML: fonts for every script, fixed tables, drawn rules, page numbers."""

from collections.abc import Sequence
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from quizbot.documents import layout

LEFT, CENTRE, RIGHT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
_TWIPS_PER_MM = 1440 / 25.4


def element(name: str, **attributes: object) -> Any:
    """Make an element of WordprocessingML."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def name_fonts(properties: Any) -> None:
    """Name Times New Roman for all four kinds of script; the reader's machine has it."""
    found = properties.find(qn("w:rFonts"))
    if found is None:
        found = element("rFonts")
        properties.insert(0, found)
    for key in list(found.attrib):
        del found.attrib[key]
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        found.set(qn(f"w:{kind}"), layout.FONT)


def base_style(document: Any) -> None:
    """Make the style that everything has unless it says otherwise: black, single spacing, no gaps."""
    style = document.styles["Normal"]
    style.font.size = Pt(layout.BODY_SIZE)
    style.font.color.rgb = RGBColor(0, 0, 0)
    name_fonts(style.element.get_or_add_rPr())
    style.element.get_or_add_rPr().append(element("lang", val="vi-VN", eastAsia="vi-VN"))
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0


def page_setup(section: Any, *, landscape: bool) -> None:
    """Set paper and margins."""
    long, short = Mm(layout.PAGE_HEIGHT), Mm(layout.PAGE_WIDTH)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.top_margin, section.bottom_margin = Mm(layout.TOP), Mm(layout.BOTTOM)
    section.left_margin, section.right_margin = Mm(layout.LEFT), Mm(layout.RIGHT)
    section.header_distance = section.footer_distance = Mm(layout.HEADER)


def page_numbers(section: Any, *, warning: str) -> None:
    """Number the pages from 1, centred above the text, not on the first; the warning is on every page."""
    section.different_first_page_header_footer = True
    properties = section._sectPr
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    # Word minds the order of what stands in a section: the numbers come after the margins
    properties.find(qn("w:pgMar")).addnext(element("pgNumType", start=1))
    for header in (section.first_page_header, section.header):
        header.is_linked_to_previous = False
    first, later = section.first_page_header.paragraphs[0], section.header.paragraphs[0]
    later.alignment = CENTRE
    number = write(later, "", size=layout.PAGE_NUMBER_SIZE)
    for kind, text in (("begin", ""), ("", " PAGE "), ("separate", ""), ("end", "")):
        if kind:
            number._r.append(element("fldChar", fldCharType=kind))
        else:
            instruction = element("instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = text
            number._r.append(instruction)
    if warning:
        below = section.header.add_paragraph()
        for paragraph in (first, below):
            paragraph.alignment = CENTRE
            write(paragraph, warning, size=layout.WARNING_SIZE, bold=True)
            # the text begins a little below it
            paragraph.paragraph_format.space_after = Pt(4)


def write(paragraph: Any, text: str, *, size: float, bold: bool = False, italic: bool = False) -> Any:
    """Add a run of text."""
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.bold, run.italic = bold, italic
    name_fonts(run._r.get_or_add_rPr())
    return run


def line(
    where: Any, text: str, *, size: float, align: Any = CENTRE, bold: bool = False, italic: bool = False
) -> Any:
    """Add a paragraph of one run to a document, a cell or a header; the first one of a cell is there already."""
    paragraph = where.add_paragraph()
    paragraph.alignment = align
    if text:
        write(paragraph, text, size=size, bold=bold, italic=italic)
    return paragraph


def lines_of_one(paragraph: Any, lines: Sequence[str], *, size: float) -> None:
    """Write bold lines into one paragraph, broken where we say."""
    run = write(paragraph, lines[0], size=size, bold=True)
    for each in lines[1:]:
        run.add_break()
        run.add_text(each)


def first_line(cell: Any) -> Any:
    """Take away the empty paragraph a new cell has, and give the cell."""
    only = cell.paragraphs[0]
    if len(cell.paragraphs) == 1 and not only.text:
        only._p.getparent().remove(only._p)
    return cell


def rule(where: Any, *, room_mm: float, length_mm: float) -> Any:
    """Draw a solid rule, centred: the lower border of a paragraph two points high."""
    paragraph = where.add_paragraph()
    indent = Mm(max(0.0, (room_mm - length_mm) / 2))
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = indent
    shape.line_spacing = Pt(2)
    write(paragraph, "", size=1)
    borders = element("pBdr")
    borders.append(element("bottom", val="single", sz=6, space=1, color="000000"))
    properties = paragraph._p.get_or_add_pPr()
    spacing = properties.find(qn("w:spacing"))
    spacing.addprevious(borders)
    return paragraph


def fixed_table(where: Any, widths_mm: Sequence[float], *, rows: int, borders: bool) -> Any:
    """Add a table whose columns are exactly so wide, in its grid and in its cells.

    Args:
        where: a document.
        widths_mm: of the columns.
        rows: how many.
        borders: single black lines round every cell, and room beside the text.
    """
    table = where.add_table(rows=rows, cols=len(widths_mm))
    table.autofit = False
    properties = table._tbl.tblPr
    for old in ("tblStyle", "tblW", "tblCellMar", "tblBorders"):
        for found in properties.findall(qn(f"w:{old}")):
            properties.remove(found)
    properties.insert(0, element("tblW", w=_twips(sum(widths_mm)), type="dxa"))
    layout_mark = properties.find(qn("w:tblLayout"))
    if borders:
        drawn = element("tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            drawn.append(element(side, val="single", sz=4, space=0, color="000000"))
        layout_mark.addprevious(drawn)
    margins = element("tblCellMar")
    room = _twips(1.2) if borders else 0
    for side in ("left", "right"):
        margins.append(element(side, w=room, type="dxa"))
    layout_mark.addnext(margins)
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths_mm, strict=True):
        column.set(qn("w:w"), str(_twips(width)))
    return table


def set_cell(cell: Any, width_mm: float) -> Any:
    """Give a cell its width and take its empty paragraph away."""
    properties = cell._tc.get_or_add_tcPr()
    for old in properties.findall(qn("w:tcW")):
        properties.remove(old)
    properties.insert(0, element("tcW", w=_twips(width_mm), type="dxa"))
    return first_line(cell)


def keep_row(row: Any, *, head: bool = False, least_mm: float = 0) -> None:
    """Keep a row on one page; repeat it on every page when it is the head."""
    properties = row._tr.get_or_add_trPr()
    properties.append(element("cantSplit"))
    if least_mm:
        row.height, row.height_rule = Mm(least_mm), WD_ROW_HEIGHT_RULE.AT_LEAST
    if head:
        properties.append(element("tblHeader"))


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS_PER_MM)
