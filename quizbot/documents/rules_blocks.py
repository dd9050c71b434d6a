"""The rules of a contest as blocks of a paper."""

from collections.abc import Sequence

from quizbot.documents.facts import Facts
from quizbot.documents.official import Text
from quizbot.i18n.rules_text import KNOWN_NAMES, Section, rules_sections


def rules_of(facts: Facts) -> tuple[Section, ...]:
    """Give the sections of the rules as `quizbot contest rules` prints them, with the rounds' own times."""
    figures = facts.figures
    return rules_sections(
        figures.contest,
        rounds=[(each.opens_at, each.closes_at) for each in figures.calendar],
        names=figures.names,
    )


def names_of(facts: Facts, codes: Sequence[str]) -> list[str]:
    """Call units and groups by the names the rules call them by."""
    return [facts.figures.names.get(each) or KNOWN_NAMES.get(each) or each for each in codes]


def clauses(sections: Sequence[Section], title: str) -> tuple[Text, ...]:
    """Give the clauses of the section with this title; none when the contest has no such section."""
    return tuple(
        Text(text=each) for section in sections if section.title == title for each in section.clauses
    )
