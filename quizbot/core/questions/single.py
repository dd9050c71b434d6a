"""One option is right."""

from dataclasses import dataclass
from fractions import Fraction

from quizbot.core.question import Question, Response, Shown
from quizbot.core.question_form import common_faults, key_faults, one_key_fault, option_faults, unused_faults
from quizbot.core.questions import Fault, Mark, QuestionKind, Widget
from quizbot.core.typed import one_option


@dataclass(frozen=True, slots=True)
class Single:
    """Choose one option; right or not. See docs/rules/questions.md, "single"."""

    widget: Widget = "choose_one"

    def faults(self, question: Question, /) -> tuple[Fault, ...]:
        """List everything wrong with the question's form."""
        return (
            *common_faults(question),
            *option_faults(question.options, least=2),
            *key_faults(question),
            *one_key_fault(question),
            *unused_faults(question, options=True),
        )

    def parse(self, text: str, shown: Shown, /) -> Response | None:
        """Understand a letter, the number of a place, the option's own text, or letter and text."""
        key = one_option(text, shown)
        return (key,) if key else None

    def valid(self, response: Response, question: Question, /) -> bool:
        """Tell whether it is exactly one of the options."""
        return len(response) == 1 and response[0] in {option.key for option in question.options}

    def mark(self, response: Response, question: Question, /) -> Mark:
        """Mark it: the whole or nothing."""
        right = response == question.key
        return Mark(right=right, share=Fraction(int(right)))

    def show(self, response: Response, shown: Shown, /) -> str:
        """Write the letter this person saw."""
        return shown.letter_of(response[0])


KIND: QuestionKind = Single()
