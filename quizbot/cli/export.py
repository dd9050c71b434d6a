"""`quizbot export CONTEST --out FILE`: the evidence bundle, for anybody to check."""

import os
from pathlib import Path

import click

from quizbot.cli._evidence_view import check_line
from quizbot.cli._settings import open_work, settings_option
from quizbot.config import Settings


@click.command()
@click.argument("contest")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Tệp .zip sẽ ghi."
)
@settings_option
@click.pass_context
def export(ctx: click.Context, contest: str, out: Path, settings: Settings) -> None:
    """Xuất gói minh chứng của một cuộc thi đã đóng: không có họ tên, ai cũng kiểm tra lại được."""
    from quizbot.usecases.evidence.checks import verify
    from quizbot.usecases.evidence.file import write_bundle

    part = out.with_name(out.name + ".part")
    try:
        with part.open("w+b") as file:
            with open_work(settings) as work:
                told = work.read(lambda w: write_bundle(w, contest, file))
            verdict = verify(file)
        os.replace(part, out)
    finally:
        part.unlink(missing_ok=True)
    click.echo(f"Đã ghi {out} ({out.stat().st_size:,} byte).".replace(",", "."))
    click.echo(f"Mã của gói (SHA-256 của manifest.json): {told}")
    for each in verdict.checks:
        for text in check_line(each):
            click.echo(text)
    if not verdict.holds:
        ctx.exit(1)
