"""A question on the screen: its lines, its buttons, and what one tap or typed word means."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from quizbot.chat.messages import Button, Line, Outgoing
from quizbot.chat.turn import button, line, lines, short
from quizbot.core.attempt import Attempt
from quizbot.core.contest import Contest
from quizbot.core.question import Response, Shown
from quizbot.core.questions import KINDS
from quizbot.i18n.formats import utc

LETTERS = "ABCDEFGHIJKLMNOP"


class Speaker(Protocol):
    """What drawing needs of a turn: its language, and whether people type because they see no buttons."""

    @property
    def by_typing(self) -> bool: ...

    def t(self, key: str, /, **facts: object) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The question that is open: where, what, and in which order this person sees it."""

    attempt: Attempt
    contest: Contest
    position: int
    shown: Shown
    # picked so far, for questions that take several taps
    picked: tuple[str, ...] = ()

    @property
    def widget(self) -> str:
        return KINDS[self.shown.question.kind].widget


def question_lines(turn: Speaker, asked: Asked) -> tuple[Line, ...]:
    """Draw the text of a question: letters before options, the picked ones marked."""
    question = asked.shown.question
    total = len(asked.attempt.paper.items)
    drawn = [
        line(turn.t("question.title", number=asked.position + 1, total=total), "title"),
        *lines(question.ask),
    ]
    if asked.attempt.paper.items[asked.position].extra:
        drawn.insert(1, line(turn.t("question.extra"), "muted"))
    for letter, key in zip(LETTERS, asked.shown.order, strict=False):
        mark = "✓ " if key in asked.picked else ""
        drawn.append(line(f"{mark}{letter}. {question.option(key).text}", "option"))
    for number, key in enumerate(asked.shown.target_order, start=1):
        target = next(each for each in question.targets if each.key == key)
        drawn.append(line(f"{number}. {target.text}", "option"))
    hint = turn.t(
        f"question.{'type' if turn.by_typing else 'hint'}_{asked.widget}", example=typed_example(asked)
    )
    drawn.append(line(hint, "muted"))
    return tuple(drawn)


def typed_example(asked: Asked) -> str:
    """Give words such as answer this question whole, with as many parts as it has."""
    letters = LETTERS[: len(asked.shown.order)]
    if asked.widget == "arrange":
        return " ".join(letters[2:] + letters[:2] if len(letters) > 2 else letters[::-1])
    if asked.widget != "pair":
        return ""
    targets = len(asked.shown.target_order)
    return " ".join(f"{letter}{at % targets + 1}" for at, letter in enumerate(letters, start=1))


def draw(turn: Speaker, asked: Asked) -> Outgoing:
    """Draw the open question with its buttons."""
    widget = asked.widget
    typed = {"type_number": "number", "type_text": "text"}.get(widget)
    return Outgoing(
        lines=question_lines(turn, asked),
        buttons=_buttons(turn, asked),
        input="number" if typed == "number" else "text" if typed == "text" else None,
        facts={
            "number": asked.position + 1,
            "total": len(asked.attempt.paper.items),
            "deadline": utc(asked.attempt.deadline_at) if asked.contest.paper.limit else None,
            "closes": utc(asked.attempt.deadline_at),
        },
    )


def is_sheet(left: Sequence[Asked]) -> bool:
    """Tell whether these questions can be answered together by letters, as "1A 2C 3D"."""
    return len(left) > 1 and all(each.widget in ("choose_one", "choose_many") for each in left)


def sheet(turn: Speaker, left: Sequence[Asked]) -> Outgoing:
    """Draw all questions that are left as one message; the answers come in one, too."""
    drawn: list[Line] = []
    for asked in left:
        question = asked.shown.question
        drawn.append(line(f"{asked.position + 1}. {question.ask}", "title"))
        drawn += [
            line(f"{letter}. {question.option(key).text}", "option")
            for letter, key in zip(LETTERS, asked.shown.order, strict=False)
        ]
    first, last = left[0].position + 1, left[-1].position + 1
    drawn.append(line(turn.t("question.hint_sheet", first=first, last=last), "muted"))
    return Outgoing(lines=tuple(drawn), input="text", facts=draw(turn, left[0]).facts)


def token(asked: Asked, what: str) -> str:
    """Make the token of a button: attempt, position, and the option's identity."""
    return f"question:{short(asked.attempt.id)}:{short(asked.position)}:{what}"


def _buttons(turn: Speaker, asked: Asked) -> tuple[tuple[Button, ...], ...]:
    widget = asked.widget
    if turn.by_typing and widget != "choose_one":
        # without edits every tap would cost a message; the hint says how to type it all at once
        return ()
    if widget in ("choose_one", "choose_many", "arrange"):
        rows = [_letters(turn, asked)]
    elif widget == "pair":
        rows = _pairs(turn, asked)
    else:
        rows = []
    if widget in ("choose_many", "arrange", "pair") and asked.picked:
        rows.append(
            (
                button(turn.t("question.done"), token(asked, "!")),
                button(turn.t("question.clear"), token(asked, "-")),
            )
        )
    return tuple(row for row in rows if row)


def _letters(turn: Speaker, asked: Asked) -> tuple[Button, ...]:
    buttons = []
    for letter, key in zip(LETTERS, asked.shown.order, strict=False):
        if asked.widget == "arrange" and key in asked.picked:
            continue
        mark = "✓" if key in asked.picked else ""
        hint = turn.t("question.choose", letter=letter, text=asked.shown.question.option(key).text)
        buttons.append(button(f"{mark}{letter}", token(asked, key), hint=hint, typed=""))
    return tuple(buttons)


def _pairs(turn: Speaker, asked: Asked) -> list[tuple[Button, ...]]:
    """Offer the numbers for the first letter that has none yet."""
    paired = {each[0] for each in asked.picked}
    used = {each[1:] for each in asked.picked}
    for letter, key in zip(LETTERS, asked.shown.order, strict=False):
        if key in paired:
            continue
        return [
            tuple(
                button(
                    f"{letter}–{number}",
                    token(asked, f"{key}{target}"),
                    hint=turn.t("question.pair", letter=letter, number=number),
                )
                for number, target in enumerate(asked.shown.target_order, start=1)
                if target not in used
            )
        ]
    return []


def may_pick(asked: Asked, what: str) -> bool:
    """Tell whether a tap on `what` can mean anything for this question."""
    if asked.widget == "pair":
        return what[:1] in asked.shown.order and what[1:] in asked.shown.target_order
    return what in asked.shown.order


def picked_with(asked: Asked, what: str) -> tuple[str, ...]:
    """Give the picks after a tap on `what`: a second tap on a choice takes it back."""
    if asked.widget == "choose_many" and what in asked.picked:
        return tuple(each for each in asked.picked if each != what)
    if asked.widget == "pair":
        return (*(each for each in asked.picked if each[0] != what[0]), what)
    return (*asked.picked, what) if what not in asked.picked else asked.picked


def response_of(asked: Asked, picked: tuple[str, ...]) -> Response:
    """Turn picks into a response: order matters only where things are put in order."""
    return picked if asked.widget == "arrange" else tuple(sorted(picked))


def is_whole(asked: Asked, picked: tuple[str, ...]) -> bool:
    """Tell whether the picks say everything, so that no "done" is needed."""
    if asked.widget == "choose_one":
        return len(picked) == 1
    return asked.widget in ("arrange", "pair") and len(picked) == len(asked.shown.order)
