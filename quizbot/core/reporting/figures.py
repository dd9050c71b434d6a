"""Figures that open to the rows behind them, and sums that must hold."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from quizbot.core.refusal import Refusal


class Counted(StrEnum):
    """What a figure counts; figures of different kinds are never added."""

    PEOPLE = "người"
    ATTEMPTS = "lượt"
    ANSWERS = "câu trả lời"
    SECONDS = "giây"
    ROUNDS = "vòng"
    CONTESTS = "cuộc"
    UNITS = "tập thể"
    PRIZES = "giải cá nhân"
    AWARDED = "lượt cá nhân được khen"
    DONG = "đồng"
    ENTRIES = "mục"
    PIECES = "sản phẩm"
    VIEWS = "lượt xem"
    # people of events written down by hand: the same person may come to several
    ATTENDANCES = "lượt người"
    # greatest share of right answers on a paper, in ten-thousandths
    TEN_THOUSANDTHS = "phần vạn"


class DoesNotAddUp(Refusal):
    """Parts do not sum to their whole: the report is not made."""

    code = "report.does_not_add_up"


class UnknownFigure(Refusal):
    code = "report.unknown_figure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row behind a figure: `attempt:12`, `person:7`, `answer:12/3`, `entry:4`; and what it adds."""

    row: str
    amount: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number of a report: the sum of its rows."""

    id: str
    counted: Counted
    value: int


class Book:
    """Gathers figures. Every figure is a sum over rows; a row counts once in a figure, however often it comes.

    Args:
        watched: the figure whose rows are kept; of the others only the numbers.
    """

    def __init__(self, watched: str = "") -> None:
        self._watched = watched
        self._counted: dict[str, Counted] = {}
        self._values: dict[str, int] = {}
        self._seen: dict[str, set[str]] = {}
        self._lines: list[Line] = []

    def open(self, figure: str, counted: Counted) -> None:
        """Begin a figure at nothing, so that it stands in the report even then."""
        if self._counted.setdefault(figure, counted) is not counted:
            raise ValueError(f"{figure} counts {self._counted[figure].value}, not {counted.value}")
        self._values.setdefault(figure, 0)

    def add(self, figure: str, counted: Counted, row: str, amount: int = 1) -> None:
        """Add a row that comes only once."""
        if self._counted.get(figure) is not counted:
            self.open(figure, counted)
        self._values[figure] += amount
        if figure == self._watched and amount:
            self._lines.append(Line(row=row, amount=amount))

    def add_once(self, figure: str, counted: Counted, row: str) -> None:
        """Add a row that may come again, such as a person who played twice."""
        seen = self._seen.setdefault(figure, set())
        if row not in seen:
            seen.add(row)
            self.add(figure, counted, row)

    def raise_to(self, figure: str, counted: Counted, row: str, amount: int) -> None:
        """Keep the greatest amount, with the first row that has it."""
        self.open(figure, counted)
        if amount > self._values[figure]:
            self._values[figure] = amount
            if figure == self._watched:
                self._lines = [Line(row=row, amount=amount)]

    def figures(self) -> "Figures":
        """Give what was gathered."""
        return Figures(
            by_id={
                name: Figure(id=name, counted=self._counted[name], value=value)
                for name, value in self._values.items()
            }
        )

    def lines(self) -> tuple[Line, ...]:
        """Give the rows of the watched figure."""
        return tuple(self._lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of a period by id."""

    by_id: Mapping[str, Figure] = field(default_factory=dict)

    def __getitem__(self, figure: str) -> int:
        """Give a number; a figure nobody gathered is nothing."""
        found = self.by_id.get(figure)
        return 0 if found is None else found.value

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.by_id.values())

    def under(self, prefix: str) -> Iterator[Figure]:
        """List the figures whose ids begin so."""
        return (each for each in self if each.id.startswith(prefix))

    def share(self, part: str, whole: str) -> Fraction | None:
        """Give one figure as a share of another; None of nothing."""
        return Fraction(self[part], self[whole]) if self[whole] else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A rule: these parts make this whole. `place` says where it stands, for people."""

    whole: str
    parts: tuple[str, ...]
    place: str


def must_add_up(figures: Figures, sums: Iterable[Sum]) -> None:
    """Refuse figures whose parts do not make their wholes, or that add what is counted differently.

    Raises:
        DoesNotAddUp: names the place, the whole and what the parts make.
    """
    for each in sums:
        kinds = {figures.by_id[name].counted for name in (each.whole, *each.parts) if name in figures.by_id}
        found = sum(figures[name] for name in each.parts)
        if len(kinds) > 1 or found != figures[each.whole]:
            raise DoesNotAddUp(
                place=each.place,
                whole=each.whole,
                value=figures[each.whole],
                parts=found,
                kinds=" + ".join(sorted(kind.value for kind in kinds)),
            )


def must_not_exceed(figures: Figures, pairs: Iterable[tuple[str, str, str]]) -> None:
    """Refuse a part greater than its whole.

    Args:
        pairs: of (part, whole, place).

    Raises:
        DoesNotAddUp
    """
    for part, whole, place in pairs:
        if figures[part] > figures[whole]:
            raise DoesNotAddUp(
                place=place, whole=whole, value=figures[whole], parts=figures[part], kinds=part
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """A figure of a closed period that is another number today."""

    # key of the closed period
    period: str
    figure: str
    counted: Counted
    before: int
    after: int


def adjustments(
    period: str, closed: Figures, now: Figures, *, leaving_out: tuple[str, ...] = ()
) -> tuple[Adjustment, ...]:
    """Compare what a period was closed with and what the log says today, figure by figure.

    Args:
        leaving_out: beginnings of the ids that are not compared.
    """
    found = []
    for name in sorted({*closed.by_id, *now.by_id}):
        if closed[name] != now[name] and not name.startswith(leaving_out):
            known = now.by_id.get(name) or closed.by_id[name]
            found.append(
                Adjustment(
                    period=period, figure=name, counted=known.counted, before=closed[name], after=now[name]
                )
            )
    return tuple(found)


def adjusted(closed: Figures, made: Iterable[Adjustment]) -> Figures:
    """Give the figures of a closed period with the adjustments that later reports have shown."""
    by_id = dict(closed.by_id)
    for each in made:
        by_id[each.figure] = Figure(id=each.figure, counted=each.counted, value=each.after)
    return Figures(by_id=by_id)
