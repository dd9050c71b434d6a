"""The office of the crowd: a large roster with personal codes, and a round that is open now."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

from quizbot.config import Settings
from quizbot.contests.load import load_contest
from quizbot.core.calendar import NO_DAYS_OFF
from quizbot.core.contest import Contest, ContestKind, ContestState, DrawRule, Schedule
from quizbot.core.ids import PersonId
from quizbot.forms.shipped import shipped
from quizbot.installation import load_shipped_bank, now, open_database
from quizbot.roster.sample import store_sample
from quizbot.usecases import organise, people
from quizbot.usecases.ports import Work

PEPPER = "hạt tiêu của phép đo"
SLUG, ASKED = "hang-ngay", 15


async def prepare(folder: Path, count: int) -> tuple[Settings, list[str]]:
    """Fill a data folder; gives its settings and everybody's personal code."""
    settings = Settings(data=folder / "data")
    store = await open_database(settings, environ={})
    await load_shipped_bank(store, shipped("questions"), by="bench")

    def fill(work: Work) -> list[str]:
        store_sample(work, since=now().date())
        known = list(work.people.everybody())
        for number in range(count):
            like = known[number % len(known)]
            added = replace(like, id=PersonId(0), code=f"B{number:06d}", roles=(), groups=())
            work.people.add(added, since=now().date())
        organise.apply_contest(work, contest(), days_off=NO_DAYS_OFF, by="bench", now=now())
        organise.step(work, slug=SLUG, to=ContestState.OPEN, by="bench", now=now())
        crowd = [each for each in work.people.everybody() if each.code.startswith("B")]
        slips = people.issue_codes(work, crowd, pepper=PEPPER, rng=Random(5), by="bench", now=now())
        return [slip.personal_code for slip in slips]

    codes = await store.write(fill)
    await store.close()
    return settings, codes


def contest() -> Contest:
    """Give a round of fifteen questions that is open for hours."""
    declared = load_contest(shipped("contests") / f"{SLUG}.yaml").contest
    opens = now().replace(minute=0, second=0, microsecond=0)
    rounds = Schedule(opens_at=opens, closes_at=opens + timedelta(hours=20))
    draw = (DrawRule(document="nq57", kind="single", count=ASKED),)
    return replace(declared, kind=ContestKind.SINGLE, rounds=rounds, paper=replace(declared.paper, draw=draw))


async def lost_answers(settings: Settings, confirmed: Mapping[str, int]) -> int:
    """Count answers that a browser was told are stored and that are not.

    Args:
        confirmed: by personal code, how many answers were acknowledged.
    """
    store = await open_database(settings, environ={})

    def stored(work: Work) -> int:
        (round_,) = work.contests.rounds(work.contests.by_slug(SLUG).id)  # type: ignore[union-attr]
        return sum(each.answered for each in work.attempts.summaries(round_.id))

    kept = await store.read(stored)
    await store.close()
    return sum(confirmed.values()) - kept
