"""What every standing of a round needs, read once: where people belonged, what was corrected, what was predicted."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, partial
from itertools import groupby
from zoneinfo import ZoneInfo

from quizbot.core.attempt import AttemptStatus
from quizbot.core.contest import Prediction, Round
from quizbot.core.corrections import Corrections
from quizbot.core.eligibility import BLOCK, bracket_of, placed_in
from quizbot.core.ids import PersonId, RoundId, UnitId
from quizbot.core.ties import TieContext
from quizbot.usecases.facts import NOBODYS_DAY, age_day, facts_of
from quizbot.usecases.mending import corrections_of, mended
from quizbot.usecases.ports import AttemptSummary, Person, PersonStatus, StoredContest, Unit, Work
from quizbot.usecases.windows import in_time

WHOLE = "contest"
"""Stands for the whole contest where rounds are named by their numbers."""


def roster_day(stored: StoredContest, round_: Round) -> date:
    """Give the day on which the roster decides who belongs where: the local day the round opens."""
    return round_.opens_at.astimezone(ZoneInfo(stored.contest.rounds.zone)).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeTruth:
    """What was to be predicted of a whole contest: of everybody, and of each block."""

    everybody: int
    blocks: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What every standing of a round needs, read once."""

    stored: StoredContest
    round: Round
    # what is in force of the contest's corrections
    corrections: Corrections
    context: TieContext
    units: dict[UnitId, Unit]
    # where people belonged on the day the round opened
    members: dict[PersonId, UnitId]
    # where one person belonged on another day, for those who joined after the opening
    unit_on: Callable[[PersonId, date], UnitId | None]
    # the day on which age counts where the contest names none
    age_day: date
    # by block, where predictions are of a block's own figure
    truths: Mapping[str, int]
    # the same of the whole contest, once it is known; counted when it is asked for
    whole: Callable[[], "WholeTruth | None"]
    # predictions are of the whole contest's figure
    over_contest: bool
    # the contest's last round that counts
    last: RoundId | None
    # one round counts and predictions rank: the whole contest is that round
    single: bool

    def unit_of(self, person: Person, attempts: Sequence[AttemptSummary]) -> UnitId:
        """Give the unit a person plays for: of the roster day, else of the day they first began."""
        if person.id in self.members:
            return self.members[person.id]
        zone = ZoneInfo(self.stored.contest.rounds.zone)
        began = min(each.started_at for each in attempts).astimezone(zone).date()
        return self.unit_on(person.id, began) or person.unit_id

    def bracket(self, person: Person, unit_id: UnitId, *, whole: bool = False) -> str:
        """Name the bracket in which a person is compared."""
        who = self.stored.contest.who
        placed = None
        if who.blocks:
            facts = facts_of(person, self.units, unit_id=unit_id)
            named = facts.traits.get(f"{BLOCK}@{WHOLE if whole else self.round.number}")
            if named is not None:
                return named
            placed = placed_in(who, facts, day=self.age_day)
        return bracket_of(who, unit_kind=self.units[unit_id].kind, placed=placed)

    def context_in(self, bracket: str) -> TieContext:
        """Give what tie keys may use of a round, in a bracket."""
        if self.stored.contest.paper.prediction_of != "block" or not self.truths:
            return self.context
        return replace(self.context, truth=self.truths.get(bracket, 0))

    def whole_context_in(self, bracket: str) -> TieContext:
        """Give what tie keys may use of the whole contest, in a bracket."""
        found = self.whole() if self.over_contest else None
        if found is None:
            return replace(self.context, truth=None)
        by_block = self.stored.contest.paper.prediction_of == "block"
        return replace(self.context, truth=found.blocks.get(bracket, 0) if by_block else found.everybody)

    def in_time(self, attempt: AttemptSummary) -> bool:
        """Tell whether an attempt was begun when it could be, as things stand."""
        return not self.corrections or in_time(
            attempt.started_at, self.round, corrections=self.corrections, person_id=attempt.person_id
        )

    def counts(self, person: Person) -> bool:
        """Tell whether a person stands on boards: who left stays for rounds of their time."""
        number = self.round.number
        if self.corrections and (
            self.corrections.is_void(number) or person.id in self.corrections.disqualified(number)
        ):
            return False
        if person.status is PersonStatus.LEFT:
            return person.id in self.members and not person.erased
        return person.status is PersonStatus.ACTIVE


def scene(
    work: Work,
    *,
    stored: StoredContest,
    round_: Round,
    person_id: PersonId | None = None,
    until: datetime | None = None,
) -> Scene:
    """Read what standings of this round need, for one person or for everybody.

    Args:
        until: corrections made after this moment are left out.
    """
    on = roster_day(stored, round_)
    corrections = corrections_of(work, stored, until=until)
    if person_id is None:
        members = dict(work.people.memberships(on=on))
    else:
        unit_id = work.people.unit_on(person_id, on=on)
        members = {} if unit_id is None else {person_id: unit_id}
    here = Scene(
        stored=stored,
        round=round_,
        corrections=corrections,
        context=tie_context(work, stored=stored, round_=round_, corrections=corrections),
        units={unit.id: unit for unit in work.people.units()},
        members=members,
        unit_on=partial(_unit_on, work),
        age_day=age_day(work, stored) if stored.contest.who.blocks else NOBODYS_DAY,
        truths={},
        whole=cache(partial(_whole_truth, work, stored)),
        over_contest=over_contest(work, stored),
        last=_last(work, stored),
        single=_single(work, stored),
    )
    if stored.contest.paper.prediction_of == "block" and here.context.truth is not None:
        return replace(here, truths=_truths(work, here))
    return here


def over_contest(work: Work, stored: StoredContest) -> bool:
    """Tell whether the whole contest's figure is predicted; of one round it is the round's."""
    paper = stored.contest.paper
    if paper.prediction is Prediction.NONE or paper.prediction_over != "contest":
        return False
    return len(work.contests.rounds(stored.id)) - stored.contest.rounds.trial > 1


def _whole_truth(work: Work, stored: StoredContest) -> WholeTruth | None:
    """Count what people had to predict of the whole contest; None until its last round is closed.

    Everybody is counted once over all rounds that count, in the block of the last one they took part in;
    attempts are summed. Void rounds are left out.
    """
    rounds = [each for each in work.contests.rounds(stored.id) if each.number > stored.contest.rounds.trial]
    if not all(each.closed for each in rounds):
        return None
    people = {person.id: person for person in work.people.everybody()}
    block_of: dict[PersonId, str] = {}
    counts: Counter[PersonId] = Counter()
    for round_ in rounds:
        here = scene(work, stored=stored, round_=round_)
        if here.corrections.is_void(round_.number):
            continue
        for person_id, attempts in _told(work, here):
            person = people[person_id]
            block_of[person_id] = here.bracket(person, here.unit_of(person, attempts))
            counts[person_id] = _more(counts[person_id], attempts, stored.contest.paper.prediction)
    blocks: Counter[str] = Counter()
    for person_id, count in counts.items():
        blocks[block_of[person_id]] += count
    return WholeTruth(everybody=blocks.total(), blocks=blocks)


def _more(before: int, attempts: Sequence[AttemptSummary], wanted: Prediction) -> int:
    """Give what a person counts for with the attempts of one more round."""
    if wanted is Prediction.ATTEMPTS:
        return before + len(attempts)
    if wanted is Prediction.PERFECT_PAPERS:
        return max(before, int(any(map(is_perfect, attempts))))
    return 1


def _told(work: Work, here: Scene) -> Iterator[tuple[PersonId, list[AttemptSummary]]]:
    """Give everybody's attempts in a round as far as they count for predictions."""
    out = here.corrections.disqualified(here.round.number)
    for person_id, group in groupby(counted_attempts(work, here), key=lambda each: each.person_id):
        attempts = [each for each in group if here.in_time(each)]
        if attempts and person_id not in out:
            yield person_id, attempts


def _single(work: Work, stored: StoredContest) -> bool:
    """Tell whether the whole contest is one round in which predictions rank."""
    contest = stored.contest
    if "prediction" not in contest.rank.ties or contest.rank.whole == "rounds":
        return False
    return len(work.contests.rounds(stored.id)) - contest.rounds.trial == 1


def _last(work: Work, stored: StoredContest) -> RoundId | None:
    """Give the last round, where the contest's board looks at it."""
    return work.contests.rounds(stored.id)[-1].id if stored.contest.rank.whole == "last" else None


def _truths(work: Work, here: Scene) -> dict[str, int]:
    """Count what people had to predict, block by block."""
    people = {person.id: person for person in work.people.everybody()}
    wanted = here.stored.contest.paper.prediction
    found: dict[str, int] = {}
    for person_id, attempts in _told(work, here):
        block = here.bracket(people[person_id], here.unit_of(people[person_id], attempts))
        found[block] = found.get(block, 0) + _more(0, attempts, wanted)
    return found


def _unit_on(work: Work, person_id: PersonId, on: date) -> UnitId | None:
    return work.people.unit_on(person_id, on=on)


def tie_context(work: Work, *, stored: StoredContest, round_: Round, corrections: Corrections) -> TieContext:
    """Give what tie keys may use: the truth of the prediction is known only after closing."""
    apart = not over_contest(work, stored)
    known = truth(work, stored=stored, round_=round_, corrections=corrections) if apart else None
    return TieContext(truth=known, lot_seed=stored.lot_seed)


def truth(work: Work, *, stored: StoredContest, round_: Round, corrections: Corrections) -> int | None:
    """Count what people had to predict, from the log as corrected; None until the round is closed.

    Who is disqualified is not counted, neither as taking part nor as having a perfect paper.
    """
    if not round_.closed or stored.contest.paper.prediction is Prediction.NONE:
        return None
    asked = stored.contest.paper.prediction
    perfect = asked is Prediction.PERFECT_PAPERS
    if not corrections:
        return work.attempts.counts(round_.id)[_COUNTED[asked]]
    attempts = mended(work, stored=stored, round_=round_, corrections=corrections)
    wanted = [
        each.person_id
        for each in attempts
        if (is_perfect(each) or not perfect)
        and in_time(each.started_at, round_, corrections=corrections, person_id=each.person_id)
    ]
    out = corrections.disqualified(round_.number)
    if asked is Prediction.ATTEMPTS:
        return sum(each not in out for each in wanted)
    return len(set(wanted) - out)


_COUNTED = {
    Prediction.PERFECT_PAPERS: "perfect",
    Prediction.PARTICIPANTS: "people",
    Prediction.ATTEMPTS: "attempts",
}


def is_perfect(attempt: AttemptSummary) -> bool:
    """Tell whether a finished attempt has every question right."""
    finished = attempt.status in (AttemptStatus.SUBMITTED, AttemptStatus.EXPIRED)
    return finished and attempt.asked > 0 and attempt.right == attempt.asked


def counted_attempts(work: Work, here: Scene) -> Iterator[AttemptSummary]:
    """Stream the attempts of a round as corrected, by person and number."""
    return mended(work, stored=here.stored, round_=here.round, corrections=here.corrections)
