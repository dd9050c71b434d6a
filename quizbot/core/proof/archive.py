"""The evidence bundle as a file: a ZIP archive in which no byte can be changed unseen.

The last member, `manifest.json`, holds the SHA-256 of every other; the archive's comment, which ends the
file, is the SHA-256 of all bytes before it. The same members always give the same bytes.
"""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

MANIFEST = "manifest.json"
FORMAT = "quizbot-evidence/1"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_COMMENT = 64  # bytes: a SHA-256 in hexadecimal
_LEVEL = 6
_BLOCK = 1 << 20  # bytes

Member = tuple[str, Iterable[bytes]]


def write_archive(out: BinaryIO, members: Iterable[Member]) -> str:
    """Write the members in the order given; gives the SHA-256 of the manifest, in hexadecimal.

    That number stands for the contents on every machine, however its library packs bytes.

    Args:
        out: an empty file, open for reading and writing.
        members: names, and contents in pieces of any size.
    """
    hashes: dict[str, str] = {}
    with zipfile.ZipFile(out, "w", compresslevel=_LEVEL) as archive:
        for name, pieces in members:
            hashes[name] = _write(archive, name, pieces)
        manifest = json.dumps({"files": hashes, "format": FORMAT}, sort_keys=True, indent=1).encode() + b"\n"
        told = _write(archive, MANIFEST, [manifest])
        archive.comment = b"0" * _COMMENT
    _seal(out)
    return told


def _write(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> str:
    entry = zipfile.ZipInfo(name, date_time=_EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o100644 << 16
    hasher = hashlib.sha256()
    # sizes beyond 2 GB must be known before the first byte; nobody minds the few bytes more
    with archive.open(entry, "w", force_zip64=True) as member:
        for piece in pieces:
            hasher.update(piece)
            member.write(piece)
    return hasher.hexdigest()


def _seal(out: BinaryIO) -> None:
    out.flush()
    out.seek(-_COMMENT, 2)
    out.write(_hash_before_comment(out, out.tell()).encode())
    out.flush()


def _hash_before_comment(file: BinaryIO, end: int) -> str:
    hasher = hashlib.sha256()
    file.seek(0)
    left = end
    while left and (block := file.read(min(_BLOCK, left))):
        hasher.update(block)
        left -= len(block)
    file.seek(end)
    return hasher.hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """What does not agree in an archive, and where: a member, or "" for the frame around them."""

    member: str
    # changed | missing | unknown | unreadable
    kind: str


def damage(file: BinaryIO) -> tuple[Damage, ...]:
    """Find out whether any byte of a bundle was changed, and in which member; empty when none was."""
    size = file.seek(0, 2)
    told = b""
    if size > _COMMENT:
        file.seek(size - _COMMENT)
        told = file.read(_COMMENT)
    whole = size > _COMMENT and told == _hash_before_comment(file, size - _COMMENT).encode()
    found = _members(file)
    if whole or found:
        return found
    return (Damage(member="", kind="changed"),)


def _members(file: BinaryIO) -> tuple[Damage, ...]:
    try:
        with zipfile.ZipFile(file) as archive:
            return tuple(_in_archive(archive))
    except (zipfile.BadZipFile, ValueError, KeyError, NotImplementedError, OSError, EOFError):
        return (Damage(member="", kind="unreadable"),)


def _in_archive(archive: zipfile.ZipFile) -> Iterable[Damage]:
    names = archive.namelist()
    try:
        manifest = json.loads(_read(archive, MANIFEST))
        told = {str(name): str(each) for name, each in manifest["files"].items()}
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        KeyError,
        AttributeError,
        TypeError,
        OSError,
        EOFError,
    ):
        yield Damage(member=MANIFEST, kind="unreadable")
        told = dict.fromkeys(names, "")
    for name in told:
        if names.count(name) != 1:
            yield Damage(member=name, kind="missing")
            continue
        try:
            if _hash_of(archive, name) != told[name] and told[name]:
                yield Damage(member=name, kind="changed")
        except (
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            ValueError,
            OSError,
            EOFError,
            RuntimeError,
        ):
            yield Damage(member=name, kind="unreadable")
    for name in names:
        if name != MANIFEST and name not in told:
            yield Damage(member=name, kind="unknown")


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as member:
        return member.read()


def _hash_of(archive: zipfile.ZipFile, name: str) -> str:
    hasher = hashlib.sha256()
    with archive.open(name) as member:
        while block := member.read(_BLOCK):
            hasher.update(block)
    return hasher.hexdigest()
