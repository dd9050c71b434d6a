from typing import Any

import pytest
from pydantic import ValidationError

from quizbot.web.settings import WebSettings


class TestWebSettings:
    def test_describe_every_field(self) -> None:
        assert [name for name, field in WebSettings.model_fields.items() if not field.description] == []

    @pytest.mark.parametrize(
        "wrong",
        [
            {"prot": 1},
            {"port": 70000},
            {"base_url": "thi.example.vn"},
            {"base_url": "https://thi.example.vn/thi"},
            {"trusted_proxies": ("nginx",)},
            {"frame_ancestors": ("https://a; script-src *",)},
        ],
    )
    def test_refuse_what_cannot_be(self, wrong: dict[str, Any]) -> None:
        with pytest.raises(ValidationError):
            WebSettings(**wrong)

    def test_take_secure_cookies_from_the_address(self) -> None:
        assert WebSettings(base_url="https://thi.example.vn/").secure
        assert not WebSettings(base_url="http://thi.example.vn").secure
        assert not WebSettings(base_url="https://thi.example.vn", secure_cookies=False).secure
