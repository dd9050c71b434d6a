"""A closed round played once more, as a ghost: on a real paper, against the real field, stored nowhere."""

from dataclasses import replace
from datetime import datetime, timedelta

from quizbot.chat import asking, finishing
from quizbot.chat.asking import Asked
from quizbot.chat.messages import Button, Line, Outgoing, Reply
from quizbot.chat.screens import KNOWN, Screen
from quizbot.chat.turn import Turn, button, line, lines, long, note, reply, short
from quizbot.core.attempt import Attempt
from quizbot.core.ids import AttemptId, RoundId
from quizbot.core.question import Response
from quizbot.core.questions import KINDS
from quizbot.core.vietnamese import fold
from quizbot.i18n.formats import duration
from quizbot.usecases import ghost, play
from quizbot.usecases.mending import rulings_of
from quizbot.usecases.ports import StoredContest

# in the session: number of the paper, when it was begun, the responses so far
_KEPT, _PICKED = "ghost", "ghost_picked"
# what people type to leave a question open, folded
_SKIP = {"bo qua", "boqua", "skip"}


class Ghost:
    """Play a closed round again; everything known of it stands in the session."""

    commands = ("thilai", "ghost")
    needs = KNOWN

    def open(self, turn: Turn, _args: tuple[str, ...], /) -> Reply:
        """Show the open question, or the rounds that can be played."""
        turn.stay("ghost")
        if turn.session.data.get(_KEPT):
            return self._ask(turn)
        rounds = ghost.offered(turn.work, now=turn.now)
        back = (button(turn.t("back"), "menu"),)
        if not rounds:
            return reply(note(turn.t("ghost.none"), buttons=(back,)))
        named = [
            (turn.t("ghost.round", title=stored.contest.title, round=round_.number), round_)
            for stored, round_ in rounds
        ]
        drawn = [line(turn.t("ghost.title"), "title"), *lines(turn.t("ghost.about"))]
        drawn += [line(f"{at}. {text}") for at, (text, _) in enumerate(named, start=1)]
        rows = [(button(text, f"ghost:start:{short(round_.id)}", typed=""),) for text, round_ in named]
        return reply(Outgoing(lines=tuple(drawn), buttons=(*rows, back)))

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Begin, answer, leave a question open, or stop."""
        turn.stay("ghost")
        number = long(args[1]) if len(args) == 2 and args[0] == "start" else None
        if number is not None:
            return self._begin(turn, RoundId(number))
        if args == ("stop",):
            turn.remember(**{_KEPT: None, _PICKED: None})
            return turn.go(turn, "menu", ())
        if len(args) == 2 and turn.session.data.get(_KEPT):
            asked = self._asked(turn)
            if asked is not None and long(args[0]) == asked.position:
                return self._picked(turn, asked, args[1])
        return self.open(turn, ())

    def typed(self, turn: Turn, text: str, /) -> Reply | None:
        """Take a typed answer, or the number of a round."""
        if turn.session.data.get(_KEPT):
            asked = self._asked(turn)
            if asked is None:
                return self._finish(turn)
            if fold(text) in _SKIP:
                return self._answer(turn, asked, None)
            response = KINDS[asked.shown.question.kind].parse(text, asked.shown)
            if response is None:
                hint = note(turn.t(f"question.how_{asked.widget}"), style="muted")
                return reply(hint, *self._ask(turn).messages)
            return self._answer(turn, asked, response)
        rounds = ghost.offered(turn.work, now=turn.now)
        if text.strip().isdigit() and 1 <= int(text) <= len(rounds):
            return self._begin(turn, rounds[int(text) - 1][1].id)
        return None

    def _begin(self, turn: Turn, round_id: RoundId) -> Reply:
        paper = ghost.ghost_paper(turn.work, round_id=round_id, now=turn.now, rng=turn.rng)
        turn.remember(**{_KEPT: [paper.id, turn.incoming.received_at.isoformat(), []], _PICKED: None})
        stored = finishing.contest_of(turn, paper)
        limit = stored.contest.paper.limit
        said = [
            line(turn.t("ghost.began", title=stored.contest.title), "title"),
            *lines(turn.t("ghost.rule")),
        ]
        if limit is not None:
            said.append(line(turn.t("contests.limit", limit=limit), "muted"))
        return reply(Outgoing(lines=tuple(said)), *self._ask(turn).messages)

    def _paper(self, turn: Turn) -> tuple[Attempt, datetime, list[Response | None]]:
        number, began, given = turn.session.data[_KEPT]
        paper = ghost.paper_again(turn.work, attempt_id=AttemptId(number), now=turn.now)
        responses = [None if each is None else tuple(each) for each in given]
        return paper, datetime.fromisoformat(began), responses

    def _asked(self, turn: Turn) -> Asked | None:
        """Give the open question; None when all are answered or the time is up."""
        try:
            paper, began, given = self._paper(turn)
        except ghost.NoGhost:
            turn.remember(**{_KEPT: None, _PICKED: None})
            raise
        stored = finishing.contest_of(turn, paper)
        if len(given) >= len(paper.paper.items) or _over(stored, began, turn.incoming.received_at):
            return None
        picked = turn.session.data.get(_PICKED) or []
        return Asked(
            attempt=paper,
            contest=stored.contest,
            position=len(given),
            shown=play.shown_at(turn.work, paper, len(given)),
            picked=tuple(picked[1:]) if picked[:1] == [len(given)] else (),
        )

    def _ask(self, turn: Turn) -> Reply:
        asked = self._asked(turn)
        return self._finish(turn) if asked is None else reply(_drawn(turn, asked))

    def _picked(self, turn: Turn, asked: Asked, what: str) -> Reply:
        if what == "skip":
            return self._answer(turn, asked, None)
        if what == "!":
            return self._answer(turn, asked, asking.response_of(asked, asked.picked))
        if what != "-" and not asking.may_pick(asked, what):
            return self._ask(turn)
        picked = () if what == "-" else asking.picked_with(asked, what)
        if asking.is_whole(asked, picked):
            return self._answer(turn, asked, asking.response_of(asked, picked))
        turn.remember(**{_PICKED: [asked.position, *picked]})
        return replace(self._ask(turn), replace=True)

    def _answer(self, turn: Turn, asked: Asked, response: Response | None) -> Reply:
        if response is not None and not KINDS[asked.shown.question.kind].valid(
            response, asked.shown.question
        ):
            return self._ask(turn)
        number, began, given = turn.session.data[_KEPT]
        kept = None if response is None else list(response)
        turn.remember(**{_KEPT: [number, began, [*given, kept]], _PICKED: None})
        return self._ask(turn)

    def _finish(self, turn: Turn) -> Reply:
        paper, began, given = self._paper(turn)
        stored = finishing.contest_of(turn, paper)
        took = turn.incoming.received_at - began
        if stored.contest.paper.limit is not None:
            took = min(took, stored.contest.paper.limit)
        score = ghost.ghost_score(
            turn.work,
            person=turn.known(),
            paper=paper,
            responses=given,
            duration_s=int(took.total_seconds()),
        )
        turn.remember(**{_KEPT: None, _PICKED: None})
        where = turn.t(
            "ghost.place" if score.first == score.last else "ghost.places",
            first=score.first,
            last=score.last,
            people=score.people,
        )
        took_text = duration(timedelta(seconds=score.duration_s), language=turn.language)
        said = [
            line(turn.t("ghost.over"), "title"),
            line(turn.t("ghost.score", right=score.right, asked=score.asked, time=took_text), "good"),
            line(where, "good"),
            line(turn.t("ghost.outside"), "muted"),
        ]
        buttons = ((button(turn.t("ghost.again"), "ghost"), button(turn.t("back"), "menu")),)
        return reply(*self._wrong(turn, paper, stored, given), Outgoing(lines=tuple(said), buttons=buttons))

    def _wrong(
        self, turn: Turn, paper: Attempt, stored: StoredContest, given: list[Response | None]
    ) -> tuple[Outgoing, ...]:
        rulings = rulings_of(turn.work, stored, turn.work.contests.round(paper.round_id))
        told: list[Line] = []
        for position, response in enumerate(given):
            shown = play.shown_at(turn.work, paper, position)
            question = shown.question
            if response is None or KINDS[question.kind].mark(response, question).right:
                continue
            title = turn.t("question.title", number=position + 1, total=len(paper.paper.items))
            verdict = finishing.verdict(turn, question, shown, response, rulings.get(question.id))
            told += [line(title, "title"), *lines(question.ask), *verdict]
        return (Outgoing(lines=tuple(told)),) if told else ()


def _over(stored: StoredContest, began: datetime, at: datetime) -> bool:
    limit = stored.contest.paper.limit
    return limit is not None and at >= began + limit


def _drawn(turn: Turn, asked: Asked) -> Outgoing:
    """Draw the question; its buttons lead back here, and carry the option's identity as ever."""
    drawn = asking.draw(turn, asked)
    skip = button(turn.t("ghost.skip"), f"ghost:{short(asked.position)}:skip")
    rows = [tuple(_here(each, asked) for each in row) for row in drawn.buttons]
    return replace(
        drawn,
        lines=(line(turn.t("ghost.mark"), "muted"), *drawn.lines),
        buttons=(*rows, (skip, button(turn.t("ghost.stop"), "ghost:stop"))),
        facts={"number": asked.position + 1, "total": len(asked.attempt.paper.items)},
    )


def _here(each: Button, asked: Asked) -> Button:
    return replace(each, token=f"ghost:{short(asked.position)}:{each.token.rsplit(':', 1)[-1]}")


SCREEN: Screen = Ghost()
