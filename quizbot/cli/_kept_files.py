"""Files kept beside the database as proof of register entries: they go where its backups go, and come back."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from quizbot.storage.engine import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What became of the files that the register names."""

    folder: Path
    # how many the register names, and how many were copied now
    registered: int
    fresh: int
    # names and hashes of those that are not where they belong, or damaged
    missing: tuple[tuple[str, str], ...]


def carry(database: "Database", *, source: Path | None, target: Path | None) -> Carried:
    """Copy kept files from beside one database to beside another, and look whether all are there.

    Args:
        database: whose register says which there have to be.
        source, target: folders that hold the folder of kept files; None: not known.
    """
    from quizbot.documents.evidence import FOLDER, copy_evidence, not_kept
    from quizbot.storage.backup import registered_files

    names = registered_files(database)
    fresh = 0
    if source is not None and target is not None:
        fresh = copy_evidence(source, target).fresh
    gone = names if target is None else not_kept(target, names)
    return Carried(
        folder=(target or Path()) / FOLDER,
        registered=len(names),
        fresh=fresh,
        missing=tuple((names[each], each) for each in gone),
    )


def say(carried: Carried, *, quiet: bool) -> None:
    """Tell what was copied, and every file that is missing."""
    if carried.registered and not quiet:
        click.echo(
            f"Tệp minh chứng của sổ đăng ký: {carried.registered} tệp, mới chép {carried.fresh}, ở {carried.folder}."
        )
    for name, sha256 in carried.missing:
        click.echo(f"LỖI: thiếu hoặc hỏng tệp minh chứng {name} (SHA-256 {sha256})", err=True)


def plain(carried: Carried) -> dict[str, Any]:
    """Give it as JSON data."""
    return {
        "folder": str(carried.folder),
        "registered": carried.registered,
        "fresh": carried.fresh,
        "missing": [{"file": name, "sha256": sha256} for name, sha256 in carried.missing],
    }
