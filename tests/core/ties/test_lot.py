"""See docs/rules/ranking.md, "lot"."""

from quizbot.core.ties.lot import TIE
from tests.core.ties.results import CONTEXT, UNKNOWN, result


class TestLot:
    def test_can_be_drawn_again_by_anybody(self) -> None:
        by_hand = int("be80dd25c08e82a8", 16) // 2

        assert TIE.value(result(person_code="NV001"), CONTEXT) == by_hand == 6863607409219682644

    def test_differs_between_people_and_rounds(self) -> None:
        drawn = {
            TIE.value(result(person_code=code, round_id=number), CONTEXT)
            for code in ("NV001", "NV002")
            for number in (1, 2, None)
        }

        assert len(drawn) == 6

    def test_ties_everybody_until_the_seed_is_known(self) -> None:
        assert TIE.value(result(), UNKNOWN) == 0
