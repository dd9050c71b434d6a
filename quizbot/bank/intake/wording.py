"""A found or stored question in words, as every place that takes files in shows it."""

from quizbot.bank.exchange.values import Found
from quizbot.core.answer_words import in_words
from quizbot.core.question import Question

NAMES = {
    "kind": "loại câu", "ask": "câu hỏi", "options": "phương án", "targets": "vế phải", "key": "đáp án",
    "tolerance": "sai số", "explain": "giải thích", "level": "mức độ", "keep_order": "giữ thứ tự", "tags": "thẻ",
}  # fmt: skip


def answer(question: Found | Question) -> str:
    """Say what is right in words, not only by letters."""
    return in_words(
        question.key,
        kind=question.kind,
        options=question.options,
        targets=question.targets,
        tolerance=question.tolerance,
    )


def shown(question: Question, name: str) -> str:
    """Give one field of a question as people read it."""
    value = getattr(question, name)
    if name in ("options", "targets"):
        return " | ".join(f"{option.key}. {option.text}" for option in value)
    if name == "key":
        return answer(question)
    return ", ".join(value) if isinstance(value, tuple) else str(value)
