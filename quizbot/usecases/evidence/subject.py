"""The contest a bundle is made of, and by what its people are called in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from quizbot.core.contest import Round
from quizbot.core.ids import PersonId
from quizbot.core.proof.commitments import opaque_code
from quizbot.usecases import results
from quizbot.usecases.ports import Person, StoredContest, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A contest whose bundle is made, read once."""

    work: Work
    stored: StoredContest
    secret: str
    rounds: Sequence[Round]
    people: Mapping[PersonId, Person]
    # name of the board by round number, 0 for the whole contest
    boards: Mapping[int, str]
    units: Mapping[int, str]
    # who shares a place with somebody until the lot is drawn, on any board
    drawn: frozenset[PersonId]

    def code(self, person_id: int) -> str:
        return opaque_code(self.secret, person_id)


def subject_of(work: Work, stored: StoredContest, secret: str) -> Subject:
    rounds = work.contests.rounds(stored.id)
    names = {each.number: results.round_board(each.id) for each in rounds}
    names[0] = results.contest_board(stored)
    return Subject(
        work=work,
        stored=stored,
        secret=secret,
        rounds=rounds,
        people={each.id: each for each in work.people.everybody()},
        boards=names,
        units={unit.id: unit.code for unit in work.people.units()},
        drawn=_drawn_by_lot(work, stored, names.values()),
    )


def _drawn_by_lot(work: Work, stored: StoredContest, boards: Iterable[str]) -> frozenset[PersonId]:
    ties = stored.contest.rank.ties
    if stored.lot_seed is None or "lot" not in ties:
        return frozenset()
    before = 1 + ties.index("lot")
    found: set[PersonId] = set()
    for board in boards:
        # best first, so those who are alike until the lot stand together
        for _, alike in groupby(
            work.standings.entries(board), key=lambda each: results.key_of(each)[:before]
        ):
            people = [each.person_id for each in alike]
            found.update(people if len(people) > 1 else ())
    return frozenset(found)
