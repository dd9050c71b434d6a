"""What every kind of question checks about its form, each fault a field, a code and facts."""

from collections.abc import Sequence

from quizbot.core.question import Option, Question
from quizbot.core.questions import Fault
from quizbot.core.vietnamese import normal

# the letters that `Shown.letter_of` has
MOST_OPTIONS = 16
LETTERS = "ABCDEFGHIJKLMNOP"
NUMBERS = tuple(str(number) for number in range(1, MOST_OPTIONS + 1))


def option_faults(
    options: Sequence[Option], *, least: int, field: str = "options", keys: Sequence[str] = LETTERS
) -> tuple[Fault, ...]:
    """List what is wrong with a row of options: too few, too many, bad or repeated keys, repeated texts."""
    found: list[Fault] = []
    if len(options) < least:
        found.append(Fault(field=field, code="options.too_few", facts=(("least", str(least)),)))
    if len(options) > MOST_OPTIONS:
        found.append(Fault(field=field, code="options.too_many", facts=(("most", str(MOST_OPTIONS)),)))
    seen_keys: set[str] = set()
    seen_texts: set[str] = set()
    for option in options:
        about = (("option", option.key),)
        text = normal(option.text)
        if option.key not in keys:
            found.append(Fault(field=field, code="options.bad_key", facts=about))
        if option.key in seen_keys:
            found.append(Fault(field=field, code="options.repeated_key", facts=about))
        if not option.text.strip():
            found.append(Fault(field=field, code="options.empty", facts=about))
        elif text and text in seen_texts:
            found.append(Fault(field=field, code="options.repeated_text", facts=about))
        seen_keys.add(option.key)
        seen_texts.add(text)
    return tuple(found)


def key_faults(question: Question) -> tuple[Fault, ...]:
    """List what is wrong with a key that names options: none, unknown ones, one named twice."""
    if not question.key:
        return (Fault(field="answer", code="answer.missing"),)
    known = {option.key for option in question.options}
    found = [
        Fault(field="answer", code="answer.unknown_option", facts=(("option", key),))
        for key in question.key
        if key not in known
    ]
    if len(set(question.key)) < len(question.key):
        found.append(Fault(field="answer", code="answer.repeated"))
    return tuple(found)


def one_key_fault(question: Question) -> tuple[Fault, ...]:
    """Refuse a key of more than one part."""
    return (Fault(field="answer", code="answer.one_only"),) if len(question.key) > 1 else ()


def unused_faults(
    question: Question, *, options: bool = False, targets: bool = False, tolerance: bool = False
) -> tuple[Fault, ...]:
    """Refuse the fields this kind does not use; say True for a field it does use."""
    given = (
        ("options", bool(question.options) and not options),
        ("targets", bool(question.targets) and not targets),
        ("tolerance", bool(question.tolerance) and not tolerance),
    )
    return tuple(
        Fault(field=field, code="field.not_for_this_kind", facts=(("kind", question.kind),))
        for field, wrong in given
        if wrong
    )


def common_faults(question: Question) -> tuple[Fault, ...]:
    """List what is wrong whatever the kind: nothing asked, a weight below 1."""
    found: list[Fault] = []
    if not question.ask.strip():
        found.append(Fault(field="ask", code="ask.empty"))
    if question.weight < 1:
        found.append(Fault(field="weight", code="weight.below_one"))
    return tuple(found)
