"""The register: what happened outside the contests, written down by hand and signed, mended only by a further entry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from quizbot.core.refusal import Refusal


class EntryIncomplete(Refusal):
    """An entry lacks what its kind cannot do without."""

    code = "register.incomplete"


class FieldOutOfPlace(Refusal):
    """An entry says something that its kind has no place for."""

    code = "register.out_of_place"


class BadEntry(Refusal):
    """A value of an entry cannot be: a negative number, an end before the beginning, a link that is none."""

    code = "register.bad"


class EntryKind(StrEnum):
    """What an entry tells. Values are stored."""

    # a contest that somebody else launched and our people joined
    OUTSIDE = "cuoc-thi-ngoai"
    # what our people won there
    RESULT = "ket-qua-ngoai"
    MEDIA = "tin-bai"
    MEETING = "hoi-nghi"
    PAPER = "van-ban"
    # awards decided outside the contests kept here
    AWARD = "khen-thuong"
    # what was done for a task of the plan
    TASK = "nhiem-vu"
    # judgement in words, for a part of the report
    REMARK = "nhan-xet"


class MediaForm(StrEnum):
    ARTICLE = "bai-viet"
    NEWS = "tin"
    VIDEO = "video"
    INFOGRAPHIC = "infographic"
    OTHER = "khac"


PARTS = ("uu-diem", "han-che", "phan-bac", "phuong-huong", "kien-nghi")
"""Parts of the report that people write: strengths, shortcomings, answering false information, next steps, proposals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. Which fields it may have depends on its kind; `title` says what it is in a line."""

    kind: EntryKind
    # local day it happened, or began
    on: date
    title: str
    until: date | None = None
    # who launched it, who issued it
    by_whom: str = ""
    # Cổng TTĐT, Facebook, Zalo, hội trường
    place: str = ""
    form: MediaForm | None = None
    # how many products; how many awards to collectives stand in `units`
    count: int | None = None
    # people who took part, as told to us: of several entries these are never different people
    people: int | None = None
    units: int | None = None
    views: int | None = None
    amount: int | None = None
    # where it can be seen
    link: str = ""
    # a file kept as proof: its name as given, and the SHA-256 under which it is kept
    file: str = ""
    sha256: str = ""
    # number of the task in the plan's appendix
    task: int | None = None
    # one of PARTS
    part: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedEntry:
    """An entry as it stands in the register."""

    number: int
    entry: Entry
    at: datetime
    by: str
    # number of the entry this one takes the place of
    mends: int | None = None
    # takes that entry back and puts nothing in its place
    withdrawn: bool = False
    reason: str = ""


_NEEDED: dict[EntryKind, tuple[str, ...]] = {
    EntryKind.OUTSIDE: ("by_whom", "people"),
    EntryKind.RESULT: ("by_whom", "text"),
    EntryKind.MEDIA: ("form", "count", "place"),
    EntryKind.MEETING: ("place", "people"),
    EntryKind.PAPER: ("by_whom",),
    EntryKind.AWARD: ("by_whom", "units", "people"),
    EntryKind.TASK: ("task", "text"),
    EntryKind.REMARK: ("part", "text"),
}
_ALLOWED: dict[EntryKind, tuple[str, ...]] = {
    EntryKind.OUTSIDE: ("until", "units", "text"),
    EntryKind.RESULT: ("people", "units"),
    EntryKind.MEDIA: ("until", "views", "text"),
    EntryKind.MEETING: ("until", "text"),
    EntryKind.PAPER: ("text",),
    EntryKind.AWARD: ("amount", "text"),
    EntryKind.TASK: ("until",),
    EntryKind.REMARK: (),
}
_ALWAYS = frozenset({"kind", "on", "title", "link", "file", "sha256"})
_NUMBERS = ("count", "people", "units", "views", "amount", "task")
LONGEST = 2_000
"""Characters of a text."""


def fields_of(kind: EntryKind) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the fields an entry of this kind must have, and those it may have."""
    return _NEEDED[kind], _ALLOWED[kind]


def checked(entry: Entry) -> Entry:
    """Refuse an entry that is not whole.

    Raises:
        EntryIncomplete, FieldOutOfPlace, BadEntry
    """
    needed, allowed = fields_of(entry.kind)
    missing = [name for name in ("title", *needed) if getattr(entry, name) in (None, "")]
    if missing:
        raise EntryIncomplete(kind=entry.kind.value, fields=", ".join(missing))
    known = _ALWAYS | set(needed) | set(allowed)
    extra = [
        name
        for name in entry.__dataclass_fields__
        if name not in known and getattr(entry, name) not in (None, "")
    ]
    if extra:
        raise FieldOutOfPlace(kind=entry.kind.value, fields=", ".join(extra))
    for name in _NUMBERS:
        value = getattr(entry, name)
        if value is not None and not 0 <= value <= 10**12:
            raise BadEntry(field=name, value=value)
    if entry.until is not None and entry.until < entry.on:
        raise BadEntry(field="until", value=entry.until)
    if entry.link and not entry.link.startswith(("https://", "http://")):
        raise BadEntry(field="link", value=entry.link)
    if entry.part and entry.part not in PARTS:
        raise BadEntry(field="part", value=entry.part)
    for name in ("title", "text", "place", "by_whom"):
        if len(getattr(entry, name)) > LONGEST:
            raise BadEntry(field=name, value=f"{len(getattr(entry, name))} ký tự")
    return entry


def standing(register: Iterable[SignedEntry]) -> tuple[SignedEntry, ...]:
    """Give the entries that hold: those no later entry mends or takes back, by day and number."""
    known = list(register)
    mended = {each.mends for each in known if each.mends is not None}
    held = [each for each in known if each.number not in mended and not each.withdrawn]
    return tuple(sorted(held, key=lambda each: (each.entry.on, each.number)))


def history_of(register: Sequence[SignedEntry], number: int) -> tuple[SignedEntry, ...]:
    """Give an entry with what it took the place of, first to last."""
    by_number = {each.number: each for each in register}
    found: list[SignedEntry] = []
    here = by_number.get(number)
    while here is not None:
        found.append(here)
        here = None if here.mends is None else by_number.get(here.mends)
    return tuple(reversed(found))
