"""Who is not proposed and why, as papers say it: those higher on the board in full, those below a floor by number."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from quizbot.core.commend.choosing import FLOORS, Chosen, Decision, Outcome
from quizbot.documents.facts import Facts, board_place, told_apart
from quizbot.documents.official import Block, Text
from quizbot.documents.wording import reason_text
from quizbot.i18n.vi_words import number

_OF_A_PLACE = frozenset({"other_order", "group_full"})
"""Reasons of those who are able, and stand higher than somebody on the list."""
NAMED = 20
"""So many of those below a floor are named on paper; the council's sheet names all."""


def higher(facts: Facts) -> tuple[Decision, ...]:
    """List those who stand above somebody on a list and are not on one, by rank."""
    found: list[Decision] = []
    for award in facts.commendation.chosen if facts.commendation else ():
        above = {code for each in award.of(Outcome.PROPOSED, Outcome.TIE) for code in each.instead_of}
        found += [
            each
            for each in award.decisions
            if each.reason != "other_award" and (each.nominee.code in above or each.reason in _OF_A_PLACE)
        ]
    return tuple(sorted(found, key=lambda each: each.nominee.subject == "person"))


def others(facts: Facts) -> tuple[Decision, ...]:
    """List those passed over whom nobody on a list stands below: mostly by a floor."""
    said = {(each.nominee.subject, each.nominee.code) for each in higher(facts)}
    return tuple(
        each
        for award in (facts.commendation.chosen if facts.commendation else ())
        for each in award.of(Outcome.PASSED_OVER)
        if each.reason != "other_award" and (each.nominee.subject, each.nominee.code) not in said
    )


def floor_lines(chosen: Iterable[Chosen]) -> tuple[str, ...]:
    """Say whom a floor alone keeps from a place, and which; one line for those who share a reason."""
    found = [each for award in chosen for each in award.of(Outcome.PASSED_OVER) if each.reason in FLOORS]
    return tuple(_by_reason(found))


def left_out_text(facts: Facts) -> tuple[Block, ...]:
    """Say in words who is not proposed and why; nothing where there is nobody."""
    above, below = higher(facts), others(facts)
    lines = [
        *_section("xếp trên những trường hợp được đề nghị nhưng không đề nghị", above),
        *_section("không đề nghị, không có ai xếp sau được đề nghị", below),
    ]
    return tuple(Text(text=each) for each in lines)


def _section(what: str, found: Sequence[Decision]) -> list[str]:
    if not found:
        return []
    return [f"Có {number(len(found))} trường hợp {what}:", *(f"- {each}" for each in _by_reason(found))]


def _by_reason(found: Sequence[Decision]) -> list[str]:
    """Write one line for each who has a reason of their own, and one for those who share it."""
    names = told_apart(each.nominee for each in found)
    lines = []
    for reason, some in groupby(found, key=reason_text):
        same = list(some)
        shown = [_named(each, names) for each in same[:NAMED]]
        more = f" và {number(len(same) - NAMED)} trường hợp khác" if len(same) > NAMED else ""
        lines.append(f"{', '.join(shown)}{more}: {reason}")
    return lines


def _named(decision: Decision, names: dict[str, str]) -> str:
    place = board_place(decision.nominee)
    name = names[decision.nominee.code]
    return name if place is None else f"{name} (hạng {place})"
