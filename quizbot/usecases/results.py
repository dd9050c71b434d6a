"""From attempts to standings: one person at a time while people play, or all from the log.

Both ways go through the same functions, so that a board kept while playing and a board rebuilt
from the log are equal byte for byte.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from quizbot.core.attempt import AttemptStatus
from quizbot.core.calendar import Period
from quizbot.core.codec import canonical_plain
from quizbot.core.contest import ContestKind, ContestState, Round
from quizbot.core.corrections import own_time
from quizbot.core.eligibility import bracket_of, placed_in
from quizbot.core.ids import ContestId, PersonId, RoundId, UnitId
from quizbot.core.points import unit_of
from quizbot.core.ranking import Result, Standing, counted, decode_key, encode_key, sort_key, whole
from quizbot.core.ties import TieContext
from quizbot.usecases.facts import age_day, facts_of
from quizbot.usecases.mending import mended_of
from quizbot.usecases.ports import (
    AttemptSummary,
    Person,
    StandingEntry,
    StoredContest,
    Unit,
    Work,
)
from quizbot.usecases.scene import Scene, counted_attempts, over_contest, scene
from quizbot.usecases.windows import own_round

BRACKET_NOW = "bracket@now"
"""In evidence, where what decides the bracket stays inside: the bracket itself."""


def round_board(round_id: RoundId) -> str:
    """Name the board of a round."""
    return f"round:{round_id}"


def contest_board(stored: StoredContest) -> str:
    """Name the board of a whole contest."""
    return f"contest:{stored.id}"


def public_board(board: str) -> str:
    """Name the frozen copy of a board."""
    return f"{board}:public"


def update_person(work: Work, *, stored: StoredContest, round_: Round, person_id: PersonId) -> None:
    """Bring one person's standings of the round and of the contest up to date."""
    person = work.people.person(person_id)
    if person is None or stored.contest.kind is ContestKind.PRACTICE:
        return
    here = scene(work, stored=stored, round_=round_, person_id=person_id)
    attempts = [
        each for each in work.attempts.of_person(person_id, limit=10_000) if each.round_id == round_.id
    ]
    attempts.sort(key=lambda each: each.number)
    entry = round_entry(here, person, mended_of(work, here.stored, round_, here.corrections, attempts))
    if entry is None:
        work.standings.remove(round_board(round_.id), person_id)
    else:
        work.standings.put(entry)
    _update_contest(work, stored, person, here)


def update_everywhere(work: Work, *, person_ids: Iterable[PersonId]) -> None:
    """Bring people's standings up to date after a change of the roster, in every contest not final yet.

    Where the place of others hangs on who stands where, too, the whole contest is counted again, once.
    """
    rebuilt: dict[ContestId, bool] = {}
    for person_id in person_ids:
        for stored, round_ in _played(work, person_id):
            if stored.state in (ContestState.FINAL, ContestState.ANNOUNCED, ContestState.ARCHIVED):
                continue
            if stored.id not in rebuilt:
                rebuilt[stored.id] = _hang_together(work, stored)
                if rebuilt[stored.id]:
                    rebuild(work, stored=stored)
            if not rebuilt[stored.id]:
                update_person(work, stored=stored, round_=round_, person_id=person_id)


def _hang_together(work: Work, stored: StoredContest) -> bool:
    """Tell whether figures that were predicted, and are known, hang on who stands in which block, or on every round."""
    by_block = stored.contest.paper.prediction_of == "block"
    if not (by_block or over_contest(work, stored)) or "prediction" not in stored.contest.rank.ties:
        return False
    closed = [each.closed for each in work.contests.rounds(stored.id)]
    return any(closed) if by_block else all(closed)


def remove_everywhere(work: Work, *, person_id: PersonId) -> None:
    """Take a person off every board, the public ones too; the log stays."""
    for stored, round_ in _played(work, person_id):
        for board in (round_board(round_.id), contest_board(stored)):
            work.standings.remove(board, person_id)
            work.standings.remove(public_board(board), person_id)


def _played(work: Work, person_id: PersonId) -> list[tuple[StoredContest, Round]]:
    ids = {each.round_id for each in work.attempts.of_person(person_id, limit=10_000)}
    rounds = [work.contests.round(round_id) for round_id in sorted(ids)]
    return [(work.contests.get(round_.contest_id), round_) for round_ in rounds]


def rebuild(work: Work, *, stored: StoredContest) -> None:
    """Compute every board of a contest again from the log."""
    for board, entries in boards(work, stored=stored):
        work.standings.replace_all(board, iter(entries))


def boards(work: Work, *, stored: StoredContest) -> Iterator[tuple[str, Sequence[StandingEntry]]]:
    """Compute the board of every round and then of the contest from the log; writes nothing."""
    people = {person.id: person for person in work.people.everybody()}
    by_person: dict[PersonId, list[Result]] = {}
    here: Scene | None = None
    for round_ in work.contests.rounds(stored.id):
        here = scene(work, stored=stored, round_=round_)
        found = list(_round_results(work, here, people))
        yield round_board(round_.id), [_round_entry(here, people[each.person_id], each) for each in found]
        if round_.number > stored.contest.rounds.trial:
            for each in found:
                by_person.setdefault(each.person_id, []).append(each)
    if here is not None:
        last = here
        together = (contest_entry(last, people[who], made) for who, made in sorted(by_person.items()))
        yield contest_board(stored), [each for each in together if each is not None]


def _round_results(work: Work, here: Scene, people: dict[PersonId, Person]) -> Iterator[Result]:
    if here.stored.contest.kind is ContestKind.PRACTICE:
        return
    for person_id, group in groupby(counted_attempts(work, here), key=lambda each: each.person_id):
        best = _counted(here, people[person_id], list(group))
        if best is not None:
            yield best


def results_of(
    here: Scene, person: Person, attempts: Sequence[AttemptSummary], *, unit_id: UnitId
) -> list[Result]:
    """Turn a person's finished attempts of a round into results, by attempt number."""
    finished = [
        each
        for each in attempts
        if each.status in (AttemptStatus.SUBMITTED, AttemptStatus.EXPIRED) and here.in_time(each)
    ]
    opens_at = own_round(here.round, corrections=here.corrections, person_id=person.id).opens_at
    removed = here.corrections.removed(here.round.number)
    return [
        Result(
            person_id=person.id,
            person_code=person.code,
            unit_id=unit_id,
            round_id=here.round.id,
            attempt_number=each.number,
            attempts_made=len(finished),
            points=each.points,
            right=each.right,
            asked=each.asked,
            answered=each.answered,
            prediction=each.prediction,
            duration_s=_seconds(each.started_at, min(_end(each), each.deadline_at), removed),
            submitted_s=_seconds(opens_at, _end(each), removed),
            extra=each.extra,
            essay=each.essay,
            essays_missing=each.essays_missing,
        )
        for each in finished
    ]


def _end(attempt: AttemptSummary) -> datetime:
    return attempt.submitted_at or attempt.deadline_at


def _seconds(starts_at: datetime, ends_at: datetime, removed: Sequence[Period]) -> int:
    return int(own_time(starts_at, ends_at, removed).total_seconds())


def round_entry(here: Scene, person: Person, attempts: Sequence[AttemptSummary]) -> StandingEntry | None:
    """Give a person's standing from their attempts of the round; None when none counts."""
    best = _counted(here, person, attempts)
    return None if best is None else _round_entry(here, person, best)


def _counted(here: Scene, person: Person, attempts: Sequence[AttemptSummary]) -> Result | None:
    rules = here.stored.contest.attempts
    if not attempts or not here.counts(person):
        return None
    return counted(
        results_of(here, person, attempts, unit_id=here.unit_of(person, attempts)),
        rule=rules.counted,
        complete_only=rules.complete_only,
    )


def _round_entry(here: Scene, person: Person, best: Result) -> StandingEntry:
    bracket = here.bracket(person, UnitId(best.unit_id))
    return _entry(here, round_board(here.round.id), person, best, here.context_in(bracket), bracket)


def _update_contest(work: Work, stored: StoredContest, person: Person, here: Scene) -> None:
    found = [
        result_of(entry)
        for round_ in work.contests.played_by(stored.id, person.id)
        if round_.number > stored.contest.rounds.trial
        and (entry := work.standings.entry(round_board(round_.id), person.id)) is not None
    ]
    together = contest_entry(here, person, found) if found else None
    if together is not None:
        work.standings.put(together)
    else:
        work.standings.remove(contest_board(stored), person.id)


def contest_entry(here: Scene, person: Person, found: Sequence[Result]) -> StandingEntry | None:
    """Give a person's standing in the whole contest from their results of its rounds, in order.

    They stand there for the unit of the last round they took part in. None: the contest looks at its
    last round alone, and they have no result in it.
    """
    if here.single:
        bracket = here.bracket(person, UnitId(found[-1].unit_id), whole=True)
        context = here.context_in(bracket)
        return _entry(here, contest_board(here.stored), person, found[-1], context, bracket)
    together = whole(
        found,
        here.stored.contest.rank,
        last=here.last,
        predicted_over=here.over_contest,
        unit=unit_of(here.stored.contest.paper),
    )
    if together is None:
        return None
    bracket = here.bracket(person, UnitId(together.unit_id), whole=True)
    context = here.whole_context_in(bracket if here.over_contest else "")
    return _entry(here, contest_board(here.stored), person, together, context, bracket)


def _entry(
    here: Scene, board: str, person: Person, result: Result, context: TieContext, bracket: str
) -> StandingEntry:
    contest = here.stored.contest
    return StandingEntry(
        board=board,
        person_id=person.id,
        unit_id=UnitId(result.unit_id),
        bracket=bracket,
        key=encode_key(sort_key(result, ties=contest.rank.ties, context=context)),
        points=result.points,
        right=result.right,
        asked=result.asked,
        duration_s=result.duration_s,
        detail=detail_of(result),
    )


def on_board(entry: StandingEntry, board: str) -> StandingEntry:
    """Give the same standing on another board."""
    return replace(entry, board=board)


_FIELDS = tuple((each.name, each.default) for each in fields(Result))
_VALUES = attrgetter(*(name for name, _ in _FIELDS))


def detail_of(result: Result) -> str:
    """Write the result a standing is made from: the codec's form, in which defaults are left out."""
    told = {
        name: value
        for (name, default), value in zip(_FIELDS, _VALUES(result), strict=True)
        if value != default
    }
    return canonical_plain(told).decode()


def bracket_now(work: Work, stored: StoredContest, person: Person, units: Mapping[UnitId, Unit]) -> str:
    """Name the bracket in which a person is compared, as they stand now."""
    who = stored.contest.who
    named = dict(person.traits).get(BRACKET_NOW)
    if named is not None:
        return named
    placed = None
    if who.blocks:
        placed = placed_in(who, facts_of(person, units), day=age_day(work, stored))
    return bracket_of(who, unit_kind=units[person.unit_id].kind, placed=placed)


def result_of(entry: StandingEntry) -> Result:
    """Give the result a standing was made from; JSON has a word for each of its fields as it is."""
    return Result(**json.loads(entry.detail))


def standings_of(entries: Sequence[StandingEntry]) -> tuple[Standing, ...]:
    """Give a stored board, best first, as places with their results and keys."""
    board: list[Standing] = []
    for number, entry in enumerate(sorted(entries, key=lambda each: each.key), start=1):
        key = key_of(entry)
        place = board[-1].place if board and board[-1].key == key else number
        board.append(Standing(place=place, result=result_of(entry), key=key))
    return tuple(board)


def key_of(entry: StandingEntry) -> tuple[int, ...]:
    """Give the ranking key of a standing: negated points, then the value of each tie step."""
    return decode_key(entry.key)
