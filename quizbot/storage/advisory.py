"""A lock that one process of all holds for as long as it lives and is connected: PostgreSQL's advisory lock."""

import asyncio
import hashlib
from typing import Any

from quizbot.storage.engine import Database

# how long one question to the server may take before this process no longer trusts its lock
_PATIENCE_S = 3.0


class AdvisoryLock:
    """One named lock, on a connection of its own.

    The server frees it when the connection ends: at once when the process dies, after its keepalive
    (about eight seconds) when the machine or the network does.
    """

    def __init__(self, database: Database, name: str) -> None:
        self._database = database
        self._key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
        self._connection: Any = None
        self._held = False

    async def hold(self) -> bool:
        """Take the lock if it is free, or see that it is still ours.

        Raises:
            OSError: the server does not answer; the lock is not ours any more.
        """
        try:
            return await asyncio.wait_for(asyncio.to_thread(self._hold), timeout=_PATIENCE_S)
        except Exception as error:
            self._forget()
            raise OSError(f"the lock is lost: {error or 'no answer'}") from error

    async def release(self) -> None:
        """Let another process have it at once."""
        await asyncio.to_thread(self.close)

    def close(self) -> None:
        """Close the connection, and with it the lock."""
        self._forget()

    def _hold(self) -> bool:
        if self._connection is None:
            self._connection = self._database.listening()
        if self._held:
            self._connection.execute("SELECT 1")
            return True
        row = self._connection.execute("SELECT pg_try_advisory_lock(%s)", (self._key,)).fetchone()
        self._held = bool(row[0])
        return self._held

    def _forget(self) -> None:
        connection, self._connection, self._held = self._connection, None, False
        if connection is not None:
            connection.close()
