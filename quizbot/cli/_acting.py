"""Who acts, why, and whether it is only a preview: options that the commands of organizers share."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any

import click
from pydantic_core import PydanticCustomError

from quizbot.forms.types import read_local_time
from quizbot.i18n.formats import LOCAL

if TYPE_CHECKING:
    from quizbot.core.lifecycle import Actor
    from quizbot.usecases.ports import Work

by_option = click.option(
    "--by",
    "login",
    default=None,
    help="Tài khoản của người quyết định (tên đăng nhập); không ai chứng thực, nên hồ sơ ghi là theo lệnh trên máy chủ, "
    "ghi tên người ấy. Mặc định: người giữ máy chủ.",
)
reason_option = click.option("--reason", default="", help="Lý do, được lưu trong hồ sơ cuộc thi.")
json_option = click.option("--json", "as_json", is_flag=True, help="In dữ liệu JSON.")
round_option = click.option("--round", "number", type=int, default=None, help="Số vòng; mặc định: mọi vòng.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of an organizer: looked at beforehand or really taken, why, and by whom."""

    apply: bool
    reason: str
    # None: whoever holds the machine
    login: str | None
    as_json: bool


def apply_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--plan`, `--apply`, `--reason`, `--by` and `--json`, as its one argument `step`."""

    @wraps(function)
    def command(*, apply: bool, reason: str, login: str | None, as_json: bool, **others: Any) -> Any:
        step = Step(apply=apply, reason=reason, login=login, as_json=as_json)
        return function(step=step, **others)

    given: Callable[..., Any] = command
    for option in (
        json_option,
        by_option,
        reason_option,
        click.option("--apply/--plan", "apply", default=False, help="Áp dụng, hay chỉ xem trước (mặc định)."),
    ):
        given = option(given)
    return given


def acting(work: "Work", login: str | None) -> "Actor":
    """Give the one who acts.

    Raises:
        UnknownLogin
    """
    from quizbot.usecases import accounts
    from quizbot.usecases.lifecycle import at_the_machine

    if login is None:
        return at_the_machine("cli")
    # --by takes anybody's word: the record must not say more
    return replace(accounts.acting(work, login=login), unproved=True)


def read_moment(_context: click.Context, _parameter: click.Parameter, value: str | None) -> datetime | None:
    """Read a moment in local time."""
    if value is None:
        return None
    try:
        return read_local_time(value).replace(tzinfo=LOCAL)
    except PydanticCustomError as fault:
        raise click.BadParameter("cần dạng 2026-07-07 10:00") from fault
