"""The words of an item: what stands in `itemBody`, choices and feedback, without marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from quizbot.bank.exchange import markup
from quizbot.bank.exchange.xml_files import attribute, children, local

GAP = "_____"
_BLOCKS = (
    "p", "div", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "prompt", "itembody", "blockquote", "pre",
    "contentbody", "rubricblock", "table", "ul", "ol", "section", "figcaption",
)  # fmt: skip
_GAPS = ("textentryinteraction", "inlinechoiceinteraction")
_SILENT = (
    "feedbackblock", "feedbackinline", "modalfeedback", "templateblock", "templateinline", "stylesheet", "style",
    "script", "rt", "rp",
)  # fmt: skip


@dataclass
class Words:
    """Collects what of the elements read so far is no plain text."""

    pictures: bool = False
    formulas: bool = False
    # names of other things that were left out
    left: list[str] = field(default_factory=list)

    def of(self, element: Element) -> str:
        """Give the words below an element; interactions give their prompt, a gap gives a line."""
        text = "".join(self._inside(element))
        return markup.plain(text, html=False)[0]

    def _pieces(self, element: Element) -> Iterator[str]:
        name = local(element.tag)
        if name in _GAPS:
            yield f" {GAP} "
        elif name.endswith("interaction"):
            for prompt in children(element, "prompt"):
                yield from self._pieces(prompt)
        elif name == "rubricblock" and "candidate" not in (attribute(element, "view") or "candidate"):
            self.left.append("bỏ hướng dẫn không dành cho người thi (rubricBlock)")
        elif name in _SILENT:
            if name.startswith("template"):
                self.left.append("bỏ đoạn chữ sinh tự động (template)")
        elif name in ("sup", "sub"):
            yield markup.small(name, "".join(self._inside(element)))
        else:
            self._looked(element, name)
            block = name in _BLOCKS
            yield "\n" if block else ""
            yield from self._inside(element)
            yield "\n" if block else (" " if name in ("td", "th") else "")

    def _inside(self, element: Element) -> Iterator[str]:
        yield self._text(element.text)
        for child in element:
            yield from self._pieces(child)
            yield self._text(child.tail)

    def _text(self, text: str | None) -> str:
        """Give a piece of text; some tools hide HTML in it."""
        if text and markup.is_html(text):
            said, told = markup.plain(text, html=True)
            self.pictures = self.pictures or markup.pictured(told)
            return said
        return re.sub(r"\s+", " ", text or "")

    def _looked(self, element: Element, name: str) -> None:
        if name in markup.PICTURES or name in ("picture", "portablecustominteraction", "custominteraction"):
            self.pictures = True
        elif name == "math":
            self.formulas = True
        elif name == "a" and attribute(element, "href"):
            self.left.append("bỏ địa chỉ của liên kết")
