"""The contract of `Standings`."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizbot.storage import SqlStore
from quizbot.usecases.ports import Person, StandingEntry, Work
from tests.stores import a_person, an_entry

BOARD = "round:1"


def people(work: Work, count: int) -> list[Person]:
    return [a_person(work, f"{number:03}") for number in range(count)]


class TestStandings:
    async def test_equal_keys_share_a_place_and_the_next_is_left_out(self, store: SqlStore) -> None:
        def fill(work: Work) -> list[Person]:
            crowd = people(work, 4)
            for person, right in zip(crowd, (9, 10, 9, 8), strict=True):
                work.standings.put(an_entry(person, right=right))
            return crowd

        crowd = await store.write(fill)
        top = await store.read(lambda work: work.standings.top(BOARD, limit=10))
        later = await store.read(lambda work: work.standings.top(BOARD, limit=2, offset=2))
        places = await store.read(lambda work: [work.standings.place(BOARD, each.id) for each in crowd])

        assert [(row.place, row.code) for row in top] == [(1, "001"), (2, "000"), (2, "002"), (4, "003")]
        assert [row.place for row in later] == [2, 4]
        assert places == [2, 1, 2, 4]

    async def test_give_a_person_with_the_neighbours(self, store: SqlStore) -> None:
        def fill(work: Work) -> Person:
            crowd = people(work, 7)
            for number, person in enumerate(crowd):
                work.standings.put(an_entry(person, right=5, duration_s=number // 2))
            return crowd[3]

        person = await store.write(fill)
        rows = await store.read(lambda work: work.standings.around(BOARD, person.id, each_side=2))

        assert [(row.place, row.code) for row in rows] == [
            (1, "001"),
            (3, "002"),
            (3, "003"),
            (5, "004"),
            (5, "005"),
        ]

    async def test_tell_for_whom_those_on_the_board_stand(self, store: SqlStore) -> None:
        def fill(work: Work) -> list[Person]:
            crowd = people(work, 3)
            for person in crowd[:2]:
                work.standings.put(an_entry(person, right=1))
            return crowd

        crowd = await store.write(fill)
        asked = [crowd[1].id, crowd[2].id]
        found = await store.read(lambda work: work.standings.stands_for(BOARD, asked))

        assert found == {crowd[1].id: crowd[1].unit_id}
        assert await store.read(lambda work: work.standings.stands_for(BOARD, [])) == {}

    async def test_sum_the_scores_of_units(self, store: SqlStore) -> None:
        def fill(work: Work) -> int:
            first, second = people(work, 2)
            work.standings.put(an_entry(first, right=2))
            work.standings.put(an_entry(first, right=5))
            work.standings.put(an_entry(second, right=1))
            work.standings.remove(BOARD, second.id)
            return first.unit_id

        unit_id = await store.write(fill)
        sums = await store.read(lambda work: work.standings.unit_sums(BOARD))

        assert sums == {unit_id: (1, 5_000, 25_000_000)}
        assert await store.read(lambda work: work.standings.size(BOARD)) == 1

    async def test_places_within_a_bracket_count_only_the_bracket(self, store: SqlStore) -> None:
        def fill(work: Work) -> Person:
            first, second = people(work, 2)
            entry = an_entry(first, right=9)
            fields = {name: getattr(entry, name) for name in StandingEntry.__slots__}
            work.standings.put(StandingEntry(**{**fields, "bracket": "so"}))
            work.standings.put(an_entry(second, right=5))
            return second

        person = await store.write(fill)

        assert await store.read(lambda work: work.standings.place(BOARD, person.id)) == 2
        assert await store.read(lambda work: work.standings.place(BOARD, person.id, bracket="phong")) == 1
        assert await store.read(lambda work: work.standings.place(BOARD, person.id, bracket="so")) is None
        assert await store.read(lambda work: work.standings.size(BOARD, bracket="so")) == 1
        top = await store.read(lambda work: work.standings.top(BOARD, limit=5, bracket="phong"))
        assert [(row.place, row.code) for row in top] == [(1, "001")]

    async def test_a_person_who_is_not_on_the_board_has_no_place(self, store: SqlStore) -> None:
        person = await store.write(a_person)

        assert await store.read(lambda work: work.standings.place(BOARD, person.id)) is None
        assert await store.read(lambda work: work.standings.around(BOARD, person.id)) == []

    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(scores=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 10)), min_size=1, max_size=30))
    async def test_the_board_kept_is_the_board_rebuilt(
        self, store: SqlStore, scores: list[tuple[int, int]]
    ) -> None:
        def fill(work: Work) -> tuple[object, object]:
            crowd = [
                work.people.by_code(f"{number:03}") or a_person(work, f"{number:03}") for number in range(10)
            ]
            work.standings.replace_all(BOARD, iter(()))
            for index, right in scores:
                work.standings.put(an_entry(crowd[index], right=right))
            return _seen(work), _rebuilt(work)

        kept, rebuilt = await store.write(fill)

        assert kept == rebuilt


def _seen(work: Work) -> object:
    board = list(work.standings.entries(BOARD))
    places = [work.standings.place(BOARD, entry.person_id) for entry in board]
    return board, places, work.standings.unit_sums(BOARD), work.standings.top(BOARD, limit=100)


def _rebuilt(work: Work) -> object:
    entries = list(work.standings.entries(BOARD))
    work.standings.replace_all(BOARD, iter(entries))
    return _seen(work)
