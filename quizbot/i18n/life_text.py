"""What a step in the life of a contest would bring, in words, for whoever is about to take it."""

from quizbot.core.contest import ContestState
from quizbot.core.lifecycle import DECIDED
from quizbot.i18n.texts import Texts
from quizbot.usecases.consequences import Consequences


def step_name(to: ContestState, texts: Texts, *, back: bool = False) -> str:
    """Name a step by what is done: "Đóng cuộc thi", "Lùi về: kết quả tạm thời"."""
    return texts("life.do_back", state=to) if back else texts(f"life.do_{to.value}")


def consequence_lines(found: Consequences, texts: Texts) -> list[str]:
    """Tell what a step would bring, a sentence each; what is lost comes first, whether it can be undone last."""
    if found.back:
        return [texts(f"life.back_{found.to.value}", people=found.on_board)]
    if found.to is ContestState.CLOSED:
        return _closing(found, texts)
    lines = []
    if found.to is ContestState.OPEN:
        first = "life.open" if found.begins_at is not None else "life.open_without"
        lines.append(texts(first, rounds=found.rounds, at=found.begins_at or "", people=found.admitted))
    elif found.to is ContestState.PROVISIONAL:
        lines.append(texts("life.provisional", people=found.on_board))
        if found.appeals_until is not None:
            lines.append(texts("life.appeals_until", until=found.appeals_until))
    elif found.to in DECIDED:
        lines.append(
            texts("life.results", people=found.on_board, prizes=found.prizes, units=found.unit_prizes)
        )
        if found.to is ContestState.FINAL:
            lines.append(texts("life.settled", appeals=found.appeals, corrections=found.corrections))
    lines.append(texts(f"life.after_{found.to.value}"))
    if found.to is ContestState.ANNOUNCED and found.stored.contest.results.evidence:
        lines.append(texts("life.evidence"))
    return lines


def _closing(found: Consequences, texts: Texts) -> list[str]:
    lines = []
    for each in found.running:
        lines.append(
            texts(
                "life.cut_short",
                round=each.round.number,
                closes=each.round.closes_at,
                people=each.people,
                missing=each.missing,
            )
        )
        if each.playing:
            lines.append(texts("life.playing", count=each.playing))
    if found.lost:
        first, last = found.lost[0], found.lost[-1]
        key = "life.lost_one" if len(found.lost) == 1 else "life.lost"
        facts = {"count": len(found.lost), "first": first.number, "last": last.number}
        lines.append(texts(key, **facts, opens=first.opens_at, closes=last.closes_at))
    if found.windows:
        lines.append(texts("life.windows", count=found.windows))
    if not lines:
        lines.append(texts("life.nothing_lost", rounds=found.rounds))
    return [*lines, texts("life.after_closed")]
