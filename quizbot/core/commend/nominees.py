"""Who could be commended for a contest: a person or a unit with what counts, from the results and from HR."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from quizbot.core.commend.grants import Grant
from quizbot.core.commend.subject import Subject

WOMEN_SHARE = Fraction(7, 10)
"""A collective of at least so many women is preferred among equals (Nghị định 152/2025/NĐ-CP Điều 4, checked 2026-11)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """What HR knows of a person and a contest never asks; joined at export by the roster code."""

    code: str
    # a birth date, or the year alone where HR knows no more
    born: date | int | None = None
    woman: bool | None = None
    title: str = ""
    # leads a unit, from deputy head of a room up; False: a direct worker
    leader: bool | None = None
    # Ông, Bà, or a title to print before the name
    form_of_address: str = ""
    home: str = ""
    on_hold: bool = False
    # forms of award this person has had for the same achievement, or lately
    had: tuple[str, ...] = ()

    @property
    def birth_year(self) -> int | None:
        """Give the year of birth: what tells people of one name apart."""
        return self.born.year if isinstance(self.born, date) else self.born


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRecord:
    """What HR knows of a unit beside the roster."""

    code: str
    # people on the payroll; None: the roster's number
    staff: int | None = None
    women: int | None = None
    on_hold: bool = False
    had: tuple[str, ...] = ()

    @property
    def women_share(self) -> Fraction | None:
        """Give the share of women; None when a number is missing."""
        return None if not self.staff or self.women is None else Fraction(self.women, self.staff)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nominee:
    """One line of a board with everything an award rule may look at."""

    subject: Subject
    code: str
    name: str
    # of a person: the unit they stood for; of a unit: empty
    unit: str = ""
    # van-phong, phong, trung-tam ...
    unit_kind: str = ""
    # on the contest's board; equal places are equal in every step; None: not ranked
    place: int | None
    # block of the contest in which the nominee stands, the place on its own board, and how many are ranked on it
    block: str = ""
    block_name: str = ""
    block_place: int | None = None
    block_size: int = 0
    # a person: answers; a unit: sums over its people
    right: int = 0
    asked: int = 0
    # official points of a person, where they come from answers; None: they do not, or are not known
    points: int | None = None
    duration_s: int = 0
    rounds: int = 0
    # a unit: people on the dated roster, and those who took part
    roster: int = 0
    participants: int = 0
    # a unit: mean share of right answers as published, in ten-thousandths
    mean: int = 0
    # has a prize of the contest itself
    has_prize: bool = False
    organiser: bool = False
    # asked not to be put forward
    declined: bool = False
    # decisions of the register, newest first
    granted: tuple[Grant, ...] = ()
    # awards of the policy granted for this very contest; "" for one that the policy does not name
    granted_here: tuple[str, ...] = ()
    person: PersonRecord | None = None
    group: UnitRecord | None = None

    @property
    def share(self) -> Fraction:
        """Give the share of right answers; of a unit, the mean of its people as published."""
        if self.subject == "unit":
            return Fraction(self.mean, 10_000)
        return Fraction(self.right, self.asked) if self.asked else Fraction(0)

    @property
    def nothing_right(self) -> bool:
        """Tell whether there is no achievement to commend: not one right answer, or no points."""
        if self.subject == "unit":
            return self.participants > 0 and self.mean == 0
        if self.points is not None and self.points <= 0:
            return True
        return self.asked > 0 and self.right == 0 and not self.points

    @property
    def participation(self) -> Fraction:
        """Give the share of the roster that took part."""
        return Fraction(self.participants, self.roster) if self.roster else Fraction(0)

    @property
    def on_hold(self) -> bool:
        """Tell whether HR holds this nominee back; why is nobody else's business."""
        record = self.person if self.subject == "person" else self.group
        return record is not None and record.on_hold

    @property
    def had(self) -> tuple[str, ...]:
        """Give the forms of award had before, by HR's file."""
        record = self.person if self.subject == "person" else self.group
        return () if record is None else record.had

    @property
    def preferred(self) -> bool | None:
        """Tell whether the law prefers this nominee among equals: a woman, or mostly women; None: not known."""
        if self.subject == "person":
            return None if self.person is None else self.person.woman
        share = None if self.group is None else self.group.women_share
        return None if share is None else share >= WOMEN_SHARE
