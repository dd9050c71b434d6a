"""Everybody who won a prize, round by round and season by season, with what decided among equals."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from quizbot.core.contest import Contest
from quizbot.documents.achievements import percent
from quizbot.documents.official import Block, Grid, GridColumn, Heading, Text
from quizbot.documents.outcomes import outcome, outcome_columns
from quizbot.documents.prize_text import prize_told, span_text
from quizbot.documents.reasons import among_equals
from quizbot.usecases.awarding import AwardList, PersonAward, UnitAward


def winners(awards: AwardList, contest: Contest) -> tuple[Block, ...]:
    """List all who won, people first, then units; the decision on prizes names these and nobody else."""
    people = [each for each in awards.people if each.prize]
    units = [each for each in awards.units if each.prize]
    found: list[Block] = []
    for title, alike in groupby(people, key=lambda each: f"Cá nhân đạt giải – {_when(each)}"):
        found += [Heading(text=title, level=2), _people(tuple(alike), contest)]
    if not people:
        found.append(Text(text="Không có cá nhân đạt giải."))
    for title, those in groupby(units, key=lambda each: f"Tập thể đạt giải – {_when(each)}"):
        found += [Heading(text=title, level=2), _units(tuple(those), contest)]
    if not units:
        found.append(Text(text="Không có tập thể đạt giải."))
    return tuple(found)


def _when(each: PersonAward | UnitAward) -> str:
    """Say which of the contest's prizes they are: of a round, of a month, of a set, of the whole contest."""
    span = span_text(each)
    return ", ".join(filter(None, (each.ladder, span))) or "cả cuộc thi"


def _people(won: Sequence[PersonAward], contest: Contest) -> Grid:
    return Grid(
        columns=(
            GridColumn(title="TT", width_mm=10, align="centre"),
            GridColumn(title="Giải", width_mm=32),
            GridColumn(title="Họ và tên", width_mm=36),
            *outcome_columns(34, by_right=all(each.by_right for each in won)),
            GridColumn(title="Phân định khi bằng điểm", width_mm=38),
        ),
        rows=tuple(
            (str(n), prize_told(each, contest), each.name, each.unit, outcome(each), among_equals(each))
            for n, each in enumerate(won, start=1)
        ),
    )


def _units(won: Sequence[UnitAward], contest: Contest) -> Grid:
    return Grid(
        columns=(
            GridColumn(title="TT", width_mm=10, align="centre"),
            GridColumn(title="Giải", width_mm=45),
            GridColumn(title="Tập thể", width_mm=62),
            GridColumn(title="Số người có kết quả", width_mm=28, align="right"),
            GridColumn(title="Tỷ lệ đúng bình quân", width_mm=25, align="right"),
        ),
        rows=tuple(
            (
                str(n),
                prize_told(each, contest),
                each.line.name,
                f"{each.line.result.participants}/{each.line.result.roster}",
                "–" if each.line.result.mean is None else percent(Fraction(str(each.line.result.mean))),
            )
            for n, each in enumerate(won, start=1)
        ),
    )
