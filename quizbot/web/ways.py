"""The way on from a page that says what went wrong: to the part of the product one came from."""

_AREAS = {
    "ban-to-chuc": "Về trang Ban Tổ chức",
    "nhan-su": "Về trang khen thưởng",
    "ngan-hang": "Về ngân hàng câu hỏi",
    "doc-duyet": "Về trang đọc duyệt câu hỏi",
    "bao-cao": "Về báo cáo định kỳ",
    "cham-tu-luan": "Về trang chấm tự luận",
    "bang-xep-hang": "Về bảng xếp hạng",
}
_OF_STAFF = ("ban-to-chuc", "nhan-su", "ngan-hang", "doc-duyet", "bao-cao", "cham-tu-luan")
LOG_IN = "/dang-nhap"


def after_log_in(request_path: str, query: str, *, shows: bool) -> str:
    """Give where somebody goes on who has to log in first: the page they asked for.

    Args:
        shows: they asked to see it; else they sent a form, which is lost, and go to the page it stood on.
    """
    if not shows:
        return way_back(request_path, 200)[0]
    return f"{request_path}?{query}" if query else request_path


def is_own_page(address: str) -> bool:
    """Tell whether an address leads to a page of the staff here, and to no other site."""
    path = address.partition("?")[0]
    plain = all(mark.isalnum() or mark in "/-._" for mark in path)
    return plain and path.startswith("/") and path[1:].partition("/")[0] in _OF_STAFF and "//" not in path


def way_back(path: str, status: int) -> tuple[str, str]:
    """Give the address and the name of where to go on from a fault at a path.

    Who may not see an area is sent to the log-in, which knows their own pages; a contest that is
    not there is no place to go back to.
    """
    area, _, rest = path.lstrip("/").partition("/")
    if area not in _AREAS:
        return "/", "Về trang dự thi"
    if status == 403 and area in _OF_STAFF:
        return LOG_IN, "Về trang của tôi"
    slug = rest.partition("/")[0]
    if area == "ban-to-chuc" and "/" in rest and status != 404:
        return f"/{area}/{slug}", "Về hồ sơ cuộc thi"
    return f"/{area}", _AREAS[area]
