"""Checks of scoring rules and tie-breaks."""

from typing import Literal

from quizbot.contests.findings import Notes
from quizbot.core.contest import Prediction
from quizbot.core.scoring import SCORING
from quizbot.core.ties import TIES
from quizbot.core.units import UNIT_SCORES


def names(notes: Notes) -> None:
    """Find names of rules that do not exist or that belong to the other ledger."""
    rank = notes.contest.rank
    _score(notes, ("rank", "score"), rank.score, ledger="official", other="điểm vui chơi")
    if rank.game is not None:
        _score(notes, ("rank", "game"), rank.game, ledger="game", other="điểm chính thức")
    for index, name in enumerate(rank.ties):
        if name not in TIES:
            notes.unknown(("rank", "ties", index), name, tuple(TIES), what="tiêu chí phụ")
    if notes.contest.units.score not in UNIT_SCORES:
        notes.unknown(
            ("units", "score"), notes.contest.units.score, UNIT_SCORES, what="cách tính điểm đơn vị"
        )


def ties(notes: Notes) -> None:
    """Find tie-breaks that cannot work."""
    chain = notes.contest.rank.ties
    asked = notes.contest.paper.prediction is not Prediction.NONE
    for index, name in enumerate(chain):
        path = ("rank", "ties", index)
        if name in chain[:index]:
            notes.fault(path, "contest.tie_twice", given=name)
        elif "lot" in chain[:index]:
            notes.warn(path, "contest.tie_after_lot")
        if name == "prediction" and not asked:
            notes.fault(path, "contest.prediction_missing")
    if "lot" in chain and not notes.contest.rank.lot_source:
        notes.warn(("rank", "ties", chain.index("lot")), "contest.lot_source_missing")
    if not asked and notes.contest.paper.prediction_over != "round":
        notes.fault(("paper", "prediction_over"), "contest.prediction_missing")
    if asked and "prediction" not in chain:
        notes.warn(("paper", "prediction"), "contest.prediction_unused")


def _score(
    notes: Notes, path: tuple[str, str], name: str, *, ledger: Literal["official", "game"], other: str
) -> None:
    able = [each for each in SCORING if SCORING[each].ledger == ledger]
    if name not in SCORING:
        notes.unknown(path, name, able, what="cách tính điểm")
    elif name not in able:
        notes.fault(path, "contest.wrong_ledger", given=name, ledger=other, known=", ".join(able))
