"""How prizes of a contest are named: by their set, block and rounds, so that two of one name are two."""

from collections.abc import Sequence

from quizbot.core.contest import Contest
from quizbot.i18n.unit_kinds import vi_bracket
from quizbot.usecases.awarding import PersonAward, UnitAward
from quizbot.usecases.paperwork import ContestFigures


def prize_text(each: PersonAward | UnitAward, contest: Contest, *, with_rounds: bool = True) -> str:
    """Name a prize: "Giải Nhất (vòng 2)"; empty when there is none."""
    if not each.prize:
        return ""
    when = span_text(each) if with_rounds else ""
    more = [part for part in (each.ladder, block_text(each.block, contest), when) if part]
    return f"{each.prize} ({', '.join(more)})" if more else each.prize


def span_text(each: PersonAward | UnitAward) -> str:
    """Say for which rounds a prize is: "vòng 2", "tháng 11/2026, các vòng 1–2"; empty for the whole contest."""
    if isinstance(each, UnitAward):
        month = f"tháng {each.month:%m/%Y}" if each.month else ""
        return ", ".join(filter(None, (month, _rounds(each.rounds or ()))))
    return _rounds((each.round_number,) if each.round_number else ())


def prize_told(each: PersonAward | UnitAward, contest: Contest) -> str:
    """Name a prize as a notice does: nobody is told of one that is still to be decided as if it were won."""
    text = prize_text(each, contest)
    return text if not text or is_certain(each) else f"{text} – chờ quyết định"


def block_text(block: str, contest: Contest) -> str:
    """Give what a bracket of the contest is called."""
    names = {each.id: each.name for each in contest.who.blocks}
    return names.get(block) or vi_bracket(block)


def is_certain(each: PersonAward | UnitAward) -> bool:
    """Tell whether a prize is won for certain: nobody has to decide between equals, nothing waits to be confirmed."""
    waits = each.to_confirm if isinstance(each, PersonAward) else ()
    return bool(each.prize) and not each.note and not waits


def prizes_by_code(figures: ContestFigures) -> dict[str, tuple[str, ...]]:
    """Give for each person and unit the prizes won for certain, by code."""
    found: dict[str, list[str]] = {}
    for each in figures.awards.people:
        if is_certain(each):
            found.setdefault(each.code, []).append(prize_text(each, figures.contest))
    for one in figures.awards.units:
        if is_certain(one):
            found.setdefault(one.line.result.code, []).append(prize_text(one, figures.contest))
    return {code: tuple(prizes) for code, prizes in found.items()}


def _rounds(numbers: Sequence[int]) -> str:
    if not numbers:
        return ""
    if len(numbers) == 1:
        return f"vòng {numbers[0]}"
    together = list(numbers) == list(range(numbers[0], numbers[-1] + 1))
    shown = f"{numbers[0]}–{numbers[-1]}" if together else ", ".join(map(str, numbers))
    return f"các vòng {shown}"
