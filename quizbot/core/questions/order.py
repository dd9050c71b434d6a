"""Options to be put in order."""

from dataclasses import dataclass
from fractions import Fraction

from quizbot.core.question import Question, Response, Shown
from quizbot.core.question_form import common_faults, key_faults, option_faults, unused_faults
from quizbot.core.questions import Fault, Mark, QuestionKind, Widget
from quizbot.core.typed import letters_shown, options_in_turn


@dataclass(frozen=True, slots=True)
class Order:
    """Put all options in order; right only if exact. See docs/rules/questions.md, "order"."""

    widget: Widget = "arrange"

    def faults(self, question: Question, /) -> tuple[Fault, ...]:
        """List everything wrong with the question's form; the answer names every option once."""
        found = [
            *common_faults(question),
            *option_faults(question.options, least=2),
            *key_faults(question),
            *unused_faults(question, options=True),
        ]
        if question.key and {option.key for option in question.options} - set(question.key):
            found.append(Fault(field="answer", code="answer.not_every_option"))
        return tuple(found)

    def parse(self, text: str, shown: Shown, /) -> Response | None:
        """Understand "C A B D", "CABD", "3 1 2 4", "C → A → B → D" or the texts in turn; all are wanted."""
        chosen = options_in_turn(text, shown)
        return chosen if chosen and sorted(chosen) == sorted(shown.order) else None

    def valid(self, response: Response, question: Question, /) -> bool:
        """Tell whether it is every option once."""
        return sorted(response) == sorted(option.key for option in question.options)

    def mark(self, response: Response, question: Question, /) -> Mark:
        """Mark it: right when exact; the share is the part of the places that are right."""
        placed = sum(given == wanted for given, wanted in zip(response, question.key, strict=True))
        return Mark(right=response == question.key, share=Fraction(placed, len(question.key)))

    def show(self, response: Response, shown: Shown, /) -> str:
        """Write the letters this person saw, in the order they chose."""
        return " → ".join(letters_shown(response, shown))


KIND: QuestionKind = Order()
