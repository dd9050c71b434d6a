"""Questions as a paper with its key, line by line: what Word and plain text write."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizbot.bank.exchange.losses import losses_between, whole
from quizbot.bank.exchange.paper.layout import read_layout
from quizbot.bank.exchange.paper.lines import Line
from quizbot.bank.exchange.values import Found, Loss
from quizbot.core.question import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutText:
    """One paragraph: its label ("Câu 1.", "A.") and its text."""

    label: str
    text: str
    # a label that stands out
    strong: bool = False
    # the last of its question
    last: bool = False


def paper(questions: Sequence[Question]) -> tuple[list[LayoutText], tuple[Loss, ...]]:
    """Lay questions out; one that would not be read back with the same key is left out and told."""
    made: list[LayoutText] = []
    losses: list[Loss] = []
    number = 1
    for question in questions:
        lines = _layout(question, number)
        read = read_layout([Line(text=f"{each.label} {each.text}", place="") for each in lines])
        if len(read.found) != 1 or read.problems or not _same(question, read.found[0]):
            losses.append(whole(question, "đề trên giấy không chép được loại câu hoặc đáp án này"))
            continue
        losses += losses_between(question, read.found[0])
        made += lines
        number += 1
    return made, tuple(losses)


def _same(question: Question, found: Found) -> bool:
    """Tell whether the same answer is right; on paper one right option of several looks like a single choice."""
    kinds = {question.kind, found.kind}
    return found.key == question.key and (len(kinds) == 1 or kinds == {"single", "multiple"})


def _layout(question: Question, number: int) -> list[LayoutText]:
    told = question.kind in ("number", "short_text", "true_false")
    answer = ", ".join(question.key)
    if question.kind == "short_text":
        answer = " / ".join(question.key)
    elif question.kind == "true_false":
        answer = question.option(question.key[0]).text
    lines = [LayoutText(label=f"Câu {number}.", text=question.ask, strong=True)]
    if not told:
        lines += [LayoutText(label=f"{option.key}.", text=option.text) for option in question.options]
    lines.append(LayoutText(label="Đáp án:", text=answer, last=not question.explain))
    if question.explain:
        lines.append(LayoutText(label="Giải thích:", text=question.explain, last=True))
    return lines
