"""PDF of an official paper: the same value as the Word file, embedded fonts with every Vietnamese glyph."""

from typing import Any

from quizbot.documents import layout
from quizbot.documents.formats.typesetting import typeset
from quizbot.documents.metrics import FAMILY, balanced, width_mm
from quizbot.documents.official import Attachment, Blank, Block, Grid, Heading, Paper, Signature

_LAYOUT = {
    "family": FAMILY,
    "top": layout.TOP,
    "bottom": layout.BOTTOM,
    "left": layout.LEFT,
    "right": layout.RIGHT,
    "nation": layout.NATION,
    "motto": layout.MOTTO,
    "motto_rule": width_mm(layout.MOTTO, size=layout.MOTTO_SIZE, bold=True),
    "agency_width": layout.AGENCY_WIDTH,
    "nation_width": layout.NATION_WIDTH,
    "recipients_width": layout.RECIPIENTS_WIDTH,
    "signer_width": layout.SIGNER_WIDTH,
    "signature": layout.SIGNATURE_HEIGHT,
    "first_line": layout.FIRST_LINE_MM,
    "gap": layout.PARAGRAPH_GAP,
    "agency": layout.AGENCY_SIZE,
    "nation_size": layout.NATION_SIZE,
    "motto_size": layout.MOTTO_SIZE,
    "number": layout.NUMBER_SIZE,
    "date": layout.DATE_SIZE,
    "title": layout.TITLE_SIZE,
    "body": layout.BODY_SIZE,
    "table": layout.TABLE_SIZE,
    "warning": layout.WARNING_SIZE,
    "page_number": layout.PAGE_NUMBER_SIZE,
    "recipients_head": layout.RECIPIENTS_HEAD_SIZE,
    "recipients": layout.RECIPIENTS_SIZE,
}
_ALIGN = {"left": "left", "centre": "center", "right": "right"}


def write_pdf(paper: Paper) -> bytes:
    """Write an official paper as PDF."""
    return typeset("official.typ", paper=_paper(paper), layout=_LAYOUT)


def _paper(paper: Paper) -> dict[str, Any]:
    head = paper.letterhead
    agency = balanced(head.agency.upper(), room_mm=layout.AGENCY_WIDTH, size=layout.AGENCY_SIZE, bold=True)
    above = balanced(head.superior.upper(), room_mm=layout.AGENCY_WIDTH, size=layout.AGENCY_SIZE, bold=False)
    subject = balanced(paper.subject, room_mm=layout.TITLE_WIDTH, size=layout.TITLE_SIZE, bold=True)
    return {
        "kind": paper.kind,
        "subject": paper.subject,
        "subject_lines": list(subject),
        "agency": head.agency,
        "superior": list(above) if head.superior else [],
        "agency_lines": list(agency),
        "agency_rule": layout.RULE_SHARE * _widest(agency, layout.AGENCY_SIZE),
        "subject_rule": min(80.0, layout.RULE_SHARE * _widest(subject, layout.TITLE_SIZE)),
        "number": paper.number_line,
        "date": paper.date_line,
        "addressed": _dashed(paper.addressed) if len(paper.addressed) > 1 else list(paper.addressed),
        "issuer": paper.issuer.upper(),
        "grounds": list(paper.grounds),
        "resolution": paper.resolution,
        "blocks": [_block(each) for each in paper.blocks],
        "signatures": [_signature(each) for each in paper.signatures],
        "recipients": _dashed(paper.recipients),
        "attachments": [_attachment(each) for each in paper.attachments],
        "attached_to": paper.attached_to(),
        "warning": paper.warning,
    }


def _widest(lines: tuple[str, ...], size: float) -> float:
    return max((width_mm(each, size=size, bold=True) for each in lines), default=0.0)


def _dashed(lines: tuple[str, ...]) -> list[str]:
    return [f"- {each}{'.' if number == len(lines) else ';'}" for number, each in enumerate(lines, start=1)]


def _attachment(each: Attachment) -> dict[str, Any]:
    return {
        "label": each.label,
        "title": each.title.upper(),
        "subtitle": each.subtitle,
        "blocks": [_block(one) for one in each.blocks],
        "landscape": each.landscape,
        "signatures": [_signature(one) for one in each.signatures],
    }


def _signature(each: Signature) -> dict[str, Any]:
    return {"lines": list(each.lines), "name": each.name}


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"type": "heading", "text": block.text.upper() if block.level == 1 else block.text}
    if isinstance(block, Blank):
        return {"type": "blank", "label": block.label, "lines": block.lines}
    if isinstance(block, Grid):
        return {
            "type": "grid",
            "widths": [column.width_mm for column in block.columns],
            "aligns": [_ALIGN[column.align] for column in block.columns],
            "titles": [column.title for column in block.columns],
            "rows": [list(row) for row in block.rows],
            "total": list(block.total),
        }
    return {
        "type": "text",
        "text": block.text,
        "lead": block.lead,
        "bold": block.bold,
        "italic": block.italic,
        "centred": block.centred,
    }
