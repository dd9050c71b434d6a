"""What the council decides on a list: shown, entered once, taken back."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizbot.cli._acting import acting, by_option, json_option
from quizbot.cli._papers import desk_options, open_desk_of
from quizbot.cli._settings import open_work, settings_option
from quizbot.cli._show import as_json as shown_as_json
from quizbot.config import Settings

if TYPE_CHECKING:
    from quizbot.core.commend.choosing import Chosen
    from quizbot.core.commend.rulings import SignedRuling

_VERDICTS = click.Choice(["approve", "leave-out", "hold"])
_why = click.option("--reason", required=True, help="Lý do, ghi vào biên bản họp Hội đồng.")


@click.command()
@click.argument("contest")
@click.argument("award")
@click.argument("code")
@click.argument("verdict", type=_VERDICTS)
@_why
@desk_options
@by_option
@settings_option
def decide(
    contest: str,
    award: str,
    code: str,
    verdict: str,
    reason: str,
    papers: Path | None,
    policy: Path | None,
    hr: Path | None,
    login: str | None,
    settings: Settings,
) -> None:
    """
    Ghi quyết định của Hội đồng về một người, một tập thể: đề nghị, không đề nghị, tạm hoãn.

    AWARD là tên (name) của hình thức trong awards.yaml; CODE là mã nhân sự hoặc mã đơn vị, như `award council` in ra.
    """
    from quizbot.core.commend.rulings import Ruling, Verdict
    from quizbot.installation import now
    from quizbot.usecases import ruling

    desk = open_desk_of(settings, papers=papers, policy=policy, hr=hr)
    # the subject is the award's own
    asked = Ruling(
        award=award, subject="person", code=code, verdict=Verdict(verdict.replace("-", "_")), reason=reason
    )
    with open_work(settings) as work:
        made = work.write(
            lambda w: ruling.decide(
                w,
                slug=contest,
                ruling=asked,
                policy=desk.policy,
                people=desk.records.people,
                units=desk.records.units,
                by=acting(w, login),
                now=now(),
            )
        )
    click.echo(f"Đã ghi quyết định số {made.number} của Hội đồng.")


@click.command("take-back")
@click.argument("contest")
@click.argument("number", type=int)
@_why
@by_option
@settings_option
def take_back(contest: str, number: int, reason: str, login: str | None, settings: Settings) -> None:
    """Rút một quyết định của Hội đồng; cả hai mục vẫn được giữ."""
    from quizbot.installation import now
    from quizbot.usecases import ruling

    with open_work(settings) as work:
        work.write(
            lambda w: ruling.take_back(
                w, slug=contest, number=number, reason=reason, by=acting(w, login), now=now()
            )
        )
    click.echo(f"Đã rút quyết định số {number} của Hội đồng.")


@click.command()
@click.argument("contest")
@desk_options
@json_option
@settings_option
def council(
    contest: str,
    papers: Path | None,
    policy: Path | None,
    hr: Path | None,
    settings: Settings,
    *,
    as_json: bool,
) -> None:
    """Xem danh sách xét khen thưởng: ai được đề nghị, ai chờ Hội đồng, ai không và vì sao, mã để ghi quyết định."""
    from quizbot.installation import now
    from quizbot.usecases.paperwork import commendation

    desk = open_desk_of(settings, papers=papers, policy=policy, hr=hr)
    with open_work(settings) as work:
        found = work.read(
            lambda w: commendation(
                w,
                slug=contest,
                policy=desk.policy,
                people=desk.records.people,
                units=desk.records.units,
                now=now(),
            )
        )
    if as_json:
        click.echo(shown_as_json(found))
        return
    for each in found.chosen:
        _show(each)
    _show_rulings(found.rulings)
    for name in found.unknown_blocks:
        click.echo(f"Cuộc thi không có khối, bảng {name} mà awards.yaml nêu.", err=True)


def _show(award: "Chosen") -> None:
    from quizbot.documents.facts import board_place
    from quizbot.documents.wording import OUTCOMES, awards_had, why

    click.echo(f"{award.plan.name}: {award.plan.title}")
    for each in award.decisions:
        nominee = each.nominee
        place = board_place(nominee)
        parts = (
            f"  {place if place is not None else '–':>4}",
            nominee.code,
            f"{nominee.name}{f' ({nominee.block_name})' if nominee.block_name else ''}",
            OUTCOMES[each.outcome],
            why(each),
            f"Đã nhận: {'; '.join(awards_had(nominee))}" if awards_had(nominee) else "",
        )
        click.echo("  ".join(filter(None, parts)))
    if not award.decisions:
        click.echo("  Không có ai đủ điều kiện.")


def _show_rulings(known: "tuple[SignedRuling, ...]") -> None:
    from quizbot.core.commend.rulings import holding
    from quizbot.documents.wording import VERDICTS
    from quizbot.i18n.formats import moment

    if not known:
        return
    held = {each.number for each in holding(known)}
    click.echo("Quyết định của Hội đồng:")
    for each in known:
        what = (
            f"rút mục {each.takes_back}"
            if each.takes_back is not None
            else f"{VERDICTS[each.ruling.verdict].lower()} {each.ruling.code} ({each.ruling.award})"
        )
        state = "" if each.number in held or each.takes_back is not None else "  [không còn hiệu lực]"
        click.echo(f"  {each.number}. {what}: {each.ruling.reason} ({each.by}, {moment(each.at)}){state}")
