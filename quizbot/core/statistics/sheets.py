"""What statistics are computed from: who got which marks for which question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

FEWEST = 30
"""With fewer people a figure says more about chance than about the question; it is not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One person's marked paper. A question without an answer has 0 marks and no choice."""

    person: str
    # whole marks, by question id
    marks: Mapping[str, int]
    # what was chosen, by question id: option keys joined by a comma, or the text that was given
    chosen: Mapping[str, str] = field(default_factory=dict)

    def total(self) -> int:
        return sum(self.marks.values())


class Sheets:
    """The marked papers of many people, all of them or those with a given question.

    Args:
        sheets: one for each attempt that is looked at.
        most: full marks of every question, by id.
    """

    def __init__(self, sheets: Iterable[Sheet], *, most: Mapping[str, int]) -> None:
        self.all = tuple(sheets)
        self.most = dict(most)
        self.totals = tuple(sheet.total() for sheet in self.all)

    @cached_property
    def items(self) -> tuple[str, ...]:
        """List the questions that stand on at least one paper, by id."""
        return tuple(sorted({item for sheet in self.all for item in sheet.marks}))

    @cached_property
    def _with(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {item: [] for item in self.items}
        for number, sheet in enumerate(self.all):
            for item in sheet.marks:
                found[item].append(number)
        return found

    def pairs(self, item: str) -> list[tuple[int, int]]:
        """Give (marks, rest of the paper) of everybody who had the question."""
        return [
            (self.all[number].marks[item], self.totals[number] - self.all[number].marks[item])
            for number in self._with[item]
        ]

    def having(self, item: str) -> list[Sheet]:
        """List the papers the question stands on."""
        return [self.all[number] for number in self._with[item]]
