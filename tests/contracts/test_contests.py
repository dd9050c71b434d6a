"""The contract of `Contests`."""

from dataclasses import replace

import pytest

from quizbot.core.contest import ContestState
from quizbot.storage import SqlStore
from quizbot.usecases.ports import Work
from tests.stores import DAY, HOUR, NOW, a_person, an_open_round, contest_value, start


class TestContests:
    async def test_give_back_every_rule(self, store: SqlStore) -> None:
        stored = await store.write(lambda work: an_open_round(work)[0])
        found = await store.read(lambda work: work.contests.by_slug("thu"))

        assert found == stored
        assert found is not None
        assert found.contest == contest_value()

    async def test_pin_the_hash_of_the_rules_once_open(self, store: SqlStore) -> None:
        changed = replace(contest_value(), title="Tên khác")
        times = [(NOW - HOUR, NOW + HOUR)]
        draft = await store.write(lambda work: work.contests.put(contest_value(), rounds=times, now=NOW))
        redrafted = await store.write(lambda work: work.contests.put(changed, rounds=times, now=NOW))
        await store.write(lambda work: work.contests.set_state(draft.id, ContestState.OPEN))
        later = await store.write(lambda work: work.contests.put(contest_value(), rounds=times, now=NOW))

        assert redrafted.rules_hash != draft.rules_hash
        assert later.rules_hash == redrafted.rules_hash

    async def test_rounds_that_have_begun_keep_their_times(self, store: SqlStore) -> None:
        old = [(NOW - HOUR, NOW + HOUR), (NOW + DAY, NOW + DAY + HOUR)]
        new = [(begins + HOUR, ends + HOUR) for begins, ends in old]

        def twice(work: Work) -> int:
            stored = work.contests.put(contest_value(), rounds=old, now=NOW - DAY)
            return work.contests.put(contest_value(), rounds=new, now=NOW).id and stored.id

        contest_id = await store.write(twice)
        rounds = await store.read(lambda work: work.contests.rounds(contest_id))

        assert [(each.opens_at, each.closes_at) for each in rounds] == [old[0], new[1]]

    async def test_rounds_left_out_go_unless_somebody_played_in_them(self, store: SqlStore) -> None:
        times = [(NOW + DAY * day, NOW + DAY * day + HOUR) for day in range(1, 4)]

        def fewer(work: Work) -> int:
            stored = work.contests.put(contest_value(), rounds=times, now=NOW)
            start(work, a_person(work), work.contests.rounds(stored.id)[1])
            work.contests.put(contest_value(), rounds=times[:1], now=NOW)
            return stored.id

        contest_id = await store.write(fewer)
        rounds = await store.read(lambda work: work.contests.rounds(contest_id))

        assert [each.number for each in rounds] == [1, 2]

    async def test_run_in_the_half_open_period_only(self, store: SqlStore) -> None:
        _, round_ = await store.write(an_open_round)

        async def running(moment: object) -> int:
            return len(await store.read(lambda work: work.contests.running(now=moment)))  # type: ignore[arg-type]

        assert await running(round_.opens_at) == 1
        assert await running(round_.closes_at) == 0

    async def test_open_and_close_a_round_once(self, store: SqlStore) -> None:
        _, round_ = await store.write(an_open_round)
        due = await store.read(lambda work: work.contests.to_open(now=NOW))
        opened = [await store.write(lambda work: work.contests.mark_opened(round_.id)) for _ in range(2)]
        closing = await store.read(lambda work: work.contests.to_close(now=round_.closes_at))
        closed = [await store.write(lambda work: work.contests.mark_closed(round_.id)) for _ in range(2)]

        assert [each.id for each in due] == [each.id for each in closing] == [round_.id]
        assert opened == closed == [True, False]
        assert await store.read(lambda work: work.contests.to_open(now=NOW)) == []
        assert await store.read(lambda work: work.contests.to_close(now=round_.closes_at)) == []

    async def test_an_unknown_contest_is_a_key_error(self, store: SqlStore) -> None:
        with pytest.raises(KeyError):
            await store.read(lambda work: work.contests.get(999))  # type: ignore[arg-type]
