"""The message budget at the terminal: before a contest starts, who gets what and what will not arrive."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from quizbot.cli._acting import json_option
from quizbot.cli._settings import open_work, settings_option
from quizbot.config import Settings

if TYPE_CHECKING:
    from quizbot.core.calendar import Period
    from quizbot.core.contest import Contest
    from quizbot.usecases.forecasting import ContestForecast


@click.command()
@click.argument("name", metavar="CUỘC_THI")
@json_option
@settings_option
def forecast(name: str, as_json: bool, settings: Settings) -> None:
    """Dự kiến tin nhắn: mỗi ngày mỗi kênh gửi gì cho bao nhiêu người, tin nào không gửi được và vì sao.

    CONTEST là mã cuộc thi đã khai báo, hoặc tệp cuộc thi chưa khai báo.
    """
    import json

    from quizbot.cli._contest_files import contest_path, rounds_in
    from quizbot.contests.load import load_contest

    with open_work(settings) as office:
        stored = office.read(lambda work: work.contests.by_slug(name))
        declared = () if stored is None else office.read(lambda work: work.contests.rounds(stored.id))
    if stored is None:
        loaded = load_contest(contest_path(name))
        contest, rounds = loaded.contest, rounds_in(loaded)
    else:
        contest, rounds = stored.contest, tuple((each.opens_at, each.closes_at) for each in declared)
    foreseen = foresee(settings, contest, rounds)
    if as_json:
        click.echo(json.dumps(forecast_data(foreseen), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(said(settings, foreseen)))


def foresee(settings: Settings, contest: "Contest", rounds: "Sequence[Period]") -> "ContestForecast":
    """Look at the people and quotas of the installation as they are now."""
    from quizbot.installation import means_of, now
    from quizbot.usecases.forecasting import forecast_contest

    means = means_of(settings)
    with open_work(settings) as office:
        return office.read(
            lambda work: forecast_contest(work, contest, rounds=rounds, means=means, now=now())
        )


def said(settings: Settings, found: "ContestForecast") -> list[str]:
    """Say a forecast in Vietnamese."""
    from quizbot.i18n.delivery_text import forecast_days, forecast_lines
    from quizbot.installation import all_texts, means_of

    texts, carriers = all_texts(settings)["vi"], means_of(settings).carriers
    days = forecast_days(found, texts, carriers=carriers)
    return [*forecast_lines(found, texts, carriers=carriers), *days]


def forecast_data(found: "ContestForecast") -> dict[str, Any]:
    """Give a forecast as JSON data; a missing reason means: no chat account."""
    return {
        "contest": found.contest,
        "people": found.people,
        "reached": dict(found.reached),
        "forms": {channel: form.value for channel, form in found.forms.items()},
        "days": [
            {
                "day": each.day.isoformat(),
                "channel": each.channel,
                "kind": each.kind,
                "arrive": each.arrive,
                "fail": {(why.value if why else "no_account"): count for why, count in each.fail.items()},
                "dong": each.dong,
            }
            for each in found.forecast.lines
        ],
        "detours": [
            {"channel": each.channel, "why": each.why.value, "by": each.by, "messages": each.messages}
            for each in found.forecast.detours
        ],
        "rooms": {
            channel: {
                "most": room.most,
                "linked": room.linked,
                "admitted": room.admitted,
                "too_late": room.too_late,
            }
            for channel, room in found.rooms.items()
        },
        "used": [
            {"channel": channel, "period": period, "messages": used}
            for (channel, period), used in found.forecast.used.items()
        ],
    }


COMMANDS = (forecast,)
