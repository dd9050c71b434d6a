import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quizbot.core.contest import ContestState
from quizbot.core.units import UnitResult
from quizbot.usecases.standings import BoardView
from quizbot.usecases.unit_standings import UnitLine
from quizbot.web.rendering import Pages, load_static

TEXTS = Path(__file__).parents[2] / "quizbot" / "i18n"
# signs that no ordinary text font has; others (→ ✓ ☐) are in the fonts of every system
SIGN = re.compile("[\U0001f000-\U0001faff\u2600-\u26ff\u2705\u274c\u2753\u23f0-\u23f3]")


def in_font(style: str) -> set[int]:
    ranges = re.search(r"unicode-range:([^}]*)}", style)
    assert ranges
    return {int(each.removeprefix("U+"), 16) for each in ranges[1].split(",")}


def unit(z: float, place: int) -> UnitLine:
    result = UnitResult(
        code="p",
        roster=20,
        participants=12,
        participation=0.6,
        mean=0.815,
        per_head=0.5,
        level=0.8,
        z=z,
        participation_z=0.0,
        low=0.7,
        high=0.9,
        band=1,
        place=place,
    )
    return UnitLine(result=result, name=f"Phòng {place}")


def units_drawn(score: str) -> str:
    view = BoardView(
        contest="c",
        title="C",
        state=ContestState.OPEN,
        round_number=None,
        rounds=(),
        frozen_since=None,
        hidden_until=None,
        provisional=False,
        lines=(),
        units=(unit(0.84, 1), unit(-0.2, 2)),
        bands_only=False,
        people=24,
        asked=10,
        as_of=datetime(2026, 3, 2, tzinfo=UTC),
        unit_score=score,
    )
    pages = Pages(office="Văn phòng", clock=lambda: view.as_of)
    return pages.text("board_body.html", view=view, by="unit")


class TestUnits:
    def test_say_why_a_unit_stands_where_it_stands(self) -> None:
        html = units_drawn("size_adjusted_z")

        assert "Vì sao hạng 1?</summary>Tỷ lệ đúng 81,5" in html
        assert "cao hơn mức chung 0,84 lần độ chênh thường gặp ở đơn vị có 12 người dự thi" in html
        assert "thấp hơn mức chung 0,20 lần" in html
        assert "giữa các đơn vị cùng mức, đó là cách phân định của thể lệ" in html

    def test_say_by_what_the_rules_compare_them(self) -> None:
        html = units_drawn("participation")

        assert "Đơn vị được xếp theo tỷ lệ người dự thi trên tổng số người trong danh sách nhân sự." in html
        assert "Vì sao hạng" not in html


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
