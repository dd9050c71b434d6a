"""Thông báo kết quả một vòng: people, attempts, all right, first places, of one round."""

from collections.abc import Sequence
from itertools import groupby

from quizbot.documents.facts import Facts, share_text
from quizbot.documents.official import Block, Grid, GridColumn, Heading, Paper, Text
from quizbot.documents.outcomes import outcome, outcome_columns
from quizbot.documents.papers import Draft
from quizbot.documents.prize_text import block_text, is_certain
from quizbot.documents.wording import END, begun, clock_and_day, closing_and_day, title_of
from quizbot.i18n.vi_words import number
from quizbot.usecases.awarding import PersonAward


def draft(facts: Facts) -> Paper:
    """Draft the notice of one round.

    Raises:
        LookupError: the facts name no round of the contest.
    """
    found = next((each for each in facts.figures.rounds if each.round.number == facts.round_number), None)
    if found is None:
        raise LookupError("a weekly notice is about one round")
    round_ = found.round
    body: list[Block] = [
        Text(
            text=f"Vòng {number(round_.number)} của {title_of(facts.figures)} diễn ra từ {clock_and_day(round_.opens_at)} đến {closing_and_day(round_.closes_at)}."
        ),
        Heading(text="1. Số liệu", level=2),
    ]
    if found.void:
        body.append(Text(text="Kết quả của vòng này đã bị huỷ, không tính vào kết quả Cuộc thi."))
    body += [
        Text(
            text=f"Số người dự thi: {number(found.people)} người; số lượt thi: {number(found.attempts)} lượt."
        ),
        Text(
            text=f"Số người có kết quả được tính: {number(found.counted)} người; trả lời đúng tất cả các câu hỏi: {number(found.perfect)} người ({share_text(found.perfect, found.counted)})."
        ),
        Heading(text="2. Cá nhân dẫn đầu vòng thi", level=2),
        *_leaders(facts),
        Text(text=f"Người dự thi xem chi tiết trong mục “Kết quả của tôi”{END}"),
    ]
    return begun(
        facts,
        kind="THÔNG BÁO",
        symbol=f"TB-{facts.office.mark}",
        subject=f"Kết quả vòng {number(round_.number)} {title_of(facts.figures)}",
        blocks=tuple(body),
    )


def _leaders(facts: Facts) -> tuple[Block, ...]:
    """List who leads the round, each bracket on its own."""
    found: list[Block] = []
    for block, lines in groupby(facts.leaders, key=lambda each: each.block):
        if block:
            found.append(Heading(text=block_text(block, facts.figures.contest), level=2))
        found.append(_grid(tuple(lines)))
    return tuple(found) or (Text(text="Chưa có người có kết quả."),)


def _grid(lines: Sequence[PersonAward]) -> Grid:
    rows = tuple(
        (
            str(each.place),
            each.name,
            each.unit,
            outcome(each),
            each.prize
            + (f" – {each.ladder}" if each.ladder else "")
            + (" – chờ quyết định" if each.prize and not is_certain(each) else ""),
        )
        for each in lines
    )
    return Grid(
        columns=(
            GridColumn(title="Hạng", width_mm=14, align="centre"),
            GridColumn(title="Họ và tên", width_mm=50),
            *outcome_columns(55, by_right=all(each.by_right for each in lines)),
            GridColumn(title="Giải", width_mm=26),
        ),
        rows=rows,
    )


PAPER = Draft(
    file="TB_KetQuaVong", title="Thông báo kết quả vòng (tuần)", part="contest", draft=draft, of_round=True
)
