"""What a person chose on the page of a file, applied to what was found in it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from quizbot.bank.exchange.values import Found, Imported
from quizbot.bank.intake.plan import Plan, Step
from quizbot.core.question import Question, Response
from quizbot.core.vietnamese import normal

CHOSEN = "người nhận chọn"
"""How a key was found that a person chose."""


Chosen = tuple[
    frozenset[int],
    dict[int, tuple[str, ...]],
    frozenset[int],
    frozenset[int],
    dict[int, str],
    frozenset[int],
]
"""The same as plain values, in the order of `Choices`, as strangers hand them over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """By position in the file: what to take, keys chosen for doubtful ones, keys that may change, sections."""

    take: frozenset[int] = frozenset()
    keys: Mapping[int, Response] = field(default_factory=dict)
    # a doubtful question whose key is no choice among options: a person has looked at it
    looked: frozenset[int] = frozenset()
    change: frozenset[int] = frozenset()
    sections: Mapping[int, str] = field(default_factory=dict)
    # likened to a question of the bank, and a person says it is another one
    fresh: frozenset[int] = frozenset()


def with_choices(imported: Imported, choices: Choices) -> Imported:
    """Put the keys that a person chose in the place of doubtful ones."""
    found = tuple(_chosen(index, each, choices) for index, each in enumerate(imported.found))
    return replace(imported, found=found)


def _chosen(index: int, found: Found, choices: Choices) -> Found:
    if not found.doubts:
        return found
    if can_choose(found):
        letters = [option.key for option in found.options]
        key = tuple(letter for letter in letters if letter in choices.keys.get(index, ()))
        if not key or (found.kind != "multiple" and len(key) > 1):
            return found
        return replace(found, key=key, key_found=(CHOSEN,), doubts=())
    return (
        replace(found, key_found=(*found.key_found, CHOSEN), doubts=()) if index in choices.looked else found
    )


def can_choose(found: Found) -> bool:
    """Tell whether the key is a choice among options."""
    return found.kind in ("single", "multiple", "true_false") and bool(found.options)


def changes_key(step: Step) -> bool:
    """Tell whether a step makes another answer right, be it by one mark only."""
    return step.before is not None and (step.action == "key_changed" or step.before.key != step.question.key)


def could_be_new(step: Step) -> bool:
    """Tell whether a question that was likened to one of the bank may be another: its words differ."""
    before, now = step.before, step.question
    if before is None or step.action not in ("changed", "key_changed"):
        return False
    return normal(before.ask) != normal(now.ask) or _texts(before) != _texts(now)


def _texts(question: Question) -> Counter[str]:
    return Counter(normal(option.text) for option in (*question.options, *question.targets))


def taken(made: Plan, choices: Choices) -> tuple[Step, ...]:
    """Give the steps to carry out: wanted, without doubt, and no key changed without its own tick."""
    return tuple(
        _in_section(step, choices)
        for step in made.of("new", "changed", "key_changed")
        if not step.found.doubts and _wanted(step, choices)
    )


def _wanted(step: Step, choices: Choices) -> bool:
    if changes_key(step):
        return step.index in choices.change
    # whoever chose a key, or says that a question is a new one, wants it
    return step.index in choices.take | choices.fresh or CHOSEN in step.found.key_found


def _in_section(step: Step, choices: Choices) -> Step:
    section = choices.sections.get(step.index, "")
    if step.action != "new" or not section:
        return step
    cite = replace(step.question.cite, section=section)
    return replace(step, question=replace(step.question, cite=cite))
