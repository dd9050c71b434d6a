"""The bank's folder beside the running bank: the same questions as YAML, where that may be written."""

import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quizbot.bank.desk.waiting import write_whole
from quizbot.bank.intake.apply import applied
from quizbot.bank.intake.placing import Placing
from quizbot.bank.intake.plan import Plan, Step
from quizbot.bank.values import LoadedBank


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file the questions came from."""

    name: str
    sha256: str
    content: bytes
    # who took it in; nobody reads their own questions blind
    author: str = ""


def closed(folder: Path, *, shipped: Path) -> str:
    """Tell why nothing is written into a folder; "" when it may be.

    The bank that comes with the program stays as it came: the next version would put it back.
    """
    if folder.resolve() == shipped.resolve():
        return "shipped"
    return "" if folder.is_dir() and os.access(folder, os.W_OK) else "closed"


def one_file(steps: Sequence[Step], *, placing: Placing, source: Source) -> str:
    """Write all steps as one new file of questions."""
    return _applied([replace(step, action="new") for step in steps], "", placing, source, "")


def texts(
    steps: Sequence[Step], *, folder: Path, loaded: LoadedBank, placing: Placing, source: Source
) -> dict[Path, str]:
    """Give each file's text after the steps: a known question changes where it stands, others are added.

    Raises:
        ValueError: a file does not come back as it was meant; nothing is written then.
    """
    known = {question.id for question in loaded.questions}
    by_file: dict[Path, list[Step]] = defaultdict(list)
    for step in steps:
        if step.question.id in known:
            file = Path(loaded.place(step.question.id).file)
            by_file[file].append(replace(step, action="changed"))
        else:
            target = _target(folder, loaded, placing)
            by_file[target].append(replace(step, action="new"))
    return {
        file: _applied(
            each, file.read_text(encoding="utf-8") if file.exists() else "", placing, source, str(file)
        )
        for file, each in by_file.items()
    }


def write(made: Mapping[Path, str], *, source: Source) -> tuple[Path, ...]:
    """Write the files, and the original beside the first."""
    for file, text in made.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, text.encode())
    kept = next(iter(made)).parent / "nguon" / f"{source.sha256[:12]}-{source.name}"
    kept.parent.mkdir(exist_ok=True)
    write_whole(kept, source.content)
    return tuple(made)


def _target(folder: Path, loaded: LoadedBank, placing: Placing) -> Path:
    """Find the file of this document and topic, or a free name for a new one."""
    for question, item in zip(loaded.questions, loaded.items, strict=True):
        if (question.document, question.topic) == (placing.document, placing.topic):
            return Path(item.file)
    free = folder / placing.document / f"{placing.topic}.yaml"
    number = 2
    while free.exists():
        free = free.with_name(f"{placing.topic}-{number}.yaml")
        number += 1
    return free


def _applied(steps: Sequence[Step], text: str, placing: Placing, source: Source, file: str) -> str:
    return applied(
        Plan(steps=tuple(steps), problems=()),
        text,
        placing=placing,
        source=source.name,
        sha256=source.sha256,
        confirm_keys=True,
        file=file,
        author=source.author,
    )
