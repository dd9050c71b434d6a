"""Questions as YAML that a person would have written, read back the same by `reading`."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from quizbot.bank.answers import TRUE_FALSE_OPTIONS
from quizbot.core.numbers import write_number
from quizbot.core.question import Option, Question
from quizbot.core.vietnamese import fold
from quizbot.forms.scalars import resolve

_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=<~][^\n]*\Z")
_IN_FLOW = re.compile(r"[,\[\]{}]")
# what JSON leaves bare and YAML takes for a line break or refuses
_BARE = re.compile("[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]")


def scalar(text: str, *, flow: bool = False) -> str:
    """Write a text, bare where it may stand so, else in double quotes."""
    bare = (
        _PLAIN.match(text)
        and ": " not in text
        and " #" not in text
        and not text.endswith(":")
        and text == text.strip()
        and "\t" not in text
        and text.isprintable()
        and resolve(text) == text
        and not (flow and (_IN_FLOW.search(text) or ":" in text))
    )
    if bare:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _BARE.sub(lambda found: f"\\u{ord(found.group()):04x}", quoted)


def head(document: str, topic: str, origins: Mapping[str, str]) -> str:
    """Write the head of a file, up to its questions."""
    lines = [f"document: {scalar(document)}", f"topic: {scalar(topic)}", *origin_lines(origins)]
    return "\n".join([*lines, "questions:", ""])


def origin_lines(origins: Mapping[str, str]) -> list[str]:
    """Write the files that questions were imported from, each with its SHA-256."""
    if not origins:
        return []
    return ["origins:", *(f"  {scalar(name)}: {scalar(sha)}" for name, sha in origins.items())]


def entry(question: Question, *, origin: str = "", author: str = "") -> str:
    """Write one question as an entry of the list, in the order people read it."""
    lines = [f"id: {question.id}"]
    if question.kind != "single":
        lines.append(f"kind: {question.kind}")
    lines.append(f"ask: {scalar(question.ask)}")
    if question.kind != "true_false" or question.options != TRUE_FALSE_OPTIONS:
        lines += _options("options", question.options)
    lines += _options("targets", question.targets)
    lines.append(f"answer: {_answer(question)}")
    if question.tolerance:
        lines.append(f"tolerance: {write_number(question.tolerance)}")
    if question.explain:
        lines.append(f"explain: {scalar(question.explain)}")
    facts = ", ".join(question.cite.facts)
    cited = f", facts: [{facts}]" if facts else ""
    lines.append(f"cite: {{section: {_section(question.cite.section)}{cited}}}")
    lines.append(f"level: {question.level}")
    if question.keep_order:
        lines.append("keep_order: true")
    if question.tags:
        lines.append(f"tags: [{', '.join(question.tags)}]")
    if question.use != "both":
        lines.append(f"use: {question.use}")
    lines.append(f"status: {question.status}")
    if question.weight != 1:
        lines.append(f"weight: {question.weight}")
    if origin:
        lines.append(f"origin: {scalar(origin)}")
    if author:
        lines.append(f"author: {scalar(author)}")
    return "  - " + "\n    ".join(lines) + "\n"


def whole_file(
    questions: Sequence[Question], *, origins: Mapping[str, str], places: Mapping[str, str]
) -> str:
    """Write a file of questions of one document and topic; `places` gives each one's origin by id."""
    first = questions[0]
    entries = "".join(entry(question, origin=places.get(question.id, "")) for question in questions)
    return head(first.document, first.topic, origins) + entries


def _section(section: str) -> str:
    return json.dumps(section, ensure_ascii=False)


def _options(name: str, options: Iterable[Option]) -> list[str]:
    rows = [f"  {_key(option.key)}: {scalar(option.text)}" for option in options]
    return [f"{name}:", *rows] if rows else []


def _key(key: str) -> str:
    return key if isinstance(resolve(key), str) else json.dumps(key)


def _answer(question: Question) -> str:
    if question.kind == "true_false":
        right = fold(question.option(question.key[0]).text)
        return {"dung": "true", "sai": "false"}.get(right, question.key[0])
    if question.kind == "number":
        return question.key[0]
    if question.kind == "match":
        pairs = ", ".join(f"{pair[0]}: {pair[1:]}" for pair in question.key)
        return f"{{{pairs}}}"
    if len(question.key) == 1 and question.kind == "single":
        return question.key[0]
    return f"[{', '.join(scalar(part, flow=True) for part in question.key)}]"
