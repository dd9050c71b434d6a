"""Kế hoạch tổ chức Cuộc thi, from the contest's rules."""

from quizbot.documents.facts import Facts, dong_number
from quizbot.documents.official import Block, Grid, GridColumn, Heading, Paper, Text
from quizbot.documents.papers import Draft
from quizbot.documents.prize_budget import PlannedPrize, planned_prizes
from quizbot.documents.rules_blocks import clauses, rules_of
from quizbot.documents.wording import END, begun, grounds, title_of
from quizbot.i18n.spelled import dong
from quizbot.i18n.vi_words import number


def draft(facts: Facts) -> Paper:
    """Draft the plan; who does what is the office's to complete."""
    office, rules = facts.office, rules_of(facts)
    body: list[Block] = [
        Heading(text="I. Mục đích, yêu cầu"),
        Heading(text="1. Mục đích", level=2),
        Text(
            text="Tuyên truyền sâu rộng nội dung các văn bản nêu trong Thể lệ đến toàn thể công chức, viên chức, người lao động; tạo phong trào học tập, đưa nội dung văn bản vào công việc hằng ngày; phát hiện, biểu dương tập thể, cá nhân tiêu biểu."
        ),
        Heading(text="2. Yêu cầu", level=2),
        Text(
            text="Cuộc thi tổ chức thiết thực, tiết kiệm, khách quan, công khai; kết quả kiểm tra lại được; bảo vệ dữ liệu cá nhân của người dự thi."
        ),
        Heading(text="II. Nội dung, đối tượng, thời gian"),
    ]
    for place, title in enumerate(("Đối tượng", "Thời gian", "Hình thức và đề thi", "Số lượt"), start=1):
        body += [Heading(text=f"{place}. {title}", level=2), *clauses(rules, title)]
    body += [
        Heading(text="III. Kết quả và cơ cấu giải thưởng"),
        *clauses(rules, "Cách tính kết quả và xếp hạng"),
        *clauses(rules, "Giải thưởng"),
        *clauses(rules, "Công bố và khiếu nại"),
        Heading(text="IV. Kinh phí"),
        Text(
            text=f"Kinh phí giải thưởng: {office.purses.prize}. Tiền thưởng kèm hình thức khen thưởng (nếu có): {office.purses.award}."
        ),
        *_budget(facts),
        Heading(text="V. Tổ chức thực hiện"),
        Text(
            lead=f"1. {office.unit}:",
            text="tham mưu thành lập Ban Tổ chức, Tổ Thư ký; trình ban hành Thể lệ; tổng hợp kết quả, báo cáo, đề nghị khen thưởng.",
        ),
        Text(
            lead="2. Các phòng, ban, trung tâm:",
            text="phổ biến Kế hoạch và Thể lệ, tạo điều kiện để công chức, viên chức, người lao động dự thi.",
        ),
        Text(
            lead="3. Ban Tổ chức, Tổ Thư ký:",
            text=f"kiểm tra ngân hàng câu hỏi, vận hành Cuộc thi, trả lời khiếu nại, chốt và công bố kết quả{END}",
        ),
    ]
    return begun(
        facts,
        kind="KẾ HOẠCH",
        symbol=f"KH-{office.mark}",
        subject=f"Tổ chức {title_of(facts.figures)}",
        warning="",
        grounds=grounds(office.contest_grounds) if office.contest_grounds else (),
        blocks=tuple(body),
    )


def _budget(facts: Facts) -> tuple[Block, ...]:
    """Lay out what the prizes cost: number × amount, and what will be known only with the results."""
    planned = planned_prizes(facts.figures)
    if not planned:
        return ()
    total = sum(each.total for each in planned)
    grid = Grid(
        columns=(
            GridColumn(title="Giải", width_mm=70),
            GridColumn(title="Số lượng", width_mm=36, align="right"),
            GridColumn(title="Mức (đồng)", width_mm=28, align="right"),
            GridColumn(title="Thành tiền (đồng)", width_mm=35, align="right"),
        ),
        rows=tuple(map(_budget_row, planned)),
        total=("Cộng", "", "", dong_number(total)),
    )
    open_ = any(each.many is None for each in planned)
    more = (
        "Chưa kể giải tặng mọi người, mọi đơn vị đạt mức: chi theo số người, số đơn vị đạt." if open_ else ""
    )
    words = f"Bằng chữ: {dong(total)}." if total else ""
    return (grid, Text(text=" ".join(filter(None, (words, more)))))


def _budget_row(each: PlannedPrize) -> tuple[str, ...]:
    name = f"{each.prize.name} ({each.ladder})" if each.ladder else each.prize.name
    if each.many is None:
        reached = "theo số người đạt" if each.to == "person" else "theo số đơn vị đạt"
        return name, reached, dong_number(each.prize.amount), reached
    times = f" ({number(each.times)} lần x {number(each.prize.count or 0)})" if each.times > 1 else ""
    return name, f"{number(each.many)}{times}", dong_number(each.prize.amount), dong_number(each.total)


PAPER = Draft(file="KH_KeHoachCuocThi", title="Kế hoạch tổ chức Cuộc thi", part="contest", draft=draft)
