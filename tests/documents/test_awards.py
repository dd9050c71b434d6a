"""The award list as HR gets it: real types, reasons, parts that sum, provisional until final."""

import io
from typing import Any

import openpyxl
from openpyxl.workbook.workbook import Workbook

from quizbot.core.contest import ContestState, Prize, PrizeRules, UnitRules
from quizbot.documents.awards import PROVISIONAL, award_workbook
from quizbot.documents.formats.xlsx import write_xlsx
from quizbot.documents.sheets import Column, Sheet
from quizbot.usecases import organise
from tests.build import CLOSES, Office, contest

PRIZES = PrizeRules(
    person=(Prize(name="Giải Nhất", count=1, amount=1_000_000), Prize(name="Giải Nhì", count=1)),
    unit=(Prize(name="Giải tập thể", count=1, amount=2_000_000),),
)


async def workbook(office: Office) -> tuple[str, Workbook]:
    name, content = await office.write(lambda work: award_workbook(work, "cuoc-thi", office.clock()))
    return name, openpyxl.load_workbook(io.BytesIO(content))


def table(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    """Give the rows of a sheet's table by column title."""
    rows = [list(row) for row in book[sheet].iter_rows(values_only=True)]
    top = next(number for number, row in enumerate(rows) if row[0] == "Thứ hạng")
    titles = [str(each) for each in rows[top]]
    body = []
    for row in rows[top + 1 :]:
        if all(each is None for each in row):
            break
        body.append(dict(zip(titles, row, strict=True)))
    return body


async def played(office: Office) -> None:
    await office.run(contest(prizes=PRIZES, units=UnitRules(score="mean")))
    for name, answers in (("an", "BCD"), ("ha", "BCA"), ("dung", "BCA"), ("lan", "AAA")):
        await office.played(name, "cuoc-thi", *answers)
    office.clock.now = CLOSES
    await office.tick()


class TestPeople:
    async def test_stand_in_order_with_prize_and_reason(self, office: Office) -> None:
        await played(office)

        _, book = await workbook(office)

        first, second = table(book, "Cá nhân")[:2]
        assert (first["Thứ hạng"], first["Họ và tên"], first["Mã nhân sự"]) == (1, "Nguyễn Văn An", "NV001")
        assert (first["Giải"], first["Tiền thưởng"]) == ("Giải Nhất", 1_000_000)
        assert first["Lý do xếp hạng"] == "Cao nhất theo các tiêu chí."
        assert second["Giải"] == "Giải Nhì"
        assert "điểm cao hơn (3 so với 2)" in second["Lý do xếp hạng"]

    async def test_are_sorted_by_their_given_name_on_the_second_sheet(self, office: Office) -> None:
        await played(office)

        _, book = await workbook(office)

        names = [row["Họ và tên"] for row in table(book, "Cá nhân theo tên")]
        assert names == sorted(names, key=lambda name: name.split()[-1])
        assert {row["Mã nhân sự"] for row in table(book, "Cá nhân theo tên")} == {
            row["Mã nhân sự"] for row in table(book, "Cá nhân")
        }


class TestUnits:
    async def test_sum_to_the_people(self, office: Office) -> None:
        await played(office)

        _, book = await workbook(office)

        rows = table(book, "Tập thể")
        assert sum(row["Số người tham gia"] for row in rows) == 4
        assert sum(row["Quân số"] for row in rows) == len(office.people)
        for row in rows:
            assert abs(row["Tỷ lệ tham gia"] - row["Số người tham gia"] / row["Quân số"]) < 0.0001


class TestState:
    async def test_is_provisional_until_it_is_final(self, office: Office) -> None:
        await played(office)
        name, book = await workbook(office)
        assert name.endswith("-tam-tinh.xlsx")
        assert PROVISIONAL in [row[0] for row in book["Cá nhân"].iter_rows(values_only=True)]

        for to in (ContestState.CLOSED, ContestState.FINAL):
            await office.write(
                lambda work, to=to: organise.step(  # type: ignore[misc]
                    work, slug="cuoc-thi", to=to, by="t", now=office.clock()
                )
            )
        name, book = await workbook(office)

        assert name == "khen-thuong-cuoc-thi.xlsx"
        assert PROVISIONAL not in [row[0] for row in book["Cá nhân"].iter_rows(values_only=True)]


class TestXlsx:
    def test_writes_text_as_text_and_numbers_as_numbers(self) -> None:
        sheet = Sheet(
            name="Thử",
            heading=("Đầu đề",),
            columns=(
                Column(title="Mã"),
                Column(title="Số", kind="whole"),
                Column(title="Giờ", kind="duration"),
            ),
            rows=(("=1+1", 5, 90), ("0007", None, None)),
        )

        page = openpyxl.load_workbook(io.BytesIO(write_xlsx([sheet])))["Thử"]
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=4, max_row=5)]
        kinds = [row[0].data_type for row in page.iter_rows(min_row=4, max_row=5)]

        assert rows[0][:2] == ["=1+1", 5]
        assert rows[1] == ["0007", None, None]
        assert kinds == ["s", "s"]
