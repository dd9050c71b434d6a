"""Text tables (.csv, .tsv): which encoding, which separator."""

import csv
import io
from collections import Counter

from quizbot.core.vietnamese import nfc
from quizbot.roster.reading import Notes

SEPARATORS = ",;\t|"
_SAMPLE_LINES = 50
_VIETNAMESE = frozenset("ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ")


def text_table(content: bytes, notes: Notes) -> list[list[str]] | None:
    """Read a text table; None when its encoding is not recognised (a fault says so)."""
    text = decoded(content, notes)
    if text is None:
        return None
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator(text)))
    except csv.Error as error:
        notes.fault("roster.unreadable", facts={"reason": error})
        return None


def decoded(content: bytes, notes: Notes) -> str | None:
    """Turn bytes into text: by the mark at the beginning, else UTF-8, else what Windows wrote in Vietnam."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(content, "utf-16", notes, told="UTF-16")
    wide = _without_mark(content)
    if wide:
        return _strict(content, wide, notes, told="UTF-16")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _windows(content, notes)
    if "\0" in text:
        notes.fault("roster.encoding")
        return None
    return text


def _without_mark(content: bytes) -> str:
    """Guess UTF-16 without a mark: every other byte of plain letters is zero."""
    head = content[:2000]
    if len(head) < 4:
        return ""
    if head[1::2].count(0) > len(head) // 5:
        return "utf-16-le"
    return "utf-16-be" if head[::2].count(0) > len(head) // 5 else ""


def _strict(content: bytes, encoding: str, notes: Notes, *, told: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        notes.fault("roster.encoding")
        return None
    if "\0" in text:
        notes.fault("roster.encoding")
        return None
    notes.remark("roster.converted", facts={"encoding": told})
    return text


def _windows(content: bytes, notes: Notes) -> str | None:
    """Try Windows-1258; taken only when Vietnamese comes out of it."""
    try:
        text = nfc(content.decode("cp1258"))
    except UnicodeDecodeError:
        notes.fault("roster.encoding")
        return None
    if not _VIETNAMESE & set(text.casefold()) or "\0" in text:
        notes.fault("roster.encoding")
        return None
    notes.remark("roster.converted", confirm=True, facts={"encoding": "Windows-1258"})
    return text


def separator(text: str) -> str:
    """Tell what separates the columns: what gives most lines the same number of columns, the more the better."""
    lines = [line for line in text.splitlines() if line.strip()][:_SAMPLE_LINES]

    def evenness(candidate: str) -> tuple[int, int]:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=candidate))
        except csv.Error:
            return 0, 0
        wide = {width: count for width, count in widths.items() if width > 1}
        if not wide:
            return 0, 0
        width = max(wide, key=lambda each: (wide[each], each))
        return wide[width], width

    return max(SEPARATORS, key=evenness)
