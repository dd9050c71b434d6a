"""Builds Word papers piece by piece, with the ways Word has to say the same thing."""

import io
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import RGBColor

Mark = Callable[[Any], None]


@dataclass(frozen=True)
class Sample:
    """One question of the truth."""

    ask: str
    options: tuple[str, ...]
    # letter of the right option
    key: str
    explain: str = ""


SAMPLES = (
    Sample(
        "Nghị quyết số 57-NQ/TW được ban hành ngày nào?",
        ("22/12/2024", "21/11/2025", "09/01/2025", "01/4/2025"), "A", "Xem ngày ký ở đầu văn bản.",
    ),
    Sample(
        "Cơ quan nào ban hành Nghị quyết số 71/NQ-CP?",
        ("Bộ Chính trị", "Quốc hội", "Chính phủ", "Ban Bí thư"), "C", "Phần nơi ban hành ghi Chính phủ.",
    ),
    Sample(
        "Đến năm 2030, kinh tế số được đặt chỉ tiêu tối thiểu bao nhiêu phần trăm GDP?",
        ("20%", "30%", "40%", "50%"), "B", "Mục II.1 của Nghị quyết.",
    ),
    Sample(
        "Kế hoạch số 618/KH-VPUBND do đơn vị nào ban hành?",
        ("Sở Nội vụ", "Tỉnh ủy", "Hội đồng nhân dân", "Văn phòng Ủy ban nhân dân tỉnh"), "D",
        "Phần cơ quan ban hành.",
    ),
)  # fmt: skip


def bold(run: Any) -> None:
    run.bold = True


def italic(run: Any) -> None:
    run.italic = True


def underlined(run: Any) -> None:
    run.underline = True


def red(run: Any) -> None:
    run.font.color.rgb = RGBColor(0xFF, 0, 0)


def blue(run: Any) -> None:
    run.font.color.rgb = RGBColor(0, 0x70, 0xC0)


def highlighted(run: Any) -> None:
    run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def shaded(run: Any) -> None:
    run._r.get_or_add_rPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="FFFF00"/>'))


def struck(run: Any) -> None:
    run.font.strike = True


def hidden(run: Any) -> None:
    run.font.hidden = True


def plain(run: Any) -> None:
    """Leave a run as it is."""


class Paper:
    """A Word document in the making."""

    def __init__(self) -> None:
        self.document = Document()

    def line(self, text: str, mark: Mark = plain, *, where: Any = None, style: str | None = None) -> Any:
        """Add a paragraph of one look."""
        return self.pieces([(text, mark)], where=where, style=style)

    def pieces(
        self, pieces: Iterable[tuple[str, Mark]], *, where: Any = None, style: str | None = None
    ) -> Any:
        """Add a paragraph of several looks."""
        paragraph = (where or self.document).add_paragraph(style=style)
        for text, mark in pieces:
            mark(paragraph.add_run(text))
        return paragraph

    def table(self, rows: Sequence[Sequence[str]]) -> Any:
        """Add a table of plain texts."""
        table = self.document.add_table(rows=len(rows), cols=max(len(row) for row in rows))
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                table.cell(y, x).text = text
        return table

    def list_of(self, *patterns: tuple[str, str]) -> int:
        """Define a list by (number format, text) of each level, such as ("decimal", "Câu %1:"); gives its number."""
        root = self.document.part.numbering_part.element
        name = str(100 + len(root.findall(qn("w:abstractNum"))))
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for level, (shape, text) in enumerate(patterns)
        )
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )
        root.insert(0, abstract)
        return self.over(int(name), start=False)

    def over(self, abstract: int, *, start: bool) -> int:
        """Begin another list over a definition, from its start if told so."""
        root = self.document.part.numbering_part.element
        number = max([int(each.get(qn("w:numId"))) for each in root.findall(qn("w:num"))], default=0) + 1
        anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if start else ""
        root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{anew}</w:num>'
            )
        )
        return number

    def listed(self, paragraph: Any, number: int, level: int = 0) -> Any:
        """Put a paragraph into a list."""
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
            )
        )
        return paragraph

    def box(self, texts: Sequence[tuple[str, bool]]) -> None:
        """Add a text box of (text, bold) lines, as new Word writes it: with a copy for old ones."""
        inside = "".join(
            f"<w:p><w:r>{'<w:rPr><w:b/></w:rPr>' if strong else ''}"
            f'<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
            for text, strong in texts
        )
        names = (
            'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
            'xmlns:v="urn:schemas-microsoft-com:vml"'
        )
        content = f"<w:txbxContent>{inside}</w:txbxContent>"
        run = parse_xml(
            f'<w:r {names}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{content}'
            f"</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict>"
            "</mc:Fallback></mc:AlternateContent></w:r>"
        )
        self.document.add_paragraph()._p.append(run)

    def done(self) -> bytes:
        """Give the file."""
        raw = io.BytesIO()
        self.document.save(raw)
        return raw.getvalue()


def opened(content: bytes) -> Any:
    """Open a paper again, to change it."""
    return Document(io.BytesIO(content))


def saved(document: Any) -> bytes:
    """Give the bytes of a changed paper."""
    raw = io.BytesIO()
    document.save(raw)
    return raw.getvalue()


def every_run(document: Any) -> list[Any]:
    """Give all runs of the body, those in tables and boxes too."""
    return list(document.element.body.iter(qn("w:r")))


def split_runs(content: bytes, *, size: int = 2) -> bytes:
    """Cut every run into runs of a few letters, as Word does after spell checks and mending."""
    document = opened(content)
    for run in every_run(document):
        texts = run.findall(qn("w:t"))
        other = [child for child in run if child.tag not in (qn("w:t"), qn("w:rPr"))]
        if other or len(texts) != 1 or len(texts[0].text or "") <= size:
            continue
        whole, properties = texts[0].text, run.find(qn("w:rPr"))
        for start in range(0, len(whole), size):
            piece = OxmlElement("w:r")
            if properties is not None:
                piece.append(parse_xml(_xml(properties)))
            text = OxmlElement("w:t")
            text.set(qn("xml:space"), "preserve")
            text.text = whole[start : start + size]
            piece.append(text)
            run.addprevious(piece)
        run.getparent().remove(run)
    return saved(document)


def decomposed(content: bytes) -> bytes:
    """Write every letter as base and marks (NFD), as some phones and Macs do."""
    document = opened(content)
    for text in document.element.body.iter(qn("w:t")):
        text.text = unicodedata.normalize("NFD", text.text or "")
    return saved(document)


def wrapped_in_controls(content: bytes) -> bytes:
    """Put every paragraph of the body into a content control."""
    document = opened(content)
    for paragraph in list(document.element.body.findall(qn("w:p"))):
        control, inside = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        paragraph.addprevious(control)
        control.append(inside)
        inside.append(paragraph)
    return saved(document)


def tracked(content: bytes) -> bytes:
    """Wrap every run as inserted by change tracking, with a deleted "Đáp án: " beside it."""
    document = opened(content)
    for run in list(document.element.body.iter(qn("w:r"))):
        if run.getparent().tag != qn("w:p"):
            continue
        added, gone = OxmlElement("w:ins"), OxmlElement("w:del")
        run.addprevious(added)
        added.append(run)
        gone.append(parse_xml(f"<w:r {nsdecls('w')}><w:delText>bỏ đi</w:delText></w:r>"))
        added.addnext(gone)
    return saved(document)


def hard_blanks(content: bytes) -> bytes:
    """Turn blanks into hard ones, and strew zero-width marks about."""
    document = opened(content)
    for text in document.element.body.iter(qn("w:t")):
        text.text = (text.text or "").replace(" ", "\u00a0\u200b")
        text.set(qn("xml:space"), "preserve")
    return saved(document)


def _xml(element: Any) -> str:
    from lxml import etree

    return str(etree.tostring(element, encoding="unicode"))
