"""What commands on a running installation share: its settings, and its database."""

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from quizbot.cli._calling import CONFIG_VARIABLE, typeable
from quizbot.core.refusal import Refusal

if TYPE_CHECKING:
    from quizbot.config import Settings
    from quizbot.usecases.ports import Store, Work

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])
BESIDE = Path("config.yaml")
# in the context of a command: the path its settings were read from, or None
SETTINGS_FILE = "quizbot.settings_file"

IN_USE = """\
Cơ sở dữ liệu đang do một tiến trình quizbot khác dùng ({path}), và lệnh này cần dùng riêng.
Hãy dừng tiến trình đó (Ctrl+C, hoặc: systemctl stop quizbot), chạy lại lệnh này, rồi khởi động lại.
Chưa có gì được ghi."""
TOO_OLD = """\
Cơ sở dữ liệu thuộc phiên bản trước và đang do một tiến trình quizbot khác dùng.
Hãy dừng tiến trình đó, chạy lại lệnh này (cơ sở dữ liệu được nâng cấp, có bản sao trước khi sửa), rồi khởi động lại."""
OCCUPIED = """\
Cơ sở dữ liệu đang bận hoặc không ghi được ({reason}). Chưa có gì được ghi.
Hãy thử lại sau ít phút; nếu vẫn vậy: kiểm tra dung lượng đĩa, hoặc dừng quizbot rồi chạy lại lệnh."""


class Told(click.ClickException):
    """A refusal in the words of the person at the terminal; exit code 1."""

    def show(self, file: Any = None) -> None:
        """Print the words alone."""
        click.echo(typeable(self.message), err=True, file=file)


def _loaded(context: click.Context, _parameter: click.Parameter, value: Path | None) -> "Settings":
    # late, here and below: a command's help must not wait for the database's library
    from quizbot.config import load_settings

    path = value or (BESIDE if BESIDE.is_file() else None)
    context.meta[SETTINGS_FILE] = path
    return load_settings(path)


def settings_option(function: F) -> F:
    """Give a command `--config`; it arrives as the argument `settings`, already loaded.

    Without the option QUIZBOT_CONFIG of the environment counts, else `config.yaml` of the working folder,
    else the embedded defaults.
    """
    return click.option(
        "--config",
        "settings",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        default=None,
        callback=_loaded,
        envvar=CONFIG_VARIABLE,
        help="Tệp cấu hình. Mặc định: config.yaml ở thư mục này, nếu có.",
    )(function)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWork:
    """An open database, for commands that are not asynchronous themselves."""

    store: "Store"
    runner: asyncio.Runner
    # another quizbot writes to the same database at this moment
    beside_another: bool = False
    # where quizbot's tables were looked for in vain: what is open is an empty database that vanishes
    missing: str = ""

    def read(self, use_case: Callable[["Work"], T]) -> T:
        """Run a use case that writes nothing."""
        return self.runner.run(self.store.read(use_case))

    def write(self, use_case: Callable[["Work"], T]) -> T:
        """Run a use case in one transaction; its value comes after the commit."""
        return self.runner.run(self.store.write(use_case))


@contextmanager
def open_work(settings: "Settings", *, alone: bool = False) -> Iterator[OpenWork]:
    """Open the installation's database for the length of a command.

    Beside a running quizbot the command shares the file: its transactions are short and wait
    their turn. Refusals that leave the block are said in Vietnamese, exit code 1.

    Args:
        settings: of the installation.
        alone: refuse while another quizbot runs on the same SQLite file.
    """
    with asyncio.Runner() as runner, _said(settings):
        store, beside = runner.run(_open(settings, alone=alone))
        work = OpenWork(store=store, runner=runner, beside_another=beside)
        try:
            with _known(work):
                yield work
        finally:
            runner.run(store.close())


@contextmanager
def look_at_work(settings: "Settings", *, upgrade: bool = False) -> Iterator[OpenWork]:
    """Open the installation's database for looking only: where there are no tables, none are made.

    Args:
        settings: of the installation.
        upgrade: tables of an earlier version are brought up to date; else they are refused, DatabaseTooOld.
    """
    from quizbot.installation import now
    from quizbot.storage import open_store

    missing = _missing(settings)
    if missing is None and upgrade:
        with open_work(settings) as work:
            yield work
        return
    url = "sqlite://" if missing else settings.database_url(os.environ)
    with asyncio.Runner() as runner, _said(settings, looking=True):
        store = runner.run(open_store(url, now=now(), migrate=False, exclusive=False))
        try:
            yield OpenWork(store=store, runner=runner, missing=missing or "")
        finally:
            runner.run(store.close())


def _missing(settings: "Settings") -> str | None:
    """Say where the database of these settings would be, if there is none or it has no tables yet."""
    from quizbot.storage.engine import database_at
    from quizbot.storage.migrate import revision

    with _said(settings):
        database = database_at(settings.database_url(os.environ))
        if database.path is not None:
            return None if database.path.exists() else str(database.path.resolve())
        if revision(database) is not None:
            return None
    return f"{database.url.database} (PostgreSQL, còn trống)"


async def _open(settings: "Settings", *, alone: bool) -> tuple["Store", bool]:
    from quizbot.installation import now, open_database
    from quizbot.storage import open_store
    from quizbot.storage.refusals import StorageInUse

    try:
        return await open_database(settings, environ=os.environ), False
    except StorageInUse:
        if alone:
            raise
    # tables are not changed under the feet of a running server
    url = settings.database_url(os.environ)
    return await open_store(url, now=now(), migrate=False, exclusive=False), True


@contextmanager
def _known(work: OpenWork) -> Iterator[None]:
    """Say of a contest that is not declared which ones are, or how this one can be."""
    from quizbot.forms.shipped import shipped
    from quizbot.i18n.texts import load_texts
    from quizbot.usecases.standings import UnknownContest

    try:
        yield
    except UnknownContest as refused:
        asked = str(refused.facts.get("contest", ""))
        declared = [each.contest.id for each in work.read(lambda w: list(w.contests.all()))]
        lines = [f"{load_texts('vi').refusal(refused)} ({asked})"]
        if declared:
            lines.append(f"Đã khai báo: {', '.join(declared)}.")
        file = asked if (shipped("contests") / f"{asked}.yaml").is_file() else "TỆP"
        lines.append(f"Khai báo từ một tệp: quizbot contest apply {file}")
        raise Told("\n".join(lines)) from refused


@contextmanager
def _said(settings: "Settings", *, looking: bool = False) -> Iterator[None]:
    from quizbot.forms.faults import FormFaults
    from quizbot.installation import all_texts
    from quizbot.storage.refusals import (
        Busy,
        Conflict,
        DatabaseTooOld,
        StorageInUse,
        StorageTrouble,
        Unreachable,
    )

    try:
        yield
    except FormFaults:
        raise
    except StorageInUse as refused:
        raise Told(IN_USE.format(path=refused.facts.get("path", ""))) from refused
    except DatabaseTooOld as refused:
        raise Told(all_texts(settings)["vi"].refusal(refused) if looking else TOO_OLD) from refused
    except Unreachable as refused:
        raise Told(all_texts(settings)["vi"].refusal(refused)) from refused
    except (Busy, Conflict, StorageTrouble) as refused:
        raise Told(OCCUPIED.format(reason=refused.facts.get("reason", refused.code))) from refused
    except Refusal as refused:
        raise Told(all_texts(settings)["vi"].refusal(refused)) from refused
