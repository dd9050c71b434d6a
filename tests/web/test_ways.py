"""Where people go on from a page that says what went wrong."""

import pytest

from quizbot.web.ways import is_own_page, way_back


@pytest.mark.parametrize(
    ("path", "status", "back"),
    [
        ("/ban-to-chuc/tuan/xem-truoc", 409, "/ban-to-chuc/tuan"),
        ("/ban-to-chuc/tuan/", 409, "/ban-to-chuc/tuan"),
        ("/ban-to-chuc/khong-co", 404, "/ban-to-chuc"),
        ("/ban-to-chuc/khong-co/tin", 404, "/ban-to-chuc"),
        ("/nhan-su/tuan/hoi-dong", 409, "/nhan-su"),
        ("/bao-cao/month/2026-11-15", 404, "/bao-cao"),
        # who may not see an area has pages of their own
        ("/nhan-su", 403, "/dang-nhap"),
        ("/ban-to-chuc/tuan", 403, "/dang-nhap"),
        ("/bang-xep-hang/khong-co", 404, "/bang-xep-hang"),
        ("/", 403, "/"),
        ("/chat/say", 429, "/"),
        ("/ban-to-chucx", 404, "/"),
    ],
)
def test_a_fault_leads_back_to_where_one_was(path: str, status: int, back: str) -> None:
    assert way_back(path, status)[0] == back


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("/ban-to-chuc", True),
        ("/ban-to-chuc/tuan/buoc?sang=closed", True),
        ("/bao-cao/month/2026-11-14", True),
        ("/doc-duyet/cau?van-ban=nq57", True),
        ("", False),
        ("/", False),
        ("//evil.example/nhan-su", False),
        ("/\\evil.example/nhan-su", False),
        ("https://evil.example/nhan-su", False),
        ("/nhan-su//evil.example", False),
        ("/nhan-su\r\nset-cookie: a=b", False),
        ("/chat/leave", False),
    ],
)
def test_only_pages_of_the_staff_here_are_gone_on_to(address: str, own: bool) -> None:
    assert is_own_page(address) is own
