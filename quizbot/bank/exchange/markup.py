"""Text out of HTML: words stay, marks go, and what cannot come along is told."""

import re
from html import unescape
from html.parser import HTMLParser

_TAG = re.compile(
    r"</?(?:p|br|b|i|u|strong|em|span|div|img|sub|sup|ul|ol|li|a|table|tr|td|th|h[1-6]|font|pre|code|tt|math|video|audio|iframe)\b[^>]*>",
    re.I,
)
_BREAKS = {"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre"}
_SILENT = {"script", "style", "title", "head"}
_TOLD = {
    "img": "có hình, không lấy được",
    "object": "có tệp nhúng, không lấy được",
    "embed": "có tệp nhúng, không lấy được",
    "svg": "có hình, không lấy được",
    "video": "có phim, không lấy được",
    "audio": "có âm thanh, không lấy được",
    "iframe": "có trang nhúng, không lấy được",
    "table": "có bảng, đã chép thành chữ",
    "math": "có công thức, đã chép thành chữ; xem lại",
}
PICTURES = frozenset({"img", "object", "video", "audio", "iframe", "embed", "svg"})
"""Names of elements whose content words cannot stand for."""
_RAISED = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_WRAPPED = re.compile(r"\s*<([a-z][a-z0-9]*)\b[^<>]*>.*</\1\s*>\s*", re.I | re.S)


def looks_like_html(text: str) -> bool:
    """Tell whether a text holds tags of HTML."""
    return _TAG.search(text) is not None


def is_html(text: str) -> bool:
    """Tell whether a whole text stands between tags of HTML, as programs write it into plain fields."""
    return _WRAPPED.fullmatch(text) is not None and looks_like_html(text)


def small(name: str, text: str) -> str:
    """Write what stands in `sup` or `sub` with the small signs of Unicode, where there are such."""
    table = _RAISED if name == "sup" else _LOWERED
    bare = text.strip()
    return bare.translate(table) if bare and all(ord(sign) in table for sign in bare) else text


def plain(text: str, *, html: bool | None = None) -> tuple[str, tuple[str, ...]]:
    """Give the words of a text and what was left out.

    Args:
        html: the text is HTML, or is not; None: look.
    """
    if html is None:
        html = looks_like_html(text)
    if not html:
        return _spaced(text), ()
    reader = _Words()
    reader.feed(text)
    reader.close()
    return _spaced("".join(reader.words)), tuple(dict.fromkeys(reader.told))


def escaped(text: str) -> str:
    """Write a text so that HTML shows it as it is."""
    made = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return made.replace("\n", "<br>")


def _spaced(text: str) -> str:
    lines = (" ".join(line.split()) for line in unescape_blanks(text).splitlines())
    return re.sub(r"\n{2,}", "\n", "\n".join(line for line in lines if line)).strip()


def unescape_blanks(text: str) -> str:
    """Turn hard blanks into plain ones."""
    return text.replace("\u00a0", " ")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.words: list[str] = []
        self.told: list[str] = []
        self._silent = 0
        # where a small text began, and which
        self._small: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _TOLD:
            self.told.append(_TOLD[tag])
        if tag in _SILENT:
            self._silent += 1
        if tag in _BREAKS:
            self.words.append("\n")
        if tag in ("sup", "sub"):
            self._small.append((tag, len(self.words)))
        if tag == "img":
            said = dict(attrs).get("alt")
            if said and said.strip():
                self.words.append(f" [{said.strip()}] ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag in _BREAKS:
            self.words.append("\n")
        elif tag in ("td", "th"):
            self.words.append(" ")
        elif tag in ("sup", "sub") and self._small and self._small[-1][0] == tag:
            _, start = self._small.pop()
            said = "".join(self.words[start:])
            self.words[start:] = [small(tag, said)]
            if said.strip() and small(tag, said) == said:
                self.told.append("có chỉ số trên hoặc dưới, đã chép thành chữ thường")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self.handle_data(unescape(f"&#{name};"))


def pictured(told: tuple[str, ...]) -> bool:
    """Tell whether what was left out of a text (as `plain` tells it) is something to see or hear."""
    return any(_TOLD.get(name) in told for name in PICTURES)
