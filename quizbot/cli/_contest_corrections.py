"""Correct results: regrade, void, disqualify, extend, outage, override, undo; a preview unless `--apply`."""

from collections.abc import Callable
from datetime import datetime

import click

from quizbot.cli._acting import Step, acting, apply_options, json_option, read_moment, round_option
from quizbot.cli._calling import tell
from quizbot.cli._settings import open_work, settings_option
from quizbot.cli._show import as_json as json_text
from quizbot.config import Settings
from quizbot.core.corrections import Correction, Policy
from quizbot.i18n.formats import moment
from quizbot.usecases.ports import Work

Draft = Callable[[Work, datetime], Correction]

_FROM = click.option(
    "--from", "starts_at", callback=read_moment, default=None, help="Từ lúc (giờ địa phương)."
)
_TO = click.option(
    "--to", "ends_at", callback=read_moment, default=None, help="Đến trước lúc (giờ địa phương)."
)


@click.command()
@click.argument("slug", metavar="CUỘC_THI")
@click.argument("question")
@click.option("--policy", type=click.Choice([each.value for each in Policy]), required=True,
              help="drop: bỏ câu; give-all: cho mọi người điểm; rekey: chấm lại theo đáp án đúng.")  # fmt: skip
@click.option("--key", default="", help="Với rekey: đáp án đúng như ghi ở tệp câu hỏi (B, hoặc A,C).")
@round_option
@apply_options
@settings_option
def regrade(
    slug: str,
    question: str,
    policy: str,
    key: str,
    number: int | None,
    step: Step,
    settings: Settings,
) -> None:
    """Chấm lại một câu sai đáp án: xem trước ai được, ai mất gì, rồi mới áp dụng."""
    from quizbot.usecases import drafting

    run_correction(
        settings, slug, step,
        draft=lambda work, now: drafting.regrade(
            work, slug=slug, question_id=question, policy=Policy(policy), key=key, round_number=number, now=now
        ),
    )  # fmt: skip


@click.command()
@click.argument("slug", metavar="CUỘC_THI")
@click.option("--question", default="", help="Mã câu hỏi bị huỷ.")
@click.option("--round", "number", type=int, default=None, help="Vòng bị huỷ, hoặc vòng có câu bị huỷ.")
@apply_options
@settings_option
def void(
    slug: str,
    question: str,
    number: int | None,
    step: Step,
    settings: Settings,
) -> None:
    """Huỷ một câu hỏi, hoặc cả một vòng: không tính cho ai."""
    from quizbot.usecases import drafting

    if not question and number is None:
        raise click.UsageError("Cần --question hoặc --round.")
    run_correction(
        settings, slug, step,
        draft=lambda work, now: drafting.void(
            work, slug=slug, question_id=question, round_number=number, now=now
        ),
    )  # fmt: skip


@click.command()
@click.argument("slug", metavar="CUỘC_THI")
@click.argument("person")
@round_option
@apply_options
@settings_option
def disqualify(
    slug: str,
    person: str,
    number: int | None,
    step: Step,
    settings: Settings,
) -> None:
    """Huỷ kết quả của một người (theo mã nhân sự): rời bảng, giải chuyển người kế tiếp, hồ sơ còn nguyên."""
    from quizbot.usecases import drafting

    run_correction(
        settings, slug, step, who=person,
        draft=lambda work, now: drafting.disqualify(
            work, slug=slug, person=person, round_number=number, now=now
        ),
    )  # fmt: skip


@click.command()
@click.argument("slug", metavar="CUỘC_THI")
@click.argument("number", metavar="SỐ_VÒNG", type=int)
@click.option(
    "--until", "ends_at", callback=read_moment, required=True, help="Giờ đóng mới (giờ địa phương)."
)
@apply_options
@settings_option
def extend(
    slug: str,
    number: int,
    ends_at: datetime,
    step: Step,
    settings: Settings,
) -> None:
    """Kéo dài một vòng đang mở; bài đang làm được thêm giờ theo."""
    from quizbot.usecases import drafting

    run_correction(
        settings, slug, step,
        draft=lambda work, now: drafting.extend(
            work, slug=slug, round_number=number, ends_at=ends_at, now=now
        ),
    )  # fmt: skip


@click.command()
@click.argument("slug", metavar="CUỘC_THI")
@click.option("--round", "number", type=int, default=None, help="Số vòng.")
@_FROM
@_TO
@click.option("--dismiss", is_flag=True, help="Đã xem, không cần điều chỉnh.")
@apply_options
@settings_option
def outage(
    slug: str,
    number: int | None,
    starts_at: datetime | None,
    ends_at: datetime | None,
    dismiss: bool,
    step: Step,
    settings: Settings,
) -> None:
    """Gián đoạn: liệt kê các khoảng máy chủ ngừng; xác nhận một khoảng để không tính vào giờ làm bài."""
    from quizbot.usecases import drafting

    if number is None or starts_at is None or ends_at is None:
        if step.apply or dismiss:
            raise click.UsageError("Cần --round, --from và --to.")
        _proposals(settings, slug, as_json=step.as_json)
        return
    run_correction(
        settings, slug, step,
        draft=lambda work, now: drafting.outage(
            work, slug=slug, round_number=number, starts_at=starts_at, ends_at=ends_at, dismiss=dismiss, now=now
        ),
    )  # fmt: skip


@click.command()
@click.argument("slug", metavar="CUỘC_THI")
@click.argument("person")
@click.option("--round", "number", type=int, required=True, help="Số vòng.")
@click.option("--from", "starts_at", callback=read_moment, required=True, help="Từ lúc (giờ địa phương).")
@click.option("--to", "ends_at", callback=read_moment, required=True, help="Đến trước lúc (giờ địa phương).")
@apply_options
@settings_option
def override(
    slug: str,
    person: str,
    number: int,
    starts_at: datetime,
    ends_at: datetime,
    step: Step,
    settings: Settings,
) -> None:
    """Cho một người đi công tác, nghỉ phép (theo mã nhân sự) dự thi một vòng vào giờ riêng."""
    from quizbot.usecases import drafting

    run_correction(
        settings, slug, step, who=person,
        draft=lambda work, now: drafting.override(
            work, slug=slug, person=person, round_number=number, starts_at=starts_at, ends_at=ends_at, now=now
        ),
    )  # fmt: skip


@click.command()
@click.argument("slug", metavar="CUỘC_THI")
@click.argument("number", type=int)
@apply_options
@settings_option
def undo(slug: str, number: int, step: Step, settings: Settings) -> None:
    """Rút lại một điều chỉnh theo số; bảng kết quả trở lại đúng như trước."""
    from quizbot.usecases import drafting

    run_correction(
        settings, slug, step,
        draft=lambda work, now: drafting.undo(work, slug=slug, number=number, now=now),
    )  # fmt: skip


@click.command()
@click.argument("slug", metavar="CUỘC_THI")
@json_option
@settings_option
def corrections(slug: str, as_json: bool, settings: Settings) -> None:
    """Liệt kê mọi điều chỉnh của cuộc thi: ai, lúc nào, lý do, còn hiệu lực hay đã rút."""
    from quizbot.i18n.actors import actor_text
    from quizbot.i18n.corrections_text import correction_text
    from quizbot.i18n.texts import load_texts
    from quizbot.usecases.accounts import actor_name
    from quizbot.usecases.standings import find

    def read(work: Work) -> list[tuple[Correction, str, str]]:
        found = work.corrections.of(find(work, slug).id)
        return [(each, actor_text(actor_name(work, each.by)), _who(work, each)) for each in found]

    with open_work(settings) as office:
        listed = office.read(read)
    if as_json:
        click.echo("[" + ", ".join(json_text(each) for each, _, _ in listed) + "]")
        return
    undone = {each.undoes for each, _, _ in listed}
    texts = load_texts("vi")
    for each, by, who in listed:
        state = " [đã rút]" if each.number in undone else ""
        click.echo(
            f"{each.number:>3}. {moment(each.at)}, {by}{state}: {correction_text(each, texts, who=who)}"
        )
        click.echo(f"     Lý do: {each.reason or '(đã xoá theo yêu cầu xoá dữ liệu)'}")
    if not listed:
        click.echo("Chưa có điều chỉnh nào.")


COMMANDS = (regrade, void, disqualify, extend, outage, override, undo, corrections)


def run_correction(
    settings: Settings,
    slug: str,
    step: Step,
    *,
    draft: Draft,
    who: str = "",
) -> None:
    """Preview a correction, or sign it."""
    from quizbot.cli._plan_lines import plan_lines
    from quizbot.i18n.texts import load_texts
    from quizbot.installation import now
    from quizbot.usecases import correcting

    at = now()
    with open_work(settings) as office:
        plan = office.read(lambda work: correcting.plan(work, slug=slug, draft=draft(work, at), now=at))
        signed = None
        if step.apply:
            signed = office.write(
                lambda work: correcting.apply(
                    work, slug=slug, draft=draft(work, at), by=acting(work, step.login), reason=step.reason, now=at,
                    planned=plan.boards_before,
                )
            )  # fmt: skip
    if step.as_json:
        click.echo(json_text(plan if signed is None else signed))
        return
    click.echo("\n".join(plan_lines(plan, load_texts("vi"), who=who)))
    if signed is None:
        click.echo('Mới là xem trước, chưa có gì thay đổi. Áp dụng: thêm --apply --reason "lý do".')
    else:
        tell(
            f"ĐÃ ÁP DỤNG: điều chỉnh số {signed.number}. Rút lại: quizbot contest undo {slug} {signed.number}"
        )


def _proposals(settings: Settings, slug: str, *, as_json: bool) -> None:
    from quizbot.usecases.outages import proposals
    from quizbot.usecases.standings import find

    with open_work(settings) as office:
        found = office.read(lambda work: proposals(work, stored=find(work, slug)))
    if as_json:
        click.echo("[" + ", ".join(json_text(each) for each in found) + "]")
        return
    for each in found:
        click.echo(
            f"Vòng {each.round_number}: máy chủ ngừng {moment(each.starts_at)} – {moment(each.ends_at)}, "
            f"{each.people} người đang có bài."
        )
    click.echo(
        "Xác nhận hoặc bỏ qua một khoảng: thêm --round, --from, --to, --reason và --apply (bỏ qua: thêm --dismiss)."
        if found
        else "Không có khoảng gián đoạn nào chờ xem xét."
    )


def _who(work: Work, correction: Correction) -> str:
    person = None if correction.person_id is None else work.people.person(correction.person_id)
    return "" if person is None else f"{person.name or 'người đã xoá dữ liệu'} ({person.code})"
