"""Where people go on from a page that says what went wrong."""

import pytest

from quizbot.web.ways import way_back


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
