"""`quizbot contest`: declare, look, rehearse; steps and corrections stand in files of their own."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import click

from quizbot.cli import (
    _contest_appeals,
    _contest_corrections,
    _contest_files,
    _contest_forecast,
    _contest_life,
    _contest_people,
    _contest_proof,
)
from quizbot.cli._calling import tell
from quizbot.cli._contest_files import contest_path
from quizbot.cli._fairness import fairness
from quizbot.cli._sections import SectionedGroup
from quizbot.cli._settings import Told, open_work, settings_option
from quizbot.config import Settings
from quizbot.contests.messages import CONTESTS
from quizbot.forms.faults import FormFaults
from quizbot.forms.messages import FORMS

_JSON = click.option("--json", "as_json", is_flag=True, help="In dữ liệu JSON.")


# in the order of a contest's life
_SECTIONS = {
    "Soạn thể lệ": ("check", "rules", "calendar", "rehearse", "fairness", "forecast", "schema"),
    "Khai báo và mở": ("apply", "list", "proof", "open"),
    "Trong lúc thi": ("show", "life", "extend", "override", "outage", "enter", "essays", "mark", "blocks"),
    "Đóng và công bố": ("close", "beacon", "provisional", "appeals", "answer", "finalise", "announce"),
    "Nhiều giai đoạn": ("qualified", "withdraw"),
    "Sửa sai": ("regrade", "void", "disqualify", "corrections", "undo", "back"),
    "Lưu trữ": ("archive",),
}


@click.group(cls=SectionedGroup, sections=_SECTIONS)
def contest() -> None:
    """Cuộc thi: kiểm tra, khai báo, mở, đóng, điều chỉnh, chốt kết quả, diễn tập."""


for _command in (
    *_contest_files.COMMANDS,
    *_contest_life.COMMANDS,
    *_contest_corrections.COMMANDS,
    *_contest_appeals.COMMANDS,
    *_contest_proof.COMMANDS,
    *_contest_people.COMMANDS,
    *_contest_forecast.COMMANDS,
):
    contest.add_command(_command)
contest.add_command(fairness)


@contest.command()
@click.argument("file")
@settings_option
@click.pass_context
def apply(ctx: click.Context, file: str, settings: Settings) -> None:
    """Khai báo cuộc thi từ một tệp: kiểm tra với ngân hàng và danh sách đang có rồi mới lưu."""
    from quizbot.contests.check import Surroundings, check_contest
    from quizbot.contests.load import load_contest
    from quizbot.installation import load_bank_if_empty, now, office_calendar
    from quizbot.usecases import organise

    path = contest_path(file)
    try:
        loaded = load_contest(path)
    except FormFaults as refusal:
        raise _not_declared(refusal, file) from refusal
    at = now()
    days_off = office_calendar(settings, at=at)
    with open_work(settings) as work:
        # as `run` does: an office that has just begun has a bank of files and none in the database
        work.runner.run(load_bank_if_empty(work.store, settings.questions))
        around = work.read(
            lambda w: Surroundings(
                days_off=days_off,
                now=at,
                pool=tuple(w.bank.pool()),
                units=frozenset(unit.code for unit in w.people.units()),
                groups=frozenset(group for person in w.people.everybody() for group in person.groups),
                people=len(w.people.everybody()),
            )
        )
        checked = check_contest(loaded, around)
        for warning in checked.warnings:
            click.echo(f"CẢNH BÁO: {warning.in_language('vi', table=CONTESTS)}", err=True)
        if checked.faults:
            raise _not_declared(FormFaults(checked.faults), file)
        stored = work.write(
            lambda w: organise.apply_contest(w, loaded.contest, days_off=days_off, by="cli", now=at)
        )
        rounds = work.read(lambda w: len(w.contests.rounds(stored.id)))
    tell(f"Đã khai báo {stored.contest.id}: {rounds} vòng. Mở bằng: quizbot contest open {stored.contest.id}")


def _not_declared(refusal: FormFaults, file: str) -> Told:
    """Say every fault of a contest file, and that nothing has come of it."""
    lines = [
        f"LỖI: {each.in_language('vi', table=CONTESTS if each.code in CONTESTS else FORMS)}"
        for each in refusal.faults
    ]
    lines.append(
        f"CHƯA KHAI BÁO: tệp có {len(lines)} lỗi, cơ sở dữ liệu không đổi. Sửa xong, gõ lại: quizbot contest apply {file}"
    )
    return Told("\n".join(lines))


@contest.command(name="list")
@settings_option
@_JSON
def list_(settings: Settings, as_json: bool) -> None:
    """Liệt kê các cuộc thi đã khai báo."""
    with open_work(settings) as work:
        found = work.read(lambda w: [(each, len(w.contests.rounds(each.id))) for each in w.contests.all()])
    rows = [
        {
            "contest": each.contest.id,
            "title": each.contest.title,
            "state": each.state.value,
            "rounds": rounds,
        }
        for each, rounds in found
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(f"{row['contest']:<24} {row['state']:<12} {row['rounds']:>4} vòng  {row['title']}")
    if not rows:
        tell("Chưa có cuộc thi nào. Khai báo: quizbot contest apply TỆP")


@contest.command()
@click.argument("slug")
@settings_option
@_JSON
def show(slug: str, settings: Settings, as_json: bool) -> None:
    """Cho biết vòng đang chạy ra sao: bao nhiêu người bắt đầu, đã nộp, theo đơn vị."""
    from quizbot.chat.pace import quotas_left
    from quizbot.i18n.delivery_text import head_text, progress_lines, quota_lines
    from quizbot.i18n.formats import moment
    from quizbot.installation import all_texts, channel_limits, now
    from quizbot.usecases.broadcasting import views
    from quizbot.usecases.organise import progress_view
    from quizbot.usecases.standings import find

    limits = channel_limits(settings)
    lanes = {name: each.lane for name, each in limits.items()}
    with open_work(settings) as work:
        stored = work.read(lambda w: find(w, slug))
        view = work.read(lambda w: progress_view(w, slug=slug, now=now()))
        left = work.read(lambda w: quotas_left(w, limits=limits, now=now()))
        sent = work.read(lambda w: views(w, stored, lanes=lanes, now=now()))
    if view is None:
        click.echo(f"{stored.contest.title}: chưa có vòng nào.")
        return
    data: dict[str, Any] = {
        "contest": slug,
        "state": stored.state.value,
        "round": view.round.number,
        "phase": view.phase.value,
        "opens_at": view.round.opens_at.isoformat(),
        "closes_at": view.round.closes_at.isoformat(),
        "people": view.people,
        "attempts": view.attempts,
        "finished": view.finished,
        "perfect": view.perfect,
        "units": [
            {
                "code": each.code,
                "name": each.name,
                "roster": each.roster,
                "reachable": each.reachable,
                "started": each.started,
                "finished": each.finished,
            }
            for each in view.units
        ],
        "messages": [
            {
                "kind": each.kind,
                "state": each.state,
                "failure": each.failure and each.failure.value,
                "count": each.messages,
            }
            for each in view.messages
        ],
        "broadcasts": [
            {
                "key": each.broadcast.key,
                "kind": each.broadcast.kind,
                "round": each.round_number,
                "sent": each.progress.sent,
                "left": each.progress.left,
                "failed": sum(each.progress.failed.values()),
                "delivered": each.progress.delivered,
                "opened": each.progress.opened,
                "heard": each.progress.heard,
                "answered": each.progress.answered,
                "silent": list(each.progress.silent),
            }
            for each in sent
        ],
        "quota_left": dict(left),
    }
    if as_json:
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    click.echo(f"{stored.contest.title} ({stored.state.value})")
    click.echo(f"Vòng {view.round.number}: {moment(view.round.opens_at)} – {moment(view.round.closes_at)}")
    click.echo(
        f"{view.people} người bắt đầu, {view.attempts} lượt, {view.finished} bài nộp, "
        + (
            "số người đúng hết chưa nêu vì là đáp án của câu dự đoán"
            if view.perfect is None
            else f"{view.perfect} người đúng hết"
        )
    )
    for each in view.units:
        click.echo(
            f"  {each.name:<44} {each.started:>4}/{each.roster:<4} bắt đầu, {each.finished:>4} đã nộp, liên hệ được {each.reachable}"
        )
    texts = all_texts(settings)["vi"]
    for broadcast in sent:
        click.echo(head_text(broadcast, texts))
        click.echo("".join(f"    {line}\n" for line in progress_lines(broadcast, texts)), nl=False)
    for line in quota_lines(left, texts):
        click.echo(line)


@contest.command()
@click.argument("file")
@click.option("--people", default=122, show_default=True, help="Số người tham gia giả lập.")
@click.option("--rounds", type=int, default=None, help="Số vòng diễn tập; mặc định: tất cả.")
@click.option("--seed", default=1, show_default=True, help="Số gieo: cùng số cho cùng một diễn tập.")
@settings_option
@_JSON
@click.pass_context
def rehearse(
    ctx: click.Context,
    file: str,
    people: int,
    rounds: int | None,
    seed: int,
    settings: Settings,
    as_json: bool,
) -> None:
    """Diễn tập cả cuộc thi với người giả lập, qua đúng phần mềm thật, trong cơ sở dữ liệu tạm."""
    from quizbot.cli._rehearse import rehearse as play
    from quizbot.cli._show import rehearsal_data, rehearsal_lines
    from quizbot.contests.load import load_contest
    from quizbot.installation import now, office_calendar

    loaded = load_contest(Path(contest_path(file)))
    days_off = office_calendar(settings, at=loaded.contest.rounds.first or now())
    done = asyncio.run(
        play(
            settings,
            loaded.contest,
            days_off=days_off,
            people=people,
            rounds=rounds,
            seed=seed,
            progress=lambda text: _on_one_line(text, last=True),
            passing=lambda text: _on_one_line(text, last=False),
        )
    )
    if as_json:
        click.echo(json.dumps(rehearsal_data(done), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(rehearsal_lines(done)))
    if not done.boards_equal_log or done.disagreements:
        ctx.exit(1)


def _on_one_line(text: str, *, last: bool) -> None:
    """Write over what was told before; where nobody watches only the last of it is written."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{text}", err=True, nl=last)
    elif last:
        click.echo(text, err=True)
