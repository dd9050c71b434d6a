"""The YAML form of the bank: documents, facts and questions as authors write them."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from quizbot.forms.schema import json_schema
from quizbot.forms.types import Flag, Form, LocalDate, Number, Slug, Text, Whole, wrong

_FACT_ID = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*\Z")
_KEYS = {"option": re.compile("[A-P]"), "target": re.compile("[1-9][0-9]?")}
_MARK = re.compile(r"[0-9a-f]{12}")
# Telegram gives 64 bytes of callback data, which also name person and attempt; source:
# core.telegram.org/bots/api under InlineKeyboardButton, 2026-11
_LONGEST_ID = 40


def _short_id(text: str) -> str:
    return text if len(text) <= _LONGEST_ID else wrong("bank.long_id", text, limit=_LONGEST_ID)


def _fact_id(text: str) -> str:
    return text if _FACT_ID.match(text) else wrong("bank.fact_id", text)


def _option_key(text: str) -> str:
    return text if _KEYS["option"].fullmatch(text) else wrong("bank.option_key", text)


def _target_key(text: str) -> str:
    return text if _KEYS["target"].fullmatch(text) else wrong("bank.target_key", text)


def _answer(value: Any) -> Any:
    """Let only letters, numbers, texts, true and false, and lists and pairs of them through."""
    items = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else [value]
    if value is None or not items:
        wrong("text.empty", "")
    if any(item is None or isinstance(item, dict | list) for item in items):
        wrong("bank.answer_shape", "")
    return value


def _mark(text: str) -> str:
    return text if _MARK.fullmatch(text) else wrong("bank.read_mark", text)


QuestionId = Annotated[Slug, AfterValidator(_short_id)]
FactId = Annotated[Text, AfterValidator(_fact_id)]
OptionKey = Annotated[str, AfterValidator(_option_key)]
TargetKey = Annotated[str, AfterValidator(_target_key)]
Answer = Annotated[
    Any,
    BeforeValidator(_answer),
    WithJsonSchema(
        {
            "description": "C · [A, C] · true · 50 · [C, A, B] · [văn bản 1, văn bản 2] · {A: 2, B: 1}",
            "type": ["string", "number", "boolean", "array", "object"],
        }
    ),
]
Kind = Literal["single", "multiple", "true_false", "number", "order", "short_text", "match"]


class SectionForm(Form):
    """One section of a document's outline."""

    id: Text
    title: Text


class DocumentForm(Form):
    """A document that questions cite."""

    title: Text
    number: Text
    issued: LocalDate | None = None
    issuer: Text
    outline: Annotated[list[SectionForm], Field(min_length=1)]


class SourcesForm(Form):
    """`sources.yaml`: the documents by their key."""

    documents: Annotated[dict[Slug, DocumentForm], Field(min_length=1)]


class FactForm(Form):
    """A fact of a document: A seen in the full text or in two places, B in one."""

    id: FactId
    document: Slug
    section: Text
    fact: Text
    confidence: Literal["A", "B"]
    sources: Annotated[list[Text], Field(min_length=1)]


class CiteForm(Form):
    """Where the answer stands."""

    section: Text
    facts: list[FactId] = Field(default_factory=list)


class TranslationForm(Form):
    """The question in another language, under the same key."""

    ask: Text
    options: dict[OptionKey, Text] = Field(default_factory=dict)
    targets: dict[TargetKey, Text] = Field(default_factory=dict)
    explain: Text | None = None


class QuestionForm(Form):
    """One question."""

    id: QuestionId
    ask: Text
    options: dict[OptionKey, Text] = Field(default_factory=dict)
    targets: dict[TargetKey, Text] = Field(default_factory=dict)
    answer: Answer
    tolerance: Annotated[Number, Field(ge=0)] | None = None
    explain: Text | None = None
    cite: CiteForm
    level: Annotated[Whole, Field(ge=1, le=3)]
    kind: Kind = "single"
    keep_order: Flag = False
    tags: list[Slug] = Field(default_factory=list)
    use: Literal["contest", "practice", "both"] = "both"
    status: Literal["draft", "reviewed", "retired"] = "draft"
    since: LocalDate | None = None
    until: LocalDate | None = None
    translations: dict[Slug, TranslationForm] = Field(default_factory=dict)
    weight: Annotated[Whole, Field(ge=1, le=100)] = 1
    # where it stood in the file it was imported from: "de-thi.docx, đoạn 12"
    origin: Text | None = None
    # who wrote it, where that is somebody else than the file says
    author: Text | None = None


class FileForm(Form):
    """A file of questions on one topic of one document."""

    document: Slug
    topic: Slug
    # who wrote the questions; a reader of them is somebody else
    author: Text | None = None
    # files that questions were imported from, by name: their SHA-256
    origins: dict[Text, Text] = Field(default_factory=dict)
    questions: Annotated[list[QuestionForm], Field(min_length=1)]


class HeadForm(Form):
    """The same file with its questions unread, so that one bad question hides no other."""

    document: Slug
    topic: Slug
    author: Text | None = None
    origins: dict[Text, Text] = Field(default_factory=dict)
    questions: Annotated[list[Any], Field(min_length=1)]


class FactsForm(Form):
    """`facts/*.yaml` with its facts unread."""

    facts: Annotated[list[Any], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _bare_list(cls, value: Any) -> Any:
        return {"facts": value} if isinstance(value, list) else value


class ReadingForm(Form):
    """What one reader said of one question."""

    question: QuestionId
    read: Annotated[Text, AfterValidator(_mark)]
    answer: Text
    agrees: Flag
    verdict: Literal["clear", "two_right", "unclear", "wrong_fact", "form", "too_easy"]
    note: Text | None = None


class ReadingsForm(Form):
    """`readings/*.yaml`: one reader, one day, with the readings unread."""

    reader: Text
    on: LocalDate
    readings: Annotated[list[Any], Field(min_length=1)]


def bank_json_schema() -> dict[str, Any]:
    """Give the JSON Schema of a file of questions."""
    return json_schema(FileForm, title="quizbot: câu hỏi")
