"""The message budget of a contest before it runs: who gets what on which day, what does not arrive, and why."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from quizbot.core.budget import (
    NOBODY,
    Forecast,
    Form,
    Means,
    Recipient,
    Sending,
    forecast,
    form_of,
    outside,
    replies_of,
)
from quizbot.core.calendar import Period
from quizbot.core.contest import Contest, ContestKind, Feedback, Prediction, Round
from quizbot.core.delivery import Carrier, Failure
from quizbot.core.ids import PersonId, RoundId
from quizbot.core.paper_choice import most_asked
from quizbot.core.question import Question
from quizbot.usecases.audience import people_admitted
from quizbot.usecases.ports import Address, Person, StoredContest, Work
from quizbot.usecases.reach import KEPT, preferred, waking_moment

TakesPart = Callable[[PersonId, Period], datetime | None]
"""When a person is supposed to take part in a round; None: not at all."""

# what a chat adds around a question: its number, letters, blank lines
_AROUND_QUESTION, _AROUND_OPTION = 12, 4
_AROUND_SHEET = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestForecast:
    """What a contest sends, supposing the most: everybody takes part, after the last reminder."""

    contest: str
    people: int
    # how many are reached on each channel; `NOBODY` has no account
    reached: Mapping[str, int]
    # how papers reach people on channels that count messages
    forms: Mapping[str, Form]
    forecast: Forecast

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
    """Say what the rounds that are still to come will send, with what is left of the quotas now.

    Args:
        rounds: opening and closing times.
        means: the channels; people on others count as having no account.
        takes_part: whom to suppose when; everybody, after the last reminder, unless said.
        forms: how papers reach people; chosen by what the quotas carry unless said.
    """
    carriers = means.carriers
    day = (rounds[0][0] if rounds else now).astimezone(ZoneInfo(contest.rounds.zone)).date()
    recipients = recipients_of(work, people_admitted(work, contest, day=day), carriers=carriers)
    coming = [each for each in rounds if now < each[1]]
    spent = dict(_spent(work, carriers))
    suppose = takes_part or _after_last_reminder(contest)
    longest = longest_paper(contest, work.bank.everything())

    left_out = outside(recipients, carriers)

    def run(chosen: Mapping[str, Form], people: Sequence[Recipient] = recipients) -> Forecast:
        replies = {
            channel: replies_of(
                chosen.get(channel, Form.EACH),
                questions=questions_of(contest),
                characters=longest,
                text=carrier.text,
                prediction=contest.paper.prediction is not Prediction.NONE,
            )
            for channel, carrier in carriers.items()
        }
        planned = _sendings(contest, coming, people, replies, suppose, left_out)
        # what was due before now waits in the outbox, or is out already
        sendings = [each for each in planned if each.at >= now]
        return forecast(sendings, recipients=people, carriers=carriers, spent=spent)

    if forms is None:
        admitted = [each for each in recipients if each.person not in left_out]
        trials = {form: run(dict.fromkeys(means.counted, form), admitted) for form in Form}
        forms = {
            channel: form_of(
                carrier=carriers[channel],
                fits={form: not _used_up(trial, channel) for form, trial in trials.items()},
                can_link=means.can_link,
            )
            for channel in means.counted
        }
    return ContestForecast(
        contest=contest.id,
        people=len(recipients),
        reached=_reached(recipients),
        forms=forms,
        forecast=run(forms),
    )


def recipients_of(
    work: Work, people: Sequence[Person], *, carriers: Mapping[str, Carrier]
) -> tuple[Recipient, ...]:
    """Give where each person is reached, those who linked their account first before others."""
    reachable = work.people.reachable([person.id for person in people])
    found: list[tuple[datetime, int, Recipient]] = []
    without = []
    for person in people:
        to = _reached_at(reachable.get(person.id, ()), carriers)
        if to is None:
            without.append(Recipient(person=person.id))
            continue
        session = work.chats.session(to.channel, to.address)
        recipient = Recipient(
            person=person.id,
            channel=to.channel,
            heard_at=session.heard_at,
            unreachable=session.unreachable,
            begun=_begun(work, to, carriers[to.channel], since=session.heard_at),
        )
        found.append((to.linked_at, person.id, recipient))
    return (*(each for _, _, each in sorted(found, key=lambda row: row[:2])), *without)


def _begun(work: Work, to: Address, carrier: Carrier, *, since: datetime | None) -> int:
    if carrier.allowance.since_heard is None or since is None:
        return 0
    return work.outbox.sent_since(to.channel, to.address, since=since)


def settle_forms(work: Work, stored: StoredContest, round_: Round, *, means: Means, now: datetime) -> None:
    """Decide how the papers of a round reach people on channels that count messages, once."""
    if not means.counted:
        return
    coming = [(each.opens_at, each.closes_at) for each in work.contests.rounds(stored.id)]
    found = forecast_contest(work, stored.contest, rounds=coming, means=means, now=now)
    for channel, form in found.forms.items():
        work.leases.mark(_form_mark(round_.id, channel), form.value)


def settled_form(work: Work, round_id: RoundId, channel: str) -> Form:
    """Give how papers of a round reach people on a channel that counts messages."""
    noted = work.leases.recall(_form_mark(round_id, channel))
    return Form(noted) if noted else Form.SHEET


def _form_mark(round_id: RoundId, channel: str) -> str:
    return f"form:{round_id}:{channel}"


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


def _reached_at(addresses: Sequence[Address], carriers: Mapping[str, Carrier]) -> Address | None:
    known = [each for each in addresses if each.channel in carriers]
    return preferred(known) if known else None


def _reached(recipients: Sequence[Recipient]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for each in recipients:
        found[each.channel] = found.get(each.channel, 0) + 1
    return found


def _spent(work: Work, carriers: Mapping[str, Carrier]) -> Iterator[tuple[tuple[str, str], int]]:
    for channel, carrier in carriers.items():
        if carrier.allowance.quotas:
            for period, count in work.leases.tallies(f"quota:{channel}:").items():
                yield (channel, period), count


def _used_up(trial: Forecast, channel: str) -> bool:
    return any(Failure.QUOTA in line.fail for line in trial.lines if line.channel == channel)


def _after_last_reminder(contest: Contest) -> TakesPart:
    def suppose(_person: PersonId, round_: Period) -> datetime:
        reminded = [at for at, _ in _reminders(contest, round_)]
        return max([round_[0], *reminded]) + (round_[1] - max([round_[0], *reminded])) / 2

    return suppose


def _reminders(contest: Contest, round_: Period) -> Iterator[tuple[datetime, timedelta]]:
    """Give when people are reminded, earliest first; one that would come too late is left out."""
    for before in sorted(contest.remind.before_close, reverse=True):
        at = waking_moment(contest, now=max(round_[0], round_[1] - before))
        if at < round_[1]:
            yield at, before


def _sendings(
    contest: Contest,
    rounds: Sequence[Period],
    recipients: Sequence[Recipient],
    replies: Mapping[str, int],
    takes_part: TakesPart,
    left_out: frozenset[int],
) -> Iterator[Sending]:
    talks = contest.kind is not ContestKind.PRACTICE
    # the order in which the outbox sends what is due at one moment
    people = sorted(recipients, key=lambda each: str(each.person))
    for round_ in rounds:
        opens_at, closes_at = round_
        begins = {each.person: takes_part(PersonId(each.person), round_) for each in people}
        told_at = waking_moment(contest, now=opens_at)
        if talks and contest.remind.invite and told_at < closes_at:
            for each in people:
                begun = begins[each.person]
                if begun is None or begun >= told_at:
                    yield Sending(
                        kind="invitation",
                        at=told_at,
                        expires=closes_at,
                        person=each.person,
                        needless_from=begun,
                    )
        for at, _ in _reminders(contest, round_):
            for each in people:
                begun = begins[each.person]
                if begun is None or begun >= at:
                    yield Sending(
                        kind="reminder", at=at, expires=closes_at, person=each.person, needless_from=begun
                    )
        taking_part = [(each, begun) for each in people if (begun := begins[each.person]) is not None]
        for each, begun in taking_part:
            # whoever a platform does not admit can say nothing there; they take part on the page
            if (count := replies.get(each.channel, 0)) and each.person not in left_out:
                yield Sending(kind="question", at=begun, person=each.person, replies=count)
        if talks and contest.paper.feedback is Feedback.AFTER_CLOSE:
            at = waking_moment(contest, now=closes_at)
            for each, _ in taking_part:
                yield Sending(kind="result", at=at, expires=closes_at + KEPT, person=each.person)


def nobody_reached(found: ContestForecast) -> int:
    """Count the people without an account on any channel."""
    return found.reached.get(NOBODY, 0)
