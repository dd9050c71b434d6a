import re
from pathlib import Path

import pytest

from quizbot.web.rendering import load_static

TEXTS = Path(__file__).parents[2] / "quizbot" / "i18n"
# signs that no ordinary text font has; others (→ ✓ ☐) are in the fonts of every system
SIGN = re.compile("[\U0001f000-\U0001faff\u2600-\u26ff\u2705\u274c\u2753\u23f0-\u23f3]")


def in_font(style: str) -> set[int]:
    ranges = re.search(r"unicode-range:([^}]*)}", style)
    assert ranges
    return {int(each.removeprefix("U+"), 16) for each in ranges[1].split(",")}


class TestStatic:
    def test_names_the_other_files_of_a_style_sheet_by_their_hashed_names(self) -> None:
        found = load_static()

        style = found["style.css"].content.decode()

        assert f"url({found['emoji.woff2'].name})" in style
        assert "url(emoji.woff2)" not in style

    @pytest.mark.parametrize("path", sorted(TEXTS.glob("*.yaml")), ids=lambda path: path.stem)
    def test_bring_a_font_for_every_sign_in_the_texts(self, path: Path) -> None:
        font = in_font(load_static()["style.css"].content.decode())
        signs = set(SIGN.findall(path.read_text(encoding="utf-8"))) - set("☐☒")

        assert sorted(sign for sign in signs if ord(sign) not in font) == []
