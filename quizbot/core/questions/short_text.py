"""A few words, typed."""

from dataclasses import dataclass
from fractions import Fraction

from quizbot.core.question import Question, Response, Shown
from quizbot.core.question_form import common_faults, unused_faults
from quizbot.core.questions import Fault, Mark, QuestionKind, Widget
from quizbot.core.vietnamese import fold, has_marks, nfc, normal

# characters; more is no short text
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class ShortText:
    """Type a few words; right when they are an accepted text. See docs/rules/questions.md, "short_text"."""

    widget: Widget = "type_text"

    def faults(self, question: Question, /) -> tuple[Fault, ...]:
        """List everything wrong with the question's form."""
        found = [*common_faults(question), *unused_faults(question)]
        if not question.key:
            found.append(Fault(field="answer", code="answer.missing"))
        found += [
            Fault(field="answer", code="answer.empty_text", facts=(("text", text),))
            for text in question.key
            if not fold(text)
        ]
        if len({normal(text) for text in question.key}) < len(question.key):
            found.append(Fault(field="answer", code="answer.repeated"))
        return tuple(found)

    def parse(self, text: str, shown: Shown, /) -> Response | None:
        """Take any text that is not empty and at most 300 characters long."""
        taken = _taken(text)
        return (taken,) if 0 < len(taken) <= _LONGEST else None

    def valid(self, response: Response, question: Question, /) -> bool:
        """Tell whether it is one text in NFC without needless spaces."""
        return len(response) == 1 and 0 < len(response[0]) <= _LONGEST and _taken(response[0]) == response[0]

    def mark(self, response: Response, question: Question, /) -> Mark:
        """Mark it: an accepted text in its normal form, or without any mark at all."""
        typed = response[0]
        right = normal(typed) in {normal(text) for text in question.key}
        if not right and not has_marks(typed):
            right = fold(typed) in {fold(text) for text in question.key}
        return Mark(right=right, share=Fraction(int(right)))

    def show(self, response: Response, shown: Shown, /) -> str:
        """Write what the person typed."""
        return response[0]


def _taken(text: str) -> str:
    return " ".join(nfc(text).split())


KIND: QuestionKind = ShortText()
