"""The real store in simulated time."""

import asyncio
from collections.abc import Callable
from typing import TypeVar, cast

from quizbot.storage import SqlStore
from quizbot.usecases.ports import HeldLock, Work
from tests.fakes.virtual_time import VirtualLoop

T = TypeVar("T")


class StandingTime:
    """The real store, with time standing still while its threads work."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store

    async def write(self, use_case: Callable[[Work], T], /) -> T:
        with cast("VirtualLoop", asyncio.get_running_loop()).held():
            return await self._store.write(use_case)

    async def read(self, use_case: Callable[[Work], T], /) -> T:
        with cast("VirtualLoop", asyncio.get_running_loop()).held():
            return await self._store.read(use_case)

    def listen(self, prefix: str, heard: Callable[[str], None]) -> None:
        self._store.listen(prefix, heard)

    def lock(self, name: str) -> HeldLock | None:
        return self._store.lock(name)

    async def close(self) -> None:
        await self._store.close()
