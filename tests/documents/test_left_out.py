"""Who is not proposed, and why, wherever papers say it (docs/rules/awards.md, "Going down the order")."""

from dataclasses import replace
from fractions import Fraction

from quizbot.core.awards import AwardRule
from quizbot.core.awards.participation_first import ParticipationFirst
from quizbot.core.awards.rate_and_quality import RateAndQuality
from quizbot.core.awards.top_n import TopN
from quizbot.core.commend.choosing import AwardPlan, Policy, choose
from quizbot.core.commend.nominees import Nominee
from quizbot.documents.council import council_sheets
from quizbot.documents.desk import open_desk
from quizbot.documents.facts import Facts
from quizbot.documents.left_out import NAMED, floor_lines
from tests.build import Office
from tests.documents.test_dossier import files, finalised, gathered, played, words


def unit(name: str, place: int, participants: int, mean: int) -> Nominee:
    return Nominee(
        subject="unit",
        code=f"p{place}",
        name=name,
        place=place,
        roster=100,
        participants=participants,
        mean=mean,
    )


BOARD = [
    unit("Phòng Nhất", 1, 100, 9000),
    unit("Phòng Nhì", 2, 78, 9500),
    unit("Phòng Ba", 3, 95, 8000),
    unit("Phòng Tư", 4, 90, 8000),
]


async def with_rule(office: Office, rule: AwardRule) -> Facts:
    await played(office)
    await finalised(office)
    facts = await gathered(office)
    plan = AwardPlan(name="gk", title="Giấy khen", form="giay-khen", subject="unit", rule=rule)
    assert facts.commendation is not None
    chosen = choose(BOARD, Policy(awards=(plan,)))
    return replace(facts, commendation=replace(facts.commendation, chosen=chosen, nominees=tuple(BOARD)))


class TestFloor:
    async def test_of_the_sample_proposes_nobody_for_no_right_answer_and_says_so(
        self, small_office: Office
    ) -> None:
        await played(small_office, answers=(("an", "BCD"), ("ha", "BAA"), ("lan", "AAA")))
        await finalised(small_office)
        an, ha, lan = (small_office.people[each] for each in ("an", "ha", "lan"))

        facts = await gathered(small_office, policy=open_desk(None).policy)

        assert [each.nominee.code for each in facts.lines("person")] == [an.code]
        made = files(facts)
        first = made["00_DocTruoc.txt"].decode()
        below = "Tỷ lệ trả lời đúng 33,3% thấp hơn mức 50,0% của quy tắc khen thưởng."
        nothing = (
            "Không có câu trả lời đúng nào hoặc không có điểm; chỉ đề nghị khi Hội đồng quyết định riêng."
        )
        assert "KHÔNG ĐẠT MỨC TỐI THIỂU, KHÔNG ĐƯỢC ĐỀ NGHỊ" in first
        for text in (first, words(made["02_BienBanHopHoiDong.docx"]), words(made["03_ToTrinh.docx"])):
            assert f"{ha.name} (hạng 2): {below}" in text
            assert f"{lan.name} (hạng 3): {nothing}" in text

    def test_names_so_many_and_counts_the_rest(self) -> None:
        people = [
            Nominee(subject="person", code=f"n{n:03}", name=f"Lò Văn {n}", place=n, asked=3)
            for n in range(1, NAMED + 6)
        ]
        plan = AwardPlan(name="gk", title="", form="giay-khen", subject="person", rule=TopN(count=5))

        (line,) = floor_lines(choose(people, Policy(awards=(plan,))))

        assert f"Lò Văn {NAMED} (hạng {NAMED}) và 05 trường hợp khác: Không có câu" in line


class TestHigherOnTheBoard:
    async def test_is_told_with_the_threshold_on_the_sheet_in_the_minutes_and_in_the_submission(
        self, small_office: Office
    ) -> None:
        rule = RateAndQuality(count=2, participation_at_least=Fraction(8, 10))
        facts = await with_rule(small_office, rule)

        made = files(facts)
        why = "Tỷ lệ tham gia 78,0% thấp hơn mức 80,0% của quy tắc khen thưởng."

        for name in ("02_BienBanHopHoiDong.docx", "03_ToTrinh.docx"):
            assert f"- Phòng Nhì (hạng 2): {why}" in words(made[name])
        assert "Không có." not in words(made["02_BienBanHopHoiDong.docx"])
        cells = {cell for row in council_sheets(facts)[1].rows for cell in row}
        assert why in cells

    async def test_is_told_that_the_award_goes_by_another_order(self, small_office: Office) -> None:
        facts = await with_rule(small_office, ParticipationFirst(count=2))

        made = files(facts)

        assert [each.nominee.name for each in facts.lines("unit")] != []
        for name in ("02_BienBanHopHoiDong.docx", "03_ToTrinh.docx"):
            assert (
                "- Phòng Nhì (hạng 2): Xếp trên ở bảng xếp hạng, nhưng quy tắc khen thưởng xét tỷ lệ tham gia trước: 78,0%"
                in words(made[name])
            )

    async def test_is_nobody_where_the_award_follows_the_board(self, small_office: Office) -> None:
        facts = await with_rule(small_office, RateAndQuality(count=2))

        made = files(facts)

        assert {each.nominee.name for each in facts.lines("unit")} == {"Phòng Nhất", "Phòng Nhì"}
        assert "Không có." in words(made["02_BienBanHopHoiDong.docx"])


class TestLists:
    async def test_go_by_rank_and_equals_by_name(self, small_office: Office) -> None:
        await played(small_office, answers=(("ha", "BCD"), ("lan", "BCD"), ("an", "BCA"), ("dung", "BAA")))
        await finalised(small_office)
        plan = AwardPlan(name="gk", title="Giấy khen", form="giay-khen", subject="person", rule=TopN(count=9))

        facts = await gathered(small_office, policy=Policy(awards=(plan,)))

        lines = facts.lines("person")
        places = [each.nominee.place or 0 for each in lines]
        assert places == sorted(places)
        assert [each.nominee.name.split()[-1] for each in lines][-2:] == ["An", "Dũng"]
        minutes = words(files(facts)["02_BienBanHopHoiDong.docx"])
        where = [minutes.index(each.nominee.name) for each in lines]
        assert where == sorted(where)

    async def test_spell_one_word_one_way(self, small_office: Office) -> None:
        await played(small_office)
        await finalised(small_office)

        made = files(await gathered(small_office))

        for name, content in made.items():
            if name.endswith(".docx"):
                assert "tỉ lệ" not in words(content).casefold(), name


class TestWhoSubmits:
    async def test_is_the_unit_within_the_office_in_head_number_and_appendix_alike(
        self, small_office: Office
    ) -> None:
        await played(small_office)
        await finalised(small_office)

        made = files(await gathered(small_office))

        for name, mark in (("03_ToTrinh.docx", "TTr"), ("04_TomTatThanhTich.docx", "BC")):
            text = " ".join(words(made[name]).split())
            assert "VĂN PHÒNG UBND TỈNH MẪU" in text
            assert "PHÒNG HÀNH CHÍNH - QUẢN TRỊ" in text
            assert f"/{mark}-HCQT" in text
        assert "của Phòng Hành chính - Quản trị)" in words(made["03_ToTrinh.docx"])
        decision = " ".join(words(made["05_DuThaoQuyetDinhKhenThuong.docx"]).split())
        assert "UBND TỈNH MẪU VĂN PHÒNG " in decision
        assert "/QĐ-VPUBND" in decision
