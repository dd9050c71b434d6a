"""The last gate of every reader: a question goes in only with a key that points at its options."""

from collections.abc import Sequence
from dataclasses import replace

from quizbot.bank.exchange.paper.words import bound_together
from quizbot.bank.exchange.values import LETTERS, Found, Gathering
from quizbot.core.question import Option
from quizbot.core.vietnamese import fold

_TRUTH = {"dung": "Đúng", "true": "Đúng", "t": "Đúng", "sai": "Sai", "false": "Sai", "f": "Sai"}
_MOST = len(LETTERS)


def lettered(texts: Sequence[str]) -> tuple[Option, ...]:
    """Give options the letters A, B, C ... in their order; at most sixteen."""
    return tuple(Option(key=LETTERS[at], text=text) for at, text in enumerate(texts[:_MOST]))


def admit(found: Found, gathering: Gathering, *, offered: int | None = None) -> None:
    """Add a question to what was found, or say why it cannot be taken.

    Args:
        offered: how many options the file holds, when they could be more than letters.
    """
    why = _wrong(found, len(found.options) if offered is None else offered)
    if why:
        gathering.problem(found.place, found.ask or found.name, *why)
        return
    if found.kind in ("single", "multiple") and bound_together(found.options):
        doubt = "có phương án nhắc đến phương án khác; đã giữ thứ tự"
        found = replace(found, keep_order=True, doubts=(*found.doubts, doubt))
    gathering.found.append(_as_true_false(found))


def _wrong(found: Found, offered: int) -> tuple[str, str] | None:
    if not found.ask.strip():
        return "câu hỏi không có nội dung", "viết nội dung câu hỏi"
    if offered > _MOST:
        return f"câu hỏi có {offered} phương án", f"giữ nhiều nhất {_MOST} phương án"
    if not found.key:
        return "không thấy đáp án", "ghi đáp án đúng trong tệp"
    if found.kind in ("number", "short_text"):
        return None
    empty = [option.key for option in (*found.options, *found.targets) if not option.text.strip()]
    if empty:
        return f"phương án {empty[0]} không có nội dung", "viết nội dung, hoặc bỏ phương án thừa"
    texts = [option.text.strip() for option in found.options]
    if len(set(texts)) < len(texts):
        return "hai phương án có nội dung giống nhau", "sửa nội dung phương án"
    if len(texts) < _FEWEST.get(found.kind, 2):
        return "có quá ít phương án", "viết ít nhất hai phương án"
    named = {part[0] for part in found.key} if found.kind == "match" else set(found.key)
    if not named <= {option.key for option in found.options}:
        return "đáp án không chỉ ra phương án nào có trong câu", "sửa đáp án"
    if found.kind == "single" and len(found.key) > 1:
        return "câu chọn một có nhiều đáp án", "chỉ giữ một đáp án, hoặc đổi thành câu chọn nhiều"
    if found.kind in ("multiple",) and len(found.key) == len(texts):
        return "mọi phương án đều được ghi là đúng", "xem lại đáp án"
    return None


_FEWEST = {"single": 2, "multiple": 2, "true_false": 2, "order": 2, "match": 2}


def _as_true_false(found: Found) -> Found:
    """Know a choice between đúng and sai for what it is."""
    meant = [_TRUTH.get(fold(option.text)) for option in found.options]
    if found.kind != "single" or sorted(meant, key=str) != ["Sai", "Đúng"]:
        return found
    options = tuple(
        Option(key=option.key, text=text) for option, text in zip(found.options, meant, strict=True) if text
    )
    return replace(found, kind="true_false", options=options, keep_order=False)
