"""See docs/rules/ranking.md, "submitted_at"."""

from quizbot.core.ties.submitted_at import TIE
from tests.core.ties.results import CONTEXT, result


class TestSubmittedAt:
    def test_gives_the_seconds_since_the_round_opened(self) -> None:
        assert TIE.value(result(submitted_s=3600), CONTEXT) == 3600
