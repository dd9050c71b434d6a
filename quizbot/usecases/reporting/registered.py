"""What the register adds to the figures of a period."""

from collections.abc import Sequence

from quizbot.core.reporting.figures import Book, Counted
from quizbot.core.reporting.periods import ReportPeriod
from quizbot.core.reporting.register import EntryKind, MediaForm, SignedEntry, standing


def in_period(register: Sequence[SignedEntry], period: ReportPeriod) -> tuple[SignedEntry, ...]:
    """Give the entries that hold and whose day lies in the period."""
    return tuple(each for each in standing(register) if period.holds_day(each.entry.on))


def entry_key(signed: SignedEntry) -> str:
    """Begin the ids of an entry's own figures."""
    return f"so-muc.{signed.entry.kind.value}.{signed.number}"


def add_register(register: Sequence[SignedEntry], period: ReportPeriod, book: Book) -> None:
    """Count the entries of a period. Figures told by others stay apart from figures counted here."""
    for kind in EntryKind:
        book.open(f"so.{kind.value}.muc", Counted.ENTRIES)
        for _, name, counted in _SUMMED.get(kind, ()):
            book.open(f"so.{kind.value}.{name}", counted)
    for form in MediaForm:
        book.open(f"so.tin-bai.{form.value}.san-pham", Counted.PIECES)
    for signed in in_period(register, period):
        entry, row = signed.entry, f"entry:{signed.number}"
        book.add(f"so.{entry.kind.value}.muc", Counted.ENTRIES, row)
        for field, name, counted in _SUMMED.get(entry.kind, ()):
            for place in (f"so.{entry.kind.value}", entry_key(signed)):
                book.add(f"{place}.{name}", counted, row, getattr(entry, field) or 0)
        if entry.form is not None:
            book.add(f"so.tin-bai.{entry.form.value}.san-pham", Counted.PIECES, row, entry.count or 0)


_SUMMED: dict[EntryKind, tuple[tuple[str, str, Counted], ...]] = {
    EntryKind.OUTSIDE: (("people", "luot-nguoi", Counted.ATTENDANCES),),
    EntryKind.MEDIA: (("count", "san-pham", Counted.PIECES), ("views", "luot-xem", Counted.VIEWS)),
    EntryKind.RESULT: (("people", "luot-nguoi", Counted.ATTENDANCES),),
    EntryKind.MEETING: (("people", "luot-nguoi", Counted.ATTENDANCES),),
    EntryKind.AWARD: (
        ("units", "tap-the", Counted.UNITS),
        ("people", "ca-nhan", Counted.AWARDED),
        ("amount", "tien", Counted.DONG),
    ),
}
