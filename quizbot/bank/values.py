"""A bank as it was read: frozen values, and where each of them stands."""

import functools
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from quizbot.core.question import Question
from quizbot.forms.faults import Place
from quizbot.forms.places import Node, Places
from quizbot.forms.places import Path as FieldPath

MARK = 12
"""Characters of a question's hash that tell one version from another: 48 bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of a document's outline."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document that questions cite."""

    key: str
    title: str
    number: str
    issuer: str
    issued: date | None = None
    outline: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact of a document, with the sources where it was seen."""

    id: str
    document: str
    section: str
    fact: str
    # A: the full text or two independent sources; B: one source
    confidence: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A question in another language, under the same key."""

    ask: str
    options: dict[str, str] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)
    explain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """What a question's form says beyond the question itself."""

    since: date | None = None
    # the last day on which it may be asked
    until: date | None = None
    translations: dict[str, Translation] = field(default_factory=dict)
    # where it stood in the file it was imported from
    origin: str = ""
    # who wrote it; empty when the file does not say
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One blind reading of a question: the reader saw the facts and the question, and not the key."""

    question_id: str
    # the question as it was read: the first `MARK` characters of its `shown_hash`
    read: str
    reader: str
    on: date
    # as the reader wrote it
    answer: str
    agrees: bool
    # clear | two_right | unclear | wrong_fact | form | too_easy
    verdict: str
    note: str = ""

    @property
    def passes(self) -> bool:
        """Tell whether the reader found the key and nothing to mend."""
        return self.agrees and self.verdict == "clear"

    def of(self, question: Question) -> bool:
        """Tell whether the question still is as it was read."""
        return self.question_id == question.id and self.read == question.shown_hash[:MARK]


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place in one file of the bank."""

    file: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of one file, and the places of its parts."""

    file: str
    nodes: Sequence[Node]
    index: int

    def where(self, path: FieldPath = ()) -> Where:
        """Give where a part of the entry stands; the nearest enclosing part if it is not written."""
        return Where(file=self.file, place=Places(self.nodes[self.index]).value(path))


@dataclass(frozen=True, kw_only=True)
class LoadedBank:
    """A bank: documents, facts, questions, and the place of each question's every field.

    `items` stands beside `questions`, one for one; ids may repeat until the checks have passed.
    """

    folder: str
    documents: Mapping[str, Document]
    facts: Mapping[str, Fact]
    questions: tuple[Question, ...]
    items: tuple[Item, ...]
    fact_items: Mapping[str, Item] = field(default_factory=dict)
    extras: Mapping[str, Extra] = field(default_factory=dict)
    # by question, in the order they were made
    readings: Mapping[str, tuple[Reading, ...]] = field(default_factory=dict)

    @functools.cached_property
    def hash(self) -> str:
        """Name this version of the bank: one hash over what every question shows, whatever its file."""
        shown = sorted((question.id, question.shown_hash) for question in self.questions)
        return hashlib.sha256("\n".join(f"{id_} {hash_}" for id_, hash_ in shown).encode()).hexdigest()

    def place(self, question_id: str, *path: str | int) -> Where:
        """Give where a field of a question stands.

        Raises:
            KeyError: there is no such question.
        """
        return self.items[self._index[question_id]].where(path)

    def question(self, question_id: str) -> Question:
        """Give a question by its id; KeyError when there is none."""
        return self.questions[self._index[question_id]]

    @functools.cached_property
    def _index(self) -> dict[str, int]:
        return {question.id: index for index, question in enumerate(self.questions)}


def to_questions(bank: LoadedBank) -> dict[str, Question]:
    """Give the questions by id, as contests draw them: retired ones left out."""
    return {question.id: question for question in bank.questions if question.status != "retired"}
