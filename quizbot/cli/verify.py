"""`quizbot verify FILE`: count a contest again from its evidence bundle."""

from pathlib import Path
from typing import Any

import click

from quizbot.cli._evidence_view import check_line, published_lines, receipt_lines


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--expect",
    "expected",
    multiple=True,
    help="Mã đã công bố ở nơi khác, phải có trong gói (dùng nhiều lần được).",
)
@click.option("--receipt", default=None, help="Tìm lượt thi theo biên nhận, kèm đường chứng minh.")
@click.option("--json", "as_json", is_flag=True, help="In dữ liệu JSON.")
@click.pass_context
def verify(
    ctx: click.Context, file: Path, expected: tuple[str, ...], receipt: str | None, as_json: bool
) -> None:
    """Kiểm tra gói minh chứng: mã băm, cam kết, từng câu chấm, từng thứ hạng; nói rõ chỗ sai."""
    from quizbot.usecases.evidence.checks import verify as check

    with file.open("rb") as opened:
        verdict = check(opened, expected=expected, receipt=receipt)
    if as_json:
        _echo_json(verdict)
    else:
        if verdict.contest:
            click.echo(f"{verdict.title} ({verdict.contest})")
        for each in verdict.checks:
            for text in check_line(each):
                click.echo(text)
        if verdict.published:
            click.echo("Đã công bố (hãy so với mã cơ quan đã công bố):")
        for text in published_lines(verdict.published):
            click.echo(f"  {text}")
        if verdict.receipt is not None:
            for text in receipt_lines(verdict.receipt):
                click.echo(text)
        click.echo("KẾT LUẬN: ĐẠT" if verdict.holds else "KẾT LUẬN: SAI")
    if not verdict.holds:
        ctx.exit(1)


def _echo_json(verdict: Any) -> None:
    import json

    data = {
        "contest": verdict.contest,
        "holds": verdict.holds,
        "checks": [
            {
                "name": each.name,
                "looked_at": each.looked_at,
                "holds": each.holds,
                "faults": [{"place": place, "code": code} for place, code in each.faults],
            }
            for each in verdict.checks
        ],
        "published": dict(verdict.published),
    }
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))
