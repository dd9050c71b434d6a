"""What happens to a contest beside play: its steps, corrections of its results, silences of the engine."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from quizbot.core.calendar import Period
from quizbot.core.contest import ContestState
from quizbot.core.corrections import Correction
from quizbot.core.ids import ContestId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestStep:
    """One step in the life of a contest, as it was taken."""

    # from 1 within the contest
    number: int = 0
    frm: ContestState
    to: ContestState
    at: datetime
    by: str
    reason: str = ""


class CorrectionLog(Protocol):
    def of(self, contest_id: ContestId) -> Sequence[Correction]:
        """List every correction of a contest in the order of the log, those taken back too."""
        ...

    def add(self, contest_id: ContestId, correction: Correction) -> Correction:
        """Append a correction; gives it with its number. Two at once take one number: one runs again."""
        ...

    def give(self, person_id: PersonId, *, to: PersonId) -> int:
        """Make every correction about one person another's; gives how many."""
        ...

    def steps(self, contest_id: ContestId) -> Sequence[ContestStep]:
        """List the steps a contest has taken, in order."""
        ...

    def add_step(self, contest_id: ContestId, step: ContestStep) -> ContestStep:
        """Append a step; gives it with its number."""
        ...

    def silences(self, *, since: datetime, until: datetime) -> Sequence[Period]:
        """List the silences of the engine that reach into `[since, until)`, in order."""
        ...

    def add_silence(self, *, starts_at: datetime, ends_at: datetime) -> None: ...
