"""Boards where a prediction decides: a slower paper above a faster one is explained by a column and the true figure."""

from datetime import timedelta

import pytest

from quizbot.core.contest import Prediction, RankRules, ResultRules
from quizbot.documents.board_leaf import board_leaf
from quizbot.usecases import standings
from quizbot.usecases.mending import corrections_of
from quizbot.usecases.ports import Work
from quizbot.usecases.scene import truth
from quizbot.web.rendering import Pages
from tests.build import CLOSES, SECOND, TEXTS, Office, contest
from tests.offices import small_office

__all__ = ["small_office"]

PUBLIC = ("name", "unit", "score")


async def guessed(office: Office, *, publish: tuple[str, ...] = PUBLIC, close: bool = True) -> None:
    """An is slow and guesses 3, Bình fast and 9, Cúc middling and says 2: three people took part."""
    await office.run(
        contest(
            prediction=Prediction.PARTICIPANTS,
            rank=RankRules(ties=("prediction", "duration")),
            results=ResultRules(publish=publish),
        )
    )
    for name, guess, pause in (("an", "3", 90), ("binh", "9", 20), ("cuc", "2", 40)):
        await office.played(name, "cuoc-thi", *"BCD", guess, pause=pause * SECOND)
    if close:
        office.clock.now = CLOSES
    office.clock.now += timedelta(seconds=1)
    await office.tick()


async def view(office: Office, *, by: str = "person") -> standings.BoardView:
    return await office.write(
        lambda work: standings.board_view(work, slug="cuoc-thi", now=office.clock(), round_number=1, by=by)
    )


class TestColumn:
    async def test_of_the_prediction_explains_the_order(self, small_office: Office) -> None:
        await guessed(small_office)

        board = await view(small_office)

        assert [each.name.split()[-1] for each in board.lines] == ["An", "Cúc", "Bình"]
        assert board.deciding == ("prediction",)
        assert [each.ties["prediction"] for each in board.lines] == [0, 1, 6]

    async def test_stands_on_the_page_with_the_true_figure(self, small_office: Office) -> None:
        await guessed(small_office)

        page = Pages(office="Văn phòng", clock=small_office.clock).text(
            "board_body.html", view=await view(small_office), by="person"
        )

        assert "Độ lệch dự đoán</th>" in page
        assert "Đáp số của câu dự đoán: 3." in page
        assert page.count('<td class="num">6</td>') == 1

    async def test_stands_on_the_sheet_with_the_true_figure(self, small_office: Office) -> None:
        await guessed(small_office)
        people, units = await view(small_office), await view(small_office, by="unit")

        leaf = board_leaf(people, units, office="Văn phòng", texts=TEXTS["vi"])

        table = leaf.tables[0]
        assert table.columns[-1].title == "Độ lệch dự đoán"
        assert [row[-1] for row in table.rows] == ["0", "1", "6"]
        assert any(each.startswith("Đáp số của câu dự đoán: 3.") for each in leaf.notes)

    @pytest.mark.parametrize(("publish", "close"), [(("name",), True), (PUBLIC, False)])
    async def test_is_missing_where_results_are_not_told_or_not_known(
        self, small_office: Office, publish: tuple[str, ...], close: bool
    ) -> None:
        await guessed(small_office, publish=publish, close=close)

        board = await view(small_office)

        assert (board.deciding, board.truths) == ((), {})


class TestTruth:
    async def test_read_off_the_board_is_the_one_counted(self, small_office: Office) -> None:
        await guessed(small_office)

        def counted(work: Work) -> int | None:
            stored = standings.find(work, "cuoc-thi")
            round_ = standings.find_round(work, stored, 1)
            return truth(work, stored=stored, round_=round_, corrections=corrections_of(work, stored))

        assert (await view(small_office)).truths == {"": await small_office.write(counted)}
