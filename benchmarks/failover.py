"""How soon another process goes on when the one that listens, or keeps the clock, is killed.

Run: python -m benchmarks.failover [TIMES]
Real processes on PostgreSQL and the strict Bot API server; each is killed with SIGKILL while another waits, and
started again as the one that waits. Prints the median and the longest wait, and the longest as a ratio of the
goal: 2 s for the listener. The clock has none: rounds may open some seconds late, once.
"""

import asyncio
import statistics
import sys
import tempfile
from pathlib import Path

from quizbot.installation import now
from quizbot.storage import open_store
from tests.fakes.bot_api.server import BotApiServer
from tests.journeys.test_kill import free_port
from tests.journeys.test_many_processes import furnish
from tests.postgres import SETTINGS, PostgresServer, find_binaries
from tests.processes import Watch, Worker, clock_fails, configure, listener_fails, until

TIMES = 7
GOAL_S = 2.0


def main() -> None:
    """Run and print."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else TIMES
    binaries = find_binaries()
    if binaries is None:
        sys.exit("PostgreSQL is not installed")
    SETTINGS.update({"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"})
    with PostgresServer(binaries=binaries) as postgres, tempfile.TemporaryDirectory() as folder:
        url = postgres.url(postgres.create_database())
        asyncio.run(_measured(Path(folder), url, times))


async def _measured(folder: Path, url: str, times: int) -> None:
    store = await open_store(url, now=now())
    await store.write(furnish)
    await store.close()
    watch = Watch(url)
    async with BotApiServer() as server:
        configure(folder, url, server, port=free_port())
        try:
            found = await _listeners(folder, server, watch, times)
            _say("listener", found)
            print(f"ratio {max(found) / GOAL_S:.2f} of the goal of {GOAL_S:.0f} s", flush=True)
            _say("clock", await _clocks(folder, watch, times))
        finally:
            watch.close()


def _say(what: str, seconds: list[float]) -> None:
    longest, median = max(seconds), statistics.median(seconds)
    print(f"{what}: median {median:.2f} s, longest {longest:.2f} s of {len(seconds)}", flush=True)


async def _listeners(folder: Path, server: BotApiServer, watch: Watch, times: int) -> list[float]:
    """Kill the listener so often; the next one started waits behind the one that took over."""
    listener, waiting = Worker(folder, ("bot",), log="one"), Worker(folder, ("bot",), log="two")
    found = []
    try:
        await listener.start()
        await until(lambda: bool(server.polls))
        for _ in range(times):
            await waiting.start()
            found.append(await listener_fails(server, watch, listener, waiting))
            listener, waiting = waiting, listener
    finally:
        await listener.kill()
        await waiting.kill()
    return found


async def _clocks(folder: Path, watch: Watch, times: int) -> list[float]:
    """Kill the keeper of the clock so often, in the same way."""
    keeper = Worker(folder, ("scheduler",), log="three")
    waiting = Worker(folder, ("scheduler",), log="four")
    found = []
    try:
        await keeper.start()
        await until(lambda: watch.clock_pid() == keeper.pid)
        for _ in range(times):
            await waiting.start()
            found.append(await clock_fails(watch, keeper, waiting))
            keeper, waiting = waiting, keeper
    finally:
        await keeper.kill()
        await waiting.kill()
    return found


if __name__ == "__main__":
    main()
