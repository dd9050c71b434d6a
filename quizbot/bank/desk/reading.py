"""The desk where questions are read blind in the browser: one after the other, kept as the command line keeps them."""

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from quizbot.bank.desk import folder as files
from quizbot.bank.desk.authors import APART, authors_of
from quizbot.bank.loader import read_bank
from quizbot.bank.reading_record import add, settle
from quizbot.bank.readings import READINGS, mark_of, read_readings, reading_of
from quizbot.bank.reviewing import VERDICTS, is_own, judged, waiting
from quizbot.bank.values import Extra, LoadedBank, Reading
from quizbot.core.question import Question
from quizbot.core.questions import KINDS
from quizbot.core.refusal import Refusal
from quizbot.core.vietnamese import fold
from quizbot.forms.shipped import shipped

LONGEST_NOTE = 500  # characters
_LAST = 20


class NotToRead(Refusal):
    """The question is gone, is another one by now, or is the reader's own."""

    code = "reading.not_yours"


class Unclear(Refusal):
    """The answer is none for this kind of question."""

    code = "reading.unclear"


class NoteMissing(Refusal):
    """Whoever finds fault says what is wrong, so that it can be mended."""

    code = "reading.note_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Blind:
    """A question as a reader sees it: nothing of its key, its explanation or its author."""

    id: str
    # names this very version
    mark: str
    document: str
    section: str
    facts: tuple[str, ...]
    ask: str
    # "choose_one", "choose_many", "arrange", "pair", "type_number", "type_text"
    widget: str
    options: tuple[tuple[str, str], ...]
    targets: tuple[tuple[str, str], ...]
    # questions that wait for this reader, this one among them
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the reading stands for one reader."""

    # document, its name, how many wait
    documents: tuple[tuple[str, str, int], ...]
    waiting: int
    # the reader's own readings: in all, passed, and the latest
    mine: int
    passed: int
    latest: tuple[Reading, ...]
    # questions that failed and were not mended since, for their authors
    failed: tuple[tuple[Question, Reading], ...]
    # files that are not in the bank's folder, because it may not be written
    apart: tuple[str, ...]


class ReadingDesk:
    """Shows questions to readers and keeps what they say.

    Every method may take seconds: call them beside the loop. The running bank's questions are handed in.

    Args:
        folder: of the bank; readings are kept in it where that may be written.
        data: where they are kept otherwise.
    """

    verdicts: Mapping[str, str] = VERDICTS

    def __init__(self, *, folder: Path, data: Path) -> None:
        self._folder = folder
        self._data = data / APART
        self._lock = threading.Lock()
        self._ground: tuple[tuple[tuple[str, int, int], ...], LoadedBank] | None = None
        self._read: dict[tuple[str, int, int], dict[str, tuple[Reading, ...]]] = {}

    def standing(self, reader: str, stored: Sequence[Question]) -> Standing:
        """Tell what waits for a reader, what they have read, and what failed."""
        bank = self._bank(stored)
        left = Counter(each.document for each in waiting(bank, reader=reader))
        mine = [
            each
            for readings in bank.readings.values()
            for each in readings
            if fold(each.reader) == fold(reader)
        ]
        last = (
            (each, reading_of(bank.readings, each)) for each in bank.questions if each.status != "retired"
        )
        return Standing(
            documents=tuple((key, _number(bank, key), left[key]) for key in sorted(left)),
            waiting=left.total(),
            mine=len(mine),
            passed=sum(each.passes for each in mine),
            latest=tuple(sorted(mine, key=lambda each: each.on))[-_LAST:][::-1],
            failed=tuple((each, found) for each, found in last if found is not None and not found.passes),
            apart=tuple(path.name for path in self._apart()),
        )

    def next(
        self, reader: str, stored: Sequence[Question], *, document: str = "", after: str = ""
    ) -> Blind | None:
        """Give the next question that waits for a reader; None when none does.

        Args:
            document: only of this one.
            after: the question that was put off; the list begins anew at its end.
        """
        bank = self._bank(stored)
        wanted = [each for each in waiting(bank, reader=reader) if document in ("", each.document)]
        if not wanted:
            return None
        place = next((at for at, each in enumerate(wanted) if each.id == after), -1)
        return _blind(bank, wanted[(place + 1) % len(wanted)], left=len(wanted))

    def one(self, reader: str, stored: Sequence[Question], question_id: str) -> Blind | None:
        """Give one question, when this reader may read it."""
        bank = self._bank(stored)
        found = next((each for each in stored if each.id == question_id), None)
        if found is None or is_own(bank, question_id, reader=reader):
            return None
        return _blind(bank, found, left=len(waiting(bank, reader=reader)))

    def take(
        self,
        reader: str,
        stored: Sequence[Question],
        *,
        question_id: str,
        mark: str,
        answer: str,
        verdict: str,
        note: str,
        on: date,
    ) -> Reading:
        """Keep what a reader says of a question, and what it means for the question's status.

        Raises:
            NotToRead, Unclear, NoteMissing
        """
        bank = self._bank(stored)
        question = next((each for each in stored if each.id == question_id), None)
        if question is None or mark_of(question) != mark or is_own(bank, question_id, reader=reader):
            raise NotToRead(question=question_id)
        said = " ".join(note.split())[:LONGEST_NOTE]
        if verdict not in VERDICTS:
            raise Unclear(question=question_id)
        found = judged(question, answer=answer, verdict=verdict, note=said, reader=reader, on=on)
        if found is None:
            raise Unclear(question=question_id)
        if verdict != "clear" and not said:
            raise NoteMissing(question=question_id)
        with self._lock:
            if files.closed(self._folder, shipped=shipped("questions")):
                add(self._data, found)
            else:
                add(self._folder / READINGS, found)
                settle(self._folder)
        return found

    def last(self, reader: str, stored: Sequence[Question], question_id: str) -> Reading | None:
        """Give a reader's last reading of a question."""
        found = [
            each
            for each in self._bank(stored).readings.get(question_id, ())
            if fold(each.reader) == fold(reader)
        ]
        return found[-1] if found else None

    def record(self, name: str) -> bytes | None:
        """Give a file of readings that is not in the bank's folder; None when there is none of this name."""
        found = next((path for path in self._apart() if path.name == name), None)
        return None if found is None else found.read_bytes()

    def _apart(self) -> list[Path]:
        return sorted(self._data.glob("*.yaml")) if self._data.is_dir() else []

    def _bank(self, stored: Sequence[Question]) -> LoadedBank:
        """Give the running bank with what the folder knows of it: documents, facts, authors, readings."""
        with self._lock:
            ground = self._loaded()
            readings: dict[str, tuple[Reading, ...]] = {}
            for path in (*sorted((self._folder / READINGS).glob("*.yaml")), *self._apart()):
                for name, found in self._readings(path).items():
                    readings[name] = (*readings.get(name, ()), *found)
            extras = dict(ground.extras)
            for name, author in authors_of(self._data).items():
                extras[name] = replace(extras.get(name, Extra()), author=author)
        in_order = {name: tuple(sorted(each, key=lambda one: one.on)) for name, each in readings.items()}
        return replace(ground, questions=tuple(stored), items=(), extras=extras, readings=in_order)

    def _loaded(self) -> LoadedBank:
        """Read the folder once, and again when a file of it has changed; readings are read apart."""
        signed = tuple(
            _signed(path)
            for path in sorted(self._folder.rglob("*.y*ml"))
            if path.relative_to(self._folder).parts[0] != READINGS
        )
        if self._ground is None or self._ground[0] != signed:
            self._ground = signed, read_bank(self._folder).bank
        return self._ground[1]

    def _readings(self, path: Path) -> dict[str, tuple[Reading, ...]]:
        key = _signed(path)
        if key not in self._read:
            self._read = {known: each for known, each in self._read.items() if known[0] != key[0]}
            self._read[key], _ = read_readings([(path, path.read_text(encoding="utf-8"))])
        return self._read[key]


def _blind(bank: LoadedBank, question: Question, *, left: int) -> Blind:
    document = bank.documents.get(question.document)
    sections = {each.id: each.title for each in document.outline} if document else {}
    section = question.cite.section
    return Blind(
        id=question.id,
        mark=mark_of(question),
        document=_number(bank, question.document),
        section=f"{section}. {sections[section]}" if section in sections else section,
        facts=tuple(bank.facts[name].fact for name in question.cite.facts if name in bank.facts),
        ask=question.ask,
        widget=KINDS[question.kind].widget,
        options=tuple((each.key, each.text) for each in question.options),
        targets=tuple((each.key, each.text) for each in question.targets),
        left=left,
    )


def _number(bank: LoadedBank, key: str) -> str:
    document = bank.documents.get(key)
    return document.number if document else key


def _signed(path: Path) -> tuple[str, int, int]:
    state = path.stat()
    return str(path), state.st_mtime_ns, state.st_size
