"""What a question loses on its way through a file: found by reading back what was written."""

from quizbot.bank.exchange.values import Found, Imported, Loss
from quizbot.core.question import Question

CITATION = "trích dẫn (văn bản, mục, dữ kiện)"


def losses_between(question: Question, found: Found) -> list[Loss]:
    """Compare a question with what a reader makes of its written form."""
    lost = [what for what, one, other in _pairs(question, found) if one != other]
    lost.append(CITATION)
    if question.weight != 1:
        lost.append("hệ số điểm")
    if question.use != "both":
        lost.append("phạm vi sử dụng")
    return [Loss(question=question.id, what=what) for what in lost]


def losses_of(question: Question, read: Imported) -> list[Loss] | None:
    """Say what a question lost, from what a reader made of it alone; None: it cannot go along at all."""
    if len(read.found) != 1 or read.problems or not _same_right(question, read.found[0]):
        return None
    return losses_between(question, read.found[0])


def _same_right(question: Question, found: Found) -> bool:
    """Tell whether the same answers are right, whatever letters the options have."""
    if found.kind != question.kind:
        return False
    return _right(question) == _right(found)


def _right(question: Question | Found) -> object:
    texts = {option.key: option.text for option in question.options}
    if question.kind == "order":
        return tuple(texts.get(part, part) for part in question.key)
    if question.kind == "match":
        targets = {target.key: target.text for target in question.targets}
        return {(texts.get(part[0]), targets.get(part[1:])) for part in question.key}
    return {texts.get(part, part) for part in question.key}, set(texts.values())


def whole(question: Question, why: str) -> Loss:
    """Say that a question is left out altogether."""
    return Loss(question=question.id, what=why, whole=True)


def _pairs(question: Question, found: Found) -> list[tuple[str, object, object]]:
    return [
        ("mã câu", question.id, found.name),
        ("loại câu", question.kind, found.kind),
        ("nội dung câu hỏi (cách xuống dòng, khoảng trắng)", question.ask, found.ask),
        ("chữ cái hoặc nội dung phương án", question.options, found.options),
        ("thứ tự, số của các vế phải", question.targets, found.targets),
        ("đáp án", _right(question), _right(found)),
        ("sai số cho phép", question.tolerance, found.tolerance),
        ("giải thích", question.explain, found.explain),
        ("mức độ", question.level, found.level),
        ("giữ nguyên thứ tự phương án", question.keep_order, found.keep_order),
        ("thẻ", question.tags, found.tags),
    ]
