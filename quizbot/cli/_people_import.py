"""`quizbot people import`: a roster file is read, previewed, and stored when that is agreed to."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from quizbot.cli._roster_view import (
    counts_line,
    missing_lines,
    notice_data,
    plan_data,
    plan_lines,
    reading_lines,
)
from quizbot.cli._settings import Told, look_at_work, open_work, settings_option
from quizbot.config import Settings
from quizbot.installation import now
from quizbot.roster import cells
from quizbot.roster.read import read_roster
from quizbot.roster.reading import RosterReading
from quizbot.usecases.ports import Unit
from quizbot.usecases.roster import RosterCounts, RosterPlan, apply_roster, preview

REFUSED = 1
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ACTOR = "cli"
_FILE = click.Path(dir_okay=False, path_type=Path)


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date:
    try:
        given = cells.day(value or "")
    except cells.NotADate as error:
        raise click.BadParameter("ghi ngày/tháng/năm, ví dụ 01/07/2025") from error
    return given or now().astimezone(ZONE).date()


@click.command("import")
@click.argument("file", type=_FILE)
@click.option("--yes", is_flag=True, help="Ghi luôn, không hỏi.")
@click.option("--leavers", is_flag=True, help="Người không có trong tệp thì rời danh sách.")
@click.option("--new-units", is_flag=True, help="Tên đơn vị chưa có thì là đơn vị mới.")
@click.option("--on", callback=_day, metavar="NGÀY", help="Ngày tính việc chuyển đơn vị. Mặc định: hôm nay.")
@click.option("--full", is_flag=True, help="Hiện mọi dòng của bảng xem trước.")
@click.option("--json", "as_json", is_flag=True, help="In dữ liệu JSON.")
@settings_option
def import_roster(
    file: Path,
    yes: bool,
    leavers: bool,
    new_units: bool,
    on: date,
    full: bool,
    as_json: bool,
    settings: Settings,
) -> None:
    """Nạp danh sách từ .xlsx, .xls, .ods, .csv, .tsv: xem trước, chỉ ghi khi đồng ý.

    Có dòng bị từ chối thì mã thoát là 1; các dòng hiểu được vẫn ghi được.
    """
    # looking at a file makes no database
    with look_at_work(settings, upgrade=True) as office:
        known = office.read(lambda work: work.people.units())
        reading = read_roster(file, known=known, new_units=new_units)
        plan = office.read(lambda work: preview(work, reading.rows, reading.units, on=on))
    complete = not reading.faults
    if not as_json:
        _show(reading, plan, known, leavers=leavers, full=full)
    if leavers and not complete:
        raise Told("Chưa ghi gì: tệp còn chỗ bị từ chối thì không dùng được --leavers. Hãy sửa tệp trước.")
    stored = None
    if _wanted(plan, leavers=leavers, yes=yes, as_json=as_json):
        with open_work(settings) as office:
            stored = office.write(lambda work: apply_roster(work, plan, by=ACTOR, now=now(), leavers=leavers))
    _outcome(reading, plan, stored, as_json=as_json)
    if not complete:
        sys.exit(REFUSED)


def _show(
    reading: RosterReading, plan: RosterPlan, known: Sequence[Unit], *, leavers: bool, full: bool
) -> None:
    names = {unit.code: unit.name for unit in reading.units}
    names |= {unit.code: unit.name for unit in known}
    lines = reading_lines(reading, full=full)
    if reading.rows or reading.units:
        lines += plan_lines(plan, names, full=full)
        complete = not reading.faults
        lines += missing_lines(plan.missing, leavers=leavers, complete=complete, full=full)
    click.echo("\n".join(lines))


def _wanted(plan: RosterPlan, *, leavers: bool, yes: bool, as_json: bool) -> bool:
    if plan.changes_nothing and not (leavers and plan.missing):
        return False
    if yes:
        return True
    return not as_json and sys.stdin.isatty() and click.confirm("\nGhi những thay đổi này?", default=False)


def _outcome(reading: RosterReading, plan: RosterPlan, stored: RosterCounts | None, *, as_json: bool) -> None:
    if as_json:
        data = {
            "file": reading.file,
            "understood": len(reading.rows),
            "faults": [notice_data(each) for each in reading.faults],
            "remarks": [notice_data(each) for each in reading.remarks],
            "plan": plan_data(plan),
            "stored": asdict(stored) if stored else None,
        }
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    elif stored is not None:
        click.echo(f"\n{counts_line(stored)}")
    elif plan.changes_nothing and not reading.faults:
        click.echo("\nDanh sách đã khớp, không có gì phải ghi.")
    else:
        click.echo("\nChưa ghi gì. Thêm --yes để ghi." if reading.rows else "\nChưa ghi gì.")
