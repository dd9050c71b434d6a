"""`quizbot db`: upgrade, check, back up, restore and move the database."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from quizbot.cli._calling import CONFIG_VARIABLE
from quizbot.cli._sections import SectionedGroup
from quizbot.config import load_settings

if TYPE_CHECKING:
    from quizbot.config import Settings
    from quizbot.storage.contents import TableContents
    from quizbot.storage.engine import Database

F = TypeVar("F", bound=Callable[..., Any])
REFUSED = 1

_CONFIG = click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=None,
    envvar=CONFIG_VARIABLE,
    help="Tệp cấu hình. Mặc định: config.yaml ở thư mục này, nếu có.",
)
_DATABASE = click.option(
    "--database",
    "url",
    default=None,
    metavar="URL",
    help="Cơ sở dữ liệu (sqlite:///tệp hoặc postgresql://người-dùng@máy/tên), thay cho cấu hình.",
)
_JSON = click.option("--json", "as_json", is_flag=True, help="In dữ liệu JSON.")


@click.group(cls=SectionedGroup)
def db() -> None:
    """Cơ sở dữ liệu: nâng cấp, kiểm tra, sao lưu, phục hồi, chuyển chỗ."""


@db.command()
@_CONFIG
@_DATABASE
def upgrade(config: Path | None, url: str | None) -> None:
    """Đưa các bảng lên phiên bản này của chương trình; tệp SQLite được sao lại trước."""
    from quizbot.installation import now
    from quizbot.storage import migrate
    from quizbot.storage.lock import ProcessLock

    database = _database(config, url)
    lock = None
    if database.path is not None:
        database.path.parent.mkdir(parents=True, exist_ok=True)
        lock = ProcessLock(database.path)
    copy = migrate.upgrade(database, now=now())
    if lock is not None:
        lock.release()
    if copy is not None:
        click.echo(f"Bản trước khi nâng cấp: {copy}")
    click.echo(f"Cơ sở dữ liệu đã ở bản {migrate.revision(database)}.")


@db.command()
@_CONFIG
@_DATABASE
@_JSON
@click.pass_context
def check(ctx: click.Context, config: Path | None, url: str | None, as_json: bool) -> None:
    """Đọc và kiểm tra toàn bộ: tệp, chuỗi nhật ký, số đếm trên bảng xếp hạng."""
    from quizbot.storage.backup import check as check_database

    health = check_database(_database(config, url), progress=None if as_json else _progress)
    if as_json:
        click.echo(json.dumps({"faults": health.faults, "tables": _plain(health.tables)}, ensure_ascii=False))
    for fault in health.faults:
        click.echo(f"LỖI: {fault}", err=True)
    if health.faults:
        ctx.exit(REFUSED)
    if not as_json:
        _say(health.tables, "Không thấy lỗi")


@db.command()
@_CONFIG
@_DATABASE
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="Tệp bản sao. Mặc định: backups/quizbot-NGÀY-GIỜ.db ở thư mục này.",
)
@_JSON
@click.pass_context
def backup(ctx: click.Context, config: Path | None, url: str | None, out: Path | None, as_json: bool) -> None:
    """Sao lưu khi chương trình vẫn chạy: ra một tệp, đọc lại và so từng bảng.

    Tệp minh chứng của sổ đăng ký được chép vào thư mục evidence bên cạnh bản sao.
    """
    from quizbot.cli._kept_files import carry, plain, say
    from quizbot.installation import now
    from quizbot.storage.backup import backup as back_up

    moment = now()
    path = out or Path("backups") / f"quizbot-{moment:%Y%m%dT%H%M%SZ}.db"
    database = _database(config, url)
    tables = back_up(database, path, now=moment, progress=None if as_json else _progress)
    carried = carry(database, source=_data_folder(config, url), target=path.parent)
    if as_json:
        told = {"file": str(path), "tables": _plain(tables), "evidence": plain(carried)}
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        _say(tables, f"Đã sao lưu và kiểm tra: {path}")
    say(carried, quiet=as_json)
    if carried.missing:
        ctx.exit(REFUSED)


@db.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_CONFIG
@_DATABASE
@click.option("--replace", is_flag=True, help="Cất tệp SQLite đang có sang tên khác rồi phục hồi.")
@_JSON
@click.pass_context
def restore(
    ctx: click.Context, file: Path, config: Path | None, url: str | None, replace: bool, as_json: bool
) -> None:
    """Phục hồi từ tệp sao lưu FILE; dừng chương trình trước.

    Tệp minh chứng của sổ đăng ký được chép lại từ thư mục evidence bên cạnh FILE.
    """
    from quizbot.cli._kept_files import carry, plain, say
    from quizbot.installation import now
    from quizbot.storage.backup import restore as bring_back

    database = _database(config, url)
    tables = bring_back(file, database, now=now(), replace=replace, progress=None if as_json else _progress)
    carried = carry(database, source=file.parent, target=_data_folder(config, url))
    if as_json:
        click.echo(json.dumps({"tables": _plain(tables), "evidence": plain(carried)}, ensure_ascii=False))
    else:
        _say(tables, "Đã phục hồi, nội dung đúng như bản sao")
    say(carried, quiet=as_json)
    if carried.missing:
        ctx.exit(REFUSED)


@db.command()
@click.option("--to", "target", required=True, metavar="URL", help="Cơ sở dữ liệu mới, còn trống.")
@_CONFIG
@_DATABASE
@_JSON
def move(target: str, config: Path | None, url: str | None, as_json: bool) -> None:
    """Chuyển toàn bộ sang một cơ sở dữ liệu khác (SQLite ↔ PostgreSQL); dừng chương trình trước."""
    from quizbot.installation import now
    from quizbot.storage.engine import database_at
    from quizbot.storage.lock import ProcessLock
    from quizbot.storage.move import move as move_all

    source = _database(config, url)
    lock = ProcessLock(source.path) if source.path is not None else None
    tables = move_all(source, database_at(target), now=now(), progress=None if as_json else _progress)
    if lock is not None:
        lock.release()
    if as_json:
        click.echo(json.dumps({"tables": _plain(tables)}, ensure_ascii=False))
    else:
        _say(tables, "Đã chuyển; nội dung hai bên như nhau")


def _settings(config: Path | None) -> "Settings":
    beside = Path("config.yaml")
    return load_settings(config or (beside if beside.is_file() else None))


def _data_folder(config: Path | None, url: str | None) -> Path | None:
    """Give the folder of kept files; None where only a database is named, which does not say."""
    return None if url is not None and config is None else _settings(config).data


def _database(config: Path | None, url: str | None) -> "Database":
    from quizbot.i18n.texts import load_texts
    from quizbot.storage.engine import database_at
    from quizbot.storage.refusals import BadAddress

    if url is None:
        url = _settings(config).database_url(os.environ)
    try:
        return database_at(url)
    except BadAddress as refused:
        raise click.UsageError(load_texts("vi").refusal(refused)) from refused


def _progress(table: str, done: int, total: int) -> None:
    if total > 0 and (done == total or done % 20_000 == 0):
        click.echo(f"  {table}: {done}/{total}", err=True)


def _say(tables: "tuple[TableContents, ...]", sentence: str) -> None:
    rows = sum(table.rows for table in tables)
    click.echo(f"{sentence} ({len(tables)} bảng, {rows} dòng).")


def _plain(tables: "tuple[TableContents, ...]") -> list[dict[str, object]]:
    return [{"table": each.table, "rows": each.rows, "sha256": each.sha256} for each in tables]
