"""The nearer prediction goes first."""

from dataclasses import dataclass

from quizbot.core.result import Result
from quizbot.core.ties import TieContext, TieKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """Give how far the prediction is from the truth, above or below alike.

    Who predicted nothing comes after everybody who did. Until the truth is known the step ties
    everybody; several rounds together have none unless the whole contest's figure is predicted.
    See docs/rules/ranking.md, "prediction".
    """

    # beyond the error of any prediction that is understood (at most 12 digits)
    none_given: int = 10**12

    def value(self, result: Result, context: TieContext, /) -> int:
        """Give the error of the prediction."""
        if context.truth is None:
            return 0
        if result.prediction is None:
            return self.none_given
        return min(abs(result.prediction - context.truth), self.none_given)


TIE: TieKey = Prediction()
