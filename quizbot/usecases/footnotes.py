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
    # so many corrections of questions are told to outsiders only when this comes; nothing else is said of them
    kept_until: datetime | None = None


_ABOUT_PEOPLE = (CorrectionKind.DISQUALIFY, CorrectionKind.OVERRIDE, CorrectionKind.WITHDRAW)
_SILENT = (CorrectionKind.NO_OUTAGE, CorrectionKind.ENTER)


def footnotes(
    corrections: Corrections,
    *,
    rounds: Sequence[Round],
    every_round: Sequence[Round],
    inside: bool,
    now: datetime,
) -> tuple[Footnote, ...]:
    """List what stands under a board of these rounds.

    While a round runs, outsiders are told nothing of its questions, nor under a board of another round: that
    would tell the key. How many corrections wait is said.

    Args:
        every_round: of the contest; what a correction says of every round is said of each.
    """
    shown = [
        each
        for each in corrections.active
        if each.kind not in _SILENT and any(each.touches(round_.number) for round_ in rounds)
    ]
    kept = {} if inside else _kept(shown, rounds, every_round, now)
    plain = [_note(each) for each in shown if each.kind not in _ABOUT_PEOPLE and each.number not in kept]
    waiting = (
        (Footnote(kind=CorrectionKind.REGRADE, count=len(kept), kept_until=max(kept.values())),)
        if kept
        else ()
    )
    return (*_last_word(plain), *waiting, *_counted(shown))


def _kept(
    shown: Iterable[Correction], rounds: Sequence[Round], every_round: Sequence[Round], now: datetime
) -> dict[int, datetime]:
    """Give until when corrections of questions are kept from outsiders, by their number."""
    running = [
        each for each in every_round if now < each.closes_at and (each.opens_at <= now or each in rounds)
    ]
    found: dict[int, datetime] = {}
    for each in shown:
        ends = [round_.closes_at for round_ in running if each.question_id and each.touches(round_.number)]
        if ends:
            found[each.number] = max(ends)
    return found


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
