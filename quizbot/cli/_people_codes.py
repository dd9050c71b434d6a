"""`quizbot people codes`: personal codes, and the slips that carry them to people."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import click

from quizbot.cli._people_files import write_private, write_slips
from quizbot.cli._settings import Told, open_work, settings_option
from quizbot.config import Settings
from quizbot.core.ids import UnitId
from quizbot.installation import chance, now
from quizbot.usecases import people as use_cases
from quizbot.usecases.ports import Person, PersonStatus, Unit, Work

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ACTOR = "cli"
# hosts that lead nowhere from a telephone
_THIS_MACHINE = ("127.0.0.1", "localhost", "0.0.0.0", "::1", "::")  # noqa: S104 - compared


@click.command()
@click.option("--unit", "unit_code", metavar="MÃ", help="Chỉ đơn vị này và các đơn vị bên dưới.")
@click.option(
    "--all/--missing", "everybody", default=False, help="Mọi người, hay chỉ người chưa có mã (mặc định)."
)
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Thư mục sẽ ghi phiếu."
)
@click.option("--yes", is_flag=True, help="Không hỏi lại trước khi cấp.")
@settings_option
def codes(unit_code: str | None, everybody: bool, out: Path, yes: bool, settings: Settings) -> None:
    """Cấp mã cá nhân mới và ghi phiếu để in (.xlsx, và .html có mã QR); mã cũ hết hiệu lực ngay."""
    base_url = settings.web.base_url or f"http://{settings.web.host}:{settings.web.port}"
    stem = f"phieu-ma-{now().astimezone(ZONE):%Y%m%d-%H%M%S}"
    _prepare(out, stem)
    with open_work(settings) as office:
        chosen, replaced = office.read(lambda work: _chosen(work, unit_code, everybody=everybody))
        if not chosen:
            click.echo("Không có ai cần cấp mã. (Cấp lại cho mọi người: --all)")
            return
        warnings = [
            *([f"{replaced} người đang có mã; mã cũ của họ hết hiệu lực ngay."] if replaced else []),
            *([_only_here(base_url)] if urlsplit(base_url).hostname in _THIS_MACHINE else []),
        ]
        for warning in warnings:
            click.echo(f"Lưu ý: {warning}", err=True)
        if warnings and not yes and sys.stdin.isatty():
            click.confirm("Tiếp tục?", abort=True)
        pepper = settings.pepper(os.environ)
        rng = chance()
        slips = office.write(
            lambda work: use_cases.issue_codes(work, chosen, pepper=pepper, rng=rng, by=ACTOR, now=now())
        )
    written = write_slips(slips, out, stem=stem, office=settings.office, base_url=base_url)
    click.echo(f"Đã cấp mã cho {len(slips)} người. Các tệp chứa mã bí mật, in xong hãy xoá:")
    click.echo("\n".join(f"  {path}" for path in written))


def _only_here(base_url: str) -> str:
    return (
        f"chưa đặt web.base_url, nên mã QR trên phiếu dẫn đến {base_url}, chỉ mở được trên máy này. "
        "Muốn quét bằng điện thoại, hãy đặt web.base_url trong config.yaml trước khi cấp."
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
