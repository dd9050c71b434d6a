"""What a question loses on its way through a file: found by reading back what was written."""

from quizbot.bank.exchange.values import Found, Loss
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


def whole(question: Question, why: str) -> Loss:
    """Say that a question is left out altogether."""
    return Loss(question=question.id, what=why, whole=True)


def _pairs(question: Question, found: Found) -> list[tuple[str, object, object]]:
    return [
        ("mã câu", question.id, found.name),
        ("loại câu", question.kind, found.kind),
        ("nội dung câu hỏi (cách xuống dòng, khoảng trắng)", question.ask, found.ask),
        ("chữ cái hoặc nội dung phương án", question.options, found.options),
        ("vế phải của câu ghép đôi", question.targets, found.targets),
        ("đáp án", question.key, found.key),
        ("sai số cho phép", question.tolerance, found.tolerance),
        ("giải thích", question.explain, found.explain),
        ("mức độ", question.level, found.level),
        ("giữ nguyên thứ tự phương án", question.keep_order, found.keep_order),
        ("thẻ", question.tags, found.tags),
    ]
