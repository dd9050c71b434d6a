"""The evidence bundle: everything an outsider needs to count a contest again, and no name.

People stand in it by a code that tells nothing of them, units by their code. A roster code is given
only for people whom the lot alone has put in order, since lots are drawn by it. The form of every
member is described in docs/rules/proof.md.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from quizbot.core.codec import canonical, canonical_plain, to_plain
from quizbot.core.contest import ContestState, Round
from quizbot.core.corrections import Correction
from quizbot.core.proof.archive import FORMAT, Member
from quizbot.core.proof.commitments import derived, draw_secret, nonce_of
from quizbot.core.proof.entries import instant
from quizbot.core.question import Citation, Question
from quizbot.core.refusal import Refusal
from quizbot.usecases import results
from quizbot.usecases.evidence.belonging import people_lines, unit_lines
from quizbot.usecases.evidence.prizes import MEMBER, prize_lines
from quizbot.usecases.evidence.sealing import finished_ids, logged
from quizbot.usecases.evidence.subject import Subject, subject_of
from quizbot.usecases.ports import StandingEntry, Work
from quizbot.usecases.standings import find
from quizbot.usecases.unit_standings import unit_standings

PUBLIC = (
    ContestState.CLOSED,
    ContestState.PROVISIONAL,
    ContestState.APPEAL,
    ContestState.FINAL,
    ContestState.ANNOUNCED,
    ContestState.ARCHIVED,
)


class NothingBound(Refusal):
    """The contest opened without a commitment, so nothing can be proved of it."""

    code = "evidence.nothing_bound"


class StillOpen(Refusal):
    """The bundle tells keys and answers: it is made only of a contest that is closed."""

    code = "evidence.still_open"


def bundle(work: Work, *, slug: str) -> Iterator[Member]:
    """Give the members of a contest's bundle, one after the other; the same state gives the same bytes.

    Raises:
        UnknownContest, NothingBound, StillOpen
    """
    stored = find(work, slug)
    secret = work.proofs.secret(stored.id)
    if secret is None:
        raise NothingBound(contest=slug)
    if stored.state not in PUBLIC:
        raise StillOpen(contest=slug)
    return _members(subject_of(work, stored, secret))


def _members(subject: Subject) -> Iterator[Member]:
    yield "contest.json", [_page(_contest(subject))]
    yield "rules.json", [canonical(subject.stored.contest) + b"\n"]
    yield "commitments.json", [_page(_commitments(subject))]
    shown: set[str] = set()
    for round_ in subject.rounds:
        # read to its end before the questions are wanted
        yield f"log/{round_.number:04}.jsonl", _log(subject, round_, shown)
    yield "questions.jsonl", _lines(_questions(subject, shown))
    yield "people.jsonl", _lines(people_lines(subject))
    yield "units.jsonl", _lines(unit_lines(subject))
    if subject.stored.contest.paper.essays:
        yield "essays.jsonl", _lines(_essays(subject))
    yield "corrections.jsonl", _lines(_corrections(subject))
    for number in sorted(subject.boards):
        name = f"boards/{number:04}.jsonl" if number else "boards/contest.jsonl"
        yield name, _lines(board_lines(subject, number))
    yield "boards/units.json", [_page(_unit_boards(subject))]
    yield MEMBER, _lines(prize_lines(subject.work, subject.stored, code=subject.code))


def _page(value: object) -> bytes:
    return canonical(value) + b"\n"


def _lines(values: Iterable[object]) -> Iterator[bytes]:
    return (canonical_plain(each) + b"\n" for each in values)


def _log(subject: Subject, round_: Round, shown: set[str]) -> Iterator[bytes]:
    for paper, line in logged(subject.work, round_=round_, secret=subject.secret):
        shown.update(item.shown_hash for item in paper.items)
        yield line + b"\n"


def _contest(subject: Subject) -> dict[str, Any]:
    stored = subject.stored
    return {
        "format": FORMAT,
        "contest": stored.contest.id,
        "id": stored.id,
        "state": stored.state.value,
        "rules_hash": stored.rules_hash,
        "beacon": stored.lot_seed,
        "rounds": [
            {
                "id": each.id,
                "number": each.number,
                "opens": instant(each.opens_at),
                "closes": instant(each.closes_at),
                "opened": each.opened,
                "closed": each.closed,
                "seals": [
                    {"number": seal.number, "at": instant(seal.at), "size": seal.size, "root": seal.root}
                    for seal in subject.work.proofs.seals(each.id)
                ],
            }
            for each in subject.rounds
        ],
    }


def _commitments(subject: Subject) -> dict[str, Any]:
    secret = subject.secret
    return {
        "rules_nonce": derived(secret, "rules"),
        "draw_nonce": derived(secret, "draw"),
        "draw_secret": draw_secret(secret),
        "made": [
            {
                "number": each.number,
                "at": instant(each.at),
                **to_plain(each.commitment),
                "leaves": [[bound.bank, bound.key] for bound in each.questions],
            }
            for each in subject.work.proofs.commitments(subject.stored.id)
        ],
    }


def _questions(subject: Subject, shown: Iterable[str]) -> Iterator[dict[str, Any]]:
    questions = sorted(map(subject.work.bank.by_hash, shown), key=lambda each: (each.id, each.shown_hash))
    for question in questions:
        yield {
            "hash": question.shown_hash,
            "nonce": nonce_of(subject.secret, question.shown_hash),
            "question": to_plain(bare(question)),
        }


def bare(question: Question) -> Question:
    """Leave out what neither asks nor marks: no commitment binds it."""
    return Question(
        id=question.id,
        kind=question.kind,
        document="",
        topic="",
        ask=question.ask,
        options=question.options,
        targets=question.targets,
        key=question.key,
        tolerance=question.tolerance,
        weight=question.weight,
        explain="",
        cite=Citation(section=""),
    )


def _essays(subject: Subject) -> Iterator[dict[str, Any]]:
    """Give the marks of essays, and which have a text where one is required; no text, and no marker's name."""
    for round_ in subject.rounds:
        yield from _written(subject, round_)
        for mark in subject.work.essays.marks(round_.id):
            yield {
                "round": round_.number,
                "attempt": mark.attempt_id,
                "position": mark.position,
                "by": derived(subject.secret, f"marker/{mark.by}")[:16],
                "points": mark.points,
                "at": instant(mark.at),
            }


def _written(subject: Subject, round_: Round) -> Iterator[dict[str, Any]]:
    if any(each.required for each in subject.stored.contest.paper.essays):
        written = subject.work.essays.written(round_.id)
        finished = finished_ids(subject.work, round_)
        for attempt_id, paper in subject.work.attempts.papers(round_.id):
            if attempt_id in finished:
                yield {
                    "round": round_.number,
                    "attempt": attempt_id,
                    "block": paper.block,
                    "written": sorted(written.get(attempt_id, ())),
                }


def _corrections(subject: Subject) -> Iterator[dict[str, Any]]:
    for each in subject.work.corrections.of(subject.stored.id):
        yield correction_line(each, None if each.person_id is None else subject.code(each.person_id))


def correction_line(correction: Correction, person: str | None) -> dict[str, Any]:
    """Write a correction without who made it and in which words, and with the person's opaque code."""
    plain: dict[str, Any] = to_plain(replace(correction, by="", reason="", person_id=None))
    times = {
        name: instant(held) for name in ("at", "starts_at", "ends_at") if (held := getattr(correction, name))
    }
    return {**plain, **times, "person": person}


def board_lines(subject: Subject, number: int) -> Iterator[dict[str, Any]]:
    """Write a board: everybody's place, figures, and the value of every step."""
    ties = subject.stored.contest.rank.ties
    place = 1
    entries = subject.work.standings.entries(subject.boards[number])
    for key, alike in groupby(entries, key=results.key_of):
        # who shares a place is listed by opaque code: the roster code must not show through
        listed = sorted(((subject.code(each.person_id), each) for each in alike), key=lambda each: each[0])
        for person, entry in listed:
            hide_lot = subject.stored.lot_seed is not None and entry.person_id not in subject.drawn
            yield standing_line(
                entry,
                place=place,
                person=person,
                unit=subject.units[entry.unit_id],
                ties=[
                    None if name == "lot" and hide_lot else value
                    for name, value in zip(ties, key[1:], strict=True)
                ],
            )
        place += len(listed)


def standing_line(
    entry: StandingEntry, *, place: int, person: str, unit: str, ties: Sequence[int | None]
) -> dict[str, Any]:
    """Write one line of a board."""
    result = results.result_of(entry)
    return {
        "place": place,
        "person": person,
        "unit": unit,
        "bracket": entry.bracket,
        "attempt": result.attempt_number,
        "attempts": result.attempts_made,
        "points": result.points,
        "right": result.right,
        "asked": result.asked,
        "answered": result.answered,
        "prediction": result.prediction,
        "duration": result.duration_s,
        "submitted": result.submitted_s,
        "ties": list(ties),
    }


def _unit_boards(subject: Subject) -> dict[str, Any]:
    found = {"contest": _unit_board(subject, results.contest_board(subject.stored), None)}
    for round_ in subject.rounds:
        found[str(round_.number)] = _unit_board(subject, results.round_board(round_.id), round_)
    return found


def _unit_board(subject: Subject, board: str, round_: Round | None) -> Any:
    return to_plain(unit_standings(subject.work, stored=subject.stored, board=board, round_=round_))
