"""The life of a contest, step by step: who took it, when, why, and what may come next."""

from typing import TYPE_CHECKING

import click

from quizbot.cli._acting import acting, by_option, json_option, reason_option
from quizbot.cli._calling import tell
from quizbot.cli._settings import open_work, settings_option
from quizbot.config import Settings
from quizbot.core.contest import ContestState
from quizbot.i18n.formats import moment

if TYPE_CHECKING:
    from quizbot.usecases.ports import StoredContest, Work

COMMAND_OF = {
    ContestState.OPEN: "open",
    ContestState.CLOSED: "close",
    ContestState.PROVISIONAL: "provisional",
    ContestState.FINAL: "finalise",
    ContestState.ANNOUNCED: "announce",
    ContestState.ARCHIVED: "archive",
}


@click.command(name="open")
@click.argument("slug", metavar="CUỘC_THI")
@by_option
@settings_option
def open_(slug: str, login: str | None, settings: Settings) -> None:
    """Mở cuộc thi: từ nay các vòng tự mở và đóng theo lịch; thể lệ không đổi được nữa."""
    _step(settings, slug, ContestState.OPEN, "Đã mở", login)


@click.command()
@click.argument("slug", metavar="CUỘC_THI")
@click.option("--yes", is_flag=True, help="Không hỏi lại khi còn vòng chưa xong.")
@by_option
@settings_option
def close(slug: str, yes: bool, login: str | None, settings: Settings) -> None:
    """Đóng cuộc thi ngay: vòng đang mở kết thúc, bảng được tính lại từ nhật ký; không mở lại được."""
    if not yes:
        _ask(settings, slug, login)
    _step(settings, slug, ContestState.CLOSED, "Đã đóng", login)


@click.command()
@click.argument("slug", metavar="CUỘC_THI")
@by_option
@settings_option
def provisional(slug: str, login: str | None, settings: Settings) -> None:
    """Công bố kết quả tạm thời: thời hạn khiếu nại theo thể lệ bắt đầu từ lúc này."""
    _step(settings, slug, ContestState.PROVISIONAL, "Đã công bố kết quả tạm thời", login)


@click.command()
@click.argument("slug", metavar="CUỘC_THI")
@by_option
@settings_option
def finalise(slug: str, login: str | None, settings: Settings) -> None:
    """Chốt kết quả chính thức, khi hết hạn khiếu nại; người đã ký điều chỉnh không tự chốt."""
    _step(settings, slug, ContestState.FINAL, "Đã chốt kết quả", login)


@click.command()
@click.argument("slug", metavar="CUỘC_THI")
@by_option
@settings_option
def announce(slug: str, login: str | None, settings: Settings) -> None:
    """Ghi nhận đã công bố kết quả chính thức."""
    _step(settings, slug, ContestState.ANNOUNCED, "Đã công bố", login)


@click.command()
@click.argument("slug", metavar="CUỘC_THI")
@by_option
@settings_option
def archive(slug: str, login: str | None, settings: Settings) -> None:
    """Đưa cuộc thi vào lưu trữ."""
    _step(settings, slug, ContestState.ARCHIVED, "Đã lưu trữ", login)


@click.command()
@click.argument("slug", metavar="CUỘC_THI")
@click.argument("state", type=click.Choice(["checked", "closed", "provisional", "final", "announced"]))
@reason_option
@by_option
@settings_option
def back(slug: str, state: str, reason: str, login: str | None, settings: Settings) -> None:
    """Đưa cuộc thi lùi một bước, có lý do: rút kết quả tạm thời, rút kết quả chính thức để điều chỉnh."""
    from quizbot.i18n.texts import load_texts

    to = ContestState(state)
    _step(settings, slug, to, f"Đã lùi về: {load_texts('vi')(f'states.{state}')}", login, reason)


@click.command()
@click.argument("slug", metavar="CUỘC_THI")
@by_option
@json_option
@settings_option
def life(slug: str, login: str | None, as_json: bool, settings: Settings) -> None:
    """Cho biết cuộc thi đang ở bước nào, ai đã làm gì, bước kế tiếp là gì và còn vướng gì."""
    import json

    from quizbot.i18n.actors import actor_text
    from quizbot.i18n.texts import load_texts
    from quizbot.installation import now
    from quizbot.usecases.accounts import actor_name
    from quizbot.usecases.lifecycle import life_view
    from quizbot.usecases.standings import find

    with open_work(settings) as office:
        view = office.read(lambda w: life_view(w, find(w, slug), actor=acting(w, login), now=now()))
        names = office.read(lambda w: {each.by: actor_text(actor_name(w, each.by)) for each in view.steps})
    if as_json:
        data = {
            "contest": slug,
            "state": view.stored.state.value,
            "appeals_until": view.appeals_until.isoformat() if view.appeals_until else None,
            "next": [
                {"to": each.to.value, "back": each.back, "obstacle": each.obstacle and each.obstacle.code}
                for each in view.next
            ],
            "steps": [
                {"from": each.frm.value, "to": each.to.value, "at": each.at.isoformat(), "by": each.by, "reason": each.reason}
                for each in view.steps
            ],
        }  # fmt: skip
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    texts = load_texts("vi")
    click.echo(f"{view.stored.contest.title}: {texts('states.' + view.stored.state)}")
    for each in view.steps:
        why = f" – {each.reason}" if each.reason else ""
        click.echo(f"  {moment(each.at)}  {texts('states.' + each.to)}, {names[each.by]}{why}")
    if view.appeals_until is not None:
        click.echo(f"Nhận khiếu nại đến trước {moment(view.appeals_until)}.")
    for step in view.next:
        command = (
            f"back {slug} {step.to.value}"
            if step.back
            else f"{COMMAND_OF.get(step.to, step.to.value)} {slug}"
        )
        kind = "Có thể lùi" if step.back else "Bước kế tiếp"
        obstacle = f" – chưa được: {texts.refusal(step.obstacle)}" if step.obstacle else ""
        tell(f"{kind}: {texts('states.' + step.to)} (quizbot contest {command}){obstacle}")


COMMANDS = (open_, close, provisional, finalise, announce, archive, back, life)


def _ask(settings: Settings, slug: str, login: str | None) -> None:
    """Say what closing now would cost, and ask; nothing is asked when every round is over."""
    from quizbot.i18n.life_text import consequence_lines
    from quizbot.i18n.texts import load_texts
    from quizbot.installation import now
    from quizbot.usecases.consequences import consequences

    with open_work(settings) as office:
        found = office.read(
            lambda w: consequences(w, slug=slug, to=ContestState.CLOSED, actor=acting(w, login), now=now())
        )
    if found is not None and (found.running or found.lost):
        click.echo(f"{found.stored.contest.title}:")
        for line in consequence_lines(found, load_texts("vi")):
            click.echo(f"- {line}")
        click.confirm("Đóng ngay?", abort=True)


def _step(
    settings: Settings, slug: str, to: ContestState, done: str, login: str | None, reason: str = ""
) -> None:
    from quizbot.i18n.texts import load_texts
    from quizbot.installation import now
    from quizbot.usecases import organise
    from quizbot.usecases.standings import find

    def take(work: "Work") -> tuple[bool, "StoredContest"]:
        before = find(work, slug).state
        taken = organise.step(work, slug=slug, to=to, by=acting(work, login), reason=reason, now=now())
        return before is not to, taken

    with open_work(settings) as office:
        moved, stored = office.write(take)
    if moved:
        click.echo(f"{done}: {stored.contest.title}")
    else:
        state = load_texts("vi")(f"states.{to}")
        click.echo(f"Không có gì thay đổi, cuộc thi đã ở bước này từ trước ({state}): {stored.contest.title}")
