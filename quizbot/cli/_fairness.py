"""`quizbot contest fairness`: does the way of ranking units treat small and large ones alike?"""

import click

from quizbot.cli._settings import open_work, settings_option
from quizbot.cli._show import as_json
from quizbot.config import Settings
from quizbot.core.fairness import Fairness
from quizbot.usecases.fairness import FairnessReport, fairness_report

_METHODS = {
    "size_adjusted_z": "z theo quy mô (mặc định)",
    "empirical_bayes": "mức ước lượng (Bayes)",
    "mean": "điểm trung bình",
    "per_head": "bình quân đầu người",
    "sum": "tổng điểm",
    "best_five": "năm người giỏi nhất",
}
# true spread between units that is tried: none, and about 3 and 6 points of 100
_DEVIATIONS = (0.0, 0.03, 0.06)


@click.command()
@click.argument("slug")
@click.option(
    "--repetitions",
    default=1000,
    show_default=True,
    type=click.IntRange(10, 100_000),
    help="Số lần chơi thử.",
)
@click.option(
    "--participation",
    default=80,
    show_default=True,
    type=click.IntRange(1, 100),
    help="Tỷ lệ dự thi, phần trăm.",
)
@click.option("--seed", default=7, show_default=True, help="Số gieo: cùng số cho cùng một bảng.")
@settings_option
@click.option("--json", "data", is_flag=True, help="In dữ liệu JSON.")
def fairness(
    slug: str, repetitions: int, participation: int, seed: int, settings: Settings, data: bool
) -> None:  # fmt: skip
    """Chơi thử trên danh sách thật: cách xếp hạng đơn vị có thiên vị đơn vị nhỏ hay lớn không."""
    from quizbot.installation import now

    try:
        with open_work(settings) as work:
            found = work.read(
                lambda w: fairness_report(
                    w, slug=slug, now=now(), deviations=_DEVIATIONS, repetitions=repetitions, seed=seed,
                    participation=participation / 100,
                )
            )  # fmt: skip
    except ValueError as fault:
        raise click.ClickException("cần ít nhất hai đơn vị có người để so sánh") from fault
    click.echo(as_json(found) if data else "\n".join(fairness_lines(found)))


def fairness_lines(found: FairnessReport) -> list[str]:
    """Say the tables in Vietnamese, line by line."""
    first = found.found[0]
    say = first.assumptions
    lines = [
        found.title,
        f"{len(first.roster)} đơn vị, {sum(first.roster.values())} người; đề {say.questions} câu; "
        f"{_percent(say.participation)} dự thi; mỗi bảng {say.repetitions} lần chơi thử.",
        f"{len(first.small)} đơn vị nhỏ (đến {max(first.roster[code] for code in first.small)} người) là "
        f"{_percent(first.fair_share)} số đơn vị: cách xếp hạng công bằng cho họ khoảng chừng ấy số chỗ ở đầu "
        "và ở cuối bảng.",
    ]
    for each in found.found:
        lines += ["", *_table(each, found.score)]
    return [*lines, "", *_chance(found)]


def _table(each: Fairness, score: str) -> list[str]:
    spread = each.assumptions.unit_deviation
    head = (
        "Khi các đơn vị giỏi như nhau"
        if not spread
        else f"Khi các đơn vị hơn kém nhau thật (độ lệch {100 * spread:.0f} điểm trên 100)"
    )
    lines = [
        f"{head}:",
        f"  {'cách xếp':<28}{'nhỏ ở ba hạng đầu':>18}{'nhỏ ở ba hạng cuối':>20}{'sát sự thật':>13}",
    ]
    for judged in each.judgements:
        mark = " ←" if judged.method == score else ""
        follows = "" if judged.follows is None else f"{judged.follows:.2f}".replace(".", ",")
        lines.append(
            f"  {_METHODS[judged.method]:<28}{_percent(judged.small_first):>18}"
            f"{_percent(judged.small_last):>20}{follows:>13}{mark}"
        )
    return lines


def _chance(found: FairnessReport) -> list[str]:
    """Say what chance alone gives, by the contest's own score."""
    equal = found.found[0]
    own = next((each for each in equal.judgements if each.method == found.score), equal.judgements[0])
    lines = [
        f"Chỉ do may rủi, cơ hội đứng nhất theo “{_METHODS[own.method]}” (đều nhau là {_percent(1 / len(own.wins))}):"
    ]
    for code, chance in sorted(own.wins.items(), key=lambda each: equal.roster[each[0]]):
        lines.append(f"  {equal.roster[code]:>5} người  {_percent(chance):>5}  {found.names.get(code, code)}")
    return lines


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
