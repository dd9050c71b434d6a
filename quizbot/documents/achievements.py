"""One true sentence of achievement from the scores: on the list, in the decision, on the Giấy khen alike."""

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction

from quizbot.core.commend.nominees import Nominee
from quizbot.core.contest import RankRules
from quizbot.i18n.unit_kinds import vi_bracket
from quizbot.i18n.vi_words import length, listed, number
from quizbot.usecases.paperwork import ContestFigures


def achievement(nominee: Nominee, figures: ContestFigures, *, prizes: Sequence[str] = ()) -> str:
    """Say what a nominee achieved, in figures that stand in the results.

    Args:
        prizes: of the contest, as they are named.
    """
    said = _unit(nominee, figures) if nominee.subject == "unit" else _person(nominee, figures)
    if prizes:
        said.append(f"đạt {listed(prizes)} của Cuộc thi")
    text = "; ".join(said)
    return text[0].upper() + text[1:] + "."


def percent(share: Fraction) -> str:
    """Write a share as a percentage with one decimal, half to even."""
    return f"{float(round(share * 100, 1)):.1f}%".replace(".", ",")


def _person(nominee: Nominee, figures: ContestFigures) -> list[str]:
    said = []
    if nominee.block_name and nominee.block_place is not None:
        said.append(
            f"xếp thứ {number(nominee.block_place)} trong {number(nominee.block_size)} người có kết quả"
            f" của {vi_bracket(nominee.block_name)}"
        )
    elif nominee.place is not None:
        said.append(f"xếp thứ {number(nominee.place)} trong {number(figures.counted)} người có kết quả")
    said.append(
        f"trả lời đúng {nominee.right}/{nominee.asked} câu hỏi ({percent(nominee.share)})"
        f"{_in_rounds(nominee.rounds, figures.contest.rank)}"
    )
    said.append(f"thời gian làm bài {length(timedelta(seconds=nominee.duration_s))}")
    return said


def _in_rounds(rounds: int, rank: RankRules) -> str:
    """Say in which rounds the answers were given: not all that somebody took part in are summed."""
    if rank.whole == "last" and rounds > 1:
        return f" ở vòng cuối cùng; đã dự {number(rounds)} vòng thi"
    if rank.whole == "best" and rank.best_of is not None and rounds > rank.best_of:
        return f" trong {number(rank.best_of)} vòng có điểm cao nhất của {number(rounds)} vòng thi đã dự"
    return f" trong {number(rounds)} vòng thi"


def _unit(nominee: Nominee, figures: ContestFigures) -> list[str]:
    said = [
        f"{nominee.participants}/{nominee.roster} người trong danh sách dự thi"
        f" ({percent(nominee.participation)})",
        f"tỷ lệ trả lời đúng bình quân {percent(Fraction(nominee.mean, 10_000))}",
    ]
    ranked = sum(each.result.place is not None for each in figures.units)
    if nominee.block_name and nominee.block_place is not None:
        said.append(
            f"xếp thứ {number(nominee.block_place)} trong {number(nominee.block_size)} tập thể được xếp hạng"
            f" của {vi_bracket(nominee.block_name)}"
        )
    elif nominee.place is not None:
        said.append(f"xếp thứ {number(nominee.place)} trong {number(ranked)} tập thể được xếp hạng")
    return said
