"""What a stretch of a Word text really looks like: direct marks, character style, paragraph style, defaults.

Source of the order: ISO/IEC 29500-1, 17.7.2 (style hierarchy) and 17.7.3 (toggle properties).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from docx.oxml.ns import qn

from quizbot.bank.exchange.paper import colours
from quizbot.core import legacy_letters

Element = Any
_TOGGLES = {"w:b": "bold", "w:i": "italic", "w:vanish": "hidden"}
_BLACK_THEME = ("text1", "dark1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What one place says of the looks; None: says nothing."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    underlined: bool | None = None
    struck: bool | None = None
    ink: str | None = None
    highlight: str | None = None
    shade: str | None = None
    font: str | None = None

    def over(self, below: "Face") -> "Face":
        """Lay this over what is said below it."""
        given = {name: value for name in self.__slots__ if (value := getattr(self, name)) is not None}
        return replace(below, **given)

    def looks(self) -> frozenset[str]:
        """Name the looks, as signals of keys."""
        ground = self.highlight or self.shade
        named = {
            "đậm": self.bold, "nghiêng": self.italic, "gạch chân": self.underlined,
            self.ink: self.ink, ground: ground,
        }  # fmt: skip
        return frozenset(name for name, worn in named.items() if name and worn)

    def encoding(self) -> str:
        """Name the legacy encoding that the font shows, or ""."""
        return legacy_letters.legacy_font(self.font or "")


def face_of(properties: Element | None) -> Face:
    """Read run properties (`w:rPr`)."""
    if properties is None:
        return Face()
    told: dict[str, Any] = {}
    for child in properties:
        tag = child.tag
        for name, field in _TOGGLES.items():
            if tag == qn(name):
                told[field] = _on(child)
        if tag == qn("w:u"):
            told["underlined"] = child.get(qn("w:val"), "single") not in ("none", "0")
        elif tag in (qn("w:strike"), qn("w:dstrike")):
            told["struck"] = told.get("struck", False) or _on(child)
        elif tag == qn("w:color"):
            theme = child.get(qn("w:themeColor"), "")
            told["ink"] = "" if theme in _BLACK_THEME else colours.ink(child.get(qn("w:val"), "auto"))
        elif tag == qn("w:highlight"):
            told["highlight"] = colours.ground(child.get(qn("w:val"), "none"))
        elif tag == qn("w:shd"):
            told["shade"] = shade_of(child)
        elif tag == qn("w:rFonts"):
            told["font"] = child.get(qn("w:ascii")) or child.get(qn("w:hAnsi"))
    return Face(**told)


def shade_of(shading: Element | None) -> str:
    """Read a background (`w:shd`)."""
    return "" if shading is None else colours.ground(shading.get(qn("w:fill"), "auto"))


def _on(toggle: Element) -> bool:
    return toggle.get(qn("w:val"), "1") not in ("0", "false", "off", "none")


class Styles:
    """The styles of a document, looked up by id."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._faces: dict[str, Face] = {}
        self._default: str | None = None
        self._base = Face()
        if root is None:
            return
        self._base = face_of(root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"))
        for style in root.iterchildren(qn("w:style")):
            name = style.get(qn("w:styleId"), "")
            self._styles[name] = style
            if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true"):
                self._default = name

    def paragraph(self, properties: Element | None) -> Face:
        """Give what the paragraph's style says, over the defaults."""
        return self._face(self._style_of(properties)).over(self._base)

    def run(self, properties: Element | None, paragraph: Face) -> Face:
        """Give how a run looks within a paragraph of that face."""
        named = None if properties is None else properties.find(qn("w:rStyle"))
        style = Face() if named is None else self._face(named.get(qn("w:val")))
        below = style.over(paragraph)
        toggled: dict[str, Any] = {
            field: bool(getattr(style, field)) != bool(getattr(paragraph, field))
            for field in _TOGGLES.values()
            if getattr(style, field) is not None
        }
        return face_of(properties).over(replace(below, **toggled))

    def numbering(self, properties: Element | None) -> Element | None:
        """Give the numbering (`w:numPr`) that the paragraph's style carries, or None."""
        for style in self._chain(self._style_of(properties)):
            found = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if found is not None:
                return found
        return None

    def _style_of(self, properties: Element | None) -> str | None:
        named = None if properties is None else properties.find(qn("w:pStyle"))
        return self._default if named is None else named.get(qn("w:val"))

    def _face(self, name: str | None) -> Face:
        if name is None:
            return Face()
        if name not in self._faces:
            face = Face()
            for style in self._chain(name):
                face = face.over(face_of(style.find(qn("w:rPr"))))
            self._faces[name] = face
        return self._faces[name]

    def _chain(self, name: str | None) -> Iterator[Element]:
        """Go from a style to what it is based on; a circle ends where it began."""
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            base = self._styles[name].find(qn("w:basedOn"))
            name = None if base is None else base.get(qn("w:val"))
