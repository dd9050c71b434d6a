"""Options that point at others."""

import unicodedata

import pytest

from quizbot.core.pinning import pinned_options
from quizbot.core.question import Option


def options(*texts: str) -> tuple[Option, ...]:
    return tuple(Option(key=key, text=text) for key, text in zip("ABCD", texts, strict=False))


class TestPinnedOptions:
    @pytest.mark.parametrize(
        "text",
        [
            "Tất cả các phương án trên",
            "Tất cả các đáp án trên đều đúng.",
            "Tất cả đều đúng",
            "Cả ba phương án trên",
            "Cả 3 ý trên",
            "Không có phương án nào đúng",
            "Không đáp án nào ở trên",
            unicodedata.normalize("NFD", "Tất cả các nội dung nêu trên"),
        ],
    )
    def test_pins_all_and_none_of_the_above(self, text: str) -> None:
        assert pinned_options(options("Một", "Hai", "Ba", text)) == ("D",)

    @pytest.mark.parametrize(
        ("text", "pinned"),
        [
            ("Cả A và B", ("A", "B", "D")),
            ("Cả A, B, C đều đúng", ("A", "B", "C", "D")),
            ("Phương án A và C", ("A", "C", "D")),
            ("Đáp án B", ("B", "D")),
            ("a và c đúng", ("A", "C", "D")),
        ],
    )
    def test_pins_the_letters_an_option_names(self, text: str, pinned: tuple[str, ...]) -> None:
        assert pinned_options(options("Một", "Hai", "Ba", text)) == pinned

    @pytest.mark.parametrize(
        "text",
        [
            "Tất cả cán bộ, công chức của đơn vị",
            "Các bộ, ngành và địa phương",
            "Hệ thống 5G và 6G",
            "Ý thức của người dân",
            "Không khí trong lành",
        ],
    )
    def test_leaves_plain_options_free(self, text: str) -> None:
        assert pinned_options(options("Một", "Hai", "Ba", text)) == ()
