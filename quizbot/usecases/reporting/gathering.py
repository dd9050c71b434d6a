"""The figures of a period, counted from the log. What each id means stands in docs/rules/reports.md.

People (người) are different people; attempts (lượt) are counted in the period in which they began.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from quizbot.core.attempt import AttemptStatus
from quizbot.core.contest import ContestKind, ContestState, Round
from quizbot.core.ids import AttemptId, PersonId, UnitId
from quizbot.core.reporting.figures import Book, Counted, Figures, Line
from quizbot.core.reporting.periods import ReportPeriod
from quizbot.usecases.analysis.gathering import MarkedPaper, Which, marked_papers
from quizbot.usecases.awarding import FINAL_STATES, award_list
from quizbot.usecases.facts import unit_heads
from quizbot.usecases.mending import corrections_of
from quizbot.usecases.ports import AttemptSummary, Person, StoredContest, Unit, Work
from quizbot.usecases.reporting.granted import add_grants
from quizbot.usecases.reporting.registered import add_register
from quizbot.usecases.scene import scene

LEVEL = 1
"""Units are reported by the level below the office; people directly in the office stand for the office itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A period counted: its figures, and the rows of the one that was watched."""

    period: ReportPeriod
    figures: Figures
    lines: tuple[Line, ...] = ()


def gather(work: Work, *, period: ReportPeriod, now: datetime, watched: str = "") -> Gathered:
    """Count a period as the log stands.

    Args:
        now: rounds that open later are not counted yet.
        watched: id of the figure whose rows are wanted.
    """
    counting = _Counting(work, period, Book(watched))
    counting.open_all()
    for stored in work.contests.all():
        counting.contest(stored, now)
    counting.heads()
    add_register(work.reports.register(), period, counting.book)
    add_grants(work.awards.grants(), period, counting.book)
    return Gathered(period=period, figures=counting.book.figures(), lines=counting.book.lines())


def unit_key(code: str) -> str:
    """Begin the ids of a unit's figures."""
    return f"don-vi.{code}"


def round_key(slug: str, number: int) -> str:
    """Begin the ids of a round's figures."""
    return f"vong.{slug}.{number}"


def topic_key(document: str, topic: str) -> str:
    """Begin the ids of a topic's figures."""
    return f"chu-de.{document}.{topic or 'chung'}"


def _practised(stored: StoredContest, round_: Round) -> bool:
    """Tell whether a round is played for practice: nothing of it counts for anybody."""
    return stored.contest.kind is ContestKind.PRACTICE or round_.number <= stored.contest.rounds.trial


class _Counting:
    def __init__(self, work: Work, period: ReportPeriod, book: Book) -> None:
        self.work = work
        self.period = period
        self.book = book
        self.people: Mapping[PersonId, Person] = {each.id: each for each in work.people.everybody()}
        units: dict[UnitId, Unit] = {each.id: each for each in work.people.units()}
        self.head = {each: units[top].code for each, top in unit_heads(units, level=LEVEL).items()}
        # where people were last on the roster within the period
        self.roster = {
            each.person_id: each.unit_id for each in work.people.history(start=period.start, end=period.end)
        }
        # questions of topics whose figures are begun
        self.asked: set[tuple[str, str]] = set()
        # and for those who played without being on it, whom they played for last
        self.played: dict[PersonId, UnitId] = {}

    def open_all(self) -> None:
        """Begin the figures that stand in every report, be they nothing."""
        for name, counted in _WHOLE:
            self.book.open(name, counted)
        for code in sorted(set(self.head.values())):
            for name, counted in _OF_UNIT:
                self.book.open(f"{unit_key(code)}.{name}", counted)

    def contest(self, stored: StoredContest, now: datetime) -> None:
        """Count a contest's rounds, and its prizes if it became final in the period."""
        corrections = corrections_of(self.work, stored)
        touched = False
        for round_ in self.work.contests.rounds(stored.id):
            if round_.opens_at >= self.period.ends_at or round_.opens_at > now:
                continue
            running = round_.closes_at > self.period.starts_at
            # outside their hours only people with a window of their own play
            if running or corrections:
                began = [
                    each
                    for each in self.work.attempts.summaries(round_.id)
                    if self.period.holds(each.started_at)
                ]
                if _practised(stored, round_):
                    self._practice(began)
                elif began or running:
                    touched = True
                    self._round(stored, round_, began)
        if touched:
            self.book.add("cuoc-thi", Counted.CONTESTS, f"contest:{stored.contest.id}")
        self._prizes(stored, now)

    def _practice(self, began: list[AttemptSummary]) -> None:
        for each in began:
            self.book.add("on-tap.luot", Counted.ATTEMPTS, f"attempt:{each.id}")
            self.book.add_once("on-tap.nguoi", Counted.PEOPLE, f"person:{each.person_id}")

    def _round(self, stored: StoredContest, round_: Round, began: list[AttemptSummary]) -> None:
        book = self.book
        key = round_key(stored.contest.id, round_.number)
        book.add("vong", Counted.ROUNDS, f"round:{round_.id}")
        for name, counted in _OF_ROUND:
            book.open(f"{key}.{name}", counted)
        here = scene(self.work, stored=stored, round_=round_)
        marked = dict(self._marked(stored, round_)) if began else {}
        for each in began:
            unit_id = here.unit_of(self.people[each.person_id], [each])
            self.played[each.person_id] = unit_id
            self._attempt(each, marked.get(each.id), places=(f"{key}.", f"{unit_key(self.head[unit_id])}."))
            book.add_once("nguoi", Counted.PEOPLE, f"person:{each.person_id}")
            book.add_once(f"{key}.nguoi", Counted.PEOPLE, f"person:{each.person_id}")

    def _marked(self, stored: StoredContest, round_: Round) -> Iterator[tuple[AttemptId, MarkedPaper]]:
        for paper in marked_papers(self.work, stored=stored, round_=round_, which=Which.ALL):
            if self.period.holds(paper.attempt.started_at):
                yield paper.attempt.id, paper

    def _attempt(self, each: AttemptSummary, paper: MarkedPaper | None, *, places: tuple[str, str]) -> None:
        book, row = self.book, f"attempt:{each.id}"
        state = "luot-tinh" if paper else "luot-khong-tinh"
        if each.status is AttemptStatus.OPEN:
            state = "luot-dang-lam"
        for place in ("", *places):
            book.add(f"{place}luot", Counted.ATTEMPTS, row)
            book.add(f"{place}{state}", Counted.ATTEMPTS, row)
        if paper is None:
            return
        right = 0
        for position, asked in enumerate(paper.questions):
            worth, question = asked.worth, asked.question
            kind = "dung" if worth.right else "sai" if worth.answered else "bo-trong"
            right += worth.right
            answer = f"answer:{each.id}/{asked.answer.position if asked.answer else f'-{position}'}"
            topic, single = topic_key(question.document, question.topic), f"cau-hoi.{question.id}"
            if (topic, single) not in self.asked:
                self.asked.add((topic, single))
                for place in (topic, single):
                    for name, counted in _OF_ANSWERS:
                        book.open(f"{place}.{name}", counted)
            for place in ("", *places, f"{topic}.", f"{single}."):
                book.add(f"{place}cau", Counted.ANSWERS, answer)
                book.add(f"{place}{kind}", Counted.ANSWERS, answer)
        asked_in_all = len(paper.questions)
        seconds = int(
            (min(each.submitted_at or each.deadline_at, each.deadline_at) - each.started_at).total_seconds()
        )
        for place in ("", *places):
            book.add(f"{place}giay", Counted.SECONDS, row, max(0, seconds))
            if asked_in_all and right == asked_in_all:
                book.add(f"{place}luot-dung-het", Counted.ATTEMPTS, row)
        if asked_in_all:
            best = right * 10_000 // asked_in_all
            book.raise_to(f"{places[0]}cao-nhat", Counted.TEN_THOUSANDTHS, row, best)

    def heads(self) -> None:
        """Count people by unit: each once, where they were last in the period."""
        for person_id in {**self.roster, **self.played}:
            unit_id = self.roster.get(person_id) or self.played[person_id]
            row, unit = f"person:{person_id}", unit_key(self.head[unit_id])
            for place in ("", f"{unit}."):
                self.book.add(f"{place}quan-so", Counted.PEOPLE, row)
            if person_id in self.played:
                self.book.add(f"{unit}.nguoi", Counted.PEOPLE, row)

    def _prizes(self, stored: StoredContest, now: datetime) -> None:
        final = [each.at for each in self.work.corrections.steps(stored.id) if each.to is ContestState.FINAL]
        if stored.state not in FINAL_STATES or not final or not self.period.holds(final[-1]):
            return
        slug, awards = stored.contest.id, award_list(self.work, slug=stored.contest.id, now=now)
        self.book.add("giai.cuoc-thi", Counted.CONTESTS, f"contest:{slug}")
        for person in awards.people:
            if person.prize and not person.note:
                row = f"prize:{slug}/{person.round_number or 0}/person/{person.code}"
                self._prize(slug, "ca-nhan", Counted.PRIZES, row, person.amount)
        for unit in awards.units:
            if unit.prize and not unit.note:
                row = f"prize:{slug}/0/unit/{unit.line.result.code}"
                self._prize(slug, "tap-the", Counted.UNITS, row, unit.amount)

    def _prize(self, slug: str, who: str, counted: Counted, row: str, amount: int) -> None:
        for place in ("giai", f"giai-cuoc.{slug}"):
            self.book.add(f"{place}.{who}", counted, row)
            self.book.add(f"{place}.tien", Counted.DONG, row, amount)


_OF_ANSWERS = (
    ("cau", Counted.ANSWERS),
    ("dung", Counted.ANSWERS),
    ("sai", Counted.ANSWERS),
    ("bo-trong", Counted.ANSWERS),
)
_OF_PAPERS = (
    ("luot", Counted.ATTEMPTS),
    ("luot-tinh", Counted.ATTEMPTS),
    ("luot-khong-tinh", Counted.ATTEMPTS),
    ("luot-dang-lam", Counted.ATTEMPTS),
    ("luot-dung-het", Counted.ATTEMPTS),
    *_OF_ANSWERS,
    ("giay", Counted.SECONDS),
)
_OF_UNIT = (("quan-so", Counted.PEOPLE), ("nguoi", Counted.PEOPLE), *_OF_PAPERS)
_OF_ROUND = (("nguoi", Counted.PEOPLE), *_OF_PAPERS, ("cao-nhat", Counted.TEN_THOUSANDTHS))
_WHOLE = (
    ("cuoc-thi", Counted.CONTESTS),
    ("vong", Counted.ROUNDS),
    *_OF_UNIT,
    ("on-tap.nguoi", Counted.PEOPLE),
    ("on-tap.luot", Counted.ATTEMPTS),
    ("giai.cuoc-thi", Counted.CONTESTS),
    ("giai.ca-nhan", Counted.PRIZES),
    ("giai.tap-the", Counted.UNITS),
    ("giai.tien", Counted.DONG),
)
