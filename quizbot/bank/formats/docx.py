"""Word (.docx): a question paper as Vietnamese offices lay it out."""

import io
import zipfile
from collections.abc import Sequence

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.text.paragraph import Paragraph

from quizbot.bank.exchange.archives import DAMAGED, TooBig, open_archive
from quizbot.bank.exchange.paper.layout import read_layout
from quizbot.bank.exchange.paper.writing import LayoutText, paper
from quizbot.bank.exchange.values import Exported, Gathering, Imported
from quizbot.bank.exchange.word.body import word_lines
from quizbot.core.question import Question

_OLD_WORD = b"\xd0\xcf\x11\xe0"
_MAIN = "word/document.xml"
_EPOCH = (2000, 1, 1, 0, 0, 0)


class _Word:
    title = "Word (.docx)"
    extensions = (".docx", ".docm", ".doc")

    def sniff(self, name: str, content: bytes) -> float:
        """Know a Word file by its main part; an old one by its ending."""
        if content.startswith(_OLD_WORD):
            return 0.9 if name.lower().endswith(".doc") else 0.0
        if not content.startswith(b"PK"):
            return 0.5 if name.lower().endswith((".docx", ".docm")) else 0.0
        try:
            archive = open_archive(content)
        except TooBig:
            return 0.9 if name.lower().endswith((".docx", ".docm")) else 0.0
        return 1.0 if archive is not None and _MAIN in archive.namelist() else 0.0

    def read(self, name: str, content: bytes) -> Imported:
        """Understand a paper by its words and its looks."""
        gathering = Gathering()
        document = _opened(content, gathering)
        if document is None:
            return gathering.done()
        return read_layout(word_lines(document, gathering), gathering)

    def write(self, questions: Sequence[Question]) -> Exported:
        """Write a paper with the key under each question, for people to read and mend."""
        made, losses = paper(questions)
        document = Document()
        for each in made:
            _add(document, each)
        raw = io.BytesIO()
        document.save(raw)
        return Exported(content=_same_always(raw.getvalue()), losses=losses)


def _opened(content: bytes, gathering: Gathering) -> WordDocument | None:
    if content.startswith(_OLD_WORD):
        gathering.problem(
            "tệp", "", "tệp Word kiểu cũ (.doc)", "mở bằng Word hoặc LibreOffice rồi lưu thành .docx"
        )
        return None
    try:
        if open_archive(content) is None:
            raise ValueError
        return Document(io.BytesIO(content))
    except TooBig:
        gathering.problem(
            "tệp", "", "tệp nén chứa quá nhiều dữ liệu", "bỏ hình ảnh, hoặc chia thành nhiều tệp"
        )
    except (*DAMAGED, AttributeError, TypeError, SyntaxError, PackageNotFoundError):
        gathering.problem(
            "tệp", "", "tệp Word hỏng hoặc không phải .docx", "mở bằng Word rồi lưu lại thành .docx thường"
        )
    return None


def _add(document: WordDocument, each: LayoutText) -> None:
    # the library looks through the whole body to find its end; the last element is known to close it
    element = OxmlElement("w:p")
    document.element.body[-1].addprevious(element)
    paragraph = Paragraph(element, document)
    if each.label:
        paragraph.add_run(each.label + " ").bold = each.strong
    paragraph.add_run(each.text)
    if each.last:
        paragraph.paragraph_format.space_after = None


def _same_always(content: bytes) -> bytes:
    """Write the package anew with one fixed time, so that the same questions give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(zipfile.ZipInfo(member.filename, _EPOCH), old.read(member), zipfile.ZIP_DEFLATED)
    return made.getvalue()


FORMAT = _Word()
