"""Options that commands on papers share: the office's folder, the policy, HR's file, the day of signing."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from pydantic_core import PydanticCustomError

from quizbot.forms.types import read_date

if TYPE_CHECKING:
    from quizbot.config import Settings
    from quizbot.documents.certificates import Seal
    from quizbot.documents.desk import Desk

F = TypeVar("F", bound=Callable[..., Any])


def read_day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    """Read a day of an option."""
    if value is None:
        return None
    try:
        return read_date(value)
    except PydanticCustomError as fault:
        raise click.BadParameter("cần dạng 2026-07-07 hoặc 07/07/2026") from fault


signed_option = click.option(
    "--signed",
    callback=read_day,
    default=None,
    help="Ngày dự kiến ký quyết định, để tính mức lương cơ sở; mặc định: hôm nay.",
)


def desk_options(function: F) -> F:
    """Give a command `--papers`, `--policy` and `--hr`."""
    for option in (
        click.option(
            "--hr",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="Hồ sơ nhân sự (.xlsx, .csv): ngày sinh, giới tính, chức vụ, tạm hoãn theo mã.",
        ),
        click.option(
            "--policy",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="Tệp quy tắc khen thưởng thay cho awards.yaml.",
        ),
        click.option(
            "--papers",
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            help="Thư mục văn bản của cơ quan; mặc định: mục papers của cấu hình, không có thì mẫu đi kèm.",
        ),
    ):
        function = option(function)
    return function


def open_desk_of(
    settings: "Settings", *, papers: Path | None, policy: Path | None = None, hr: Path | None = None
) -> "Desk":
    """Read the office's folder."""
    from quizbot.documents.desk import open_desk

    return open_desk(papers or settings.papers, policy=policy, records=hr)


def seal_of(settings: "Settings") -> "Seal":
    """Give what signs certificates of this installation."""
    from quizbot.installation import certificate_seal

    return certificate_seal(settings, environ=os.environ)
