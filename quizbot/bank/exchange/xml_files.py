"""XML from outside, read without entities, bounded in depth and size."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from quizbot.bank.exchange.values import Gathering

_MOST_BYTES = 64 * 1024 * 1024
_MOST_DEPTH = 200


@dataclass(frozen=True, slots=True)
class NoXml:
    """Why a document was not read, and how to mend it."""

    what: str
    fix: str = "xuất lại tệp từ phần mềm gốc"


def parsed(content: bytes) -> Element | NoXml:
    """Parse a document; say why when it is no sound XML, or one that could harm."""
    if len(content) > _MOST_BYTES:
        return NoXml(f"XML lớn hơn {_MOST_BYTES // 1024 // 1024} MB", "chia thành nhiều tệp")
    try:
        root: Element = fromstring(content)
    except ParseError as error:
        line, column = error.position
        return NoXml(f"XML hỏng ở dòng {line}, cột {column + 1}")
    except DefusedXmlException:
        return NoXml(
            "XML khai báo thực thể (ENTITY) hoặc dẫn tới tệp ngoài, không an toàn",
            "xóa phần <!DOCTYPE ...> hoặc xuất lại tệp",
        )
    except (ValueError, LookupError):
        return NoXml("XML ghi bảng mã không đúng", "lưu lại tệp với bảng mã UTF-8")
    except RecursionError:
        return NoXml("XML lồng nhau quá sâu")
    return root if _depth(root) <= _MOST_DEPTH else NoXml("XML lồng nhau quá sâu")


def root_of(content: bytes, place: str, gathering: Gathering) -> Element | None:
    """Parse a document; a bad one becomes a problem."""
    root = parsed(content)
    if isinstance(root, NoXml):
        gathering.problem(place, "", root.what, root.fix)
        return None
    return root


def _depth(root: Element) -> int:
    deepest, level = 1, [root]
    while level and deepest <= _MOST_DEPTH:
        level = [child for element in level for child in element]
        deepest += bool(level)
    return deepest


def local(name: object) -> str:
    """Give a name without namespace, prefix "qti-", dashes and capitals: one form for every version."""
    bare = str(name).rpartition("}")[2].lower().removeprefix("qti-")
    return bare.replace("-", "")


def children(element: Element, name: str) -> list[Element]:
    """List direct children by local name."""
    return [child for child in element if local(child.tag) == name]


def below(element: Element, name: str) -> list[Element]:
    """List all descendants by local name, in the order of the document."""
    return [each for each in element.iter() if local(each.tag) == name and each is not element]


def attribute(element: Element, name: str) -> str | None:
    """Give an attribute by local name, such as "responseidentifier"; None when it is not there."""
    for found, value in element.attrib.items():
        if local(found) == name:
            return value
    return None


def inner_text(element: Element | None) -> str:
    """Give all text below an element."""
    return "" if element is None else "".join(element.itertext())
