"""Why I stand where I stand: every step of the order, and what lies between me and my neighbours."""

from quizbot.chat.boards import step_value
from quizbot.chat.messages import Line, Outgoing, Reply
from quizbot.chat.screens import KNOWN, Screen
from quizbot.chat.turn import Turn, button, line, note, reply
from quizbot.core.contest import ContestKind, Round
from quizbot.usecases.mending import missing_of
from quizbot.usecases.ports import StoredContest
from quizbot.usecases.standings import contests_view, find, find_round
from quizbot.usecases.versus import MyWhy, Neighbour, my_why


class Why:
    """Explain the person's own place on a board."""

    commands = (
        "visao",
        "visaotoi",
        "visaotoidungthu",
        "visaotoidungodo",
        "visaotoixepthu",
        "visaotoihang",
        "visaotoihangnay",
        "visaotoidunghangnay",
        "why",
    )
    needs = KNOWN

    def open(self, turn: Turn, _args: tuple[str, ...], /) -> Reply:
        """Explain the only place there is, or let the person choose a board."""
        ranked = [
            view for view in contests_view(turn.work, now=turn.now) if view.kind is not ContestKind.PRACTICE
        ]
        if len(ranked) == 1:
            return self.tap(turn, (ranked[0].slug,))
        if not ranked:
            return turn.go(turn, "boards", ())
        rows = [(button(view.title, f"why:{view.slug}"),) for view in ranked]
        return reply(note(turn.t("why.which"), buttons=(*rows, (button(turn.t("back"), "menu"),))))

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Explain the place in a contest, or in one of its rounds when a number is given."""
        if not args:
            return self.open(turn, ())
        stored = find(turn.work, args[0])
        number = int(args[1]) if len(args) > 1 and args[1].isdigit() else None
        round_ = find_round(turn.work, stored, number) if number is not None else None
        told = my_why(turn.work, stored=stored, round_=round_, person_id=turn.known().id, now=turn.now)
        board = f"boards:person:{args[0]}" + (f":{number}" if number else "")
        back = ((button(turn.t("menu.boards"), board), button(turn.t("back"), "menu")),)
        if told is None:
            return reply(Outgoing(lines=_nowhere(turn, stored, round_), buttons=back))
        lines = _lines(turn, told, number, published=stored.contest.results.top)
        return reply(Outgoing(lines=lines, buttons=back))

    def typed(self, _turn: Turn, _text: str, /) -> Reply | None:
        """Nothing is typed here."""
        return None


def _nowhere(turn: Turn, stored: StoredContest, round_: Round | None) -> tuple[Line, ...]:
    """Say that no paper counts, and which do not for want of an essay."""
    me = turn.known().id
    empty = [
        each.number
        for each in turn.work.contests.played_by(stored.id, me)
        if round_ in (None, each)
        and any(
            missing_of(turn.work, stored, each, attempt)
            for attempt in turn.work.attempts.in_round(me, each.id)
        )
    ]
    told = (line(turn.t("why.essay_missing", rounds=", ".join(map(str, empty))), "muted"),) if empty else ()
    return (line(turn.t("why.nowhere")), *told)


def _lines(turn: Turn, told: MyWhy, number: int | None, *, published: int) -> tuple[Line, ...]:
    texts = turn.texts[turn.language]
    where = texts("boards.title_round" if number else "boards.title", title=told.title, round=number or 0)
    drawn = [
        line(where, "title"),
        line(texts("finish.place", place=told.place, people=told.people), "good"),
        line(texts("why.order")),
    ]
    drawn += [
        line(f"{at}. {texts(f'boards.step_{step}')}: {step_value(step, value, texts)}", "table")
        for at, (step, value) in enumerate(told.mine, start=1)
    ]
    if told.neighbours:
        drawn.append(line(texts("why.neighbours")))
        drawn += [line(_neighbour(turn, each, published), "table") for each in told.neighbours]
    drawn.append(line(texts("why.more"), "muted"))
    return tuple(drawn)


def _neighbour(turn: Turn, each: Neighbour, published: int) -> str:
    """Say what lies between; a name is told only where the board tells it."""
    texts = turn.texts[turn.language]
    named = each.line.name if each.line.place <= published else ""
    name = named or texts("boards.nameless")
    if each.step is None:
        return texts("why.shares", place=each.line.place, name=name)
    above, below = (step_value(each.step.step, value, texts) for value in (each.step.above, each.step.below))
    return texts(
        "why.better" if each.better else "why.worse",
        place=each.line.place,
        name=name,
        step=texts(f"boards.step_{each.step.step}"),
        theirs=above if each.better else below,
        mine=below if each.better else above,
    )


SCREEN: Screen = Why()
