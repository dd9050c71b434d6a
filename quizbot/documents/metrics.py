"""How wide a text is in the shipped font, which has the metrics of Times New Roman."""

import functools
import struct
import unicodedata
from collections.abc import Mapping
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
FAMILY = "Liberation Serif"
_MM_PER_POINT = 25.4 / 72


def width_mm(text: str, *, size: float, bold: bool = False, italic: bool = False) -> float:
    """Measure a line of text in millimetres."""
    style = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic"}.get(
        (bold, italic), "BoldItalic"
    )
    advances, unit = _font(style)
    wide = sum(advances.get(ord(ch), unit // 2) for ch in unicodedata.normalize("NFC", text))
    return wide / unit * size * _MM_PER_POINT


def wrapped(text: str, *, room_mm: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """Break a text into the lines a program would: as many words on a line as there is room for."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_mm(longer, size=size, bold=bold) <= room_mm:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def balanced(text: str, *, room_mm: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """Break a text into as few lines as there is room for, of lengths as even as can be."""
    best = wrapped(text, room_mm=room_mm, size=size, bold=bold)
    for room in range(int(room_mm), 0, -1):
        narrower = wrapped(text, room_mm=room, size=size, bold=bold)
        if len(narrower) > len(best):
            break
        best = narrower
    return best


def has_glyph(ch: str, style: str) -> bool:
    """Tell whether a style of the shipped font draws a character."""
    return ord(ch) in _font(style)[0]


@functools.cache
def _font(style: str) -> tuple[Mapping[int, int], int]:
    """Read the advance of every character, and the units of the em (OpenType: cmap format 4, hmtx)."""
    data = (FONTS / f"LiberationSerif-{style}.ttf").read_bytes()
    tables = {
        data[at : at + 4].decode(): struct.unpack_from(">II", data, at + 8)
        for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16)
    }
    unit = struct.unpack_from(">H", data, tables["head"][0] + 18)[0]
    longs = struct.unpack_from(">H", data, tables["hhea"][0] + 34)[0]
    hmtx = tables["hmtx"][0]
    advances = {
        code: struct.unpack_from(">H", data, hmtx + 4 * min(glyph, longs - 1))[0]
        for code, glyph in _cmap(data, tables["cmap"][0]).items()
    }
    return advances, unit


def _cmap(data: bytes, start: int) -> dict[int, int]:
    for number in range(struct.unpack_from(">H", data, start + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", data, start + 4 + 8 * number)
        at = start + offset
        if (platform, encoding) == (3, 1) and struct.unpack_from(">H", data, at)[0] == 4:
            return _format_4(data, at)
    raise ValueError("the font has no table of characters that is understood here")


def _format_4(data: bytes, at: int) -> dict[int, int]:
    half = struct.unpack_from(">H", data, at + 6)[0]
    count = half // 2
    rows = [
        struct.unpack_from(f">{count}{kind}", data, at + 14 + shift)
        for kind, shift in (("H", 0), ("H", half + 2), ("h", 2 * half + 2), ("H", 3 * half + 2))
    ]
    found: dict[int, int] = {}
    for segment, (end, begin, delta, offset) in enumerate(zip(*rows, strict=True)):
        for code in range(begin, min(end, 0xFFFE) + 1):
            glyph = code + delta
            if offset:
                place = at + 16 + 3 * half + 2 * segment + offset + 2 * (code - begin)
                inside = struct.unpack_from(">H", data, place)[0]
                glyph = inside + delta if inside else 0
            if glyph & 0xFFFF:
                found[code] = glyph & 0xFFFF
    return found
