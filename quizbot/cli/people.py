"""`quizbot people`: the roster, personal codes, and single people."""

import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from quizbot.cli import REFUSED
from quizbot.cli._people_codes import codes
from quizbot.cli._people_files import roster_workbook, write_private
from quizbot.cli._people_import import import_roster
from quizbot.cli._sections import SectionedGroup
from quizbot.cli._settings import OpenWork, Told, open_work, settings_option
from quizbot.config import Settings
from quizbot.installation import now
from quizbot.usecases import people as use_cases
from quizbot.usecases.merging import merge_people
from quizbot.usecases.ports import PersonStatus

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ACTOR = "cli"
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group(
    cls=SectionedGroup,
    sections={"Các lệnh": ("import", "export", "codes", "approve", "merge", "detach", "traits", "erase")},
)
def people() -> None:
    """Danh sách nhân sự: nạp, xuất, cấp mã cá nhân, gộp, xoá, duyệt."""


people.add_command(import_roster)
people.add_command(codes)


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
