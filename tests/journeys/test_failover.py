"""Kill −9 of the process that listens, or of the one that keeps the clock: another goes on, and nothing is lost.

Real processes on PostgreSQL, the strict Bot API server. How long it took is printed and recorded, not judged:
`python -m benchmarks.failover` compares it with the goal.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from quizbot.installation import now
from quizbot.storage import open_store
from tests.fakes.bot_api.refusals import OTHER_POLLER
from tests.fakes.bot_api.server import BotApiServer
from tests.journeys.test_kill import free_port
from tests.journeys.test_many_processes import furnish
from tests.processes import Watch, Worker, clock_fails, configure, listener_fails, until

Record = Callable[[str, object], None]


@asynccontextmanager
async def two_of(
    folder: Path, url: str, server: BotApiServer, role: str
) -> AsyncIterator[tuple[Worker, Worker, Watch]]:
    """Prepare a database and two processes of a role, neither of them started."""
    store = await open_store(url, now=now())
    await store.write(furnish)
    await store.close()
    configure(folder, url, server, port=free_port())
    workers = (Worker(folder, (role,), log="one"), Worker(folder, (role,), log="two"))
    watch = Watch(url)
    try:
        yield (*workers, watch)
    finally:
        for each in workers:
            await each.kill()
        watch.close()


def told(record: Record, what: str, seconds: float) -> None:
    record("seconds", round(seconds, 3))
    print(f"{what} after {seconds:.2f} s")  # noqa: T201 - the figure is for whoever reads the log


class TestFailover:
    @pytest.mark.timeout(300)
    async def test_another_listens_when_the_listener_is_killed(
        self, tmp_path: Path, postgres_url: str, record_property: Record
    ) -> None:
        async with (
            BotApiServer() as server,
            two_of(tmp_path, postgres_url, server, "bot") as (one, two, watch),
        ):
            person = server.person(2000)
            await one.start()
            await until(lambda: bool(server.polls))
            await two.start()

            took = await listener_fails(server, watch, one, two)
            # what is said afterwards is heard by the other one
            person.types("/trogiup")
            await until(lambda: bool(person.messages()))

            told(record_property, "listening again", took)
            assert [call for call in server.called("getUpdates") if call.error == OTHER_POLLER] == []

    @pytest.mark.timeout(300)
    async def test_another_keeps_the_clock_when_its_keeper_is_killed(
        self, tmp_path: Path, postgres_url: str, record_property: Record
    ) -> None:
        async with (
            BotApiServer() as server,
            two_of(tmp_path, postgres_url, server, "scheduler") as (one, two, watch),
        ):
            await one.start()
            await until(lambda: watch.clock_pid() == one.pid)
            await two.start()

            took = await clock_fails(watch, one, two)

            told(record_property, "the clock goes on", took)
            assert watch.clock_pid() == two.pid
