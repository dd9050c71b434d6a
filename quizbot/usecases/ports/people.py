"""People, units, and the chat addresses they are reached at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from quizbot.core.ids import PersonId, UnitId


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A phòng, ban or trung tâm; units form a tree."""

    id: UnitId
    code: str
    name: str
    # van-phong, phong, ban, trung-tam, so, xa ...: what `who.brackets: by-unit-type` groups by
    kind: str = "phong"
    parent_id: UnitId | None = None


class PersonStatus(StrEnum):
    ACTIVE = "active"
    # registered by themselves, not yet approved by a coordinator: may practise, is not ranked
    PENDING = "pending"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    id: PersonId
    # roster code: unique, leading zeros kept
    code: str
    name: str
    unit_id: UnitId
    status: PersonStatus = PersonStatus.ACTIVE
    # groups such as ban-to-chuc, to-thu-ky; roles such as coordinator, organizer, hr
    groups: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    title: str = ""
    # birth (1990-05-20 or 1990), residence, grade, household and what else rules ask for; by name
    traits: tuple[tuple[str, str], ...] = ()
    # made up for a demonstration or a rehearsal
    invented: bool = False

    @property
    def erased(self) -> bool:
        """Tell whether everything personal was erased."""
        return self.status is PersonStatus.LEFT and not self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A person's place in a unit over time: half-open, `until` None = still."""

    person_id: PersonId
    unit_id: UnitId
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a person is reached: a chat account on a channel."""

    channel: str
    address: str
    person_id: PersonId
    linked_at: datetime
    # when the person asked to be written to here rather than elsewhere; None: they did not
    chosen_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What was asked in which words (version), and the answer."""

    person_id: PersonId
    # take_part | publish | commend
    purpose: str
    version: str
    given: bool
    at: datetime
    channel: str


class People(Protocol):
    def person(self, person_id: PersonId) -> Person | None: ...
    def by_code(self, code: str) -> Person | None: ...
    def by_address(self, channel: str, address: str) -> Person | None: ...
    def by_secret(self, secret_hash: str) -> Person | None:
        """Find who holds a personal code, by its hash."""
        ...

    def set_secret(self, person_id: PersonId, secret_hash: str, *, now: datetime) -> None:
        """Give a person a new personal code; the old one stops working."""
        ...

    def with_secret(self) -> frozenset[PersonId]:
        """Tell who has a personal code that works."""
        ...

    def add(self, person: Person, *, since: date) -> Person:
        """Store a new person (its id is ignored) with the first membership; gives it with its id."""
        ...

    def update(self, person: Person, *, on: date) -> None:
        """Store changes; a new unit closes the old membership on that day and opens another."""
        ...

    def erase(self, person_id: PersonId, *, now: datetime) -> None:
        """Replace every personal value by a neutral one; answers and totals stay."""
        ...

    def everybody(self, *, unit_ids: Sequence[UnitId] | None = None) -> Sequence[Person]:
        """List people, by code."""
        ...

    def search(self, folded: str, *, limit: int = 20) -> Sequence[Person]:
        """Find people whose unaccented name contains the words, or whose code begins with them."""
        ...

    def units(self) -> Sequence[Unit]:
        """List all units, parents before children, then by code."""
        ...

    def put_unit(self, *, code: str, name: str, kind: str, parent: str | None) -> Unit:
        """Store or change a unit, known by its code."""
        ...

    def headcount(self, *, on: date) -> Mapping[UnitId, int]:
        """Count active roster people directly in each unit on a day."""
        ...

    def in_groups(self, groups: frozenset[str]) -> Sequence[PersonId]:
        """List who belongs to any of these groups, by id."""
        ...

    def units_on(self, person_ids: Sequence[PersonId], *, on: date) -> Mapping[PersonId, UnitId]:
        """Tell the units of some people on a day, of those whom `headcount` counts."""
        ...

    def memberships(self, *, on: date) -> Mapping[PersonId, UnitId]:
        """Tell everybody's unit on a day."""
        ...

    def moves(self, *, first: date, last: date) -> Sequence[Membership]:
        """List where those belonged whose unit changed after the first day and until the last, by person and day."""
        ...

    def history(self, *, start: date, end: date) -> Sequence[Membership]:
        """List who belonged where on any day of `[start, end)`, by person and first day; not those erased before."""
        ...

    def leave_units(self, person_id: PersonId, *, on: date) -> None:
        """End a person's memberships on a day; those that begin later never were."""
        ...

    def unit_on(self, person_id: PersonId, *, on: date) -> UnitId | None:
        """Tell one person's unit on a day; None before the first membership."""
        ...

    def link(self, address: Address) -> None:
        """Link a chat account; the same account linked to somebody else before moves to this person."""
        ...

    def unlink(self, channel: str, address: str) -> None: ...
    def first_linked(self, channel: str, *, limit: int) -> Sequence[str]:
        """List the addresses of a channel that are linked, longest linked first."""
        ...

    def count_linked(self, channel: str) -> int:
        """Count the addresses of a channel that are linked."""
        ...

    def addresses(self, person_id: PersonId) -> Sequence[Address]: ...
    def reachable(self, person_ids: Sequence[PersonId]) -> Mapping[PersonId, Sequence[Address]]: ...
    def record_consent(self, consent: Consent) -> None: ...
    def consents(self, person_id: PersonId) -> Sequence[Consent]:
        """List the latest answer for each purpose."""
        ...
