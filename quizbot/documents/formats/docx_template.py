"""Word files on the office's own template: `{{placeholders}}` are filled, everything else stays as it is."""

import copy
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from docx import Document

from quizbot.core.refusal import Refusal
from quizbot.documents import layout
from quizbot.documents.formats import docx_parts as parts
from quizbot.documents.formats.docx import write_attachment, write_blocks, write_docx
from quizbot.documents.official import Paper
from quizbot.forms.known import nearest

PLACEHOLDER = re.compile(r"\{\{\s*([^{}\s]*)\s*\}\}")
BODY = "noi_dung"
KNOWN = {
    "co_quan_chu_quan": "cơ quan chủ quản",
    "co_quan": "cơ quan ban hành",
    "so": "dòng số, ký hiệu",
    "dia_danh_ngay": "địa danh, ngày tháng",
    "ten_loai": "tên loại văn bản",
    "trich_yeu": "trích yếu",
    "kinh_gui": "nơi nhận ở phần Kính gửi, mỗi nơi một dòng",
    "tham_quyen": "thẩm quyền ban hành (quyết định)",
    "can_cu": "các căn cứ, mỗi căn cứ một dòng",
    BODY: "nội dung; đứng một mình một dòng",
    "noi_nhan": "nơi nhận, mỗi nơi một dòng",
    "chuc_vu": "quyền hạn, chức vụ của người ký",
    "nguoi_ky": "họ tên người ký",
    "chuc_vu_thu_ky": "chức vụ của người ký thứ nhất (biên bản)",
    "thu_ky": "họ tên người ký thứ nhất (biên bản)",
}
"""Placeholder → what it becomes."""
REQUIRED = ("ten_loai", "trich_yeu", BODY)


class NotATemplate(Refusal):
    """The file is no Word document."""

    code = "template.not_docx"


class PlaceholderUnknown(Refusal):
    """The template has a placeholder that nothing fills."""

    code = "template.unknown"


class PlaceholderMissing(Refusal):
    """The template lacks a placeholder without which the paper would be empty."""

    code = "template.missing"


class BodyNotAlone(Refusal):
    """The placeholder of the body has other words beside it, or stands in a table, head or foot."""

    code = "template.body_not_alone"


def write_on(template: Path | None, paper: Paper) -> bytes:
    """Write a paper on the office's template, or in the form of the regulation where there is none.

    Raises:
        NotATemplate, PlaceholderUnknown, PlaceholderMissing, BodyNotAlone
    """
    if template is None:
        return write_docx(paper)
    return fill_template(template.read_bytes(), paper, name=template.name)


def check_template(content: bytes, *, name: str) -> None:
    """Look at a template before it is used.

    Args:
        content: of the file.
        name: of the file, for the refusal.

    Raises:
        NotATemplate, PlaceholderUnknown, PlaceholderMissing, BodyNotAlone
    """
    document = _opened(content, name)
    found = [each for paragraph in _paragraphs(document) for each in PLACEHOLDER.findall(paragraph.text)]
    for each in found:
        if each not in KNOWN:
            near = nearest(each, KNOWN)
            raise PlaceholderUnknown(
                reason="near" if near else "", file=name, name=each, near=near, known=", ".join(KNOWN)
            )
    for each in REQUIRED:
        if each not in found:
            raise PlaceholderMissing(file=name, name=each, what=KNOWN[each])
    if _body(document) is None:
        raise BodyNotAlone(file=name, name=BODY)


def fill_template(content: bytes, paper: Paper, *, name: str) -> bytes:
    """Write a paper on a template.

    Raises:
        NotATemplate, PlaceholderUnknown, PlaceholderMissing, BodyNotAlone
    """
    check_template(content, name=name)
    document = _opened(content, name)
    where = _body(document)
    if where is None:
        raise BodyNotAlone(file=name, name=BODY)
    before = len(document.element.body)
    write_blocks(document, paper.blocks)
    # what was written stands at the end, before the properties of the last section
    for made in list(document.element.body)[before - 1 : -1]:
        where._p.addprevious(made)
    where._p.getparent().remove(where._p)
    values = _values(paper)
    for paragraph in list(_paragraphs(document)):
        _fill(paragraph, values)
    if paper.warning:
        _warn(document, paper.warning)
    for each in paper.attachments:
        write_attachment(document, paper, each)
    memory = io.BytesIO()
    document.save(memory)
    return memory.getvalue()


def _opened(content: bytes, name: str) -> Any:
    try:
        return Document(io.BytesIO(content))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise NotATemplate(file=name) from error


def _body(document: Any) -> Any | None:
    for paragraph in document.paragraphs:
        found = PLACEHOLDER.findall(paragraph.text)
        if BODY in found:
            return (
                paragraph if PLACEHOLDER.sub("", paragraph.text).strip() == "" and len(found) == 1 else None
            )
    return None


def _paragraphs(document: Any) -> Iterator[Any]:
    yield from _within(document)
    for section in document.sections:
        for part in (
            section.header,
            section.footer,
            section.first_page_header,
            section.first_page_footer,
        ):
            if not part.is_linked_to_previous:
                yield from _within(part)


def _within(where: Any) -> Iterator[Any]:
    yield from where.paragraphs
    for table in where.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from _within(cell)


def _values(paper: Paper) -> Mapping[str, tuple[str, ...]]:
    last = paper.signatures[-1]
    first = paper.signatures[0] if len(paper.signatures) > 1 else None
    addressed = paper.addressed
    return {
        "co_quan_chu_quan": (paper.letterhead.superior.upper(),),
        "co_quan": (paper.letterhead.agency.upper(),),
        "so": (paper.number_line,),
        "dia_danh_ngay": (paper.date_line,),
        "ten_loai": (paper.kind,),
        "trich_yeu": (paper.subject,),
        "kinh_gui": tuple(f"Kính gửi: {each}" if len(addressed) == 1 else f"- {each}" for each in addressed),
        "tham_quyen": (paper.issuer.upper(),),
        "can_cu": (*paper.grounds, *((paper.resolution,) if paper.resolution else ())),
        "noi_nhan": tuple(f"- {each}" for each in paper.recipients),
        "chuc_vu": last.lines,
        "nguoi_ky": (last.name,),
        "chuc_vu_thu_ky": first.lines if first else ("",),
        "thu_ky": (first.name if first else "",),
    }


def _fill(paragraph: Any, values: Mapping[str, tuple[str, ...]]) -> None:
    found = PLACEHOLDER.findall(paragraph.text)
    if not found:
        return
    if len(found) == 1 and not PLACEHOLDER.sub("", paragraph.text).strip():
        lines = values[found[0]] or ("",)
        for line in lines[:-1]:
            twin = copy.deepcopy(paragraph._p)
            paragraph._p.addprevious(twin)
            _write(type(paragraph)(twin, paragraph._parent), line)
        _write(paragraph, lines[-1])
        return
    _write(paragraph, PLACEHOLDER.sub(lambda one: " ".join(values[one[1]]), paragraph.text))


def _write(paragraph: Any, text: str) -> None:
    """Put the text into the first run with words in it, whose look the paragraph keeps."""
    runs = paragraph.runs
    keep = next((run for run in runs if "{{" in run.text), next((run for run in runs if run.text), None))
    for run in runs:
        if run is not keep:
            run.text = ""
    if keep is None:
        parts.write(paragraph, text, size=layout.BODY_SIZE)
    else:
        keep.text = text


def _warn(document: Any, warning: str) -> None:
    for section in document.sections:
        headers = [section.header]
        if section.different_first_page_header_footer:
            headers.append(section.first_page_header)
        for header in headers:
            header.is_linked_to_previous = False
            parts.line(header, warning, size=layout.WARNING_SIZE, bold=True)
