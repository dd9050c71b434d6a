"""Options on the left to be paired with targets on the right."""

import re
from dataclasses import dataclass
from fractions import Fraction

from quizbot.core.question import Question, Response, Shown
from quizbot.core.question_form import NUMBERS, common_faults, option_faults, unused_faults
from quizbot.core.questions import Fault, Mark, QuestionKind, Widget
from quizbot.core.typed import bare_answer

_LETTER_FIRST = re.compile(r"([a-p])[\s.):=>→–—\-]*([0-9]{1,2})")
_NUMBER_FIRST = re.compile(r"([0-9]{1,2})[\s.):=>→–—\-]*([a-p])")
_BETWEEN = re.compile(r"[\s,;.|]*(?:(?:và|va)\s+)?")


@dataclass(frozen=True, slots=True)
class Match:
    """Pair every option with a target; right only if all are. See docs/rules/questions.md, "match"."""

    widget: Widget = "pair"

    def faults(self, question: Question, /) -> tuple[Fault, ...]:
        """List everything wrong with the question's form; the answer pairs every option once."""
        found = [
            *common_faults(question),
            *option_faults(question.options, least=2),
            *option_faults(question.targets, least=2, field="targets", keys=NUMBERS),
            *unused_faults(question, options=True, targets=True),
        ]
        if not question.key:
            found.append(Fault(field="answer", code="answer.missing"))
        elif not self.valid(tuple(sorted(question.key)), question):
            found.append(Fault(field="answer", code="answer.not_every_option"))
        return tuple(found)

    def parse(self, text: str, shown: Shown, /) -> Response | None:
        """Understand "A2 B1 C3", "A-2, B-1, C-3", "2A 1B 3C", or "2 1 3" for A, B, C in turn; all are wanted."""
        bare = bare_answer(text)
        pairs = _pairs(bare, _LETTER_FIRST) or [
            (letter, number) for number, letter in _pairs(bare, _NUMBER_FIRST)
        ]
        if not pairs:
            pairs = _numbers_in_turn(bare, len(shown.order))
        chosen = [(shown.at_letter(letter), _target(number, shown)) for letter, number in pairs]
        response = tuple(sorted(f"{option}{target}" for option, target in chosen if option and target))
        return response if len(response) == len(pairs) and self.valid(response, shown.question) else None

    def valid(self, response: Response, question: Question, /) -> bool:
        """Tell whether it pairs every option once with a known target, sorted."""
        targets = {target.key for target in question.targets}
        return (
            response == tuple(sorted(response))
            and sorted(pair[:1] for pair in response) == sorted(option.key for option in question.options)
            and all(pair[1:] in targets for pair in response)
        )

    def mark(self, response: Response, question: Question, /) -> Mark:
        """Mark it: right when every pair is; the share is the part of the pairs that are right."""
        hits = len(set(response) & set(question.key))
        return Mark(right=set(response) == set(question.key), share=Fraction(hits, len(question.key)))

    def show(self, response: Response, shown: Shown, /) -> str:
        """Write the pairs as this person saw them, by letter."""
        pairs = ((shown.letter_of(pair[:1]), shown.target_order.index(pair[1:]) + 1) for pair in response)
        return ", ".join(f"{letter}–{number}" for letter, number in sorted(pairs))


def _pairs(text: str, pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        pair = pattern.match(text, at)
        if pair is None:
            return []
        found.append((pair[1], pair[2]))
        between = _BETWEEN.match(text, pair.end())
        at = between.end() if between else pair.end()
    return found


def _numbers_in_turn(text: str, count: int) -> list[tuple[str, str]]:
    numbers = re.split(r"[\s,;]+", text)
    if len(numbers) != count or not all(re.fullmatch(r"[0-9]{1,2}", number) for number in numbers):
        return []
    return [(chr(ord("a") + place), number) for place, number in enumerate(numbers)]


def _target(number: str, shown: Shown) -> str | None:
    place = int(number)
    return shown.target_order[place - 1] if 0 < place <= len(shown.target_order) else None


KIND: QuestionKind = Match()
