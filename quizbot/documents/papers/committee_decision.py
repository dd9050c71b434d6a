"""Quyết định thành lập Ban Tổ chức, Tổ Thư ký."""

from quizbot.documents.facts import Facts
from quizbot.documents.official import Blank, Block, Paper, Text
from quizbot.documents.papers import Draft
from quizbot.documents.rules_blocks import names_of
from quizbot.documents.wording import END, begun, grounds, title_of
from quizbot.i18n.vi_words import listed


def draft(facts: Facts) -> Paper:
    """Draft the decision; members come from the office's settings, or are written by hand."""
    office = facts.office
    head = office.signers.head
    outside = names_of(facts, facts.figures.contest.who.exclude)
    barred = f" Theo Thể lệ, không dự thi: {listed(outside)}." if outside else ""
    members: tuple[Block, ...] = (
        tuple(Text(text=f"{n}. {each};") for n, each in enumerate(office.committee, start=1))
        if office.committee
        else (
            Blank(label="1. Trưởng ban:"),
            Blank(label="2. Phó Trưởng ban:"),
            Blank(label="3. Các thành viên:", lines=3),
            Blank(label="4. Tổ Thư ký:", lines=2),
        )
    )
    return begun(
        facts,
        kind="QUYẾT ĐỊNH",
        symbol=f"QĐ-{office.mark}",
        subject=f"Về việc thành lập Ban Tổ chức, Tổ Thư ký {title_of(facts.figures)}",
        warning="",
        issuer=office.issuer,
        grounds=grounds(office.powers, office.contest_grounds, (f"Theo đề nghị của {office.unit}",)),
        resolution="QUYẾT ĐỊNH:",
        blocks=(
            Text(
                lead="Điều 1.",
                text=f"Thành lập Ban Tổ chức, Tổ Thư ký {title_of(facts.figures)}, gồm các ông, bà có tên sau:",
            ),
            *members,
            Text(
                lead="Điều 2.",
                text=f"Ban Tổ chức có nhiệm vụ tổ chức thực hiện Thể lệ do {head.instead_of or head.title} ban hành, duyệt ngân hàng câu hỏi, mở và đóng các vòng thi, trả lời khiếu nại, chốt và công bố kết quả. Tổ Thư ký giúp việc Ban Tổ chức.{barred} Ban Tổ chức, Tổ Thư ký tự giải thể sau khi hoàn thành nhiệm vụ.",
            ),
            Text(
                lead="Điều 3.",
                text=f"Quyết định này có hiệu lực từ ngày ký. {office.unit}, các đơn vị liên quan và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này{END}",
            ),
        ),
        recipients=("Như Điều 3", *office.recipients, office.file_to()),
    )


PAPER = Draft(
    file="QD_ThanhLapBanToChuc", title="Quyết định thành lập Ban Tổ chức", part="contest", draft=draft
)
