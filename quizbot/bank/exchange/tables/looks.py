"""How a workbook shows its numbers: percent, days, errors; and how far its sheets reach.

The reader of workbooks gives bare values: 0.3 for a cell that shows 30%, a date for 1/2, nothing for
an error. What people see is told by the number format of the cell, which is read here.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

# built-in number formats; source: ECMA-376 part 1, 18.8.30, 2026-11
_PERCENT = frozenset((9, 10))
_DAYS = frozenset((14, 22))
_PARTS = frozenset((15, 16, 17, 18, 19, 20, 21, 45, 46, 47))
_GENERAL = frozenset((0, 1, 2, 3, 4, 37, 38, 39, 40, 49))
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_FAR = 2**31
_MOST_HIDDEN = 100
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(slots=True)
class Looks:
    """How cells of one sheet are shown, by row and column from 0; only those not plain."""

    shown: dict[tuple[int, int], str] = field(default_factory=dict)
    # the face of letters and ground that a cell has, by number; cells of one number look alike
    faces: dict[tuple[int, int], int] = field(default_factory=dict)
    # rows and columns that the program does not show
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    # rows that hold something
    rows: set[int] = field(default_factory=set)
    # rows and columns between the first and the last cell that holds something
    height: int = 0
    width: int = 0


def workbook_looks(packed: zipfile.ZipFile, *, most: int) -> dict[str, Looks]:
    """Read the looks of every sheet of an .xlsx, by the sheet's name.

    Args:
        packed: the file; its XML is read with entities refused.
        most: cells at most; reading stops behind them.

    Raises:
        ElementTree.ParseError, defusedxml errors (ValueError), KeyError: the file is broken.
    """
    _count_strings(packed)
    styles, faces = _styles(packed), _faces(packed)
    return {name: _looks(packed, path, styles, faces, most) for name, path in _sheets(packed)}


def _count_strings(packed: zipfile.ZipFile) -> None:
    """See that the table of texts does not claim more texts than it has bytes: a reader makes room for them."""
    for member in packed.infolist():
        if not member.filename.lower().endswith(".xml"):
            continue
        with packed.open(member) as part:
            for _, element in iterparse(part, events=("start",)):
                if int(element.get("uniqueCount", "0")) > member.file_size:
                    raise ValueError(member.filename)
                break


def _sheets(packed: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    targets: dict[str, str] = {}
    for tag, element in _elements(packed, "xl/_rels/workbook.xml.rels"):
        if tag == "Relationship":
            target = element.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
            targets[element.get("Id", "")] = posixpath.normpath(path)
    for tag, element in _elements(packed, "xl/workbook.xml"):
        if tag == "sheet":
            linked = next((value for key, value in element.items() if key.endswith("}id")), "")
            if targets.get(linked, "") in packed.namelist():
                yield element.get("name", ""), targets[linked]


def _styles(packed: zipfile.ZipFile) -> list[str]:
    """Give how each cell style of the workbook shows numbers."""
    if "xl/styles.xml" not in packed.namelist():
        return []
    own: dict[int, str] = {}
    numbers: list[int] = []
    for tag, element in _elements(packed, "xl/styles.xml"):
        if tag == "cellXfs":
            numbers = [int(each.get("numFmtId", "0")) for each in element]
        elif tag == "numFmt":
            own.setdefault(int(element.get("numFmtId", "0")), element.get("formatCode", ""))
    return [_shown(number, own.get(number)) for number in numbers]


def _faces(packed: zipfile.ZipFile) -> list[int]:
    """Give for each cell style the number of its face: what is bold, slanting, underlined, coloured alike."""
    if "xl/styles.xml" not in packed.namelist():
        return []
    parts: dict[str, list[str]] = {"fonts": [], "fills": []}
    pairs: list[tuple[int, int]] = []
    for tag, element in _elements(packed, "xl/styles.xml"):
        if tag in parts and not parts[tag]:
            parts[tag] = [_face(each) for each in element]
        elif tag == "cellXfs":
            pairs = [(int(each.get("fontId", "0")), int(each.get("fillId", "0"))) for each in element]
    numbers: dict[tuple[str, ...], int] = {}
    return [
        numbers.setdefault(
            tuple(made[at] if at < len(made) else "" for made, at in zip(parts.values(), pair, strict=True)),
            len(numbers),
        )
        for pair in pairs
    ]


def _face(element: Element) -> str:
    """Write what of a font or a fill people see at once."""
    seen = []
    for each in element.iter():
        name = each.tag.rpartition("}")[2]
        if name in ("b", "i", "u", "strike") and each.get("val", "1") not in ("0", "false", "none"):
            seen.append(name)
        elif name in ("color", "fgColor", "patternFill"):
            seen.append(f"{name}{sorted(each.items())}")
    return " ".join(seen)


def _shown(number: int, code: str | None) -> str:
    if code is None:
        for kind, numbers in (("percent", _PERCENT), ("day", _DAYS), ("part", _PARTS), ("number", _GENERAL)):
            if number in numbers:
                return kind
        return ""
    bare = _QUOTED.sub("", code).lower()
    if "%" in bare:
        return "percent"
    if "y" in bare and "d" in bare and "m" in bare:
        return "day"
    return "part" if re.search("[ymdhs]", bare.replace("general", "").replace("standard", "")) else "number"


def _looks(packed: zipfile.ZipFile, path: str, styles: list[str], faces: list[int], most: int) -> Looks:
    looks = Looks()
    top, left, bottom, right = _FAR, _FAR, -1, -1
    count = 0
    for tag, element in _elements(packed, path):
        if element.get("hidden") in ("1", "true"):
            _hidden(tag, element, looks)
        if tag == "row":
            element.clear()
        if tag != "c":
            continue
        place = _PLACE.fullmatch(element.get("r", ""))
        holds = {child.tag.rpartition("}")[2]: child.text for child in element}
        if place is None or not ("v" in holds or "is" in holds):
            continue
        row, column = int(place[2]) - 1, _column(place[1])
        top, left, bottom, right = min(top, row), min(left, column), max(bottom, row), max(right, column)
        looks.rows.add(row)
        kind = element.get("t", "n")
        style = int(element.get("s", "0"))
        looks.faces[row, column] = faces[style] if style < len(faces) else 0
        if kind == "e":
            looks.shown[row, column] = f"error: {holds.get('v') or ''}"
        elif kind == "n":
            looks.shown[row, column] = styles[style] if style < len(styles) else "number"
        count += 1
        if count > most:
            break
    if count:
        looks.height, looks.width = bottom - top + 1, right - left + 1
    return looks


def _hidden(tag: str, element: Element, looks: Looks) -> None:
    if tag == "row":
        looks.hidden_rows.add(int(element.get("r", "0")) - 1)
    elif tag == "col":
        first, last = int(element.get("min", "1")), int(element.get("max", "1"))
        looks.hidden_columns.update(range(first - 1, min(last, first + _MOST_HIDDEN)))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _elements(packed: zipfile.ZipFile, path: str) -> Iterator[tuple[str, Element]]:
    with packed.open(path) as part:
        stream: IO[bytes] = part
        for _, element in iterparse(stream, events=("end",)):
            yield element.tag.rpartition("}")[2], element
