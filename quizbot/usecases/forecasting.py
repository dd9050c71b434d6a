"""The message budget of a contest before it runs: who gets what on which day, what does not arrive, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from quizbot.core.budget import Forecast, Form, Means, Recipient, Sending, form_of, replies_of
from quizbot.core.calendar import Period
from quizbot.core.contest import Contest, ContestState, Prediction, Round
from quizbot.core.delivery import Carrier, Failure
from quizbot.core.foreseeing import forecast
from quizbot.core.paper_choice import most_asked
from quizbot.core.question import Question
from quizbot.usecases.audience import people_admitted
from quizbot.usecases.paper_forms import note_form
from quizbot.usecases.planned import Plan, Replies, planned
from quizbot.usecases.ports import StoredContest, Work
from quizbot.usecases.queued import TakesPart
from quizbot.usecases.recipients import recipients_of

# what a chat adds around a question: its number, letters, blank lines
_AROUND_QUESTION, _AROUND_OPTION = 12, 4
_AROUND_SHEET = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A channel whose plan admits only so many people, and how it stands with this contest."""

    most: int
    # accounts linked so far, of anybody
    linked: int
    # people of the contest who are linked there and admitted, and those who came too late for it
    admitted: int
    too_late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestForecast:
    """What a contest sends, supposing the most: everybody takes part, after the last reminder."""

    contest: str
    people: int
    # how many are written to first on each channel; `NOBODY` has no account
    reached: Mapping[str, int]
    # how papers reach people on channels that count messages
    forms: Mapping[str, Form]
    forecast: Forecast
    # channels that admit only so many people
    rooms: Mapping[str, Room] = field(default_factory=dict)

    @property
    def undelivered(self) -> Mapping[Failure | None, int]:
        """Give how many messages do not arrive, by reason; None: no chat account."""
        found: dict[Failure | None, int] = {}
        for line in self.forecast.lines:
            for why, count in line.fail.items():
                found[why] = found.get(why, 0) + count
        return found


def forecast_contest(
    work: Work,
    contest: Contest,
    *,
    rounds: Sequence[Period],
    means: Means,
    now: datetime,
    takes_part: TakesPart | None = None,
    forms: Mapping[str, Form] | None = None,
) -> ContestForecast:
    """Say what the rounds that are not over will send, with what is left of the quotas now.

    What waits in the outbox already is reckoned in, and what other open contests will send: quotas are the
    same for all.

    Args:
        rounds: opening and closing times.
        means: the channels; people on others count as having no account.
        takes_part: whom to suppose when; everybody, after the last reminder, unless said.
        forms: how papers reach people in rounds that have not opened; chosen by what the quotas carry
            unless said.
    """
    carriers, bank = means.carriers, work.bank.everything()
    recipients, plan = _plan(work, contest, rounds, carriers=carriers, takes_part=takes_part, now=now)
    others = _beside(work, contest, means=means, bank=bank, now=now)
    everybody = {each.person: each for each in (*others.recipients, *plan.recipients)}
    spent = dict(_spent(work, carriers))
    longest = longest_paper(contest, bank)

    def run(chosen: Mapping[str, Form]) -> Forecast:
        replies = _replies(contest, plan, carriers, chosen=chosen, longest=longest)
        sendings = sorted((*plan.sendings(replies), *others.sendings), key=lambda each: each.at)
        return forecast(sendings, recipients=tuple(everybody.values()), carriers=carriers, spent=spent)

    if forms is None:
        trials = {form: run(dict.fromkeys(means.counted, form)) for form in Form}
        forms = _frugal_forms(trials, means=means, last=plan.last)
    return ContestForecast(
        contest=contest.id,
        people=len(recipients),
        reached=_reached(recipients),
        forms=forms,
        forecast=run(forms),
        rooms=_rooms(work, recipients, carriers),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beside:
    """What other contests send: it takes from the quotas, and is not told of."""

    recipients: tuple[Recipient, ...] = ()
    sendings: tuple[Sending, ...] = ()


def _beside(
    work: Work, contest: Contest, *, means: Means, bank: Sequence[Question], now: datetime
) -> _Beside:
    if not means.counted:
        return _Beside()
    people: list[Recipient] = []
    found: list[Sending] = []
    for other in work.contests.all():
        if other.state is not ContestState.OPEN or other.contest.id == contest.id:
            continue
        rounds = [(each.opens_at, each.closes_at) for each in work.contests.rounds(other.id)]
        _, plan = _plan(work, other.contest, rounds, carriers=means.carriers, now=now, queued=False)
        longest = longest_paper(other.contest, bank)
        # what was not decided is taken to be as frugal as a chat allows
        chosen = {**dict.fromkeys(means.counted, Form.SHEET), **plan.last}
        replies = _replies(other.contest, plan, means.carriers, chosen=chosen, longest=longest)
        people += plan.recipients
        found += (replace(each, beside=True) for each in plan.sendings(replies))
    return _Beside(recipients=tuple(people), sendings=tuple(found))


def _plan(
    work: Work,
    contest: Contest,
    rounds: Sequence[Period],
    *,
    carriers: Mapping[str, Carrier],
    now: datetime,
    takes_part: TakesPart | None = None,
    queued: bool = True,
) -> tuple[tuple[Recipient, ...], Plan]:
    """Give the contest's people, and what will be sent to them and to whoever else something waits for."""
    day = (rounds[0][0] if rounds else now).astimezone(ZoneInfo(contest.rounds.zone)).date()
    people = people_admitted(work, contest, day=day)
    recipients = recipients_of(work, [each.id for each in people], carriers=carriers)
    return recipients, planned(
        work,
        contest,
        rounds=[each for each in rounds if now < each[1]],
        recipients=recipients,
        carriers=carriers,
        takes_part=takes_part,
        now=now,
        queued=queued,
    )


def _replies(
    contest: Contest,
    plan: Plan,
    carriers: Mapping[str, Carrier],
    *,
    chosen: Mapping[str, Form],
    longest: int,
) -> Replies:
    """Tell how many messages answer a person through a paper, in the forms that are decided or chosen."""

    def replies(round_: Period) -> Mapping[str, int]:
        return {
            channel: replies_of(
                plan.settled.get((round_[0], channel)) or chosen.get(channel, Form.EACH),
                questions=questions_of(contest),
                characters=longest,
                text=carrier.text,
                prediction=contest.paper.prediction is not Prediction.NONE,
            )
            for channel, carrier in carriers.items()
        }

    return replies


def _frugal_forms(
    trials: Mapping[Form, Forecast], *, means: Means, last: Mapping[str, Form]
) -> Mapping[str, Form]:
    """Choose the form on each channel that counts; what was decided for an earlier round is kept to."""
    return {
        channel: form_of(
            carrier=means.carriers[channel],
            fits={form: channel not in trial.short for form, trial in trials.items()},
            can_link=means.can_link,
        ).or_more_frugal(last.get(channel))
        for channel in means.counted
    }


def settle_forms(work: Work, stored: StoredContest, round_: Round, *, means: Means, now: datetime) -> None:
    """Decide how the papers of a round reach people on channels that count messages, once."""
    if not means.counted:
        return
    coming = [(each.opens_at, each.closes_at) for each in work.contests.rounds(stored.id)]
    found = forecast_contest(work, stored.contest, rounds=coming, means=means, now=now)
    for channel, form in found.forms.items():
        note_form(work, round_.id, channel, form)


def questions_of(contest: Contest) -> int:
    """Count the questions of the longest paper."""
    return most_asked(contest.paper)


def longest_paper(contest: Contest, bank: Sequence[Question]) -> int:
    """Give the characters of the longest paper that could be drawn, as one message; never too few."""
    sizes = sorted((_size(each) for each in bank if each.use != "practice"), reverse=True)
    return _AROUND_SHEET + sum(sizes[: questions_of(contest)])


def _size(question: Question) -> int:
    options = sum(len(option.text) + _AROUND_OPTION for option in question.options)
    return len(question.ask) + _AROUND_QUESTION + options


def _reached(recipients: Sequence[Recipient]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for each in recipients:
        found[each.channel] = found.get(each.channel, 0) + 1
    return found


def _rooms(work: Work, recipients: Sequence[Recipient], carriers: Mapping[str, Carrier]) -> dict[str, Room]:
    found = {}
    for channel, carrier in carriers.items():
        if (most := carrier.allowance.people) is None:
            continue
        places = [place for each in recipients for place in each.places if place.channel == channel]
        found[channel] = Room(
            most=most,
            linked=work.people.count_linked(channel),
            admitted=sum(place.admitted for place in places),
            too_late=sum(not place.admitted for place in places),
        )
    return found


def _spent(work: Work, carriers: Mapping[str, Carrier]) -> Iterator[tuple[tuple[str, str], int]]:
    for channel, carrier in carriers.items():
        if carrier.allowance.quotas:
            for period, count in work.leases.tallies(f"quota:{channel}:").items():
                yield (channel, period), count
