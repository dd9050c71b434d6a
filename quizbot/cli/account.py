"""`quizbot account`: who logs in to the organizers' and HR's pages."""

import json
import sys
from typing import TextIO

import click

from quizbot.cli._calling import tell
from quizbot.cli._sections import SectionedGroup
from quizbot.cli._settings import Told, open_work, settings_option
from quizbot.config import Settings
from quizbot.installation import now
from quizbot.usecases import accounts
from quizbot.web.passwords import hash_password

ACTOR = "cli"
# characters; our choice: the log-in page limits tries, and hashing is slow
SHORTEST = 10
LONGEST = 200

_PASSWORD_FILE = click.option(
    "--password-file",
    type=click.File("r", encoding="utf-8"),
    help="Đọc mật khẩu từ dòng đầu của tệp này (-: từ đầu vào chuẩn). Không nêu thì hỏi trên màn hình.",
)


@click.group(cls=SectionedGroup)
def account() -> None:
    """Tài khoản đăng nhập của Ban Tổ chức, nhân sự, quản trị."""


@account.command()
@click.argument("login")
@click.option("--name", required=True, help="Họ tên hoặc bộ phận, hiện trên trang.")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(accounts.ROLES),
              help="Vai trò; ghi nhiều lần được.")  # fmt: skip
@_PASSWORD_FILE
@settings_option
def add(
    login: str, name: str, roles: tuple[str, ...], password_file: TextIO | None, settings: Settings
) -> None:
    """Tạo tài khoản. Mật khẩu được hỏi, hoặc đọc từ tệp; không bao giờ ghi trên dòng lệnh."""
    hashed = hash_password(_password(password_file))
    with open_work(settings) as office:
        made = office.write(
            lambda work: accounts.add_account(
                work, login=login, name=name, password_hash=hashed, roles=roles, by=ACTOR, now=now()
            )
        )
    click.echo(f"Đã tạo tài khoản {made.login} ({', '.join(made.roles)}).")


@account.command("list")
@click.option("--json", "as_json", is_flag=True, help="In dữ liệu JSON.")
@settings_option
def list_accounts(as_json: bool, settings: Settings) -> None:
    """Liệt kê tài khoản."""
    with open_work(settings) as office:
        found = office.read(lambda work: work.accounts.all())
    if as_json:
        data = [
            {"login": each.login, "name": each.name, "roles": list(each.roles), "disabled": each.disabled}
            for each in found
        ]
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    if not found:
        tell('Chưa có tài khoản nào. Tạo: quizbot account add TÊN --name "HỌ TÊN" --role admin')
    for each in found:
        locked = "  [đã khoá]" if each.disabled else ""
        click.echo(f"{each.login}  {each.name}  {', '.join(each.roles)}{locked}")


@account.command()
@click.argument("login")
@settings_option
def disable(login: str, settings: Settings) -> None:
    """Khoá một tài khoản; mở lại bằng cách đặt mật khẩu mới."""
    with open_work(settings) as office:
        office.write(lambda work: accounts.disable_account(work, login=login, by=ACTOR, now=now()))
    click.echo(f"Đã khoá tài khoản {login}.")


@account.command()
@click.argument("login")
@_PASSWORD_FILE
@settings_option
def password(login: str, password_file: TextIO | None, settings: Settings) -> None:
    """Đặt mật khẩu mới cho một tài khoản."""
    with open_work(settings) as office:
        office.read(lambda work: accounts.account_by_login(work, login))
        hashed = hash_password(_password(password_file))
        office.write(
            lambda work: accounts.change_password(
                work, login=login, password_hash=hashed, by=ACTOR, now=now()
            )
        )
    click.echo(f"Đã đặt mật khẩu mới cho {login}.")


def _password(file: TextIO | None) -> str:
    """Take the password from the file, else ask twice without showing it."""
    if file is not None:
        given = file.readline().rstrip("\r\n")
    elif sys.stdin.isatty():
        given = click.prompt("Mật khẩu", hide_input=True, confirmation_prompt="Gõ lại mật khẩu")
    else:
        raise Told(
            "Không hỏi được mật khẩu ở đây. Dùng --password-file TỆP (hoặc - để đọc từ đầu vào chuẩn)."
        )
    if not SHORTEST <= len(given) <= LONGEST:
        raise Told(f"Mật khẩu cần từ {SHORTEST} đến {LONGEST} ký tự.")
    return given
