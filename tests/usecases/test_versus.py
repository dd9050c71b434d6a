"""Why one stands above another, as docs/rules/ranking.md tells it under "Why am I fifth?"."""

from datetime import timedelta

import pytest

from quizbot.core.contest import RankRules, ResultRules
from quizbot.core.ranking import Difference
from quizbot.usecases.standings import board_view
from quizbot.usecases.versus import NotOnBoard, versus
from tests.build import OPENS, Office, contest
from tests.offices import small_office

__all__ = ["small_office"]

SLUG = "cuoc-thi"


async def played(office: Office, *, publish: tuple[str, ...] = ("name", "unit", "score")) -> None:
    """An and Bình have three right, An in less time; Hà and Cúc have two in equal time."""
    rules = contest(rank=RankRules(ties=("duration",)), results=ResultRules(publish=publish))
    await office.run(rules)
    for name, answers, minutes in (
        ("an", ("B", "C", "D"), 1), ("binh", ("B", "C", "D"), 2), ("ha", ("A", "C", "D"), 1), ("cuc", ("A", "C", "D"), 1),
    ):  # fmt: skip
        office.clock.now = OPENS + timedelta(minutes=1)
        chat = await office.linked(name)
        await chat.send(f"contests:start:{SLUG}")
        for answer in answers[:-1]:
            await chat.say(answer)
        office.clock.on(minutes=minutes)
        await chat.say(answers[-1])


class TestVersus:
    async def test_names_the_step_that_decided_whoever_is_asked_first(self, small_office: Office) -> None:
        await played(small_office)

        for one, other in (("NV001", "NV002"), ("NV002", "NV001")):
            found = await small_office.store.read(
                lambda work, one=one, other=other: versus(work, slug=SLUG, one=one, other=other)  # type: ignore[misc]
            )
            assert (found.above.code, found.below.code) == ("NV001", "NV002")
            assert found.decided == Difference("duration", 60, 120)
            assert [(each.step, each.decides) for each in found.steps] == [
                ("points", False),
                ("duration", True),
            ]

    async def test_of_two_who_share_a_place_decides_nothing(self, small_office: Office) -> None:
        await played(small_office)

        found = await small_office.store.read(
            lambda work: versus(work, slug=SLUG, one="NV005", other="NV003", round_number=1)
        )

        assert found.decided is None
        assert {found.above.place, found.below.place} == {3}
        assert not any(each.decides for each in found.steps)

    async def test_needs_two_who_are_on_the_board(self, small_office: Office) -> None:
        await played(small_office)

        with pytest.raises(NotOnBoard):
            await small_office.store.read(lambda work: versus(work, slug=SLUG, one="NV001", other="NV007"))


class TestBoardLines:
    async def test_tell_what_put_the_next_better_one_above(self, small_office: Office) -> None:
        await played(small_office)

        view = await small_office.store.read(
            lambda work: board_view(work, slug=SLUG, now=small_office.clock())
        )

        assert [line.step for line in view.lines] == [
            None,
            Difference("duration", 60, 120),
            Difference("points", 3, 2),
            Difference("points", 3, 2),
        ]

    async def test_tell_outsiders_nothing_where_scores_are_not_published(self, small_office: Office) -> None:
        await played(small_office, publish=("name", "unit"))

        def look(work):  # type: ignore[no-untyped-def]
            now = small_office.clock()
            return board_view(work, slug=SLUG, now=now), board_view(work, slug=SLUG, now=now, inside=True)

        outside, inside = await small_office.store.read(look)

        assert [line.step for line in outside.lines] == [None] * 4
        assert inside.lines[1].step is not None


class TestWhyScreen:
    @pytest.mark.parametrize("said", ["/visao", "vì sao tôi đứng thứ 2", "Vì sao", "/why"])
    async def test_answers_the_question_as_people_ask_it(self, small_office: Office, said: str) -> None:
        await played(small_office)
        chat = small_office.chat("binh@webchat")

        await chat.say(said)

        assert "Hạng 2 trong 4 người" in chat.text
        assert "1. điểm: 3" in chat.text
        assert "2. thời gian làm bài: 2 phút" in chat.text
        assert "↑ hạng 1, Nguyễn Văn An: hơn bạn ở thời gian làm bài (1 phút, bạn 2 phút)" in chat.text
        assert "↓ hạng 3, Lê Thị Cúc: bạn hơn ở điểm (bạn 3, người đó 2)" in chat.text

    async def test_says_who_shares_the_place(self, small_office: Office) -> None:
        await played(small_office)
        chat = small_office.chat("ha@webchat")

        await chat.send(f"why:{SLUG}:1")

        assert "= hạng 3, Lê Thị Cúc: bằng bạn ở mọi bước" in chat.text

    async def test_tells_no_neighbour_where_scores_are_not_published(self, small_office: Office) -> None:
        await played(small_office, publish=("name",))
        chat = small_office.chat("binh@webchat")

        await chat.say("/visao")

        assert "1. điểm: 3" in chat.text
        assert "Nguyễn Văn An" not in chat.text

    async def test_says_so_before_there_is_a_result(self, small_office: Office) -> None:
        await played(small_office)
        chat = await small_office.linked("lan")

        await chat.say("/visao")

        assert "chưa có kết quả" in chat.text
