"""Gathering what one paper needs, in one reading of the database."""

from datetime import date, datetime

from quizbot.core.refusal import Refusal
from quizbot.documents.desk import Desk
from quizbot.documents.facts import Facts
from quizbot.documents.papers import PAPERS
from quizbot.i18n.formats import LOCAL
from quizbot.usecases.paperwork import commendation, contest_figures, round_leaders
from quizbot.usecases.ports import Work


class UnknownPaper(Refusal):
    """There is no paper of this name on the shelf."""

    code = "paper.unknown"


class RoundWanted(Refusal):
    """The paper is about one round, and none was named."""

    code = "paper.round_wanted"


def wanted_papers(name: str, *, of_round: bool) -> tuple[str, ...]:
    """Give the papers meant by a name; `all` is every paper of the contest.

    Args:
        name: of the shelf, or `all`.
        of_round: a round was named, so papers about a round are among all.

    Raises:
        UnknownPaper
    """
    if name == "all":
        return tuple(
            each
            for each in PAPERS
            if PAPERS[each].part == "contest" and (of_round or not PAPERS[each].of_round)
        )
    if name not in PAPERS:
        raise UnknownPaper(name=name, known=", ".join(PAPERS))
    return (name,)


def draft_facts(
    work: Work,
    desk: Desk,
    *,
    paper: str,
    slug: str,
    number: int | None,
    on: date | None,
    now: datetime,
) -> Facts:
    """Read what a paper is filled from.

    Args:
        number: the round a paper is about.
        on: the day the paper is expected to be signed; today unless said.

    Raises:
        UnknownContest, UnknownRound, RoundWanted, UnknownPaper
    """
    (name,) = wanted_papers(paper, of_round=False)
    if PAPERS[name].of_round and number is None:
        raise RoundWanted(paper=name)
    commended = PAPERS[name].part == "commendation" or name == "closing_report"
    found = (
        commendation(
            work,
            slug=slug,
            policy=desk.policy,
            people=desk.records.people,
            units=desk.records.units,
            now=now,
        )
        if commended
        else None
    )
    return Facts(
        office=desk.office,
        figures=found.figures if found is not None else contest_figures(work, slug=slug, now=now),
        on=on or now.astimezone(LOCAL).date(),
        commendation=found,
        round_number=number,
        leaders=round_leaders(work, slug=slug, number=number) if number is not None else (),
    )
