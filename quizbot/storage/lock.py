"""One writing process for a SQLite file: an exclusive lock on a file beside it.

The lock belongs to the process: the system lets go of it when the process ends, however it ends.
"""

import os
import sys
from pathlib import Path

from quizbot.storage.refusals import StorageInUse

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class ProcessLock:
    """Hold the lock from construction to `release`.

    Args:
        path: of the database; the lock file is named `path` + `.lock` and stays behind, empty.

    Raises:
        StorageInUse: another process holds it.
    """

    def __init__(self, path: Path) -> None:
        self._file = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._file)
        except OSError as error:
            os.close(self._file)
            raise StorageInUse(path=str(path)) from error

    def release(self) -> None:
        """Let go."""
        os.close(self._file)
