"""Biên bản tổng hợp kết quả: totals, every prize, ranking, ties, what was excluded and why. Signed by secretary and chair."""

from collections import Counter
from collections.abc import Sequence

from quizbot.core.answer_words import in_words
from quizbot.core.contest import RankRules
from quizbot.documents.facts import Facts
from quizbot.documents.lists import rounds_grid, units_table
from quizbot.documents.official import Blank, Block, Grid, GridColumn, Heading, Paper, Text
from quizbot.documents.outcomes import outcome_columns, row_outcome
from quizbot.documents.papers import Draft
from quizbot.documents.prize_text import prizes_by_code
from quizbot.documents.winners import winners
from quizbot.documents.wording import CHECK_CODE, END, begun, clock_and_day, in_figures, span, title_of
from quizbot.i18n.actors import actor_text
from quizbot.i18n.corrections_text import footnote_text
from quizbot.i18n.rules_phrases import TIE
from quizbot.i18n.texts import load_texts
from quizbot.i18n.unit_kinds import vi_bracket
from quizbot.i18n.vi_words import listed, number
from quizbot.usecases.paperwork import QuestionRuled
from quizbot.usecases.ports import BoardRow
from quizbot.usecases.standings import points_are_right_answers


def draft(facts: Facts) -> Paper:
    """Draft the minutes."""
    figures = facts.figures
    return begun(
        facts,
        kind="BIÊN BẢN",
        symbol=f"BB-{facts.office.mark}",
        subject=f"Tổng hợp kết quả {title_of(figures)}",
        year=None,
        blocks=(
            Text(
                text="Thời gian bắt đầu: ....... giờ ....... phút, ngày ....... tháng ....... năm .........."
            ),
            Blank(label="Địa điểm:"),
            Text(text="Thành phần tham dự:"),
            Blank(lines=3),
            Blank(label="Chủ trì:"),
            Blank(label="Thư ký:"),
            Heading(text="I. Số liệu chung"),
            Text(
                text=f"{title_of(figures)} diễn ra {span(figures)}, gồm {number(len(figures.rounds))} vòng."
            ),
            *in_figures(figures),
            rounds_grid(figures),
            Text(
                text="Số người của các vòng không cộng với nhau vì một người có thể dự thi nhiều vòng; số lượt được cộng. Cột “Đúng tất cả” tính riêng từng vòng; số người đúng tất cả nêu ở trên là người đúng hết ở mọi vòng mình dự thi.",
                italic=True,
            ),
            Heading(text="II. Cách xếp hạng"),
            Text(
                text=f"{_by_what(figures.contest.rank)}; khi bằng điểm xét lần lượt: {listed(TIE.get(each, each) for each in figures.contest.rank.ties) or 'không có tiêu chí phụ'}. Người bằng nhau ở mọi tiêu chí thì đồng hạng."
            ),
            *_corrections(facts),
            Heading(text="IV. Tập thể, cá nhân đạt giải"),
            *winners(figures.awards, figures.contest),
            Heading(text="V. Bảng xếp hạng cá nhân cả cuộc thi"),
            *_people(facts),
            Heading(text="VI. Bảng xếp hạng tập thể cả cuộc thi"),
            units_table(facts),
            Heading(text="VII. Ý kiến tại cuộc họp"),
            Blank(lines=3),
            Text(
                text=f"Số liệu lập lúc {clock_and_day(figures.as_of)} từ nhật ký bài thi; mã kiểm tra của Thể lệ: {figures.rules_hash[:16]} ({CHECK_CODE})."
            ),
            Text(
                text=f"Biên bản kết thúc lúc ....... giờ ....... phút cùng ngày, đã đọc cho những người dự họp nghe và thống nhất ký tên{END}"
            ),
        ),
        signatures=(facts.office.signers.secretary.signature(), facts.office.signers.committee.signature()),
        recipients=(),
    )


def _by_what(rank: RankRules) -> str:
    """Say what people are ranked by in the whole contest."""
    if rank.whole == "last":
        return "Xếp theo điểm của vòng cuối cùng"
    if rank.whole == "rounds":
        return "Xếp theo số vòng đã dự thi"
    if rank.whole == "best" and rank.best_of is not None:
        return f"Xếp theo tổng điểm của {number(rank.best_of)} vòng có điểm cao nhất của mỗi người"
    return "Xếp theo tổng điểm"


def _corrections(facts: Facts) -> tuple[Block, ...]:
    figures = facts.figures
    texts = load_texts("vi")
    said = [footnote_text(each, texts) for each in figures.awards.notes]
    return (
        Heading(text="III. Điều chỉnh, khiếu nại"),
        *(Text(text=f"- {each}") for each in said),
        *(Text(text=f"Về câu {each.correction.question_id}: {_ruling(each)}") for each in figures.ruled),
        *(() if said else (Text(text="Không có điều chỉnh nào sau khi mở cuộc thi."),)),
        Text(
            text=f"Số người không được công nhận kết quả: {number(figures.disqualified)}. Khiếu nại đã nhận: {number(figures.appeals)}, còn chờ trả lời: {number(figures.appeals_open)}."
        ),
    )


def _ruling(each: QuestionRuled) -> str:
    """Say of a ruling what the question asks, how many papers carry it, and who signed it when."""
    asks = f"câu hỏi “{each.question.ask.strip()}”; " if each.question else ""
    key = ""
    if each.question and each.correction.key:
        question = each.question
        said = in_words(
            each.correction.key,
            kind=question.kind,
            options=question.options,
            targets=question.targets,
            tolerance=question.tolerance,
        )
        key = f"đáp án được áp dụng: {said}; "
    return (
        f"{asks}{key}có trong đề của {number(each.attempts)} lượt thi, kết quả đã tính lại;"
        f" người quyết định: {actor_text(each.by)}, lúc {clock_and_day(each.correction.at)}."
    )


def _people(facts: Facts) -> tuple[Block, ...]:
    """List who leads, each bracket on its own."""
    found: list[Block] = []
    for name, leaders in facts.figures.leaders.items():
        if leaders:
            found += [Heading(text=vi_bracket(name), level=2)] if name else []
            found.append(_leaders(facts, leaders))
    return tuple(found) or (Text(text="Không có cá nhân nào có kết quả."),)


def _leaders(facts: Facts, leaders: Sequence[BoardRow]) -> Grid:
    shared = Counter(each.place for each in leaders)
    prizes = prizes_by_code(facts.figures)
    rows = tuple(
        (
            str(each.place),
            each.name + (" (đồng hạng)" if shared[each.place] > 1 else ""),
            each.unit_name,
            row_outcome(each, facts.figures.contest),
            f"{each.entry.duration_s // 60}:{each.entry.duration_s % 60:02}",
            ", ".join(prizes.get(each.code, ())),
        )
        for each in leaders
    )
    return Grid(
        columns=(
            GridColumn(title="Hạng", width_mm=14, align="centre"),
            GridColumn(title="Họ và tên", width_mm=45),
            *outcome_columns(48, by_right=points_are_right_answers(facts.figures.contest), right_mm=18),
            GridColumn(title="Thời gian (phút:giây)", width_mm=25, align="right"),
            GridColumn(title="Giải", width_mm=22),
        ),
        rows=rows,
    )


PAPER = Draft(
    file="01_BienBanTongHopKetQua", title="Biên bản tổng hợp kết quả", part="commendation", draft=draft
)
