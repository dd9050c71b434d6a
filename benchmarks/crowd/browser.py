"""A person with a browser: loads the page and its files, listens to its stream, answers as its script does."""

import asyncio
import gzip
import html
import json
import random
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from benchmarks.crowd.office import SLUG

_COOKIE = re.compile(r"set-cookie: ([^;]+)")
_CHOICE = re.compile(r'name="choice" value="([^"]+)"')
_FORM = re.compile(r'name="csrf" value="([0-9a-f]+)"')
_LAST = re.compile(r'data-last="(\d+)"')
_FILE = re.compile(r'(?:href|src)="(/static/[^"]+)"')
_OPENING = ("welcome:yes", f"contests:start:{SLUG}", f"contests:show:{SLUG}")
_TURNS_AT_MOST = 60


@dataclass
class Seen:
    """What all people together waited for."""

    waits: dict[str, list[float]] = field(default_factory=dict)
    refused: int = 0

    def note(self, what: str, seconds: float) -> None:
        self.waits.setdefault(what, []).append(seconds)

    def count(self, what: str) -> int:
        return len(self.waits.get(what, ()))

    def quantiles(self, what: str) -> tuple[float, float, float]:
        """Give the waits that 50, 95 and 99 of 100 did not exceed, in seconds."""
        waits = sorted(self.waits.get(what, [0.0]))
        half, most, nearly_all = (
            waits[min(len(waits) - 1, int(len(waits) * share))] for share in (0.5, 0.95, 0.99)
        )
        return half, most, nearly_all


class Connection:
    """One HTTP/1.1 connection that is kept open; carries one request at a time."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, head: str, body: bytes = b"") -> tuple[int, str, bytes]:
        """Send a request; gives status, head and body of the answer."""
        for attempt in range(5):
            try:
                return await self._asked(head, body)
            except (OSError, asyncio.IncompleteReadError):
                self.close()
                await asyncio.sleep(0.2 * attempt)
        raise ConnectionError(head.partition("\r\n")[0])

    async def _asked(self, head: str, body: bytes) -> tuple[int, str, bytes]:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        writer.write(head.encode() + body)
        told = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = re.search(r"content-length: (\d+)", told)
        content = await reader.readexactly(int(length[1])) if length else b""
        if content and "content-encoding: gzip" in told:
            content = gzip.decompress(content)
        return int(told[9:12]), told, content

    def listen(self, head: str) -> asyncio.Task[None]:
        """Send a request and throw away whatever comes, until it is cancelled."""
        return asyncio.create_task(self._drain(head))

    async def _drain(self, head: str) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            writer.write(head.encode())
            while await reader.read(65536):
                pass
        except OSError:
            return
        finally:
            writer.close()

    def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


class Browser:
    """Plays the round once. `answered` counts the answers it got a receipt for."""

    def __init__(self, port: int, code: str, seed: int, seen: Seen, *, think_s: float, listens: bool) -> None:
        self.code, self.answered = code, 0
        self._host = f"127.0.0.1:{port}"
        self._line = Connection(port)
        self._rng, self._seen, self._think_s, self._listens = random.Random(seed), seen, think_s, listens
        self._cookie = self._csrf = ""
        self._last = self._acts = 0

    async def plays(self) -> None:
        """Open the link, read, answer until the paper is handed in."""
        page = await self._opens()
        stream = (
            self._line.listen(self._head("GET", f"/chat/events?after={self._last}&page={self.code}"))
            if self._listens
            else None
        )
        try:
            for _ in range(_TURNS_AT_MOST):
                offered = [html.unescape(each) for each in _CHOICE.findall(page)]
                choice, is_answer = self._chosen(offered)
                await asyncio.sleep(self._pause(is_answer))
                page = await self._says(choice, is_answer)
                if "Đã nộp bài" in page:
                    return
            raise SystemExit(f"{self.code} never came to an end; the page shows: {page[-2000:]}")
        finally:
            if stream is not None:
                stream.cancel()
            self._line.close()

    def _chosen(self, offered: list[str]) -> tuple[str, bool]:
        tokens = {each.rpartition(" ")[2]: each for each in offered}
        answers = [each for token, each in tokens.items() if token.startswith("question:")]
        if answers:
            return self._rng.choice(answers), True
        return next(tokens[each] for each in _OPENING if each in tokens), False

    def _pause(self, is_answer: bool) -> float:
        return 0.3 * self._think_s + self._rng.expovariate(1 / (0.7 * self._think_s)) if is_answer else 1.0

    async def _opens(self) -> str:
        status, told, _ = await self._timed("page", self._head("GET", f"/?code={self.code}"))
        assert status == 303, told
        self._cookie = _found(_COOKIE, told)
        _, _, content = await self._timed("page", self._head("GET", "/"))
        page = content.decode()
        for path in dict.fromkeys(_FILE.findall(page)):
            await self._line.ask(self._head("GET", path))
        self._csrf, self._last = _found(_FORM, page), int(_found(_LAST, page))
        return page

    async def _says(self, choice: str, is_answer: bool) -> str:
        self._acts += 1
        fields = {
            "csrf": self._csrf,
            "key": f"{self.code}-{self._acts}",
            "choice": choice,
            "after": self._last,
            "page": self.code,
        }
        body = urlencode(fields).encode()
        while True:
            head = self._head("POST", "/chat/say", length=len(body))
            status, _, content = await self._timed("answer" if is_answer else "tap", head, body)
            if status == 200:
                break
            self._seen.refused += 1
            await asyncio.sleep(1)
        self.answered += is_answer
        entries = json.loads(content)["entries"]
        self._last = max([self._last, *(each["drawn"] for each in entries)])
        return "".join(each["html"] for each in entries)

    async def _timed(self, what: str, head: str, body: bytes = b"") -> tuple[int, str, bytes]:
        began = time.perf_counter()
        answer = await self._line.ask(head, body)
        self._seen.note(what, time.perf_counter() - began)
        return answer

    def _head(self, method: str, path: str, *, length: int = 0) -> str:
        lines = [
            f"{method} {path} HTTP/1.1",
            f"host: {self._host}",
            "accept: application/json" if method == "POST" else "accept: text/html",
            "accept-encoding: gzip",
            f"cookie: {self._cookie}",
            "sec-fetch-site: same-origin",
            "content-type: application/x-www-form-urlencoded",
            f"content-length: {length}",
        ]
        return "\r\n".join(lines) + "\r\n\r\n"


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    if found is None:
        raise SystemExit(f"no {pattern.pattern} in {text}")
    return found[1]
