"""Which question of the bank a found one is: by its name, its words, its place, or its likeness."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from quizbot.bank.exchange.values import Found
from quizbot.core.question import Question
from quizbot.core.vietnamese import fold

_ALIKE = 0.85
_ALIKE_AT_PLACE = 0.5
# comparing every pair costs too much beyond this
_MOST_PAIRS = 250_000


def match(
    found: Sequence[Found], known: Sequence[Question], places: Mapping[str, str]
) -> dict[int, Question]:
    """Pair found questions (by index) with known ones; each known one at most once.

    Args:
        places: where each known question stood in the file, by id ("đoạn 12").
    """
    pairs: dict[int, Question] = {}
    free = {question.id: question for question in known}

    def pair(index: int, question: Question) -> None:
        pairs[index] = question
        del free[question.id]

    for index, each in enumerate(found):
        if each.name in free:
            pair(index, free[each.name])
    by_words: dict[str, list[str]] = {}
    for question in free.values():
        by_words.setdefault(fold(question.ask), []).append(question.id)
    for index, each in enumerate(found):
        same = [id_ for id_ in by_words.get(fold(each.ask), ()) if id_ in free]
        if index not in pairs and same:
            pair(index, free[_best(each, [free[id_] for id_ in same]).id])
    at_place = {places[id_]: question for id_, question in free.items() if places.get(id_)}
    for index, each in enumerate(found):
        there = at_place.get(each.place)
        if index not in pairs and there and there.id in free and _likeness(each, there) >= _ALIKE_AT_PLACE:
            pair(index, there)
    rest = [index for index in range(len(found)) if index not in pairs]
    if len(rest) * len(free) <= _MOST_PAIRS:
        for index in rest:
            best = max(free.values(), key=lambda question: _likeness(found[index], question), default=None)
            if best is not None and _likeness(found[index], best) >= _ALIKE:
                pair(index, best)
    return pairs


def _best(each: Found, questions: Sequence[Question]) -> Question:
    texts = {fold(option.text) for option in each.options}
    return max(questions, key=lambda one: len(texts & {fold(option.text) for option in one.options}))


def _likeness(each: Found, question: Question) -> float:
    one, other = fold(each.ask), fold(question.ask)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE_AT_PLACE else 0.0
