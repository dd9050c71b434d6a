"""The preview of a correction as lines: prizes first, then places, then units."""

from collections.abc import Iterator
from datetime import timedelta

from quizbot.i18n.corrections_text import correction_text
from quizbot.i18n.formats import duration, number, percent, points
from quizbot.i18n.texts import Texts
from quizbot.usecases.planning import PersonChange, Plan, Spot, UnitChange, UnitSpot

MOST = 30  # people listed by place; --json gives all
NOTES = {
    "tie_at_cut": " (bằng nhau ở ranh giới giải)",
    "had_one": " (đã có giải, chuyển người kế tiếp)",
    "had_other": " (đã có giải)",
    "few_rounds": " (chưa dự đủ số vòng tối thiểu)",
    "unit_full": " (đơn vị đã đủ người đoạt giải)",
    "household_full": " (hộ gia đình đã đủ người đoạt giải)",
}


def plan_lines(plan: Plan, texts: Texts, *, who: str = "") -> Iterator[str]:
    """Give a preview line by line."""
    yield f"{plan.title}: {correction_text(plan.correction, texts, who=who)}"
    yield f"{plan.touched} người có thay đổi, trong {plan.on_board} người trên bảng."
    if plan.boards_before == plan.boards_after:
        yield "Bảng kết quả không đổi."
        return
    prizes = [each for each in plan.people if each.prize_changes]
    if prizes:
        yield "Giải thưởng thay đổi:"
        yield from (f"  {_person(each)}: {_prize(each.before)} → {_prize(each.after)}" for each in prizes)
    else:
        yield "Không ai được thêm hoặc mất giải."
    for round_number in dict.fromkeys(each.round_number for each in plan.people):
        if plan.rounds == 1 and round_number is not None:
            # the board of the only round says the same
            continue
        changes = [each for each in plan.people if each.round_number == round_number]
        yield "Cả cuộc thi:" if round_number is None else f"Vòng {round_number}:"
        yield from (f"  {_person(each)}: {_moved(each)}" for each in changes[:MOST])
        if len(changes) > MOST:
            yield f"  … và {len(changes) - MOST} người nữa (--json in đủ)"
    if plan.units:
        yield "Đơn vị:"
        yield from (f"  {_unit(each)}" for each in plan.units)


def _person(change: PersonChange) -> str:
    where = "" if change.round_number is None else f", vòng {change.round_number}"
    return f"{change.code} {change.name} ({change.unit}{where})"


def _prize(spot: Spot | UnitSpot | None) -> str:
    if spot is None or not spot.prize:
        return "không giải" + ("" if spot is None else NOTES.get(spot.note, ""))
    money = f" ({number(spot.amount)} đồng)" if spot.amount else ""
    return f"{spot.prize}{money}{NOTES.get(spot.note, '')}"


def _moved(change: PersonChange) -> str:
    if change.before is None or change.after is None:
        gone = change.after is None
        spot = change.before or change.after
        shown = "" if spot is None else f"hạng {spot.place}, {points(spot.points)} điểm"
        return f"rời bảng (trước: {shown})" if gone else f"vào bảng ({shown})"
    before, after = change.before, change.after
    parts = [f"hạng {before.place} → {after.place}"]
    if (before.points, before.right, before.asked) != (after.points, after.right, after.asked):
        parts.append(
            f"đúng {before.right}/{before.asked} → {after.right}/{after.asked}, {points(before.points)} → {points(after.points)} điểm"
        )
    if before.duration_s != after.duration_s:
        parts.append(f"thời gian {_time(before)} → {_time(after)}")
    return "; ".join(parts)


def _time(spot: Spot) -> str:
    return duration(timedelta(seconds=spot.duration_s))


def _unit(change: UnitChange) -> str:
    prize = ""
    if (change.before and change.before.prize) != (change.after and change.after.prize):
        prize = f"; {_prize(change.before)} → {_prize(change.after)}"
    return f"{change.name}: {_unit_spot(change.before)} → {_unit_spot(change.after)}{prize}"


def _unit_spot(spot: UnitSpot | None) -> str:
    if spot is None:
        return "không có"
    place = "chưa xếp hạng" if spot.place is None else f"hạng {spot.place}"
    band = "" if spot.band is None else f", mức {spot.band}"
    mean = "" if spot.mean is None else f", {percent(spot.mean)}"
    return f"{place}{band}{mean}, {spot.participants} người"
