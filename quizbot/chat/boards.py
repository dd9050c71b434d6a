"""Boards as lines of text, for every screen and post that shows one."""

from collections.abc import Sequence
from datetime import timedelta

from quizbot.chat.messages import Line
from quizbot.chat.turn import line
from quizbot.core.contest_paper import Points
from quizbot.core.ranking import Difference
from quizbot.core.ties.prediction import Prediction
from quizbot.i18n.formats import duration, percent, points
from quizbot.i18n.texts import Texts
from quizbot.i18n.unit_kinds import bracket_text
from quizbot.usecases.places import MyPlace
from quizbot.usecases.standings import BoardLine
from quizbot.usecases.unit_standings import UnitLine

MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}


def person_lines(board: Sequence[BoardLine], texts: Texts) -> tuple[Line, ...]:
    """Write people, a line each: place, name, unit, right answers, time."""
    shown: list[Line] = []
    block = ""
    for each in board:
        if each.block != block:
            block = each.block
            shown.append(line(bracket_text(block, texts), "title"))
        shown.append(line(_person(each, texts), "good" if each.me else "table"))
    return tuple(shown)


def _person(each: BoardLine, texts: Texts) -> str:
    place = MEDALS.get(each.place, f"{each.place}.")
    who = each.name or texts("boards.nameless")
    unit = f" ({each.unit})" if each.unit else ""
    score = texts(
        "boards.score" if each.by_right else "boards.score_points",
        points=each.points,
        right=each.right,
        asked=each.asked,
        time=duration(timedelta(seconds=each.duration_s), language=texts.language),
    )
    return f"{place} {who}{unit} — {score}"


def unit_lines(board: Sequence[UnitLine], texts: Texts) -> tuple[Line, ...]:
    """Write units, two figures each: how many took part, and the mean."""
    return tuple(line(_unit(each, texts), "good" if each.mine else "table") for each in board)


def _unit(each: UnitLine, texts: Texts) -> str:
    result = each.result
    took_part = percent(result.participation, language=texts.language)
    if result.unranked or result.mean is None:
        why = texts(f"boards.unranked_{result.unranked or 'nobody'}")
        return f"– {each.name} — {took_part} {texts('boards.took_part')}; {why}"
    place = MEDALS.get(result.place or 0, f"{result.place}.") if result.place else f"[{result.band}]"
    mean = percent(result.mean, language=texts.language)
    return (
        f"{place} {each.name} — {mean} {texts('boards.right_share')}, {took_part} {texts('boards.took_part')}"
    )


def why_lines(mine: MyPlace, texts: Texts) -> tuple[Line, ...]:
    """Say why a person stands where they stand; nothing where that would tell what is not published."""
    if mine.step is None and mine.place > 1:
        return ()
    return (line(why_line(mine.step, texts), "muted"),)


def why_line(step: Difference | None, texts: Texts) -> str:
    """Say in one sentence what put the next better line above mine."""
    if step is None:
        return texts("boards.why_best")
    shown: dict[str, object] = {"above": step.above, "below": step.below}
    if step.step in ("duration", "submitted_at"):
        shown = {name: timedelta(seconds=int(str(value))) for name, value in shown.items()}
    return texts(f"boards.why_{step.step}", **shown)


def step_value(step: str, value: Points, texts: Texts) -> str:
    """Write the value of a step of the order as people read it."""
    if step in ("duration", "submitted_at"):
        return duration(timedelta(seconds=int(value)), language=texts.language)
    if step == "prediction" and value >= Prediction().none_given:
        return texts("boards.no_prediction")
    return points(value, language=texts.language)
