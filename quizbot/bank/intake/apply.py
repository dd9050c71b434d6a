"""A target file's text with a plan carried out; everything else in it stays as it was written."""

import re
from collections.abc import Mapping

from quizbot.bank.intake.placing import Placing
from quizbot.bank.intake.plan import Plan, Step, Target
from quizbot.bank.reading import QuestionFile, read_questions
from quizbot.bank.writing import entry, head, origin_lines
from quizbot.core.question import Question
from quizbot.forms.places import Places

_ORIGINS = re.compile(r"^origins:[^\n]*\n(?:[ \t]+[^\n]*\n|#[^\n]*\n)*", re.M)


def target_of(text: str, *, file: str, source: str) -> tuple[Target, QuestionFile]:
    """Read a target file; its places are those of questions from the file `source`."""
    read = read_questions(text, file=file)
    places: dict[str, str] = {}
    for question in read.questions:
        origin = read.extras[question.id].origin if question.id in read.extras else ""
        name, _, place = origin.partition(", ")
        if name == source:
            places[question.id] = place
    return Target(questions=read.questions, places=places), read


def applied(
    plan: Plan,
    text: str,
    *,
    placing: Placing,
    source: str,
    sha256: str,
    confirm_keys: bool,
    file: str,
    author: str = "",
) -> str:
    """Give the text of the target after the plan: new entries at the end, changed ones in their place.

    A step that changes a key is carried out only when keys are confirmed. The result is read back:
    what does not come back the same raises ValueError, so that nothing wrong is ever written.

    Args:
        author: who takes the questions in, when that is to stand beside each.
    """
    actions = ("changed", "key_changed") if confirm_keys else ("changed",)
    new, changed = plan.of("new"), plan.of(*actions)
    if not new and not changed:
        return text
    read = read_questions(text, file=file) if text else None
    origins = dict(read.origins) if read else {}
    origins[source] = sha256
    made = _with_origins(text, origins) if read else head(placing.document, placing.topic, origins)
    if read and changed:
        made = _with_changes(made, {step.question.id: step for step in changed}, source, file, author)
    if not made.endswith("\n"):
        made += "\n"
    made += "".join(
        entry(step.question, origin=f"{source}, {step.found.place}", author=author) for step in new
    )
    _prove(made, {step.question.id: step.question for step in (*new, *changed)}, file)
    return made


def _with_origins(text: str, origins: Mapping[str, str]) -> str:
    lines = "\n".join(origin_lines(origins)) + "\n"
    if _ORIGINS.search(text):
        return _ORIGINS.sub(lambda _: lines, text, count=1)
    return re.sub(r"^questions:", lambda found: lines + found.group(), text, count=1, flags=re.M)


def _with_changes(text: str, steps: Mapping[str, Step], source: str, file: str, author: str) -> str:
    """Put changed entries in the place of the old ones; comments between entries stay."""
    read = read_questions(text, file=file)
    lines = text.splitlines(keepends=True)
    starts = [Places(node).value(()).line - 1 for node in read.nodes]
    for index in reversed(range(len(starts))):
        step = steps.get(read.questions[index].id)
        if step is None:
            continue
        end = starts[index + 1] if index + 1 < len(starts) else len(lines)
        while end > starts[index] + 1 and _between(lines[end - 1]):
            end -= 1
        origin = f"{source}, {step.found.place}"
        lines[starts[index] : end] = [entry(step.question, origin=origin, author=author)]
    return "".join(lines)


def _between(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _prove(text: str, questions: Mapping[str, Question], file: str) -> None:
    read = read_questions(text, file=file)
    back = {question.id: question for question in read.questions}
    wrong = [id_ for id_, question in questions.items() if back.get(id_) != question]
    if read.faults or wrong:
        told = "; ".join(str(fault) for fault in read.faults) or ", ".join(wrong)
        raise ValueError(f"the written file is not read back the same: {told}")
