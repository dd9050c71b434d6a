"""Presets with blocks, essays, articles and targets, played on the shipped bank to the winners worked out by hand."""

from collections.abc import AsyncIterator
from datetime import timedelta
from fractions import Fraction

import pytest

from quizbot.contests.load import load_contest
from quizbot.core.calendar import NO_DAYS_OFF, rounds_of
from quizbot.core.contest import Contest, ContestState
from quizbot.forms.shipped import shipped
from quizbot.usecases import drafting, essays, organise, play
from quizbot.usecases.blocks import block_rates
from quizbot.usecases.ports import Work
from quizbot.usecases.standings import board_view, find
from quizbot.usecases.traits import set_traits
from tests.build import Office, correct, opened
from tests.contests.playing import BANK, hall
from tests.contests.proved import proved


def preset(name: str) -> Contest:
    return load_contest(shipped("contests") / "presets" / f"{name}.yaml").contest


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with opened("sqlite://") as made:
        await made.write(lambda work: work.bank.apply(BANK, whole=True))
        yield made
        await proved(made)


class TestHue:
    async def test_each_block_has_its_paper_its_figure_and_its_prizes(self, office: Office) -> None:
        week = await hall(office, preset("08-cchc-hue"), groups={"can-bo": "an binh cuc dung"})
        rows = [("NV005", {"birth": "1990"}), ("NV006", {"birth": "2009-01-01"})]
        await week.do(lambda work: set_traits(work, rows, by="hr", now=office.clock()))
        # officials: two perfect papers. An says 2 (exact), Bình 4 (2 off), Cúc 14 right, Dũng 13 right
        await week.sit("an", 15, after=900, predicts=2)
        await week.sit("binh", 15, after=100, predicts=4)
        await week.sit("cuc", 14, after=50, predicts=2)
        await week.sit("dung", 13, after=10, predicts=2)
        # citizens: Hà perfect; Khoa is 16 and may not; of Lan's age nobody told, and she has 14
        await week.sit("ha", 15, after=5000, predicts=9)
        with pytest.raises(play.NotEligible):
            await week.sit("khoa", 15, after=1, predicts=1)
        await week.sit("lan", 14, after=1, predicts=1)
        await week.end_round()

        assert await week.won() == [
            ("Giải tuần khối cán bộ", "an", "Giải Nhất"),
            ("Giải tuần khối cán bộ", "binh", "Giải Nhì"),
            ("Giải tuần khối cán bộ", "cuc", "Giải Nhì"),
            ("Giải tuần khối người dân", "ha", "Giải Nhất"),
            ("Giải tuần khối người dân", "lan", "Giải Nhì"),
        ]


class TestLamDong:
    async def test_articles_win_beside_the_weekly_prizes(self, office: Office) -> None:
        week = await hall(office, preset("09-cchc-lam-dong"))
        # three take part: An said 3, Bình 5
        await week.sit("an", 10, after=500, predicts=3)
        await week.sit("binh", 10, after=100, predicts=5)
        await week.sit("cuc", 9, after=10, predicts=3)
        await week.end_round()
        for person, points in (("NV003", 9), ("NV001", 7)):
            await correct(
                office,
                lambda work, person=person, points=points: drafting.enter(
                    work, slug=week.slug, what="bai-viet", points=points, person=person, now=office.clock()
                ),
                slug=week.slug,
                reason="Biên bản chấm bài viết",
            )

        assert await week.won() == [
            ("", "an", "Giải Nhất"),
            ("", "binh", "Giải Nhì"),
            ("", "cuc", "Giải Nhì"),
            ("Giải tuyên truyền", "cuc", "Giải Tuyên truyền"),
            ("Giải tuyên truyền", "an", "Giải Tuyên truyền"),
        ]


class TestCongDoan:
    async def test_essays_add_to_the_points(self, office: Office) -> None:
        week = await hall(office, preset("17-dai-hoi-cong-doan"))
        await week.sit("an", 18, after=10, took=300, essay="Chăm lo nhà ở, bữa ăn ca.")
        await week.sit("binh", 20, after=10, took=300, essay="Tuyên truyền.")
        await week.end_round()
        half = Fraction(1, 2)
        for marker, marks in (("account:1", (5, 2 + half)), ("account:2", (4 + half, 2 + half))):
            found = await week.do(lambda work, by=marker: essays.to_mark(work, slug=week.slug, by=by))
            by_text = {each.text: each.code for each in found}
            for text, points in zip(("Chăm lo nhà ở, bữa ăn ca.", "Tuyên truyền."), marks, strict=True):
                await week.do(
                    lambda work, code=by_text[text], points=points, by=marker: essays.give_mark(
                        work, slug=week.slug, code=code, points=points, comment="", by=by, now=office.clock()
                    )
                )
        stored = await week.do(lambda work: find(work, week.slug))
        board = await week.do(lambda work: list(work.standings.entries(f"contest:{stored.id}")))

        view = await week.do(lambda work: board_view(work, slug=week.slug, now=office.clock(), inside=True))

        # An 18 + (5 + 4,5) / 2 = 22,75; Bình 20 + (2,5 + 2,5) / 2 = 22,5. Rounded to whole points they were equals
        assert [each.points for each in board] == [22_750, 22_500]
        assert [each.points for each in view.lines] == [Fraction(91, 4), Fraction(45, 2)]
        assert board[0].person_id == office.people["an"].id


class TestQuan6:
    async def test_each_block_has_its_own_target(self, office: Office) -> None:
        week = await hall(office, preset("28-quan-6"), kinds={"p1": "co-quan", "p2": "to", "vp": "khac"})
        for number, name in enumerate(("an", "binh", "cuc", "ha"), start=1):
            await week.sit(name, 10, after=number)
        await week.end_round()

        rates = await week.do(lambda work: block_rates(work, slug=week.slug))

        # four belong to the state block, p1a below p1 included, and three took part; of three others one did
        assert [(each.block.id, each.took_part, each.people, each.reached) for each in rates] == [
            ("nha-nuoc", 3, 4, False),
            ("ngoai-nha-nuoc", 1, 3, False),
        ]


class TestLaoDong:
    async def test_sessions_and_common_codes(self, office: Office) -> None:
        session = await hall(office, preset("18-bo-luat-lao-dong"))
        rounds = await session.do(lambda work: work.contests.rounds(find(work, session.slug).id))
        await session.do(
            lambda work: work.people.put_unit(
                code="cong-doan-so-1", name="Công đoàn số 1", kind="to", parent="vp"
            )
        )
        chat = office.chat("doan-vien")
        await chat.begin()
        await chat.say("đồng ý")
        await chat.say("CDCS-01")
        await chat.say("Lý Thị Đoàn")

        person = await session.do(lambda work: work.people.by_address("webchat", "doan-vien"))
        assert len(rounds) == 12
        assert person is not None
        units = {unit.id: unit.code for unit in await session.do(lambda work: work.people.units())}
        assert units[person.unit_id] == "cong-doan-so-1"


class TestLifeOfAPreset:
    async def test_all_of_them_can_be_declared_and_opened(self, office: Office) -> None:
        for path in sorted((shipped("contests") / "presets").glob("*.yaml")):
            declared = load_contest(path).contest
            first = rounds_of(declared.rounds, declared.kind)[0][0]
            office.clock.now = first - timedelta(days=1)

            def declare(work: Work, declared: Contest = declared) -> ContestState:
                organise.apply_contest(work, declared, days_off=NO_DAYS_OFF, by="test", now=office.clock())
                return organise.step(
                    work, slug=declared.id, to=ContestState.OPEN, by="test", now=office.clock()
                ).state

            assert await office.write(declare) is ContestState.OPEN
