"""Looking at the keys of running rounds, and telling the reviewers, and nobody else, which to read again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from quizbot.core.contest import ContestKind
from quizbot.core.ids import RoundId
from quizbot.core.lifecycle import REVIEWER
from quizbot.core.statistics.sheets import FEWEST
from quizbot.usecases.analysis.figures import round_figures
from quizbot.usecases.analysis.gathering import Which
from quizbot.usecases.ports import PersonStatus, Work
from quizbot.usecases.reach import tell_one, waking_moment

# a round is looked at anew when it has so many times the papers of the last look: few looks, however many play
_GROWN = 1.5
_TOLD_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look at a running round: on how many papers, and which questions are doubtful."""

    contest: str
    round_id: RoundId
    round_number: int
    papers: int
    questions: tuple[str, ...]


def looks_due(work: Work, *, now: datetime) -> tuple[Look, ...]:
    """Look at every running round that has grown since the last look; writes nothing.

    Everybody's first paper counts, so that learning from the first one blurs nothing.
    """
    looks = []
    for stored, round_ in work.contests.running(now=now):
        if stored.contest.kind is ContestKind.PRACTICE:
            continue
        finished = work.attempts.counts(round_.id)["finished"]
        before = int(work.leases.recall(_mark(round_.id)) or 0)
        if finished < max(FEWEST, before * _GROWN):
            continue
        figures = round_figures(
            work, slug=stored.contest.id, number=round_.number, now=now, which=Which.FIRST, reviewer=True
        )
        looks.append(
            Look(
                contest=stored.contest.id,
                round_id=round_.id,
                round_number=round_.number,
                papers=finished,
                questions=tuple(each.question_id for each in figures.questions if each.alarms),
            )
        )
    return tuple(looks)


def tell_reviewers(work: Work, looks: Sequence[Look], *, now: datetime) -> int:
    """Note the looks, and queue a word to every reviewer for each question that is newly doubtful."""
    told = 0
    reviewers = [
        person.id
        for person in work.people.everybody()
        if REVIEWER in person.roles and person.status is PersonStatus.ACTIVE
    ]
    for look in looks:
        work.leases.mark(_mark(look.round_id), str(look.papers))
        stored = work.contests.by_slug(look.contest)
        if stored is None:
            continue
        for question in look.questions:
            for person_id in reviewers:
                told += tell_one(
                    work,
                    person_id=person_id,
                    screen="key_alarm",
                    facts={"contest": look.contest, "round": look.round_number, "question": question},
                    dedupe=f"key_alarm:{look.round_id}:{question}:{person_id}",
                    now=waking_moment(stored.contest, now=now),
                    lasts=_TOLD_FOR,
                )
    return told


def _mark(round_id: RoundId) -> str:
    return f"keys_looked_at:{round_id}"
