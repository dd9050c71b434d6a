"""Whom a contest excludes is nobody's people: the example of docs/rules/units.md, "What is counted"."""

import io
from dataclasses import replace
from datetime import date

from quizbot.core.contest import ContestState, UnitRules, Who
from quizbot.usecases import history, organise
from quizbot.usecases.evidence.checks import verify
from quizbot.usecases.ports import Work
from quizbot.usecases.standings import board_view
from tests.build import OPENS, WEEK, Office, contest
from tests.usecases.evidence.played import SLUG, bundled, opened
from tests.usecases.evidence.second import judged

RULES = contest(
    who=Who(exclude=("ban-to-chuc", "p1a")), units=UnitRules(score="participation", season="contest")
)
People = list[tuple[str, int, int]]


async def grouped(office: Office, name: str, *, unit: str | None = None, on: date | None = None) -> None:
    def change(work: Work) -> None:
        units = {each.code: each.id for each in work.people.units()}
        person = office.people[name]
        work.people.update(
            replace(person, groups=("ban-to-chuc",), unit_id=units[unit] if unit else person.unit_id),
            on=on or OPENS.date(),
        )

    await office.write(change)


async def board(office: Office, number: int | None = None) -> People:
    view = await office.write(
        lambda work: board_view(
            work, slug=SLUG, now=office.clock(), by="unit", round_number=number, inside=True
        )
    )
    rows = [each.result for each in view.units]
    return sorted((each.code, each.participants, each.roster) for each in rows)


async def week(office: Office, number: int, *names: str) -> None:
    office.clock.now = OPENS + WEEK * number
    await office.tick()
    for name in names:
        office.clock.now = OPENS + WEEK * number
        await office.played(name, SLUG, "B", "C", "D")


async def test_stay_out_of_the_people_of_their_unit(office: Office) -> None:
    await grouped(office, "khoa")
    await opened(office, RULES)
    await week(office, 0, "an", "ha")

    # Lan, alone in the root, is not of the group; Dũng's p1a is excluded
    assert await board(office) == [("p1", 1, 3), ("p2", 1, 1), ("vp", 0, 1)]
    assert await board(office, 1) == await board(office)


async def test_count_where_they_took_part_before(office: Office) -> None:
    await opened(office, RULES, rounds=2)
    await week(office, 0, "an", "ha", "khoa")
    await grouped(office, "khoa")
    await grouped(office, "binh")
    await week(office, 1, "an")

    # Khoa has a result of the first week, and none of the second
    assert await board(office) == [("p1", 1, 2), ("p2", 2, 2), ("vp", 0, 1)]
    assert await board(office, 2) == [("p1", 1, 2), ("p2", 0, 1), ("vp", 0, 1)]
    before = await office.write(
        lambda work: history.board_at(
            work, slug=SLUG, at=office.clock(), round_number=None, by="unit", limit=9
        )
    )
    told = sorted((each.result.code, each.result.participants, each.result.roster) for each in before.units)
    assert told == await board(office)


async def test_who_moves_to_an_excluded_unit_leaves_its_people_unless_they_took_part(office: Office) -> None:
    await opened(office, RULES, rounds=2)
    await week(office, 0, "an", "binh")

    def move(work: Work) -> None:
        p1a = next(each.id for each in work.people.units() if each.code == "p1a")
        for name in ("binh", "cuc"):
            work.people.update(replace(office.people[name], unit_id=p1a), on=(OPENS + WEEK).date())

    await office.write(move)
    await week(office, 1, "an")

    # Bình took part for p1, Cúc never
    assert await board(office) == [("p1", 2, 2), ("p2", 0, 2), ("vp", 0, 1)]


async def test_the_evidence_counts_the_same_people(office: Office) -> None:
    await grouped(office, "khoa")
    await opened(office, RULES, rounds=2)
    await week(office, 0, "an", "ha")
    await week(office, 1, "binh", "ha")
    office.clock.now = OPENS + WEEK * 2
    await office.write(
        lambda work: organise.step(work, slug=SLUG, to=ContestState.CLOSED, by="t", now=office.clock())
    )

    data = await bundled(office)

    assert [each.faults for each in verify(io.BytesIO(data)).checks if each.faults] == []
    code, said = judged(data)
    assert (code, "SAI" in said) == (0, False)
