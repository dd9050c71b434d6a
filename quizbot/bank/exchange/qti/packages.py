"""A package of items: a zip file with a manifest, or one XML file alone."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from quizbot.bank.exchange.archives import TooBig, open_archive, read_member
from quizbot.bank.exchange.losses import losses_of, whole
from quizbot.bank.exchange.qti.items import Item
from quizbot.bank.exchange.qti.old_items import OldItem
from quizbot.bank.exchange.qti.writing import Version, item
from quizbot.bank.exchange.values import Exported, Gathering, Imported, Loss
from quizbot.bank.exchange.xml_files import attribute, below, local, root_of
from quizbot.core.question import Question

_EPOCH = (2000, 1, 1, 0, 0, 0)
_MANIFEST = "imsmanifest.xml"
_SIGNS = {
    "3": re.compile(rb"<(?:[\w.-]+:)?qti-assessment-item[\s>]|imsqti_item_xmlv3p0"),
    "2": re.compile(rb"<(?:[\w.-]+:)?assessmentItem[\s>]|imsqti_item_xmlv2p"),
    "1": re.compile(rb"<(?:[\w.-]+:)?questestinterop[\s>]|imsqti_xmlv1p"),
}
_PACKAGING = "http://www.imsglobal.org/xsd/imscp_v1p1"


def documents(content: bytes, gathering: Gathering) -> Iterator[tuple[str, Element]]:
    """Give the XML documents of a file with their places, in the order of the manifest; that is left out."""
    if not content.startswith(b"PK"):
        root = root_of(content, "tệp", gathering)
        if root is not None:
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
    for name in _in_order(archive, gathering):
        member = read_member(archive, name)
        if member is None:
            gathering.problem(
                name, "", "tệp trong gói hỏng hoặc có mật khẩu", "xuất lại gói, không đặt mật khẩu"
            )
            continue
        root = root_of(member, name, gathering)
        if root is not None:
            yield name, root


def _in_order(archive: zipfile.ZipFile, gathering: Gathering) -> list[str]:
    """List the XML files: those the manifest names first, in its order."""
    names = [name for name in archive.namelist() if _is_xml(name)]
    manifests = [name for name in names if name.rsplit("/", 1)[-1].lower() == _MANIFEST]
    named: dict[str, int] = {}
    for manifest in manifests:
        member = read_member(archive, manifest)
        root = None if member is None else root_of(member, manifest, gathering)
        folder = manifest[: -len(_MANIFEST)]
        for element in () if root is None else below(root, "resource"):
            href = posixpath.normpath(folder + unquote(attribute(element, "href") or ""))
            named.setdefault(href, len(named))
            if href.lower().endswith(".xml") and href not in archive.namelist():
                gathering.problem(
                    href, "", "gói nêu tệp này nhưng không có trong gói", "xuất lại gói cho đủ tệp"
                )
    nested = [name for name in archive.namelist() if name.lower().endswith((".zip", ".imscc"))]
    if nested:
        gathering.remark(nested[0], "có gói nén bên trong, không đọc; giải nén rồi nhập riêng từng gói")
    rest = [name for name in names if name not in manifests]
    return sorted(rest, key=lambda name: (named.get(name, len(named)), name))


def _is_xml(name: str) -> bool:
    """Tell documents from what macOS adds to a zip file."""
    hidden = name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1].startswith("._")
    return name.lower().endswith(".xml") and not hidden


def version_of(content: bytes) -> str:
    """Tell which version a file is: "1", "2", "3", or "" when it is no QTI."""
    if not content.startswith(b"PK"):
        return _version(content)
    try:
        archive = open_archive(content)
    except TooBig:
        return ""
    names = [] if archive is None else archive.namelist()
    manifest = ""
    for name in names:
        if archive is None or not _is_xml(name):
            continue
        found = _version(read_member(archive, name) or b"")
        if name.rsplit("/", 1)[-1].lower() == _MANIFEST:
            manifest = found
        elif found:
            return found
    return manifest


def _version(content: bytes) -> str:
    """Know a document by its items; a manifest by the kind of resources it names."""
    if b"\x00" in content[:64]:
        content = content.replace(b"\x00", b"")
    for version, sign in _SIGNS.items():
        if sign.search(content):
            return version
    return ""


def read_package(content: bytes) -> Imported:
    """Read every item of a file."""
    gathering = Gathering()
    seen = 0
    for place, root in documents(content, gathering):
        old = local(root.tag) == "questestinterop"
        name = "item" if old else "assessmentitem"
        found = [root] if local(root.tag) == name else below(root, name)
        for number, element in enumerate(found, start=1):
            seen += 1
            where = place if len(found) == 1 else f"{place}, câu {number}"
            (OldItem if old else Item)(element, where, gathering).take()
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
