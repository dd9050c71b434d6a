"""See docs/rules/ranking.md, "prediction"."""

from quizbot.core.ties.prediction import TIE
from tests.core.ties.results import CONTEXT, UNKNOWN, result


class TestPrediction:
    def test_gives_the_error_above_or_below_alike(self) -> None:
        assert TIE.value(result(prediction=480), CONTEXT) == 20
        assert TIE.value(result(prediction=520), CONTEXT) == 20

    def test_puts_who_predicted_nothing_behind_everybody_who_did(self) -> None:
        farthest = TIE.value(result(prediction=10**12 - 1), CONTEXT)

        assert TIE.value(result(prediction=None), CONTEXT) > farthest

    def test_ties_everybody_until_the_truth_is_known(self) -> None:
        assert TIE.value(result(prediction=None), UNKNOWN) == TIE.value(result(prediction=3), UNKNOWN) == 0

    def test_of_the_whole_contest_is_held_against_the_figure_of_the_whole_contest(self) -> None:
        assert TIE.value(result(round_id=None, prediction=480), CONTEXT) == 20
