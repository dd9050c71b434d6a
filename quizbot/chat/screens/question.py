"""The open question: tap a letter or type the answer."""

from dataclasses import replace

from quizbot.chat import asking, essays, finishing, stale
from quizbot.chat.asking import Asked
from quizbot.chat.messages import Outgoing, Reply
from quizbot.chat.screens import KNOWN, Screen
from quizbot.chat.turn import Turn, button, line, lines, long, note, reply, short
from quizbot.core.attempt import Attempt, AttemptOver, AttemptStatus, NotAnAnswer, may_answer
from quizbot.core.budget import Form
from quizbot.core.contest import Feedback, Prediction
from quizbot.core.ids import AttemptId
from quizbot.core.numbers import read_count
from quizbot.core.question import Response
from quizbot.core.questions import KINDS
from quizbot.core.refusal import Refusal
from quizbot.core.typed import NumberedAnswers, split_answers
from quizbot.core.vietnamese import fold
from quizbot.usecases import play
from quizbot.usecases.paper_forms import settled_form
from quizbot.usecases.play import Answered
from quizbot.usecases.ports import StoredContest
from quizbot.usecases.scene import over_contest

# what people type to hand a complete paper in, folded
HAND_IN = {"nop", "nop bai", "xong", "submit", "hand in", "done"}


class Question:
    """Ask the next question of the open attempt; the attempt in the database is the whole state."""

    commands = ("cau", "tieptuc", "question", "continue")
    needs = KNOWN

    def open(self, turn: Turn, _args: tuple[str, ...], /) -> Reply:
        """Show the open question, the prediction, or what has become of the attempt."""
        attempt = turn.work.attempts.open_of(turn.known().id)
        if attempt is None:
            turn.stay("menu")
            return turn.go(turn, "menu", ())
        turn.stay("question")
        stored = finishing.contest_of(turn, attempt)
        # what waited in our own queue is not late
        if turn.incoming.received_at >= attempt.deadline_at:
            return finishing.hand_in(turn, attempt, stored)
        if attempt.next_position is None:
            return reply(self._last_step(turn, attempt, stored))
        return reply(self._drawn(turn, attempt, stored, attempt.next_position))

    def _drawn(self, turn: Turn, attempt: Attempt, stored: StoredContest, position: int) -> Outgoing:
        """Draw the open question; where each message counts, all that are left in one."""
        asked = self._asked(turn, attempt, stored, position)
        if turn.incoming.channel not in turn.settings.frugal:
            return asking.draw(turn, asked)
        form = settled_form(turn.work, attempt.round_id, turn.incoming.channel)
        left = [
            self._asked(turn, attempt, stored, number) for number in range(position, len(attempt.paper.items))
        ]
        if form is Form.EACH or not asking.is_sheet(left):
            return asking.draw(turn, asked)
        return asking.sheet(turn, left)

    def _asked(self, turn: Turn, attempt: Attempt, stored: StoredContest, position: int) -> Asked:
        picked = turn.session.data.get("picked") or []
        mine = picked[:2] == [attempt.id, position]
        return Asked(
            attempt=attempt,
            contest=stored.contest,
            position=position,
            shown=play.shown_at(turn.work, attempt, position),
            picked=tuple(picked[2:]) if mine else (),
        )

    def _last_step(self, turn: Turn, attempt: Attempt, stored: StoredContest) -> Outgoing:
        essay = essays.waiting(turn, attempt, stored)
        if essay is not None:
            return essays.ask(turn, attempt, stored, essay)
        if self._predicts(attempt, stored):
            what = "predict_whole" if over_contest(turn.work, stored) else "predict"
            text = turn.t(f"question.{what}_{stored.contest.paper.prediction.value}")
            return Outgoing(
                lines=(line(turn.t("question.predict_title"), "title"), *lines(text)), input="number"
            )
        hand_in = (button(turn.t("question.hand_in"), f"question:{short(attempt.id)}:0:submit"),)
        again = tuple(
            (
                button(
                    turn.t("essay.rewrite", number=at + 1),
                    f"question:{short(attempt.id)}:{short(at)}:rewrite",
                ),
            )
            for at in range(essays.written(turn, attempt) if stored.contest.paper.essays else 0)
        )
        ready = note(turn.t("question.ready"), buttons=(hand_in, *again))
        empty = essays.missing(turn, attempt, stored)
        warned = (line(turn.t("essay.missing", numbers=empty)),) if empty else ()
        return replace(ready, lines=(*warned, *ready.lines))

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Take a tapped letter; a tap on an old message says so and shows where the person is."""
        if len(args) != 3:
            return self.open(turn, ())
        attempt_id, position, what = long(args[0]), long(args[1]), args[2]
        if attempt_id is None or position is None:
            return self.open(turn, ())
        attempt = play.own_attempt(turn.work, attempt_id=AttemptId(attempt_id), person_id=turn.known().id)
        stored = finishing.contest_of(turn, attempt)
        if what == "submit":
            return finishing.hand_in(turn, attempt, stored)
        if what == "skip" and essays.waiting(turn, attempt, stored) == position:
            return self._essay(turn, attempt, stored, position, "")
        if what == "rewrite" and position < essays.written(turn, attempt):
            turn.remember(essay=[attempt.id, position])
            return self.open(turn, ())
        if position >= len(attempt.paper.items):
            return self.open(turn, ())
        try:
            may_answer(
                attempt,
                position=position,
                changeable=stored.contest.paper.changeable,
                received_at=turn.incoming.received_at,
            )
        except Refusal as refusal:
            said = turn.texts[turn.language].refusal(refusal)
            return stale.shown(turn, attempt, stored, position, toast=said)
        return self._picked(turn, self._asked(turn, attempt, stored, position), stored, what)

    def _picked(self, turn: Turn, asked: Asked, stored: StoredContest, what: str) -> Reply:
        if what == "!":
            return self._answer(turn, asked, stored, asking.response_of(asked, asked.picked), tapped=True)
        if what != "-" and not asking.may_pick(asked, what):
            return self._not_understood(turn, reply(), asked)
        picked = () if what == "-" else asking.picked_with(asked, what)
        if asking.is_whole(asked, picked):
            return self._answer(turn, asked, stored, asking.response_of(asked, picked), tapped=True)
        turn.remember(picked=[asked.attempt.id, asked.position, *picked])
        again = self._asked(turn, asked.attempt, stored, asked.position)
        return reply(asking.draw(turn, again), replace_tapped=True)

    def typed(self, turn: Turn, text: str, /) -> Reply | None:
        """Take one typed answer, or several in one message ("1A 2C 3D")."""
        attempt = turn.work.attempts.open_of(turn.known().id)
        if attempt is None:
            return None
        stored = finishing.contest_of(turn, attempt)
        if turn.incoming.received_at >= attempt.deadline_at:
            return self._too_late(turn, AttemptOver())
        essay = essays.waiting(turn, attempt, stored)
        if essay is not None:
            return self._essay(turn, attempt, stored, essay, text)
        shown = reply()
        for turn_number, (number, said) in enumerate(self._split(turn, attempt, stored, text)):
            if turn_number:
                attempt = play.own_attempt(turn.work, attempt_id=attempt.id, person_id=turn.known().id)
            position = attempt.next_position if number is None else number - 1
            if position is None:
                return self._typed_at_end(turn, attempt, stored, said)
            if attempt.status is not AttemptStatus.OPEN or not 0 <= position < len(attempt.paper.items):
                break
            asked = self._asked(turn, attempt, stored, position)
            response = KINDS[asked.shown.question.kind].parse(said, asked.shown)
            if response is None:
                return self._not_understood(turn, shown, asked)
            done = self._answer(turn, asked, stored, response, tapped=False)
            shown = Reply(messages=(*shown.messages[:-1], *done.messages))
        return shown if shown.messages else None

    def _essay(self, turn: Turn, attempt: Attempt, stored: StoredContest, number: int, text: str) -> Reply:
        """Store an essay and go on: the next one, the prediction, or handing in."""
        try:
            essays.store(turn, attempt, stored, number, text)
        except Refusal as refusal:
            return self._too_late(turn, refusal)
        said = turn.t("essay.stored", words=len(text.split())) if text else turn.t("essay.skipped")
        return reply(note(said, style="muted"), self._last_step(turn, attempt, stored))

    def _split(self, turn: Turn, attempt: Attempt, stored: StoredContest, text: str) -> NumberedAnswers:
        """Take a message apart, unless the whole of it answers the open question ("1B 2A" to a match)."""
        if attempt.next_position is not None:
            asked = self._asked(turn, attempt, stored, attempt.next_position)
            if asked.widget in ("pair", "type_text", "type_number") and KINDS[
                asked.shown.question.kind
            ].parse(text, asked.shown):
                return (
                    ((None, text),) if asked.widget != "type_text" else split_answers(text, named_only=True)
                )
        elif self._predicts(attempt, stored) and read_count(text) is not None:
            return ((None, text),)
        return split_answers(text)

    def _not_understood(self, turn: Turn, before: Reply, asked: Asked) -> Reply:
        hint = turn.t(f"question.how_{asked.widget}", example=asking.typed_example(asked))
        kept = before.messages[:-1] if before.messages else ()
        return reply(*kept, note(hint, style="muted"), asking.draw(turn, asked))

    def _typed_at_end(self, turn: Turn, attempt: Attempt, stored: StoredContest, text: str) -> Reply | None:
        """Take the prediction, or the word that hands the paper in."""
        if not self._predicts(attempt, stored):
            return finishing.hand_in(turn, attempt, stored) if fold(text) in HAND_IN else None
        value = read_count(text)
        if value is None:
            shown = self._last_step(turn, attempt, stored)
            return reply(note(turn.t("question.how_prediction"), style="muted"), shown)
        received = turn.incoming.received_at
        attempt = play.predict(
            turn.work, attempt=attempt, contest=stored.contest, value=value, received_at=received
        )
        return finishing.hand_in(turn, attempt, stored)

    def _predicts(self, attempt: Attempt, stored: StoredContest) -> bool:
        return stored.contest.paper.prediction is not Prediction.NONE and attempt.prediction is None

    def _answer(
        self, turn: Turn, asked: Asked, stored: StoredContest, response: Response, *, tapped: bool
    ) -> Reply:
        try:
            answered = play.answer(
                turn.work,
                attempt=asked.attempt,
                contest=stored.contest,
                position=asked.position,
                response=response,
                received_at=turn.incoming.received_at,
                channel=turn.incoming.channel,
            )
        except NotAnAnswer:
            return self._not_understood(turn, reply(), asked)
        except Refusal as refusal:
            if tapped:
                said = turn.texts[turn.language].refusal(refusal)
                return stale.shown(turn, asked.attempt, stored, asked.position, toast=said)
            return self._too_late(turn, refusal)
        if turn.session.data.get("picked"):
            turn.remember(picked=None)
        return self._next(turn, asked, answered, stored, tapped=tapped)

    def _too_late(self, turn: Turn, refusal: Refusal) -> Reply:
        said = turn.texts[turn.language].refusal(refusal)
        shown = self.open(turn, ())
        return reply(note(said, style="muted"), *shown.messages)

    def _next(
        self, turn: Turn, asked: Asked, answered: Answered, stored: StoredContest, *, tapped: bool
    ) -> Reply:
        attempt, paper = answered.attempt, stored.contest.paper
        toast = turn.t("question.stored", number=asked.position + 1)
        essay = answered.complete and essays.waiting(turn, attempt, stored) is not None
        plain = paper.prediction is Prediction.NONE and not paper.changeable
        if answered.complete and plain and not essay:
            after: tuple[Outgoing, ...] = finishing.hand_in(turn, attempt, stored).messages
        elif answered.complete:
            after = (self._last_step(turn, attempt, stored),)
        else:
            after = (self._drawn(turn, attempt, stored, attempt.answered),)
        if tapped and paper.feedback is not Feedback.EACH:
            return reply(*after, replace_tapped=True, toast=toast)
        told = finishing.told(
            turn,
            asked.attempt,
            stored,
            position=asked.position,
            question=answered.question,
            shown=answered.shown,
            response=answered.response,
        )
        return reply(told, *after, replace_tapped=tapped, toast=toast)


SCREEN: Screen = Question()
