"""Flood limits in their real windows: 30 a second, 1 a second for each chat, 20 a minute for each group."""

import math
from collections import defaultdict, deque

from tests.fakes.bot_api.refusals import too_many

ALL = (30, 1.0)
CHAT = (1, 1.0)
GROUP = (20, 60.0)
# clocks are added up in floating point
_ROUNDING_S = 1e-6


class Flood:
    """Counts messages and refuses the one too many; refused ones are not counted."""

    def __init__(self) -> None:
        self._everything: deque[float] = deque()
        self._chats: dict[int, deque[float]] = defaultdict(deque)
        self.refused = 0

    def pass_or_refuse(self, chat_id: int, *, now: float) -> None:
        """Count one message.

        Raises:
            ApiError: 429 with the seconds to wait.
        """
        group = GROUP if chat_id < 0 else CHAT
        windows = ((self._everything, ALL), (self._chats[chat_id], group))
        wait = max(_wait(times, limit, now) for times, limit in windows)
        if wait > 0:
            self.refused += 1
            raise too_many(max(1, math.ceil(wait)))
        for times, _ in windows:
            times.append(now)


def _wait(times: deque[float], limit: tuple[int, float], now: float) -> float:
    count, window = limit
    while times and now - times[0] >= window - _ROUNDING_S:
        times.popleft()
    return times[0] + window - now if len(times) >= count else 0.0
