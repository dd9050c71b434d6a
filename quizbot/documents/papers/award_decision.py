"""Dự thảo Quyết định khen thưởng, with the lists attached."""

from quizbot.documents.facts import Facts
from quizbot.documents.lists import lists
from quizbot.documents.official import Paper, Text
from quizbot.documents.papers import Draft
from quizbot.documents.wording import END, begun, counted, grounds, money_text, title_of, undecided
from quizbot.i18n.vi_words import listed


def draft(facts: Facts) -> Paper:
    """Draft the decision; it is signed by whoever may, and dated then."""
    office = facts.office
    forms = listed(_forms(facts)) or "hình thức khen thưởng"
    return begun(
        facts,
        kind="QUYẾT ĐỊNH",
        symbol=f"QĐ-{office.mark}",
        subject=f"Về việc khen thưởng tập thể, cá nhân có thành tích trong {title_of(facts.figures)}",
        issuer=office.issuer,
        grounds=grounds(
            office.powers,
            office.award_grounds,
            (
                f"Theo đề nghị của {office.unit} tại Tờ trình số          /TTr-{office.unit_mark} ngày       tháng       năm {facts.on.year}",
            ),
        ),
        resolution="QUYẾT ĐỊNH:",
        blocks=(
            Text(
                lead="Điều 1.",
                text=f"Tặng {forms} cho {counted(facts)} có thành tích trong {title_of(facts.figures)} (danh sách kèm theo).",
            ),
            *undecided(facts),
            Text(lead="Điều 2.", text=money_text(facts)),
            Text(
                lead="Điều 3.",
                text=f"Quyết định này có hiệu lực từ ngày ký. {office.unit}, các đơn vị liên quan và các tập thể, cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này{END}",
            ),
        ),
        recipients=("Như Điều 3", *office.recipients, office.file_to()),
        attachments=lists(facts, what="được khen thưởng"),
    )


def _forms(facts: Facts) -> list[str]:
    lines = (*facts.lines("unit", ties=False), *facts.lines("person", ties=False))
    return list(dict.fromkeys(each.award.plan.title for each in lines))


PAPER = Draft(
    file="05_DuThaoQuyetDinhKhenThuong",
    title="Dự thảo Quyết định khen thưởng",
    part="commendation",
    draft=draft,
)
