"""Several options may be right, and all of them are wanted."""

from dataclasses import dataclass
from fractions import Fraction

from quizbot.core.question import Question, Response, Shown
from quizbot.core.question_form import common_faults, key_faults, option_faults, unused_faults
from quizbot.core.questions import Fault, Mark, QuestionKind, Widget
from quizbot.core.typed import bare_answer, letters_shown, options_in_turn
from quizbot.core.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Multiple:
    """Choose all right options; right only if exact. See docs/rules/questions.md, "multiple"."""

    widget: Widget = "choose_many"

    def faults(self, question: Question, /) -> tuple[Fault, ...]:
        """List everything wrong with the question's form."""
        return (
            *common_faults(question),
            *option_faults(question.options, least=2),
            *key_faults(question),
            *unused_faults(question, options=True),
        )

    def parse(self, text: str, shown: Shown, /) -> Response | None:
        """Understand letters or numbers with or without signs between, texts, and "tất cả"."""
        chosen = options_in_turn(text, shown)
        if chosen is None and fold(bare_answer(text)) in ("tat ca", "all"):
            chosen = shown.order
        return tuple(sorted(set(chosen))) if chosen else None

    def valid(self, response: Response, question: Question, /) -> bool:
        """Tell whether it is at least one option, each once, sorted."""
        known = {option.key for option in question.options}
        return bool(response) and response == tuple(sorted(set(response))) and set(response) <= known

    def mark(self, response: Response, question: Question, /) -> Mark:
        """Mark it: right when exact; the share is right choices less wrong ones, never below 0."""
        wanted = set(question.key)
        chosen = set(response)
        share = Fraction(max(0, len(chosen & wanted) - len(chosen - wanted)), len(wanted))
        return Mark(right=chosen == wanted, share=share)

    def show(self, response: Response, shown: Shown, /) -> str:
        """Write the letters this person saw, in their order."""
        return ", ".join(sorted(letters_shown(response, shown)))


KIND: QuestionKind = Multiple()
