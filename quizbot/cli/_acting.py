"""Who acts, why, and whether it is only a preview: options that the commands of organizers share."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click
from pydantic_core import PydanticCustomError

from quizbot.forms.types import read_local_time
from quizbot.i18n.formats import LOCAL

if TYPE_CHECKING:
    from quizbot.core.lifecycle import Actor
    from quizbot.usecases.ports import Work

F = TypeVar("F", bound=Callable[..., Any])

by_option = click.option(
    "--by",
    "login",
    default=None,
    help="Tài khoản của người quyết định (tên đăng nhập); mặc định: người giữ máy chủ.",
)
reason_option = click.option("--reason", default="", help="Lý do, được lưu trong hồ sơ cuộc thi.")
json_option = click.option("--json", "as_json", is_flag=True, help="In dữ liệu JSON.")
round_option = click.option("--round", "number", type=int, default=None, help="Số vòng; mặc định: mọi vòng.")


def apply_options(function: F) -> F:
    """Give a command `--plan`, `--apply`, `--reason`, `--by` and `--json`."""
    for option in (
        json_option,
        by_option,
        reason_option,
        click.option("--apply/--plan", "apply", default=False, help="Áp dụng, hay chỉ xem trước (mặc định)."),
    ):
        function = option(function)
    return function


def acting(work: "Work", login: str | None) -> "Actor":
    """Give the one who acts.

    Raises:
        UnknownLogin
    """
    from quizbot.usecases import accounts
    from quizbot.usecases.lifecycle import at_the_machine

    return at_the_machine("cli") if login is None else accounts.acting(work, login=login)


def read_moment(_context: click.Context, _parameter: click.Parameter, value: str | None) -> datetime | None:
    """Read a moment in local time."""
    if value is None:
        return None
    try:
        return read_local_time(value).replace(tzinfo=LOCAL)
    except PydanticCustomError as fault:
        raise click.BadParameter("cần dạng 2026-07-07 10:00") from fault
