"""Names of units: which unit is meant, which is nearest, which is new."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from quizbot.core.vietnamese import fold, normal
from quizbot.usecases.ports import Unit
from quizbot.usecases.roster import RosterUnit

# how a name begins → kind of unit
KINDS = {
    "van phong": "van-phong",
    "trung tam": "trung-tam",
    "bo phan": "bo-phan",
    "nha khach": "nha-khach",
    "phong": "phong",
    "phuong": "phuong",
    "ban": "ban",
    "so": "so",
    "xa": "xa",
    "to": "to",
    "chi cuc": "chi-cuc",
    "lanh dao": "lanh-dao",
}
_SHORT = {"p": "phong", "tt": "trung tam", "vp": "van phong", "bp": "bo phan"}
_ALIKE = 0.9  # ratio from which two new names look like one
_NEAR = 0.6
_NOT_A_WORD = ("va", "cua", "tinh")


class Ambiguous(ValueError):
    """Several units have this name; `codes` are theirs."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(", ".join(codes))
        self.codes = tuple(codes)


def kind_of(name: str) -> str:
    """Tell the kind of a unit by how its name begins."""
    plain = fold(name)
    return next((kind for begins, kind in KINDS.items() if f"{plain} ".startswith(f"{begins} ")), "don-vi")


def looks_like_unit(text: str) -> bool:
    """Tell whether a line reads like the name of a unit."""
    plain = _long_form(fold(text))
    return len(plain.split()) > 1 and kind_of(plain) != "don-vi"


@dataclass(slots=True)
class UnitNames:
    """The units of the office and of the file, found by code or by name."""

    known: Sequence[Unit]
    named: dict[str, RosterUnit] = field(default_factory=dict)
    _codes: dict[str, str] = field(default_factory=dict)
    _exact: dict[str, list[str]] = field(default_factory=dict)
    _folded: dict[str, list[str]] = field(default_factory=dict)
    _shown: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for unit in self.known:
            self._learn(unit.code, unit.name)

    def declare(self, unit: RosterUnit) -> None:
        """Take a unit that the file declares."""
        self.named[unit.code] = unit
        self._learn(unit.code, unit.name)

    def find(self, text: str) -> str | None:
        """Give the code of the unit that a text names, by its code or its name; None when there is none.

        Raises:
            Ambiguous
        """
        code = self._codes.get(text.casefold())
        if code is not None:
            return code
        for found in (
            self._exact.get(normal(text)),
            self._folded.get(fold(text)),
            self._folded.get(_long_form(fold(text))),
        ):
            if found and len(found) > 1:
                raise Ambiguous(sorted(found))
            if found:
                return found[0]
        return None

    def nearest(self, text: str) -> str | None:
        """Give the name of the unit most like a text."""
        found = difflib.get_close_matches(fold(text), list(self._folded), n=1, cutoff=_NEAR)
        return self._shown[self._folded[found[0]][0]] if found else None

    def new(self, name: str, *, code: str = "", parent: str | None = None) -> RosterUnit:
        """Take a new unit; without a code it gets one from the initials of its name."""
        unit = RosterUnit(
            code=code or self._free_code(name),
            name=name,
            kind=kind_of(name),
            parent=parent or self._only_root(),
        )
        self.declare(unit)
        return unit

    def alike(self) -> Iterable[tuple[str, str]]:
        """Give pairs of the file's units whose names are nearly the same."""
        units = [(fold(unit.name), unit.name) for unit in self.named.values()][:500]
        for place, (one, shown) in enumerate(units):
            for other, other_shown in units[place + 1 :]:
                if one != other and _digits(one) == _digits(other):
                    match = difflib.SequenceMatcher(None, one, other)
                    if match.quick_ratio() >= _ALIKE and match.ratio() >= _ALIKE:
                        yield shown, other_shown

    def _learn(self, code: str, name: str) -> None:
        self._codes[code.casefold()] = code
        self._shown[code] = name
        for table, key in ((self._exact, normal(name)), (self._folded, fold(name))):
            codes = table.setdefault(key, [])
            if code not in codes:
                codes.append(code)

    def _free_code(self, name: str) -> str:
        words = [word for word in fold(name).split() if word not in _NOT_A_WORD]
        begins = next((each for each in KINDS if f"{' '.join(words)} ".startswith(f"{each} ")), "")
        rest = words[len(begins.split()) :] if begins in ("phong", "ban", "to", "bo phan") else words
        base = "".join(word if word.isdecimal() else word[0] for word in rest or words).upper()
        base = re.sub(r"[^A-Z0-9]", "", base)[:16] or "DV"
        number, code = 1, base
        while code.casefold() in self._codes:
            number += 1
            code = f"{base}{number}"
        return code

    def _only_root(self) -> str | None:
        roots = [unit.code for unit in self.known if unit.parent_id is None]
        return roots[0] if len(roots) == 1 else None


def _long_form(plain: str) -> str:
    first, _, rest = plain.partition(" ")
    return f"{_SHORT[first]} {rest}" if first in _SHORT and rest else plain


def _digits(text: str) -> str:
    return "".join(ch for ch in text if ch.isdecimal())
