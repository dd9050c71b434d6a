"""Texts of files into Unicode: the code page is told from the bytes, legacy letters from the text."""

import unicodedata

from quizbot.core.legacy_letters import Converted, to_unicode

_ASCII = bytes(range(128))
_MARKS = "\u0300\u0301\u0303\u0309\u0323"
_LETTERS = frozenset(
    unicodedata.normalize("NFC", letter + mark)
    for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for mark in ("", *_MARKS)
) | frozenset("đĐ")


def legacy_1258(content: bytes) -> str | None:
    """Read the Vietnamese code page of Windows, in which Excel saves a plain CSV; None when it is another.

    Seen as Western letters such a text looks much like VNI, so it is to be tried first.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or not content.translate(None, _ASCII):
        return None
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return None
    try:
        apart = content.decode("cp1258")
    except UnicodeDecodeError:
        return None
    text = unicodedata.normalize("NFC", apart)
    strange = any(letter.isalpha() and not letter.isascii() and letter not in _LETTERS for letter in text)
    marked = any(mark in apart for mark in _MARKS)
    left = any(mark in text for mark in _MARKS)
    return text if marked and not strange and not left and "\0" not in text else None


def decode(content: bytes) -> Converted | None:
    """Turn the bytes of a text file into text; None when its encoding cannot be told."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return to_unicode(content.decode("utf-16"))
        except UnicodeDecodeError:
            return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
        converted = to_unicode(text)
        return converted if converted.was and "\ufffd" not in converted.text else None
    return None if "\0" in text or "\ufffd" in text else to_unicode(text)
