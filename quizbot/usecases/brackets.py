"""The brackets of a contest: blocks that it declares, or one for each type of unit. Each has a board of its own."""

from quizbot.core.contest import Contest
from quizbot.core.eligibility import divided
from quizbot.core.ids import PersonId
from quizbot.usecases.ports import StoredContest, Work


def bracket_names(work: Work, contest: Contest) -> dict[str, str]:
    """Give the brackets in their order, by what they are called; none where everybody is on one board.

    Types of units are called by their code: what people read instead of it, i18n knows.
    """
    who = contest.who
    if who.blocks:
        return {each.id: each.name for each in who.blocks}
    return (
        {kind: kind for kind in sorted({unit.kind for unit in work.people.units()})} if divided(who) else {}
    )


def own_bracket(work: Work, stored: StoredContest, board: str, person_id: PersonId) -> str | None:
    """Name the bracket in which a person is compared on a board; None where everybody is on one."""
    if not divided(stored.contest.who):
        return None
    entry = work.standings.entry(board, person_id)
    return None if entry is None else entry.bracket


def board_parts(work: Work, contest: Contest, block: str | None = None) -> list[tuple[str, str | None]]:
    """Give the boards that stand one after the other, with the name above each: every bracket's own.

    Args:
        block: this bracket alone.
    """
    names = bracket_names(work, contest)
    if block is not None:
        return [(names.get(block, block), block)]
    return [(name, each) for each, name in names.items()] or [("", None)]
