"""Rules of many contests, played through the chat: who is let in, which paper, what counts, who wins.

Every winner is worked out by hand in the test.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import TypeVar

import pytest

from quizbot.chat.boards import person_lines
from quizbot.core.conditions import Condition, Trait
from quizbot.core.contest import (
    AttemptRules,
    Block,
    Contest,
    ContestState,
    DrawRule,
    Entered,
    EntryCode,
    Essay,
    Hours,
    PaperVariant,
    Prediction,
    Prize,
    PrizeRules,
    PrizeSet,
    RankRules,
    Schedule,
    Stage,
    UnitRules,
    Who,
)
from quizbot.core.essays import Marking
from quizbot.usecases import awarding, drafting, essays, organise, stages
from quizbot.usecases.blocks import block_rates
from quizbot.usecases.essays import EssaysUnmarked, NotYourEssay
from quizbot.usecases.explain import explain
from quizbot.usecases.ports import Person, Work
from quizbot.usecases.standings import board_view
from quizbot.usecases.traits import set_traits
from tests.build import CLOSES, MINUTE, OPENS, TEXTS, WEEK, Office, contest, correct, drawn
from tests.build import said as said_by

T = TypeVar("T")
SLUG = "cuoc-thi"
FIRST, SECOND = Prize(name="Giải Nhất", count=1), Prize(name="Giải Nhì", count=1)
# right answers to q-01 … q-06
KEY = ("B", "C", "D", "A", "B", "C")
ROUNDS = [(OPENS + WEEK * n, CLOSES + WEEK * n) for n in range(3)]
OFFICIALS = Block(
    id="can-bo", name="Khối cán bộ", condition=Condition(units=("p1",)), participation_target=Fraction(1, 2)
)
PEOPLE = Block(id="nguoi-dan", name="Khối người dân")


async def tell(office: Office, **birth: str) -> None:
    rows = [(office.people[name].code, {"birth": value}) for name, value in birth.items()]
    await office.write(lambda work: set_traits(work, rows, by="hr", now=office.clock()))


async def awards(office: Office) -> list[tuple[str, str, str]]:
    found = await office.write(lambda work: awarding.award_list(work, slug=SLUG, now=office.clock()))
    return [(each.ladder, each.code, each.prize) for each in found.people if each.prize]


async def ask(office: Office, use_case: Callable[[Work], T]) -> T:
    return await office.write(use_case)


def rules(declared: Contest, **more: object) -> Contest:
    return replace(declared, **more)  # type: ignore[arg-type]


class TestWhoIsLetIn:
    async def test_age_is_asked_on_the_day_and_what_is_not_known_is_to_be_confirmed(
        self, office: Office
    ) -> None:
        await office.run(
            contest(who=Who(must=Condition(age_at_least=18)), prizes=PrizeRules(person=(FIRST, SECOND)))
        )
        # An is 18 on the very day of the opening, 2 March 2026; Bình a day later; of Cúc nobody told
        await tell(office, an="2008-03-02", binh="2008-03-03", dung="2008")

        await office.played("an", SLUG, *KEY[:3])
        refused = await office.played("binh", SLUG)
        await office.played("cuc", SLUG, "B", "C", "A")
        office.clock.now = CLOSES + MINUTE
        await office.tick()
        found = await ask(
            office, lambda work: awarding.award_list(work, slug=SLUG, now=office.clock()).people
        )

        assert "điều kiện về tuổi" in refused.text
        assert [(each.code, each.prize, each.to_confirm) for each in found] == [
            ("NV001", "Giải Nhất", ()),
            ("NV003", "Giải Nhì", ("age",)),
        ]

    async def test_who_is_not_known_is_kept_out_where_the_rules_say_so(self, office: Office) -> None:
        must = Condition(residence=("thành phố Huế",))
        await office.run(contest(who=Who(must=must, unknown="refuse")))
        rows = [
            ("NV001", {"residence": "12 Lê Lợi, TP. Huế, thành phố Huế"}),
            ("NV002", {"residence": "Đà Nẵng"}),
        ]
        await ask(office, lambda work: set_traits(work, rows, by="hr", now=office.clock()))

        let_in = await office.played("an", SLUG)
        elsewhere = await office.played("binh", SLUG)
        unknown = await office.played("cuc", SLUG)

        assert "Câu 1/3" in let_in.text
        assert "cư trú ở nơi khác" in elsewhere.text
        assert "Chưa có thông tin “nơi cư trú”" in unknown.text

    async def test_papers_begin_in_the_hours_and_so_often_a_day(self, office: Office) -> None:
        limits = AttemptRules(per_round=None, per_day=1, in_all=2)
        hours = Schedule(
            hours=(
                Hours(opens=(OPENS + timedelta(hours=7)).time(), closes=(OPENS + timedelta(hours=8)).time()),
            )
        )
        await office.run(rules(contest(attempts=limits), rounds=hours))

        # 10:00 to before 11:00 in Việt Nam
        first = await office.played("an", SLUG, *KEY[:3], pause=timedelta(seconds=1))
        again = await office.played("an", SLUG)
        office.clock.now = OPENS + timedelta(hours=2)
        late = await office.played("binh", SLUG)
        office.clock.now = OPENS + timedelta(days=1)
        await office.played("an", SLUG, *KEY[:3], pause=timedelta(seconds=1))
        office.clock.now = OPENS + timedelta(days=2)
        third = await office.played("an", SLUG)

        assert "Đã nộp bài" in first.text
        assert "1 lượt của hôm nay" in again.text
        assert "ngoài khung giờ" in late.text
        assert "2 lượt của cả cuộc thi" in third.text

    async def test_a_common_code_registers_into_its_unit(self, office: Office) -> None:
        who = Who(
            register="open",
            entry_codes=(EntryCode(code="CDCS-01", unit="p2"),),
            must=Condition(age_at_least=15),
        )
        await office.run(contest(who=who))
        chat = office.chat("moi")
        await chat.begin()
        await chat.tap("✅") if any("✅" in each for each in [chat.text]) else await chat.say("đồng ý")
        await chat.say("cdcs-01")
        await chat.say("Ngô Thị Mới")

        await chat.say("2001")

        person = await ask(office, lambda work: work.people.by_address("webchat", "moi"))
        assert person is not None
        units = {unit.id: unit.code for unit in await ask(office, lambda work: work.people.units())}
        assert (units[person.unit_id], person.traits) == ("p2", (("birth", "2001"),))


class TestBlocks:
    async def test_have_their_own_papers_predictions_and_prizes(self, office: Office) -> None:
        declared = contest(
            draw=(),
            prediction=Prediction.PARTICIPANTS,
            who=Who(blocks=(OFFICIALS, PEOPLE)),
            rank=RankRules(ties=("prediction", "duration")),
            prizes=PrizeRules(
                sets=(
                    PrizeSet(name="Giải khối", prizes=(FIRST, SECOND), block="each", per="round"),
                    PrizeSet(name="Giải chung", prizes=(FIRST,), family="none"),
                )
            ),
        )
        papers = (
            PaperVariant(blocks=("can-bo",), draw=drawn("q-01", "q-02")),
            PaperVariant(draw=drawn("q-04", "q-05")),
        )
        await office.run(rules(declared, paper=replace(declared.paper, papers=papers, prediction_of="block")))

        # three of the officials' block take part, two of the people's
        await office.played("an", SLUG, "B", "C", "3")
        await office.played("binh", SLUG, "B", "C", "2")
        await office.played("cuc", SLUG, "B", "A", "3")
        await office.played("ha", SLUG, "A", "B", "3")
        khoa = await office.played("khoa", SLUG, "A", "B", "2")
        office.clock.now = CLOSES + MINUTE
        await office.tick()
        told = khoa.text
        await khoa.send(f"boards:person:{SLUG}")
        rates = await ask(office, lambda work: block_rates(work, slug=SLUG))

        # officials: An and Bình are all right, An is exact. People: Hà and Khoa are all right, Khoa is exact.
        # On the board of everybody each one's own block's figure is the truth: An and Khoa are exact, and
        # took as long: equals at the cut, whom the organizers part
        assert await awards(office) == [
            ("Giải khối", "NV001", "Giải Nhất"),
            ("Giải khối", "NV002", "Giải Nhì"),
            ("Giải khối", "NV006", "Giải Nhất"),
            ("Giải khối", "NV005", "Giải Nhì"),
            ("Giải chung", "NV001", "Giải Nhất"),
            ("Giải chung", "NV006", "Giải Nhất"),
        ]
        # of two people of the block, not of five
        assert "trong 2 người" in told
        assert khoa.text.index("Khối cán bộ") < khoa.text.index("Khối người dân") < khoa.text.index("Khoa")
        assert [(each.block.id, each.took_part, each.people, each.reached) for each in rates] == [
            ("can-bo", 3, 4, True),
            ("nguoi-dan", 2, 3, True),
        ]

    async def test_by_an_attribute_that_is_not_known_are_to_be_confirmed(self, office: Office) -> None:
        pupils = Block(
            id="hoc-sinh",
            name="Học sinh",
            condition=Condition(traits=(Trait(name="doi-tuong", values=("hoc-sinh",)),)),
        )
        await office.run(
            contest(
                who=Who(blocks=(pupils, PEOPLE)),
                prizes=PrizeRules(sets=(PrizeSet(name="Giải", prizes=(FIRST, SECOND), block="each"),)),
            )
        )
        rows = [("NV001", {"doi-tuong": "hoc-sinh"}), ("NV002", {"doi-tuong": "giao-vien"})]
        await ask(office, lambda work: set_traits(work, rows, by="hr", now=office.clock()))
        for name in ("an", "binh", "cuc"):
            await office.played(name, SLUG, *KEY[:3])

        found = await ask(
            office, lambda work: awarding.award_list(work, slug=SLUG, now=office.clock()).people
        )

        assert [(each.code, each.block, each.to_confirm) for each in found if each.prize] == [
            ("NV001", "hoc-sinh", ()),
            ("NV002", "nguoi-dan", ()),
            ("NV003", "nguoi-dan", ("doi-tuong",)),
        ]


class TestExtraAndEssays:
    async def test_the_extra_question_decides_what_points_leave_open(self, office: Office) -> None:
        declared = contest(
            rank=RankRules(ties=("extra", "duration")), prizes=PrizeRules(person=(FIRST, SECOND))
        )
        await office.run(rules(declared, paper=replace(declared.paper, extra=drawn("q-04"))))

        # An is quicker; Bình has the extra question right, which gives no point
        an = await office.played("an", SLUG, *KEY[:3], "B", pause=timedelta(seconds=10))
        await office.played("binh", SLUG, *KEY[:4])
        # Cúc has the extra question right and a point less
        await office.played("cuc", SLUG, "B", "C", "A", "A")
        found = await ask(office, lambda work: explain(work, slug=SLUG, code="NV002"))

        assert await awards(office) == [("", "NV002", "Giải Nhất"), ("", "NV001", "Giải Nhì")]
        assert "3/3" in an.text
        assert (found.points, found.rounds[0].ties[0]) == (3, ("extra", -1))

    async def test_essays_are_marked_blind_and_nothing_is_published_before(self, office: Office) -> None:
        essay = Essay(ask="Đồng chí làm gì để thực hiện Nghị quyết?", points=5, words=20)
        declared = contest(
            rank=RankRules(ties=("essay", "duration")), prizes=PrizeRules(person=(FIRST, SECOND))
        )
        await office.run(rules(declared, paper=replace(declared.paper, essays=(essay,))))
        chat = await office.played("an", SLUG, *KEY[:3])
        asked = chat.text
        too_long = await chat.say("chữ " * 21)
        await chat.say("Tôi học và làm theo. 1A 2B")
        await chat.tap("Nộp bài")
        other = await office.played("binh", SLUG, "B", "C", "A", "Tôi giúp đồng nghiệp dùng dịch vụ số.")
        await other.tap("Nộp bài")
        empty = await office.played("cuc", SLUG, *KEY[:3])
        await empty.tap("Bỏ trống")
        await empty.tap("Nộp bài")
        office.clock.now = CLOSES + MINUTE
        await office.tick()
        close = ContestState.CLOSED
        await ask(
            office, lambda work: organise.step(work, slug=SLUG, to=close, by="test", now=office.clock())
        )

        async def publish() -> None:
            await ask(
                office,
                lambda work: organise.step(
                    work, slug=SLUG, to=ContestState.PROVISIONAL, by="test", now=office.clock()
                ),
            )

        async def mark(code: str, points: int, by: str) -> Marking:
            done = await ask(
                office,
                lambda work: essays.give_mark(
                    work, slug=SLUG, code=code, points=points, comment="", by=by, now=office.clock()
                ),
            )
            return done.state

        waiting = await ask(office, lambda work: essays.to_mark(work, slug=SLUG, by="account:1"))
        codes = {each.text[:8]: each.code for each in waiting}
        an, binh = codes["Tôi học "], codes["Tôi giúp"]
        with pytest.raises(EssaysUnmarked):
            await publish()
        # An: 3 and 4 give 3.5, which is 4. Bình: 2 and 5 differ by more than 1, the third says 5
        first = [await mark(an, 3, "account:1"), await mark(an, 4, "account:2")]
        second = [await mark(binh, 2, "account:1"), await mark(binh, 5, "account:2")]
        seen = await ask(office, lambda work: essays.to_mark(work, slug=SLUG, by="account:3"))
        with pytest.raises(NotYourEssay):
            await mark(an, 1, "account:3")
        with pytest.raises(EssaysUnmarked):
            await publish()
        third = await mark(binh, 5, "account:3")
        await publish()

        assert "Câu tự luận 1/1" in asked
        assert "quá giới hạn 20" in said_by(too_long)
        assert "An" not in "".join(each.text + each.ask for each in waiting)
        assert (first, second) == ([Marking.WAITING, Marking.DONE], [Marking.WAITING, Marking.THIRD])
        assert [(each.code, each.mine, each.third) for each in seen] == [(binh, None, True)]
        assert third is Marking.DONE
        # An 3 + 4 = 7, Bình 2 + 5 = 7: equal, and Bình has more for the essay; Cúc has 3
        assert await awards(office) == [("", "NV002", "Giải Nhất"), ("", "NV001", "Giải Nhì")]
        found = await ask(office, lambda work: explain(work, slug=SLUG, code="NV001"))
        assert (found.points, found.rounds[0].attempts[0].points, found.rounds[0].attempts[0].essay) == (
            7,
            7,
            4,
        )


class TestRoundsTogether:
    async def play(self, office: Office, name: str, *papers: tuple[str, ...]) -> None:
        for (opens, _), answers in zip(ROUNDS, papers, strict=False):
            if answers:
                office.clock.now = opens
                await office.played(name, SLUG, *answers)

    async def close(self, office: Office) -> None:
        office.clock.now = ROUNDS[-1][1] + MINUTE
        await office.tick()

    async def test_the_best_two_of_three_count(self, office: Office) -> None:
        declared = contest(rank=RankRules(whole="best", best_of=2), prizes=PrizeRules(person=(FIRST, SECOND)))
        await office.run(declared, *ROUNDS)
        # An 3 + 3 + 0 = 6 of the best two; Bình 2 + 3 + 2 = 5 of the best two, though 7 in all
        await self.play(office, "an", KEY[:3], KEY[:3], ("A", "A", "A"))
        await self.play(office, "binh", ("B", "C", "A"), KEY[:3], ("B", "C", "A"))
        await self.close(office)

        assert await awards(office) == [("", "NV001", "Giải Nhất"), ("", "NV002", "Giải Nhì")]

    async def test_the_number_of_rounds_may_count(self, office: Office) -> None:
        declared = contest(
            rank=RankRules(whole="rounds", ties=("right",)), prizes=PrizeRules(person=(FIRST, SECOND))
        )
        await office.run(declared, *ROUNDS)
        await self.play(office, "an", KEY[:3], KEY[:3])
        await self.play(office, "binh", ("A", "A", "A"), ("A", "A", "A"), ("A", "A", "A"))
        await self.close(office)

        assert await awards(office) == [("", "NV002", "Giải Nhất"), ("", "NV001", "Giải Nhì")]

    async def test_rounds_for_trying_out_count_for_nothing(self, office: Office) -> None:
        declared = contest(prizes=PrizeRules(person=(FIRST,), per="round"))
        await office.run(rules(declared, rounds=Schedule(trial=1)), *ROUNDS[:2])
        await self.play(office, "an", KEY[:3])
        await self.play(office, "binh", ("A", "A", "A"), ("B", "A", "A"))
        office.clock.now = ROUNDS[1][1] + MINUTE
        await office.tick()

        assert await awards(office) == [("", "NV002", "Giải Nhất")]

    async def test_each_round_has_its_theme_and_the_whole_a_prize_of_its_own(self, office: Office) -> None:
        declared = contest(
            draw=(DrawRule(count=1, ids=("q-0{round}",)),),
            prizes=PrizeRules(
                sets=(
                    PrizeSet(name="Giải tuần", prizes=(FIRST,), per="round", family="tuan"),
                    PrizeSet(name="Hai vòng đầu", prizes=(FIRST,), rounds=(1, 2), family="none"),
                )
            ),
        )
        await office.run(declared, *ROUNDS[:2])
        await self.play(office, "an", ("B",), ("C",))
        await self.play(office, "binh", ("A",), ("C",))
        office.clock.now = ROUNDS[1][1] + MINUTE
        await office.tick()

        # An wins the first week; in the second both are right and An, who has a week's prize, is passed over
        assert await awards(office) == [
            ("Giải tuần", "NV001", "Giải Nhất"),
            ("Giải tuần", "NV002", "Giải Nhất"),
            ("Hai vòng đầu", "NV001", "Giải Nhất"),
        ]


class TestStages:
    async def test_the_final_is_for_those_who_came_through_and_the_next_in_line(self, office: Office) -> None:
        final = Stage(name="Chung kết", rounds=(2,), after=(1,), per_unit=1, right_at_least=1)
        await office.run(rules(contest(), stages=(final,)), *ROUNDS[:2])
        # p1: An 3, Bình 2, Cúc 1. p2: Hà none right
        await office.played("an", SLUG, *KEY[:3])
        await office.played("binh", SLUG, "B", "C", "A")
        await office.played("cuc", SLUG, "B", "A", "A")
        await office.played("ha", SLUG, "A", "A", "A")
        office.clock.now = ROUNDS[1][0]
        await office.tick()
        refused = await office.played("binh", SLUG)
        too_few = await office.played("ha", SLUG)
        await correct(
            office,
            lambda work: drafting.withdraw(
                work, slug=SLUG, person="NV001", stage="Chung kết", now=office.clock()
            ),
            reason="Đi công tác nước ngoài",
        )
        moved_up = await office.played("binh", SLUG)
        out = await office.played("an", SLUG)

        def listed(work: Work) -> list[tuple[Person, bool]]:
            stored = work.contests.by_slug(SLUG)
            assert stored is not None
            return [
                (each.person, each.found.moved_up) for each in stages.lines(work, stored=stored, stage=final)
            ]

        assert "đã vượt qua vòng trước" in refused.text
        assert "đã vượt qua vòng trước" in too_few.text
        assert "Câu 1/3" in moved_up.text
        assert "đã vượt qua vòng trước" in out.text
        assert [(person.code, up) for person, up in await ask(office, listed)] == [("NV002", True)]


class TestByHand:
    async def test_articles_and_spreading_win_by_points_entered_with_a_reason(self, office: Office) -> None:
        declared = rules(
            contest(
                units=UnitRules(score="rate_then_quality"),
                prizes=PrizeRules(
                    person=(FIRST,),
                    unit=(Prize(name="Tập thể Nhất", count=1),),
                    sets=(
                        PrizeSet(
                            name="Tuyên truyền",
                            prizes=(FIRST, SECOND),
                            score="entered",
                            entered="bai-viet",
                            family="none",
                        ),
                        PrizeSet(
                            name="Lan toả", prizes=(FIRST,), to="unit", score="entered", entered="lan-toa"
                        ),
                        PrizeSet(name="Nhiều giải", prizes=(FIRST,), to="unit", score="winners"),
                    ),
                ),
            ),
            entered=(
                Entered(id="bai-viet", name="bài viết", to="people"),
                Entered(id="lan-toa", name="lan toả"),
            ),
        )
        await office.run(declared)
        await office.played("an", SLUG, *KEY[:3])
        await office.played("ha", SLUG, "B", "C", "A")
        await office.played("khoa", SLUG, "B", "C", "A")
        office.clock.now = CLOSES + MINUTE
        await office.tick()
        for what, points, person, unit in (
            ("bai-viet", 8, "NV003", ""),
            ("bai-viet", 5, "NV001", ""),
            ("bai-viet", 4, "NV001", ""),
            ("lan-toa", 7, "", "vp"),
            ("lan-toa", 3, "", "p1"),
        ):
            await correct(
                office,
                lambda work, what=what, points=points, person=person, unit=unit: drafting.enter(
                    work, slug=SLUG, what=what, points=points, person=person, unit=unit, now=office.clock()
                ),
                reason="Theo biên bản chấm",
            )
        units = (
            await ask(office, lambda work: awarding.award_list(work, slug=SLUG, now=office.clock()))
        ).units

        # An has 5 + 4 = 9, Cúc 8; p2 took part with both of its people, p1 with one of four
        assert await awards(office) == [
            ("", "NV001", "Giải Nhất"),
            ("Tuyên truyền", "NV001", "Giải Nhất"),
            ("Tuyên truyền", "NV003", "Giải Nhì"),
        ]
        assert [(each.ladder, each.line.result.code, each.prize) for each in units if each.prize] == [
            ("", "p2", "Tập thể Nhất"),
            ("Lan toả", "vp", "Giải Nhất"),
            ("Nhiều giải", "p1", "Giải Nhất"),
        ]


class TestRequiredEssay:
    """The example of docs/rules/essays.md: 9 right without the essay, then 7 right with one that is given 3."""

    def declared(self) -> Contest:
        essay = Essay(ask="Đồng chí làm gì?", points=5, required=True)
        made = contest(
            attempts=AttemptRules(per_round=None), rank=RankRules(ties=("attempts",)),
            prizes=PrizeRules(person=(FIRST, SECOND)),
        )  # fmt: skip
        return rules(made, paper=replace(made.paper, essays=(essay,)))

    async def test_left_empty_keeps_a_paper_from_counting_and_the_chat_says_so_in_time(
        self, office: Office
    ) -> None:
        await office.run(self.declared())
        chat = await office.played("an", SLUG, *KEY[:3])
        asked = chat.text
        skipped = said_by(await chat.tap("Bỏ trống"))
        handed_in = said_by(await chat.tap("Nộp bài"))
        # the second time with the essay, and one right answer less
        again = await office.played("an", SLUG, "B", "C", "A", "Tôi học.")
        last = said_by(await again.tap("Nộp bài"))
        # Bình never writes it
        other = await office.played("binh", SLUG, *KEY[:3])
        await other.tap("Bỏ trống")
        await other.tap("Nộp bài")
        office.clock.now = CLOSES + MINUTE
        await office.tick()
        for by in ("account:1", "account:2"):
            for each in await ask(office, lambda work, by=by: essays.to_mark(work, slug=SLUG, by=by)):
                await ask(
                    office,
                    lambda work, by=by, code=each.code: essays.give_mark(
                        work, slug=SLUG, code=code, points=3, comment="", by=by, now=office.clock()
                    ),
                )
        await other.send(f"why:{SLUG}")
        await again.say("/ketqua")
        await again.say("1")
        result = again.text
        board = await ask(
            office, lambda work: board_view(work, slug=SLUG, now=office.clock(), round_number=1, inside=True)
        )
        an, binh = [
            await ask(office, lambda work, code=code: explain(work, slug=SLUG, code=code))
            for code in ("NV001", "NV002")
        ]

        assert "Bài chưa có phần tự luận này sẽ không được tính." in asked
        assert "bài chưa có phần tự luận sẽ không được tính" in skipped
        assert "Bài này không được tính vì bỏ trống câu tự luận 1" in handed_in
        assert "không được tính" not in last
        # what An is told: 2 right, 3 for the essay, 5 that count; and so does the board
        assert "Đúng 2/3 câu" in result
        assert "Tự luận: 3 điểm" in result
        assert "Điểm được tính: 5" in result
        assert [person_lines(board.lines, TEXTS["vi"])[0].text] == [
            "🥇 Nguyễn Văn An (Phòng Hành chính) — 5 điểm (đúng 2/3), 4 phút"
        ]
        # An's first paper has 3 right and does not count; the second has 2 and 3 for the essay. Both were made
        assert await awards(office) == [("", "NV001", "Giải Nhất")]
        assert (an.points, an.rounds[0].ties) == (5, (("attempts", 2),))
        assert [(each.counts, each.essays_missing) for each in an.rounds[0].attempts] == [
            (False, (1,)),
            (True, ()),
        ]
        assert (binh.place, binh.rounds[0].attempts[0].essays_missing) == (None, (1,))
        assert "Bài bỏ trống câu tự luận bắt buộc thì không được tính: vòng 1" in other.text

    async def test_is_asked_of_its_block_and_its_round_alone(self, office: Office) -> None:
        essay = Essay(ask="Đồng chí làm gì?", points=5, required=True, blocks=("can-bo",), rounds=(1,))
        made = contest(who=Who(blocks=(OFFICIALS, PEOPLE)))
        await office.run(rules(made, paper=replace(made.paper, essays=(essay,))))
        chat = await office.played("an", SLUG, *KEY[:3])
        await chat.tap("Bỏ trống")
        await chat.tap("Nộp bài")
        await office.played("ha", SLUG, "A", "A", "A")
        office.clock.now = CLOSES + MINUTE
        await office.tick()

        an, ha = [
            await ask(office, lambda work, code=code: explain(work, slug=SLUG, code=code))
            for code in ("NV001", "NV005")
        ]

        # Hà, of the other block, counts with none right
        assert (an.place, ha.place) == (None, 1)
