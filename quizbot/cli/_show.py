"""Boards and rehearsals as lines and as data, for the commands that print them."""

import dataclasses
import json
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from quizbot.core.contest_paper import Points
from quizbot.i18n.formats import duration, percent, points
from quizbot.i18n.unit_kinds import vi_bracket
from quizbot.usecases.standings import BoardView

if TYPE_CHECKING:
    from quizbot.cli._rehearse import Rehearsed


def as_json(value: Any) -> str:
    """Write a value object as JSON with every field; moments are ISO 8601, durations seconds."""
    return json.dumps(dataclasses.asdict(value), ensure_ascii=False, indent=2, default=_plain)


def plain_points(points: Points) -> int | float:
    """Give points as a number of JSON."""
    return points if isinstance(points, int) else float(points)


def _plain(value: object) -> object:
    if isinstance(value, Fraction):
        return float(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    raise TypeError(f"no JSON for {type(value).__name__}")


def board_data(view: BoardView) -> dict[str, Any]:
    """Give a board as JSON data. Shares are 0 to 1, times are seconds."""
    return {
        "contest": view.contest,
        "title": view.title,
        "state": view.state.value,
        "round": view.round_number,
        "provisional": view.provisional,
        "frozen_since": view.frozen_since.isoformat() if view.frozen_since else None,
        "as_of": view.as_of.isoformat(),
        "people": view.people,
        "lines": [
            {
                "place": each.place,
                "block": each.block,
                "code": each.code,
                "name": each.name,
                "unit": each.unit,
                "points": plain_points(each.points),
                "right": each.right,
                "asked": each.asked,
                "duration_s": each.duration_s,
            }
            for each in view.lines
        ],
        "units": [
            {
                "place": each.result.place,
                "band": each.result.band,
                "code": each.result.code,
                "name": each.name,
                "roster": each.result.roster,
                "participants": each.result.participants,
                "participation": each.result.participation,
                "mean": each.result.mean,
                "level": each.result.level,
                "z": each.result.z,
                "unranked": each.result.unranked,
                "by_chance": each.by_chance,
            }
            for each in view.units
        ],
    }


def board_lines(view: BoardView) -> list[str]:
    """Give a board as lines for a terminal."""
    round_ = f" — vòng {view.round_number}" if view.round_number else ""
    lines = [f"{view.title}{round_} ({view.people} người{', tạm tính' if view.provisional else ''})"]
    block = ""
    for each in view.lines:
        if each.block != block:
            block = each.block
            lines.append(f"{vi_bracket(block)}:")
        time = duration(timedelta(seconds=each.duration_s))
        score = "" if each.by_right else f"{points(each.points):>7} điểm "
        lines.append(
            f"{each.place:>5}  {each.code:<10} {each.name:<28} {score}{each.right:>3}/{each.asked:<3} {time:<18} {each.unit}"
        )
    if view.units:
        lines.append(
            f"{'hạng':>5} {'mức':>4}  {'đơn vị':<42} {'tham gia':>9} {'đúng':>7} {'ước lượng':>9} {'z':>7} {'thường dao động':>16}"
        )
    for unit in view.units:
        result = unit.result
        place = "–" if result.place is None else str(result.place)
        band = "–" if result.band is None else str(result.band)
        mean = "–" if result.mean is None else percent(result.mean)
        level = "–" if result.level is None else percent(result.level)
        z = "–" if result.z is None else f"{result.z:+.2f}"
        luck = "–" if unit.by_chance is None else "–".join(percent(each) for each in unit.by_chance)
        lines.append(
            f"{place:>5} {band:>4}  {unit.name:<42} {percent(result.participation):>9} {mean:>7} {level:>9} {z:>7} {luck:>16}"
        )
    if view.units and any(unit.by_chance for unit in view.units):
        lines.append(
            "  thường dao động: dù mọi đơn vị giỏi như nhau, tỷ lệ đúng của đơn vị chừng ấy người vẫn nằm trong khoảng này 9 trên 10 lần"
        )
    if len(lines) == 1:
        lines.append("  (chưa có kết quả)")
    return lines


def rehearsal_data(done: "Rehearsed") -> dict[str, Any]:
    """Give a rehearsal as JSON data."""
    return {
        "people": done.people,
        "rounds": done.rounds,
        "seconds": round(done.seconds, 3),
        "turns": done.played.turns,
        "started": done.played.started,
        "finished": done.played.finished,
        "answers": done.played.answers,
        "turned_away": dict(done.played.turned_away.most_common()),
        "boards_equal_log": done.boards_equal_log,
        "disagreements": done.disagreements,
        "person_board": board_data(done.person_board),
        "unit_board": board_data(done.unit_board),
    }


def rehearsal_lines(done: "Rehearsed") -> list[str]:
    """Give a rehearsal as lines for a terminal."""
    rate = done.played.turns / done.seconds if done.seconds else 0.0
    equal = "BẰNG" if done.boards_equal_log else "KHÁC"
    return [
        f"{done.people} người, {done.rounds} vòng, {done.played.started} lượt, {done.played.answers} câu trả lời",
        f"{done.played.turns} tin nhắn trong {done.seconds:.1f} giây ({rate:.0f} tin/giây)",
        f"Bảng tính dần {equal} bảng tính lại từ nhật ký; {done.disagreements} kết quả lệch với người chơi",
        *_turned_away_lines(done),
        "",
        *board_lines(done.person_board),
        "",
        *board_lines(done.unit_board),
    ]


def _turned_away_lines(done: "Rehearsed") -> list[str]:
    """Say why synthetic people could not begin: they keep the hours; of what rules ask, a tenth lacks something."""
    away = done.played.turned_away
    if not away:
        return []
    said = [f"  {count:>4} × {words}" for words, count in away.most_common()]
    return [
        f"{away.total()} lần không được vào thi (ngày sinh, nơi ở, nhóm … mà thể lệ hỏi thì người giả lập mang giá trị giả định, một phần mười cố ý không đủ):",
        *said,
    ]
