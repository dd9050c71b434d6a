"""What stands under a board of the corrections behind it: what was corrected, never who."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizbot.core.contest import Round
from quizbot.core.corrections import Correction, CorrectionKind, Corrections, Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """One kind of correction under a board; those about people are counted, and name nobody."""

    kind: CorrectionKind
    # None: every round
    round_number: int | None = None
    question_id: str = ""
    policy: Policy | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    # for corrections about people: how many people; else 1
    count: int = 1
    # "" for corrections about people
    reason: str = ""


_ABOUT_PEOPLE = (CorrectionKind.DISQUALIFY, CorrectionKind.OVERRIDE, CorrectionKind.WITHDRAW)
_SILENT = (CorrectionKind.NO_OUTAGE, CorrectionKind.ENTER)


def footnotes(
    corrections: Corrections, *, rounds: Sequence[Round], inside: bool, now: datetime
) -> tuple[Footnote, ...]:
    """List what stands under a board of these rounds.

    While a round runs, outsiders are told nothing of its questions: that would tell the key.
    """
    running = [each for each in rounds if now < each.closes_at]
    shown = [
        each
        for each in corrections.active
        if each.kind not in _SILENT
        and any(each.touches(round_.number) for round_ in rounds)
        and (inside or not each.question_id or not any(each.touches(round_.number) for round_ in running))
    ]
    plain = [_note(each) for each in shown if each.kind not in _ABOUT_PEOPLE]
    return (*_last_word(plain), *_counted(shown))


def _note(correction: Correction) -> Footnote:
    return Footnote(
        kind=correction.kind,
        round_number=correction.round_number,
        question_id=correction.question_id,
        policy=correction.ruling,
        starts_at=correction.starts_at,
        ends_at=correction.ends_at,
        reason=correction.reason,
    )


def _last_word(notes: Iterable[Footnote]) -> Iterable[Footnote]:
    """Leave out what was said of a question before the last word on it."""
    last: dict[object, Footnote] = {}
    for number, note in enumerate(notes):
        key = (note.question_id, note.round_number) if note.question_id else number
        last.pop(key, None)
        last[key] = note
    return last.values()


def _counted(corrections: Iterable[Correction]) -> Iterable[Footnote]:
    counts: dict[tuple[CorrectionKind, int | None], set[object]] = {}
    for each in corrections:
        if each.kind in _ABOUT_PEOPLE:
            counts.setdefault((each.kind, each.round_number), set()).add(each.person_id)
    return [
        Footnote(kind=kind, round_number=number, count=len(people))
        for (kind, number), people in counts.items()
    ]
