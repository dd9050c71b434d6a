"""The minutes of the results: whoever the decision gives a prize to stands in them, with what decided among equals."""

from datetime import timedelta
from typing import Any

import pytest

from quizbot.core.contest import Prediction, Prize, PrizeRules, RankRules, UnitRules
from quizbot.core.corrections import Correction, CorrectionKind, Policy
from quizbot.documents.desk import open_desk
from quizbot.documents.drafting import draft_facts
from quizbot.documents.official import Grid, Heading, Paper
from quizbot.documents.papers import PAPERS
from quizbot.usecases import paperwork
from tests.build import CLOSES, OPENS, WEEK, Office, contest, correct

DAY = timedelta(days=1)


async def drafted(office: Office, name: str) -> Paper:
    desk = open_desk(None)
    facts = await office.write(
        lambda work: draft_facts(
            work, desk, paper=name, slug="cuoc-thi", number=None, on=None, now=office.clock()
        )
    )
    return PAPERS[name].draft(facts)


def tables(paper: Paper, title: str) -> list[list[dict[str, str]]]:
    """Give the rows of the tables with a column of this title, by the titles of their columns."""
    blocks = [*paper.blocks, *(each for one in paper.attachments for each in one.blocks)]
    found = []
    for each in blocks:
        if isinstance(each, Grid) and any(column.title == title for column in each.columns):
            heads = [column.title for column in each.columns]
            found.append([dict(zip(heads, row, strict=True)) for row in each.rows])
    return found


async def two_rounds(office: Office, **more: Any) -> None:
    """Play two rounds in March: An and Bình equal in the first, Hà alone in the second."""
    made = contest(
        prizes=PrizeRules(
            person=(Prize(name="Giải Nhất", count=1), Prize(name="Giải Nhì", count=1)),
            unit=(Prize(name="Tập thể dẫn đầu", count=1),),
            per="round",
            one_per_person=False,
        ),
        units=UnitRules(score="mean", season="month"),
        rank=RankRules(ties=("duration",)),
        **more,
    )
    await office.run(made, (OPENS, CLOSES), (OPENS + WEEK, CLOSES + WEEK))
    for name, pause in (("an", 1), ("binh", 2)):
        await office.played(name, "cuoc-thi", *"BCD", pause=timedelta(minutes=pause))
    office.clock.now = CLOSES
    await office.tick()
    office.clock.now = OPENS + WEEK
    await office.tick()
    await office.played("ha", "cuoc-thi", *"BCA")
    office.clock.now = CLOSES + WEEK
    await office.tick()


class TestMinutes:
    async def test_name_everybody_whom_the_decision_names(
        self, small_office: Office, monkeypatch: Any
    ) -> None:
        # a board of one line: whoever won a round need not lead the whole contest
        monkeypatch.setattr(paperwork, "LEADERS", 1)
        await two_rounds(small_office)

        decision = await drafted(small_office, "recognition")
        minutes = await drafted(small_office, "results_minutes")

        (given,) = tables(decision, "Tập thể, họ và tên")
        said = [row for table in tables(minutes, "Phân định khi bằng điểm") for row in table]
        units = [row for table in tables(minutes, "Tập thể") for row in table if "Giải" in row]
        assert len(given) == 4
        assert sorted((row["Giải"], row["Tập thể, họ và tên"]) for row in given) == sorted(
            [(row["Giải"], row["Họ và tên"]) for row in said]
            + [(row["Giải"], row["Tập thể"]) for row in units]
        )

    async def test_say_what_decided_among_equals_and_nothing_where_points_did(
        self, small_office: Office
    ) -> None:
        await two_rounds(small_office)

        first, second = tables(await drafted(small_office, "results_minutes"), "Phân định khi bằng điểm")

        assert [row["Phân định khi bằng điểm"] for row in first] == [
            "Bằng điểm người hạng dưới; làm bài nhanh hơn (3 phút so với 6 phút).",
            "Bằng điểm người hạng trên; người hạng trên làm bài nhanh hơn (3 phút so với 6 phút).",
        ]
        assert [row["Phân định khi bằng điểm"] for row in second] == [""]

    async def test_head_prizes_by_their_rounds_and_month(self, small_office: Office) -> None:
        await two_rounds(small_office)

        minutes = await drafted(small_office, "results_minutes")

        heads = [each.text for each in minutes.blocks if isinstance(each, Heading)]
        assert heads[3:8] == [
            "IV. Tập thể, cá nhân đạt giải",
            "Cá nhân đạt giải – vòng 1",
            "Cá nhân đạt giải – vòng 2",
            "Tập thể đạt giải – tháng 03/2026, các vòng 1–2",
            "V. Bảng xếp hạng cá nhân cả cuộc thi",
        ]

    async def test_say_that_nobody_won(self, small_office: Office) -> None:
        await small_office.run(contest(prediction=Prediction.NONE))
        small_office.clock.now = CLOSES
        await small_office.tick()

        said = str(await drafted(small_office, "results_minutes"))

        assert "Không có cá nhân đạt giải." in said
        assert "Không có tập thể đạt giải." in said


class TestRulings:
    @pytest.mark.parametrize("running", [True, False])
    async def test_on_a_question_are_told_whole_once_its_rounds_are_over(
        self, small_office: Office, running: bool
    ) -> None:
        await small_office.run(contest())
        await small_office.played("an", "cuoc-thi", *"BCD")
        await correct(
            small_office,
            lambda work: Correction(
                kind=CorrectionKind.REGRADE,
                question_id="q-01",
                policy=Policy.REKEY,
                key=("A",),
                at=small_office.clock(),
                by="",
                reason="",
            ),
            by="cli",
        )
        if not running:
            small_office.clock.now = CLOSES
            await small_office.tick()

        said = str(await drafted(small_office, "results_minutes"))

        told = (
            "Về câu q-01: câu hỏi “Câu hỏi q-01?”; đáp án được áp dụng: A. Một 1; có trong đề của 01 lượt thi,"
            " kết quả đã tính lại; người quyết định: lệnh trên máy chủ, lúc 10 giờ 03 phút ngày 02/03/2026."
        )
        assert (told in said) is not running
        assert ("Câu hỏi q-01?" in said) is not running
