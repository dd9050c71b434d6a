"""A tap on a question that was answered before: by hand on an old message, or brought again by the platform.

The reply to the first tap may never have arrived, so the tapped message still asks what is long stored. It
is turned, where it stands before the person's eyes, into where they are now: the next tap is right.
"""

from quizbot.chat import finishing
from quizbot.chat.messages import Reply
from quizbot.chat.turn import Turn, long, reply
from quizbot.core.attempt import Attempt
from quizbot.core.contest import Feedback
from quizbot.core.ids import AttemptId
from quizbot.usecases import play
from quizbot.usecases.ports import StoredContest


def shown(turn: Turn, attempt: Attempt, stored: StoredContest, position: int, *, toast: str = "") -> Reply:
    """Put the open question in place of a message that asked another one.

    Where every answer is told at once, the message becomes what was told, and the question follows.

    Args:
        position: of the question that the message asked.
        toast: why the tap changes nothing; "": it did what it was for.
    """
    now = turn.go(turn, "question", ())
    if stored.contest.paper.feedback is not Feedback.EACH:
        return reply(*now.messages, replace_tapped=True, toast=toast)
    given = {each.position: each for each in turn.work.attempts.answers(attempt.id)}
    if position not in given:
        return reply(*now.messages, replace_tapped=True, toast=toast)
    seen = play.shown_at(turn.work, attempt, position)
    told = finishing.told(
        turn,
        attempt,
        stored,
        position=position,
        question=seen.question,
        shown=seen,
        response=given[position].response,
    )
    return reply(told, *now.messages, replace_tapped=True, toast=toast)


def taken_before(turn: Turn, args: tuple[str, ...]) -> Reply | None:
    """Show what became of a tap that the platform brings again; None when it was on no question.

    Args:
        args: of the button's token.
    """
    attempt_id, position = (long(each) for each in args[:2]) if len(args) == 3 else (None, None)
    if attempt_id is None or position is None:
        return None
    attempt = play.own_attempt(turn.work, attempt_id=AttemptId(attempt_id), person_id=turn.known().id)
    if position >= len(attempt.paper.items):
        return None
    return shown(turn, attempt, finishing.contest_of(turn, attempt), position)
