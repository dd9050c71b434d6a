"""Blocks, stages, points entered by hand, essays: what organizers and markers look at and decide."""

import json

import click

from quizbot.cli._acting import Step, acting, apply_options, by_option, json_option
from quizbot.cli._contest_corrections import run_correction
from quizbot.cli._settings import Told, open_work, settings_option
from quizbot.cli._show import as_json as json_text
from quizbot.config import Settings
from quizbot.usecases.ports import Work


@click.command()
@click.argument("slug", metavar="CUỘC_THI")
@click.argument("what")
@click.argument("points", type=int)
@click.option("--person", default="", help="Mã nhân sự của người được điểm.")
@click.option("--unit", default="", help="Mã đơn vị được điểm.")
@apply_options
@settings_option
def enter(
    slug: str,
    what: str,
    points: int,
    person: str,
    unit: str,
    step: Step,
    settings: Settings,
) -> None:
    """Nhập điểm do Ban Tổ chức chấm (bài viết, lan toả …), có lý do; rút lại bằng `contest undo`."""
    from quizbot.usecases import drafting

    if bool(person) == bool(unit):
        raise click.UsageError("Cần đúng một trong --person và --unit.")
    run_correction(
        settings, slug, step, who=person,
        draft=lambda work, now: drafting.enter(
            work, slug=slug, what=what, points=points, person=person, unit=unit, now=now
        ),
    )  # fmt: skip


@click.command()
@click.argument("slug", metavar="CUỘC_THI")
@click.argument("person")
@click.argument("stage")
@apply_options
@settings_option
def withdraw(
    slug: str,
    person: str,
    stage: str,
    step: Step,
    settings: Settings,
) -> None:
    """Ghi nhận một người rút khỏi giai đoạn sau; người kế tiếp được vào."""
    from quizbot.usecases import drafting

    run_correction(
        settings, slug, step, who=person,
        draft=lambda work, now: drafting.withdraw(work, slug=slug, person=person, stage=stage, now=now),
    )  # fmt: skip


@click.command()
@click.argument("slug", metavar="CUỘC_THI")
@click.option("--stage", default=None, help="Tên giai đoạn; mặc định: mọi giai đoạn.")
@json_option
@settings_option
def qualified(slug: str, stage: str | None, as_json: bool, settings: Settings) -> None:
    """Danh sách người vào giai đoạn sau: hạng, chỉ tiêu, ai được vào thay."""
    from quizbot.usecases import stages
    from quizbot.usecases.standings import find

    def read(work: Work) -> list[tuple[str, tuple[stages.QualifiedLine, ...]]]:
        stored = find(work, slug)
        chosen = [each for each in stored.contest.stages if stage in (None, each.name)]
        if stage is not None and not chosen:
            raise stages.UnknownStage(stage=stage)
        return [(each.name, stages.lines(work, stored=stored, stage=each)) for each in chosen]

    with open_work(settings) as office:
        found = office.read(read)
    if as_json:
        data = {
            name: [
                {
                    "code": each.person.code,
                    "place": each.found.place,
                    "by": each.found.by,
                    "moved_up": each.found.moved_up,
                }
                for each in lines
            ]
            for name, lines in found
        }
        click.echo(json.dumps(data, ensure_ascii=False))
        return
    for name, lines in found:
        click.echo(f"{name}: {len(lines)} người")
        for each in lines:
            up = " (vào thay)" if each.found.moved_up else ""
            click.echo(f"{each.found.place:>5}. {each.person.code}  {each.person.name}  {each.unit}{up}")
    if not found:
        click.echo("Cuộc thi không có giai đoạn nào.")


@click.command()
@click.argument("slug", metavar="CUỘC_THI")
@json_option
@settings_option
def blocks(slug: str, as_json: bool, settings: Settings) -> None:
    """Từng khối: số người, số người đã dự thi, tỷ lệ so với chỉ tiêu, số người chờ xác nhận."""
    from quizbot.i18n.vi_words import share
    from quizbot.usecases.blocks import block_rates

    with open_work(settings) as office:
        found = office.read(lambda work: block_rates(work, slug=slug))
    if as_json:
        click.echo("[" + ", ".join(json_text(each) for each in found) + "]")
        return
    for each in found:
        target = each.block.participation_target
        said = f", chỉ tiêu {share(target)}: {'đạt' if each.reached else 'chưa đạt'}" if target else ""
        click.echo(
            f"{each.block.name} ({each.block.id}): {each.took_part}/{each.people} người dự thi, "
            f"{share(each.rate)}{said}; chờ xác nhận {each.to_confirm}"
        )
    if not found:
        click.echo("Cuộc thi không chia khối.")


@click.command()
@click.argument("slug", metavar="CUỘC_THI")
@by_option
@json_option
@settings_option
def essays(slug: str, login: str | None, as_json: bool, settings: Settings) -> None:
    """Bài tự luận chờ người chấm này: chỉ có mã bài và bài viết, không tên, không điểm của người khác."""
    from quizbot.i18n.formats import points
    from quizbot.usecases.essays import marking_state, to_mark
    from quizbot.usecases.standings import find

    with open_work(settings) as office:
        found = office.read(lambda work: to_mark(work, slug=slug, by=_marker(work, login)))
        state = office.read(lambda work: marking_state(work, find(work, slug)))
    if as_json:
        click.echo("[" + ", ".join(json_text(each) for each in found) + "]")
        return
    for each in found:
        mine = "chưa chấm" if each.mine is None else f"đã chấm {points(each.mine)}"
        third = ", hai điểm lệch nhau: cần người thứ ba" if each.third else ""
        click.echo(
            f"[{each.code}] vòng {each.round_number}, tối đa {points(each.points)} điểm, {mine}{third}"
        )
        click.echo(f"  Đề: {each.ask}")
        click.echo(f"  Bài: {each.text}")
    click.echo(
        f"Đã chấm xong {state.done}/{state.essays}; chờ chấm {state.waiting}; chờ người thứ ba {state.third}."
    )


def _marker(work: Work, login: str | None) -> str:
    """Give who marks, where their roles let them; whoever holds the machine may look, and marks by an account."""
    from quizbot.usecases.essays import refuse_unless_marker

    actor = acting(work, login)
    if login is not None:
        refuse_unless_marker(actor.roles)
    return actor.id


@click.command()
@click.argument("slug", metavar="CUỘC_THI")
@click.argument("code")
@click.argument("points")
@click.option("--comment", default="", help="Nhận xét, lưu trong hồ sơ.")
@by_option
@settings_option
def mark(slug: str, code: str, points: str, comment: str, login: str | None, settings: Settings) -> None:
    """Chấm một bài tự luận theo mã bài; mỗi người chấm dùng tài khoản của mình (--by). Điểm lẻ viết 4,5 hoặc 4.5."""
    from quizbot.core.essays import Marking
    from quizbot.core.points import read_points
    from quizbot.installation import now
    from quizbot.usecases.essays import give_mark

    given = read_points(points)
    if given is None:
        raise click.BadParameter(f"“{points}” không phải là điểm: viết như 4 hoặc 4,5", param_hint="POINTS")
    if login is None:
        raise Told("Chấm bài cần tài khoản của người chấm: thêm --by TÊN-ĐĂNG-NHẬP.")
    with open_work(settings) as office:
        done = office.write(
            lambda work: give_mark(
                work, slug=slug, code=code, points=given, comment=comment, by=_marker(work, login), now=now()
            )
        )  # fmt: skip
    said = {
        Marking.WAITING: "chờ người chấm thứ hai",
        Marking.THIRD: "hai điểm lệch nhau quá mức, chờ người thứ ba",
        Marking.DONE: "đã chấm xong",
    }
    click.echo(f"Đã ghi {points} điểm cho bài {code.upper()}: {said[done.state]}.")


COMMANDS = (enter, withdraw, qualified, blocks, essays, mark)
