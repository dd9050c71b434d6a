"""The place of every value and key of a form."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quizbot.forms.faults import Place

Path = Sequence[str | int]

# A node of the tree of places, light enough for hundreds of thousands:
#   scalar: the packed place · sequence: [packed place, node, ...] ·
#   mapping: {"": packed place, key: [packed place of the key, node], ...}
Node = Any

_COLUMNS = 1 << 20


def pack(line: int, column: int) -> int:
    """Pack a place that counts from 0 into one number."""
    return line * _COLUMNS + (column if column < _COLUMNS else _COLUMNS - 1)


def unpack(packed: int) -> Place:
    """Give the place of a packed number, counting from 1."""
    line, column = divmod(packed, _COLUMNS)
    return Place(line + 1, column + 1)


@dataclass(frozen=True, slots=True)
class Places:
    """Places by path; a path that leads nowhere gives the nearest enclosing value."""

    root: Node

    def value(self, path: Path = ()) -> Place:
        """Give where the value at `path` begins."""
        return unpack(_start(self._walk(path)[1]))

    def key(self, path: Path) -> Place:
        """Give where the key at the end of `path` stands; list items have none and give the value."""
        return unpack(self._walk(path)[0])

    def below(self, path: Path) -> "Places":
        """Give the places of the value at `path`, with paths counted from there."""
        return Places(self._walk(path)[1])

    def known(self, path: Path) -> tuple[str | int, ...]:
        """Leave out of `path` the parts that are no key and no index (arms of unions and the like)."""
        node, kept = self.root, []
        for part in path:
            step = _step(node, part)
            if step is not None:
                kept.append(part)
                node = step[1]
        return tuple(kept)

    def _walk(self, path: Path) -> tuple[int, Node]:
        key, node = _start(self.root), self.root
        for part in path:
            step = _step(node, part)
            if step is None:
                break
            key, node = step
        return key, node


def _start(node: Node) -> int:
    if isinstance(node, dict):
        node = node[""]
    elif isinstance(node, list):
        node = node[0]
    return int(node)


def _step(node: Node, part: str | int) -> tuple[int, Node] | None:
    if isinstance(node, dict) and isinstance(part, str) and part and part in node:
        key, below = node[part]
        return key, below
    if isinstance(node, list) and isinstance(part, int) and 0 <= part < len(node) - 1:
        return _start(node[part + 1]), node[part + 1]
    return None
