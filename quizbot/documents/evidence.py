"""Files kept as proof of register entries: by their SHA-256, in a folder beside the database."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from quizbot.core.refusal import Refusal

FOLDER = "evidence"
MOST_BYTES = 10 * 1024 * 1024


class EvidenceTooLarge(Refusal):
    """The file is larger than what is kept; a link does as well."""

    code = "register.evidence_too_large"


def keep_evidence(folder: Path, content: bytes) -> str:
    """Keep a file; gives its SHA-256, under which it is found again. The same file is kept once.

    Raises:
        EvidenceTooLarge
    """
    if len(content) > MOST_BYTES:
        raise EvidenceTooLarge(bytes=len(content), most_mb=MOST_BYTES // 1024 // 1024)
    sha256 = hashlib.sha256(content).hexdigest()
    target = folder / FOLDER / sha256
    if target.exists():
        return sha256
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, scratch = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(scratch).replace(target)
    return sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What copying kept files came to."""

    # how many were not there yet
    fresh: int
    # their names, where the content is no longer what was kept: left behind
    damaged: tuple[str, ...]


def copy_evidence(folder: Path, into: Path) -> Copied:
    """Bring every kept file that is not there yet beside another database, or beside its backups."""
    fresh, damaged = 0, []
    for path in sorted((folder / FOLDER).glob("[0-9a-f]" * 64)):
        if (into / FOLDER / path.name).exists():
            continue
        content = kept_evidence(folder, path.name)
        if content is None:
            damaged.append(path.name)
        else:
            keep_evidence(into, content)
            fresh += 1
    return Copied(fresh=fresh, damaged=tuple(damaged))


def not_kept(folder: Path, hashes: Iterable[str]) -> tuple[str, ...]:
    """Name the files that are not there, or no longer what was kept."""
    return tuple(each for each in hashes if kept_evidence(folder, each) is None)


def kept_evidence(folder: Path, sha256: str) -> bytes | None:
    """Give a kept file; None when it is not there, or is no longer what was kept."""
    path = folder / FOLDER / sha256
    if len(sha256) != 64 or not sha256.isalnum() or not path.is_file():
        return None
    content = path.read_bytes()
    return content if hashlib.sha256(content).hexdigest() == sha256 else None
