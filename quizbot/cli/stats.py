"""`quizbot stats CONTEST`: how hard the questions were, how far the paper tells people apart."""

import click

from quizbot.cli._settings import open_work, settings_option
from quizbot.cli._show import as_json
from quizbot.config import Settings
from quizbot.core.statistics.alarms import KeyAlarm
from quizbot.core.statistics.papers import PaperStatistics
from quizbot.core.statistics.sheets import FEWEST
from quizbot.usecases.analysis.figures import QuestionFigures, RoundFigures, round_figures
from quizbot.usecases.analysis.gathering import Which

_WHICH = {Which.FIRST: "lượt đầu", Which.COUNTED: "lượt được tính", Which.ALL: "mọi lượt"}


@click.command()
@click.argument("contest")
@click.option("--round", "number", type=int, default=1, show_default=True, help="Số vòng.")
@click.option(
    "--attempts", "which", type=click.Choice([each.value for each in Which]), default="counted", show_default=True,
    help="Lượt đầu của mỗi người, lượt được tính, hay mọi lượt.",
)  # fmt: skip
@click.option("--reviewer", is_flag=True, help="Xem cả khi vòng đang mở (chỉ người duyệt câu hỏi).")
@settings_option
@click.option("--json", "data", is_flag=True, help="In dữ liệu JSON.")
def stats(contest: str, number: int, which: str, reviewer: bool, settings: Settings, data: bool) -> None:
    """Thống kê câu hỏi và đề của một vòng: độ khó, độ phân biệt, phương án nhiễu, độ tin cậy, nghi sai đáp án."""
    from quizbot.installation import now

    with open_work(settings) as work:
        found = work.read(
            lambda w: round_figures(
                w, slug=contest, number=number, now=now(), which=Which(which), reviewer=reviewer
            )
        )
    click.echo(as_json(found) if data else "\n".join(figures_lines(found)))


def figures_lines(found: RoundFigures) -> list[str]:
    """Say a round's statistics in Vietnamese, line by line."""
    lines = [
        f"{found.contest}, vòng {found.number} ({_WHICH[found.which]}): {found.people} người, {found.papers} bài"
    ]
    if found.paper is None:
        lines.append(f"Chưa đủ {FEWEST} bài để thống kê có nghĩa; con số lúc này là ngẫu nhiên.")
    else:
        lines += _paper(found.paper)
    lines += [
        f"Hạng {run.first} đến hạng {run.last} không phân biệt được với {found.asked} câu (mức 90 %): có thể chỉ do may rủi."
        for run in found.together
    ]
    alarms = [alarm for each in found.questions for alarm in each.alarms]
    if alarms:
        lines += ["", "NÊN XEM LẠI ĐÁP ÁN (dấu hiệu, chưa phải kết luận):", *map(_alarm, alarms)]
    shown = [each for each in found.questions if each.figures is not None]
    if shown:
        lines += ["", "Câu                     người   làm đúng         phân biệt        hiệu quả"]
        lines += [_question(each) for each in shown]
    hidden = len(found.questions) - len(shown)
    if hidden:
        lines.append(f"{hidden} câu có dưới {FEWEST} người làm: không nêu số liệu.")
    return lines


def _paper(paper: PaperStatistics) -> list[str]:
    alpha = "không tính được" if paper.alpha is None else _number(paper.alpha, 2)
    if paper.alpha_interval is not None:
        alpha += (
            f" (95 %: {_number(paper.alpha_interval.low, 2)} đến {_number(paper.alpha_interval.high, 2)})"
        )
    lines = [
        f"Điểm trung bình {_number(paper.mean, 2)}, trung vị {_number(paper.median, 1)}, "
        f"độ lệch chuẩn {_number(paper.deviation, 2)}",
        f"Độ tin cậy (alpha, KR-20): {alpha}",
    ]
    if paper.standard_error is not None and paper.error_ratio is not None:
        lines.append(
            f"Sai số chuẩn của một bài: {_number(paper.standard_error, 2)} điểm; "
            f"phần do ngẫu nhiên: {_number(paper.error_ratio, 0)} %"
        )
    return lines


def _alarm(alarm: KeyAlarm) -> str:
    if alarm.reason == "negative":
        return f"  {alarm.item}: người làm tốt các câu khác lại làm sai câu này (phân biệt {_number(alarm.figure, 0)})"
    return (
        f"  {alarm.item}: trong nhóm một phần ba điểm cao nhất, {_number(100 * alarm.figure, 0)} % "
        f"chọn {alarm.choice}, nhiều hơn đáp án"
    )


def _question(each: QuestionFigures) -> str:
    figures = each.figures
    if figures is None:
        return each.question_id
    low, high = figures.facility_interval
    facility = f"{100 * figures.facility:3.0f} % ({100 * low:.0f}–{100 * high:.0f})"
    apart = _number(figures.discrimination, 0)
    if figures.discrimination_interval is not None:
        apart += (
            f" ({figures.discrimination_interval.low:.0f} đến {figures.discrimination_interval.high:.0f})"
        )
    wrong = [choice for choice in figures.choices if not choice.right and choice.text]
    told = ", ".join(f"{choice.text} {100 * choice.share:.0f} %" for choice in wrong[:4])
    row = f"{each.question_id:<24}{each.people:>5}   {facility:<16} {apart:<16} {_number(figures.efficiency, 0):>5}"
    return f"{row}   sai: {told}" if told else row


def _number(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}".replace(".", ",")
