"""Collecting what checks find, each with its place in the contest file."""

import difflib
from collections.abc import Collection
from dataclasses import dataclass

from quizbot.contests.load import LoadedContest
from quizbot.contests.messages import CONTESTS
from quizbot.core.calendar import Period
from quizbot.core.contest import Contest
from quizbot.forms.faults import FormFault, fault

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the checks found, and the rounds the contest would have (none when they cannot be told)."""

    faults: tuple[FormFault, ...]
    warnings: tuple[FormFault, ...]
    rounds: tuple[Period, ...]


class Notes:
    """The notes of one check of one contest file."""

    def __init__(self, loaded: LoadedContest) -> None:
        self._loaded = loaded
        self._faults: list[FormFault] = []
        self._warnings: list[FormFault] = []

    @property
    def contest(self) -> Contest:
        """Give the contest that is checked."""
        return self._loaded.contest

    def fault(self, path: Path, code: str, **facts: object) -> None:
        """Note what forbids to open the contest."""
        self._faults.append(self._made(path, code, facts))

    def warn(self, path: Path, code: str, **facts: object) -> None:
        """Note what the organizer should know."""
        self._warnings.append(self._made(path, code, facts))

    def unknown(self, path: Path, given: str, known: Collection[str], *, what: str) -> None:
        """Note a name that does not exist, with the nearest one that does."""
        near = difflib.get_close_matches(given, known, n=1, cutoff=0.6)
        if near:
            self.fault(path, "contest.name_near", what=what, given=given, near=near[0])
        else:
            first = sorted(known)
            shown = ", ".join(first[:12]) + (", …" if len(first) > 12 else "") or "–"
            self.fault(path, "contest.name_unknown", what=what, given=given, known=shown)

    def checked(self, rounds: tuple[Period, ...]) -> Checked:
        """Give all that was noted, by place in the file."""
        return Checked(
            faults=tuple(sorted(self._faults)), warnings=tuple(sorted(self._warnings)), rounds=rounds
        )

    def _made(self, path: Path, code: str, facts: dict[str, object]) -> FormFault:
        place = self._loaded.places.value(path)
        return fault(file=self._loaded.file, place=place, code=code, facts=facts, table=CONTESTS)
