"""Thông báo kết quả: what is told to everybody."""

from quizbot.documents.facts import Facts
from quizbot.documents.official import Block, Grid, GridColumn, Heading, Paper, Text
from quizbot.documents.outcomes import outcome, outcome_columns
from quizbot.documents.papers import Draft
from quizbot.documents.prize_text import prize_told
from quizbot.documents.wording import END, begun, in_figures, span, title_of
from quizbot.i18n.vi_words import length


def draft(facts: Facts) -> Paper:
    """Draft the notice of the whole contest's results."""
    figures = facts.figures
    return begun(
        facts,
        kind="THÔNG BÁO",
        symbol=f"TB-{facts.office.mark}",
        subject=f"Kết quả {title_of(figures)}",
        blocks=(
            Text(
                text=f"{title_of(figures)} đã diễn ra {span(figures)}. {facts.office.full_name} thông báo kết quả như sau:"
            ),
            Heading(text="1. Số liệu chung", level=2),
            *in_figures(figures),
            Heading(text="2. Cá nhân đạt giải", level=2),
            _prizes(facts),
            Heading(text="3. Tập thể đạt giải", level=2),
            _unit_prizes(facts),
            Text(
                text=f"Người dự thi xem chi tiết và lý do thứ hạng của mình trong mục “Kết quả của tôi”. Khiếu nại gửi trong {length(figures.contest.results.appeal)} kể từ khi công bố kết quả tạm thời{END}"
                if figures.contest.results.appeal
                else f"Người dự thi xem chi tiết và lý do thứ hạng của mình trong mục “Kết quả của tôi”{END}"
            ),
        ),
    )


def _prizes(facts: Facts) -> Block:
    rows = tuple(
        (
            str(n),
            prize_told(each, facts.figures.contest),
            each.name,
            each.unit,
            outcome(each),
        )
        for n, each in enumerate((one for one in facts.figures.awards.people if one.prize), start=1)
    )
    if not rows:
        return Text(text="Cuộc thi không có giải cá nhân, hoặc chưa có người đạt giải.")
    return Grid(
        columns=(
            GridColumn(title="TT", width_mm=11, align="centre"),
            GridColumn(title="Giải", width_mm=38),
            GridColumn(title="Họ và tên", width_mm=46),
            *outcome_columns(
                50, by_right=all(each.by_right for each in facts.figures.awards.people if each.prize)
            ),
        ),
        rows=rows,
    )


def _unit_prizes(facts: Facts) -> Block:
    rows = tuple(
        (
            str(n),
            prize_told(each, facts.figures.contest),
            each.line.name,
            f"{each.line.result.participants}/{each.line.result.roster}",
        )
        for n, each in enumerate((one for one in facts.figures.awards.units if one.prize), start=1)
    )
    if not rows:
        return Text(text="Cuộc thi không có giải tập thể, hoặc chưa có tập thể đạt giải.")
    return Grid(
        columns=(
            GridColumn(title="TT", width_mm=11, align="centre"),
            GridColumn(title="Giải", width_mm=45),
            GridColumn(title="Tập thể", width_mm=80),
            GridColumn(title="Số người có kết quả", width_mm=29, align="right"),
        ),
        rows=rows,
    )


PAPER = Draft(file="06_ThongBaoKetQua", title="Thông báo kết quả", part="commendation", draft=draft)
