"""A periodic report as a value: the period, the one before, the year so far, adjustments, and what is missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from quizbot.core.calendar import DaysOff
from quizbot.core.contest import ContestKind, Phase, phase_at
from quizbot.core.reporting.figures import Adjustment, Figures
from quizbot.core.reporting.periods import ZONE, ReportPeriod, deadline, draft_day, previous, year_to_date
from quizbot.core.reporting.register import PARTS, EntryKind, SignedEntry
from quizbot.usecases.awarding import FINAL_STATES
from quizbot.usecases.ports import Closing, PersonStatus, Work
from quizbot.usecases.reporting.closing import Past, closing_of, open_adjustments, past
from quizbot.usecases.reporting.due import first_use, is_before_use
from quizbot.usecases.reporting.gathering import gather, round_key, unit_key
from quizbot.usecases.reporting.granted import titles_of
from quizbot.usecases.reporting.registered import in_period
from quizbot.usecases.reporting.sums import check_sums, groups
from quizbot.usecases.roster import RENAMED

MOST_MISSED = 5
FEWEST_ANSWERS = 5
"""A question with fewer answers in the period says nothing about what people do not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedUnit:
    code: str
    name: str

    @property
    def key(self) -> str:
        """Begin the ids of its figures."""
        return unit_key(self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedRound:
    slug: str
    title: str
    number: int
    opens_at: datetime
    closes_at: datetime

    @property
    def key(self) -> str:
        """Begin the ids of its figures."""
        return round_key(self.slug, self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedQuestion:
    id: str
    ask: str
    right: int
    asked: int

    @property
    def key(self) -> str:
        """Begin the ids of its figures."""
        return f"cau-hoi.{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Something that is not there yet; worded by its code. `facts` are in the order of the words."""

    code: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodicReport:
    """Everything the paper and its tables are made from."""

    period: ReportPeriod
    deadline: date
    drafted: date
    as_of: datetime
    figures: Figures
    # of the period before; as it was reported, where it was closed
    before: Past
    # from 15 December on, as the log stands
    year: Figures
    year_start: date
    # what changed in periods that were closed
    adjustments: tuple[Adjustment, ...]
    closing: Closing | None
    units: tuple[ReportedUnit, ...]
    rounds: tuple[ReportedRound, ...]
    # beginnings of ids: chu-de.nq57.muc-tieu-2030
    topics: tuple[str, ...]
    most_missed: tuple[ReportedQuestion, ...]
    entries: tuple[SignedEntry, ...]
    missing: tuple[Missing, ...]
    # (day, name before, name after) of units renamed in the period
    renamed: tuple[tuple[date, str, str], ...] = ()
    # what forms of award in the register of decisions are called
    forms: Mapping[str, str] = field(default_factory=dict)

    @property
    def provisional(self) -> bool:
        """Tell whether the figures may still change without a word."""
        return self.closing is None

    @property
    def quiet(self) -> bool:
        """Tell whether nothing happened in the period."""
        return not (
            self.figures["luot"]
            or self.figures["on-tap.luot"]
            or self.figures["vong"]
            or self.figures["giai.cuoc-thi"]
            or self.figures["quyet-dinh.ca-nhan"]
            or self.figures["quyet-dinh.tap-the"]
            or self.entries
        )

    def of(self, *kinds: EntryKind) -> tuple[SignedEntry, ...]:
        """List the entries of some kinds."""
        return tuple(each for each in self.entries if each.entry.kind in kinds)


def periodic_report(
    work: Work, *, period: ReportPeriod, days_off: DaysOff, now: datetime, tasks: tuple[int, ...] = ()
) -> PeriodicReport:
    """Make the report of a period. A closed period is reported as it was closed.

    Args:
        tasks: numbers of the plan's tasks, to tell which have nothing written down.

    Raises:
        DoesNotAddUp: parts do not make their whole; names the place.
    """
    closing = closing_of(work, period)
    if closing is None:
        figures = gather(work, period=period, now=now).figures
        changed = open_adjustments(work, kind=period.kind, before=period.start, now=now)
    else:
        figures = Figures(by_id={each.id: each for each in closing.figures})
        changed = closing.adjustments
    check_sums(figures)
    year = year_to_date(period)
    so_far = figures if year.start == period.start else gather(work, period=year, now=now).figures
    check_sums(so_far)
    register = work.reports.register()
    # a closed report lists the entries it counted, not those that mended them
    entries = in_period([each for each in register if closing is None or each.at <= closing.at], period)
    return PeriodicReport(
        period=period,
        deadline=deadline(period, days_off),
        drafted=draft_day(period, days_off),
        as_of=now,
        figures=figures,
        before=past(work, period=previous(period), now=now),
        year=so_far,
        year_start=year.start,
        adjustments=changed,
        closing=closing,
        units=tuple(_units(work, figures)),
        rounds=tuple(_rounds(work, figures)),
        topics=groups(figures, "chu-de", "cau"),
        most_missed=_most_missed(work, figures),
        entries=entries,
        missing=tuple(_missing(work, period, figures, entries, tasks, now)) if closing is None else (),
        renamed=tuple(_renamed(work, period)),
        forms=titles_of(work.awards.grants()),
    )


def _units(work: Work, figures: Figures) -> Iterator[ReportedUnit]:
    names = {each.code: each.name for each in work.people.units()}
    codes = [each.removeprefix("don-vi.") for each in groups(figures, "don-vi", "quan-so")]
    for code in (*(each for each in names if each in codes), *(each for each in codes if each not in names)):
        yield ReportedUnit(code=code, name=names.get(code, code))


def _renamed(work: Work, period: ReportPeriod) -> Iterator[tuple[date, str, str]]:
    for each in work.audit.entries(subject=RENAMED):
        if each.action == "unit.renamed" and period.holds(each.at):
            yield each.at.astimezone(ZONE).date(), str(each.detail["before"]), str(each.detail["after"])


def _rounds(work: Work, figures: Figures) -> Iterator[ReportedRound]:
    known = set(groups(figures, "vong", "luot"))
    for stored in work.contests.all():
        for round_ in work.contests.rounds(stored.id):
            if round_key(stored.contest.id, round_.number) in known:
                yield ReportedRound(
                    slug=stored.contest.id,
                    title=stored.contest.title,
                    number=round_.number,
                    opens_at=round_.opens_at,
                    closes_at=round_.closes_at,
                )


def _most_missed(work: Work, figures: Figures) -> tuple[ReportedQuestion, ...]:
    """Give the questions with the smallest share of right answers; among equals those asked more often."""
    found = []
    for key in groups(figures, "cau-hoi", "cau"):
        asked, right = figures[f"{key}.cau"], figures[f"{key}.dung"]
        if asked >= FEWEST_ANSWERS and right < asked:
            id_ = key.removeprefix("cau-hoi.")
            question = work.bank.current(id_)
            ask = "" if question is None else question.ask
            found.append(ReportedQuestion(id=id_, ask=ask, right=right, asked=asked))
    found.sort(key=lambda each: (Fraction(each.right, each.asked), -each.asked, each.id))
    return tuple(found[:MOST_MISSED])


def _missing(
    work: Work,
    period: ReportPeriod,
    figures: Figures,
    entries: tuple[SignedEntry, ...],
    tasks: tuple[int, ...],
    now: datetime,
) -> Iterator[Missing]:
    if now < period.ends_at:
        yield Missing(code="not_over", facts=(("day", f"{period.last:%d/%m/%Y}"),))
    before = previous(period)
    if closing_of(work, before) is None and not is_before_use(before, first_use(work)):
        yield Missing(code="before_not_closed", facts=(("day", f"{before.last:%d/%m/%Y}"),))
    yield from _unfinished(work, period, now)
    units = tuple(_units(work, figures))
    idle = [
        each.name for each in units if figures[f"{each.key}.quan-so"] and not figures[f"{each.key}.nguoi"]
    ]
    if figures["vong"] and idle:
        yield Missing(code="units_idle", facts=(("units", ", ".join(idle)),))
    if not figures["quan-so"]:
        yield Missing(code="no_roster")
    everybody = work.people.everybody()
    waiting = sum(each.status is PersonStatus.PENDING for each in everybody)
    if waiting:
        yield Missing(code="people_waiting", facts=(("people", str(waiting)),))
    if any(each.invented for each in everybody):
        yield Missing(code="people_invented")
    kinds = {each.entry.kind for each in entries}
    for kind in (EntryKind.MEDIA, EntryKind.OUTSIDE, EntryKind.MEETING):
        if kind not in kinds:
            yield Missing(code=f"no_{kind.name.lower()}")
    unproved = [
        str(each.number) for each in entries if each.entry.kind is EntryKind.OUTSIDE and not _proved(each)
    ]
    if unproved:
        yield Missing(code="unproved", facts=(("entries", ", ".join(unproved)),))
    silent = sorted(set(tasks) - {each.entry.task for each in entries if each.entry.task is not None})
    if silent:
        yield Missing(code="tasks_silent", facts=(("tasks", ", ".join(map(str, silent))),))
    unwritten = [part for part in PARTS if part not in {each.entry.part for each in entries}]
    for part in unwritten:
        yield Missing(code=f"part_{part}")


def _proved(signed: SignedEntry) -> bool:
    return bool(signed.entry.link or signed.entry.sha256)


def _unfinished(work: Work, period: ReportPeriod, now: datetime) -> Iterator[Missing]:
    for stored in work.contests.all():
        if stored.contest.kind is ContestKind.PRACTICE:
            continue
        rounds = work.contests.rounds(stored.id)
        here = [each for each in rounds if period.holds(each.closes_at) or period.holds(each.opens_at)]
        if not here:
            continue
        running = [str(each.number) for each in here if phase_at(each, now=now) in (Phase.OPEN, Phase.FROZEN)]
        if running:
            yield Missing(
                code="round_running",
                facts=(("contest", stored.contest.title), ("rounds", ", ".join(running))),
            )
        elif stored.state not in FINAL_STATES and all(each.closes_at <= now for each in rounds):
            yield Missing(code="not_final", facts=(("contest", stored.contest.title),))
        waiting = work.appeals.count_open(stored.id)
        if waiting:
            yield Missing(
                code="appeals_open", facts=(("contest", stored.contest.title), ("appeals", str(waiting)))
            )
