"""A wrong key in the middle of appeals: from closing to papers that HR may sign."""

import io
from datetime import timedelta

import openpyxl
import pytest

from quizbot.core.contest import ContestState, Prize, PrizeRules, ResultRules
from quizbot.core.corrections import Policy
from quizbot.core.lifecycle import Actor, SameHand
from quizbot.documents.awards import OWN_WINDOW, PROVISIONAL, award_workbook
from quizbot.usecases import appeals, correcting, drafting, organise
from quizbot.usecases.explain import explain
from quizbot.usecases.planning import Plan
from quizbot.usecases.ports import Outcome, Work
from tests.build import CLOSES, Office, contest, correct

SLUG = "cuoc-thi"
HUONG, MINH, DUYET = (
    Actor(id=f"account:{number}", roles=frozenset({role}))
    for number, role in enumerate(("organizer", "organizer", "reviewer"), start=1)
)
PRIZES = PrizeRules(
    person=(Prize(name="Giải Nhất", count=1, amount=500_000), Prize(name="Giải Nhì", count=2))
)


async def step(office: Office, to: ContestState, by: Actor) -> None:
    await office.write(lambda work: organise.step(work, slug=SLUG, to=to, by=by, now=office.clock()))


async def cells(office: Office) -> list[str]:
    _, content = await office.write(lambda work: award_workbook(work, SLUG, office.clock()))
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]


async def test_a_wrong_key_found_by_an_appeal_changes_the_prize_in_the_open(office: Office) -> None:
    await office.run(contest(prizes=PRIZES, results=ResultRules(appeal=timedelta(days=2))))
    await office.played("an", SLUG, "B", "C", "D")
    chat = await office.played("ha", SLUG, "A", "C", "D")
    office.clock.now = CLOSES + timedelta(hours=1)
    await office.tick()
    # Lan travelled, and plays the day after in a window of her own
    until = office.clock() + timedelta(days=1)
    await correct(
        office,
        lambda work: drafting.override(
            work, slug=SLUG, person="NV007", round_number=1, starts_at=office.clock(), ends_at=until,
            now=office.clock(),
        ),
        by=DUYET.id,
        reason="Đi công tác cơ sở cả tuần",
    )  # fmt: skip
    await office.played("lan", SLUG, "A", "C", "A")
    office.clock.now = until
    await step(office, ContestState.CLOSED, HUONG)
    await step(office, ContestState.PROVISIONAL, HUONG)
    assert PROVISIONAL in await cells(office)

    # Hà appeals in chat; who did not publish answers that she is right
    await chat.send(f"appeal:write:{SLUG}")
    await chat.say("Câu 1: theo mục II.1 đáp án phải là A.")
    await chat.tap("Gửi khiếu nại")
    await office.write(
        lambda work: appeals.answer(
            work, appeal_id=1, outcome=Outcome.UPHELD, text="Đúng, câu này được chấm lại.", by=MINH,
            now=office.clock(),
        )
    )  # fmt: skip

    # the preview says who wins and loses; signing does exactly that
    def plan(work: Work) -> Plan:
        draft = drafting.regrade(
            work, slug=SLUG, question_id="q-01", policy=Policy.REKEY, key="A", now=office.clock()
        )
        return correcting.plan(work, slug=SLUG, draft=draft, now=office.clock())

    planned = await office.write(plan)
    prizes = {
        each.code: (each.before and each.before.prize, each.after and each.after.prize)
        for each in planned.people
        if each.prize_changes
    }
    assert prizes == {"NV001": ("Giải Nhất", "Giải Nhì"), "NV005": ("Giải Nhì", "Giải Nhất")}
    await correct(
        office,
        lambda work: drafting.regrade(
            work, slug=SLUG, question_id="q-01", policy=Policy.REKEY, key="A", now=office.clock()
        ),
        by=HUONG.id,
        reason="Đáp án ghi nhầm, theo khiếu nại số 1",
    )

    # who signed does not confirm; a second person does, when the clock has run out
    office.clock.on(days=2)
    with pytest.raises(SameHand):
        await step(office, ContestState.FINAL, HUONG)
    await step(office, ContestState.FINAL, MINH)
    final = await cells(office)

    assert PROVISIONAL not in final
    assert final.index("Vũ Thu Hà") < final.index("Nguyễn Văn An")
    assert OWN_WINDOW in final
    assert any("đã được chấm lại theo đáp án đúng" in each for each in final)
    told = await office.write(lambda work: explain(work, slug=SLUG, code="NV005"))
    assert (told.place, told.points, [each.number for each in told.corrections]) == (1, 3, [2])
    acts = await office.write(
        lambda work: [each.action for each in work.audit.entries(subject=f"contest:{SLUG}")]
    )
    assert [each for each in acts if not each.startswith("round.")] == [
        "contest.bound",
        "contest.corrected.override",
        "contest.closed",
        "contest.provisional",
        "contest.appeal",
        "appeal.filed",
        "appeal.upheld",
        "contest.corrected.regrade",
        "contest.final",
    ]
    assert await office.write(lambda work: work.audit.broken_at()) is None
