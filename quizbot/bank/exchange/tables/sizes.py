"""How much a workbook holds, told before it is read: a small broken file may ask for all the memory there is.

The native reader of workbooks follows the chains of an old .xls without an end and lays every sheet out
cell by cell, so chains and extents are looked at first.
"""

import struct
import zipfile
from collections.abc import Iterable, Iterator

from defusedxml.ElementTree import iterparse

# source: MS-CFB 2.1 and 2.2, learn.microsoft.com, 2026-11
_DIFAT_AT = 76
_LAST_SECTOR = 0xFFFFFFFA
_ENTRY = 128
_STREAMS = ("Workbook", "Book")
# records of cells: number, RK, blank text, label, formula, true or error; source: MS-XLS 2.3, 2026-11
_CELLS = frozenset((0x0203, 0x027E, 0x0204, 0x00FD, 0x0006, 0x0205, 0x00D6, 0x00BD))
# the table of texts: how many, how many different ones
_TEXTS = 0x00FC
_BEGIN = frozenset((0x0809, 0x0409, 0x0209, 0x0009))


class BrokenBook(ValueError):
    """The file contradicts itself."""


def ole_extent(content: bytes) -> int:
    """Give the cells of the largest sheet of an old .xls, laid out from its first row and column.

    Raises:
        BrokenBook: its chains run in a circle or out of the file.
    """
    try:
        book = _Compound(content)
        return max(map(_area, _substreams(book.stream())), default=0)
    except (struct.error, IndexError) as error:
        raise BrokenBook from error


def ods_extent(packed: zipfile.ZipFile) -> int:
    """Give the cells of the largest sheet of an .ods, repeated ones included.

    Raises:
        ElementTree.ParseError, ValueError, KeyError: the file is broken.
    """
    largest = bottom = right = row = column = 0
    with packed.open("content.xml") as part:
        for event, element in iterparse(part, events=("start", "end")):
            tag = element.tag.rpartition("}")[2]
            if event == "start":
                if tag == "table":
                    bottom = right = row = 0
                elif tag == "table-row":
                    column = 0
                continue
            if tag in ("table-cell", "covered-table-cell"):
                column += _times(element.items(), "number-columns-repeated")
                if len(element) or any(
                    name.rpartition("}")[2].startswith("value") for name, _ in element.items()
                ):
                    right, bottom = max(right, column), max(bottom, row + 1)
            elif tag == "table-row":
                times = _times(element.items(), "number-rows-repeated")
                bottom = row + times if bottom > row else bottom
                row += times
                element.clear()
            elif tag == "table":
                largest = max(largest, bottom * right)
    return largest


def _times(attributes: Iterable[tuple[str, str]], name: str) -> int:
    return next((int(value) for key, value in attributes if key.rpartition("}")[2] == name), 1)


class _Compound:
    """The chains of a compound file."""

    def __init__(self, content: bytes) -> None:
        shift, small_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise BrokenBook
        self._content = content
        self._size = 1 << shift
        (self._first,) = struct.unpack_from("<I", content, 48)
        (self._cutoff,) = struct.unpack_from("<I", content, 56)
        (small_first,) = struct.unpack_from("<I", content, 60)
        self._next = self._table(self._table_sectors())
        _no_circle(self._next)
        self._small_next = self._table(list(self._chain(small_first, self._next)))
        _no_circle(self._small_next)

    def stream(self) -> bytes:
        """Give the stream that holds the workbook."""
        directory = b"".join(map(self._sector, self._chain(self._first, self._next)))
        entries = [directory[at : at + _ENTRY] for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
        for entry in entries:
            (length,) = struct.unpack_from("<H", entry, 64)
            name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace")
            start, size = struct.unpack_from("<II", entry, 116)
            if name in _STREAMS and size >= self._cutoff:
                return b"".join(map(self._sector, self._chain(start, self._next)))[:size]
            if name in _STREAMS:
                (root,) = struct.unpack_from("<I", entries[0], 116)
                small = b"".join(map(self._sector, self._chain(root, self._next)))
                pieces = (small[at * 64 : at * 64 + 64] for at in self._chain(start, self._small_next))
                return b"".join(pieces)[:size]
        raise BrokenBook

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        if at >= len(self._content):
            raise BrokenBook
        return self._content[at : at + self._size]

    def _table_sectors(self) -> list[int]:
        found = [
            each for each in struct.unpack_from("<109I", self._content, _DIFAT_AT) if each < _LAST_SECTOR
        ]
        (more,) = struct.unpack_from("<I", self._content, 68)
        seen: set[int] = set()
        while more < _LAST_SECTOR:
            if more in seen:
                raise BrokenBook
            seen.add(more)
            *listed, more = struct.unpack(f"<{self._size // 4}I", self._sector(more))
            found += [each for each in listed if each < _LAST_SECTOR]
        if len(set(found)) < len(found):
            raise BrokenBook
        return found

    def _table(self, sectors: list[int]) -> list[int]:
        return [each for number in sectors for (each,) in struct.iter_unpack("<I", self._sector(number))]

    def _chain(self, start: int, table: list[int]) -> Iterator[int]:
        at = start
        while at < _LAST_SECTOR:
            yield at
            at = table[at]


def _no_circle(table: list[int]) -> None:
    """See that every chain ends."""
    done = bytearray(len(table))
    for start in range(len(table)):
        path = []
        at = start
        while at < _LAST_SECTOR and at < len(table) and not done[at]:
            done[at] = 1
            path.append(at)
            at = table[at]
        if at < len(table) and done[at] == 1:
            raise BrokenBook
        for each in path:
            done[each] = 2


def _substreams(stream: bytes) -> Iterator[list[tuple[int, int]]]:
    """Give the places of the cells of each part of a workbook's stream."""
    cells: list[tuple[int, int]] = []
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind in _BEGIN:
            yield cells
            cells = []
        elif kind == _TEXTS and struct.unpack_from("<I", stream, at + 8)[0] > len(stream):
            raise BrokenBook
        elif kind in _CELLS and length >= 4 and at + 8 <= len(stream):
            row, column = struct.unpack_from("<HH", stream, at + 4)
            cells.append((row, column))
            if kind == 0x00BD and length >= 6 and at + 4 + length <= len(stream):
                cells.append((row, struct.unpack_from("<H", stream, at + 2 + length)[0]))
        at += 4 + length
    yield cells


def _area(cells: list[tuple[int, int]]) -> int:
    if not cells:
        return 0
    rows, columns = [row for row, _ in cells], [column for _, column in cells]
    return (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)
