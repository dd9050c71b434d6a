"""Tờ trình đề nghị khen thưởng, with the lists attached."""

from quizbot.documents.facts import Facts
from quizbot.documents.left_out import left_out_text
from quizbot.documents.lists import lists
from quizbot.documents.official import Paper, Text
from quizbot.documents.papers import Draft
from quizbot.documents.wording import (
    END,
    begun,
    counted,
    grounds,
    in_figures,
    money_text,
    span,
    title_of,
    undecided,
)


def draft(facts: Facts) -> Paper:
    """Draft the submission."""
    office = facts.office
    head = office.signers.head
    return begun(
        facts,
        letterhead=office.unit_letterhead,
        kind="TỜ TRÌNH",
        symbol=f"TTr-{office.unit_mark}",
        subject=f"Về việc đề nghị khen thưởng tập thể, cá nhân có thành tích trong {title_of(facts.figures)}",
        addressed=(head.instead_of or head.title, office.council),
        grounds=grounds(office.award_grounds, office.contest_grounds),
        blocks=(
            Text(text=f"{title_of(facts.figures)} được tổ chức {span(facts.figures)}. Kết quả như sau:"),
            *in_figures(facts.figures),
            Text(
                text=f"Căn cứ kết quả Cuộc thi và kết quả họp {office.council}, {office.unit} kính trình xem xét, tặng hình thức khen thưởng cho {counted(facts)} (danh sách kèm theo)."
            ),
            *undecided(facts),
            *left_out_text(facts),
            Text(text=money_text(facts)),
            Text(text=f"{office.unit} kính trình xem xét, quyết định{END}"),
        ),
        signatures=(office.signers.proposer.signature(),),
        recipients=("Như trên", office.file_to()),
        attachments=lists(facts, what="đề nghị khen thưởng"),
    )


PAPER = Draft(file="03_ToTrinh", title="Tờ trình đề nghị khen thưởng", part="commendation", draft=draft)
