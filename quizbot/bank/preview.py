"""A question as a terminal shows it."""

from quizbot.bank.values import Document
from quizbot.core.question import Question, Shown
from quizbot.core.questions import KINDS

_LEVELS = {1: "nhớ", 2: "hiểu", 3: "vận dụng"}


def preview(question: Question, *, document: Document | None = None, with_key: bool = True) -> str:
    """Write a question out: stem, options, and, for its author, the key and where it stands.

    Args:
        question: one that has passed the checks.
        document: named with its number in the citation.
        with_key: whether to show key, explanation and citation.
    """
    lines = [f"[{question.id}] {question.ask}", ""]
    lines += [f"  {option.key}. {option.text}" for option in question.options]
    if question.targets:
        lines += ["", *(f"  {target.key}. {target.text}" for target in question.targets)]
    if with_key:
        lines += ["", f"Đáp án: {_key(question)}"]
        if question.explain:
            lines.append(f"Giải thích: {question.explain}")
        source = document.number if document else question.document
        facts = f" ({', '.join(question.cite.facts)})" if question.cite.facts else ""
        lines.append(f"Căn cứ: {source}, mục {question.cite.section}{facts}")
        lines.append(f"Mức độ: {question.level} ({_LEVELS[question.level]}) · loại: {question.kind}")
    return "\n".join(lines)


def _key(question: Question) -> str:
    if question.kind == "short_text":
        return " / ".join(question.key)
    shown = Shown(
        question=question,
        order=tuple(option.key for option in question.options),
        target_order=tuple(target.key for target in question.targets),
    )
    written = KINDS[question.kind].show(question.key, shown)
    return f"{written} ± {question.tolerance}" if question.tolerance else written
