"""QTI 2.1: a package of items, or one item; 2.0, 2.2 and the old 1.2 are read, too."""

from collections.abc import Sequence

from quizbot.bank.exchange.qti.packages import read_package, version_of, write_package
from quizbot.bank.exchange.qti.writing import V21
from quizbot.bank.exchange.values import Exported, Imported
from quizbot.core.question import Question


class _Qti:
    title = "QTI 2.1 (đọc cả 1.2, 2.0, 2.2)"
    extensions = (".zip", ".xml", ".imscc")

    def sniff(self, name: str, content: bytes) -> float:
        """Know QTI by its items."""
        if not name.lower().endswith(self.extensions) and not content.startswith(
            (b"PK", b"<", b"\xef\xbb\xbf<")
        ):
            return 0.0
        return 0.9 if version_of(content) in ("1", "2") else 0.0

    def read(self, name: str, content: bytes) -> Imported:
        """Understand every item; versions are read alike."""
        return read_package(content)

    def write(self, questions: Sequence[Question]) -> Exported:
        """Write a package; the id is the identifier, the explanation a modal feedback."""
        return write_package(questions, V21)


FORMAT = _Qti()
