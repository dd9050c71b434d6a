"""Keeping the record of blind readings on disk: one file for a reader and a day, and the status it earns."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from quizbot.bank.loader import load_bank
from quizbot.bank.readings import read_readings, readings_file
from quizbot.bank.reviewing import earned, with_status
from quizbot.bank.values import Reading
from quizbot.core.vietnamese import fold
from quizbot.forms.faults import FormFaults


def record_of(folder: Path, *, reader: str, on: date) -> Path:
    """Give the file in which a reader's readings of a day are kept."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(reader)).strip("-") or "nguoi-doc"
    return folder / f"{on.isoformat()}-{slug}.yaml"


def kept_in(file: Path) -> list[Reading]:
    """Give the readings that stand in a file; none when there is no file.

    Raises:
        FormFaults: somebody wrote into it what is no reading.
    """
    if not file.exists():
        return []
    found, faults = read_readings([(file, file.read_text(encoding="utf-8"))])
    if faults:
        raise FormFaults(faults)
    return [each for readings in found.values() for each in readings]


def keep(file: Path, readings: Sequence[Reading]) -> None:
    """Write the readings of one reader and day; the file is the old one or the new one, never half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(file.name + ".part")
    part.write_text(readings_file(readings[0].reader, readings[0].on, readings), encoding="utf-8")
    part.replace(file)


def add(folder: Path, reading: Reading) -> Path:
    """Add one reading to its file.

    Raises:
        FormFaults
    """
    file = record_of(folder, reader=reading.reader, on=reading.on)
    keep(file, [*kept_in(file), reading])
    return file


def settle(folder: Path) -> int:
    """Write the status that the last reading of each question gives it; gives how many questions changed.

    Raises:
        FormFaults
    """
    bank = load_bank(folder)
    files: dict[str, dict[int, str]] = {}
    for status, questions in earned(bank).items():
        for each in questions:
            where = bank.place(each.id)
            files.setdefault(where.file, {})[where.place.line] = status
    for file, statuses in files.items():
        path = Path(file)
        path.write_text(with_status(path.read_text(encoding="utf-8"), statuses), encoding="utf-8")
    return sum(map(len, files.values()))
