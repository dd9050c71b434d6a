"""The whole of a period beside the one before and the year, and what changed in periods already closed."""

from dataclasses import replace

from quizbot.core.reporting.figures import Figures
from quizbot.documents.reports.table import Content, Number, Table, centre, left, number, right, share
from quizbot.documents.reports.wording import ROUNDING, WHOLE_ROSTER
from quizbot.usecases.reporting.report import PeriodicReport

OVERVIEW = (
    ("Cuộc thi có vòng mở trong kỳ", "cuoc-thi", "cuộc"),
    ("Vòng thi có mở trong kỳ", "vong", "vòng"),
    ("Quân số", "quan-so", "người"),
    ("Người dự thi", "nguoi", "người"),
    ("Lượt thi", "luot", "lượt"),
    ("– lượt được tính kết quả", "luot-tinh", "lượt"),
    ("– lượt không được tính", "luot-khong-tinh", "lượt"),
    ("– lượt đang làm dở", "luot-dang-lam", "lượt"),
    ("Lượt đúng tất cả các câu", "luot-dung-het", "lượt"),
    ("Câu hỏi đã được hỏi trong các lượt được tính", "cau", "câu"),
    ("– trả lời đúng", "dung", "câu"),
    ("– trả lời sai", "sai", "câu"),
    ("– bỏ trống", "bo-trong", "câu"),
    ("Người ôn tập, thi thử", "on-tap.nguoi", "người"),
    ("Lượt ôn tập, thi thử", "on-tap.luot", "lượt"),
    ("Giải cá nhân đã chốt", "giai.ca-nhan", "giải"),
    ("Giải tập thể đã chốt", "giai.tap-the", "giải"),
    ("Sản phẩm truyền thông", "so.tin-bai.san-pham", "sản phẩm"),
    ("Cuộc thi do nơi khác phát động", "so.cuoc-thi-ngoai.muc", "cuộc"),
    ("Hội nghị, cuộc họp", "so.hoi-nghi.muc", "cuộc"),
)
"""Rows of the overview: what it says, the figure, its unit of counting; those at nothing everywhere are left out."""
_ALWAYS = ("quan-so", "nguoi", "luot")
_SHARES = (
    ("nguoi", "Tỷ lệ người dự thi trên quân số", "nguoi", "quan-so"),
    ("bo-trong", "Tỷ lệ trả lời đúng", "dung", "cau"),
)


def overview(report: PeriodicReport) -> Table:
    """Lay out the whole: this period, the one before, the year so far."""
    columns = (
        left("Chỉ tiêu", 78),
        centre("Đơn vị tính", 22),
        right("Kỳ này", 22),
        right("Kỳ trước", 22),
        right("Lũy kế năm", 22),
    )
    rows: list[tuple[Content, ...]] = []
    for title, figure, unit in OVERVIEW:
        numbers = (
            number(report.figures, figure),
            replace(number(report.before.figures, figure), of="before"),
            replace(number(report.year, figure), of="year"),
        )
        if figure in _ALWAYS or any(each.value for each in numbers):
            rows.append((title, unit, *numbers))
        for after, shown, part, whole in _SHARES:
            if after == figure and any(each[whole] for each in _three(report)):
                rows.append((shown, "%", *(share(each, part, whole) for each in _three(report))))
    closed = "như đã chốt" if report.before.closing else "chưa chốt, tính theo nhật ký hôm nay"
    return Table(
        name="Tổng hợp",
        title="Tổng hợp chung",
        columns=columns,
        rows=tuple(rows),
        notes=(
            f"Kỳ trước: {report.before.period.start:%d/%m/%Y} – {report.before.period.last:%d/%m/%Y} ({closed}). "
            f"Lũy kế năm: từ {report.year_start:%d/%m/%Y}. Người của các kỳ không cộng với nhau nên lũy kế được đếm lại.",
            f"Quân số là {WHOLE_ROSTER}.",
            ROUNDING,
        ),
    )


def _three(report: PeriodicReport) -> tuple[Figures, Figures, Figures]:
    return report.figures, report.before.figures, report.year


def adjustments(report: PeriodicReport) -> Table:
    """List figures of closed periods that have changed since."""
    return Table(
        name="Điều chỉnh",
        title="Điều chỉnh số liệu các kỳ đã chốt",
        columns=(
            left("Kỳ đã chốt", 34),
            left("Mã số liệu", 66),
            left("Đơn vị tính", 24),
            right("Đã báo cáo", 20),
            right("Nay là", 20),
            right("Chênh lệch", 20),
        ),
        rows=tuple(
            (
                f"đến hết {each.period[-2:]}/{each.period[-5:-3]}/{each.period[-10:-6]}",
                each.figure,
                each.counted.value,
                Number(id=each.figure, value=each.before, of="closed"),
                Number(id=each.figure, value=each.after, of="closed"),
                Number(id=each.figure, value=each.after - each.before, of="closed"),
            )
            for each in report.adjustments
        ),
        notes=("Số liệu đã báo cáo giữ nguyên ở báo cáo cũ; chênh lệch chỉ thể hiện tại đây.",),
    )
