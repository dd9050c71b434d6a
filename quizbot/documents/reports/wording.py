"""Words of periodic reports: periods, kinds of entries, what is missing."""

from datetime import date, datetime

from quizbot.core.reporting.periods import PeriodKind, ReportPeriod
from quizbot.core.reporting.register import EntryKind, MediaForm
from quizbot.i18n.formats import moment
from quizbot.usecases.reporting.report import Missing

ROUNDING = "Tỷ lệ làm tròn đến một chữ số thập phân (phần nửa về chữ số chẵn); do làm tròn, các tỷ lệ có thể không cộng thành 100%."
WHOLE_ROSTER = "mọi người có trong danh sách nhân sự trong kỳ, kể cả người không thuộc đối tượng dự thi; văn bản của từng cuộc thi tính trên số người được dự thi"
PEOPLE_ATTEMPTS = "Người: số người khác nhau, mỗi người tính một lần. Lượt: số lần bắt đầu làm bài trong kỳ. Hai số không cộng với nhau."
DRAFT = "DỰ THẢO – số liệu chưa chốt, còn có thể thay đổi"

KINDS = {
    EntryKind.OUTSIDE: "Cuộc thi do nơi khác phát động",
    EntryKind.RESULT: "Kết quả thi ngoài cơ quan",
    EntryKind.MEDIA: "Sản phẩm truyền thông",
    EntryKind.MEETING: "Hội nghị, cuộc họp có tuyên truyền",
    EntryKind.PAPER: "Văn bản chỉ đạo đã ban hành",
    EntryKind.AWARD: "Khen thưởng ngoài các cuộc thi ở đây",
    EntryKind.TASK: "Việc đã làm theo nhiệm vụ của Kế hoạch",
    EntryKind.REMARK: "Đánh giá, kiến nghị",
}
FORMS = {
    MediaForm.ARTICLE: "Bài viết",
    MediaForm.NEWS: "Tin",
    MediaForm.VIDEO: "Video",
    MediaForm.INFOGRAPHIC: "Infographic",
    MediaForm.OTHER: "Khác",
}
PARTS = {
    "uu-diem": "Ưu điểm",
    "han-che": "Hạn chế, nguyên nhân",
    "phan-bac": "Đấu tranh, phản bác thông tin sai sự thật",
    "phuong-huong": "Phương hướng kỳ tới",
    "kien-nghi": "Kiến nghị, đề xuất",
}
FIELDS = {
    "title": "tên, nội dung",
    "on": "ngày",
    "until": "đến ngày",
    "by_whom": "đơn vị phát động, ban hành",
    "place": "nơi đăng, nơi tổ chức",
    "form": "loại sản phẩm",
    "count": "số lượng",
    "people": "số người",
    "units": "số tập thể",
    "views": "lượt xem",
    "amount": "số tiền",
    "link": "đường dẫn",
    "file": "tệp minh chứng",
    "task": "nhiệm vụ số",
    "part": "phần của báo cáo",
    "text": "nội dung chi tiết",
}
_MISSING = {
    "not_over": "Kỳ báo cáo chưa hết (đến hết ngày {day}); chốt trước ngày này thì phần còn lại vào mục điều chỉnh của kỳ sau.",
    "before_not_closed": "Kỳ trước (đến hết ngày {day}) chưa chốt số liệu: cột “kỳ trước” tính lại theo nhật ký hôm nay.",
    "round_running": "{contest}: vòng {rounds} đang mở.",
    "not_final": "{contest}: đã hết các vòng nhưng kết quả chưa chốt, giải thưởng chưa có trong báo cáo.",
    "appeals_open": "{contest}: {appeals} khiếu nại chờ trả lời.",
    "units_idle": "Đơn vị chưa có ai dự thi trong kỳ: {units}.",
    "no_roster": "Chưa có danh sách nhân sự: không tính được quân số và tỷ lệ tham gia.",
    "people_waiting": "{people} người tự đăng ký chờ duyệt, chưa tính vào quân số.",
    "people_invented": "Danh sách có người mẫu (bịa để trình diễn): không dùng số liệu này để báo cáo thật.",
    "no_media": "Chưa ghi sản phẩm truyền thông nào (tin, bài, video, infographic).",
    "no_outside": "Chưa ghi cuộc thi nào do nơi khác phát động; nếu không có thì bỏ qua dòng này.",
    "no_meeting": "Chưa ghi hội nghị, cuộc họp nào có tuyên truyền.",
    "unproved": "Cuộc thi bên ngoài chưa có minh chứng: mục số {entries}.",
    "tasks_silent": "Nhiệm vụ của Kế hoạch chưa ghi kết quả: số {tasks}.",
}


_ROWS = {
    "attempt": "lượt",
    "person": "người",
    "answer": "câu trả lời",
    "round": "vòng",
    "contest": "cuộc thi",
    "entry": "mục sổ",
    "grant": "dòng sổ quyết định",
    "prize": "giải",
}
_TOLD = {
    "quyet_dinh": "quyết định",
    "ma": "mã",
    "don_vi": "đơn vị",
    "cuoc_thi": "cuộc thi",
    "vong": "vòng",
    "nguoi": "mã người",
    "lan": "lượt thứ",
    "bat_dau": "bắt đầu",
    "tinh_trang": "tình trạng",
    "bai": "bài",
    "cau": "câu",
    "vi_tri": "câu thứ",
    "tra_loi": "trả lời",
    "ngay": "ngày",
    "noi_dung": "nội dung",
    "nguoi_ghi": "người ghi",
}
_STATES = {"open": "đang làm", "submitted": "đã nộp", "expired": "hết giờ", "void": "đã huỷ"}


def row_text(row: str) -> str:
    """Name a row behind a figure: lượt 12."""
    kind, _, rest = row.partition(":")
    return f"{_ROWS.get(kind, kind)} {rest}"


def told_text(told: tuple[tuple[str, str], ...]) -> str:
    """Say what is known of a row behind a figure."""
    return "; ".join(f"{_TOLD.get(name, name)} {_told(name, value)}" for name, value in told)


def _told(name: str, value: str) -> str:
    if name == "bat_dau":
        return moment(datetime.fromisoformat(value))
    if name == "ngay":
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    return _STATES.get(value, value) if name == "tinh_trang" else value or "để trống"


def period_text(period: ReportPeriod) -> str:
    """Name a period in running text: tháng 11 năm 2026."""
    last = period.last
    if period.kind is PeriodKind.MONTH:
        return (
            f"tháng {last.month:02} năm {last.year}"
            if last.month < 3
            else f"tháng {last.month} năm {last.year}"
        )
    if period.kind is PeriodKind.HALF_YEAR:
        return f"6 tháng {'đầu' if last.month == 6 else 'cuối'} năm {last.year}"
    return f"năm {last.year}"


def span_text(period: ReportPeriod) -> str:
    """Say the days of a period."""
    return f"từ ngày {period.start:%d/%m/%Y} đến hết ngày {period.last:%d/%m/%Y}"


def missing_text(missing: Missing) -> str:
    """Say what is missing."""
    if missing.code.startswith("part_"):
        return f"Chưa viết phần: {PARTS[missing.code.removeprefix('part_')]}."
    return _MISSING[missing.code].format_map(dict(missing.facts))
