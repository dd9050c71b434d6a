"""A contest played to its end by everybody in the small office, for tests of its evidence."""

import io
from datetime import timedelta

from quizbot.core.contest import Contest, ContestState, RankRules
from quizbot.core.proof.archive import write_archive
from quizbot.usecases import organise
from quizbot.usecases.evidence.bundle import bundle
from quizbot.usecases.ports import StoredContest, Work
from tests.build import KINDS_ASKED, OPENS, WEEK, Office, contest, drawn

SLUG = "cuoc-thi"
SECRET = "5e" * 32
EVERY_KIND = drawn(*(each.id for each in KINDS_ASKED))
# right and wrong answers to every kind, in the order of the paper
RIGHT = ("C", "A C", "Đúng", "50", "C A B", "A2 B1", "chuyển đổi số")
WRONG = ("A", "A", "Sai", "7", "A B C", "A1 B2", "khác hẳn")


def every_kind(**more: object) -> Contest:
    """Make a contest that asks one question of every kind."""
    rank = RankRules(ties=("duration", "lot"), lot_source="xổ số miền Bắc ngày 09/3/2026")
    return contest(**({"draw": EVERY_KIND, "rank": rank} | more))  # type: ignore[arg-type]


async def opened(office: Office, declared: Contest | None = None, *, rounds: int = 1) -> StoredContest:
    """Declare and open a contest through the use case, so that it is bound."""
    declared = declared or every_kind()
    times = [(OPENS + WEEK * n, OPENS + WEEK * n + timedelta(days=6)) for n in range(rounds)]

    def put(work: Work) -> StoredContest:
        stored = work.contests.put(declared, rounds=times, now=OPENS - WEEK)
        work.contests.set_state(stored.id, ContestState.CHECKED)
        return organise.step(
            work, slug=declared.id, to=ContestState.OPEN, by="test", now=OPENS - WEEK, secret=SECRET
        )

    return await office.write(put)


async def closed(office: Office) -> None:
    """Close the contest; its rounds end and are sealed."""
    await office.tick()
    await office.write(
        lambda work: organise.step(work, slug=SLUG, to=ContestState.CLOSED, by="test", now=office.clock())
    )


async def played(office: Office) -> None:
    """Play one round: everything right, some of it, and two alike in everything but the lot."""
    await opened(office)
    await office.tick()
    start = office.clock.now
    for name, answers in (
        ("an", RIGHT),
        ("binh", WRONG),
        ("cuc", (*RIGHT[:3], *WRONG[3:])),
        ("dung", (*RIGHT[:3], *WRONG[3:])),
        ("ha", (*RIGHT[:5], *WRONG[5:])),
    ):
        office.clock.now = start
        await office.played(name, SLUG, *answers)
    office.clock.now = OPENS + WEEK
    await closed(office)


async def bundled(office: Office, **extras: bytes) -> bytes:
    """Give the bundle of the contest."""

    def write(work: Work) -> bytes:
        out = io.BytesIO()
        write_archive(out, [*((name, [data]) for name, data in extras.items()), *bundle(work, slug=SLUG)])
        return out.getvalue()

    return await office.store.read(write)
