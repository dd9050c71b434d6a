"""What is published of a contest so that it can be checked, and the public value that decides its lots."""

import json
from typing import Any

import click

from quizbot.cli._acting import acting, by_option, json_option
from quizbot.cli._settings import open_work, settings_option
from quizbot.config import Settings
from quizbot.i18n.formats import moment, runs


@click.command()
@click.argument("slug", metavar="CUỘC_THI")
@click.argument("value", metavar="SỐ_CÔNG_BỐ")
@by_option
@settings_option
def beacon(slug: str, value: str, login: str | None, settings: Settings) -> None:
    """Nhập số công khai để bốc thăm, sau khi đóng cuộc thi; nguồn của số phải có sẵn trong thể lệ."""
    from quizbot.installation import now
    from quizbot.usecases.evidence.beacon import set_beacon

    with open_work(settings) as office:
        stored = office.write(lambda w: set_beacon(w, slug=slug, value=value, by=acting(w, login), now=now()))
    click.echo(f"Số công khai: {stored.lot_seed}. Nguồn theo thể lệ: {stored.contest.rank.lot_source}.")
    click.echo("Bảng xếp hạng đã được tính lại.")


@click.command()
@click.argument("slug", metavar="CUỘC_THI")
@json_option
@settings_option
def proof(slug: str, as_json: bool, settings: Settings) -> None:
    """In các mã để công bố: cam kết trước khi mở thi, dấu niêm phong khi đóng từng vòng."""
    from quizbot.usecases.evidence.published import published

    with open_work(settings) as office:
        found = office.read(lambda w: published(w, slug=slug))
    if as_json:
        data: dict[str, Any] = {
            "contest": slug,
            "beacon": found.beacon,
            "commitments": [
                {"number": each.number, "at": each.at.isoformat(), "questions": each.questions, **each.hashes}
                for each in found.commitments
            ],
            "seals": [
                {"round": each.round_number, "number": each.number, "at": each.at.isoformat(), "attempts": each.size, "root": each.root}
                for each in found.seals
            ],
        }  # fmt: skip
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    click.echo(found.title)
    for made in found.commitments:
        click.echo(f"Cam kết số {made.number}, {moment(made.at)}, {made.questions} câu hỏi:")
        for name, value in made.hashes.items():
            click.echo(f"  {_CALLED[name]:<10} {value}")
    if not found.commitments:
        click.echo("Chưa có cam kết nào; cam kết được lập khi mở cuộc thi.")
    for each in found.seals:
        if each.size:
            again = "" if each.number == 1 else f" (lần {each.number})"
            click.echo(
                f"Niêm phong vòng {each.round_number}{again}, {moment(each.at)}, {each.size} lượt: {each.root}"
            )
    empty = [each.round_number for each in found.seals if not each.size]
    if empty:
        click.echo(f"Không có lượt thi nào: vòng {runs(empty)}")
    if found.beacon is not None:
        click.echo(f"Số công khai bốc thăm: {found.beacon}")


_CALLED = {"rules": "thể lệ", "bank": "câu hỏi", "key": "đáp án", "draw": "rút đề"}
COMMANDS = (beacon, proof)
