"""`quizbot broadcast`: what was sent to many, how far it is, and the hand on the tap."""

import click

from quizbot.cli._acting import acting, by_option, json_option
from quizbot.cli._calling import tell
from quizbot.cli._sections import SectionedGroup
from quizbot.cli._settings import open_work, settings_option
from quizbot.config import Settings


@click.group(cls=SectionedGroup)
def broadcast() -> None:
    """Đợt gửi tin: xem tiến độ, tạm dừng, gửi tiếp, huỷ."""


@broadcast.command(name="list")
@click.argument("slug", metavar="CUỘC_THI")
@json_option
@settings_option
def list_(slug: str, as_json: bool, settings: Settings) -> None:
    """Liệt kê các đợt gửi tin của một cuộc thi và tiến độ từng đợt."""
    from quizbot.cli._show import as_json as json_text
    from quizbot.i18n.delivery_text import head_text, progress_lines
    from quizbot.installation import all_texts, channel_limits, now
    from quizbot.usecases.broadcasting import views
    from quizbot.usecases.standings import find

    lanes = {name: limits.lane for name, limits in channel_limits(settings).items()}
    with open_work(settings) as office:
        found = office.read(lambda work: views(work, find(work, slug), lanes=lanes, now=now()))
    if as_json:
        click.echo("[" + ", ".join(json_text(each) for each in found) + "]")
        return
    texts = all_texts(settings)["vi"]
    for each in found:
        click.echo(f"{each.broadcast.key}  {head_text(each, texts)}")
        for line in progress_lines(each, texts):
            click.echo(f"    {line}")
    if not found:
        click.echo("Chưa có đợt gửi tin nào.")


@broadcast.command()
@click.argument("key")
@by_option
@settings_option
def stop(key: str, login: str | None, settings: Settings) -> None:
    """Tạm dừng một đợt gửi tin; tin đang trên đường vẫn đến."""
    count = _decide(settings, key, "stopped", login)
    tell(f"Đã tạm dừng: {count} tin được giữ lại. Gửi tiếp: quizbot broadcast resume {key}")


@broadcast.command()
@click.argument("key")
@by_option
@settings_option
def resume(key: str, login: str | None, settings: Settings) -> None:
    """Gửi tiếp một đợt đã tạm dừng."""
    click.echo(f"Đang gửi tiếp {_decide(settings, key, 'running', login)} tin.")


@broadcast.command()
@click.argument("key")
@by_option
@settings_option
def cancel(key: str, login: str | None, settings: Settings) -> None:
    """Huỷ phần chưa gửi của một đợt; không khôi phục được."""
    click.echo(f"Đã huỷ {_decide(settings, key, 'cancelled', login)} tin chưa gửi.")


@broadcast.command()
@click.argument("key")
@by_option
@settings_option
def again(key: str, login: str | None, settings: Settings) -> None:
    """Gửi lại các tin không rõ đã đến hay chưa; một số người có thể nhận hai lần."""
    from quizbot.installation import now
    from quizbot.usecases.broadcasting import send_again

    with open_work(settings) as office:
        count = office.write(lambda work: send_again(work, key=key, by=acting(work, login), now=now()))
    click.echo(f"Sẽ gửi lại {count} tin không rõ.")


COMMAND = broadcast


def _decide(settings: Settings, key: str, to: str, login: str | None) -> int:
    from quizbot.installation import now
    from quizbot.usecases.broadcasting import decide
    from quizbot.usecases.ports import BroadcastState

    with open_work(settings) as office:
        return office.write(
            lambda work: decide(work, key=key, to=BroadcastState(to), by=acting(work, login), now=now())
        )
