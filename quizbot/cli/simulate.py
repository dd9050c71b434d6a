"""`quizbot simulate CONTEST --people N`: many people at once, through the real code."""

import asyncio
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from quizbot.chat.rush import Rushed, rush
from quizbot.cli._contest_files import contest_path
from quizbot.cli._settings import settings_option
from quizbot.config import Settings
from quizbot.core.contest import Contest


@click.command()
@click.argument("contest")
@click.option("--people", default=1000, show_default=True, help="Số người giả lập.")
@click.option("--at-once", default=500, show_default=True, help="Số người gửi tin cùng lúc.")
@click.option("--seed", default=1, show_default=True, help="Số gieo.")
@click.option("--database", default=None, metavar="URL",
              help="Cơ sở dữ liệu TRỐNG để chạy; mặc định: tệp SQLite tạm, ghi bền.")  # fmt: skip
@settings_option
@click.option("--json", "as_json", is_flag=True, help="In dữ liệu JSON.")
@click.pass_context
def simulate(
    ctx: click.Context,
    contest: str,
    people: int,
    at_once: int,
    seed: int,
    database: str | None,
    settings: Settings,
    as_json: bool,
) -> None:
    """Cho nhiều người giả lập làm một vòng cùng lúc, mỗi câu trả lời ghi bền, rồi đối chiếu với bảng."""
    from quizbot.contests.load import load_contest

    loaded = load_contest(Path(contest_path(contest)))
    with TemporaryDirectory() as folder:
        url = database or f"sqlite:///{folder}/simulate.db"
        seen = asyncio.run(
            _simulate(settings, loaded.contest, people=people, at_once=at_once, seed=seed, url=url)
        )
    click.echo(json.dumps(_data(seen, people, at_once)) if as_json else _text(seen, people, at_once))
    if seen.lost or seen.doubled:
        ctx.exit(1)


def _data(seen: Rushed, people: int, at_once: int) -> dict[str, float]:
    return {
        "people": people,
        "at_once": at_once,
        "answers": seen.answers,
        "seconds": round(seen.seconds, 3),
        "answers_per_second": round(seen.answers / seen.seconds, 1) if seen.seconds else 0.0,
        "wait_p50_s": round(seen.percentile(0.5), 4),
        "wait_p95_s": round(seen.percentile(0.95), 4),
        "lost": seen.lost,
        "doubled": seen.doubled,
    }


def _text(seen: Rushed, people: int, at_once: int) -> str:
    data = _data(seen, people, at_once)
    return "\n".join(
        (
            f"{people} người, {at_once} người cùng lúc: {seen.answers} câu trả lời trong {seen.seconds:.1f} giây",
            f"{data['answers_per_second']:.0f} câu trả lời/giây, ghi bền; mỗi tin: trung vị "
            f"{data['wait_p50_s'] * 1000:.0f} ms, 95 % dưới {data['wait_p95_s'] * 1000:.0f} ms",
            f"Mất {seen.lost}, tính hai lần {seen.doubled} (đối chiếu câu đã báo nhận với cơ sở dữ liệu)",
        )
    )


async def _simulate(
    settings: Settings, contest: Contest, *, people: int, at_once: int, seed: int, url: str
) -> Rushed:
    from quizbot.cli._rehearse import set_stage
    from quizbot.installation import now, office_calendar

    at = contest.rounds.first or contest.rounds.opens_at or now()
    stage, rounds = await set_stage(
        settings,
        contest,
        days_off=office_calendar(settings, at=at),
        people=people,
        seed=seed,
        url=url,
    )
    try:
        persons = await stage.store.read(lambda work: work.people.everybody())
        players = await stage.rehearsal.enrol(
            [each for each in persons if "ban-to-chuc" not in each.groups][:people]
        )
        return await rush(
            players,
            rounds[0],
            store=stage.store,
            dialogue=stage.dialogue,
            clock=stage.clock,
            at_once=at_once,
            progress=_Bar(len(players)),
        )
    finally:
        await stage.store.close()


class _Bar:
    """Says how far it is, on standard error, at every tenth."""

    def __init__(self, total: int) -> None:
        self._total, self._done = total, 0

    def __call__(self, step: int) -> None:
        self._done += step
        if self._done % max(1, self._total // 10) == 0:
            click.echo(f"  {self._done}/{self._total} người xong", err=True)
