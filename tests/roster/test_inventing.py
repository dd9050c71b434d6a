"""The people of a rehearsal hold what a contest asks for: most fit, some do not, and nothing is not known."""

import random
from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.conditions import Condition, Held, Trait, judge
from quizbot.core.contest import Block, EntryCode, Who
from quizbot.core.eligibility import conditions_verdict, placed_in
from quizbot.core.ids import PersonId, UnitId
from quizbot.roster.inventing import settle, with_facts
from quizbot.roster.sample import store_sample
from quizbot.storage import SqlStore
from quizbot.usecases.facts import facts_of
from quizbot.usecases.ports import Person, Unit, Work
from tests.stores import store

__all__ = ["store"]

DAY = date(2026, 3, 2)
UNIT = Unit(id=UnitId(1), code="vp", name="Văn phòng", kind="van-phong")
PERSON = Person(id=PersonId(1), code="1", name="An", unit_id=UNIT.id)
VALUES = st.lists(st.sampled_from(["Huế", "Đà Nẵng", "Lai Châu"]), max_size=2, unique=True).map(tuple)


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    low = draw(st.none() | st.integers(14, 40))
    return Condition(
        age_at_least=low,
        age_at_most=draw(st.none() | st.integers(low or 14, 60)),
        residence=draw(VALUES),
        grades=draw(VALUES),
        titles=draw(VALUES),
        groups=draw(VALUES),
        traits=(Trait(name="doi-tuong", values=("hoc-sinh",)),) if draw(st.booleans()) else (),
    )


class TestWithFacts:
    @given(conditions(), st.integers(0, 1_000_000))
    def test_leaves_nothing_unknown(self, must: Condition, seed: int) -> None:
        who = Who(must=must)

        person = with_facts(PERSON, who, units={UNIT.id: UNIT}, rng=random.Random(seed), day=DAY)

        assert judge(must, facts_of(person, {UNIT.id: UNIT}), day=DAY)[0] is not Held.UNKNOWN

    @given(conditions())
    def test_fits_nine_of_ten(self, must: Condition) -> None:
        rng = random.Random(7)

        held = Counter(
            judge(
                must,
                facts_of(
                    with_facts(PERSON, Who(must=must), units={UNIT.id: UNIT}, rng=rng, day=DAY), {1: UNIT}
                ),  # type: ignore[dict-item]
                day=DAY,
            )[0]
            for _ in range(60)
        )

        assert held[Held.YES] >= 40

    def test_fills_every_block(self) -> None:
        pupils = Condition(traits=(Trait(name="doi-tuong", values=("hoc-sinh",)),), age_at_most=18)
        who = Who(blocks=(Block(id="a", name="A", condition=pupils), Block(id="b", name="B")))
        rng = random.Random(3)

        placed = Counter(
            block.id
            for _ in range(50)
            for block in [
                placed_in(
                    who,
                    facts_of(
                        with_facts(PERSON, who, units={UNIT.id: UNIT}, rng=rng, day=DAY), {UNIT.id: UNIT}
                    ),
                    day=DAY,
                ).block
            ]
            if block is not None
        )

        assert min(placed["a"], placed["b"]) > 10


class TestSettle:
    async def test_adds_the_units_that_are_named_and_puts_people_there(self, store: SqlStore) -> None:
        who = Who(
            units=("so-noi-vu",),
            must=Condition(unit_types=("so",), age_at_least=18),
            entry_codes=(EntryCode(code="CDCS-01", unit="cdcs-01"),),
        )

        def fill(work: Work) -> tuple[int, int]:
            store_sample(work, since=date(2026, 1, 1))
            settle(work, who, rng=random.Random(1), day=DAY, since=date(2026, 1, 1))
            units = {unit.id: unit for unit in work.people.units()}
            people = work.people.everybody()
            allowed = [
                conditions_verdict(who, facts_of(each, units), day=DAY).allowed
                for each in people
                if "so-noi-vu" in facts_of(each, units).lineage
            ]
            return len(allowed), sum(allowed)

        there, allowed = await store.write(fill)

        assert there > 20
        assert there > allowed > there // 2
