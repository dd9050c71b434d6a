"""Roster codes as a whole: zeros that were lost, codes that stand twice."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quizbot.core.vietnamese import fold
from quizbot.roster.reading import Notes
from quizbot.usecases.roster import RosterRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A row with what was found out about its code."""

    row: RosterRow
    # column of the code, from 0
    column: int
    # the code came as a number, or from a text table: zeros in front may be lost
    bare: bool


def padded(found: Sequence[Coded], notes: Notes) -> list[Coded]:
    """Give short codes their zeros back where all others have one length; each is a proposal to confirm.

    Codes that simply count (1 to 9 beside 10 to 99) are left alone: nothing says that they were longer.
    """
    digits = _length([each.row.code for each in found])
    short = [each for each in found if each.bare and _is_short(each.row.code, digits)]
    others = [each for each in found if not (each.bare and _is_short(each.row.code, digits))]
    even = all(each.row.code.isdecimal() and len(each.row.code) == digits for each in others)
    zeros = any(each.row.code.startswith("0") for each in others)
    if not short or not even or len(short) > len(others) or (not zeros and _counts(short)):
        return list(found)
    result = []
    for each in found:
        given = each.row.code
        if not (each.bare and _is_short(given, digits)):
            result.append(each)
            continue
        code = given.zfill(digits)
        notes.remark(
            "roster.padded",
            sheet=each.row.sheet,
            row=each.row.row,
            column=each.column,
            confirm=True,
            facts={"given": given, "code": code, "digits": digits},
        )
        result.append(replace(each, row=replace(each.row, code=code)))
    return result


def once(found: Sequence[Coded], notes: Notes) -> list[Coded]:
    """Refuse every row whose code stands on another row too."""
    first: dict[str, Coded] = {}
    twice: set[str] = set()
    for each in found:
        before = first.setdefault(each.row.code, each)
        if before is each:
            continue
        for one in (each,) if each.row.code in twice else (before, each):
            alike = fold(before.row.name) == fold(each.row.name)
            notes.fault(
                "roster.written_twice" if alike else "roster.same_code",
                sheet=one.row.sheet,
                row=one.row.row,
                column=one.column,
                facts={
                    "person": each.row.code,
                    "first": _place(before, one),
                    "second": _place(each, one),
                    "one": before.row.name,
                    "other": each.row.name,
                },
            )
        twice.add(each.row.code)
    return [each for each in found if each.row.code not in twice]


def _place(each: Coded, seen_from: Coded) -> str:
    same = each.row.sheet == seen_from.row.sheet
    return str(each.row.row) if same else f"{each.row.row} trang “{each.row.sheet}”"


def _length(codes: Sequence[str]) -> int:
    lengths = Counter(len(code) for code in codes if re.fullmatch(r"[0-9]+", code))
    return max(lengths, default=0)


def _is_short(code: str, digits: int) -> bool:
    return re.fullmatch(r"[0-9]+", code) is not None and len(code) < digits


def _counts(short: Sequence[Coded]) -> bool:
    """Tell whether the short codes run 1, 2, 3 without a gap."""
    numbers = sorted(int(each.row.code) for each in short)
    return numbers == list(range(1, len(numbers) + 1))
