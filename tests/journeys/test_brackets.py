"""A contest in which each type of unit is a bracket: a board of its own everywhere a board is shown.

An and Bình sit in a division (An 3 right, Bình 2), Hà and Khoa in a centre (Hà 3 right and slower than An,
Khoa 1), Lan in the office itself (none right).
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from quizbot.chat.board_file import board_csv
from quizbot.cli._show import board_data, board_lines
from quizbot.core.contest import Prize, PrizeRules, PrizeSet, Who
from quizbot.documents.awards import award_sheets
from quizbot.documents.whole_board import write_whole_board
from quizbot.usecases import awarding
from quizbot.usecases.explain import explain
from quizbot.usecases.history import board_at
from quizbot.usecases.paperwork import contest_figures, round_leaders
from quizbot.usecases.ports import Work
from quizbot.usecases.standings import BoardView, board_view
from quizbot.web.rendering import Pages
from tests.build import CLOSES, MINUTE, TEXTS, Office, contest

T = TypeVar("T")
SLUG = "cuoc-thi"
FIRST = Prize(name="Giải Nhất", count=1)
PLACES = [
    ("phong", 1, "NV001"),
    ("phong", 2, "NV002"),
    ("trung-tam", 1, "NV005"),
    ("trung-tam", 2, "NV006"),
    ("van-phong", 1, "NV007"),
]


@pytest.fixture
async def played(office: Office) -> Office:
    def kinds(work: Work) -> None:
        for code, kind, parent in (("p1", "phong", "vp"), ("p1a", "phong", "p1"), ("p2", "trung-tam", "vp")):
            work.people.put_unit(code=code, name=code, kind=kind, parent=parent)
        work.people.put_unit(code="vp", name="Văn phòng", kind="van-phong", parent=None)

    await office.write(kinds)
    prizes = PrizeRules(sets=(PrizeSet(name="Giải khối", prizes=(FIRST,), block="each", per="contest"),))
    await office.run(contest(who=Who(brackets="by-unit-type"), prizes=prizes))
    for name, answers in (
        ("an", "BCD"), ("binh", "BCA"), ("ha", "BCD"), ("khoa", "BAA"), ("lan", "AAA"),
    ):  # fmt: skip
        await office.played(name, SLUG, *answers)
    office.clock.now = CLOSES + MINUTE
    await office.tick()
    return office


async def seen(office: Office, use_case: Callable[[Work], T]) -> T:
    return await office.write(use_case)


def places(view: BoardView) -> list[tuple[str, int, str]]:
    return [(each.block, each.place, each.code) for each in view.lines]


class TestBoards:
    async def test_are_one_for_each_type_now_and_as_they_were(self, played: Office) -> None:
        now = played.clock()

        live = await seen(played, lambda work: board_view(work, slug=SLUG, now=now, inside=True))
        then = await seen(
            played, lambda work: board_at(work, slug=SLUG, at=now, round_number=1, by="person", limit=9)
        )
        one = await seen(
            played, lambda work: board_view(work, slug=SLUG, now=now, inside=True, block="trung-tam")
        )

        assert places(live) == places(then) == PLACES
        assert (places(one), one.people) == (PLACES[2:4], 2)

    async def test_are_headed_in_words_on_the_page_in_the_terminal_and_in_the_file(
        self, played: Office
    ) -> None:
        view = await seen(played, lambda work: board_view(work, slug=SLUG, now=played.clock(), inside=True))

        page = Pages(office="Văn phòng mẫu", clock=played.clock).text(
            "board_body.html", view=view, by="person"
        )
        terminal = "\n".join(board_lines(view))
        file = board_csv(view, TEXTS["vi"]).content.decode()

        for text in (page, terminal):
            assert text.index("Phòng") < text.index("Trung tâm") < text.index("Văn phòng")
        assert "Trung tâm,1," in file
        assert json.loads(json.dumps(board_data(view)))["lines"][2]["block"] == "trung-tam"

    async def test_tell_everybody_their_place_among_their_own(self, played: Office) -> None:
        ha = await played.linked("ha")

        await ha.send(f"boards:person:{SLUG}")
        board = ha.text
        await ha.send(f"why:{SLUG}")
        khoa = await seen(played, lambda work: explain(work, slug=SLUG, code="NV006"))

        assert "hạng 1 trong 2 người" in board.lower()
        assert board.index("Phòng") < board.index("Trung tâm")
        assert "Khoa" in ha.text
        assert "An" not in ha.text
        assert (khoa.place, khoa.people) == (2, 2)


class TestPapers:
    async def test_give_each_bracket_its_winner_and_its_leaders(self, played: Office, tmp_path: Path) -> None:
        now = played.clock()

        won = await seen(played, lambda work: awarding.award_list(work, slug=SLUG, now=now))
        figures = await seen(played, lambda work: contest_figures(work, slug=SLUG, now=now))
        leaders = await seen(played, lambda work: round_leaders(work, slug=SLUG, number=1))
        many = await seen(
            played,
            lambda work: write_whole_board(work, tmp_path / "bang.xlsx", slug=SLUG, number=None, now=now),
        )

        assert [(each.block, each.code) for each in won.people if each.prize] == [
            ("phong", "NV001"),
            ("trung-tam", "NV005"),
            ("van-phong", "NV007"),
        ]
        assert "Giải khối (Trung tâm)." in str(award_sheets(won)[0].rows)
        assert {name: [row.code for row in rows] for name, rows in figures.leaders.items()} == {
            "phong": ["NV001", "NV002"],
            "trung-tam": ["NV005", "NV006"],
            "van-phong": ["NV007"],
        }
        assert [(each.block, each.place, each.code) for each in leaders] == PLACES
        assert (many, (tmp_path / "bang.xlsx").stat().st_size > 0) == (5, True)
