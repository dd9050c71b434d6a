"""Aiken: a question on one line, options A. B. C., and `ANSWER: B`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from quizbot.bank.exchange import encodings
from quizbot.bank.exchange.admitting import admit
from quizbot.bank.exchange.losses import losses_of, whole
from quizbot.bank.exchange.values import LETTERS, Exported, Found, Gathering, Imported, Loss
from quizbot.core.question import Option, Question

_OPTION = re.compile(r"\s*([A-Za-z])\s*[.)](\s*)(\S.*?)\s*$")
_ANSWER = re.compile(r"\s*(?:ANSWER|ĐÁP ÁN)\s*:\s*(.*?)\s*$", re.I)


@dataclass
class _Draft:
    line: int
    ask: list[str] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)

    @property
    def place(self) -> str:
        return f"dòng {self.line}"


class _Aiken:
    title = "Aiken"
    extensions = (".aiken", ".txt")

    def sniff(self, name: str, content: bytes) -> float:
        """Know Aiken by its lines `ANSWER: X` and unnumbered questions."""
        decoded = encodings.decode(content)
        if decoded is None or content.startswith((b"PK", b"<")):
            return 0.0
        answers = len(re.findall(r"(?mi)^[ \t]*ANSWER[ \t]*:[ \t]*[A-Z][.)]?[ \t]*$", decoded.text))
        numbered = re.search(r"(?mi)^\s*(?:câu\s*\d|\d+\s*[.)/])", decoded.text)
        if name.lower().endswith(".aiken"):
            return 0.9
        return 0.75 if answers and not numbered else 0.0

    def read(self, name: str, content: bytes) -> Imported:
        """Understand a file, question by question."""
        gathering = Gathering()
        decoded = encodings.decode(content)
        if decoded is None:
            gathering.problem("tệp", "", "không nhận ra bảng mã của tệp", "lưu lại tệp với bảng mã UTF-8")
            return gathering.done()
        if decoded.was:
            gathering.remark("tệp", f"đã chuyển từ {decoded.was} sang Unicode dựng sẵn")
        draft: _Draft | None = None
        for number, line in enumerate(decoded.text.splitlines(), start=1):
            if line.strip():
                draft = _taken(line, number, draft, gathering)
        if draft is not None:
            _unanswered(draft, gathering)
        return gathering.done()

    def write(self, questions: Sequence[Question]) -> Exported:
        """Write choices with one right answer; explanations stay behind."""
        made: list[str] = []
        losses: list[Loss] = []
        for question in questions:
            text = _written(question)
            lost = None if text is None else losses_of(question, self.read("", text.encode()))
            if text is None or lost is None:
                losses.append(whole(question, "Aiken chỉ chép được câu một đáp án, mỗi phần một dòng"))
                continue
            made.append(text)
            losses += lost
        return Exported(content="\n".join(made).encode(), losses=tuple(losses))


def _taken(line: str, number: int, draft: _Draft | None, gathering: Gathering) -> _Draft | None:
    """Take one line; give the question that is still open."""
    answer = _ANSWER.match(line)
    if answer:
        if draft is None:
            gathering.problem(f"dòng {number}", "", "có đáp án nhưng không có câu hỏi", "xóa dòng thừa")
        else:
            _answered(draft, answer.group(1).strip(" .)"), gathering)
        return None
    option = _OPTION.match(line)
    if option and draft is not None and _is_option(option, draft):
        draft.options.append(Option(key=option.group(1).upper(), text=option.group(3)))
        return draft
    if draft is not None and draft.options:
        _unanswered(draft, gathering)
        draft = None
    draft = draft or _Draft(line=number)
    draft.ask.append(line.strip())
    return draft


def _is_option(match: re.Match[str], draft: _Draft) -> bool:
    """Take "A. x" as an option; "a) x" and "A.x" only where that letter is the next one."""
    letter = match.group(1)
    usual = letter.isupper() and bool(match.group(2))
    return usual or letter.upper() == LETTERS[min(len(draft.options), len(LETTERS) - 1)]


def _answered(draft: _Draft, letter: str, gathering: Gathering) -> None:
    letters = [option.key for option in draft.options]
    about = " ".join(draft.ask)
    if letters != list(LETTERS[: len(letters)]):
        gathering.problem(
            draft.place,
            about,
            "chữ cái các phương án lặp, thiếu hoặc không theo thứ tự",
            "đánh lại A, B, C, D",
        )
        return
    if letter.upper() not in letters:
        gathering.problem(
            draft.place, about, f"đáp án “{letter}” không chỉ ra phương án nào", "ghi ANSWER: rồi một chữ cái"
        )
        return
    admit(
        Found(
            ask=about, options=tuple(draft.options), key=(letter.upper(),), place=draft.place,
            key_found=("ANSWER:",),
        ),
        gathering,
    )  # fmt: skip


def _unanswered(draft: _Draft, gathering: Gathering) -> None:
    gathering.problem(
        draft.place, " ".join(draft.ask), "không thấy dòng ANSWER:", "thêm dòng ANSWER: và chữ cái đúng"
    )


def _written(question: Question) -> str | None:
    texts = (question.ask, *(option.text for option in question.options))
    if question.kind not in ("single", "true_false") or any("\n" in text for text in texts):
        return None
    rows = [question.ask, *(f"{option.key}. {option.text}" for option in question.options)]
    return "\n".join([*rows, f"ANSWER: {question.key[0]}", ""])


FORMAT = _Aiken()
