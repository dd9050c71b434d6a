"""`quizbot standings CONTEST`: the board, as it is or as it was."""

import json
from datetime import datetime
from pathlib import Path

import click
from pydantic_core import PydanticCustomError

from quizbot.cli._settings import open_work, settings_option
from quizbot.cli._show import board_data, board_lines
from quizbot.config import Settings
from quizbot.forms.types import read_local_time
from quizbot.i18n.formats import LOCAL


def _moment(_context: click.Context, _parameter: click.Parameter, value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        return read_local_time(value).replace(tzinfo=LOCAL)
    except PydanticCustomError as fault:
        raise click.BadParameter("cần dạng 2026-07-07 10:00") from fault


@click.command()
@click.argument("contest")
@click.option("--round", "number", type=int, default=None, help="Số vòng; mặc định: cả cuộc thi.")
@click.option("--by", type=click.Choice(["person", "unit"]), default="person", show_default=True,
              help="Theo cá nhân hay theo đơn vị.")  # fmt: skip
@click.option(
    "--at", callback=_moment, default=None, help="Bảng như lúc này (giờ địa phương), tính từ nhật ký."
)
@click.option("--block", default=None, help="Chỉ một khối: mã khối, hoặc loại hình đơn vị.")
@click.option("--limit", default=20, show_default=True, help="Số dòng.")
@click.option("--public", is_flag=True, help="Như người ngoài thấy: đóng băng, chỉ phần được công bố.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Ghi cả bảng, mọi người, ra tệp .xlsx này thay vì in.",
)
@settings_option
@click.option("--json", "as_json", is_flag=True, help="In dữ liệu JSON.")
def standings(
    contest: str,
    number: int | None,
    by: str,
    at: datetime | None,
    block: str | None,
    limit: int,
    public: bool,
    out: Path | None,
    settings: Settings,
    as_json: bool,
) -> None:
    """In bảng xếp hạng của một cuộc thi hoặc một vòng."""
    from quizbot.installation import now
    from quizbot.usecases.history import board_at
    from quizbot.usecases.standings import board_view

    if out is not None and (at is not None or public or by == "unit"):
        raise click.UsageError("--out ghi bảng cá nhân đang có; không đi cùng --at, --public, --by unit")
    with open_work(settings) as work:
        if out is not None:
            from quizbot.documents.whole_board import write_whole_board

            many = work.read(lambda w: write_whole_board(w, out, slug=contest, number=number, now=now()))
            click.echo(f"Đã ghi {out}: {many} người")
            return
        if at is not None:
            view = work.read(
                lambda w: board_at(
                    w, slug=contest, at=at, round_number=number, by=by, limit=limit, block=block
                )
            )
        else:
            view = work.read(
                lambda w: board_view(
                    w,
                    slug=contest,
                    now=now(),
                    round_number=number,
                    by=by,
                    inside=not public,
                    limit=limit,
                    block=block,
                )
            )
    if as_json:
        click.echo(json.dumps(board_data(view), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(board_lines(view)))
