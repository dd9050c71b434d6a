"""A private PostgreSQL server for tests, in a folder of its own."""

import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import psycopg

START_WITHIN_S = 60
POLL_S = 0.05
SETTINGS = {  # a test's data need not survive the test
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "listen_addresses": "127.0.0.1",
    "timezone": "UTC",
}


def find_binaries() -> Path | None:
    """Return the folder with initdb and postgres: the newest of Debian's, or what pg_config or PATH says."""
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]), reverse=True
    )
    candidates = [path.parent for path in versions]
    if shutil.which("pg_config"):
        asked = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=True)
        candidates.append(Path(asked.stdout.strip()))
    if on_path := shutil.which("initdb"):
        candidates.append(Path(on_path).resolve().parent)
    return next(
        (path for path in candidates if (path / "initdb").exists() and (path / "postgres").exists()), None
    )


class PostgresServer:
    """Start a cluster on a free port of 127.0.0.1; stop and delete it on leaving.

    PostgreSQL refuses to run as root; then the server runs as the system's user `postgres`.

    Args:
        binaries: the folder with initdb and postgres.
    """

    def __init__(self, *, binaries: Path) -> None:
        self.binaries = binaries
        self.port = _free_port()
        self._names = itertools.count(1)
        self._identity: dict[str, Any] = {}
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            self._identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

    def __enter__(self) -> "PostgresServer":
        # A short path: a socket's name may have 107 bytes (Linux, unix(7)).
        self.folder = Path(tempfile.mkdtemp(prefix="quizbot-pg-"))
        if self._identity:
            os.chown(self.folder, self._identity["user"], self._identity["group"])
        try:
            self._initialise()
            self._start()
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.send_signal(signal.SIGQUIT)  # immediate shutdown: nothing here is worth saving
        self.process.wait(timeout=START_WITHIN_S)
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str) -> str:
        """Return the address of a database on this server."""
        return f"postgresql://quizbot@127.0.0.1:{self.port}/{database}"

    def create_database(self) -> str:
        """Make an empty database and return its name."""
        name = f"test_{os.getpid()}_{next(self._names)}"
        self._ask(f'CREATE DATABASE "{name}" TEMPLATE template0')
        return name

    def drop_database(self, name: str) -> None:
        """Delete a database, closing whatever is still connected to it."""
        self._ask(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _ask(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def _initialise(self) -> None:
        command = [self.binaries / "initdb", "--pgdata", self.folder / "data", "--username", "quizbot"]
        command += ["--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"]
        done = subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, check=False, **self._identity
        )
        if done.returncode:
            raise RuntimeError(f"initdb failed:\n{done.stdout}{done.stderr}")

    def _start(self) -> None:
        command: list[str | Path] = [self.binaries / "postgres", "-D", self.folder / "data"]
        command += ["-p", str(self.port), "-k", self.folder]
        for key, value in SETTINGS.items():
            command += ["-c", f"{key}={value}"]
        self._log = self.folder / "log"
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, stdout=log, stderr=log, start_new_session=True, **self._identity
            )
        deadline = time.monotonic() + START_WITHIN_S
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.process.kill()
                raise RuntimeError(f"PostgreSQL did not start:\n{self._log.read_text(errors='replace')}")
            time.sleep(POLL_S)

    def _answers(self) -> bool:
        ready = subprocess.run(
            [self.binaries / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)], check=False
        )
        return ready.returncode == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
