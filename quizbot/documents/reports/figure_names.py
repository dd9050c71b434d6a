"""What a figure of a report is called: its code `don-vi.VP.luot-tinh` in words."""

from collections.abc import Callable

from quizbot.core.reporting.register import EntryKind
from quizbot.documents.reports.overview import OVERVIEW
from quizbot.documents.reports.wording import KINDS

Named = Callable[[str, str], str]
"""Name what a figure is about: (kind, its code), where the kind is `don-vi`, `vong`, `chu-de`, `cau-hoi`, `giai-cuoc`."""

_WHOLE = {figure: title.removeprefix("– ") for title, figure, _ in OVERVIEW}
_COUNTED = {
    "quan-so": "quân số",
    "nguoi": "người dự thi",
    "luot": "lượt thi",
    "luot-tinh": "lượt được tính kết quả",
    "luot-khong-tinh": "lượt không được tính",
    "luot-dang-lam": "lượt đang làm dở",
    "luot-dung-het": "lượt đúng tất cả các câu",
    "cau": "câu hỏi đã được hỏi trong các lượt được tính",
    "dung": "câu trả lời đúng",
    "sai": "câu trả lời sai",
    "bo-trong": "câu bỏ trống",
    "giay": "tổng thời gian làm bài",
    "ca-nhan": "cá nhân được khen",
    "tap-the": "tập thể được khen",
    "tien": "số tiền",
    "muc": "số mục",
    "san-pham": "số sản phẩm",
    "luot-xem": "lượt xem",
    "luot-nguoi": "lượt người tham gia",
}
_ABOUT = {"don-vi": "", "vong": "", "chu-de": "Chủ đề ", "cau-hoi": "", "giai-cuoc": ""}
_GROUPS = {
    "on-tap": "Ôn tập, thi thử",
    "giai": "Giải thưởng",
    "quyet-dinh": "Quyết định khen thưởng",
    "quyet-dinh-hinh-thuc": "Quyết định khen thưởng, hình thức",
}


def figure_text(figure: str, *, named: Named) -> str:
    """Say what a figure counts; a code nobody has words for is shown as it is."""
    if figure in _WHOLE:
        return _sentence(_WHOLE[figure])
    group, _, rest = figure.partition(".")
    about, _, last = rest.rpartition(".")
    counted = _COUNTED.get(last or group, last.replace("-", " "))
    if not rest:
        return _sentence(counted) if group in _COUNTED else figure
    if group in _ABOUT:
        return f"{_ABOUT[group]}{named(group, about)}: {counted}"
    if group in ("so", "so-muc"):
        kind = next((KINDS[each] for each in EntryKind if each.value == about.partition(".")[0]), about)
        return f"Sổ đăng ký, {kind[:1].lower()}{kind[1:]}: {counted}"
    if group in _GROUPS:
        return f"{_GROUPS[group]}{' ' + about if about else ''}: {counted}"
    return figure


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
