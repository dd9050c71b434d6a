"""What everybody may know while a contest runs: the commitments made, and the seals of closed rounds."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from quizbot.core.contest import ContestState
from quizbot.usecases.evidence.file import is_offered
from quizbot.usecases.ports import Work
from quizbot.usecases.standings import UnknownContest, find


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCommitment:
    number: int
    at: datetime
    # how many questions are bound
    questions: int
    # rules, bank, key, draw: hexadecimal
    hashes: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedSeal:
    round_number: int
    # from 1 within the round
    number: int
    at: datetime
    # attempts
    size: int
    root: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What lets outsiders check a contest later."""

    contest: str
    title: str
    commitments: tuple[PublishedCommitment, ...]
    seals: tuple[PublishedSeal, ...]
    # the public value that decides the lots, once it is known
    beacon: str | None
    # where the value comes from, by the rules; "" when no lots are drawn
    lot_source: str
    # everybody may have the bundle
    offered: bool
    # the rules keep the bundle for those who ask the organizers
    withheld: bool


def published(work: Work, *, slug: str) -> Published:
    """Give what is published of a contest.

    Raises:
        UnknownContest: there is none, or it has not been opened.
    """
    stored = find(work, slug)
    if stored.state in (ContestState.DRAFT, ContestState.CHECKED):
        raise UnknownContest(contest=slug)
    return Published(
        contest=slug,
        title=stored.contest.title,
        commitments=tuple(
            PublishedCommitment(
                number=each.number,
                at=each.at,
                questions=len(each.questions),
                hashes=asdict(each.commitment),
            )
            for each in work.proofs.commitments(stored.id)
        ),
        seals=tuple(
            PublishedSeal(
                round_number=round_.number, number=each.number, at=each.at, size=each.size, root=each.root
            )
            for round_ in work.contests.rounds(stored.id)
            for each in work.proofs.seals(round_.id)
        ),
        beacon=stored.lot_seed,
        lot_source=stored.contest.rank.lot_source if "lot" in stored.contest.rank.ties else "",
        offered=is_offered(work, stored),
        withheld=not stored.contest.results.evidence,
    )
