"""Labels that Word makes by itself ("Câu 1.", "A."), and that stand nowhere in the text.

Source: ISO/IEC 29500-1, 17.9. Lists over one abstract definition count on together unless a list
starts anew by its own override.
"""

from typing import Any

from docx.oxml.ns import qn

Element = Any
_LEVELS = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


class Numbering:
    """Counts the lists of a document along its paragraphs."""

    def __init__(self, root: Element | None) -> None:
        # list: its abstract definition
        self._lists: dict[str, Element] = {}
        self._abstract: dict[str, Element] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is None:
            return
        self._abstract = {
            each.get(qn("w:abstractNumId")): each for each in root.iterchildren(qn("w:abstractNum"))
        }
        self._lists = {each.get(qn("w:numId")): each for each in root.iterchildren(qn("w:num"))}

    def label(self, numbering: Element | None) -> tuple[str, Element | None]:
        """Count one paragraph; give its label ("" when it has none) and the label's own run properties."""
        list_, level = _number(numbering, "w:numId"), _level(numbering)
        found = self._lists.get(list_)
        if found is None:
            return "", None
        definition = self._definition(found, level)
        if definition is None:
            return "", None
        count = self._count(list_, found, level)
        properties = definition.find(qn("w:rPr"))
        return self._written(found, definition, level, count), properties

    def _abstract_of(self, list_: Element) -> tuple[str, Element | None]:
        name = _number(list_, "w:abstractNumId")
        return name, self._abstract.get(name)

    def _definition(self, list_: Element, level: int) -> Element | None:
        for override in list_.iterchildren(qn("w:lvlOverride")):
            own = override.find(qn("w:lvl"))
            if override.get(qn("w:ilvl")) == str(level) and own is not None:
                return own
        _, abstract = self._abstract_of(list_)
        if abstract is None:
            return None
        for each in abstract.iterchildren(qn("w:lvl")):
            if each.get(qn("w:ilvl")) == str(level):
                return each
        return None

    def _count(self, list_: str, found: Element, level: int) -> list[int | None]:
        name, _ = self._abstract_of(found)
        counts = self._counts.setdefault(name, [None] * _LEVELS)
        start = self._override(found, level)
        if start is not None and (list_, level) not in self._begun:
            counts[level] = start
        else:
            before = counts[level]
            counts[level] = self._start(found, level) if before is None else before + 1
        self._begun.add((list_, level))
        for deeper in range(level + 1, _LEVELS):
            counts[deeper] = None
        return counts

    def _override(self, list_: Element, level: int) -> int | None:
        for override in list_.iterchildren(qn("w:lvlOverride")):
            start = override.find(qn("w:startOverride"))
            if override.get(qn("w:ilvl")) == str(level) and start is not None:
                return _whole(start.get(qn("w:val")), 1)
        return None

    def _start(self, list_: Element, level: int) -> int:
        definition = self._definition(list_, level)
        start = None if definition is None else definition.find(qn("w:start"))
        return 1 if start is None else _whole(start.get(qn("w:val")), 1)

    def _written(self, list_: Element, definition: Element, level: int, counts: list[int | None]) -> str:
        if _value(definition, "w:numFmt") == "bullet":
            return "-"
        pattern = _value(definition, "w:lvlText")
        for each in range(level + 1):
            own = definition if each == level else self._definition(list_, each)
            shape = "decimal" if own is None else _value(own, "w:numFmt")
            count = counts[each]
            number = self._start(list_, each) if count is None else count
            pattern = pattern.replace(f"%{each + 1}", _shaped(number, shape))
        return pattern.strip()


def _shaped(number: int, shape: str) -> str:
    if shape in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if shape == "upperLetter" else letter.lower()
    if shape in ("upperRoman", "lowerRoman"):
        roman, rest = "", number
        for value, sign in _ROMAN:
            roman += sign * (rest // value)
            rest %= value
        return roman.upper() if shape == "upperRoman" else roman
    if shape == "decimalZero":
        return f"{number:02d}"
    return "" if shape == "none" else str(number)


def _number(element: Element | None, name: str) -> str:
    child = None if element is None else element.find(qn(name))
    return "" if child is None else child.get(qn("w:val"), "")


def _level(numbering: Element | None) -> int:
    return min(_whole(_number(numbering, "w:ilvl"), 0), _LEVELS - 1)


def _value(element: Element, name: str) -> str:
    child = element.find(qn(name))
    return "" if child is None else str(child.get(qn("w:val"), ""))


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < _LONGEST else otherwise


_LONGEST = 6
