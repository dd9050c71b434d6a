"""Opening a figure: the rows behind it, each told by ids and codes, names only where nothing else tells it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quizbot.core.ids import AttemptId, PersonId, RoundId
from quizbot.core.reporting.figures import Figure, Line, UnknownFigure
from quizbot.core.reporting.periods import ReportPeriod
from quizbot.usecases.ports import Closing, Work
from quizbot.usecases.reporting.closing import closing_of, past
from quizbot.usecases.reporting.gathering import gather


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedLine:
    """A row behind a figure, what it adds, and what can be said of it without naming anybody."""

    row: str
    amount: int
    told: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A figure opened. The rows sum to `now`; a closed period was reported with `reported`."""

    period: ReportPeriod
    figure: Figure
    lines: tuple[TracedLine, ...]
    reported: int
    closing: Closing | None

    @property
    def now(self) -> int:
        """Give what the log makes of the figure today."""
        return self.figure.value


def trace(work: Work, *, period: ReportPeriod, figure: str, now: datetime) -> Trace:
    """Open a figure of a period.

    Raises:
        UnknownFigure: with figures that begin alike.
    """
    found = gather(work, period=period, now=now, watched=figure)
    known = found.figures.by_id.get(figure)
    if known is None:
        alike = sorted(name for name in found.figures.by_id if name.startswith(figure.partition(".")[0]))
        raise UnknownFigure(figure=figure, known=", ".join((alike or sorted(found.figures.by_id))[:12]))
    closing = closing_of(work, period)
    reported = known.value if closing is None else past(work, period=period, now=now).figures[figure]
    return Trace(
        period=period,
        figure=known,
        lines=tuple(_told(work, found.lines)),
        reported=reported,
        closing=closing,
    )


def _told(work: Work, lines: tuple[Line, ...]) -> Iterator[TracedLine]:
    teller = _Teller(work)
    for each in lines:
        kind, _, rest = each.row.partition(":")
        tell = teller.ways.get(kind)
        yield TracedLine(row=each.row, amount=each.amount, told=tuple(tell(rest).items()) if tell else ())


class _Teller:
    def __init__(self, work: Work) -> None:
        self.work = work
        self.units = {each.id: each.code for each in work.people.units()}
        self.ways: dict[str, Callable[[str], dict[str, str]]] = {
            "person": self.person,
            "attempt": self.attempt,
            "answer": self.answer,
            "round": self.round,
            "entry": self.entry,
            "grant": self.grant,
        }

    def person(self, rest: str) -> dict[str, str]:
        person = self.work.people.person(PersonId(int(rest)))
        if person is None:
            return {}
        return {"ma": person.code, "don_vi": self.units.get(person.unit_id, "")}

    def attempt(self, rest: str) -> dict[str, str]:
        attempt = self.work.attempts.get(AttemptId(int(rest)))
        if attempt is None:
            return {}
        person = self.person(str(attempt.person_id))
        return {
            **self.round(str(attempt.round_id)),
            "nguoi": person.get("ma", ""),
            "lan": str(attempt.number),
            "bat_dau": attempt.started_at.isoformat(),
            "tinh_trang": attempt.status.value,
        }

    def answer(self, rest: str) -> dict[str, str]:
        attempt_id, _, position = rest.partition("/")
        if position.startswith("-"):
            return {"bai": attempt_id, "vi_tri": str(int(position[1:]) + 1), "tra_loi": ""}
        found = self._answers(int(attempt_id)).get(int(position))
        if found is None:
            return {"bai": attempt_id}
        return {"bai": attempt_id, "cau": found.question_id, "tra_loi": ", ".join(found.response)}

    def _answers(self, attempt_id: int) -> dict[int, Any]:
        return {each.position: each for each in self.work.attempts.answers(AttemptId(attempt_id))}

    def round(self, rest: str) -> dict[str, str]:
        round_ = self.work.contests.round(RoundId(int(rest)))
        return {"cuoc_thi": self.work.contests.get(round_.contest_id).contest.id, "vong": str(round_.number)}

    def entry(self, rest: str) -> dict[str, str]:
        found = next((each for each in self.work.reports.register() if each.number == int(rest)), None)
        if found is None:
            return {}
        return {"ngay": found.entry.on.isoformat(), "noi_dung": found.entry.title, "nguoi_ghi": found.by}

    def grant(self, rest: str) -> dict[str, str]:
        found = next((each for each in self.work.awards.grants() if each.number == int(rest)), None)
        if found is None:
            return {}
        one = found.grant
        return {"quyet_dinh": one.decision, "ngay": one.on.isoformat(), "ma": one.code, "noi_dung": one.title}
