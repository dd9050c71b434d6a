"""Commands on contest files: check one, print its rules, print its calendar."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO
from zoneinfo import ZoneInfo

import click

from quizbot.bank.loader import read_bank
from quizbot.cli._calling import tell
from quizbot.contests.check import Checked, Surroundings, check_contest
from quizbot.contests.form import ContestForm
from quizbot.contests.holidays_vn import days_off, years_of
from quizbot.contests.ics import ics
from quizbot.contests.load import CALENDAR_FILE, LoadedContest, contest_files, load_contest
from quizbot.contests.messages import CONTESTS
from quizbot.core.calendar import Period, rounds_of
from quizbot.core.paper import PoolItem, pool_item
from quizbot.forms.faults import FormFault, FormFaults
from quizbot.forms.messages import FORMS
from quizbot.forms.schema import json_schema
from quizbot.forms.shipped import shipped
from quizbot.i18n.rules_text import rules_sections, rules_text
from quizbot.i18n.vi_words import closing_day_and_time, day_and_time

REFUSED = 1
ONLY_AT_APPLYING = """\
Mới soát riêng tệp. Danh sách nhân sự (đơn vị, nhóm, số người so với số giải) và câu hỏi đang có trong cơ sở dữ liệu
được soát khi khai báo: quizbot contest apply TỆP"""

_LANG = click.option(
    "--lang", type=click.Choice(["vi", "en"]), default="vi", help="Ngôn ngữ của thông báo lỗi."
)
_JSON = click.option("--json", "as_json", is_flag=True, help="In dữ liệu JSON.")


def contest_path(name: str) -> Path:
    """Find a contest file: a path as given, or the name of a shipped contest such as `hang-tuan`."""
    path = Path(name)
    beside = shipped("contests") / f"{name}.yaml"
    return beside if not path.exists() and not path.suffix and beside.exists() else path


def surroundings(
    loaded: LoadedContest, *, now: datetime | None = None, pool: Sequence[PoolItem] | None = None
) -> Surroundings:
    """Give what can be known of a contest without a database: days off, the moment, the bank."""
    law = days_off(years_of(loaded.contest.rounds), overrides=Path(loaded.file).parent / CALENDAR_FILE)
    return Surroundings(days_off=law, now=now, pool=pool)


def pool_in(folder: Path) -> tuple[PoolItem, ...]:
    """List what may be drawn from a bank of files: every question that is not retired."""
    questions = read_bank(folder).bank.questions
    return tuple(pool_item(question) for question in questions if question.status != "retired")


def rounds_in(loaded: LoadedContest) -> tuple[Period, ...]:
    """Give the rounds of a contest file with its days off taken out."""
    return rounds_of(loaded.contest.rounds, loaded.contest.kind, surroundings(loaded).days_off)


@click.command()
@click.argument("files", nargs=-1)
@click.option(
    "--at",
    metavar="NGÀY-GIỜ",
    type=click.DateTime(),
    help="Thời điểm để xét vòng thi đã qua hay chưa (giờ UTC); mặc định: lúc này.",
)
@click.option(
    "--questions",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Thư mục ngân hàng câu hỏi; mặc định là ngân hàng đi kèm.",
)
@click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Tệp cấu hình: dự kiến cả tin nhắn theo danh sách, các kênh và hạn mức của nơi này.",
)
@_LANG
@_JSON
@click.pass_context
def check(
    ctx: click.Context,
    files: tuple[str, ...],
    at: datetime | None,
    questions: Path | None,
    config: Path | None,
    lang: str,
    *,
    as_json: bool,
) -> None:
    """Soát tệp cuộc thi: mọi lỗi một lần, có tệp, dòng, cột. (Check contest files.)"""
    paths = [contest_path(name) for name in files] or list(contest_files(shipped("contests")))
    from quizbot.installation import now as this_moment

    now = at.replace(tzinfo=UTC) if at else this_moment()
    pool = pool_in(questions or shipped("questions"))
    found = {path: _checked(path, now=now, pool=pool) for path in paths}
    if as_json:
        click.echo(json.dumps([_as_data(path, each) for path, each in found.items()], ensure_ascii=False))
    else:
        for path, each in found.items():
            _print_check(path, each, lang=lang)
            if config is not None and not each.faults:
                _print_forecast(path, config)
        if not all(each.faults for each in found.values()):
            tell(ONLY_AT_APPLYING)
    if any(each.faults for each in found.values()):
        ctx.exit(REFUSED)


@click.command()
@click.argument("file")
@_JSON
def rules(file: str, *, as_json: bool) -> None:
    """In thể lệ của cuộc thi từ tệp khai báo. (Print the rules of a contest.)"""
    loaded = load_contest(contest_path(file))
    periods = rounds_in(loaded)
    if not as_json:
        click.echo(rules_text(loaded.contest, rounds=periods), nl=False)
        return
    sections = rules_sections(loaded.contest, rounds=periods)
    data = {
        "contest": loaded.contest.id,
        "title": loaded.contest.title,
        "sections": [{"title": each.title, "clauses": each.clauses} for each in sections],
    }
    click.echo(json.dumps(data, ensure_ascii=False))


@click.command()
@click.argument("file")
@click.option(
    "--ics",
    "ics_file",
    type=click.File("w", encoding="utf-8", lazy=True),
    help="Ghi lịch dạng iCalendar ra tệp này (- là màn hình).",
)
@_JSON
def calendar(file: str, ics_file: TextIO | None, *, as_json: bool) -> None:
    """In lịch các vòng thi, đã trừ ngày nghỉ. (Print the calendar of rounds.)"""
    loaded = load_contest(contest_path(file))
    periods = rounds_in(loaded)
    if ics_file is not None:
        ics_file.write(ics(loaded.contest, periods))
        return
    if as_json:
        click.echo(json.dumps([_round_data(number, each) for number, each in enumerate(periods, start=1)]))
        return
    zone = loaded.contest.rounds.zone
    for number, (opens_at, closes_at) in enumerate(periods, start=1):
        click.echo(f"{number:>4}  {day_and_time(opens_at, zone)} → {closing_day_and_time(closes_at, zone)}")
    click.echo(f"{len(periods)} vòng, giờ {ZoneInfo(zone).key}")


@click.command()
def schema() -> None:
    """In JSON Schema của tệp cuộc thi, cho trình soạn thảo."""
    click.echo(json.dumps(json_schema(ContestForm, title="quizbot: cuộc thi"), ensure_ascii=False, indent=2))


COMMANDS: tuple[click.Command, ...] = (check, rules, calendar, schema)


def _checked(path: Path, *, now: datetime | None, pool: Sequence[PoolItem]) -> Checked:
    try:
        loaded = load_contest(path)
        return check_contest(loaded, surroundings(loaded, now=now, pool=pool))
    except FormFaults as refusal:
        return Checked(faults=refusal.faults, warnings=(), rounds=())


def _print_check(path: Path, found: Checked, *, lang: str) -> None:
    for each in found.faults:
        click.echo(str(_worded(each, lang)), err=True)
    for each in found.warnings:
        click.echo(f"{_worded(each, lang)} (lưu ý)", err=True)
    if not found.faults:
        click.echo(f"{path}: dùng được, {len(found.rounds)} vòng")


def _print_forecast(path: Path, config: Path) -> None:
    from quizbot.cli._contest_forecast import foresee, said
    from quizbot.config import load_settings

    settings, loaded = load_settings(config), load_contest(path)
    for line in said(settings, foresee(settings, loaded.contest, rounds_in(loaded))):
        click.echo(f"  {line}")


def _worded(fault: FormFault, lang: str) -> FormFault:
    return fault.in_language(lang, table=CONTESTS if fault.code in CONTESTS else FORMS)


def _as_data(path: Path, found: Checked) -> dict[str, Any]:
    return {
        "file": str(path),
        "faults": [_fault_data(each) for each in found.faults],
        "warnings": [_fault_data(each) for each in found.warnings],
        "rounds": len(found.rounds),
    }


def _fault_data(fault: FormFault) -> dict[str, Any]:
    return {
        "line": fault.line,
        "column": fault.column,
        "code": fault.code,
        "message": fault.message,
        "fix": fault.fix,
    }


def _round_data(number: int, period: Period) -> dict[str, Any]:
    return {"number": number, "opens_at": period[0].isoformat(), "closes_at": period[1].isoformat()}
