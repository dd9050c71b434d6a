"""Which address a message goes to."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.delivery import Allowance, Failure, Period, Quota, Window
from quizbot.core.routes import Door, choose, door
from tests.build import OPENS

OPEN = Door()
PAGE = Door(silent=True)
CLOSED = Door(shut=Failure.WINDOW_CLOSED)
BLOCKED = Door(shut=Failure.UNREACHABLE)
DAY = timedelta(days=1)
TOMORROW = OPENS + DAY


def spent(opens_at: datetime = TOMORROW) -> Door:
    return Door(shut=Failure.QUOTA, opens_at=opens_at)


class TestChoose:
    @pytest.mark.parametrize(
        ("doors", "chosen"),
        [
            ([OPEN, OPEN], 0),
            ([CLOSED, OPEN, OPEN], 1),
            ([BLOCKED, CLOSED, PAGE], 2),
            ([spent(), OPEN], 1),
            # the page shows it only to somebody who looks: it waits for the chat's next month
            ([spent(), PAGE], 0),
            ([CLOSED, spent(), PAGE], 1),
            # unless the person has put the page first
            ([PAGE, OPEN], 0),
            ([CLOSED, BLOCKED], None),
            ([], None),
        ],
    )
    def test_takes_the_first_that_can(self, doors: list[Door], chosen: int | None) -> None:
        way = choose(doors, expires_at=OPENS + 3 * DAY)

        assert (None if way is None else way.door) == chosen

    def test_does_not_wait_longer_than_the_message_is_worth(self) -> None:
        doors = [spent(), PAGE]
        assert choose(doors, expires_at=TOMORROW) is not None
        way = choose(doors, expires_at=TOMORROW)
        assert way is not None
        assert (way.door, way.waits_until) == (1, None)

        waits = choose(doors, expires_at=TOMORROW + DAY)
        assert waits is not None
        assert (waits.door, waits.waits_until) == (0, TOMORROW)

    @given(
        doors=st.lists(st.sampled_from([OPEN, PAGE, CLOSED, BLOCKED, spent()]), max_size=6),
        lasts=st.sampled_from([DAY / 2, 2 * DAY]),
    )
    def test_gives_up_only_when_no_door_will_take_it(self, doors: list[Door], lasts: timedelta) -> None:
        way = choose(doors, expires_at=OPENS + lasts)

        in_time = [each for each in doors if each.opens_at and each.opens_at < OPENS + lasts]
        takes = [each for each in doors if each.shut is None]
        assert (way is None) == (not takes and not in_time)
        if way is not None:
            taken = doors[way.door]
            assert taken.shut is None or way.waits_until == taken.opens_at


class TestDoor:
    ALLOWANCE = Allowance(
        windows=(Window(lasts=2 * DAY),),
        since_heard=2,
        quotas=(Quota(messages=10, period=Period.MONTH, kept=3),),
        people=5,
    )

    @pytest.mark.parametrize(
        ("known", "shut"),
        [
            ({}, None),
            ({"unreachable": True}, Failure.UNREACHABLE),
            ({"heard_at": OPENS - 3 * DAY}, Failure.WINDOW_CLOSED),
            ({"heard_at": None}, Failure.WINDOW_CLOSED),
            ({"begun": 2}, Failure.WINDOW_CLOSED),
            ({"admitted": False}, Failure.QUOTA),
            # seven of ten are used, three are kept for replies
            ({"spent": [7]}, Failure.QUOTA),
            ({"spent": [6]}, None),
        ],
    )
    def test_is_shut_for_one_reason(self, known: dict[str, object], shut: Failure | None) -> None:
        facts: dict[str, object] = {
            "heard_at": OPENS - DAY,
            "begun": 0,
            "unreachable": False,
            "admitted": True,
            "spent": [0],
        }
        found = door(self.ALLOWANCE, at=OPENS, **{**facts, **known})  # type: ignore[arg-type]

        assert found.shut is shut

    def test_a_group_has_no_window(self) -> None:
        found = door(
            self.ALLOWANCE,
            heard_at=None,
            begun=9,
            unreachable=True,
            admitted=False,
            spent=[0],
            at=OPENS,
            group=True,
        )

        assert found == OPEN
