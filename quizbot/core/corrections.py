"""Corrections: facts added to a contest after its answers, and what of them is in force.

The log of answers is never changed. A correction says what counts differently, who said so, when and
why; another correction may take it back. Results are a function of the log and of the corrections in
force, so taking one back gives the very boards there were before. See docs/rules/corrections.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from quizbot.core.calendar import Period
from quizbot.core.ids import PersonId
from quizbot.core.question import Response
from quizbot.core.refusal import Refusal


class CorrectionKind(StrEnum):
    # a question counts by another key, for everybody, or for nobody
    REGRADE = "regrade"
    # a question or a whole round does not count
    VOID = "void"
    # a person's results do not count, in a round or in the whole contest
    DISQUALIFY = "disqualify"
    # a round ends later
    EXTEND = "extend"
    # time in which the engine stood still is nobody's own time
    OUTAGE = "outage"
    # a silence of the engine was looked at and changes nothing
    NO_OUTAGE = "no_outage"
    # a person plays a round in a window of their own
    OVERRIDE = "override"
    # a person gives up their place in a stage; the next in line moves up
    WITHDRAW = "withdraw"
    # points entered by hand: articles, spreading, organising
    ENTER = "enter"
    # takes an earlier correction back
    UNDO = "undo"


class Policy(StrEnum):
    """What becomes of a question whose key was wrong."""

    # it counts for nobody: neither right nor asked
    DROP = "drop"
    # everybody whose paper carries it gets its full points
    GIVE_ALL = "give-all"
    # it is marked again by another key
    REKEY = "rekey"


class ReasonMissing(Refusal):
    """A correction needs a reason of at least a few words: it stands in the record."""

    code = "correction.reason_missing"


class CannotUndo(Refusal):
    """There is no such correction in force."""

    code = "correction.cannot_undo"


SHORTEST_REASON = 5  # characters
LONGEST_REASON = 500  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One fact of the corrections log; fields that do not belong to its kind are empty."""

    # from 1 within the contest, in the order of the log; 0: not yet in the log
    number: int = 0
    kind: CorrectionKind
    at: datetime
    # who said so: an account, or the command line
    by: str
    reason: str
    # None: every round
    round_number: int | None = None
    # regrade, void
    question_id: str = ""
    policy: Policy | None = None
    # rekey: the right response
    key: Response = ()
    # disqualify, override
    person_id: PersonId | None = None
    # outage, override: half-open; extend: the old end and the new one
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    # undo: the number of what is taken back
    undoes: int | None = None
    # withdraw: name of the stage; enter: which points
    what: str = ""
    # enter: code of the unit they are for, when they are not a person's
    unit: str = ""
    points: int = 0

    @property
    def period(self) -> Period | None:
        """Give the period the correction names."""
        if self.starts_at is None or self.ends_at is None:
            return None
        return self.starts_at, self.ends_at

    def touches(self, round_number: int) -> bool:
        """Tell whether the correction speaks of this round."""
        return self.round_number is None or self.round_number == round_number

    @property
    def ruling(self) -> Policy | None:
        """Give what becomes of the question; None when the correction is about no question."""
        if not self.question_id:
            return None
        return Policy.DROP if self.kind is CorrectionKind.VOID else self.policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """What of a contest's corrections is in force, in the order of the log."""

    active: tuple[Correction, ...] = ()
    # those taken back, by the number of what took them back
    undone: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, log: Iterable[Correction], *, until: datetime | None = None) -> "Corrections":
        """Fold a log.

        Args:
            log: in the order of the numbers.
            until: what was said after this moment is left out.
        """
        known = [each for each in log if until is None or each.at <= until]
        undone = {
            each.undoes: each.number
            for each in known
            if each.kind is CorrectionKind.UNDO and each.undoes is not None
        }
        active = (
            each for each in known if each.kind is not CorrectionKind.UNDO and each.number not in undone
        )
        return cls(active=tuple(active), undone=undone)

    def __bool__(self) -> bool:
        """Tell whether anything was ever corrected."""
        return bool(self.active or self.undone)

    def numbered(self, number: int) -> Correction:
        """Give the correction in force with this number.

        Raises:
            CannotUndo
        """
        found = next((each for each in self.active if each.number == number), None)
        if found is None:
            raise CannotUndo(number=number)
        return found

    def entered(self, what: str) -> dict[PersonId | str, int]:
        """Sum the points entered by hand, by person or by code of the unit."""
        found: dict[PersonId | str, int] = {}
        for each in self.active:
            if each.kind is CorrectionKind.ENTER and each.what == what:
                whom = each.unit if each.person_id is None else each.person_id
                found[whom] = found.get(whom, 0) + each.points
        return found

    def rulings(self, round_number: int) -> dict[str, Correction]:
        """Give what was said of questions, by question; the last word on a question holds."""
        return {
            each.question_id: each
            for each in self.active
            if each.ruling is not None and each.touches(round_number)
        }

    def is_void(self, round_number: int) -> bool:
        """Tell whether the whole round does not count."""
        return any(
            each.kind is CorrectionKind.VOID and not each.question_id and each.touches(round_number)
            for each in self.active
        )

    def disqualified(self, round_number: int) -> frozenset[PersonId]:
        """Tell whose results of the round do not count."""
        return frozenset(
            each.person_id
            for each in self.active
            if each.kind is CorrectionKind.DISQUALIFY
            and each.person_id is not None
            and each.touches(round_number)
        )

    def removed(self, round_number: int) -> tuple[Period, ...]:
        """Give the time taken out of a round: periods apart from each other, in order."""
        found = sorted(
            each.period
            for each in self.active
            if each.kind is CorrectionKind.OUTAGE and each.period is not None and each.touches(round_number)
        )
        merged: list[Period] = []
        for starts_at, ends_at in found:
            if merged and starts_at <= merged[-1][1]:
                merged[-1] = merged[-1][0], max(merged[-1][1], ends_at)
            else:
                merged.append((starts_at, ends_at))
        return tuple(merged)

    def window(self, person_id: PersonId, round_number: int) -> Period | None:
        """Give the person's own window for a round; the last one said holds."""
        found = self.windows(person_id, round_number)
        return found[-1] if found else None

    def windows(self, person_id: PersonId, round_number: int) -> tuple[Period, ...]:
        """Give every window of a person's own for a round, in the order they were given."""
        return tuple(
            each.period
            for each in self.active
            if each.kind is CorrectionKind.OVERRIDE
            and each.period is not None
            and each.person_id == person_id
            and each.touches(round_number)
        )

    def windowed(self, round_number: int | None) -> frozenset[PersonId]:
        """Tell who was given a window of their own, for a round or (None) for any."""
        return frozenset(
            each.person_id
            for each in self.active
            if each.kind is CorrectionKind.OVERRIDE
            and each.person_id is not None
            and (round_number is None or each.touches(round_number))
        )


def own_time(starts_at: datetime, ends_at: datetime, removed: Iterable[Period] = ()) -> timedelta:
    """Give the length of a period without what was removed of it; never less than nothing.

    Args:
        removed: periods apart from each other.
    """
    length = ends_at - starts_at
    for begins, stops in removed:
        length -= max(timedelta(0), min(ends_at, stops) - max(starts_at, begins))
    return max(timedelta(0), length)


def prolonged(starts_at: datetime, allowed: timedelta, removed: Iterable[Period]) -> datetime:
    """Give the moment when `allowed` own time is used up, with the removed periods not counted.

    Args:
        removed: periods apart from each other, in order.
    """
    ends_at = starts_at + allowed
    for begins, stops in removed:
        if stops > starts_at and begins < ends_at:
            ends_at += stops - max(starts_at, begins)
    return ends_at


def needed_reason(reason: str) -> str:
    """Give a reason without blanks around it.

    Raises:
        ReasonMissing
    """
    said = " ".join(reason.split())
    if not SHORTEST_REASON <= len(said) <= LONGEST_REASON:
        raise ReasonMissing(shortest=SHORTEST_REASON, longest=LONGEST_REASON)
    return said
