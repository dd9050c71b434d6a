"""Points entered by hand, stages, blocks and essays at the terminal: `contest enter|withdraw|qualified|blocks|essays|mark`.

Two rounds. An and Bình sit in the officials' block, Hà outside. In round 1 An has 3 right, Bình 2, Hà 1, each with an
essay of five points in half points; round 2 is for the first two of them.
"""

import asyncio
import json
import re
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizbot.cli import main
from quizbot.config import Settings
from quizbot.core.conditions import Condition
from quizbot.core.contest import Block, Contest, Entered, Essay, Prize, PrizeRules, PrizeSet, Stage, Who
from quizbot.usecases.accounts import add_account
from quizbot.usecases.ports import Work
from tests.build import CLOSES, MINUTE, OPENS, WEEK, contest, opened

RUNNER = CliRunner()
SLUG = "cuoc-thi"
ACCOUNTS = {"cham1": ("marker",), "cham2": ("marker",), "cham3": ("reviewer",), "nhansu": ("hr",)}


def run(*words: str) -> Result:
    return RUNNER.invoke(main, list(words))


def declared() -> Contest:
    made = contest(
        who=Who(
            blocks=(
                Block(
                    id="can-bo",
                    name="Khối cán bộ",
                    condition=Condition(units=("p1",)),
                    participation_target=Fraction(3, 4),
                ),
                Block(id="khac", name="Khối khác"),
            )
        ),
        prizes=PrizeRules(
            sets=(
                PrizeSet(
                    name="Giải bài viết",
                    prizes=(Prize(name="Giải Nhất", count=1),),
                    score="entered",
                    entered="bai-viet",
                ),
            )
        ),
    )
    essay = Essay(ask="Đồng chí làm gì?", points=5)
    return replace(
        made,
        paper=replace(made.paper, essays=(essay,), essay_step=Fraction(1, 2), essay_mean="exact"),
        entered=(Entered(id="bai-viet", name="bài viết", to="people"),),
        stages=(Stage(name="Chung kết", rounds=(2,), after=(1,), top=2),),
    )


async def fill(url: str) -> None:
    async with opened(url) as office:
        await office.run(declared(), (OPENS, CLOSES), (OPENS + WEEK, CLOSES + WEEK))
        for name, answers in (("an", "BCD"), ("binh", "BCA"), ("ha", "BAA")):
            chat = await office.played(name, SLUG, *answers, f"Bài của {name}.")
            await chat.tap("Nộp bài")
        office.clock.now = CLOSES + MINUTE
        await office.tick()

        def accounts(work: Work) -> None:
            for login, roles in ACCOUNTS.items():
                add_account(work, login=login, name=login, password_hash="x", roles=roles, by="t", now=OPENS)

        await office.write(accounts)


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a working folder in which round 1 is over; the time is the day after."""
    data = tmp_path / "data"
    data.mkdir()
    (tmp_path / "config.yaml").write_text(f"data: {data}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    asyncio.run(fill(Settings(data=data).database_url({})))
    monkeypatch.setattr("quizbot.installation.now", lambda: CLOSES + timedelta(days=1))


class TestEnter:
    def test_counts_once_it_is_applied_with_a_reason(self) -> None:
        given = ("contest", "enter", SLUG, "bai-viet", "7", "--person", "NV005")

        shown = run(*given)
        applied = run(*given, "--apply", "--reason", "Biên bản chấm bài viết")

        assert "chưa có gì thay đổi" in shown.output
        assert applied.exit_code == 0
        assert "ĐÃ ÁP DỤNG" in applied.output
        assert "NV005" in applied.output
        assert "Nhập 7 điểm “bai-viet”" in run("contest", "corrections", SLUG).output

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            (("bai-viet", "7"), 2, "đúng một trong --person và --unit"),
            (("bai-viet", "7", "--person", "NV001", "--unit", "p1"), 2, "đúng một trong"),
            (("bai-viet", "7", "--unit", "p1"), 1, "không khai điểm “bai-viet”"),
            (("bai-ve", "7", "--person", "NV001"), 1, "không khai điểm “bai-ve”"),
        ],
    )
    def test_says_why_not(self, words: tuple[str, ...], code: int, said: str) -> None:
        refused = run("contest", "enter", SLUG, *words)

        assert refused.exit_code == code
        assert said in refused.output


class TestStages:
    def test_who_withdraws_makes_room_for_the_next(self) -> None:
        before = run("contest", "qualified", SLUG)
        gone = run(
            "contest", "withdraw", SLUG, "NV001", "Chung kết", "--apply", "--reason", "Đi công tác",
        )  # fmt: skip
        after = run("contest", "qualified", SLUG, "--stage", "Chung kết")
        data = json.loads(run("contest", "qualified", SLUG, "--json").output)

        assert before.output.startswith("Chung kết: 2 người\n")
        assert re.findall(r"NV\d+", before.output) == ["NV001", "NV002"]
        assert gone.exit_code == 0
        assert re.findall(r"NV\d+.*", after.output)[1].endswith("(vào thay)")
        assert [(each["code"], each["moved_up"]) for each in data["Chung kết"]] == [
            ("NV002", False),
            ("NV005", True),
        ]

    def test_that_are_not_there_are_named(self) -> None:
        refused = run("contest", "qualified", SLUG, "--stage", "Bán kết")
        also = run("contest", "withdraw", SLUG, "NV001", "Bán kết")

        assert (refused.exit_code, also.exit_code) == (1, 1)
        assert "Bán kết" in refused.output
        assert "Bán kết" in also.output


class TestBlocks:
    def test_say_how_many_took_part_and_whether_it_is_enough(self) -> None:
        text = run("contest", "blocks", SLUG).output
        data = json.loads(run("contest", "blocks", SLUG, "--json").output)

        # An and Bình of the four of p1 and the unit below it; Hà of the three others
        assert "Khối cán bộ (can-bo): 2/4 người dự thi, 50%, chỉ tiêu 75%: chưa đạt" in text
        assert "Khối khác (khac): 1/3 người dự thi, 33,3333%" in text
        assert [(each["took_part"], each["people"]) for each in data] == [(2, 4), (1, 3)]


class TestEssays:
    def codes(self, login: str) -> dict[str, str]:
        found = json.loads(run("contest", "essays", SLUG, "--by", login, "--json").output)
        return {each["text"]: each["code"] for each in found}

    def mark(self, login: str, text: str, points: str, *more: str) -> Result:
        return run("contest", "mark", SLUG, self.codes(login)[text], points, "--by", login, *more)

    def test_are_listed_without_names_and_marked_by_two_and_a_third(self) -> None:
        listed = run("contest", "essays", SLUG, "--by", "cham1").output
        first = self.mark("cham1", "Bài của an.", "4,5", "--comment", "Rõ ý")
        second = self.mark("cham2", "Bài của an.", "5")
        apart = [self.mark("cham1", "Bài của binh.", "1"), self.mark("cham2", "Bài của binh.", "3.5")]
        third = run("contest", "essays", SLUG, "--by", "cham3").output
        decided = self.mark("cham3", "Bài của binh.", "3")
        explained = run("explain", SLUG, "NV001").output
        board = json.loads(run("standings", SLUG, "--round", "1", "--json").output)

        assert "tối đa 5 điểm, chưa chấm" in listed
        assert "Đã chấm xong 0/3; chờ chấm 3; chờ người thứ ba 0." in listed
        assert not re.search(r"NV00|Nguyễn|Trần", listed)
        assert "Đã ghi 4,5 điểm" in first.output
        assert "chờ người chấm thứ hai" in first.output
        assert "đã chấm xong" in second.output
        assert "chờ người thứ ba" in apart[1].output
        assert "hai điểm lệch nhau: cần người thứ ba" in third
        assert "đã chấm xong" in decided.output
        # An 3 and the mean of 4,5 and 5; Bình 2 and the third person's 3
        assert "tự luận: 4,75 điểm" in explained
        assert "cộng: 7,75 điểm" in explained
        assert [(each["code"], each["points"]) for each in board["lines"]] == [
            ("NV001", 7.75),
            ("NV002", 5),
            ("NV005", 1),
        ]

    @pytest.mark.parametrize(
        ("login", "points", "code", "said"),
        [
            ("cham1", "4,3", 1, "Điểm là bội số của 0,5, từ 0 đến 5."),
            ("cham1", "6", 1, "Điểm là bội số của 0,5, từ 0 đến 5."),
            ("cham1", "bốn", 2, "không phải là điểm"),
            ("nhansu", "4", 1, "không có vai trò chấm bài"),
            ("khong-co", "4", 1, "Không có tài khoản"),
        ],
    )
    def test_say_why_a_mark_is_refused(self, login: str, points: str, code: int, said: str) -> None:
        essay = self.codes("cham1")["Bài của ha."]

        refused = run("contest", "mark", SLUG, essay, points, "--by", login)

        assert refused.exit_code == code
        assert said in refused.output

    def test_are_not_marked_by_nobody_nor_under_a_code_that_is_not_there(self) -> None:
        essay = self.codes("cham1")["Bài của ha."]

        nobody = run("contest", "mark", SLUG, essay, "4")
        unknown = run("contest", "mark", SLUG, "ZZZZ", "4", "--by", "cham1")

        assert (nobody.exit_code, unknown.exit_code) == (1, 1)
        assert "--by" in nobody.output
        assert "Không có bài tự luận mang mã ZZZZ" in unknown.output
