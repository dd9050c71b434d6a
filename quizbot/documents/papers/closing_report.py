"""Báo cáo tổng kết Cuộc thi."""

from quizbot.documents.facts import Facts
from quizbot.documents.lists import rounds_grid, units_table
from quizbot.documents.official import Blank, Heading, Paper, Text
from quizbot.documents.papers import Draft
from quizbot.documents.prize_text import is_certain
from quizbot.documents.wording import END, begun, counted, in_figures, span, title_of
from quizbot.i18n.vi_words import number


def draft(facts: Facts) -> Paper:
    """Draft the report; judgement and proposals are written by people."""
    figures, office = facts.figures, facts.office
    return begun(
        facts,
        kind="BÁO CÁO",
        symbol=f"BC-{office.mark}",
        subject=f"Tổng kết {title_of(figures)}",
        blocks=(
            Heading(text="I. Công tác chỉ đạo, tổ chức"),
            Text(
                text=f"{title_of(figures)} được tổ chức {span(figures)}, gồm {number(len(figures.rounds))} vòng."
            ),
            Blank(label="Văn bản chỉ đạo đã ban hành:", lines=2),
            Heading(text="II. Kết quả"),
            Heading(text="1. Số liệu chung", level=2),
            *in_figures(figures),
            rounds_grid(figures),
            Text(
                text="Số người của các vòng không cộng với nhau vì một người có thể dự thi nhiều vòng. Cột “Đúng tất cả” tính riêng từng vòng; số người đúng tất cả nêu ở trên là người đúng hết ở mọi vòng mình dự thi.",
                italic=True,
            ),
            Heading(text="2. Theo đơn vị", level=2),
            units_table(facts),
            Heading(text="3. Điều chỉnh, khiếu nại", level=2),
            Text(
                text=f"Số điều chỉnh đang có hiệu lực: {number(figures.corrections)}; số người không được công nhận kết quả: {number(figures.disqualified)}; khiếu nại đã nhận: {number(figures.appeals)}, còn chờ trả lời: {number(figures.appeals_open)}."
            ),
            Heading(text="III. Giải thưởng, khen thưởng"),
            Text(
                text=f"Giải của Cuộc thi: {number(sum(is_certain(each) for each in figures.awards.people))} giải cá nhân, {number(sum(is_certain(each) for each in figures.awards.units))} giải tập thể."
            ),
            *((Text(text=f"Đề nghị khen thưởng: {counted(facts)}."),) if facts.commendation else ()),
            Heading(text="IV. Đánh giá"),
            Blank(label="1. Ưu điểm:", lines=3),
            Blank(label="2. Hạn chế, nguyên nhân:", lines=3),
            Heading(text="V. Kiến nghị, phương hướng"),
            Blank(lines=3),
            Text(text=f"Trên đây là báo cáo tổng kết {title_of(figures)}{END}"),
        ),
    )


PAPER = Draft(
    file="BC_TongKetCuocThi", title="Báo cáo tổng kết Cuộc thi", part="contest", draft=draft, outcome=True
)
