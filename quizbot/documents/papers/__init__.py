"""Shelf of papers: one file is one paper that the office issues, drafted from the contest and its results."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from quizbot.core.shelf import Shelf
from quizbot.documents.facts import Facts
from quizbot.documents.official import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A paper that can be drafted."""

    # file name without ending, without accents; begins with its place in the file
    file: str
    # as people call it
    title: str
    # commendation: part of the file for commending · contest: a paper of the contest itself
    part: Literal["commendation", "contest"]
    # needs results: says on every page while they are provisional
    draft: Callable[[Facts], Paper]
    # is about one round
    of_round: bool = False
    # a paper of the contest that tells who leads and how many were right
    outcome: bool = False

    @property
    def tells_results(self) -> bool:
        """Tell whether nobody may have it while results still come in."""
        return self.outcome or self.of_round


PAPERS: Mapping[str, Draft] = Shelf("quizbot.documents.papers", "PAPER")


def commendation_papers() -> tuple[str, ...]:
    """List the papers of the file, in filing order."""
    return tuple(
        sorted(
            (name for name in PAPERS if PAPERS[name].part == "commendation"),
            key=lambda name: PAPERS[name].file,
        )
    )
