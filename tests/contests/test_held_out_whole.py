"""Four more contests made up from the documentation alone: rules, winners worked out by hand, award papers, evidence.

Each docstring tells what people did and what follows from the printed rules.
"""

import io
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import docx
import pytest

from quizbot.contests.holidays_vn import days_off
from quizbot.contests.load import load_contest
from quizbot.core.calendar import rounds_of
from quizbot.core.contest import ContestState
from quizbot.core.proof.archive import write_archive
from quizbot.core.refusal import Refusal
from quizbot.documents.desk import open_desk
from quizbot.documents.dossier import paper_files
from quizbot.documents.drafting import draft_facts
from quizbot.i18n.rules_text import rules_text
from quizbot.usecases import awarding, drafting, essays, organise
from quizbot.usecases.evidence.bundle import bundle
from quizbot.usecases.evidence.checks import verify
from quizbot.usecases.ports import Work
from quizbot.usecases.standings import board_view, find
from tests.build import Office, correct, opened
from tests.contests.playing import BANK, Hall
from tests.usecases.evidence.second import judged

FOLDER = Path(__file__).parent / "held_out"


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with opened("sqlite://") as made:
        await made.write(lambda work: work.bank.apply(BANK, whole=True))
        yield made


@pytest.mark.parametrize(
    ("name", "clause"),
    [
        ("hai-toi-lay-ba-vong", "– từ 19 giờ 00 phút Thứ Ba đến trước 24 giờ 00 phút Thứ Ba."),
        (
            "hai-toi-lay-ba-vong",
            "Vòng 6: từ 19 giờ 00 phút Thứ Năm, ngày 14/05/2026 đến trước 24 giờ 00 phút Thứ Năm, ngày 14/05/2026.",
        ),
        (
            "hai-toi-lay-ba-vong",
            "nếu khi ấy đã quá giờ đóng thì bỏ vòng đó và bù bằng một vòng cùng thứ, cùng giờ sau tuần cuối cùng.",
        ),
        (
            "hai-toi-lay-ba-vong",
            "tỷ lệ câu đúng của mỗi người tính trên mọi câu hỏi của những vòng được cộng",
        ),
        (
            "bai-viet-bat-buoc-hai-loai-hinh",
            "– Vòng 2: từ 08 giờ 00 phút Thứ Hai, ngày 15/06/2026 đến trước 17 giờ 00 phút Thứ Sáu, ngày 19/06/2026.",
        ),
        (
            "bai-viet-bat-buoc-hai-loai-hinh",
            "Không giới hạn thời gian làm bài trong vòng thi đối với đề không ghi thời gian riêng",
        ),
        ("bai-viet-bat-buoc-hai-loai-hinh", "Thời gian ghi ở đề riêng cũng tính riêng cho từng người"),
        ("bai-viet-bat-buoc-hai-loai-hinh", "Khi chọn lượt thi được tính thì bỏ qua bài không được tính."),
        ("bon-thang-hai-dot", "tức tỷ lệ dự thi nhân với điểm trung bình"),
        (
            "bon-thang-hai-dot",
            "01 giải trong các nhóm: Giải tháng đợt một, Giải tổng đợt một, xét theo thứ tự ấy: người đã có giải thì không nhận thêm",
        ),
        (
            "so-loai-ban-ket-chung-ket",
            "người dự thi của đơn vị là người có kết quả ở vòng cuối cùng",
        ),
        ("so-loai-ban-ket-chung-ket", "Người không dự thi nêu ở mục Đối tượng không tính vào số người"),
        ("so-loai-ban-ket-chung-ket", "đến trước 24 giờ 00 phút Thứ Sáu, ngày 18/09/2026."),
    ],
)
def test_says_what_a_lawyer_would_ask(name: str, clause: str) -> None:
    declared = load_contest(FOLDER / f"{name}.yaml").contest
    rounds = rounds_of(declared.rounds, declared.kind, days_off(range(2025, 2028)))

    assert clause in rules_text(declared, rounds=rounds)


async def bound(office: Office, name: str, *, kinds: Mapping[str, str] | None = None) -> Hall:
    """Declare a contest as the command does, holidays and all, and open it, so that it is bound; Lan organises."""
    declared = load_contest(FOLDER / f"{name}.yaml").contest
    office.clock.now = office.clock.now.replace(year=2025)

    def put(work: Work) -> None:
        units = {each.code: each for each in work.people.units()}
        parents = {each.id: each.code for each in units.values()}
        for code, kind in (kinds or {}).items():
            above = units[code].parent_id
            parent = None if above is None else parents[above]
            work.people.put_unit(code=code, name=units[code].name, kind=kind, parent=parent)
        work.people.update(replace(office.people["lan"], groups=("ban-to-chuc",)), on=date(2024, 1, 1))
        off = days_off(range(2025, 2028))
        organise.apply_contest(work, declared, days_off=off, by="test", now=office.clock())
        organise.step(work, slug=declared.id, to=ContestState.OPEN, by="test", now=office.clock())

    await office.write(put)
    return Hall(office, declared.id)


async def begin(at: Hall) -> None:
    """Set the clock to the opening of the round that comes next."""
    rounds = await at.do(lambda work: work.contests.rounds(find(work, at.slug).id))
    at.office.clock.now = min(each.opens_at for each in rounds if each.opens_at >= at.office.clock())
    await at.office.tick()


async def marked(at: Hall, **given: tuple[float, ...]) -> None:
    """Let people mark each essay, known by its text; the third mark is given where one is wanted."""
    for number in range(3):
        by = f"account:{number + 1}"
        for each in await at.do(lambda work, by=by: essays.to_mark(work, slug=at.slug, by=by)):
            points = given[each.text][number]
            await at.do(
                lambda work, code=each.code, points=points, by=by: essays.give_mark(
                    work,
                    slug=at.slug,
                    code=code,
                    points=Fraction(points),
                    comment="",
                    by=by,
                    now=at.office.clock(),
                )
            )


async def ended(at: Hall) -> None:
    for state in (ContestState.CLOSED, ContestState.FINAL):
        await at.do(
            lambda work, to=state: organise.step(work, slug=at.slug, to=to, by="test", now=at.office.clock())
        )


async def people_won(at: Hall) -> list[tuple[str, int | None, str, str]]:
    """Give ladder, round, name and prize or why somebody was passed over."""
    found = await at.do(lambda work: awarding.award_list(work, slug=at.slug, now=at.office.clock()).people)
    names = {person.code: name for name, person in at.office.people.items()}
    return [(each.ladder, each.round_number, names[each.code], each.prize or each.note) for each in found]


async def units_won(at: Hall) -> list[tuple[str, str, str]]:
    found = await at.do(lambda work: awarding.award_list(work, slug=at.slug, now=at.office.clock()).units)
    lines = [(each.ladder, each.line.result.code, each.note or each.prize) for each in found]
    return [each for each in lines if each[2]]


async def unit_board(at: Hall) -> list[tuple[str, int | None, int, int]]:
    """Give unit, place, participants and people."""
    view = await at.do(
        lambda work: board_view(work, slug=at.slug, now=at.office.clock(), by="unit", inside=True)
    )
    rows = [each.result for each in view.units]
    return [(each.code, each.place, each.participants, each.roster) for each in rows]


async def places(at: Hall) -> list[tuple[int, str, str]]:
    view = await at.do(
        lambda work: board_view(work, slug=at.slug, now=at.office.clock(), inside=True, limit=50)
    )
    names = {person.code: name for name, person in at.office.people.items()}
    return [(each.place, names[each.code], str(each.points)) for each in view.lines]


async def proved(at: Hall) -> int:
    """Check the evidence with both verifiers; give what the second one exits with."""

    def write(work: Work) -> bytes:
        out = io.BytesIO()
        write_archive(out, bundle(work, slug=at.slug))
        return out.getvalue()

    data = await at.office.store.read(write)
    assert [(each.name, each.faults) for each in verify(io.BytesIO(data)).checks if each.faults] == []
    code, said = judged(data)
    assert "SAI" not in said, said
    return code


async def paper(at: Hall, name: str) -> str:
    """Give a paper of the contest as one text, all blanks alike."""
    desk = open_desk(None)
    facts = await at.do(
        lambda work: draft_facts(
            work, desk, paper=name, slug=at.slug, number=None, on=None, now=at.office.clock()
        )
    )
    found = docx.Document(io.BytesIO(next(data for _, data in paper_files(name, facts, desk))))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([each.text for each in found.paragraphs] + cells).split())


async def test_two_evenings_a_week_the_best_three_of_five_by_who_took_part_in_three(office: Office) -> None:
    """Round 1 is for trying out; 30 April is a holiday, so that Thursday is made up on 14 May.

    | | 23/4 | 28/4 | 5/5 | 7/5 | 14/5 | best three | attempts in them | last prediction |
    |---|---|---|---|---|---|---|---|---|
    | An | 10 | 9 | 9 | 8 | | 28 | 3 | 4 |
    | Bình | 6, 9 | 10 | 9 | | | 28 | 4 | 5 |
    | Hà | 8 | | 8 | 8 | 3 | 24 | 3 | 5 |
    | Khoa | | | 8 | 8 | 8 | 24 | 3 | 6 |
    | Cúc | 10 | 10 | | | | 20 | 2 | 5 |

    Dũng's p1a and Lan of the committee may not take part and are nobody's people: p1 has 3 of 3, p2 2 of 2, and people have to decide
    which is first.

    Five took part. An needed fewer attempts than Bình, Hà's last prediction is exact. Cúc took part twice. 24 of 30 are 80 %.
    """
    at = await bound(office, "hai-toi-lay-ba-vong")
    await begin(at)
    await at.sit("khoa", 10, after=10, predicts=1)
    for out in ("lan", "dung"):
        with pytest.raises(Refusal, match="excluded"):
            await at.sit(out, 10, after=1, predicts=5)
    await at.end_round()
    table: tuple[dict[str, tuple[tuple[int, ...], int]], ...] = (
        {"an": ((10,), 9), "binh": ((6, 9), 9), "ha": ((8,), 9), "cuc": ((10,), 9)},
        {"an": ((9,), 9), "binh": ((10,), 9), "cuc": ((10,), 5)},
        {"an": ((9,), 9), "binh": ((9,), 5), "ha": ((8,), 9), "khoa": ((8,), 9)},
        {"an": ((8,), 4), "ha": ((8,), 9), "khoa": ((8,), 9)},
        {"ha": ((3,), 5), "khoa": ((8,), 6)},
    )
    for evening in table:
        await begin(at)
        for name, (papers, predicts) in evening.items():
            for number, right in enumerate(papers):
                await at.sit(
                    name, right, after=600 * number + (100 if name == "ha" else 10), predicts=predicts
                )
        await at.end_round()
    assert office.clock().isoformat() == "2026-05-14T17:00:00+00:00"
    await ended(at)

    assert await places(at) == [
        (1, "an", "28"),
        (2, "binh", "28"),
        (3, "ha", "24"),
        (4, "khoa", "24"),
        (5, "cuc", "20"),
    ]
    assert await people_won(at) == [
        ("", None, "an", "Giải Nhất"),
        ("", None, "binh", "Giải Nhì"),
        ("", None, "ha", "Giải Nhì"),
        ("", None, "khoa", "Giải Nhì"),
        ("", None, "cuc", "few_rounds"),
        ("Chứng nhận hoàn thành", None, "an", "Giấy chứng nhận"),
        ("Chứng nhận hoàn thành", None, "binh", "Giấy chứng nhận"),
        ("Chứng nhận hoàn thành", None, "ha", "Giấy chứng nhận"),
        ("Chứng nhận hoàn thành", None, "khoa", "Giấy chứng nhận"),
        ("Chứng nhận hoàn thành", None, "cuc", "few_rounds"),
    ]
    assert await unit_board(at) == [("p1", 1, 3, 3), ("p2", 1, 2, 2)]
    assert await units_won(at) == [("", "p1", "tie_at_cut"), ("", "p2", "tie_at_cut")]
    notice, minutes = await paper(at, "results_notice"), await paper(at, "results_minutes")
    assert "28/30 câu hỏi (93,3%) trong 03 vòng có điểm cao nhất của 04 vòng thi đã dự" in await paper(
        at, "achievements"
    )
    assert notice.count("Tập thể dẫn đầu – chờ quyết định") == 2
    assert "đến 24 giờ 00 phút ngày 14/05/2026" in notice
    assert "24:00 14/05/2026" in minutes
    assert "Xếp theo tổng điểm của 03 vòng có điểm cao nhất của mỗi người; khi bằng điểm" in minutes
    assert await proved(at) == 3


async def test_a_required_essay_in_half_points_and_prizes_for_each_type_of_unit(office: Office) -> None:
    """p1 with p1a are communes, p2 is a division.

    | | round 1 | round 2 | essay | points | right of |
    |---|---|---|---|---|---|
    | An | 5 | 5, then 5 without essay | 8 and 8,5: 8,25 | 18,25 | 10 of 10 |
    | Bình | 4 | 4 | 9,5 and 9,5 | 17,5 | 8 of 10 |
    | Cúc | 5 | 5 without essay | | 5 | 5 of 5 |
    | Dũng | 5, then 3 | 5 | 7 and 9, third 8,5 | 16,5 | 8 of 10 |
    | Hà | 4 | 4 | 6 and 6,5: 6,25 | 14,25 | 8 of 10 |
    | Khoa | 4 | 3 | 7 and 7,5: 7,25 | 14,25 | 7 of 10 |

    Khoa has more for the essay than Hà. Communes: 1, 0.8, 1, 0.8 make 0.9; the division: 0.8, 0.7 make 0.75.
    """
    at = await bound(office, "bai-viet-bat-buoc-hai-loai-hinh", kinds={"p1": "xa", "p1a": "xa", "p2": "so"})
    await begin(at)
    for name, right in (("an", 5), ("binh", 4), ("cuc", 5), ("dung", 5), ("ha", 4), ("khoa", 4)):
        await at.sit(name, right, after=10)
    await at.sit("dung", 3, after=900)
    with pytest.raises(Refusal, match="excluded"):
        await at.sit("lan", 5, after=1)
    await at.end_round()
    await begin(at)
    for name, right in (("an", 5), ("binh", 4), ("dung", 5), ("ha", 4), ("khoa", 3)):
        await at.sit(name, right, after=10, essay=name)
    await at.sit("an", 5, after=900)
    await at.sit("cuc", 5, after=10)
    await at.end_round()
    await marked(at, an=(8, 8.5), binh=(9.5, 9.5), dung=(7, 9, 8.5), ha=(6, 6.5), khoa=(7, 7.5))
    await ended(at)

    assert await places(at) == [
        (1, "khoa", "57/4"),
        (2, "ha", "57/4"),
        (1, "an", "73/4"),
        (2, "binh", "35/2"),
        (3, "dung", "33/2"),
        (4, "cuc", "5"),
    ]
    assert await people_won(at) == [
        ("Giải từng loại hình", None, "khoa", "Giải Nhất"),
        ("Giải từng loại hình", None, "ha", "Giải Nhì"),
        ("Giải từng loại hình", None, "an", "Giải Nhất"),
        ("Giải từng loại hình", None, "binh", "Giải Nhì"),
        ("Hoàn thành", None, "an", "Giấy chứng nhận"),
        ("Hoàn thành", None, "binh", "Giấy chứng nhận"),
        ("Hoàn thành", None, "dung", "Giấy chứng nhận"),
        ("Hoàn thành", None, "ha", "Giấy chứng nhận"),
        ("Hoàn thành", None, "cuc", "Giấy chứng nhận"),
    ]
    assert await unit_board(at) == [("p1", 1, 4, 4), ("p2", 2, 2, 2)]
    assert await units_won(at) == [("Tập thể", "p1", "Tập thể Nhất")]
    assert await proved(at) == 3


async def test_one_prize_in_each_half_and_collectives_by_rate_times_quality_over_a_transfer(
    office: Office,
) -> None:
    """Bình moves from p1 to p2 on 1 March, between the halves.

    | | January | February | March | April | first half | second half | in all |
    |---|---|---|---|---|---|---|---|
    | An (p1) | 10 | 10 | 8 | 8 | 20 | 16 | 36/40 |
    | Bình (p1, p2) | 9 | 8 | 10 | 9 | 17 in 120 s | 19 | 36/40 |
    | Cúc (p1) | | 9 | | 7 | 9 | 7 | 16/20 |
    | Dũng (p1a) | 7 | | | | 7 | | 7/10 |
    | Hà (p2) | 8 | 9 in 90 s | 9 | 9 in 50 s | 17 in 150 s | 18 | 35/40 |
    | Khoa (p2) | | | 6 | | | 6 | 6/10 |
    | Lan (vp) | | | | 5 | | 5 | 5/10 |

    An has January, so Cúc February, and Bình the first half. Bình has March, so Hà April (who was quicker anyway); of the second half
    An has one of two, Cúc is of An's unit, Khoa has the other. Four months: p1 has An, Cúc, Dũng: (0.9 + 0.8 + 0.7) / 3 = 0.8; p2 has Bình, Hà,
    Khoa: 2.375 / 3 = 0.7917; vp was there in one month. March and April: p1 (0.8 + 0.7 + 0) / 3 = 0.5, p2 (0.95 + 0.9 + 0.6) / 3 = 0.8167.
    """
    at = await bound(office, "bon-thang-hai-dot")
    months: tuple[dict[str, tuple[int, int]], ...] = (
        {"an": (10, 60), "binh": (9, 60), "ha": (8, 60), "dung": (7, 60)},
        {"an": (10, 60), "binh": (8, 60), "cuc": (9, 60), "ha": (9, 90)},
        {"binh": (10, 60), "ha": (9, 60), "an": (8, 60), "khoa": (6, 60)},
        {"binh": (9, 60), "ha": (9, 50), "an": (8, 60), "cuc": (7, 60), "lan": (5, 60)},
    )
    for number, month in enumerate(months):
        await begin(at)
        if number == 2:

            def move(work: Work) -> None:
                p2 = next(each.id for each in work.people.units() if each.code == "p2")
                work.people.update(replace(office.people["binh"], unit_id=p2), on=date(2026, 3, 1))

            await at.do(move)
        for name, (right, took) in month.items():
            await at.sit(name, right, after=10, took=took)
        await at.end_round()
    await ended(at)

    assert await people_won(at) == [
        ("Giải tháng đợt một", 1, "an", "Giải tháng"),
        ("Giải tháng đợt một", 2, "an", "had_one"),
        ("Giải tháng đợt một", 2, "cuc", "Giải tháng"),
        ("Giải tháng đợt hai", 3, "binh", "Giải tháng"),
        ("Giải tháng đợt hai", 4, "ha", "Giải tháng"),
        ("Giải tổng đợt một", None, "an", "had_one"),
        ("Giải tổng đợt một", None, "binh", "Giải đợt"),
        ("Giải tổng đợt hai", None, "binh", "had_one"),
        ("Giải tổng đợt hai", None, "ha", "had_one"),
        ("Giải tổng đợt hai", None, "an", "Giải đợt"),
        ("Giải tổng đợt hai", None, "cuc", "unit_full"),
        ("Giải tổng đợt hai", None, "khoa", "Giải đợt"),
    ]
    assert await unit_board(at) == [("p1", 1, 3, 3), ("p2", 2, 3, 3), ("vp", 3, 1, 1)]
    assert await units_won(at) == [
        ("Tập thể bốn tháng", "p1", "Tập thể Nhất"),
        ("Tập thể bốn tháng", "p2", "Tập thể Nhì"),
        ("Tập thể đợt hai", "p2", "Tập thể tiến bộ"),
    ]
    assert await proved(at) == 0


async def test_two_of_each_unit_go_to_a_semi_final_and_the_final_decides(office: Office) -> None:
    """p1 with p1a are a block, everybody else another.

    | | rounds 1 and 2 | semi-final | final | essay | points |
    |---|---|---|---|---|---|
    | An (p1) | 9 + 9 in 120 s, withdraws | | | | |
    | Bình (p1) | 9 + 9 in 100 s | 8 in 60 s | 6 | 4,5 and 4,5 | 10,5 |
    | Cúc (p1) | 9 + 8 in 120 s | 9 | 7 | 3 and 3,5: 3,5 | 10,5 |
    | Dũng (p1a) | 9 + 8 in 120 s | 8 in 70 s | | | |
    | Hà (p2) | 4 + 3 | | | | |
    | Khoa (p2) | 5 + 3 | 2 | 6 | 1 and 2,5, third 1,5 | 7,5 |

    p1 sends Bình and, for An, both Cúc and Dũng, who share a place; p2 only Khoa, for Hà has fewer than 8 right. The final has the first two, Cúc
    and Bình, and the first of each block, Cúc and Khoa. Bình has more for the essay than Cúc; Khoa stays below the 8 points of Giải Ba.
    """
    at = await bound(office, "so-loai-ban-ket-chung-ket")
    first = (
        {"an": (9, 60), "binh": (9, 50), "cuc": (9, 60), "dung": (9, 60), "ha": (4, 60), "khoa": (5, 60)},
        {"an": (9, 60), "binh": (9, 50), "cuc": (8, 60), "dung": (8, 60), "ha": (3, 60), "khoa": (3, 60)},
    )
    for window in first:
        await begin(at)
        for name, (right, took) in window.items():
            await at.sit(name, right, after=10, took=took)
        await at.end_round()
    await correct(
        office,
        lambda work: drafting.withdraw(
            work, slug=at.slug, person="NV001", stage="Bán kết", now=office.clock()
        ),
        slug=at.slug,
    )
    await begin(at)
    for out in ("an", "ha"):
        with pytest.raises(Refusal, match="not_qualified"):
            await at.sit(out, 10, after=1)
    for name, right, took in (("binh", 8, 60), ("cuc", 9, 60), ("dung", 8, 70), ("khoa", 2, 60)):
        await at.sit(name, right, after=10, took=took)
    await at.end_round()
    await begin(at)
    for out in ("an", "dung"):
        with pytest.raises(Refusal, match="not_qualified"):
            await at.sit(out, 10, after=1)
    for name, right in (("binh", 6), ("cuc", 7), ("khoa", 6)):
        await at.sit(name, right, after=10, essay=name)
    await at.end_round()
    await marked(at, binh=(4.5, 4.5), cuc=(3, 3.5), khoa=(1, 2.5, 1.5))
    await ended(at)

    assert [line for line in await people_won(at) if line[3]] == [
        ("", None, "binh", "Giải Nhất"),
        ("", None, "cuc", "Giải Nhì"),
    ]
    assert "Xếp theo điểm của vòng cuối cùng; khi bằng điểm" in await paper(at, "results_minutes")
    assert "trả lời đúng 6/10 câu hỏi (60,0%) ở vòng cuối cùng; đã dự 04 vòng thi" in await paper(
        at, "achievements"
    )
    assert await places(at) == [(1, "binh", "21/2"), (2, "cuc", "21/2"), (1, "khoa", "15/2")]
    assert await units_won(at) == [("", "p1", "Đơn vị có nhiều giải nhất")]
    assert await proved(at) == 3
