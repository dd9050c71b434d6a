"""Cells of rosters in legacy letters (TCVN3, VNI) into Unicode."""

from quizbot.core.legacy_letters import to_unicode

LEGACY_NAMES = {"TCVN3": "TCVN3 (ABC)", "VNI": "VNI"}


def modern(text: str, encoding: str) -> str:
    """Give a cell in Unicode.

    TCVN3 has no capitals with marks: a name such as Ánh is stored small and shown by a capital font. Where every
    other word of the cell begins with a capital, it is a name, and gets its capital back.
    """
    written = to_unicode(text, written=encoding).text
    if encoding != "TCVN3":
        return written
    words = written.split(" ")
    plain = [word for word in words if word and word[0].isascii()]
    if not plain or not all(word[0].isupper() for word in plain):
        return written
    return " ".join(word[:1].upper() + word[1:] for word in words)
