"""A found or stored question in words, as every place that takes files in shows it."""

from quizbot.bank.exchange.values import Found
from quizbot.core.question import Question

NAMES = {
    "kind": "loại câu", "ask": "câu hỏi", "options": "phương án", "targets": "vế phải", "key": "đáp án",
    "tolerance": "sai số", "explain": "giải thích", "level": "mức độ", "keep_order": "giữ thứ tự", "tags": "thẻ",
}  # fmt: skip


def answer(question: Found | Question) -> str:
    """Say what is right in words, not only by letters."""
    texts = {option.key: f"{option.key}. {option.text}" for option in question.options}
    if question.kind == "order":
        return " → ".join(texts.get(part, part) for part in question.key)
    if question.kind == "match":
        targets = {target.key: target.text for target in question.targets}
        return "; ".join(f"{texts.get(part[:1])} = {targets.get(part[1:])}" for part in question.key)
    within = f" ± {question.tolerance}" if question.tolerance else ""
    return "; ".join(texts.get(part, part) for part in question.key) + within


def shown(question: Question, name: str) -> str:
    """Give one field of a question as people read it."""
    value = getattr(question, name)
    if name in ("options", "targets"):
        return " | ".join(f"{option.key}. {option.text}" for option in value)
    if name == "key":
        return answer(question)
    return ", ".join(value) if isinstance(value, tuple) else str(value)
