"""The two ledgers, apart by type: official points rank people, game points entertain."""

from collections.abc import Sequence

from quizbot.core.refusal import Refusal
from quizbot.core.scoring import SCORING, GamePoints, MarkedAnswer, OfficialPoints


class WrongLedger(Refusal):
    """A game rule was named where official points are counted, or the other way round."""

    code = "scoring.wrong_ledger"


def official_lines(*, rule: str, answers: Sequence[MarkedAnswer]) -> tuple[OfficialPoints, ...]:
    """Give the official points of every answer by the named rule of the shelf `core/scoring`.

    Raises:
        KeyError: there is no such rule.
        WrongLedger: the rule is for game points.
    """
    return tuple(OfficialPoints(line) for line in _lines(rule, "official", answers))


def game_lines(*, rule: str, answers: Sequence[MarkedAnswer]) -> tuple[GamePoints, ...]:
    """Give the game points of every answer by the named rule of the shelf `core/scoring`.

    Raises:
        KeyError: there is no such rule.
        WrongLedger: the rule is for official points.
    """
    return tuple(GamePoints(line) for line in _lines(rule, "game", answers))


def _lines(name: str, ledger: str, answers: Sequence[MarkedAnswer]) -> tuple[int, ...]:
    rule = SCORING[name]
    if rule.ledger != ledger:
        raise WrongLedger(rule=name, ledger=rule.ledger)
    return rule.lines(answers)
