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
    "video": "có phim, không lấy được",
    "audio": "có âm thanh, không lấy được",
    "iframe": "có trang nhúng, không lấy được",
    "table": "có bảng, đã chép thành chữ",
    "math": "có công thức, đã chép thành chữ; xem lại",
    "sub": "có chỉ số dưới, đã chép thành chữ thường",
    "sup": "có chỉ số trên, đã chép thành chữ thường",
}


def looks_like_html(text: str) -> bool:
    """Tell whether a text holds tags of HTML."""
    return _TAG.search(text) is not None


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

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _TOLD:
            self.told.append(_TOLD[tag])
        if tag in _SILENT:
            self._silent += 1
        if tag in _BREAKS:
            self.words.append("\n")
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

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self.handle_data(unescape(f"&#{name};"))
