"""`quizbot doctor`: what would fail, before it does."""

import dataclasses
import json
from itertools import chain
from typing import TYPE_CHECKING

import click

from quizbot.cli._calling import typeable
from quizbot.cli._settings import SETTINGS_FILE, look_at_work, settings_option
from quizbot.config import Settings

if TYPE_CHECKING:
    from quizbot.cli._finding import Finding

SIGNS = {"ok": "  ✓ ", "warning": "  ! ", "error": "  ✗ "}


@click.command()
@settings_option
@click.option("--json", "as_json", is_flag=True, help="In dữ liệu JSON.")
@click.pass_context
def doctor(ctx: click.Context, settings: Settings, as_json: bool) -> None:
    """Soát trước khi thi: đĩa, cơ sở dữ liệu, ngân hàng, danh sách, cuộc thi, kênh. Có lỗi thì mã thoát là 1.

    Chỉ xem, không tạo gì.
    """
    from quizbot.cli._diagnosis import diagnose, read_from
    from quizbot.installation import now

    findings = []
    with look_at_work(settings) as work:
        for each in chain(read_from(ctx.meta[SETTINGS_FILE]), diagnose(settings, work, at=now())):
            findings.append(each)
            if not as_json:
                click.echo(_line(each))
    errors = sum(each.level == "error" for each in findings)
    warnings = sum(each.level == "warning" for each in findings)
    if as_json:
        click.echo(json.dumps([dataclasses.asdict(each) for each in findings], ensure_ascii=False, indent=2))
    else:
        click.echo(f"{errors} lỗi, {warnings} cảnh báo.")
    if errors:
        ctx.exit(1)


def _line(each: "Finding") -> str:
    mend = f"\n      → {each.mend}" if each.mend else ""
    return typeable(f"{SIGNS[each.level]}{each.about}: {each.text}{mend}")
