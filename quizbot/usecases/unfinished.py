"""Results of rounds that still run: who hands out papers may play as well, and predictions ask for such figures.

See docs/rules/official-papers.md, "While a round runs".
"""

from dataclasses import replace
from datetime import datetime

from quizbot.core.contest import ContestState, Prediction, Round
from quizbot.core.refusal import Refusal
from quizbot.usecases.awarding import AwardList
from quizbot.usecases.ports import StoredContest, Work
from quizbot.usecases.results import round_board
from quizbot.usecases.standings import find, find_round


class RoundRuns(Refusal):
    """A paper would tell results of a round that is not closed."""

    code = "paper.round_runs"


def running_round(work: Work, stored: StoredContest, *, now: datetime) -> Round | None:
    """Give the round of a contest that is open now."""
    return work.contests.round_at(stored.id, now=now) if stored.state is ContestState.OPEN else None


def last_closed(work: Work, stored: StoredContest, *, now: datetime) -> Round | None:
    """Give the last round that is over and was played."""
    over = [each for each in work.contests.rounds(stored.id) if each.closes_at <= now and not each.left_out]
    return over[-1] if over else None


def refuse_of_running(work: Work, *, slug: str, number: int | None = None, now: datetime) -> None:
    """Refuse to tell results of a round before its end, and of a contest while a round of it runs.

    Raises:
        UnknownContest, UnknownRound, RoundRuns
    """
    stored = find(work, slug)
    round_ = running_round(work, stored, now=now) if number is None else find_round(work, stored, number)
    if round_ is not None and now < round_.closes_at:
        raise RoundRuns(number=round_.number, until=round_.closes_at)


def refuse_before_first(work: Work, *, slug: str, now: datetime) -> None:
    """Refuse to propose awards while the first round of a contest runs.

    Later they are proposed month by month while further rounds run, and are provisional then.

    Raises:
        UnknownContest, RoundRuns
    """
    if last_closed(work, find(work, slug), now=now) is None:
        refuse_of_running(work, slug=slug, now=now)


def settled(work: Work, found: AwardList, *, now: datetime) -> AwardList:
    """Leave of an award list what rounds that are closed decide, while another one runs.

    Raises:
        RoundRuns: nothing is left.
    """
    stored = find(work, found.slug)
    running = running_round(work, stored, now=now)
    if running is None:
        return found
    closed = {each.number: each for each in work.contests.rounds(stored.id) if each.closes_at <= now}
    people = tuple(each for each in found.people if each.round_number in closed)
    units = tuple(each for each in found.units if each.rounds and set(each.rounds) <= closed.keys())
    if not people and not units:
        raise RoundRuns(number=running.number, until=running.closes_at)
    counted = {
        entry.person_id
        for round_ in closed.values()
        for entry in work.standings.entries(round_board(round_.id))
    }
    return replace(found, people=people, units=units, participants=len(counted))


def perfect_is_told(stored: StoredContest, round_: Round, *, now: datetime) -> bool:
    """Tell whether the number of perfect papers may be shown: not while predictions of it decide ties."""
    contest = stored.contest
    asked = contest.paper.prediction is Prediction.PERFECT_PAPERS and "prediction" in contest.rank.ties
    return not asked or now >= round_.closes_at
