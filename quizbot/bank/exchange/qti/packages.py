"""A package of items: a zip file with a manifest, or one XML file alone."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from quizbot.bank.exchange.archives import TooBig, open_archive
from quizbot.bank.exchange.losses import losses_of, whole
from quizbot.bank.exchange.qti.items import Item
from quizbot.bank.exchange.qti.writing import Version, item
from quizbot.bank.exchange.values import Exported, Gathering, Imported, Loss
from quizbot.bank.exchange.xml_files import below, local, parsed
from quizbot.core.question import Question

_EPOCH = (2000, 1, 1, 0, 0, 0)
_MANIFEST = "imsmanifest.xml"
_PACKAGING = "http://www.imsglobal.org/xsd/imscp_v1p1"


def documents(content: bytes, gathering: Gathering) -> Iterator[tuple[str, Element]]:
    """Give the XML documents of a file with their places, by name; a manifest is left out."""
    if not content.startswith(b"PK"):
        root = parsed(content)
        if root is None:
            gathering.problem("tệp", "", "không đọc được XML", "xuất lại tệp QTI từ phần mềm gốc")
        else:
            yield "tệp", root
        return
    try:
        archive = open_archive(content)
    except TooBig:
        gathering.problem("tệp", "", "tệp nén chứa quá nhiều dữ liệu", "chia thành nhiều gói")
        return
    if archive is None:
        gathering.problem("tệp", "", "tệp nén hỏng", "xuất lại gói QTI từ phần mềm gốc")
        return
    for name in sorted(archive.namelist()):
        if not name.lower().endswith(".xml") or name.rsplit("/", 1)[-1].lower() == _MANIFEST:
            continue
        try:
            root = parsed(archive.read(name))
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError):
            root = None
        if root is None:
            gathering.problem(name, "", "không đọc được XML trong gói", "xuất lại gói QTI từ phần mềm gốc")
        else:
            yield name, root


def version_of(content: bytes) -> str:
    """Tell which version a file is: "2", "3", or "" when it is no QTI."""
    for _, root in documents(content, Gathering()):
        for element in (root, *root.iter()):
            if local(element.tag) == "assessmentitem":
                return "3" if "qti-" in str(element.tag) else "2"
    return ""


def read_package(content: bytes) -> Imported:
    """Read every item of a file."""
    gathering = Gathering()
    seen = 0
    for place, root in documents(content, gathering):
        found = [root] if local(root.tag) == "assessmentitem" else below(root, "assessmentitem")
        for number, element in enumerate(found, start=1):
            seen += 1
            Item(element, place if len(found) == 1 else f"{place}, câu {number}", gathering).take()
    if not seen and not gathering.problems:
        gathering.problem("tệp", "", "không có câu hỏi QTI nào (assessmentItem)", "xuất lại từ phần mềm gốc")
    return gathering.done()


def write_package(questions: Sequence[Question], version: Version) -> Exported:
    """Write a package with one item for each question."""
    losses: list[Loss] = []
    items: list[tuple[str, bytes]] = []
    for question in questions:
        content = item(question, version)
        lost = losses_of(question, read_package(content))
        if lost is None:
            losses.append(whole(question, f"QTI {version.name} không chép được câu này"))
            continue
        items.append((question.id, content))
        losses += lost
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, _MANIFEST, _manifest([name for name, _ in items], version))
        for name, content in items:
            _put(archive, f"items/{name}.xml", content)
    return Exported(content=raw.getvalue(), losses=tuple(losses))


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)


def _manifest(names: Sequence[str], version: Version) -> bytes:
    root = Element("manifest", {"xmlns": _PACKAGING, "identifier": "quizbot"})
    about = SubElement(root, "metadata")
    SubElement(about, "schema").text = version.schema
    SubElement(about, "schemaversion").text = f"{version.name}.0"
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    for name in names:
        resource = SubElement(
            resources, "resource", identifier=f"r-{name}", type=version.resource, href=f"items/{name}.xml"
        )
        SubElement(resource, "file", href=f"items/{name}.xml")
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written
