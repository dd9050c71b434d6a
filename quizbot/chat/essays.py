"""The essay questions of a paper: asked after the others, one message each."""

from quizbot.chat.messages import Line, Outgoing
from quizbot.chat.turn import Turn, button, line, lines, short
from quizbot.core.attempt import Attempt
from quizbot.core.contest import Round
from quizbot.usecases import essays
from quizbot.usecases.mending import missing_of
from quizbot.usecases.ports import StoredContest


def waiting(turn: Turn, attempt: Attempt, stored: StoredContest) -> int | None:
    """Give the number of the essay question that is open, from 0; None when none is."""
    if not stored.contest.paper.essays or attempt.next_position is not None:
        return None
    again = turn.session.data.get("essay") or []
    if again[:1] == [attempt.id]:
        return int(again[1])
    round_ = turn.work.contests.round(attempt.round_id)
    return essays.next_essay(turn.work, stored=stored, round_=round_, attempt=attempt)


def ask(turn: Turn, attempt: Attempt, stored: StoredContest, position: int) -> Outgoing:
    """Ask an essay question; it may be left empty."""
    round_ = turn.work.contests.round(attempt.round_id)
    asked = essays.asked_of(stored.contest, round_number=round_.number, attempt=attempt)
    essay = asked[position]
    hint = turn.t("essay.words", words=essay.words) if essay.words else turn.t("essay.hint")
    return Outgoing(
        lines=(
            line(turn.t("essay.title", number=position + 1, total=len(asked), points=essay.points), "title"),
            *lines(essay.ask),
            line(hint, "muted"),
            *((line(turn.t("essay.required")),) if essay.required else ()),
        ),
        buttons=(
            (
                button(
                    turn.t("essay.skip_required" if essay.required else "essay.skip"),
                    f"question:{short(attempt.id)}:{short(position)}:skip",
                ),
            ),
        ),
        input="text",
    )


def store(turn: Turn, attempt: Attempt, stored: StoredContest, position: int, text: str) -> None:
    """Store what was written.

    Raises:
        AttemptOver, EssayTooLong
    """
    essays.write(
        turn.work,
        stored=stored,
        round_=turn.work.contests.round(attempt.round_id),
        attempt=attempt,
        position=position,
        text=text,
        received_at=turn.incoming.received_at,
    )
    if turn.session.data.get("essay"):
        turn.remember(essay=None)


def missing(turn: Turn, attempt: Attempt, stored: StoredContest) -> str:
    """Name the essay questions that are required and still empty: "1, 2"; "" when there is none."""
    round_ = turn.work.contests.round(attempt.round_id)
    found = missing_of(turn.work, stored, round_, attempt)
    return ", ".join(str(at + 1) for at in found)


def worth(turn: Turn, attempt: Attempt, stored: StoredContest, round_: Round) -> list[Line]:
    """Say what the essays of a finished attempt are worth, and how many wait for a mark."""
    points, unmarked = essays.essays_of(turn.work, stored=stored, round_=round_, attempt=attempt)
    said = [line(turn.t("finish.essays", points=points))] if points or not unmarked else []
    return [*said, *([line(turn.t("finish.essays_wait", count=unmarked), "muted")] if unmarked else [])]


def written(turn: Turn, attempt: Attempt) -> int:
    """Count the essay questions that are answered or left empty on purpose."""
    return len(turn.work.essays.of(attempt.id))
