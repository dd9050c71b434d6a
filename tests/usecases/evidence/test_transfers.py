"""Bundles of contests during which people moved: head-counts of the whole contest are told, and what depends on them is counted again."""

import io
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

from quizbot.core.contest import UnitRules
from quizbot.usecases.evidence.checks import verify
from quizbot.usecases.ports import Work
from tests.build import OPENS, WEEK, Office, contest
from tests.offices import database_url, office, small_office
from tests.usecases.evidence.played import SLUG, bundled, closed, opened
from tests.usecases.evidence.second import judged
from tests.usecases.evidence.test_bundle import members, repacked, row

__all__ = ["database_url", "office", "small_office"]


async def moved(office: Office) -> bytes:
    """Play two weeks; between them Bình, who took part, and Cúc, who did not, move from p1 to p2."""
    await opened(office, contest(units=UnitRules(score="participation")), rounds=2)
    office.clock.now = OPENS
    await office.tick()
    for name in ("an", "binh"):
        await office.played(name, SLUG, "B", "C", "D")

    def move(work: Work) -> None:
        p2 = next(unit.id for unit in work.people.units() if unit.code == "p2")
        for name in ("binh", "cuc"):
            work.people.update(
                replace(office.people[name], unit_id=p2), on=(OPENS + timedelta(days=4)).date()
            )

    await office.write(move)
    office.clock.now = OPENS + WEEK
    await office.tick()
    await office.played("an", SLUG, "B", "C", "D")
    office.clock.now = OPENS + 2 * WEEK
    await closed(office)
    return await bundled(office)


async def test_tell_how_many_people_each_unit_had_over_the_whole_contest(office: Office) -> None:
    data = await moved(office)

    lines = [json.loads(line) for line in members(data)["units.jsonl"].splitlines()]

    # Bình stands for p1, where he took part; Cúc, who never did, belongs to p2 by the last round
    assert {each["unit"]: each["people"] for each in lines} == {
        "vp": {"1": 1, "2": 1, "contest": 1},
        "p1": {"1": 3, "2": 1, "contest": 2},
        "p1a": {"1": 1, "2": 1, "contest": 1},
        "p2": {"1": 2, "2": 4, "contest": 3},
    }
    assert verify(io.BytesIO(data)).holds
    assert judged(data)[0] == 0


async def test_another_count_is_found(small_office: Office) -> None:
    held = members(await moved(small_office))

    def one_more(line: dict[str, Any]) -> None:
        line["people"]["contest"] += 1

    row(held, "units.jsonl", 0, one_more)

    verdict = verify(io.BytesIO(repacked(held)))

    assert [fault for each in verdict.checks for fault in each.faults] == [
        ("boards/units.json contest", "units.differs")
    ]
