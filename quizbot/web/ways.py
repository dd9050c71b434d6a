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
