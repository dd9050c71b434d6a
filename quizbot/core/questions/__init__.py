"""Shelf of question kinds: one file = one kind, taken by its file name."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, Protocol

from quizbot.core.question import Question, Response, Shown
from quizbot.core.shelf import Shelf

Widget = Literal["choose_one", "choose_many", "arrange", "pair", "type_number", "type_text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a response is worth: right or not, and the share of the whole it earns (0 to 1)."""

    right: bool
    share: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with a question: the field of the YAML form, a code, and facts for the text."""

    field: str
    code: str
    facts: tuple[tuple[str, str], ...] = ()


class QuestionKind(Protocol):
    """A kind of question: is it well formed, what did the person mean, is it right."""

    @property
    def widget(self) -> Widget:
        """Name the shape in which a channel offers the question."""
        ...

    def faults(self, question: Question, /) -> tuple[Fault, ...]:
        """List everything wrong with the question's form; empty when it is sound."""
        ...

    def parse(self, text: str, shown: Shown, /) -> Response | None:
        """Understand a typed answer ("B", "2", "b.", "A,C", the option's own text); None if it is none."""
        ...

    def valid(self, response: Response, question: Question, /) -> bool:
        """Tell whether the response has the right shape for this question."""
        ...

    def mark(self, response: Response, question: Question, /) -> Mark:
        """Mark a valid response."""
        ...

    def show(self, response: Response, shown: Shown, /) -> str:
        """Write a response as this person saw it ("B", "A, C", "C → A → B", "A–2, B–1", "50")."""
        ...


KINDS: Shelf[QuestionKind] = Shelf("quizbot.core.questions", "KIND")
