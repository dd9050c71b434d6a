"""Papers of a contest in which points are more than right answers: half points for essays, a part for each type of unit.

An (a division) has 3 right and 4,75 for the essay, Hà (a centre) 3 right and 2; Bình (a division) 2 right and 5.
"""

import io
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import docx
import openpyxl
import pytest

from quizbot.core.contest import Essay, Prize, PrizeRules, PrizeSet, Who
from quizbot.documents.awards import award_workbook
from quizbot.documents.desk import open_desk
from quizbot.documents.dossier import paper_files
from quizbot.documents.drafting import draft_facts
from quizbot.documents.papers import PAPERS
from quizbot.documents.whole_board import write_whole_board
from quizbot.usecases import essays
from quizbot.usecases.ports import Work
from tests.build import CLOSES, MINUTE, Office, contest

SLUG = "cuoc-thi"
MARKS = {"Bài của an": (Fraction(9, 2), 5), "Bài của binh": (5, 5), "Bài của ha": (2, 2)}


@pytest.fixture
async def marked(small_office: Office) -> Office:
    office = small_office

    def kinds(work: Work) -> None:
        for code, kind in (("p1", "phong"), ("p1a", "phong"), ("p2", "trung-tam")):
            parent = "p1" if code == "p1a" else "vp"
            name = next(each.name for each in work.people.units() if each.code == code)
            work.people.put_unit(code=code, name=name, kind=kind, parent=parent)

    await office.write(kinds)
    prizes = PrizeSet(name="Giải khối", prizes=(Prize(name="Giải Nhất", count=1),), block="each", per="round")
    made = contest(who=Who(brackets="by-unit-type"), prizes=PrizeRules(sets=(prizes,)))
    paper = replace(
        made.paper,
        essays=(Essay(ask="Vì sao?", points=5),),
        essay_step=Fraction(1, 2),
        essay_mean="exact",
    )
    await office.run(replace(made, paper=paper))
    for name, answers in (("an", "BCD"), ("binh", "BCA"), ("ha", "BCD")):
        chat = await office.played(name, SLUG, *answers, f"Bài của {name}")
        await chat.tap("Nộp bài")
    office.clock.now = CLOSES + MINUTE
    await office.tick()

    def mark(work: Work) -> None:
        for at, by in enumerate(("account:1", "account:2")):
            for each in essays.to_mark(work, slug=SLUG, by=by):
                essays.give_mark(
                    work,
                    slug=SLUG,
                    code=each.code,
                    points=MARKS[each.text][at],
                    comment="",
                    by=by,
                    now=office.clock(),
                )

    await office.write(mark)
    return office


async def cells(office: Office, paper: str, number: int | None = None) -> tuple[str, list[str]]:
    """Give the paragraphs of a paper as one text, and the cells of its tables."""
    desk = open_desk(None)
    facts = await office.write(
        lambda work: draft_facts(
            work, desk, paper=paper, slug=SLUG, number=number, on=None, now=office.clock()
        )
    )
    (_, word), _ = paper_files(paper, facts, desk)
    found = docx.Document(io.BytesIO(word))
    table_cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return "\n".join(each.text for each in found.paragraphs), table_cells


class TestPapers:
    @pytest.mark.parametrize(
        ("paper", "number", "headed"),
        [
            ("weekly_notice", 1, True),
            ("results_minutes", None, True),
            ("results_notice", None, False),
            ("recognition", None, False),
        ],
    )
    async def test_give_points_and_right_answers_bracket_by_bracket(
        self, marked: Office, paper: str, number: int | None, headed: bool
    ) -> None:
        assert paper in PAPERS
        text, table = await cells(marked, paper, number)

        assert "7,75 điểm (3/3)" in table
        assert "5 điểm (3/3)" in table
        assert any("Trung tâm" in each for each in (text if headed else table, *table))
        if headed:
            assert text.index("Phòng") < text.index("Trung tâm")

    async def test_say_why_in_points(self, marked: Office) -> None:
        _, content = await marked.write(lambda work: award_workbook(work, SLUG, marked.clock()))

        rows = list(openpyxl.load_workbook(io.BytesIO(content))["Cá nhân"].values)
        head = next(row for row in rows if "Điểm" in row)
        points = {
            row[head.index("Mã nhân sự")]: row[head.index("Điểm")] for row in rows[rows.index(head) + 1 :]
        }
        assert (points["NV001"], points["NV005"]) == (7.75, 5)

    async def test_of_everybody_have_a_sheet_for_each_bracket(self, marked: Office, tmp_path: Path) -> None:
        path = tmp_path / "bang.xlsx"

        many = await marked.write(
            lambda work: write_whole_board(work, path, slug=SLUG, number=1, now=marked.clock())
        )

        book = openpyxl.load_workbook(path)
        sheets = {
            name: [row[:3] + row[5:6] for row in book[name].values if row[0] in (1, 2)]
            for name in book.sheetnames
        }
        assert many == 3
        assert sheets == {
            "1. Phòng": [
                (1, "Nguyễn Văn An", "NV001", 7.75),
                (2, "Trần Thị Bình", "NV002", 7),
            ],
            "2. Trung tâm": [(1, "Vũ Thu Hà", "NV005", 5)],
            "3. Văn phòng": [],
        }
