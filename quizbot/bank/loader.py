"""Read a whole bank: every file, every fault, and the place of everything."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizbot.bank.cache import BankCache, PackedNodes
from quizbot.bank.checks import CHECKS, ESSENTIAL
from quizbot.bank.ground import read_documents, read_facts
from quizbot.bank.messages import BANK
from quizbot.bank.reading import read_questions
from quizbot.bank.readings import READINGS, read_readings
from quizbot.bank.rules import Rules
from quizbot.bank.values import Extra, Item, LoadedBank
from quizbot.core.question import Question
from quizbot.forms.faults import FormFault, FormFaults, Place, fault
from quizbot.forms.places import Node
from quizbot.forms.reader import quiet_collector
from quizbot.forms.source import read_source

Progress = Callable[[int, int], None]
"""Called with how many files are read, and how many there are."""

SOURCES = "sources.yaml"
FACTS = "facts"


@dataclass(frozen=True, slots=True, kw_only=True)
class BankReading:
    """What could be read of a bank, and every fault of form."""

    bank: LoadedBank
    faults: tuple[FormFault, ...]
    # names the very content of all files
    digest: str


def load_bank(
    folder: Path, *, cache: BankCache | None = None, progress: Progress | None = None
) -> LoadedBank:
    """Read a bank that is fit for use.

    Raises:
        FormFaults: every fault of form of every file, and every error of the essential checks.
    """
    reading = read_bank(folder, cache=cache, progress=progress)
    rules = Rules()
    found = [
        each.fault
        for name in ESSENTIAL
        for each in CHECKS[name](reading.bank, rules)
        if each.severity == "error"
    ]
    if reading.faults or found:
        raise FormFaults([*reading.faults, *found])
    return reading.bank


def read_bank(
    folder: Path, *, cache: BankCache | None = None, progress: Progress | None = None
) -> BankReading:
    """Read a bank as far as it goes; faults hide nothing that is sound."""
    if not folder.is_dir():
        faults = (fault(file=folder, place=Place(1, 1), code="bank.no_folder", table=BANK),)
        bank = LoadedBank(folder=str(folder), documents={}, facts={}, questions=(), items=())
        return BankReading(bank=bank, faults=faults, digest="")
    reader = _Reader(folder, cache)
    files = list(_question_files(folder))
    with quiet_collector():
        for count, path in enumerate(files):
            if progress:
                progress(count, len(files))
            reader.questions_of(path)
        reader.ground()
    if progress:
        progress(len(files), len(files))
    return reader.reading()


def _question_files(folder: Path) -> Iterator[Path]:
    """Give the files of questions: every YAML file below but sources, facts, readings and hidden ones."""
    for path in sorted((*folder.rglob("*.yaml"), *folder.rglob("*.yml"))):
        parts = path.relative_to(folder).parts
        if parts[0] not in (SOURCES, FACTS, READINGS) and not any(part.startswith(".") for part in parts):
            yield path


class _Reader:
    """Gathers one bank."""

    def __init__(self, folder: Path, cache: BankCache | None) -> None:
        self._folder = folder
        self._cache = cache
        self._faults: list[FormFault] = []
        self._questions: list[Question] = []
        self._items: list[Item] = []
        self._extras: dict[str, Extra] = {}
        self._digest = hashlib.sha256(str(folder).encode())

    def questions_of(self, path: Path) -> None:
        """Read one file of questions, or take it from the cache when it is unchanged."""
        try:
            text = read_source(path)
        except FormFaults as refused:
            self._faults += refused.faults
            return
        digest = self._note(path, text)
        cached = self._cache.file(digest) if self._cache else None
        if cached is not None:
            self._take(path, cached.questions, cached.extras, PackedNodes(cached.nodes))
            return
        read = read_questions(text, file=str(path))
        self._faults += read.faults
        self._take(path, read.questions, read.extras, read.nodes)
        if self._cache and not read.faults:
            self._cache.put_file(digest, read)

    def ground(self) -> None:
        """Read documents, facts and readings."""
        sources = self._texts([self._folder / SOURCES])
        self._documents, faults = read_documents(sources[0][1], file=sources[0][0]) if sources else ({}, [])
        self._faults += faults
        found = self._texts(sorted((self._folder / FACTS).glob("*.yaml")))
        self._facts, self._fact_items, faults = read_facts(found)
        self._faults += faults
        made = self._texts(sorted((self._folder / READINGS).glob("*.yaml")))
        self._readings, faults = read_readings(made)
        self._faults += faults

    def reading(self) -> BankReading:
        """Give what was gathered."""
        bank = LoadedBank(
            folder=str(self._folder),
            documents=self._documents,
            facts=self._facts,
            questions=tuple(self._questions),
            items=tuple(self._items),
            fact_items=self._fact_items,
            extras=self._extras,
            readings=self._readings,
        )
        faults = tuple(sorted(self._faults))
        return BankReading(bank=bank, faults=faults, digest=self._digest.hexdigest())

    def _take(
        self, path: Path, questions: Sequence[Question], extras: Mapping[str, Extra], nodes: Sequence[Node]
    ) -> None:
        file = str(path)
        self._questions += questions
        self._items += [Item(file=file, nodes=nodes, index=index) for index in range(len(questions))]
        self._extras.update(extras)

    def _texts(self, paths: list[Path]) -> list[tuple[Path, str]]:
        found: list[tuple[Path, str]] = []
        for path in paths:
            try:
                found.append((path, read_source(path)))
            except FormFaults as refused:
                self._faults += refused.faults
                continue
            self._note(*found[-1])
        return found

    def _note(self, path: Path, text: str) -> str:
        digest = hashlib.sha256(text.encode()).hexdigest()
        self._digest.update(f"\0{path}\0{digest}".encode())
        return digest
