"""Colours as looks: what stands out is what differs from the colour most options have."""

from collections import Counter
from collections.abc import Iterable, Mapping

from quizbot.bank.exchange.paper.lines import Line, Look

INK = "màu chữ"
GROUND = "tô nền"
_KINDS = (INK, GROUND)
# brighter than this it is no longer "nearly black"; of 255
_DARK = 0x60
_GREY = 0x20
_PALE = 0xF0


def ink(value: str) -> str:
    """Give the look of letters of a colour "RRGGBB"; "" for black, nearly black and what is no colour."""
    parts = _parts(value)
    dark = not parts or (max(parts) <= _DARK and max(parts) - min(parts) <= _GREY)
    return "" if dark else f"{INK} {value.upper()}"


def ground(value: str) -> str:
    """Give the look of letters on a background, "RRGGBB" or a name; "" for white, nearly white and none."""
    if value.lower() in ("", "auto", "none", "white", "clear"):
        return ""
    parts = _parts(value)
    return "" if parts and min(parts) >= _PALE else f"{GROUND} {value.upper()}"


def usual_colours(lines: Iterable[Line]) -> dict[str, str]:
    """Give for ink and ground the colour that most letters of the lines have ("" for none)."""
    held = list(lines)
    return {kind: _usual(kind, held) for kind in _KINDS}


def standing_out(line: Line, usual: Mapping[str, str]) -> Line:
    """Turn colours into plain looks: a letter has the look when its colour is not the usual one."""
    looks = [look for look in line.looks if not any(_of_kind(look, kind) for kind in _KINDS)]
    for kind, base in usual.items():
        spans = [look for look in line.looks if _of_kind(look, kind)]
        looks += [Look(look.start, look.end, kind) for look in spans if look.signal != base]
        if base:
            looks += [Look(start, end, kind) for start, end in _gaps(spans, len(line.text))]
    return Line(text=line.text, place=line.place, looks=tuple(looks))


def _parts(value: str) -> tuple[int, ...]:
    try:
        return tuple(bytes.fromhex(value)) if len(value) == 6 else ()
    except ValueError:
        return ()


def _of_kind(look: Look, kind: str) -> bool:
    return look.signal.startswith(kind + " ")


def _usual(kind: str, options: Iterable[Line]) -> str:
    counts: Counter[str] = Counter()
    for line in options:
        coloured = 0
        for look in line.looks:
            if _of_kind(look, kind):
                counts[look.signal] += look.end - look.start
                coloured += look.end - look.start
        counts[""] += len(line.text) - coloured
    return max(sorted(counts), key=lambda each: counts[each]) if counts else ""


def _gaps(spans: list[Look], length: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = 0
    for look in sorted(spans, key=lambda each: each.start):
        if look.start > at:
            found.append((at, look.start))
        at = max(at, look.end)
    return [*found, (at, length)] if at < length else found
