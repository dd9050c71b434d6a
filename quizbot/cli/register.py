"""`quizbot register`: what happened outside the contests, written down by hand for the periodic reports."""

import dataclasses
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from quizbot.cli._acting import acting, by_option, json_option, reason_option
from quizbot.cli._calling import tell
from quizbot.cli._papers import read_day
from quizbot.cli._sections import SectionedGroup
from quizbot.cli._settings import open_work, settings_option
from quizbot.config import Settings
from quizbot.core.reporting.register import PARTS, Entry, EntryKind, MediaForm, fields_of

if TYPE_CHECKING:
    from quizbot.core.reporting.register import SignedEntry

F = TypeVar("F", bound=Callable[..., Any])
_KINDS = click.Choice([each.value for each in EntryKind])


def _entry_options(function: F) -> F:
    for option in (
        click.option("--text", help="Nội dung chi tiết."),
        click.option("--part", type=click.Choice(PARTS), help="Phần của báo cáo (mục nhan-xet)."),
        click.option("--task", type=int, help="Nhiệm vụ số mấy trong phụ lục của Kế hoạch."),
        click.option(
            "--file",
            "proof",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="Tệp minh chứng, được giữ lại nguyên vẹn.",
        ),
        click.option("--link", help="Đường dẫn minh chứng."),
        click.option("--amount", type=int, help="Số tiền, đồng."),
        click.option("--views", type=int, help="Lượt xem."),
        click.option("--units", type=int, help="Số tập thể."),
        click.option("--people", type=int, help="Số người tham gia, dự họp, được khen."),
        click.option("--count", type=int, help="Số sản phẩm."),
        click.option("--form", type=click.Choice([each.value for each in MediaForm]), help="Loại sản phẩm."),
        click.option("--place", help="Nơi đăng, nơi tổ chức."),
        click.option("--by-whom", help="Đơn vị phát động, ban hành, quyết định."),
        click.option("--until", callback=read_day, help="Đến ngày."),
        click.option("--title", help="Tên, nội dung ngắn gọn."),
        click.option("--on", callback=read_day, help="Ngày diễn ra, ngày bắt đầu; mặc định: hôm nay."),
    ):
        function = option(function)
    return function


@click.group(cls=SectionedGroup)
def register() -> None:
    """Sổ đăng ký: tin bài, cuộc thi nơi khác, hội nghị, việc đã làm, để lập báo cáo định kỳ."""


@register.command()
@click.argument("kind", type=_KINDS)
@_entry_options
@by_option
@settings_option
def add(kind: str, login: str | None, settings: Settings, proof: Path | None, **given: Any) -> None:
    """Ghi một mục vào sổ. Mục đã ghi không sửa được, chỉ thay bằng mục mới (mend)."""
    from quizbot.i18n.formats import LOCAL
    from quizbot.installation import now
    from quizbot.usecases.reporting.register import write

    at = now()
    values = _values(given, proof, settings)
    on: date = values.pop("on", None) or at.astimezone(LOCAL).date()
    entry = Entry(kind=EntryKind(kind), on=on, title=values.pop("title", ""), **values)
    with open_work(settings) as work:
        made = work.write(lambda w: write(w, entry, by=acting(w, login), now=at))
    click.echo(f"Đã ghi mục số {made.number}.")


@register.command()
@click.argument("number", type=int)
@_entry_options
@reason_option
@by_option
@settings_option
def mend(
    number: int, reason: str, login: str | None, settings: Settings, proof: Path | None, **given: Any
) -> None:
    """Thay một mục bằng mục mới; chỉ cần nêu chỗ khác. Cả hai được giữ, kèm lý do."""
    from quizbot.core.reporting.register import standing
    from quizbot.installation import now
    from quizbot.usecases.reporting import register as writing

    at = now()
    values = _values(given, proof, settings)

    def run(work: Any) -> "SignedEntry":
        held = {each.number: each for each in standing(work.reports.register())}
        if number not in held:
            raise writing.UnknownEntry(number=number)
        wanted = dataclasses.replace(held[number].entry, **values)
        return writing.mend(work, number, wanted, reason=reason, by=acting(work, login), now=at)

    with open_work(settings) as work:
        made = work.write(run)
    click.echo(f"Mục số {made.number} thay mục số {number}.")


@register.command()
@click.argument("number", type=int)
@reason_option
@by_option
@settings_option
def withdraw(number: int, reason: str, login: str | None, settings: Settings) -> None:
    """Rút một mục ghi nhầm; mục vẫn còn trong sổ, không tính nữa."""
    from quizbot.installation import now
    from quizbot.usecases.reporting.register import take_back

    with open_work(settings) as work:
        work.write(lambda w: take_back(w, number, reason=reason, by=acting(w, login), now=now()))
    click.echo(f"Đã rút mục số {number}.")


@register.command("list")
@click.option("--all", "everything", is_flag=True, help="Cả những mục đã được thay, rút.")
@json_option
@settings_option
def list_entries(settings: Settings, *, everything: bool, as_json: bool) -> None:
    """Hiện sổ đăng ký."""
    from quizbot.cli._show import as_json as shown
    from quizbot.core.reporting.register import standing
    from quizbot.documents.reports.wording import KINDS
    from quizbot.i18n.formats import moment

    with open_work(settings) as work:
        entries = work.read(lambda w: w.reports.register())
    held = standing(entries)
    chosen = list(entries) if everything else list(held)
    if as_json:
        click.echo("[" + ",\n".join(shown(each) for each in chosen) + "]")
        return
    for each in chosen:
        state = "" if each in held else " (đã rút)" if each.withdrawn else " (đã được thay, rút)"
        click.echo(
            f"{each.number}. {each.entry.on:%d/%m/%Y} {KINDS[each.entry.kind]}: {each.entry.title}"
            f" [{each.by}, {moment(each.at)}]{state}"
        )
    if not chosen:
        tell("Sổ chưa có mục nào. Ghi: quizbot register add LOẠI …")


@register.command()
@json_option
def kinds(*, as_json: bool) -> None:
    """Các loại mục, và mỗi loại cần ghi gì."""
    import json

    from quizbot.documents.reports.wording import FIELDS, KINDS

    if as_json:
        found = {
            each.value: dict(zip(("needed", "allowed"), fields_of(each), strict=True)) for each in EntryKind
        }
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for each in EntryKind:
        needed, allowed = fields_of(each)
        click.echo(f"{each.value}: {KINDS[each]}")
        click.echo("  cần: " + ", ".join(f"{FIELDS[name]} (--{name.replace('_', '-')})" for name in needed))
        if allowed:
            click.echo(
                "  có thể: " + ", ".join(f"{FIELDS[name]} (--{name.replace('_', '-')})" for name in allowed)
            )


def _values(given: dict[str, Any], proof: Path | None, settings: Settings) -> dict[str, Any]:
    from quizbot.documents.evidence import keep_evidence

    values = {name: value for name, value in given.items() if value is not None}
    if "form" in values:
        values["form"] = MediaForm(values["form"])
    if proof is not None:
        values["sha256"] = keep_evidence(settings.data, proof.read_bytes())
        values["file"] = proof.name
    return values
