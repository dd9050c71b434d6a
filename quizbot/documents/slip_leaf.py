"""A person's slip as a sheet: what they handed in, what came of it, receipts, places."""

from quizbot.documents.board_leaf import lasting
from quizbot.documents.facts import PROVISIONAL
from quizbot.documents.formats.leaf import Leaf, LeafTable
from quizbot.documents.official import GridColumn
from quizbot.i18n.formats import moment, number, points
from quizbot.usecases.slip import Slip, SlipLine, SlipPlace

_COLUMNS = (
    GridColumn(title="Vòng", width_mm=13, align="centre"),
    GridColumn(title="Lượt", width_mm=13, align="centre"),
    GridColumn(title="Nộp lúc", width_mm=34),
    GridColumn(title="Đã trả lời", width_mm=20, align="right"),
    GridColumn(title="Số câu đúng", width_mm=30, align="right"),
    GridColumn(title="Thời gian", width_mm=20, align="right"),
)
_RECEIPT = GridColumn(title="Mã biên nhận", width_mm=42)
_ABOUT_RECEIPTS = "Mã biên nhận dùng để kiểm tra bài của mình có nguyên vẹn trong bản ghi được niêm phong sau khi vòng thi kết thúc."


def slip_leaf(slip: Slip, *, office: str) -> Leaf:
    """Lay a slip out."""
    receipts = any(each.receipt for each in slip.lines)
    table = LeafTable(
        columns=(*_COLUMNS, _RECEIPT) if receipts else _COLUMNS,
        rows=tuple((*_line(each), each.receipt) if receipts else _line(each) for each in slip.lines),
    )
    return Leaf(
        office=office,
        title="PHIẾU XÁC NHẬN DỰ THI",
        under=(slip.title,),
        facts=(
            ("Họ và tên:", slip.name),
            ("Mã nhân sự:", slip.code),
            ("Đơn vị:", slip.unit),
            *(_place(each) for each in slip.places),
            ("Số liệu lúc:", moment(slip.as_of)),
        ),
        tables=(table,),
        notes=(
            "Phiếu này do hệ thống lập cho chính người dự thi, theo những gì được công bố vào lúc ghi trên phiếu; "
            "phiếu không thay giấy chứng nhận và không dùng để trình khen thưởng.",
            *([_ABOUT_RECEIPTS] if receipts else []),
        ),
        warning=PROVISIONAL if slip.provisional else "",
        foot=f"{slip.name} ({slip.code}) – {slip.title}",
    )


def _place(each: SlipPlace) -> tuple[str, str]:
    where = "cả cuộc thi" if each.round_number is None else f"vòng {number(each.round_number)}"
    scored = "" if each.points is None else f" ({points(each.points)} điểm)"
    return f"Thứ hạng {where}:", f"{number(each.place)} trong {number(each.people)} người{scored}"


def _line(each: SlipLine) -> tuple[str, ...]:
    told = f"công bố sau {moment(each.told_from)}" if each.told_from else f"{each.right}/{each.asked}"
    return (
        number(each.round_number),
        number(each.number),
        moment(each.ended_at),
        f"{each.answered}",
        told,
        lasting(each.duration_s),
    )
