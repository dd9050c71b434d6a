"""`quizbot people`: the roster, personal codes, and single people."""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import click

from quizbot.bootstrap import chance, now
from quizbot.cli import REFUSED
from quizbot.cli._people_files import roster_workbook, write_private, write_slips
from quizbot.cli._roster_view import (
    counts_line,
    missing_lines,
    notice_data,
    plan_data,
    plan_lines,
    reading_lines,
)
from quizbot.cli._sections import SectionedGroup
from quizbot.cli._settings import OpenWork, Told, open_work, settings_option
from quizbot.config import Settings
from quizbot.core.ids import UnitId
from quizbot.roster import cells
from quizbot.roster.read import read_roster
from quizbot.roster.reading import RosterReading
from quizbot.usecases import people as use_cases
from quizbot.usecases.merging import merge_people
from quizbot.usecases.ports import Person, PersonStatus, Unit, Work
from quizbot.usecases.roster import RosterCounts, RosterPlan, apply_roster, preview

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ACTOR = "cli"
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group(
    cls=SectionedGroup,
    sections={"Các lệnh": ("import", "export", "codes", "approve", "merge", "detach", "traits", "erase")},
)
def people() -> None:
    """Danh sách nhân sự: nạp, xuất, cấp mã cá nhân, gộp, xoá, duyệt."""


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date:
    try:
        given = cells.day(value or "")
    except cells.NotADate as error:
        raise click.BadParameter("ghi ngày/tháng/năm, ví dụ 01/07/2025") from error
    return given or now().astimezone(ZONE).date()


@people.command("import")
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
    with open_work(settings) as office:
        known = office.read(lambda work: work.people.units())
        reading = read_roster(file, known=known, new_units=new_units)
        plan = office.read(lambda work: preview(work, reading.rows, reading.units, on=on))
        complete = not reading.faults
        if not as_json:
            _show(reading, plan, known, leavers=leavers, full=full)
        if leavers and not complete:
            raise Told(
                "Chưa ghi gì: tệp còn chỗ bị từ chối thì không dùng được --leavers. Hãy sửa tệp trước."
            )
        stored = None
        if _wanted(plan, leavers=leavers, yes=yes, as_json=as_json):
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


@people.command()
@click.option("--out", required=True, type=_FILE, help="Tệp .xlsx sẽ ghi; tệp đã có thì không ghi đè.")
@settings_option
def export(out: Path, settings: Settings) -> None:
    """Xuất danh sách ra .xlsx; nạp lại được bằng `people import`."""
    with open_work(settings) as office:
        found, units = office.read(lambda work: (work.people.everybody(), work.people.units()))
    _write(out, roster_workbook(found, units, office=settings.office, now=now()))
    active = sum(person.status is PersonStatus.ACTIVE for person in found)
    click.echo(f"Đã xuất {active} người, {len(units)} đơn vị ra {out}")


def _write(path: Path, content: bytes) -> None:
    try:
        write_private(path, content)
    except FileExistsError as error:
        raise Told(f"Tệp {path} đã có; hãy chọn tên khác.") from error
    except OSError as error:
        raise Told(f"Không ghi được {path}: {error.strerror}") from error


@people.command()
@click.option("--unit", "unit_code", metavar="MÃ", help="Chỉ đơn vị này và các đơn vị bên dưới.")
@click.option(
    "--all/--missing", "everybody", default=False, help="Mọi người, hay chỉ người chưa có mã (mặc định)."
)
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Thư mục sẽ ghi phiếu."
)
@settings_option
def codes(unit_code: str | None, everybody: bool, out: Path, settings: Settings) -> None:
    """Cấp mã cá nhân mới và ghi phiếu để in (.xlsx, và .html có mã QR); mã cũ hết hiệu lực ngay."""
    base_url = settings.web.base_url or f"http://{settings.web.host}:{settings.web.port}"
    stem = f"phieu-ma-{now().astimezone(ZONE):%Y%m%d-%H%M%S}"
    _prepare(out, stem)
    with open_work(settings) as office:
        chosen, replaced = office.read(lambda work: _chosen(work, unit_code, everybody=everybody))
        if not chosen:
            click.echo("Không có ai cần cấp mã. (Cấp lại cho mọi người: --all)")
            return
        if replaced:
            click.echo(f"Lưu ý: {replaced} người đang có mã; mã cũ của họ hết hiệu lực ngay.", err=True)
            if sys.stdin.isatty():
                click.confirm("Tiếp tục?", abort=True)
        pepper = settings.pepper(os.environ)
        rng = chance()
        slips = office.write(
            lambda work: use_cases.issue_codes(work, chosen, pepper=pepper, rng=rng, by=ACTOR, now=now())
        )
    written = write_slips(slips, out, stem=stem, office=settings.office, base_url=base_url)
    click.echo(f"Đã cấp mã cho {len(slips)} người. Các tệp chứa mã bí mật, in xong hãy xoá:")
    click.echo("\n".join(f"  {path}" for path in written))
    if urlsplit(base_url).hostname in ("127.0.0.1", "localhost", "0.0.0.0", "::1", "::"):  # noqa: S104 - compared
        click.echo(
            f"Lưu ý: mã QR dẫn đến {base_url}, chỉ mở được trên máy này. "
            "Đặt web.base_url trong config.yaml rồi cấp lại để quét bằng điện thoại.",
            err=True,
        )


def _prepare(folder: Path, stem: str) -> None:
    """Make sure that the files can be written before the old codes stop working."""
    trial = folder / f".{stem}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_private(trial, b"")
        trial.unlink()
    except OSError as error:
        raise Told(f"Không ghi được vào {folder}: {error.strerror}") from error


def _chosen(work: Work, unit_code: str | None, *, everybody: bool) -> tuple[list[Person], int]:
    """Give who gets a code, and how many of them have one that works."""
    wanted = None if unit_code is None else _below(work, use_cases.unit_by_code(work, unit_code))
    holders = work.people.with_secret()
    found = [
        person
        for person in work.people.everybody()
        if person.status is PersonStatus.ACTIVE
        and (wanted is None or person.unit_id in wanted)
        and (everybody or person.id not in holders)
    ]
    return found, sum(person.id in holders for person in found)


def _below(work: Work, top: Unit) -> set[UnitId]:
    found = {top.id}
    for unit in work.people.units():
        if unit.parent_id in found:
            found.add(unit.id)
    return found


@people.command()
@click.argument("code")
@click.argument("into")
@settings_option
def merge(code: str, into: str, settings: Settings) -> None:
    """Gộp người mang MÃ vào người mang MÃ_GIỮ_LẠI; bảng xếp hạng được tính lại."""
    with open_work(settings) as office:
        merged = office.write(lambda work: merge_people(work, code=code, into=into, by=ACTOR, now=now()))
    click.echo(f"Đã gộp {code} vào {into}: {merged.attempts} lượt thi, {merged.addresses} tài khoản chat.")
    if merged.contests:
        click.echo(f"Đã tính lại bảng xếp hạng: {', '.join(merged.contests)}.")


@people.command()
@click.argument("code")
@settings_option
def detach(code: str, settings: Settings) -> None:
    """Gỡ mọi tài khoản chat của một người khi số điện thoại hay tài khoản đã đổi chủ; kết quả giữ nguyên.

    Ai dùng tài khoản ấy sẽ được hỏi lại là ai. Người cũ gõ mã cá nhân ở máy mới là gặp lại mọi thứ.
    """
    from quizbot.usecases.addresses import detach_all

    with open_work(settings) as office:
        person = office.read(lambda work: use_cases.by_code(work, code))
        gone = office.write(lambda work: detach_all(work, person, by=ACTOR, now=now()))
    click.echo(f"Đã gỡ {gone} nơi nối của {person.name} ({code}).")


@people.command()
@click.argument("code")
@click.option("--yes", is_flag=True, help="Xoá thật. Không lấy lại được.")
@settings_option
def erase(code: str, yes: bool, settings: Settings) -> None:
    """Xoá dữ liệu cá nhân của một người; số liệu tổng và nhật ký giữ lại, không còn tên."""
    with open_work(settings) as office:
        person = office.read(lambda work: use_cases.by_code(work, code))
        if not yes and not _agreed(f"Xoá dữ liệu của {person.name} ({code})? Không lấy lại được."):
            raise Told(f"Chưa xoá gì. Xoá dữ liệu của {person.name} ({code}) thật thì thêm --yes.")
        office.write(lambda work: use_cases.erase(work, person, by=ACTOR, now=now()))
    click.echo(f"Đã xoá dữ liệu cá nhân của người mang mã {code}.")


def _agreed(question: str) -> bool:
    return sys.stdin.isatty() and click.confirm(question, default=False)


@people.command()
@click.argument("file", type=_FILE)
@settings_option
def traits(file: Path, settings: Settings) -> None:
    """Nạp thuộc tính mà thể lệ xét: ngày sinh, nơi ở, ngạch, hộ, khối …, theo mã nhân sự.

    Hàng đầu là tên cột: code, groups, birth, residence, grade, household, block, hoặc tên tuỳ đặt. Ô trống là bỏ thuộc tính.
    """
    from quizbot.roster.traits import read_traits
    from quizbot.usecases.traits import set_traits

    reading = read_traits(file)
    for fault in reading.faults:
        click.echo(str(fault), err=True)
    rows = [(row.code, dict(row.traits)) for row in reading.rows]
    with open_work(settings) as office:
        counts = office.write(lambda work: set_traits(work, rows, by=ACTOR, now=now()))
    for code in counts.unknown:
        click.echo(f"{file.name}: không có người mang mã {code} trong danh sách nhân sự.", err=True)
    names = ", ".join(reading.names) or "–"
    click.echo(f"Thuộc tính {names}: {counts.changed} người thay đổi, {counts.unchanged} người như cũ.")
    if reading.faults or counts.unknown:
        sys.exit(REFUSED)


@people.command()
@click.argument("code", required=False)
@settings_option
def approve(code: str | None, settings: Settings) -> None:
    """Duyệt một người tự đăng ký; không nêu mã thì liệt kê người đang chờ."""
    with open_work(settings) as office:
        if code is None:
            _waiting(office)
            return
        person = office.write(lambda work: use_cases.approve(work, code=code, by=ACTOR, now=now()))
    click.echo(f"Đã duyệt {person.name} ({person.code}).")


def _waiting(office: OpenWork) -> None:
    waiting, units = office.read(lambda work: (use_cases.pending(work), work.people.units()))
    names = {unit.id: unit.name for unit in units}
    if not waiting:
        click.echo("Không có ai chờ duyệt.")
    for person in waiting:
        click.echo(f"{person.code}  {person.name}  {names[person.unit_id]}")
