"""Plain text: a question paper typed or pasted from chat, the key in words or by a sign."""

from collections.abc import Sequence

from quizbot.bank.exchange import encodings
from quizbot.bank.exchange.paper import letters as lettering
from quizbot.bank.exchange.paper import words
from quizbot.bank.exchange.paper.layout import read_layout
from quizbot.bank.exchange.paper.writing import paper
from quizbot.bank.exchange.values import Exported, Gathering, Imported
from quizbot.core.question import Question

_ENOUGH = 0.6
_ENDING = 0.3


class _PlainText:
    title = "Văn bản thường (.txt)"
    extensions = (".txt", ".md")

    def sniff(self, name: str, content: bytes) -> float:
        """Know a paper by its lines "Câu 1" or "A."; by its ending alone only weakly."""
        if content.startswith((b"PK", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")):
            return 0.0
        decoded = encodings.decode(content)
        if decoded is None:
            return 0.0
        lines = decoded.text.splitlines()
        begun = any(words.QUESTION.match(line) or words.NUMBERED.match(line) for line in lines)
        told = any(words.KEY.match(line) or words.OPTION.match(line) for line in lines)
        if begun and told:
            return _ENOUGH
        return _ENDING if name.lower().endswith(self.extensions) else 0.0

    def read(self, name: str, content: bytes) -> Imported:
        """Understand a paper by its words and signs."""
        gathering = Gathering()
        decoded = encodings.decode(content)
        if decoded is None:
            gathering.problem("tệp", "", "không nhận ra bảng mã của tệp", "lưu lại tệp với bảng mã UTF-8")
            return gathering.done()
        if decoded.was:
            gathering.remark("tệp", f"đã chuyển từ {decoded.was} sang Unicode dựng sẵn")
        lines = [
            lettering.plain_line(text, f"dòng {number}")
            for number, text in enumerate(decoded.text.splitlines(), start=1)
        ]
        return read_layout(lines, gathering)

    def write(self, questions: Sequence[Question]) -> Exported:
        """Write a paper with the key under each question."""
        made, losses = paper(questions)
        text = "".join(f"{each.label} {each.text}\n" + "\n" * each.last for each in made)
        return Exported(content=text.encode(), losses=losses)


FORMAT = _PlainText()
