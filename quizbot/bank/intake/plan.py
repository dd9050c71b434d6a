"""What taking in a file would do: each question new, changed, with another key, unchanged, or elsewhere."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from quizbot.bank.exchange.values import Found, Imported, Problem
from quizbot.bank.intake.matching import match
from quizbot.bank.intake.placing import Names, Placing, placed
from quizbot.core.question import Question, Response
from quizbot.core.questions import KINDS
from quizbot.core.vietnamese import fold, normal

Action = Literal["new", "changed", "key_changed", "unchanged", "elsewhere"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What would happen to one found question."""

    action: Action
    found: Found
    # its position among what was found
    index: int
    # as it would stand in the bank; elsewhere: as it stands there
    question: Question
    before: Question | None = None
    # names of the fields that differ
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All steps, in the order of the file; nothing is written yet."""

    steps: tuple[Step, ...]
    problems: tuple[Problem, ...]
    # ids that came from this file before and are no longer in it; they are kept
    gone: tuple[str, ...] = ()

    def of(self, *actions: Action) -> tuple[Step, ...]:
        """Give the steps of some actions."""
        return tuple(step for step in self.steps if step.action in actions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The file that questions are taken into, as it stands; empty when it is new."""

    questions: tuple[Question, ...] = ()
    # where each question stood in the imported file, by id
    places: Mapping[str, str]


def plan(
    imported: Imported,
    *,
    placing: Placing,
    target: Target,
    bank: Sequence[Question],
    apart: frozenset[int] = frozenset(),
) -> Plan:
    """Compare what was found with the target file and the whole bank.

    A question that stands elsewhere in the bank with the same words is left there; with another key
    it is a problem. Faults of form (`core.questions`) are problems, too.

    Args:
        apart: positions of questions that are new, whatever they are like.
    """
    here = {question.id for question in target.questions}
    others = _Others([question for question in bank if question.id not in here])
    likened = match(imported.found, target.questions, target.places)
    pairs = {index: known for index, known in likened.items() if index not in apart}
    names = Names(placing, [question.id for question in (*bank, *target.questions)])
    steps: list[Step] = []
    problems = list(imported.problems)
    seen = _Others([])
    for index, found in enumerate(imported.found):
        known = pairs.get(index)
        twin, doubt = seen.twin(found)
        if twin is not None:
            what = "trùng một câu đứng trước trong tệp" + (doubt and f", nhưng {doubt}")
            problems.append(_problem(found, what, "bỏ một trong hai câu"))
            continue
        step = _changed(index, found, known, placing) if known is not None else None
        if step is None:
            twin, doubt = others.twin(found)
            if twin is not None and doubt:
                problems.append(_problem(found, f"câu {twin.id} đã hỏi đúng như vậy, nhưng {doubt}",
                                         "xem lại hai câu, sửa câu sai hoặc bỏ câu này"))  # fmt: skip
                continue
            if twin is not None:
                steps.append(Step(action="elsewhere", found=found, index=index, question=twin))
                continue
            made = placed(found, names.name(found), placing)
            step = Step(action="new", found=found, index=index, question=made)
        faults = KINDS[step.question.kind].faults(step.question)
        if faults:
            told = "; ".join(dict.fromkeys(f"{fault.field}: {fault.code}" for fault in faults))
            problems.append(_problem(found, f"câu hỏi chưa đúng thể thức ({told})", "sửa trong tệp gốc"))
            continue
        seen.add(step.question)
        steps.append(step)
    kept = {step.question.id for step in steps}
    gone = tuple(id_ for id_ in target.places if id_ not in kept and id_ in here)
    return Plan(steps=tuple(steps), problems=tuple(problems), gone=gone)


class _Others:
    """Finds a question by its words."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self._by_words: dict[str, list[Question]] = {}
        for question in questions:
            self.add(question)

    def add(self, question: Question) -> None:
        self._by_words.setdefault(normal(question.ask), []).append(question)

    def twin(self, found: Found) -> tuple[Question | None, str]:
        """Give the question of the same words and options, and how its key differs ("" when it does not)."""
        for question in self._by_words.get(normal(found.ask), ()):
            if _texts(question) == _texts(found):
                same = _right(found, found.key) == _right(question, question.key)
                return question, "" if same else "đáp án khác nhau"
        return None, ""


def _changed(index: int, found: Found, known: Question, placing: Placing) -> Step:
    found = _in_letters_of(known, found)
    question = replace(
        placed(found, known.id, placing),
        document=known.document,
        topic=known.topic,
        explain=found.explain or known.explain,
        cite=known.cite,
        level=found.level or known.level,
        keep_order=found.keep_order or known.keep_order,
        tags=found.tags or known.tags,
        use=known.use,
        status=known.status,
        weight=known.weight,
    )
    fields = tuple(name for name in _FIELDS if getattr(question, name) != getattr(known, name))
    if not fields:
        return Step(action="unchanged", found=found, index=index, question=known, before=known)
    action: Action = "changed"
    if _folded(known, known.key) != _folded(question, question.key) or question.tolerance != known.tolerance:
        action = "key_changed"
    return Step(
        action=action,
        found=found,
        index=index,
        question=replace(question, status="draft"),
        before=known,
        fields=fields,
    )


_FIELDS = ("kind", "ask", "options", "targets", "key", "tolerance", "explain", "level", "keep_order", "tags")


def _in_letters_of(known: Question, found: Found) -> Found:
    """Keep the letters an option had, when only the order of the options is another."""
    old = {normal(option.text): option.key for option in known.options}
    new = [normal(option.text) for option in found.options]
    if Counter(new) != Counter(old.keys()) or found.kind not in ("single", "multiple", "order"):
        return found
    letters = {option.key: old[text] for option, text in zip(found.options, new, strict=True)}
    if all(letter == other for letter, other in letters.items()):
        return found
    options = sorted(
        (replace(option, key=letters[option.key]) for option in found.options), key=lambda each: each.key
    )
    key = tuple(letters[part] for part in found.key)
    return replace(found, options=tuple(options), key=key if found.kind == "order" else tuple(sorted(key)))


def _texts(question: Found | Question) -> Counter[str]:
    return Counter(normal(option.text) for option in (*question.options, *question.targets))


def _right(question: Found | Question, key: Response) -> tuple[str, ...] | frozenset[str]:
    texts = {option.key: normal(option.text) for option in question.options}
    if question.kind in ("single", "multiple", "true_false"):
        return frozenset(texts.get(part, part) for part in key)
    if question.kind == "order":
        return tuple(texts.get(part, part) for part in key)
    if question.kind == "match":
        targets = {option.key: normal(option.text) for option in question.targets}
        return frozenset(f"{texts.get(pair[:1])}→{targets.get(pair[1:])}" for pair in key)
    return frozenset(key)


def _folded(question: Question, key: Response) -> tuple[str, ...] | frozenset[str]:
    """Give what counts as right, typing marks and case left out: mending those changes no key."""
    right = _right(question, key)
    if question.kind == "order":
        return tuple(fold(part) for part in right)
    return frozenset(fold(part) for part in right)


def _problem(found: Found, what: str, fix: str) -> Problem:
    return Problem(place=found.place, about=found.ask[:80], what=what, fix=fix)
