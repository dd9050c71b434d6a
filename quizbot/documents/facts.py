"""What papers are drafted from: the office, the contest in figures, and who is proposed for what."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from quizbot.core.commend.choosing import Chosen, Decision, Outcome
from quizbot.core.commend.money import BaseSalary, award_money, base_salary
from quizbot.core.commend.nominees import Nominee
from quizbot.core.vietnamese import name_key
from quizbot.documents.achievements import achievement
from quizbot.documents.office import Office
from quizbot.documents.prize_text import prizes_by_code
from quizbot.usecases.awarding import PersonAward
from quizbot.usecases.paperwork import Commendation, ContestFigures

PROVISIONAL = "KẾT QUẢ TẠM TÍNH – chưa phải kết quả chính thức, không dùng để trình khen thưởng"


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardLine:
    """One line of a list: who gets what, for what, how much."""

    decision: Decision
    award: Chosen
    # one sentence, from the scores or as an official mended it; the same wherever it stands
    achievement: str
    amount: int

    @property
    def nominee(self) -> Nominee:
        """Give who it is about."""
        return self.decision.nominee

    @property
    def undecided(self) -> bool:
        """Tell whether the council has to decide between equals."""
        return self.decision.outcome is Outcome.TIE


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything a paper may be filled with."""

    office: Office
    figures: ContestFigures
    # the day the decision is expected to be signed: base salary, year of the papers
    on: date
    commendation: Commendation | None = None
    # sentences an official mended, by code
    mended: Mapping[str, str] = field(default_factory=dict)
    # a weekly notice is about this round, and names who leads it
    round_number: int | None = None
    leaders: tuple[PersonAward, ...] = ()

    @property
    def warning(self) -> str:
        """Give what stands at the head of every page; empty when results are final."""
        return PROVISIONAL if self.figures.provisional else ""

    @property
    def salary(self) -> BaseSalary:
        """Give the base salary of the day of signing.

        Raises:
            NoBaseSalary
        """
        return base_salary(self.office.salaries(), on=self.on)

    def lines(self, subject: str, *, ties: bool = True) -> tuple[AwardLine, ...]:
        """List who is proposed: award by award as the policy has them, each by rank; equals by name.

        Args:
            subject: "person" or "unit".
            ties: with those the council has to decide between.
        """
        if self.commendation is None:
            return ()
        wanted = (Outcome.PROPOSED, Outcome.TIE) if ties else (Outcome.PROPOSED,)
        prizes = prizes_by_code(self.figures)
        found = [
            self._line(award, decision, prizes.get(decision.nominee.code, ()))
            for award in self.commendation.chosen
            if award.plan.subject == subject
            for decision in award.of(*wanted)
        ]
        at = {award.plan.name: n for n, award in enumerate(self.commendation.chosen)}
        return tuple(sorted(found, key=lambda each: (at[each.award.plan.name], *_rank_order(each.nominee))))

    def _line(self, award: Chosen, decision: Decision, prizes: tuple[str, ...]) -> AwardLine:
        nominee = decision.nominee
        return AwardLine(
            decision=decision,
            award=award,
            achievement=self.mended.get(nominee.code) or achievement(nominee, self.figures, prizes=prizes),
            amount=award_money(award.plan.coefficient, self.salary.amount) if award.plan.coefficient else 0,
        )


def _rank_order(nominee: Nominee) -> tuple[object, ...]:
    """Give the key of lists of those proposed: block by block the place, equals by name."""
    place = board_place(nominee)
    return (nominee.block_name, place is None, place or 0, *list_order(nominee))


def list_order(nominee: Nominee) -> tuple[object, ...]:
    """Give the key of lists by name: given name, family, middle names; then unit, birth year, code."""
    year = nominee.person.birth_year if nominee.person else None
    if nominee.subject == "unit":
        return (tuple(name_key(word) for word in nominee.name.split()), nominee.code)
    return (name_key(nominee.name), nominee.unit, year or 0, nominee.code)


def told_apart(nominees: Iterable[Nominee]) -> dict[str, str]:
    """Give for each code the name that means one person alone: with unit, birth year, code where needed."""
    people = list(nominees)
    names = Counter(each.name for each in people)
    in_unit = Counter((each.name, each.unit) for each in people)
    with_year = Counter((each.name, each.unit, _year(each)) for each in people)
    shown = {}
    for each in people:
        more = []
        if names[each.name] > 1:
            more.append(each.unit)
            if in_unit[each.name, each.unit] > 1:
                more.append(f"sinh năm {_year(each)}" if _year(each) else f"mã {each.code}")
                if _year(each) and with_year[each.name, each.unit, _year(each)] > 1:
                    more.append(f"mã {each.code}")
        shown[each.code] = f"{each.name} ({', '.join(more)})" if more else each.name
    return shown


def _year(nominee: Nominee) -> int | None:
    return nominee.person.birth_year if nominee.person else None


def board_place(nominee: Nominee) -> int | None:
    """Give the place on the board where the nominee is compared: the block's, where there is one."""
    return nominee.block_place if nominee.block_name else nominee.place


def born(nominee: Nominee) -> str:
    """Write the birth date and the gender as lists have them."""
    record = nominee.person
    if record is None:
        return ""
    day = f"{record.born:%d/%m/%Y}" if isinstance(record.born, date) else str(record.born or "")
    gender = "" if record.woman is None else "Nữ" if record.woman else "Nam"
    return f"{day} ({gender})" if day and gender else day or gender


def total(lines: Sequence[AwardLine]) -> int:
    """Add the amounts of those proposed for certain."""
    return sum(each.amount for each in lines if not each.undecided)


def share_text(part: int, whole: int) -> str:
    """Write a share as a percentage with one decimal, half to even; nothing of nothing is a dash."""
    if not whole:
        return "–"
    return f"{float(round(Fraction(part * 100, whole), 1)):.1f}%".replace(".", ",")


def dong_number(amount: int) -> str:
    """Write an amount in figures: 1.520.000."""
    return f"{amount:,}".replace(",", ".")
