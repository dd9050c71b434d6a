"""Simulated time: an event loop whose clock jumps to the next timer whenever nothing else happens."""

import asyncio
import functools
import selectors
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

T = TypeVar("T")

BEGINNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


class _Jumping(selectors.DefaultSelector):  # type: ignore[misc,valid-type]
    """Waits no longer than `grace` real seconds for sockets, then lets the clock jump instead."""

    def __init__(self, *, grace: float) -> None:
        super().__init__()
        self._grace = grace
        self.virtual = 0.0
        # things under way in threads, during which time stands still
        self.held = 0

    def select(self, timeout: float | None = None) -> Any:
        if timeout is None or timeout <= 0:
            return super().select(timeout)
        events = super().select(min(timeout, 0.05 if self.held else self._grace))
        if not events and not self.held:
            self.virtual += timeout
        return events


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop in simulated time.

    Args:
        grace: real seconds to wait for loopback sockets before time may jump; 0 without sockets.
    """

    def __init__(self, *, grace: float = 0.0) -> None:
        self._jumping = _Jumping(grace=grace)
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.virtual

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let time stand still while a thread works."""
        self._jumping.held += 1
        try:
            yield
        finally:
            self._jumping.held -= 1


def clock() -> datetime:
    """Give the time of day that belongs to the running loop's clock."""
    return clock_of(asyncio.get_running_loop())()


def clock_of(loop: asyncio.AbstractEventLoop) -> Callable[[], datetime]:
    """Give a loop's clock, for threads too."""
    return lambda: BEGINNING + timedelta(seconds=loop.time())


def run(main: Coroutine[Any, Any, T], *, grace: float = 0.0) -> T:
    """Run a coroutine in simulated time."""
    with asyncio.Runner(loop_factory=lambda: VirtualLoop(grace=grace)) as runner:
        return runner.run(main)


def simulated(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Run an async test in simulated time, loopback sockets included."""

    @functools.wraps(test)
    def in_simulated_time(*args: Any, **kwargs: Any) -> None:
        run(test(*args, **kwargs), grace=0.002)

    return in_simulated_time
