"""A figure nobody knows yet; it breaks ties and is never marked right."""

import re
from dataclasses import dataclass
from fractions import Fraction

from quizbot.core.numbers import read_count
from quizbot.core.question import Question, Response, Shown
from quizbot.core.question_form import common_faults, unused_faults
from quizbot.core.questions import Fault, Mark, QuestionKind, Widget


@dataclass(frozen=True, slots=True)
class Prediction:
    """Predict a whole number, such as the perfect papers. See docs/rules/questions.md, "prediction"."""

    widget: Widget = "type_number"

    def faults(self, question: Question, /) -> tuple[Fault, ...]:
        """List everything wrong with the question's form; there is no key."""
        found = [*common_faults(question), *unused_faults(question)]
        if question.key:
            found.append(Fault(field="answer", code="answer.not_for_this_kind"))
        return tuple(found)

    def parse(self, text: str, shown: Shown, /) -> Response | None:
        """Understand a whole number from 0 up: "1234", "1.234", "1 234 người"."""
        number = read_count(text)
        return None if number is None else (str(number),)

    def valid(self, response: Response, question: Question, /) -> bool:
        """Tell whether it is one whole number of at most 12 digits."""
        return len(response) == 1 and re.fullmatch(r"0|[1-9][0-9]{0,11}", response[0]) is not None

    def mark(self, response: Response, question: Question, /) -> Mark:
        """Mark it as earning nothing: the tie-break `prediction` looks at it after the round."""
        return Mark(right=False, share=Fraction(0))

    def show(self, response: Response, shown: Shown, /) -> str:
        """Write the number."""
        return response[0]


KIND: QuestionKind = Prediction()
