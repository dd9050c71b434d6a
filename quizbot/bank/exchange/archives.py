"""Zip files from outside, opened only within limits."""

import io
import lzma
import struct
import zipfile
import zlib

# a paper of thousands of questions with pictures is far below
_MOST_MEMBERS = 5_000
_MOST_BYTES = 256 * 1024 * 1024
_MOST_RATIO = 200
_RATIO_FROM = 1024 * 1024

DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, RuntimeError, NotImplementedError, EOFError, OSError,
    KeyError, ValueError, OverflowError,
)  # fmt: skip
"""What the zip reader raises for a file that is damaged, locked, or packed in an unknown way."""


def open_archive(content: bytes) -> zipfile.ZipFile | None:
    """Open a zip file; None when it is none.

    Raises:
        TooBig: it holds too much, or swells too much when unpacked.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
    except DAMAGED:
        return None
    total = sum(each.file_size for each in members)
    swelling = any(
        each.file_size > _RATIO_FROM and each.file_size > _MOST_RATIO * max(each.compress_size, 1)
        for each in members
    )
    if len(members) > _MOST_MEMBERS or total > _MOST_BYTES or swelling:
        raise TooBig
    return archive


def read_member(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """Unpack one file; None when it is damaged, locked, or packed in an unknown way."""
    try:
        return archive.read(name)
    except DAMAGED:
        return None


class TooBig(Exception):
    """A zip file is too big to open safely."""
