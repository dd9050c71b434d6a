"""The program under load, in a process of its own."""

import asyncio
import os
import signal
import socket
import sys
from pathlib import Path

from benchmarks.crowd.office import PEPPER

_ROOT = Path(__file__).resolve().parents[2]
_TICK = os.sysconf("SC_CLK_TCK")


class Program:
    """`quizbot run` on a free port of this machine."""

    def __init__(self, folder: Path, *, profile: str = "") -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            self.port = int(taken.getsockname()[1])
        self._folder, self._profile = folder, profile
        self._config = folder / "config.yaml"
        self._config.write_text(
            f"data: data\nweb: {{port: {self.port}, streams_at_most: 50000}}\n", encoding="utf-8"
        )
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start, and wait until it listens."""
        watch = ["-m", "cProfile", "-o", self._profile] if self._profile else []
        words = [sys.executable, *watch, "-m", "quizbot", "run", "--config", str(self._config)]
        log = (self._folder / "log").open("wb")
        self._process = await asyncio.create_subprocess_exec(
            *words,
            cwd=self._folder,
            env={**os.environ, "QUIZBOT_PEPPER": PEPPER, "PYTHONPATH": str(_ROOT)},
            stdout=log,
            stderr=log,
        )
        for _ in range(600):
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", self.port)
            except OSError:
                await asyncio.sleep(0.1)
            else:
                writer.close()
                return
        raise SystemExit((self._folder / "log").read_text())

    def processor_s(self) -> float:
        """Give the seconds of processor time it has used."""
        fields = Path(f"/proc/{self._pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICK

    def peak_mb(self) -> float:
        """Give its largest resident memory, in MB."""
        lines = Path(f"/proc/{self._pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024

    async def stop(self) -> None:
        """Stop it as systemd does, so that it finishes what it began."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
        await self._process.wait()

    @property
    def _pid(self) -> int:
        assert self._process is not None
        return self._process.pid
