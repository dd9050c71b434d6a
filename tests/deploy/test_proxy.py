"""The sample for nginx: in one place, silent about personal codes, and wide enough for what the pages take."""

import re

from quizbot.bank.desk.desk import MOST_BYTES
from quizbot.web.app import _BODY_BYTES_AT_MOST
from quizbot.web.bank_pages import _BESIDE_BYTES
from quizbot.web.board_stream import _HEARTBEAT_S as BOARD_S
from quizbot.web.chat_stream import _HEARTBEAT_S as CHAT_S
from tests.deploy.test_roles import ROOT

PAGE = "docs/how-to/trang-web.md"
# nginx's variables that hold what stands after the question mark, or the address somebody came from
TELLING = ("$request ", '$request"', "$request_uri", "$args", "$query_string", "$http_referer", "$arg_")


def sample() -> str:
    (text,) = re.findall(r"```nginx\n(.*?)```", (ROOT / PAGE).read_text(encoding="utf-8"), flags=re.DOTALL)
    return text


def location(text: str, head: str) -> str:
    return text.partition(f"location {head} {{")[2].partition("}")[0]


class TestSample:
    def test_stands_once_and_the_other_page_leads_to_it(self) -> None:
        pages = [
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / "docs").rglob("*.md")
            if "proxy_pass" in path.read_text(encoding="utf-8")
        ]

        assert pages == [PAGE]
        assert "how-to/trang-web.md#2-proxy" in (ROOT / "docs/operate/README.md").read_text(encoding="utf-8")

    def test_no_log_tells_a_personal_code(self) -> None:
        (form,) = re.findall(r"log_format quizbot '(.*?)';", sample())
        logs = re.findall(r"access_log (.*?);", sample())

        assert not [each for each in TELLING if each in f"{form} "]
        assert len(logs) == sample().count("server {")
        assert all(each == "off" or each.endswith(" quizbot") for each in logs)
        # a line of error holds the whole request
        assert re.findall(r"error_log .* (\w+);", sample()) == ["crit"] * sample().count("server {")

    def test_takes_the_largest_file_that_a_page_takes(self) -> None:
        (size,) = re.findall(r"client_max_body_size (\d+)m;", sample())
        largest = max(_BODY_BYTES_AT_MOST, MOST_BYTES + _BESIDE_BYTES)

        assert largest <= int(size) * 1024 * 1024 < 1.5 * largest

    def test_waits_longer_for_live_pages_than_they_are_silent_and_keeps_nothing_back(self) -> None:
        live = location(sample(), "~ /events$")
        (wait,) = re.findall(r"proxy_read_timeout (\d+)s;", live)

        assert int(wait) >= 2 * max(BOARD_S, CHAT_S)
        assert "proxy_buffering off;" in live
        for place in ("/", "~ /events$"):
            for header in ("Host $host", "X-Forwarded-For $remote_addr", "X-Forwarded-Proto $scheme"):
                assert f"proxy_set_header {header};" in location(sample(), place)
