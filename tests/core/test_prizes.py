"""Prizes go down the board; nobody is parted by chance. See docs/rules/prizes.md."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.contest import Prize
from quizbot.core.prizes import Limit, Ranked, Reached, Won, give_prizes

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


PAPER = Prize(name="Giấy chứng nhận", count=None, share_at_least=Fraction(8, 10))


def scored(*rights: int, places: tuple[int, ...] = (), rounds: tuple[int, ...] = ()) -> list[Ranked[str]]:
    """Make a board of people with so many right answers of ten."""
    return [
        Ranked(
            who=f"p{number}",
            place=places[number - 1] if places else number,
            reached=Reached(
                points=right,
                right=right,
                share=Fraction(right, 10),
                rounds=rounds[number - 1] if rounds else 0,
            ),
        )
        for number, right in enumerate(rights, start=1)
    ]


class TestEverybodyWhoReachesAMark:
    def test_gets_the_prize_however_many_they_are(self) -> None:
        won = give_prizes(scored(10, 9, 9, 8, 8, 7), (FIRST, PAPER))

        assert given_to(won) == [
            ("p1", "Giải Nhất", ""),
            *((f"p{n}", "Giấy chứng nhận", "") for n in (2, 3, 4, 5)),
        ]

    def test_equals_are_no_question(self) -> None:
        won = give_prizes(scored(8, 8, 8, places=(1, 1, 1)), (PAPER,))

        assert [each.note for each in won] == ["", "", ""]

    def test_the_mark_itself_is_enough(self) -> None:
        exact = Ranked(who="p1", place=1, reached=Reached(share=Fraction(4, 5)))
        short = Ranked(who="p2", place=2, reached=Reached(share=Fraction(7999, 10_000)))

        assert given_to(give_prizes([exact, short], (PAPER,))) == [("p1", "Giấy chứng nhận", "")]

    def test_who_has_a_prize_already_gets_no_second_one_and_passes_none_on(self) -> None:
        won = give_prizes(scored(9, 8, 7), (PAPER,), already=("p1", "p3"))

        assert given_to(won) == [("p1", "", "had_other"), ("p2", "Giấy chứng nhận", "")]

    def test_all_of_a_mark_has_to_be_reached(self) -> None:
        both = Prize(name="Giấy khen", count=None, points_at_least=8, right_at_least=9)

        assert [each.who for each in give_prizes(scored(10, 9, 8), (both,))] == ["p1", "p2"]

    def test_equals_between_the_last_prize_and_the_paper_are_for_people_to_decide(self) -> None:
        won = give_prizes(scored(9, 9, 8, places=(1, 1, 3)), (FIRST, PAPER))

        assert given_to(won) == [
            ("p1", "Giải Nhất", "tie_at_cut"),
            ("p2", "Giấy chứng nhận", "tie_at_cut"),
            ("p3", "Giấy chứng nhận", ""),
        ]


class TestAMark:
    STRICT = Prize(name="Giải Nhất", count=1, right_at_least=9)

    def test_nobody_reaches_leaves_the_prize_over(self) -> None:
        won = give_prizes(scored(8, 7), (self.STRICT, SECOND))

        assert given_to(won) == [("p1", "Giải Nhì", ""), ("p2", "Giải Nhì", "")]

    def test_is_asked_of_each_of_one_place(self) -> None:
        """Equal in every step, and not in right answers, where points are not their number."""
        won = give_prizes(scored(8, 9, places=(1, 1)), (self.STRICT, SECOND))

        assert given_to(won) == [("p1", "Giải Nhì", ""), ("p2", "Giải Nhất", "")]

    def test_parts_nobody_who_could_have_had_the_same(self) -> None:
        won = give_prizes(scored(9, 10, 8, places=(1, 1, 1)), (self.STRICT,))

        assert given_to(won) == [("p1", "Giải Nhất", "tie_at_cut"), ("p2", "Giải Nhất", "tie_at_cut")]


class TestTooFewRounds:
    def test_pass_the_prize_on(self) -> None:
        won = give_prizes(scored(10, 9, 8, rounds=(2, 3, 4)), (FIRST,), rounds_at_least=3)

        assert given_to(won) == [("p1", "", "few_rounds"), ("p2", "Giải Nhất", "")]

    def test_are_told_only_to_those_who_reach_the_mark(self) -> None:
        won = give_prizes(scored(8, 7, rounds=(1, 1)), (PAPER,), rounds_at_least=2)

        assert given_to(won) == [("p1", "", "few_rounds")]
