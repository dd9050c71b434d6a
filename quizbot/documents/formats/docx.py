"""Word files by Nghị định 30/2020/NĐ-CP: see `quizbot/documents/layout.py` for every measure."""

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.shared import Mm, Pt

from quizbot.documents import layout
from quizbot.documents.formats import docx_parts as parts
from quizbot.documents.metrics import balanced, width_mm
from quizbot.documents.official import Attachment, Blank, Block, Grid, Heading, Paper, Signature, Text

_ALIGN = {"left": parts.LEFT, "centre": parts.CENTRE, "right": parts.RIGHT}
_DOTS = "…" * 48


def write_docx(paper: Paper) -> bytes:
    """Write an official paper as a Word file."""
    document = Document()
    document._body.clear_content()
    parts.base_style(document)
    document.core_properties.title = f"{paper.kind} {paper.subject}"
    document.core_properties.author = paper.letterhead.agency
    first = document.sections[0]
    parts.page_setup(first, landscape=False)
    parts.page_numbers(first, warning=paper.warning)
    write_letterhead(document, paper)
    write_title(document, paper)
    write_blocks(document, paper.blocks)
    write_foot(document, paper)
    for each in paper.attachments:
        write_attachment(document, paper, each)
    memory = io.BytesIO()
    document.save(memory)
    return memory.getvalue()


def write_fragment(blocks: Sequence[Block], *, title: str, warning: str = "") -> bytes:
    """Write blocks alone, without head and foot, to be pasted into another paper."""
    document = Document()
    document._body.clear_content()
    parts.base_style(document)
    document.core_properties.title = title
    parts.page_setup(document.sections[0], landscape=False)
    parts.page_numbers(document.sections[0], warning=warning)
    write_blocks(document, blocks)
    memory = io.BytesIO()
    document.save(memory)
    return memory.getvalue()


def write_letterhead(document: Any, paper: Paper) -> None:
    """Write agency and nation side by side, the number and the date under them."""
    widths = (layout.AGENCY_WIDTH, layout.NATION_WIDTH)
    table = parts.fixed_table(document, widths, rows=2, borders=False)
    agency, nation = (
        parts.set_cell(cell, each) for cell, each in zip(table.rows[0].cells, widths, strict=True)
    )
    head = paper.letterhead
    if head.superior:
        above = head.superior.upper()
        for each in balanced(above, room_mm=layout.AGENCY_WIDTH, size=layout.AGENCY_SIZE, bold=False):
            parts.line(agency, each, size=layout.AGENCY_SIZE)
    lines = balanced(head.agency.upper(), room_mm=layout.AGENCY_WIDTH, size=layout.AGENCY_SIZE, bold=True)
    for each in lines:
        parts.line(agency, each, size=layout.AGENCY_SIZE, bold=True)
    widest = max(width_mm(each, size=layout.AGENCY_SIZE, bold=True) for each in lines)
    parts.rule(agency, room_mm=layout.AGENCY_WIDTH, length_mm=widest * layout.RULE_SHARE)
    parts.line(nation, layout.NATION, size=layout.NATION_SIZE, bold=True)
    parts.line(nation, layout.MOTTO, size=layout.MOTTO_SIZE, bold=True)
    motto = width_mm(layout.MOTTO, size=layout.MOTTO_SIZE, bold=True)
    parts.rule(nation, room_mm=layout.NATION_WIDTH, length_mm=motto)
    number, date = (
        parts.set_cell(cell, each) for cell, each in zip(table.rows[1].cells, widths, strict=True)
    )
    for cell, text, size in (
        (number, paper.number_line, layout.NUMBER_SIZE),
        (date, paper.date_line, layout.DATE_SIZE),
    ):
        written = parts.line(cell, text, size=size, italic=cell is date)
        written.paragraph_format.space_before = Pt(layout.PARAGRAPH_GAP)


def write_title(document: Any, paper: Paper) -> None:
    """Write kind and subject with the rule under them, then who is addressed and the grounds."""
    kind = parts.line(document, paper.kind, size=layout.TITLE_SIZE, bold=True)
    kind.paragraph_format.space_before = Pt(18)
    shown = balanced(paper.subject, room_mm=layout.TITLE_WIDTH, size=layout.TITLE_SIZE, bold=True)
    parts.lines_of_one(parts.line(document, "", size=layout.TITLE_SIZE), shown, size=layout.TITLE_SIZE)
    widest = max(width_mm(each, size=layout.TITLE_SIZE, bold=True) for each in shown)
    parts.rule(document, room_mm=layout.text_width(), length_mm=min(widest * layout.RULE_SHARE, 80))
    gap = parts.line(document, "", size=layout.BODY_SIZE)
    gap.paragraph_format.line_spacing = Pt(6)
    if len(paper.addressed) == 1:
        _spaced(parts.line(document, f"Kính gửi: {paper.addressed[0]}", size=layout.BODY_SIZE))
    elif paper.addressed:
        _spaced(parts.line(document, "Kính gửi:", size=layout.BODY_SIZE))
        for number, each in enumerate(paper.addressed, start=1):
            end = "." if number == len(paper.addressed) else ";"
            line = parts.line(document, f"- {each}{end}", size=layout.BODY_SIZE, align=parts.LEFT)
            line.paragraph_format.left_indent = Mm(50)
    if paper.issuer:
        _spaced(parts.line(document, paper.issuer.upper(), size=layout.BODY_SIZE, bold=True))
    for each in paper.grounds:
        _body(parts.line(document, each, size=layout.BODY_SIZE, align=parts.JUSTIFY, italic=True))
    if paper.resolution:
        _spaced(parts.line(document, paper.resolution, size=layout.BODY_SIZE, bold=True))


def write_blocks(document: Any, blocks: Sequence[Block], *, landscape: bool = False) -> None:
    """Write the body, block after block."""
    for block in blocks:
        if isinstance(block, Text):
            _text(document, block)
        elif isinstance(block, Heading):
            text = block.text.upper() if block.level == 1 else block.text
            heading = parts.line(document, text, size=layout.BODY_SIZE, align=parts.JUSTIFY, bold=True)
            heading.paragraph_format.keep_with_next = True
            _body(heading)
        elif isinstance(block, Grid):
            _grid(document, block, room_mm=layout.text_width(landscape=landscape))
        else:
            _blank(document, block)


def write_foot(document: Any, paper: Paper) -> None:
    """Write recipients and who signs; two who sign stand side by side, as under minutes."""
    if len(paper.signatures) == 2:
        _stay_with_signature(document)
        _signatures(document, paper.signatures, room_mm=layout.text_width())
        if paper.recipients:
            parts.line(document, "", size=6)
            _recipients(document, paper.recipients)
        return
    widths = (layout.RECIPIENTS_WIDTH, layout.SIGNER_WIDTH)
    _stay_with_signature(document)
    _gap(document)
    table = parts.fixed_table(document, widths, rows=1, borders=False)
    parts.keep_row(table.rows[0])
    left, right = (parts.set_cell(cell, each) for cell, each in zip(table.rows[0].cells, widths, strict=True))
    if paper.recipients:
        _recipients(left, paper.recipients)
    else:
        parts.line(left, "", size=layout.RECIPIENTS_SIZE)
    _signature(right, paper.signatures[0])


def write_attachment(document: Any, paper: Paper, attachment: Attachment) -> None:
    """Write an attachment in a section of its own."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _shrink_section_break(document)
    parts.page_setup(section, landscape=attachment.landscape)
    parts.page_numbers(section, warning=paper.warning)
    if attachment.label:
        parts.line(document, attachment.label, size=layout.TITLE_SIZE, bold=True)
    parts.line(document, attachment.title.upper(), size=layout.TITLE_SIZE, bold=True)
    if attachment.subtitle:
        parts.line(document, attachment.subtitle, size=layout.TITLE_SIZE, bold=True)
    parts.line(document, paper.attached_to(), size=layout.BODY_SIZE, italic=True)
    gap = parts.line(document, "", size=layout.BODY_SIZE)
    gap.paragraph_format.line_spacing = Pt(8)
    write_blocks(document, attachment.blocks, landscape=attachment.landscape)
    if attachment.signatures:
        _signatures(
            document, attachment.signatures, room_mm=layout.text_width(landscape=attachment.landscape)
        )


def _text(document: Any, block: Text) -> None:
    align = parts.CENTRE if block.centred else parts.JUSTIFY
    paragraph = parts.line(document, "", size=layout.BODY_SIZE, align=align)
    if block.lead:
        parts.write(paragraph, f"{block.lead} ", size=layout.BODY_SIZE, bold=True)
    parts.write(paragraph, block.text, size=layout.BODY_SIZE, bold=block.bold, italic=block.italic)
    if block.centred:
        _spaced(paragraph)
    else:
        _body(paragraph)


def _blank(document: Any, block: Blank) -> None:
    for number in range(block.lines):
        text = f"{block.label} {_DOTS}" if number == 0 and block.label else _DOTS
        room = layout.text_width() - layout.FIRST_LINE_MM
        while width_mm(text, size=layout.BODY_SIZE) > room and text.endswith("…"):
            text = text[:-1]
        _body(parts.line(document, text, size=layout.BODY_SIZE, align=parts.LEFT))


def _grid(document: Any, grid: Grid, *, room_mm: float) -> None:
    wanted = sum(column.width_mm for column in grid.columns)
    widths = [column.width_mm * room_mm / wanted for column in grid.columns]
    rows = (
        tuple(column.title for column in grid.columns),
        *grid.rows,
        *((grid.total,) if grid.total else ()),
    )
    table = parts.fixed_table(document, widths, rows=len(rows), borders=True)
    for number, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        head = number == 0
        parts.keep_row(row, head=head)
        bold = head or (bool(grid.total) and number == len(rows) - 1)
        for cell, width, column, text in zip(row.cells, widths, grid.columns, texts, strict=True):
            align = parts.CENTRE if head else _ALIGN[column.align]
            filled = parts.set_cell(cell, width)
            line = parts.line(filled, text, size=layout.TABLE_SIZE, align=align, bold=bold)
            line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(1.5)
            if head:
                cell.vertical_alignment = 1
    _gap(document)


def _signatures(document: Any, signatures: Sequence[Signature], *, room_mm: float) -> None:
    widths = tuple(room_mm / len(signatures) for _ in signatures)
    _gap(document)
    table = parts.fixed_table(document, widths, rows=1, borders=False)
    parts.keep_row(table.rows[0])
    for cell, width, each in zip(table.rows[0].cells, widths, signatures, strict=True):
        _signature(parts.set_cell(cell, width), each)


def _signature(cell: Any, signature: Signature) -> None:
    for text in signature.lines:
        parts.line(cell, text, size=layout.BODY_SIZE, bold=True)
    room = parts.line(cell, "", size=layout.BODY_SIZE)
    room.paragraph_format.space_before = Mm(layout.SIGNATURE_HEIGHT)
    parts.line(cell, signature.name, size=layout.BODY_SIZE, bold=True)


def _recipients(where: Any, recipients: Sequence[str]) -> None:
    parts.line(
        where,
        "Nơi nhận:",
        size=layout.RECIPIENTS_HEAD_SIZE,
        align=parts.LEFT,
        bold=True,
        italic=True,
    )
    for number, each in enumerate(recipients, start=1):
        end = "." if number == len(recipients) else ";"
        parts.line(where, f"- {each}{end}", size=layout.RECIPIENTS_SIZE, align=parts.LEFT)


def _shrink_section_break(document: Any) -> None:
    """Make the paragraph that carries a section break next to nothing high, lest it alone fill a page."""
    carrier = document.paragraphs[-1].paragraph_format
    carrier.space_before = carrier.space_after = Pt(0)
    carrier.line_spacing = Pt(1)


def _stay_with_signature(document: Any) -> None:
    """Keep the last paragraph of the text on the page of the signature: nobody signs an empty page."""
    written = [each for each in document.element.body if not each.tag.endswith("}sectPr")]
    if written and written[-1].tag.endswith("}p"):
        document.paragraphs[-1].paragraph_format.keep_with_next = True


def _gap(document: Any) -> None:
    gap = parts.line(document, "", size=layout.BODY_SIZE)
    gap.paragraph_format.line_spacing = Pt(layout.PARAGRAPH_GAP)
    gap.paragraph_format.keep_with_next = True


def _spaced(paragraph: Any) -> None:
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(
        layout.PARAGRAPH_GAP
    )


def _body(paragraph: Any) -> None:
    paragraph.paragraph_format.first_line_indent = Mm(layout.FIRST_LINE_MM)
    paragraph.paragraph_format.space_before = Pt(layout.PARAGRAPH_GAP)
