"""Who goes on, by the example of docs/rules/stages.md."""

from quizbot.core.contest import Stage
from quizbot.core.ids import PersonId
from quizbot.core.ranking import Standing
from quizbot.core.stages import qualify
from tests.core.ties.results import result

# code, unit, place, right
BOARD = (("a", "P", 1, 9), ("b", "P", 2, 8), ("c", "P", 2, 8), ("d", "P", 4, 7), ("e", "Q", 5, 6))
IDS = {code: PersonId(number) for number, (code, *_) in enumerate(BOARD, start=1)}
UNITS = {IDS[code]: unit for code, unit, *_ in BOARD}
NAMES = {number: code for code, number in IDS.items()}


def board() -> list[Standing]:
    return [
        Standing(
            place=place,
            result=result(person_id=IDS[code], person_code=code, right=right, points=right),
            key=(-right,),
        )
        for code, _, place, right in BOARD
    ]


def found(stage: Stage, *withdrawn: str) -> str:
    lines = qualify(
        stage,
        board(),
        unit_of=UNITS.__getitem__,
        block_of=lambda _: "",
        withdrawn={IDS[code] for code in withdrawn},
    )
    return " ".join(NAMES[each.person_id] + ("+" if each.moved_up else "") for each in lines)


def stage(**quotas: int) -> Stage:
    return Stage(name="Chung kết", rounds=(2,), after=(1,), **quotas)


class TestQualify:
    def test_takes_the_first_of_each_unit_and_those_who_share_the_last_place(self) -> None:
        assert found(stage(per_unit=2)) == "a b c e"

    def test_moves_up_the_next_in_line(self) -> None:
        assert found(stage(top=1)) == "a"
        assert found(stage(top=1), "a") == "b+ c+"

    def test_adds_quotas_up(self) -> None:
        assert found(stage(top=1, per_unit=1)) == "a e"

    def test_wants_enough_right_answers_of_everybody(self) -> None:
        assert found(stage(per_unit=2, right_at_least=7)) == "a b c"

    def test_takes_everybody_with_enough_where_there_is_no_quota(self) -> None:
        assert found(stage(points_at_least=8)) == "a b c"
