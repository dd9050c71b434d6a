"""How `quizbot people import` shows what it understood and what would change."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from quizbot.roster.reading import Notice, RosterReading
from quizbot.usecases.ports import Person
from quizbot.usecases.roster import Change, RosterCounts, RosterPlan, RosterRow, RosterUnit

T = TypeVar("T")
SHOWN = 30  # lines of each list, unless everything is asked for
REPLIES = Mapping[str, str]


def table(rows: Iterable[Sequence[object]], *, indent: str = "  ") -> list[str]:
    """Lay rows out in columns."""
    texts = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in texts) for column in range(len(texts[0]))] if texts else []
    return [
        indent + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in texts
    ]


def reading_lines(reading: RosterReading, *, full: bool) -> list[str]:
    """Say what was understood of a file, what was refused, and what to look at."""
    plain = [each for each in reading.remarks if not each.confirm]
    lines = [f"{reading.file}: hiểu {len(reading.rows)} người, từ chối {len(reading.faults)} chỗ."]
    lines += _notices("BỊ TỪ CHỐI, cần sửa trong tệp", reading.faults, full=full)
    lines += _notices("ĐỀ NGHỊ XEM LẠI trước khi ghi", reading.to_confirm, full=full)
    return lines + _notices("Ghi nhận", plain, full=full)


def plan_lines(plan: RosterPlan, names: Mapping[str, str], *, full: bool) -> list[str]:
    """Say what storing would change; `names` are the units' by code."""

    def unit(code: str) -> str:
        return names.get(code, code)

    lines = _list("Đơn vị mới", plan.new_units, _unit, full=full)
    lines += _list("Đơn vị đổi tên, loại hoặc cấp trên", plan.changed_units, _unit, full=full)
    lines += _list("Người mới", plan.new, lambda row: (row.code, row.name, unit(row.unit)), full=full)
    lines += _list("Thay đổi", plan.changed, lambda change: _change(change, unit), full=full)
    lines += ["", f"Không đổi: {plan.unchanged} người."]
    return lines


def missing_lines(missing: Sequence[Person], *, leavers: bool, complete: bool, full: bool) -> list[str]:
    """Say who is on the roster and not in the file, and what happens to them."""
    if not missing:
        return []
    if not complete:
        return ["", "Tệp còn chỗ bị từ chối nên chưa so được ai đã rời danh sách."]
    fate = "sẽ RỜI danh sách" if leavers else "vẫn giữ; thêm --leavers để cho rời danh sách"
    title = f"Có trong hệ thống, không có trong tệp ({fate})"
    return _list(title, missing, lambda person: (person.code, person.name), full=full)


def counts_line(counts: RosterCounts) -> str:
    """Say what was stored."""
    return (
        f"Đã ghi: {counts.units} đơn vị, thêm {counts.added} người, thay đổi {counts.changed} người "
        f"(chuyển đơn vị {counts.moved}), rời danh sách {counts.left}, không đổi {counts.unchanged}."
    )


def notice_data(notice: Notice) -> dict[str, Any]:
    """Give a notice as JSON data."""
    message, fix = notice.text("vi")
    return {
        "sheet": notice.sheet,
        "row": notice.row,
        "column": notice.column,
        "code": notice.code,
        "message": message,
        "fix": fix,
        "confirm": notice.confirm,
    }


def plan_data(plan: RosterPlan) -> dict[str, Any]:
    """Give a plan as JSON data."""
    return {
        "on": plan.on.isoformat(),
        "new_units": [_unit_data(each) for each in plan.new_units],
        "changed_units": [_unit_data(each) for each in plan.changed_units],
        "new": [_row_data(each) for each in plan.new],
        "changed": [_change_data(each) for each in plan.changed],
        "unchanged": plan.unchanged,
        "missing": [{"code": each.code, "name": each.name} for each in plan.missing],
    }


def _unit_data(unit: RosterUnit) -> dict[str, Any]:
    return {"code": unit.code, "name": unit.name, "kind": unit.kind, "parent": unit.parent}


def _row_data(row: RosterRow) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "unit": row.unit,
        "title": row.title,
        "since": row.since.isoformat() if row.since else None,
        "sheet": row.sheet,
        "row": row.row,
    }


def _change_data(change: Change) -> dict[str, Any]:
    return {
        "code": change.code,
        "name": list(change.name),
        "unit": list(change.unit),
        "title": list(change.title),
        "on": change.on.isoformat(),
        "returns": change.returns,
        "leaves": change.leaves,
    }


def _notices(title: str, notices: Sequence[Notice], *, full: bool) -> list[str]:
    return _list(title, notices, lambda each: (str(each),), full=full)


def _list(title: str, items: Sequence[T], line: Callable[[T], Sequence[object]], *, full: bool) -> list[str]:
    if not items:
        return []
    shown = items if full else items[:SHOWN]
    rest = len(items) - len(shown)
    more = [f"  … và {rest} dòng nữa (thêm --full để xem hết)"] if rest else []
    return ["", f"{title} ({len(items)}):", *table(line(each) for each in shown), *more]


def _unit(unit: RosterUnit) -> tuple[str, ...]:
    return unit.code, unit.name, f"thuộc {unit.parent}" if unit.parent else "cấp cao nhất"


def _change(change: Change, unit: Callable[[str], str]) -> tuple[str, ...]:
    day = f"{change.on:%d/%m/%Y}"
    said = []
    if change.leaves:
        said.append(f"rời danh sách từ {day}")
    if change.returns:
        said.append(f"trở lại danh sách từ {day}")
    if change.moved:
        said.append(f"{unit(change.unit[0])} → {unit(change.unit[1])} từ {day}")
    for what, (before, after) in (("họ tên", change.name), ("chức vụ", change.title)):
        if before != after:
            said.append(f"{what}: {before or '(trống)'} → {after or '(trống)'}")
    return change.code, change.name[1], "; ".join(said)
