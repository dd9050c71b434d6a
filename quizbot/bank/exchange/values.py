"""What is understood of a file of questions, and what could not be."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from quizbot.core.question import Option, Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A question as it stands in the file; document, section and facts are told on import."""

    kind: str = "single"
    ask: str
    options: tuple[Option, ...] = ()
    targets: tuple[Option, ...] = ()
    key: Response
    tolerance: Decimal = Decimal(0)
    explain: str = ""
    level: int | None = None
    keep_order: bool = False
    tags: tuple[str, ...] = ()
    # what the file calls it, if it has names
    name: str = ""
    # where it stands: "đoạn 12", "dòng 3", "hàng 5"
    place: str
    # signals that told the key: "đậm", "gạch chân", "Đáp án:", "bảng đáp án", "=" ...
    key_found: tuple[str, ...]
    # what a person should look at
    doubts: tuple[str, ...] = ()

    @property
    def confidence(self) -> float:
        """Say how sure the reading is, 0 to 1: a key in words counts more than one by looks alone."""
        by_looks = all(signal in LOOKS for signal in self.key_found)
        return max(0.1, (0.8 if by_looks else 1.0) - 0.15 * len(self.doubts))


LOOKS = frozenset({"đậm", "nghiêng", "gạch chân", "màu chữ", "tô nền"})
"""Signals that are only looks; they may be there for another reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A question that was not taken, and how to mend the file."""

    place: str
    # the beginning of its text
    about: str
    what: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something of the file that was changed or left out, and hurts no key."""

    place: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """All that was understood of one file."""

    found: tuple[Found, ...] = ()
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What a format cannot carry of one question; `whole`: the question itself is left out."""

    question: str
    what: str
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A written file and what it lost."""

    content: bytes
    losses: tuple[Loss, ...] = ()


@dataclass
class Gathering:
    """Collects what a reader understands, in the order of the file."""

    found: list[Found] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def problem(self, place: str, about: str, what: str, fix: str) -> None:
        """Note a question that cannot be taken."""
        short = about if len(about) <= _SHORT else about[: _SHORT - 1] + "…"
        self.problems.append(Problem(place=place, about=short, what=what, fix=fix))

    def remark(self, place: str, what: str) -> None:
        """Note a change or an omission, once for the same place and words."""
        remark = Remark(place=place, what=what)
        if remark not in self.remarks:
            self.remarks.append(remark)

    def done(self) -> Imported:
        """Give everything that was gathered; a file without a single question is a problem of its own."""
        if not self.found and not self.problems:
            self.problem(
                "tệp", "", "không thấy câu hỏi nào", "xem lại tệp, hoặc nêu định dạng khác bằng --format"
            )
        return Imported(found=tuple(self.found), problems=tuple(self.problems), remarks=tuple(self.remarks))


_SHORT = 80

LETTERS = "ABCDEFGHIJKLMNOP"


def file_hash(content: bytes) -> str:
    """Name the very content of a file (SHA-256, hex)."""
    return hashlib.sha256(content).hexdigest()


def options_of(texts: Mapping[str, str]) -> tuple[Option, ...]:
    """Make options of texts by letter."""
    return tuple(Option(key=key, text=text) for key, text in texts.items())
