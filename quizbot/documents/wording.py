"""Phrases and tables that several papers share."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from fractions import Fraction

from quizbot.core.commend.choosing import Decision, Outcome
from quizbot.core.commend.nominees import Nominee
from quizbot.core.commend.rulings import Verdict
from quizbot.documents.facts import Facts, dong_number, share_text, total
from quizbot.documents.official import Block, Paper, Signature, Text
from quizbot.i18n.formats import LOCAL
from quizbot.i18n.spelled import dong
from quizbot.i18n.vi_words import number
from quizbot.usecases.paperwork import ContestFigures

END = "./."
CHECK_CODE = "tính từ toàn bộ Thể lệ mà phần mềm áp dụng; Thể lệ thay đổi thì mã thay đổi"

REASONS = {
    "": "",
    "women_first": "Bằng nhau ở mọi tiêu chí tại ranh giới; ưu tiên nữ (tập thể từ 70% nữ trở lên).",
    "tie_at_cut": "Bằng nhau ở mọi tiêu chí tại ranh giới; Hội đồng quyết định.",
    "gender_unknown": "Bằng nhau tại ranh giới; hồ sơ nhân sự chưa ghi giới tính nên chưa xét ưu tiên; Hội đồng quyết định.",
    "on_hold": "Tạm hoãn – đang xem xét.",
    "organiser": "Thành viên tổ chức Cuộc thi, không xét.",
    "declined": "Đã đề nghị không đưa vào danh sách khen thưởng.",
    "had": "Đã được tặng hình thức này.",
    "granted_here": "Đã được khen thưởng cho thành tích này, theo sổ quyết định.",
    "council_approved": "Theo quyết định của Hội đồng.",
    "council_other": "Bằng nhau ở mọi tiêu chí tại ranh giới; Hội đồng chọn người khác.",
    "council_left_out": "Hội đồng quyết định không đề nghị.",
    "council_hold": "Hội đồng quyết định tạm hoãn, xét sau.",
    "other_award": "Đã được đề nghị hình thức khác cho cùng thành tích.",
    "has_prize": "Đã có giải của Cuộc thi.",
    "below_share": "Chưa đạt tỷ lệ trả lời đúng theo quy định.",
    "below_rounds": "Chưa đủ số vòng thi theo quy định.",
    "below_participation": "Chưa đạt tỷ lệ tham gia theo quy định.",
    "below_mean": "Chưa đạt tỷ lệ đúng bình quân theo quy định.",
    "nothing_right": "Không có câu trả lời đúng nào hoặc không có điểm; chỉ đề nghị khi Hội đồng quyết định riêng.",
    "other_order": "Xếp trên ở bảng xếp hạng, nhưng quy tắc khen thưởng xét tỷ lệ tham gia trước.",
    "group_full": "Xếp trên ở bảng xếp hạng chung, nhưng loại đơn vị của mình đã đủ suất.",
    "not_ranked": "Không được xếp hạng.",
    "nobody": "Không có người dự thi.",
}
OUTCOMES = {
    Outcome.PROPOSED: "Đề nghị",
    Outcome.TIE: "Chờ Hội đồng",
    Outcome.PASSED_OVER: "Không đề nghị",
    Outcome.NEXT: "Kế tiếp",
}

VERDICTS = {
    Verdict.APPROVE: "Đề nghị",
    Verdict.LEAVE_OUT: "Không đề nghị",
    Verdict.HOLD: "Tạm hoãn",
}


_FIGURES = {
    "below_share": "Tỷ lệ trả lời đúng {has} thấp hơn mức {needs} của quy tắc khen thưởng.",
    "below_rounds": "Dự thi {has} vòng, ít hơn mức {needs} vòng của quy tắc khen thưởng.",
    "below_participation": "Tỷ lệ tham gia {has} thấp hơn mức {needs} của quy tắc khen thưởng.",
    "below_mean": "Tỷ lệ đúng bình quân {has} thấp hơn mức {needs} của quy tắc khen thưởng.",
}


def reason_text(decision: Decision) -> str:
    """Say the reason of a decision, with the figures it goes by."""
    nominee = decision.nominee
    if decision.reason == "other_order":
        return (
            f"Xếp trên ở bảng xếp hạng, nhưng quy tắc khen thưởng xét tỷ lệ tham gia trước: {_share(nominee.participation)},"
            f" đúng bình quân {_share(nominee.share)}, không hơn những tập thể được đề nghị."
        )
    if decision.has is None or decision.needs is None:
        return REASONS[decision.reason]
    show = str if decision.reason == "below_rounds" else _share
    return _FIGURES[decision.reason].format(has=show(decision.has), needs=show(decision.needs))


def _share(share: Fraction) -> str:
    return share_text(share.numerator, share.denominator)


def why(decision: Decision) -> str:
    """Say the reason of a decision, with what the council said of it: for HR and the council alone."""
    said = reason_text(decision)
    if decision.ruling is None or not decision.reason.startswith("council_"):
        return said
    return f"{said} Lý do: {decision.ruling.reason.rstrip('.')}."


def awards_had(nominee: Nominee) -> tuple[str, ...]:
    """Say what a nominee has had: by HR's file, then by the register of decisions, newest first."""
    return (
        *nominee.had,
        *(
            f"{each.title} (Quyết định {each.decision} ngày {each.on:%d/%m/%Y}, {each.achievement})"
            for each in nominee.granted
        ),
    )


def grounds(*lines: Sequence[str]) -> tuple[str, ...]:
    """Write grounds one after another: a semicolon after each, a full stop after the last."""
    every = [each.rstrip(" ;.") for some in lines for each in some]
    return tuple(f"{each}{'.' if n == len(every) else ';'}" for n, each in enumerate(every, start=1))


def title_of(figures: ContestFigures) -> str:
    """Name the contest in running text, in quotation marks unless it calls itself a contest."""
    title = figures.contest.title
    return title if title.casefold().startswith(("cuộc thi", "hội thi")) else f"Cuộc thi “{title}”"


def clock_and_day(at: datetime) -> str:
    """Write a moment in running text."""
    local = at.astimezone(LOCAL)
    return f"{local:%H} giờ {local:%M} phút ngày {local:%d/%m/%Y}"


def closing_and_day(at: datetime) -> str:
    """Write when something closes in running text; midnight ends the day before: 24 giờ 00 phút."""
    local = at.astimezone(LOCAL)
    if local.time() != time(0):
        return clock_and_day(at)
    return f"24 giờ 00 phút ngày {local - timedelta(days=1):%d/%m/%Y}"


def span(figures: ContestFigures) -> str:
    """Say from when to when the contest ran."""
    if not figures.rounds:
        return ""
    first, last = figures.rounds[0].round, figures.rounds[-1].round
    return f"từ {clock_and_day(first.opens_at)} đến {closing_and_day(last.closes_at)}"


def in_figures(figures: ContestFigures) -> tuple[Text, ...]:
    """Say how many took part: people and attempts apart."""
    return (
        Text(
            text=f"Số người dự thi: {number(figures.people)} người"
            f" ({share_text(figures.people, figures.admitted)} trong tổng số {number(figures.admitted)} người được dự thi theo Thể lệ"
            f"{_of_roster(figures)})."
        ),
        Text(text=f"Số lượt thi: {number(figures.attempts)} lượt ({_attempts_allowed(figures)})."),
        Text(
            text=f"Số người có kết quả được tính: {number(figures.counted)} người; trong đó trả lời đúng tất cả các câu hỏi"
            f"{' của mọi vòng mình dự thi' if len(figures.rounds) > 1 else ''}: {number(figures.perfect)} người ({share_text(figures.perfect, figures.counted)})."
        ),
    )


def _attempts_allowed(figures: ContestFigures) -> str:
    """Say how many attempts the rules give one person."""
    rules = figures.contest.attempts
    if rules.per_round is not None:
        return f"theo Thể lệ, mỗi người được dự thi tối đa {number(rules.per_round)} lượt trong mỗi vòng"
    other = rules.per_day is not None or rules.in_all is not None
    more = "; số lượt trong ngày, trong cả cuộc thi có giới hạn" if other else ""
    return f"Thể lệ không giới hạn số lượt thi trong mỗi vòng{more}"


def _of_roster(figures: ContestFigures) -> str:
    """Say how many more the roster holds, who may not take part."""
    others = figures.roster - figures.admitted
    if others <= 0:
        return ""
    return f"; danh sách nhân sự có {number(figures.roster)} người, trong đó {number(others)} người không thuộc đối tượng dự thi hoặc đã chuyển đi"


def counted(facts: Facts) -> str:
    """Say how many collectives and people are proposed: 02 tập thể và 05 cá nhân."""
    parts = [
        f"{number(len(lines))} {word}"
        for subject, word in (("unit", "tập thể"), ("person", "cá nhân"))
        if (lines := facts.lines(subject, ties=False))
    ]
    return " và ".join(parts) or "00 cá nhân"


def money_text(facts: Facts) -> str:
    """Say how much in all, in figures and in words, from which purse and by which salary."""
    amount = total(facts.lines("unit")) + total(facts.lines("person"))
    if not amount:
        return "Hình thức khen thưởng này không kèm tiền thưởng."
    salary = facts.salary
    return (
        f"Tổng số tiền thưởng kèm theo: {dong_number(amount)} đồng (Bằng chữ: {dong(amount)}),"
        f" tính theo mức lương cơ sở {dong_number(salary.amount)} đồng ({salary.source}),"
        f" mỗi mức làm tròn lên hàng chục nghìn đồng; nguồn chi: {facts.office.purses.award}."
    )


def undecided(facts: Facts) -> tuple[Block, ...]:
    """Say that equals wait for the council, if any do."""
    waiting = [each for subject in ("unit", "person") for each in facts.lines(subject) if each.undecided]
    if not waiting:
        return ()
    return (
        Text(
            text=f"Còn {number(len(waiting))} trường hợp bằng nhau ở ranh giới, chờ Hội đồng quyết định, chưa tính vào số lượng và số tiền nêu trên."
        ),
    )


def begun(facts: Facts, *, kind: str, symbol: str, subject: str, **more: object) -> Paper:
    """Begin a paper of the office: letterhead, year, warning, the usual signature and recipients."""
    values: dict[str, object] = {
        "letterhead": facts.office.letterhead,
        "kind": kind,
        "symbol": symbol,
        "subject": subject,
        "year": facts.on.year,
        "warning": facts.warning,
        "signatures": (facts.office.signers.head.signature(),),
        "recipients": (*facts.office.recipients, facts.office.file_to()),
        **more,
    }
    return Paper(**values)  # type: ignore[arg-type]


def signed_by(*signatures: Signature) -> tuple[Signature, ...]:
    """Give the signatures of minutes: secretary on the left, chair on the right."""
    return signatures
