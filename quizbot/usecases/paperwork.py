"""What a contest's papers are filled from: its rules, its rounds in figures, its lists, its corrections.

People (người) and attempts (lượt) are counted apart and never added to each other.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from quizbot.core.commend.choosing import Chosen, Outcome, Policy, choose
from quizbot.core.commend.nominees import Nominee, PersonRecord, UnitRecord
from quizbot.core.commend.rulings import SignedRuling, rulings_of
from quizbot.core.contest import Contest, ContestState, Round
from quizbot.core.corrections import Correction, CorrectionKind, Corrections
from quizbot.core.ids import PersonId
from quizbot.core.question import Question
from quizbot.usecases.accounts import actor_name
from quizbot.usecases.audience import audience
from quizbot.usecases.awarding import AwardList, PersonAward, award_list, round_awards
from quizbot.usecases.brackets import board_parts, bracket_names
from quizbot.usecases.mending import corrections_of
from quizbot.usecases.nominating import people_nominees, unit_nominees, with_grants
from quizbot.usecases.ports import AuditEntry, BoardRow, ContestStep, Work
from quizbot.usecases.results import contest_board, round_board
from quizbot.usecases.standings import board_view, find, find_round
from quizbot.usecases.unit_standings import UnitLine, season_people

LEADERS = 20
"""So many of the first stand in the minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFigures:
    """A round in figures; what is void counts nothing."""

    round: Round
    # people who began, and their attempts, as the log has them
    people: int
    attempts: int
    # people with a result that counts, and those of them with every question right
    counted: int
    perfect: int
    void: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRuled:
    """A ruling on a question that is in force, as the minutes tell it."""

    correction: Correction
    # as the bank has the question today; None: it is there no more
    question: Question | None
    # who signed it, by name
    by: str
    # attempts whose paper carries the question
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestFigures:
    """A contest in figures."""

    slug: str
    contest: Contest
    state: ContestState
    rules_hash: str
    provisional: bool
    as_of: datetime
    # those that have opened, are no trial and run no more
    rounds: tuple[RoundFigures, ...]
    # every round of the calendar
    calendar: tuple[Round, ...]
    # different people who began, and attempts, over all rounds
    people: int
    attempts: int
    # people with a result that counts, and those with every question right in all their rounds
    counted: int
    perfect: int
    # people who were on the roster on the day of any round, each once, also those whom the rules exclude
    roster: int
    # people whom the rules admit: neither excluded nor outside of what the contest asks; whoever began is in
    admitted: int
    disqualified: int
    corrections: int
    appeals: int
    appeals_open: int
    steps: tuple[ContestStep, ...]
    awards: AwardList
    # every unit of the contest's level, over the whole contest, best first
    units: tuple[UnitLine, ...]
    # who leads the whole contest: each bracket's own, one after the other, by what the bracket is called
    leaders: dict[str, tuple[BoardRow, ...]]
    # codes of units by what they are called
    names: dict[str, str]
    # rulings on questions, in the order in which they were signed
    ruled: tuple[QuestionRuled, ...] = ()

    @property
    def finalised_at(self) -> datetime | None:
        """Give the moment the results became final, the last time they did."""
        found = [each.at for each in self.steps if each.to is ContestState.FINAL]
        return found[-1] if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commendation:
    """Who is proposed for which award, with the trace of every place, and the figures behind it."""

    figures: ContestFigures
    nominees: tuple[Nominee, ...]
    chosen: tuple[Chosen, ...]
    # roster codes HR's file does not know, among those proposed
    without_record: tuple[str, ...]
    # every ruling of the council ever entered, by number; those that hold are in `chosen`
    rulings: tuple[SignedRuling, ...] = ()
    # blocks that the policy names and the contest does not have
    unknown_blocks: tuple[str, ...] = ()


def contest_figures(work: Work, *, slug: str, now: datetime) -> ContestFigures:
    """Count a contest.

    Raises:
        UnknownContest
    """
    stored = find(work, slug)
    corrections = corrections_of(work, stored)
    rounds = work.contests.rounds(stored.id)
    awards = award_list(work, slug=slug, now=now)
    units = board_view(work, slug=slug, now=now, by="unit", inside=True).units
    began: set[PersonId] = set()
    figures = []
    counting = [each for each in rounds if not each.left_out and each.number > stored.contest.rounds.trial]
    opened = [each for each in counting if each.opens_at <= now]
    for round_ in opened:
        if stored.state is ContestState.OPEN and now < round_.closes_at:
            # of a round that runs nothing is told
            continue
        counts = work.attempts.counts(round_.id)
        began |= {each.person_id for each in work.attempts.summaries(round_.id)}
        entries = [(each.right, each.asked) for each in work.standings.entries(round_board(round_.id))]
        figures.append(
            RoundFigures(
                round=round_,
                people=counts["people"],
                attempts=counts["attempts"],
                counted=len(entries),
                perfect=sum(right == asked > 0 for right, asked in entries),
                void=corrections.is_void(round_.number),
            )
        )
    whole = [(each.right, each.asked) for each in work.standings.entries(contest_board(stored))]
    appeals = work.appeals.of(stored.id)
    return ContestFigures(
        slug=slug,
        contest=stored.contest,
        state=stored.state,
        rules_hash=stored.rules_hash,
        provisional=awards.provisional,
        as_of=now,
        rounds=tuple(figures),
        calendar=tuple(rounds),
        people=len(began),
        attempts=sum(each.attempts for each in figures),
        counted=len(whole),
        perfect=sum(right == asked > 0 for right, asked in whole),
        roster=season_people(work, stored, numbers=None, excluded=True).total(),
        admitted=len(began | {each.id for each in audience(work, stored)}),
        disqualified=len(
            {
                each.person_id
                for each in corrections.active
                if each.kind is CorrectionKind.DISQUALIFY and each.person_id is not None
            }
        ),
        corrections=len(corrections.active),
        appeals=len(appeals),
        appeals_open=work.appeals.count_open(stored.id),
        steps=tuple(work.corrections.steps(stored.id)),
        awards=awards,
        units=units,
        leaders={
            name: tuple(work.standings.top(contest_board(stored), limit=LEADERS, bracket=bracket))
            for name, bracket in board_parts(work, stored.contest)
        },
        names={unit.code: unit.name for unit in work.people.units()},
        ruled=tuple(_ruled(work, corrections, opened, now)),
    )


def _ruled(
    work: Work, corrections: Corrections, rounds: Sequence[Round], now: datetime
) -> Iterator[QuestionRuled]:
    """Give the rulings on questions, each with how many papers of the rounds it touches carry the question.

    While one of these runs, what it asks is not told.
    """
    running = [each.number for each in rounds if now < each.closes_at]
    found = [each for each in corrections.active if each.question_id and not any(map(each.touches, running))]
    carried = {
        round_.number: Counter(
            item.question_id for _, paper in work.attempts.papers(round_.id) for item in paper.items
        )
        for round_ in rounds
        if any(each.touches(round_.number) for each in found)
    }
    for each in found:
        yield QuestionRuled(
            correction=each,
            question=work.bank.current(each.question_id),
            by=actor_name(work, each.by),
            attempts=sum(
                counts[each.question_id] for number, counts in carried.items() if each.touches(number)
            ),
        )


def note_taken(work: Work, figures: ContestFigures, *, by: str, now: datetime) -> None:
    """Write on record that somebody took the commendation file, which holds personal data, and of which results."""
    work.audit.record(
        AuditEntry(
            at=now,
            actor=by,
            action="papers.taken",
            subject=f"contest:{figures.slug}",
            detail={"state": figures.state.value, "rules": figures.rules_hash},
        )
    )


def round_leaders(work: Work, *, slug: str, number: int) -> tuple[PersonAward, ...]:
    """List who leads a round: as many as the contest publishes, with the prizes of that round.

    Raises:
        UnknownContest, UnknownRound
    """
    stored = find(work, slug)
    return round_awards(work, stored, find_round(work, stored, number))


def commendation(
    work: Work,
    *,
    slug: str,
    policy: Policy,
    people: dict[str, PersonRecord],
    units: dict[str, UnitRecord],
    now: datetime,
) -> Commendation:
    """Propose awards by the policy, joined with HR's records by code.

    Args:
        policy: the awards in the order in which they are given.
        people: HR's records by roster code.
        units: HR's records by unit code.

    Raises:
        UnknownContest
    """
    stored = find(work, slug)
    figures = contest_figures(work, slug=slug, now=now)
    rounds = [each.round for each in figures.rounds]
    nominees = (
        *people_nominees(work, stored, rounds=rounds, awards=figures.awards, records=people),
        *unit_nominees(work, stored, lines=figures.units, awards=figures.awards, records=units),
    )
    nominees = with_grants(work, slug, nominees)
    entries = tuple(work.awards.rulings(slug))
    ruled = rulings_of(entries)
    chosen = choose(nominees, policy, ruled)
    # only those who would stand on the list are asked for, and again as others come up in their place
    while declined := _declined(work, chosen):
        nominees = tuple(
            replace(each, declined=True) if each.subject == "person" and each.code in declined else each
            for each in nominees
        )
        chosen = choose(nominees, policy, ruled)
    proposed = [each.nominee for award in chosen for each in award.proposed]
    return Commendation(
        figures=figures,
        nominees=nominees,
        chosen=chosen,
        without_record=tuple(
            sorted(each.code for each in proposed if each.subject == "person" and each.person is None)
        ),
        rulings=entries,
        unknown_blocks=tuple(
            sorted(
                {plan.block for plan in policy.awards if plan.block}
                - set(bracket_names(work, stored.contest))
            )
        ),
    )


def _declined(work: Work, chosen: Sequence[Chosen]) -> frozenset[str]:
    """Tell who of those on the lists asked not to be put forward."""
    found = set()
    for award in chosen:
        for each in award.of(Outcome.PROPOSED, Outcome.TIE, Outcome.NEXT):
            person = work.people.by_code(each.nominee.code) if each.nominee.subject == "person" else None
            asked = work.people.consents(person.id) if person is not None else ()
            if any(one.purpose == "commend" and not one.given for one in asked):
                found.add(each.nominee.code)
    return frozenset(found)
