"""Legacy Vietnamese text: TCVN3 (ABC) and VNI letters into Unicode, decomposed letters composed.

Both encodings put Vietnamese letters on code points of Western letters and rely on a font to
show them, so a text is converted only when it holds many signs of one and none of real Vietnamese.
"""

import re
import unicodedata
from dataclasses import dataclass

_TCVN3_FROM = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢§£¤¥¦"
_TCVN3_TO = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"
_TCVN3 = str.maketrans(dict(zip(_TCVN3_FROM, _TCVN3_TO, strict=True)))
# signs that stand inside words only in TCVN3
_TCVN3_SIGN = re.compile(r"(?<=[A-Za-z])[µ¸¶·¹¨»¾¼½©®ª«¬\xad]|[µ¸®§](?=[A-Za-zµ¸©®])")

_VNI_PLAIN = {"ñ": "đ", "Ñ": "Đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ô": "ơ", "ö": "ư"}
_VNI_PLAIN |= {"Æ": "Ỉ", "Ó": "Ĩ", "Ò": "Ị", "Î": "Ỵ", "Ô": "Ơ", "Ö": "Ư"}
_VNI_TONE = dict(zip("øùûõï", "\u0300\u0301\u0309\u0303\u0323", strict=True))
# on a (breve), and on a, e, o (circumflex), with and without tone
_VNI_BREVE = dict(zip("êèéúüë", ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"), strict=True))
_VNI_ROOF = dict(zip("âàáåãä", ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"), strict=True))
_VNI_PAIR = re.compile(r"([aeouyôöAEOUYÔÖ])([øùûõïêèéúüëâàáåãäØÙÛÕÏÊÈÉÚÜËÂÀÁÅÃÄ])")
_VNI_SIGN = re.compile(r"[aeouyAEOUY][øùûõïâàáåãäØÙÛÕÏ](?![a-zà-ÿ]{3})|[ôöÔÖ][øùûõïØÙÛÕÏ]")

_VIETNAMESE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9\u0309\u0323]")
_FEWEST_SIGNS = 3
# most Vietnamese words carry a sign; a few in a long text are Spanish or French
_WORDS_A_SIGN = 10


@dataclass(frozen=True, slots=True)
class Converted:
    """A text in composed Unicode, and what it was written in ("" when nothing was changed)."""

    text: str
    was: str = ""


def from_tcvn3(text: str) -> str:
    """Turn TCVN3 (ABC) letters into Unicode. Capitals of a capital font stay small."""
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """Turn VNI-Windows letters into Unicode."""

    def joined(match: re.Match[str]) -> str:
        letter, mark = match.group(1), match.group(2).lower()
        base = _VNI_PLAIN.get(letter, letter)
        if mark in _VNI_TONE:
            made = base + _VNI_TONE[mark]
        elif mark in _VNI_BREVE and letter in "aA":
            made = base + "\u0306" + _VNI_BREVE[mark]
        elif mark in _VNI_ROOF and letter in "aeoAEO":
            made = base + "\u0302" + _VNI_ROOF[mark]
        else:
            return match.group(0)
        return unicodedata.normalize("NFC", made)

    parts = _VNI_PAIR.split(text)
    # split gives plain text and the two groups in turn; plain text may hold single letters
    made: list[str] = []
    for index in range(0, len(parts), 3):
        made.append("".join(_VNI_PLAIN.get(letter, letter) for letter in parts[index]))
        if index + 2 < len(parts):
            made.append(_VNI_PAIR.sub(joined, parts[index + 1] + parts[index + 2]))
    return "".join(made)


def legacy(text: str) -> str:
    """Tell which legacy encoding a text is written in: "TCVN3", "VNI", or ""."""
    if _VIETNAMESE.search(unicodedata.normalize("NFC", text)):
        return ""
    if len(_TCVN3_SIGN.findall(text)) >= _FEWEST_SIGNS:
        return "TCVN3"
    signs = len(_VNI_SIGN.findall(text))
    return "VNI" if signs >= _FEWEST_SIGNS and signs * _WORDS_A_SIGN >= len(text.split()) else ""


def legacy_font(name: str) -> str:
    """Tell which legacy encoding a font shows: names begin with .Vn (TCVN3) or VNI."""
    folded = name.lower()
    if folded.startswith(".vn"):
        return "TCVN3"
    return "VNI" if folded.startswith("vni") else ""


def to_unicode(text: str, *, written: str | None = None) -> Converted:
    """Convert a text from the encoding it is written in (found from the text unless told), and compose it."""
    encoding = legacy(text) if written is None else written
    if encoding == "TCVN3":
        return Converted(from_tcvn3(text), "TCVN3 (ABC)")
    if encoding == "VNI":
        return Converted(from_vni(text), "VNI")
    composed = unicodedata.normalize("NFC", text)
    return Converted(composed, "Unicode tổ hợp (NFD)" if composed != text else "")
