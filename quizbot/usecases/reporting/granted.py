"""What the register of decisions adds to the figures of a period: awards granted by the day of signing."""

from collections.abc import Sequence

from quizbot.core.commend.grants import SignedGrant, standing_grants
from quizbot.core.reporting.figures import Book, Counted
from quizbot.core.reporting.periods import ReportPeriod

WHOLE = "quyet-dinh"
BY_FORM = "quyet-dinh-hinh-thuc"


def add_grants(register: Sequence[SignedGrant], period: ReportPeriod, book: Book) -> None:
    """Count the awards whose decision was signed in the period, in all and by form."""
    for each in standing_grants(register):
        if not period.holds_day(each.grant.on):
            continue
        row, one = f"grant:{each.number}", each.grant
        for place in (WHOLE, f"{BY_FORM}.{one.form}"):
            book.open(f"{place}.tap-the", Counted.UNITS)
            book.open(f"{place}.ca-nhan", Counted.AWARDED)
            if one.subject == "unit":
                book.add(f"{place}.tap-the", Counted.UNITS, row)
            else:
                book.add(f"{place}.ca-nhan", Counted.AWARDED, row)
            book.add(f"{place}.tien", Counted.DONG, row, one.amount)


def titles_of(register: Sequence[SignedGrant]) -> dict[str, str]:
    """Give forms by what they are called in the latest decision."""
    return {each.grant.form: each.grant.title for each in standing_grants(register)}
