"""A statement is right or wrong."""

from dataclasses import dataclass
from fractions import Fraction

from quizbot.core.question import Option, Question, Response, Shown
from quizbot.core.question_form import common_faults, key_faults, one_key_fault, option_faults, unused_faults
from quizbot.core.questions import Fault, Mark, QuestionKind, Widget
from quizbot.core.typed import bare_answer, one_option
from quizbot.core.vietnamese import fold

_TRUE = frozenset({"dung", "d", "true", "t", "nhan dinh dung"})
_FALSE = frozenset({"sai", "s", "false", "f", "khong dung", "nhan dinh sai"})


@dataclass(frozen=True, slots=True)
class TrueFalse:
    """Say whether a statement is right. See docs/rules/questions.md, "true_false"."""

    widget: Widget = "choose_one"

    def faults(self, question: Question, /) -> tuple[Fault, ...]:
        """List everything wrong with the question's form: two options that say đúng and sai."""
        found = [
            *common_faults(question),
            *option_faults(question.options, least=2),
            *key_faults(question),
            *one_key_fault(question),
            *unused_faults(question, options=True),
        ]
        meant = [_meaning(option.text) for option in question.options]
        if sorted(meant, key=str) != [False, True]:
            found.append(Fault(field="options", code="options.not_true_and_false"))
        return tuple(found)

    def parse(self, text: str, shown: Shown, /) -> Response | None:
        """Understand đúng, sai, đ, s, true, false, a letter, a place, or the option's own text."""
        bare = bare_answer(text)
        meant = _meaning(bare)
        key = one_option(text, shown) if meant is None else _option_meaning(meant, shown.question.options)
        return (key,) if key else None

    def valid(self, response: Response, question: Question, /) -> bool:
        """Tell whether it is exactly one of the two options."""
        return len(response) == 1 and response[0] in {option.key for option in question.options}

    def mark(self, response: Response, question: Question, /) -> Mark:
        """Mark it: the whole or nothing."""
        right = response == question.key
        return Mark(right=right, share=Fraction(int(right)))

    def show(self, response: Response, shown: Shown, /) -> str:
        """Write the option's own word, which says more than its letter."""
        return shown.question.option(response[0]).text


def _meaning(text: str) -> bool | None:
    folded = fold(text)
    return True if folded in _TRUE else False if folded in _FALSE else None


def _option_meaning(meant: bool, options: tuple[Option, ...]) -> str | None:
    return next((option.key for option in options if _meaning(option.text) is meant), None)


KIND: QuestionKind = TrueFalse()
