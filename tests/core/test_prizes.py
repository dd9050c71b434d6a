"""Prizes go down the board; nobody is parted by chance. See docs/rules/prizes.md."""

from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.contest import Prize
from quizbot.core.prizes import Limit, Ranked, Won, give_prizes

FIRST, SECOND, THIRD = (
    Prize(name=f"Giải {name}", count=n) for name, n in (("Nhất", 1), ("Nhì", 2), ("Ba", 3))
)


def board(*places: int) -> list[Ranked[str]]:
    return [Ranked(who=f"p{number}", place=place) for number, place in enumerate(places, start=1)]


def given_to(won: tuple[Won[str], ...]) -> list[tuple[str, str, str]]:
    return [(each.who, each.prize.name if each.prize else "", each.note) for each in won]


def test_go_down_the_board_as_declared() -> None:
    won = give_prizes(board(1, 2, 3, 4), (FIRST, SECOND))

    assert given_to(won) == [("p1", "Giải Nhất", ""), ("p2", "Giải Nhì", ""), ("p3", "Giải Nhì", "")]


def test_end_with_the_board() -> None:
    assert given_to(give_prizes(board(1), (FIRST, SECOND))) == [("p1", "Giải Nhất", "")]
    assert give_prizes([], (FIRST,)) == ()
    assert give_prizes(board(1), ()) == ()


def test_equals_with_the_same_prize_are_no_question() -> None:
    won = give_prizes(board(1, 2, 2), (FIRST, SECOND))

    assert [each.note for each in won] == ["", "", ""]


def test_equals_where_the_prizes_end_all_stand_on_the_list() -> None:
    won = give_prizes(board(1, 2, 2, 2), (FIRST, SECOND))

    assert given_to(won)[1:] == [(f"p{n}", "Giải Nhì", "tie_at_cut") for n in (2, 3, 4)]


def test_equals_over_two_kinds_of_prizes_are_for_people_to_decide() -> None:
    won = give_prizes(board(1, 1, 3), (FIRST, SECOND))

    assert [each.note for each in won] == ["tie_at_cut", "tie_at_cut", ""]


def test_who_has_one_already_is_passed_over_and_named() -> None:
    won = give_prizes(board(1, 2), (FIRST,), already=("p1",))

    assert given_to(won) == [("p1", "", "had_one"), ("p2", "Giải Nhất", "")]


@given(
    steps=st.lists(st.integers(0, 2), max_size=12),
    already=st.sets(st.integers(1, 12).map(lambda n: f"p{n}")),
)
def test_no_more_are_given_than_there_are_unless_equals_wait_for_a_decision(
    steps: list[int], already: set[str]
) -> None:
    places: list[int] = []
    for number, step in enumerate(steps, start=1):
        places.append(number if step or not places else places[-1])

    won = give_prizes(board(*places), (FIRST, SECOND, THIRD), already=tuple(already))

    names = [each.who for each in won]
    assert set(names) == {each.who for each in board(*places)[: len(names)]}
    assert len(set(names)) == len(names)
    assert not {each.who for each in won if each.prize} & already
    assert sum(each.prize is not None and not each.note for each in won) <= 6
    by_place: dict[int, set[tuple[str, str]]] = {}
    for each in won:
        if each.prize is not None:
            by_place.setdefault(each.place, set()).add((each.prize.name, each.note))
    for found in by_place.values():
        assert len(found) == 1 or {note for _, note in found} == {"tie_at_cut"}


def of_units(most: int, **units: str) -> Limit[str]:
    return Limit(most=most, group=units.get, note="unit_full")


def test_one_too_many_of_a_unit_is_passed_over() -> None:
    limit = of_units(1, p1="P1", p2="P1", p3="P2", p4="P3")

    won = give_prizes(board(1, 2, 3, 4), (FIRST, SECOND), limits=(limit,))

    assert given_to(won) == [
        ("p1", "Giải Nhất", ""),
        ("p2", "", "unit_full"),
        ("p3", "Giải Nhì", ""),
        ("p4", "Giải Nhì", ""),
    ]


def test_a_limit_parts_nobody_by_chance() -> None:
    won = give_prizes(board(1, 1), (SECOND,), limits=(of_units(1, p1="P1", p2="P1"),))

    assert [each.note for each in won] == ["tie_at_cut", "tie_at_cut"]


def test_who_belongs_to_no_household_is_limited_by_none() -> None:
    won = give_prizes(board(1, 2), (SECOND,), limits=(of_units(1),))

    assert [each.prize is not None for each in won] == [True, True]
