"""One Word paragraph: its letters with their looks, and the text boxes that hang on it."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from quizbot.bank.exchange.paper import letters as lettering
from quizbot.bank.exchange.paper.letters import Letter
from quizbot.bank.exchange.word.styles import Face, Styles, face_of, shade_of

Element = Any
_WITHIN = {
    qn(f"w:{name}")
    for name in ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "bdo", "dir")
}  # fmt: skip
_GONE = {qn("w:del"), qn("w:moveFrom")}
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BOX = qn("w:txbxContent")
# signs of the fonts Wingdings and Symbol that mark a choice
_SIGNS = {
    "F0FC": "✓",
    "F0FE": "☑",
    "F0FD": "☒",
    "F078": "☒",
    "F052": "☑",
    "F0A8": "☐",
    "F06F": "☐",
    "F0A3": "☐",
}


@dataclass
class Paragraph:
    """What was read of one paragraph."""

    letters: list[Letter] = field(default_factory=list)
    # contents of text boxes, as elements
    boxes: list[Element] = field(default_factory=list)
    # legacy encodings that were converted
    encodings: set[str] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)

    def note(self, what: str) -> None:
        """Note something for people, once."""
        if what not in self.remarks:
            self.remarks.append(what)


class Runs:
    """Reads paragraphs of one document."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles

    def read(self, element: Element, *, shade: str = "") -> Paragraph:
        """Read a paragraph; `shade` is the background it stands on (a table cell's)."""
        paragraph = Paragraph()
        properties = element.find(qn("w:pPr"))
        face = self._styles.paragraph(properties).over(Face(shade=shade or None))
        own = None if properties is None else properties.find(qn("w:shd"))
        if own is not None:
            face = Face(shade=shade_of(own)).over(face)
        pieces: list[tuple[str, list[Letter]]] = []
        self._within(element, face, paragraph, pieces)
        for encoding, letters in _joined(pieces):
            paragraph.letters += (
                lettering.converted(lettering.composed(letters), encoding) if encoding else letters
            )
        return paragraph

    def label_looks(self, element: Element, level: Element | None) -> frozenset[str]:
        """Give the looks of the label that Word puts before a paragraph: its mark's, under the list level's."""
        properties = element.find(qn("w:pPr"))
        mark = None if properties is None else properties.find(qn("w:rPr"))
        return face_of(level).over(self._styles.run(mark, self._styles.paragraph(properties))).looks()

    def _within(
        self, element: Element, face: Face, paragraph: Paragraph, pieces: list[tuple[str, list[Letter]]]
    ) -> None:
        for child in element:
            if child.tag == qn("w:r"):
                self._run(child, face, paragraph, pieces)
            elif child.tag in _WITHIN:
                self._within(child, face, paragraph, pieces)
            elif child.tag in _GONE:
                paragraph.note("chữ đã xóa (theo dõi sửa đổi) được bỏ qua")
            elif str(child.tag).startswith(_MATH):
                written = "".join(each.text or "" for each in child.iter(f"{_MATH}t"))
                pieces.append(("", lettering.letters_of(written, face.looks())))
                paragraph.note("công thức được đọc thành chữ thường; xem lại")

    def _run(
        self, run: Element, paragraph_face: Face, paragraph: Paragraph, pieces: list[tuple[str, list[Letter]]]
    ) -> None:
        face = self._styles.run(run.find(qn("w:rPr")), paragraph_face)
        text = "".join(_text(child, paragraph) for child in run)
        if not text:
            return
        if face.hidden:
            paragraph.note(f"chữ ẩn được bỏ qua: {text[:40]}")
            return
        if face.struck:
            paragraph.note(f"có chữ gạch ngang, vẫn được giữ: {text[:40]}")
        letters, encoding = lettering.letters_of(text, face.looks()), face.encoding()
        if encoding:
            paragraph.encodings.add(encoding)
        # the capital fonts of TCVN3 (".VnTimeH") show small letters as capitals
        if encoding == "TCVN3" and (face.font or "").endswith("H"):
            letters = [(each.upper(), looks) for each, looks in lettering.converted(letters, encoding)]
            encoding = ""
        pieces.append((encoding, letters))


def _joined(pieces: list[tuple[str, list[Letter]]]) -> list[tuple[str, list[Letter]]]:
    """Join neighbours of one encoding, so that no letter is cut from its mark."""
    made: list[tuple[str, list[Letter]]] = []
    for encoding, letters in pieces:
        if made and made[-1][0] == encoding:
            made[-1][1].extend(letters)
        else:
            made.append((encoding, list(letters)))
    return made


def _text(child: Element, paragraph: Paragraph) -> str:
    """Give the text of one part of a run; boxes and pictures are noted."""
    tag = child.tag
    if tag == qn("w:t"):
        return child.text or ""
    if tag in (qn("w:tab"), qn("w:ptab")):
        return "\t"
    if tag in (qn("w:br"), qn("w:cr")):
        return "\n"
    if tag == qn("w:noBreakHyphen"):
        return "-"
    if tag == qn("w:sym"):
        sign = child.get(qn("w:char"), "").upper()
        return _SIGNS.get(sign, "") or _plain_sign(sign)
    if tag == f"{_COMPATIBLE}AlternateContent":
        choice = child.find(f"{_COMPATIBLE}Choice")
        _drawn(child if choice is None else choice, paragraph)
    elif tag in (qn("w:drawing"), qn("w:pict"), qn("w:object")):
        _drawn(child, paragraph)
    elif tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
        paragraph.note("chú thích cuối trang được bỏ qua")
    return ""


def _plain_sign(sign: str) -> str:
    letter = chr(int(sign, 16) & 0xFF) if len(sign) == 4 and sign.startswith("F0") else ""
    return letter if letter and unicodedata.category(letter)[0] in "LNPS" else ""


def _drawn(element: Element, paragraph: Paragraph) -> None:
    boxes = list(_outermost(element))
    paragraph.boxes += boxes
    if not boxes:
        paragraph.note("có hình hoặc đối tượng, không lấy được")


def _outermost(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == _BOX:
            yield child
        else:
            yield from _outermost(child)
