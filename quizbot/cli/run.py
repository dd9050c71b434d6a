"""`quizbot run`: the product as configured."""

import asyncio
import os
import signal
from collections.abc import Sequence
from pathlib import Path

import click

from quizbot import log
from quizbot.cli._calling import CONFIG_VARIABLE
from quizbot.config import Settings, load_settings

ROLES = ("all", "web", "bot", "sender", "scheduler")


@click.command()
@click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=None,
    envvar=CONFIG_VARIABLE,
    help="Tệp cấu hình. Mặc định: config.yaml ở thư mục này, nếu có.",
)
@click.option("--role", "roles", type=click.Choice(ROLES), multiple=True, default=("all",), show_default=True,
              help="Phần việc của tiến trình này; ghi nhiều lần được.")  # fmt: skip
def run(config: Path | None, roles: Sequence[str]) -> None:
    """Chạy thật theo config.yaml: trang web, các kênh trò chuyện, hàng chờ gửi, đồng hồ vòng thi."""
    from quizbot.bootstrap import ROLES as EVERY

    settings = load_settings(config or _beside())
    log.set_up(style=settings.log.format, level=settings.log.level)
    asyncio.run(_run(settings, EVERY if "all" in roles else roles))


def _beside() -> Path | None:
    path = Path("config.yaml")
    return path if path.is_file() else None


async def _run(settings: Settings, roles: Sequence[str]) -> None:
    from quizbot.bootstrap import build
    from quizbot.installation import load_bank_if_empty, open_database

    store = await open_database(settings, environ=os.environ)
    try:
        await load_bank_if_empty(store, settings.questions)
        product = build(settings, store, environ=os.environ)
        for each in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(each, product.stop.set)
        if "web" not in roles:
            click.echo(f"quizbot: đang chạy ({', '.join(roles)})")
        await product.run(roles, ready=lambda address: click.echo(f"quizbot: {address} ({', '.join(roles)})"))
    finally:
        await store.close()
