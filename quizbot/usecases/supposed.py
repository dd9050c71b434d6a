"""A contest as it would stand with another correction: computed on the side, written nowhere."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quizbot.core.corrections import Correction
from quizbot.core.ids import ContestId, PersonId, UnitId
from quizbot.usecases import results
from quizbot.usecases.ports import (
    Accounts,
    Appeals,
    Attempts,
    Audit,
    Awards,
    Bank,
    BoardRow,
    Broadcasts,
    Chats,
    Contests,
    CorrectionLog,
    Credentials,
    Essays,
    Leases,
    Outbox,
    People,
    Person,
    Proofs,
    Reports,
    StandingEntry,
    Standings,
    StoredContest,
    Unit,
    Work,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupposedWork:
    """A unit of work in which boards and corrections are others'; everything else is the real one."""

    people: People
    contests: Contests
    bank: Bank
    attempts: Attempts
    essays: Essays
    standings: Standings
    corrections: CorrectionLog
    appeals: Appeals
    proofs: Proofs
    awards: Awards
    reports: Reports
    chats: Chats
    outbox: Outbox
    broadcasts: Broadcasts
    accounts: Accounts
    audit: Audit
    leases: Leases
    credentials: Credentials


def suppose(work: Work, stored: StoredContest, correction: Correction) -> SupposedWork:
    """Give the work as it would be read if this correction stood at the end of the contest's log."""
    standings = SupposedStandings(people=work.people.everybody(), units=work.people.units())
    supposed = SupposedWork(
        people=work.people,
        contests=work.contests,
        bank=work.bank,
        attempts=work.attempts,
        essays=work.essays,
        standings=standings,
        corrections=SupposedLog(work.corrections, contest_id=stored.id, correction=correction),
        appeals=work.appeals,
        proofs=work.proofs,
        awards=work.awards,
        reports=work.reports,
        chats=work.chats,
        outbox=work.outbox,
        broadcasts=work.broadcasts,
        accounts=work.accounts,
        audit=work.audit,
        leases=work.leases,
        credentials=work.credentials,
    )
    for board, entries in results.boards(supposed, stored=stored):
        standings.replace_all(board, iter(entries))
    return supposed


class SupposedLog:
    """A corrections log with one more entry. Implements `CorrectionLog` by the real one."""

    def __init__(self, log: CorrectionLog, *, contest_id: ContestId, correction: Correction) -> None:
        self._contest_id = contest_id
        self._correction = correction
        self.give, self.add = log.give, log.add
        self.steps, self.add_step = log.steps, log.add_step
        self.silences, self.add_silence = log.silences, log.add_silence
        self._of = log.of

    def of(self, contest_id: ContestId) -> Sequence[Correction]:
        found = self._of(contest_id)
        if contest_id != self._contest_id:
            return found
        return [*found, replace(self._correction, number=len(found) + 1)]


class SupposedStandings:
    """Boards in memory. Implements `Standings`."""

    def __init__(self, *, people: Iterable[Person], units: Iterable[Unit]) -> None:
        self._people = {each.id: each for each in people}
        self._units = {each.id: each for each in units}
        self._boards: dict[str, dict[PersonId, StandingEntry]] = {}
        self._sorted: dict[tuple[str, str | None], list[StandingEntry]] = {}

    def put(self, entry: StandingEntry) -> None:
        self._boards.setdefault(entry.board, {})[entry.person_id] = entry
        self._sorted.clear()

    def replace_all(self, board: str, entries: Iterator[StandingEntry]) -> None:
        self._boards[board] = {each.person_id: each for each in entries}
        self._sorted.clear()

    def remove(self, board: str, person_id: PersonId) -> None:
        self._boards.get(board, {}).pop(person_id, None)
        self._sorted.clear()

    def entry(self, board: str, person_id: PersonId) -> StandingEntry | None:
        return self._boards.get(board, {}).get(person_id)

    def stands_for(self, board: str, person_ids: Sequence[PersonId]) -> Mapping[PersonId, UnitId]:
        entries = self._boards.get(board, {})
        return {each: entries[each].unit_id for each in person_ids if each in entries}

    def entries(self, board: str) -> Iterator[StandingEntry]:
        return iter(self._order(board, None))

    def top(
        self, board: str, *, limit: int, bracket: str | None = None, offset: int = 0
    ) -> Sequence[BoardRow]:
        chosen = self._order(board, bracket)[offset : offset + limit]
        return [self._row(each, bracket) for each in chosen]

    def around(self, board: str, person_id: PersonId, *, each_side: int = 2) -> Sequence[BoardRow]:
        order = self._order(board, None)
        at = next((number for number, each in enumerate(order) if each.person_id == person_id), None)
        if at is None:
            return []
        chosen = order[max(0, at - each_side) : at + each_side + 1]
        return [self._row(each, None) for each in chosen]

    def place(self, board: str, person_id: PersonId, *, bracket: str | None = None) -> int | None:
        entry = self.entry(board, person_id)
        if entry is None or (bracket is not None and entry.bracket != bracket):
            return None
        return 1 + bisect_left(self._order(board, bracket), entry.key, key=lambda each: each.key)

    def size(self, board: str, *, bracket: str | None = None) -> int:
        return len(self._order(board, bracket))

    def unit_sums(self, board: str) -> Mapping[UnitId, tuple[int, int, int]]:
        sums: dict[UnitId, tuple[int, int, int]] = {}
        for entry in self._boards.get(board, {}).values():
            score = entry.right * 10_000 // entry.asked if entry.asked else 0
            people, total, squares = sums.get(entry.unit_id, (0, 0, 0))
            sums[entry.unit_id] = (people + 1, total + score, squares + score**2)
        return sums

    def _order(self, board: str, bracket: str | None) -> list[StandingEntry]:
        if (board, bracket) not in self._sorted:
            entries = self._boards.get(board, {}).values()
            chosen = (each for each in entries if bracket is None or each.bracket == bracket)
            self._sorted[board, bracket] = sorted(
                chosen, key=lambda each: (each.key, self._people[each.person_id].code)
            )
        return self._sorted[board, bracket]

    def _row(self, entry: StandingEntry, bracket: str | None) -> BoardRow:
        person, unit = self._people[entry.person_id], self._units[entry.unit_id]
        order = self._order(entry.board, bracket)
        return BoardRow(
            place=1 + bisect_left(order, entry.key, key=lambda each: each.key),
            entry=entry,
            name=person.name,
            code=person.code,
            unit_code=unit.code,
            unit_name=unit.name,
        )
