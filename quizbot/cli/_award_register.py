"""The register of decisions: filled from a contest's list, brought in from a table, shown, taken back."""

from datetime import date, datetime
from pathlib import Path

import click

from quizbot.cli._acting import acting, by_option, json_option
from quizbot.cli._papers import desk_options, open_desk_of, read_day
from quizbot.cli._settings import open_work, settings_option
from quizbot.cli._show import as_json as shown_as_json
from quizbot.config import Settings


@click.command()
@click.argument("contest")
@click.option("--decision", required=True, help="Số quyết định đã ký, như 123/QĐ-VP.")
@click.option("--on", callback=read_day, required=True, help="Ngày ký quyết định.")
@desk_options
@by_option
@settings_option
def granted(
    contest: str,
    decision: str,
    on: date,
    papers: Path | None,
    policy: Path | None,
    hr: Path | None,
    login: str | None,
    settings: Settings,
) -> None:
    """Ghi quyết định khen thưởng đã ký vào sổ: mỗi người, mỗi tập thể trong danh sách một dòng."""
    from quizbot.installation import now
    from quizbot.usecases.granting import grant
    from quizbot.usecases.paperwork import commendation

    desk = open_desk_of(settings, papers=papers, policy=policy, hr=hr)
    at: datetime = now()
    with open_work(settings) as work:
        made = work.write(
            lambda w: grant(
                w,
                commendation(
                    w,
                    slug=contest,
                    policy=desk.policy,
                    people=desk.records.people,
                    units=desk.records.units,
                    now=at,
                ),
                decision=decision,
                on=on,
                salaries=desk.office.salaries(),
                by=acting(w, login),
                now=at,
            )
        )
    for each in made:
        click.echo(f"{each.number}. {each.grant.title}: {each.grant.name} ({each.grant.code})")
    click.echo(f"Đã ghi {len(made)} dòng vào sổ quyết định.")


@click.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Ghi sổ ra tệp .xlsx này.")
@json_option
@settings_option
def register(out: Path | None, settings: Settings, *, as_json: bool) -> None:
    """Xem sổ quyết định khen thưởng, hoặc xuất ra .xlsx (cũng là bảng mẫu để nhập các năm trước)."""
    from quizbot.core.commend.grants import standing_grants
    from quizbot.documents.formats.xlsx import write_xlsx
    from quizbot.documents.granted import register_sheets
    from quizbot.usecases.accounts import actor_name

    with open_work(settings) as work:
        lines, signers = work.read(
            lambda w: (
                tuple(w.awards.grants()),
                {each.by: actor_name(w, each.by) for each in w.awards.grants()},
            )
        )
    if out is not None:
        out.write_bytes(write_xlsx(register_sheets(lines, signers)))
        click.echo(f"Đã ghi {out}", err=as_json)
    if as_json:
        click.echo(shown_as_json(lines))
    elif out is None:
        for each in standing_grants(lines):
            one = each.grant
            click.echo(
                f"{each.number}. {one.decision} ngày {one.on:%d/%m/%Y}: {one.title}, {one.name} ({one.code}), {one.achievement}"
            )
        if not standing_grants(lines):
            click.echo("Sổ quyết định chưa có dòng nào.")


@click.command("bring-in")
@click.argument("table", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--apply/--plan", "apply", default=False, help="Ghi vào sổ, hay chỉ xem trước (mặc định).")
@by_option
@settings_option
def bring_in(table: Path, login: str | None, settings: Settings, *, apply: bool) -> None:
    """Nhập quyết định các năm trước từ bảng .xlsx, .csv; dòng đã có trong sổ thì bỏ qua."""
    from quizbot.documents.granted import read_grants
    from quizbot.installation import now
    from quizbot.usecases import granting

    grants = read_grants(table)
    if not apply:
        for one in grants:
            click.echo(f"{one.decision} ngày {one.on:%d/%m/%Y}: {one.title}, {one.name} ({one.code})")
        click.echo(f"Đọc được {len(grants)} dòng, chưa ghi. Ghi vào sổ: thêm --apply")
        return
    with open_work(settings) as work:
        made = work.write(lambda w: granting.bring_in(w, grants, by=acting(w, login), now=now()))
    click.echo(f"Đã ghi {len(made.added)} dòng vào sổ quyết định; {made.known} dòng đã có sẵn.")


@click.command()
@click.argument("number", type=int)
@click.option("--reason", required=True, help="Lý do rút.")
@by_option
@settings_option
def strike(number: int, reason: str, login: str | None, settings: Settings) -> None:
    """Rút một dòng ghi nhầm của sổ quyết định; dòng vẫn còn trong sổ, không tính nữa."""
    from quizbot.installation import now
    from quizbot.usecases.granting import take_back_grant

    with open_work(settings) as work:
        work.write(lambda w: take_back_grant(w, number, reason=reason, by=acting(w, login), now=now()))
    click.echo(f"Đã rút dòng số {number} của sổ quyết định.")
