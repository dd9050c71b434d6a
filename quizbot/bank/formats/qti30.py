"""QTI 3.0: a package of items, or one item."""

from collections.abc import Sequence

from quizbot.bank.exchange.qti.packages import read_package, version_of, write_package
from quizbot.bank.exchange.qti.writing import V30
from quizbot.bank.exchange.values import Exported, Imported
from quizbot.core.question import Question


class _Qti:
    title = "QTI 3.0"
    extensions = (".zip", ".xml", ".imscc")

    def sniff(self, name: str, content: bytes) -> float:
        """Know QTI by its items."""
        if not name.lower().endswith(self.extensions) and not content.startswith(
            (b"PK", b"<", b"\xef\xbb\xbf<")
        ):
            return 0.0
        return 0.9 if version_of(content) == "3" else 0.0

    def read(self, name: str, content: bytes) -> Imported:
        """Understand every item; versions are read alike."""
        return read_package(content)

    def write(self, questions: Sequence[Question]) -> Exported:
        """Write a package; the id is the identifier, the explanation a modal feedback."""
        return write_package(questions, V30)


FORMAT = _Qti()
