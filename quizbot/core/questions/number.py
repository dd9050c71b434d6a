"""A number, with a tolerance."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from quizbot.core.numbers import read_number, stored_number, write_number
from quizbot.core.question import Question, Response, Shown
from quizbot.core.question_form import common_faults, one_key_fault, unused_faults
from quizbot.core.questions import Fault, Mark, QuestionKind, Widget


@dataclass(frozen=True, slots=True)
class Number:
    """Type a number; right within the tolerance, ends included. See docs/rules/questions.md, "number"."""

    widget: Widget = "type_number"

    def faults(self, question: Question, /) -> tuple[Fault, ...]:
        """List everything wrong with the question's form."""
        found = [
            *common_faults(question),
            *one_key_fault(question),
            *unused_faults(question, tolerance=True),
        ]
        if not question.key:
            found.append(Fault(field="answer", code="answer.missing"))
        found += [
            Fault(field="answer", code="answer.not_a_number", facts=(("text", text),))
            for text in question.key
            if stored_number(text) is None
        ]
        if not question.tolerance.is_finite() or question.tolerance < 0:
            found.append(Fault(field="tolerance", code="tolerance.negative"))
        return tuple(found)

    def parse(self, text: str, shown: Shown, /) -> Response | None:
        """Understand "50", "50%", "50 %", "1.234,5" and "đáp án 50"."""
        number = read_number(text)
        return None if number is None else (write_number(number),)

    def valid(self, response: Response, question: Question, /) -> bool:
        """Tell whether it is one number in its stored form."""
        return len(response) == 1 and stored_number(response[0]) is not None

    def mark(self, response: Response, question: Question, /) -> Mark:
        """Mark it: the whole within the tolerance, or nothing."""
        right = abs(Decimal(response[0]) - Decimal(question.key[0])) <= question.tolerance
        return Mark(right=right, share=Fraction(int(right)))

    def show(self, response: Response, shown: Shown, /) -> str:
        """Write the number with a decimal comma."""
        return response[0].replace(".", ",")


KIND: QuestionKind = Number()
