"""A Word document as lines: paragraphs, tables and text boxes in the order people read them."""

from collections.abc import Iterator
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from quizbot.bank.exchange.paper import letters as lettering
from quizbot.bank.exchange.paper.letters import Letter
from quizbot.bank.exchange.paper.lines import Line
from quizbot.bank.exchange.values import Gathering
from quizbot.bank.exchange.word.numbering import Numbering
from quizbot.bank.exchange.word.runs import Paragraph, Runs
from quizbot.bank.exchange.word.styles import Styles, shade_of
from quizbot.bank.exchange.word.tables import lines_of
from quizbot.core import legacy_letters

Element = Any
_TRANSPARENT = {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins"), qn("w:moveTo")}
_NAMES = {"TCVN3": "TCVN3 (ABC)", "VNI": "VNI"}


def word_lines(document: Document, gathering: Gathering) -> list[Line]:
    """Give all lines of the body; what was changed or left out is remarked."""
    return list(_Body(document, gathering).blocks(document.element.body, ""))


class _Body:
    def __init__(self, document: Document, gathering: Gathering) -> None:
        styles = _part(document, "styles")
        self._styles = Styles(OxmlElement("w:styles") if styles is None else styles)
        self._runs = Runs(self._styles)
        self._numbering = Numbering(_part(document, "numbering"))
        self._gathering = gathering
        self._paragraphs = 0
        self._tables = 0

    def blocks(self, element: Element, within: str, shade: str = "") -> Iterator[Line]:
        """Give the lines of everything below an element; `within` names the table cell or box it is."""
        for child in element:
            if child.tag == qn("w:p"):
                if not within:
                    self._paragraphs += 1
                yield from self._paragraph(child, within or f"đoạn {self._paragraphs}", shade)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child, within)
            elif child.tag in _TRANSPARENT:
                yield from self.blocks(child, within, shade)

    def _paragraph(self, element: Element, place: str, shade: str) -> Iterator[Line]:
        read = self._runs.read(element, shade=shade)
        for what in read.remarks:
            self._gathering.remark(place, what)
        letters = self._unicode(read, place)
        label, level = self._numbering.label(self._list_of(element))
        line = lettering.line_of(letters, place)
        if label and (line.text.strip() or label != "-"):
            looks = self._runs.label_looks(element, level)
            line = lettering.line_of(lettering.letters_of(label, looks), place).then(
                Line(text=" ", place=place).then(line)
            )
        if line.text.strip():
            yield line
        for box in read.boxes:
            yield from self.blocks(box, f"{place} (khung chữ)")

    def _unicode(self, read: Paragraph, place: str) -> list[Letter]:
        letters = read.letters
        for encoding in sorted(read.encodings):
            self._gathering.remark(place, f"đã chuyển từ {_NAMES[encoding]} sang Unicode")
        plain = "".join(letter for letter, _ in letters)
        if not read.encodings and (found := legacy_letters.legacy(plain)):
            self._gathering.remark(place, f"đã chuyển từ {_NAMES[found]} sang Unicode")
            return lettering.converted(letters, found)
        if any("\u0300" <= letter <= "\u036f" for letter in plain):
            self._gathering.remark(place, "đã ghép dấu tổ hợp (NFD) thành chữ Unicode dựng sẵn")
        return letters

    def _list_of(self, element: Element) -> Element | None:
        properties = element.find(qn("w:pPr"))
        own = None if properties is None else properties.find(qn("w:numPr"))
        if own is not None and own.find(qn("w:numId")) is not None:
            return own
        return self._styles.numbering(properties)

    def _table(self, element: Element, within: str) -> Iterator[Line]:
        self._tables += 1
        number = self._tables
        rows: list[list[list[Line]]] = []
        for y, row in enumerate(_within(element, "w:tr"), start=1):
            cells: list[list[Line]] = []
            for x, cell in enumerate(_within(row, "w:tc"), start=1):
                properties = cell.find(qn("w:tcPr"))
                shade = "" if properties is None else shade_of(properties.find(qn("w:shd")))
                place = f"{within + ', ' if within else ''}bảng {number}, hàng {y}, cột {x}"
                cells.append(list(self.blocks(cell, place, shade)))
            rows.append(cells)
        yield from lines_of(rows)


def _within(element: Element, name: str) -> Iterator[Element]:
    """Give the rows of a table or the cells of a row, content controls and the like looked through."""
    for child in element:
        if child.tag == qn(name):
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _within(child, name)


def _part(document: Document, name: str) -> Element | None:
    """Give the root of a part such as "numbering" or "styles"; None when the file has none of that kind."""
    for relation in document.part.rels.values():
        if (relation.reltype or "").endswith(f"/{name}") and not relation.is_external:
            return getattr(relation.target_part, "element", None)
    return None
