"""Reading a contest file into the value the machine obeys."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from quizbot.contests.form import ContestForm
from quizbot.core.contest import Contest
from quizbot.forms.checked import read_checked
from quizbot.forms.places import Places
from quizbot.forms.source import read_source

CALENDAR_FILE = "calendar.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedContest:
    """A contest as its file declares it, and where everything stands in the file."""

    contest: Contest
    file: str
    places: Places
    # SHA-256 of the file, in hexadecimal
    source_hash: str


def load_contest(path: Path, *, text: str | None = None) -> LoadedContest:
    """Read a contest file.

    Args:
        path: names the file in faults; read unless `text` is given.
        text: the content, where it is already at hand.

    Raises:
        FormFaults: every fault of the file, with line and column.
    """
    source = read_source(path) if text is None else text
    checked = read_checked(path, ContestForm, text=source)
    return LoadedContest(
        contest=checked.value.to_contest(),
        file=str(path),
        places=checked.places,
        source_hash=hashlib.sha256(source.encode()).hexdigest(),
    )


def contest_files(folder: Path) -> tuple[Path, ...]:
    """List the contest files of a folder by name; the calendar of days off is none."""
    return tuple(path for path in sorted(folder.glob("*.yaml")) if path.name != CALENDAR_FILE)
