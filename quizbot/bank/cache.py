"""What unchanged files were found to hold, kept between runs.

The cache is only ever a shortcut: it carries a hash of itself and of the code that wrote it, and
anything that does not fit is thrown away without a word and made anew.
"""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import overload

import msgspec

import quizbot
from quizbot.bank.finding import Finding
from quizbot.bank.reading import QuestionFile
from quizbot.bank.values import Extra
from quizbot.core.question import Question
from quizbot.forms.places import Node
from quizbot.forms.reader import quiet_collector

_NAME = "bank.cache"
_CODE = (
    "bank/**/*.py",
    "forms/*.py",
    "core/questions/*.py",
    "core/question*.py",
    "core/vietnamese.py",
    "core/pinning.py",
    "core/numbers.py",
    "core/typed.py",
)
_DIGEST = 32


class CachedFile(msgspec.Struct, frozen=True):
    """One file of questions without faults; `nodes` stays packed until a place is asked for."""

    questions: tuple[Question, ...]
    extras: dict[str, Extra]
    nodes: bytes


class _Body(msgspec.Struct):
    code: str
    files: dict[str, CachedFile]
    findings: dict[str, tuple[Finding, ...]]


class PackedNodes(Sequence[Node]):
    """The trees of places of one file, unpacked when the first is wanted."""

    def __init__(self, packed: bytes) -> None:
        self._packed = packed
        self._nodes: list[Node] | None = None

    @overload
    def __getitem__(self, index: int) -> Node: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Node]: ...
    def __getitem__(self, index: int | slice) -> Node | Sequence[Node]:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Node]:
        return iter(self._all())

    def _all(self) -> list[Node]:
        if self._nodes is None:
            self._nodes = msgspec.msgpack.decode(self._packed, type=list[Node])
        return self._nodes


class BankCache:
    """Files by the hash of their content, findings by the hash of the whole bank.

    Args:
        folder: where the cache file is kept; made when missing.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / _NAME
        self._code = _code_hash()
        body = _read(self._path, self._code)
        self._old = body
        self._files: dict[str, CachedFile] = {}
        self._findings: dict[str, tuple[Finding, ...]] = {}

    def file(self, digest: str) -> CachedFile | None:
        """Give what a file of this content held, if it was sound."""
        found = self._old.files.get(digest)
        if found is not None:
            self._files[digest] = found
        return found

    def put_file(self, digest: str, read: QuestionFile) -> None:
        """Keep what a sound file holds."""
        nodes = msgspec.msgpack.encode(list(read.nodes))
        self._files[digest] = CachedFile(questions=read.questions, extras=read.extras, nodes=nodes)

    def findings(self, key: str) -> tuple[Finding, ...] | None:
        """Give what the checks found in this very bank."""
        found = self._old.findings.get(key)
        if found is not None:
            self._findings[key] = found
        return found

    def put_findings(self, key: str, found: tuple[Finding, ...]) -> None:
        """Keep what the checks found."""
        self._findings[key] = found

    def save(self) -> None:
        """Write what this run used, if it is not what is already there; other entries are dropped.

        Raises:
            OSError: the folder cannot be written.
        """
        if (
            self._files.keys() == self._old.files.keys()
            and self._findings.keys() == self._old.findings.keys()
        ):
            return
        body = msgspec.msgpack.encode(_Body(code=self._code, files=self._files, findings=self._findings))
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_suffix(".new")
        draft.write_bytes(hashlib.sha256(body).digest() + body)
        draft.replace(self._path)


def _read(path: Path, code: str) -> _Body:
    empty = _Body(code=code, files={}, findings={})
    try:
        data = path.read_bytes()
    except OSError:
        return empty
    if hashlib.sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
        return empty
    try:
        with quiet_collector():
            body = msgspec.msgpack.decode(data[_DIGEST:], type=_Body)
    except msgspec.DecodeError:
        return empty
    return body if body.code == code else empty


def _code_hash() -> str:
    """Hash the code that reads and checks, so that a cache never outlives it."""
    root = Path(quizbot.__file__).parent
    files = sorted(path for pattern in _CODE for path in root.glob(pattern))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()
