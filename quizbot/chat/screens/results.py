"""My results: history, the place and why, and every answer of a finished attempt."""

from quizbot.chat import finishing
from quizbot.chat.messages import Button, Outgoing, Reply
from quizbot.chat.screens import KNOWN, Screen
from quizbot.chat.turn import Turn, button, line, long, note, reply, short
from quizbot.core.attempt import AttemptStatus
from quizbot.core.contest import Feedback
from quizbot.core.ids import AttemptId
from quizbot.usecases import appeals, learning, play
from quizbot.usecases.ports import AttemptSummary

SHOWN = 10  # attempts


class Results:
    """List a person's attempts; open one."""

    commands = ("ketqua", "diem", "ketquacuatoi", "results", "score")
    needs = KNOWN

    def open(self, turn: Turn, _args: tuple[str, ...], /) -> Reply:
        """List the latest attempts."""
        turn.stay("results")
        person = turn.known()
        listed = learning.history(turn.work, person, limit=SHOWN)
        back: tuple[Button, ...] = (button(turn.t("back"), "menu"),)
        if not listed:
            return reply(note(turn.t("results.none"), buttons=(back,)))
        streak = learning.streak_of(turn.work, person, days_off=turn.settings.days_off, now=turn.now)
        shown = [
            line(turn.t("results.title"), "title"),
            line(turn.t("results.streak" if streak else "results.no_streak", days=streak)),
        ]
        rows: list[tuple[Button, ...]] = []
        for number, (title, round_number, attempt) in enumerate(listed, start=1):
            text = turn.t(
                "results.line", number=number, title=title, round=round_number, at=attempt.started_at
            )
            shown.append(line(f"{text} — {self._score(turn, attempt)}"))
            if attempt.status is not AttemptStatus.OPEN:
                rows.append((button(text, f"results:attempt:{short(attempt.id)}"),))
        if appeals.open_contests(turn.work, now=turn.now):
            back = (button(turn.t("results.appeal"), "appeal"), *back)
        rows = [*rows[:5], (button(turn.t("slip.button"), "slip"),)]
        return reply(Outgoing(lines=tuple(shown), buttons=(*rows, back)))

    def _score(self, turn: Turn, attempt: AttemptSummary) -> str:
        round_ = turn.work.contests.round(attempt.round_id)
        contest = turn.work.contests.get(round_.contest_id).contest
        if attempt.status is AttemptStatus.OPEN:
            return turn.t("results.open")
        if contest.paper.feedback is Feedback.AFTER_CLOSE and turn.now < round_.closes_at:
            return turn.t("results.hidden")
        return turn.t("results.score", right=attempt.right, asked=attempt.asked)

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Open one attempt: the score, the place and why, every question."""
        number = long(args[1]) if len(args) == 2 and args[0] == "attempt" else None
        if number is None:
            return self.open(turn, ())
        attempt = play.own_attempt(turn.work, attempt_id=AttemptId(number), person_id=turn.known().id)
        if attempt.status is AttemptStatus.OPEN:
            return turn.go(turn, "question", ())
        round_ = turn.work.contests.round(attempt.round_id)
        stored = turn.work.contests.get(round_.contest_id)
        return reply(
            *finishing.review(turn, attempt, stored, round_),
            *finishing.summary(turn, attempt, stored, round_),
        )

    def typed(self, turn: Turn, text: str, /) -> Reply | None:
        """A number alone opens an attempt of the list."""
        listed = learning.history(turn.work, turn.known(), limit=SHOWN)
        if text.strip().isdigit() and 1 <= int(text) <= len(listed):
            return self.tap(turn, ("attempt", short(listed[int(text) - 1][2].id)))
        return None


SCREEN: Screen = Results()
