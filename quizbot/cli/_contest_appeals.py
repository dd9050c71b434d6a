"""Appeals at the terminal: what people filed, and the answer of a second person."""

import click

from quizbot.cli._acting import acting, by_option, json_option
from quizbot.cli._settings import open_work, settings_option
from quizbot.cli._show import as_json as json_text
from quizbot.config import Settings
from quizbot.i18n.formats import moment

OUTCOMES = {"upheld": "đúng", "partly": "đúng một phần", "rejected": "không chấp nhận", "withdrawn": "đã rút"}


@click.command()
@click.argument("slug", metavar="CUỘC_THI")
@json_option
@settings_option
def appeals(slug: str, as_json: bool, settings: Settings) -> None:
    """Liệt kê khiếu nại của cuộc thi và trả lời."""
    from quizbot.i18n.actors import actor_text
    from quizbot.usecases import appeals as use
    from quizbot.usecases.standings import find

    with open_work(settings) as office:
        found = office.read(lambda work: use.listed(work, find(work, slug)))
    if as_json:
        click.echo("[" + ", ".join(json_text(each) for each in found) + "]")
        return
    for each in found:
        appeal = each.appeal
        state = OUTCOMES[appeal.outcome.value] if appeal.outcome else "CHỜ TRẢ LỜI"
        click.echo(
            f"{appeal.id:>4}. [{state}] {each.name} ({each.code}, {each.unit}), {moment(appeal.filed_at)}"
        )
        click.echo(f"      {appeal.text}")
        if appeal.answer and appeal.answered_at is not None:
            click.echo(
                f"      Trả lời ({actor_text(each.answered_by)}, {moment(appeal.answered_at)}): {appeal.answer}"
            )
    if not found:
        click.echo("Chưa có khiếu nại nào.")


@click.command()
@click.argument("number", metavar="SỐ", type=int)
@click.option("--outcome", type=click.Choice(["upheld", "partly", "rejected"]), required=True,
              help="upheld: đúng; partly: đúng một phần; rejected: không chấp nhận.")  # fmt: skip
@click.option("--text", required=True, help="Nội dung trả lời, người khiếu nại đọc được.")
@by_option
@settings_option
def answer(number: int, outcome: str, text: str, login: str | None, settings: Settings) -> None:
    """Trả lời một khiếu nại: người trả lời không phải người đã công bố hay đã ký điều chỉnh."""
    from quizbot.installation import now
    from quizbot.usecases import appeals as use
    from quizbot.usecases.ports import Outcome

    with open_work(settings) as office:
        office.write(
            lambda work: use.answer(
                work, appeal_id=number, outcome=Outcome(outcome), text=text, by=acting(work, login), now=now()
            )
        )
    click.echo(f"Đã trả lời khiếu nại số {number}: {OUTCOMES[outcome]}.")


COMMANDS = (appeals, answer)
