"""`quizbot explain CONTEST PERSON`: how this place came about."""

from datetime import timedelta

import click

from quizbot.cli._settings import open_work, settings_option
from quizbot.cli._show import as_json
from quizbot.config import Settings
from quizbot.core.attempt import AttemptStatus
from quizbot.core.contest_paper import Points
from quizbot.core.ranking import Difference
from quizbot.i18n.corrections_text import correction_text
from quizbot.i18n.formats import duration, moment, points
from quizbot.i18n.texts import load_texts
from quizbot.usecases.explain import AnswerLine, AttemptLine
from quizbot.usecases.explain import explain as explained
from quizbot.usecases.versus import versus

STEPS = {
    "points": "điểm",
    "right": "số câu đúng",
    "prediction": "độ lệch dự đoán",
    "duration": "thời gian làm bài",
    "submitted_at": "thời điểm nộp bài kể từ khi mở vòng",
    "extra": "số câu hỏi phụ đúng",
    "essay": "điểm tự luận",
    "rounds": "số vòng đã dự thi",
    "attempts": "số lượt",
    "lot": "bốc thăm",
}


@click.command()
@click.argument("contest")
@click.argument("person")
@click.option(
    "--versus", "other", default=None, help="Mã nhân sự của người khác: so từng bước, ai trên ai và vì sao."
)
@click.option(
    "--round", "number", type=int, default=None, help="Với --versus: số vòng; mặc định: cả cuộc thi."
)
@settings_option
@click.option("--json", "data", is_flag=True, help="In dữ liệu JSON.")
def explain(
    contest: str, person: str, other: str | None, number: int | None, settings: Settings, data: bool
) -> None:
    """Giải thích thứ hạng của một người (theo mã nhân sự): từng câu, từng bước, cộng đúng bằng điểm."""
    if other is not None:
        _compare(settings, contest, person, other, number, data=data)
        return
    with open_work(settings) as work:
        found = work.read(lambda w: explained(w, slug=contest, code=person))
    if data:
        click.echo(as_json(found))
        return
    place = f"hạng {found.place}/{found.people}" if found.place else "chưa xếp hạng"
    click.echo(f"{found.name} ({found.code}) — {found.title}: {points(found.points)} điểm, {place}")
    if found.place:
        click.echo(f"  {_why(found.step)}")
    texts = load_texts("vi")
    for each in found.corrections:
        click.echo(f"  Điều chỉnh số {each.number}: {correction_text(each, texts, who=found.code)}")
    for round_ in found.rounds:
        shown = f"hạng {round_.place}/{round_.people}" if round_.place else "chưa xếp hạng"
        click.echo(
            f"Vòng {round_.number}: {points(round_.points)} điểm, {shown}. {_why(round_.step) if round_.place else ''}"
        )
        for attempt in round_.attempts:
            click.echo(f"  {_attempt(attempt)}")
            for line in attempt.answers:
                click.echo(f"    {_answer(line)}")
            if attempt.essay:
                click.echo(f"      tự luận: {points(attempt.essay)} điểm")
            if attempt.essays_missing:
                empty = ", ".join(map(str, attempt.essays_missing))
                click.echo(f"      không tính: bỏ trống câu tự luận {empty}, là phần bắt buộc")
            click.echo(f"      cộng: {points(attempt.points)} điểm")
        for name, value in round_.ties:
            click.echo(f"  tiêu chí phụ – {STEPS[name]}: {_value(name, value)}")


def _compare(
    settings: Settings, contest: str, one: str, other: str, number: int | None, *, data: bool
) -> None:
    with open_work(settings) as work:
        found = work.read(lambda w: versus(w, slug=contest, one=one, other=other, round_number=number))
    if data:
        click.echo(as_json(found))
        return
    where = f"vòng {number}" if number is not None else "cả cuộc thi"
    above, below = found.above, found.below
    click.echo(f"{found.title}, {where}")
    click.echo(f"  Hạng {above.place}: {above.name} ({above.code})")
    click.echo(f"  Hạng {below.place}: {below.name} ({below.code})")
    decided = False
    for each in found.steps:
        mark = "→" if each.decides else " "
        said = "" if not decided else "   (không xét đến: đã phân hạng ở bước trên)"
        values = f"{_value(each.step, each.above)} so với {_value(each.step, each.below)}"
        click.echo(f"  {mark} {STEPS[each.step]}: {values}{said}")
        decided = decided or each.decides
    if found.decided is None:
        click.echo("  Bằng nhau ở mọi bước: cùng hạng.")


def _answer(line: AnswerLine) -> str:
    earned = f"+{line.points}" if line.points >= 0 else str(line.points)
    said = f"trả lời {line.answer:<14}" if line.answer else f"{'để trống':<22}"
    when = f"  sau {duration(line.took)}, {line.channel}" if line.received_at else ""
    by = f"  (điều chỉnh số {line.correction})" if line.correction is not None else ""
    return f"{line.position:>2}. {line.question_id:<22} {said} đáp án {line.key:<14} {earned} điểm{when}{by}"


def _attempt(attempt: AttemptLine) -> str:
    began = f"bắt đầu {moment(attempt.started_at)}"
    if attempt.status is AttemptStatus.OPEN:
        return f"Lượt {attempt.number} (đang làm): {began}, đã trả lời {len(attempt.answers)}/{attempt.asked}"
    mark = "được tính" if attempt.counts else "không tính"
    took = duration(timedelta(seconds=attempt.duration_s))
    return f"Lượt {attempt.number} ({mark}): {began}, làm trong {took}, đúng {attempt.right}/{attempt.asked}"


def _why(step: Difference | None) -> str:
    if step is None:
        return "Không ai xếp trên."
    above, below = _value(step.step, step.above), _value(step.step, step.below)
    return f"Người xếp ngay trên hơn ở {STEPS[step.step]}: {above} so với {below}."


def _value(name: str, value: Points) -> str:
    if name in ("duration", "submitted_at"):
        return duration(timedelta(seconds=int(value)))
    return points(value)
