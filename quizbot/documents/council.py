"""The sheet for the council before the vote: everybody considered, ties and why, balance, holds."""

from quizbot.core.commend.balance import Balance, balance
from quizbot.core.commend.choosing import Chosen, Decision
from quizbot.core.commend.nominees import Nominee
from quizbot.documents.facts import Facts, board_place, born, share_text, told_apart
from quizbot.documents.prize_text import prizes_by_code
from quizbot.documents.sheets import Cell, Column, Sheet
from quizbot.documents.wording import OUTCOMES, REASONS, awards_had, title_of, why
from quizbot.i18n.unit_kinds import vi_bracket

PEOPLE = (
    Column(title="Hạng", kind="whole", width=7),
    Column(title="Khối, bảng", width=16, optional=True),
    Column(title="Họ và tên", width=30),
    Column(title="Mã nhân sự", width=12),
    Column(title="Đơn vị", width=30),
    Column(title="Ngày sinh (Nam/Nữ)", width=16),
    Column(title="Chức vụ", width=20, optional=True),
    Column(title="Lãnh đạo / trực tiếp", width=12, optional=True),
    Column(title="Số câu đúng", kind="whole", width=9),
    Column(title="Số câu hỏi", kind="whole", width=9),
    Column(title="Thời gian làm bài (phút:giây)", kind="duration", width=12),
    Column(title="Giải của Cuộc thi", width=16, optional=True),
    Column(title="Hình thức đã nhận", width=30, optional=True),
    Column(title="Kết quả xét", width=15),
    Column(title="Lý do", width=44, optional=True),
    Column(title="Thay cho người xếp trên không được đề nghị", width=30, optional=True),
)
UNITS = (
    Column(title="Hạng", kind="whole", width=7),
    Column(title="Khối, bảng", width=16, optional=True),
    Column(title="Tập thể", width=40),
    Column(title="Mã đơn vị", width=14),
    Column(title="Quân số", kind="whole", width=9),
    Column(title="Số người dự thi", kind="whole", width=10),
    Column(title="Tỷ lệ tham gia", kind="share", width=10),
    Column(title="Tỷ lệ đúng bình quân", kind="share", width=11),
    Column(title="% nữ", kind="share", width=9, optional=True),
    Column(title="Giải của Cuộc thi", width=16, optional=True),
    Column(title="Hình thức đã nhận", width=30, optional=True),
    Column(title="Kết quả xét", width=15),
    Column(title="Lý do", width=44, optional=True),
    Column(title="Thay cho tập thể xếp trên không được đề nghị", width=30, optional=True),
)


def council_sheets(facts: Facts) -> tuple[Sheet, ...]:
    """Lay out what the council looks at, a sheet for each award."""
    if facts.commendation is None:
        return ()
    chosen = facts.commendation.chosen
    return (_balance(facts, balance(chosen)), *(_award(facts, each, n) for n, each in enumerate(chosen, 1)))


def balance_lines(found: Balance) -> tuple[tuple[str, str], ...]:
    """Say the balance line by line; parts sum to the people."""
    known = found.people - found.gender_unknown
    classed = found.people - found.class_unknown
    lines = [
        ("Cá nhân đề nghị", str(found.people)),
        ("Trong đó nữ", _of_known(found.women, known, "giới tính")),
        ("Nam", str(found.men)),
        ("Chưa rõ giới tính", str(found.gender_unknown)),
        ("Trực tiếp", _of_known(found.direct, classed, "phân loại")),
        ("Lãnh đạo", str(found.leaders)),
        ("Chưa rõ phân loại", str(found.class_unknown)),
        ("Tập thể đề nghị", str(found.units)),
        ("Bằng nhau ở ranh giới, chờ Hội đồng", str(found.ties)),
    ]
    lines += [
        (f"Không đề nghị: {REASONS[reason].rstrip('.')}", str(count)) for reason, count in found.passed_over
    ]
    return tuple(lines)


def _of_known(count: int, known: int, what: str) -> str:
    """Write a number as a share of those of whom it is known."""
    if not known:
        return f"{count} (chưa rõ {what} của ai)"
    return f"{count} ({share_text(count, known)} số người đã rõ {what})"


def _balance(facts: Facts, found: Balance) -> Sheet:
    missing = facts.commendation.without_record if facts.commendation else ()
    notes: tuple[str, ...] = ("Tạm hoãn: do bộ phận nhân sự đánh dấu, không nêu lý do.",)
    if missing:
        notes = (*notes, f"Chưa có hồ sơ nhân sự của: {', '.join(missing)}.")
    return Sheet(
        name="Trước khi bỏ phiếu",
        warning=facts.warning,
        heading=_heading(facts, "TỔNG HỢP TRƯỚC KHI HỌP HỘI ĐỒNG"),
        columns=(Column(title="Nội dung", width=50), Column(title="Số lượng", width=40)),
        rows=balance_lines(found),
        notes=notes,
    )


def _award(facts: Facts, award: Chosen, number: int) -> Sheet:
    people = award.plan.subject == "person"
    names = told_apart(each.nominee for each in award.decisions)
    row = _person if people else _unit
    prizes = prizes_by_code(facts.figures)
    shown = {each.code: each.name for each in (facts.commendation.nominees if facts.commendation else ())}
    return Sheet(
        name=f"{number}. {award.plan.title} {'cá nhân' if people else 'tập thể'}"[:31],
        warning=facts.warning,
        heading=_heading(facts, f"{award.plan.title.upper()} – {'CÁ NHÂN' if people else 'TẬP THỂ'}"),
        columns=PEOPLE if people else UNITS,
        rows=tuple(row(each, names, shown, prizes) for each in award.decisions),
    )


def _heading(facts: Facts, title: str) -> tuple[str, ...]:
    lines = (title, title_of(facts.figures))
    return (*lines, facts.warning) if facts.warning else lines


def _ending(each: Decision, names: dict[str, str]) -> tuple[Cell, ...]:
    return (
        OUTCOMES[each.outcome],
        why(each),
        ", ".join(names.get(code, code) for code in each.instead_of),
    )


def _person(
    each: Decision, names: dict[str, str], shown: dict[str, str], prizes: dict[str, tuple[str, ...]]
) -> tuple[Cell, ...]:
    nominee: Nominee = each.nominee
    record = nominee.person
    kind = {True: "Lãnh đạo", False: "Trực tiếp", None: ""}[record.leader if record else None]
    return (
        board_place(nominee),
        vi_bracket(nominee.block_name),
        names[nominee.code],
        nominee.code,
        nominee.unit,
        born(nominee),
        record.title if record else "",
        kind,
        nominee.right,
        nominee.asked,
        nominee.duration_s,
        ", ".join(prizes.get(nominee.code, ())),
        "; ".join(awards_had(nominee)),
        *_ending(each, shown),
    )


def _unit(
    each: Decision, names: dict[str, str], shown: dict[str, str], prizes: dict[str, tuple[str, ...]]
) -> tuple[Cell, ...]:
    nominee = each.nominee
    women = nominee.group.women_share if nominee.group else None
    return (
        board_place(nominee),
        vi_bracket(nominee.block_name),
        names[nominee.code],
        nominee.code,
        nominee.roster,
        nominee.participants,
        float(nominee.participation),
        nominee.mean / 10_000,
        None if women is None else float(women),
        ", ".join(prizes.get(nominee.code, ())),
        "; ".join(awards_had(nominee)),
        *_ending(each, shown),
    )
