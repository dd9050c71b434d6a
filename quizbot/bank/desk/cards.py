"""A file of questions as a page shows it, question by question."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizbot.bank.desk.choices import can_choose, changes_key, could_be_new
from quizbot.bank.desk.waiting import Place
from quizbot.bank.exchange.values import Imported, Problem
from quizbot.bank.intake.plan import Plan, Step
from quizbot.bank.intake.wording import NAMES, answer, shown

_ACTIONS = {
    "new": "câu mới", "changed": "sửa câu đã có", "key_changed": "đổi đáp án câu đã có",
    "unchanged": "đã có, không đổi", "elsewhere": "đã có ở chủ đề khác",
}  # fmt: skip
_SURE, _LIKELY = 0.95, 0.8
_FEW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One question of the file."""

    index: int
    place: str
    id: str
    action: str
    said: str
    ask: str
    # letter, text, right
    options: tuple[tuple[str, str, bool], ...]
    targets: tuple[tuple[str, str], ...]
    answer: str
    explain: str
    signals: str
    percent: int
    sure: str
    doubts: tuple[str, ...]
    # how a doubtful key is settled: "one", "many", "look"; "": there is no doubt
    settle: str
    changes_key: bool
    # may be taken as a new question in place of the change
    may_be_new: bool
    # name, before, after
    differences: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Everything on the page of a waiting file."""

    name: str
    sha256: str
    sent_at: datetime
    format: str
    place: Place
    cards: tuple[Card, ...]
    counts: dict[str, int]
    problems: tuple[Problem, ...]
    # what was changed or left out, and where
    remarks: tuple[tuple[str, str], ...]
    gone: tuple[str, ...]
    # names what the person looked at
    seen: str
    # why nothing can be taken in yet, by a word: "place", "nothing", ""
    wants: str
    # document, its name, its sections as (id, title)
    documents: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    topics: tuple[str, ...]


def cards(made: Plan) -> tuple[Card, ...]:
    """Make the cards of a plan, in the order of the file."""
    return tuple(_card(step) for step in made.steps)


def counts(made: Plan) -> dict[str, int]:
    """Count what the plan would do, by action."""
    found = Counter(step.action for step in made.steps)
    doubtful = sum(bool(step.found.doubts) for step in made.of("new", "changed", "key_changed"))
    return {**{action: found[action] for action in _ACTIONS}, "doubtful": doubtful}  # type: ignore[index]


def remarks(imported: Imported) -> tuple[tuple[str, str], ...]:
    """Group what was changed or left out by what it was."""
    grouped: dict[str, list[str]] = {}
    for each in imported.remarks:
        grouped.setdefault(each.what, []).append(each.place)
    return tuple((what, _places(places)) for what, places in grouped.items())


def _places(places: Sequence[str]) -> str:
    few = ", ".join(places[:_FEW])
    return few if len(places) <= _FEW else f"{few} và {len(places) - _FEW} chỗ nữa"


def _card(step: Step) -> Card:
    found, before = step.found, step.before or step.question
    if step.action in ("unchanged", "elsewhere"):
        settle = ""
    elif found.doubts and can_choose(found):
        settle = "many" if found.kind == "multiple" else "one"
    else:
        settle = "look" if found.doubts else ""
    return Card(
        index=step.index,
        place=found.place,
        id=step.question.id,
        action=step.action,
        said=_ACTIONS[step.action],
        ask=found.ask,
        options=tuple((each.key, each.text, each.key in found.key) for each in found.options),
        targets=tuple((each.key, each.text) for each in found.targets),
        answer=answer(found),
        explain=found.explain,
        signals=", ".join(found.key_found),
        percent=round(100 * found.confidence),
        sure=_sure(found.confidence),
        doubts=found.doubts,
        settle=settle,
        changes_key=changes_key(step),
        may_be_new=could_be_new(step),
        differences=tuple(
            (NAMES[name], shown(before, name), shown(step.question, name)) for name in step.fields
        ),
    )


def _sure(confidence: float) -> str:
    if confidence >= _SURE:
        return "chắc"
    return "khá chắc" if confidence >= _LIKELY else "cần xem"
