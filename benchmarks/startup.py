"""Measure start-up time and memory of the commands and of the web product against bare processes.

    python -m benchmarks.startup

Goals (docs/performance.md): web only at most 120 MB and 3 s to the first page; commands without
Telegram never load aiogram.
"""

import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROUNDS = 5
ROOT = Path(__file__).resolve().parent.parent
BARE_APP = (
    "import uvicorn; from starlette.applications import Starlette; "
    "from starlette.responses import PlainTextResponse; from starlette.routing import Route; "
    "uvicorn.run(Starlette(routes=[Route('/healthz', lambda r: PlainTextResponse('ok'))]), "
    "port={port}, log_level='critical')"
)


def command(words: list[str]) -> float:
    """Give the median seconds a command takes."""
    waits = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        subprocess.run([sys.executable, *words], cwd=ROOT, check=True, capture_output=True)
        waits.append(time.perf_counter() - began)
    return statistics.median(waits)


def port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def service(words: list[str], at: int, *, cwd: Path) -> tuple[float, float]:
    """Give seconds to the first answer, and resident megabytes then."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *words],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{at}/healthz", timeout=1).read()
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.02)
        waited = time.perf_counter() - began
        status = Path(f"/proc/{process.pid}/status").read_text()
        resident = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return waited, int(resident.split()[1]) / 1024
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def median(found: list[tuple[float, float]]) -> tuple[float, float]:
    return statistics.median(each[0] for each in found), statistics.median(each[1] for each in found)


def main() -> None:
    bare = command(["-c", "import asyncio"])
    print(f"python -c 'import asyncio'   {bare:.2f} s")
    for words in (["--version"], ["--help"], ["bank", "schema"], ["contest", "rules", "hang-tuan"]):
        took = command(["-m", "quizbot", *words])
        print(f"quizbot {' '.join(words):<20} {took:.2f} s   / bare python = {took / bare:.1f} (goal ≤ 3)")
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, quizbot.bootstrap; print('aiogram' in sys.modules)"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    print(f"aiogram loaded by the product without Telegram: {loaded} (goal: False)")
    app, product = [], []
    for _ in range(3):
        with tempfile.TemporaryDirectory(prefix="quizbot-bench-") as folder:
            at = port()
            app.append(service(["-c", BARE_APP.format(port=at)], at, cwd=ROOT))
            at = port()
            config = Path(folder) / "config.yaml"
            config.write_text(f"data: data\nweb: {{port: {at}}}\n")
            words = ["-m", "quizbot", "run", "--config", str(config)]
            service(words, at, cwd=Path(folder))  # the first start makes the database and loads the bank
            product.append(service(words, at, cwd=Path(folder)))
    waited, resident = median(product)
    bare_waited, bare_resident = median(app)
    print(f"bare Starlette app           {bare_waited:.2f} s to the first answer, {bare_resident:.0f} MB")
    print(f"quizbot run, web only        {waited:.2f} s (goal ≤ 3), {resident:.0f} MB (goal ≤ 120)")
    print(
        f"P10: / bare Starlette = {waited / bare_waited:.1f} in time, {resident / bare_resident:.1f} in memory"
    )


if __name__ == "__main__":
    main()
