"""See docs/rules/ranking.md, "duration"."""

from quizbot.core.ties.duration import TIE
from tests.core.ties.results import CONTEXT, result


class TestDuration:
    def test_gives_the_own_time_in_seconds(self) -> None:
        assert TIE.value(result(duration_s=240), CONTEXT) == 240
