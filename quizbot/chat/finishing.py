"""The end of an attempt: handing in, and what a person is told then."""

from quizbot.chat import essays
from quizbot.chat.boards import unit_lines, why_lines
from quizbot.chat.messages import Line, Outgoing, Reply
from quizbot.chat.turn import Turn, button, line, lines, note, reply, short
from quizbot.core.attempt import Attempt, AttemptStatus
from quizbot.core.contest import ContestKind, Feedback, Round, results_told
from quizbot.core.corrections import Correction
from quizbot.core.question import Question, Response, Shown
from quizbot.core.questions import KINDS
from quizbot.core.regrade import ruled
from quizbot.usecases import learning, play
from quizbot.usecases.evidence.sealing import receipt_of
from quizbot.usecases.mending import change_of, corrections_of, rulings_of
from quizbot.usecases.places import my_place, my_unit
from quizbot.usecases.play import PredictionMissing
from quizbot.usecases.ports import StoredContest


def contest_of(turn: Turn, attempt: Attempt) -> StoredContest:
    """Give the contest an attempt belongs to."""
    return turn.work.contests.get(turn.work.contests.round(attempt.round_id).contest_id)


def verdict(
    turn: Turn, question: Question, shown: Shown, response: Response, ruling: Correction | None = None
) -> tuple[Line, ...]:
    """Say whether a response was right, what is right, why, and where it stands.

    Args:
        ruling: what was said of the question since.
    """
    question = ruled(question, ruling)
    kind = KINDS[question.kind]
    right = kind.mark(response, question).right
    mine = in_full(response, shown)
    key = question.key[:1] if question.kind == "short_text" else question.key
    said = [
        line(turn.t("question.right" if right else "question.wrong", answer=mine), "good" if right else "bad")
    ]
    if not right:
        said.append(line(turn.t("question.key", answer=kind.show(key, shown))))
        said += [
            line(f"{shown.letter_of(each)}. {question.option(each).text}", "option")
            for each in key
            if question.kind in ("single", "multiple")
        ]
    if question.explain:
        said += lines(turn.t("question.explain", text=question.explain))
    said.append(line(turn.t("question.cite", section=question.cite.section), "muted"))
    if ruling is not None and ruling.ruling is not None:
        said.append(line(turn.t(f"question.ruling_{ruling.ruling.name.lower()}")))
    return tuple(said)


def in_full(response: Response, shown: Shown) -> str:
    """Write a response as this person saw it: where options have letters, letter and text."""
    question = shown.question
    if question.kind not in ("single", "multiple", "order"):
        return KINDS[question.kind].show(response, shown)
    letters = [(shown.letter_of(each), question.option(each).text) for each in response]
    joint = " → " if question.kind == "order" else "; "
    ordered = letters if question.kind == "order" else sorted(letters)
    return joint.join(f"{letter}. {text}" for letter, text in ordered)


def told(
    turn: Turn,
    attempt: Attempt,
    stored: StoredContest,
    *,
    position: int,
    question: Question,
    shown: Shown,
    response: Response,
) -> Outgoing:
    """Show a question as it was answered, and what was right where the contest says so at once."""
    after = stored.contest.paper.feedback is not Feedback.EACH
    if after and turn.incoming.channel in turn.settings.frugal:
        short_form = KINDS[question.kind].show(response, shown)
        return Outgoing(lines=(line(f"{position + 1}. {short_form}"),))
    title = turn.t("question.title", number=position + 1, total=len(attempt.paper.items))
    drawn: list[Line] = [line(title, "title"), *lines(question.ask)]
    if after:
        return Outgoing(lines=(*drawn, line(turn.t("question.yours", answer=in_full(response, shown)))))
    ruling = rulings_of(turn.work, stored, turn.work.contests.round(attempt.round_id)).get(question.id)
    return Outgoing(lines=(*drawn, *verdict(turn, question, shown, response, ruling)))


def hand_in(turn: Turn, attempt: Attempt, stored: StoredContest) -> Reply:
    """Hand the paper in and show what may be shown now."""
    round_ = turn.work.contests.round(attempt.round_id)
    try:
        done = play.submit(
            turn.work, attempt=attempt, stored=stored, round_=round_, now=turn.incoming.received_at
        )
    except PredictionMissing:
        return turn.go(turn, "question", ())
    turn.stay("menu")
    return reply(*summary(turn, done, stored, round_))


def summary(turn: Turn, attempt: Attempt, stored: StoredContest, round_: Round) -> tuple[Outgoing, ...]:
    """Tell what became of a finished attempt, as the contest's feedback allows."""
    contest = stored.contest
    total = len(attempt.paper.items)
    key = "finish.expired" if attempt.status is AttemptStatus.EXPIRED else "finish.submitted"
    said = [line(turn.t(key, answered=attempt.answered, total=total), "title")]
    if not results_told(contest, round_, now=turn.now):
        said.append(line(turn.t("finish.after_close", closes=round_.closes_at)))
    else:
        change = change_of(turn.work, stored, attempt, rulings_of(turn.work, stored, round_))
        right, asked = attempt.right + change.right, attempt.paper.counting + change.asked
        said.append(line(turn.t("finish.score", right=right, total=asked), "good"))
        if contest.paper.essays:
            said += essays.worth(turn, attempt, stored, round_)
        said += places(turn, stored, round_)
    empty = essays.missing(turn, attempt, stored)
    if empty:
        said.append(line(turn.t("finish.essay_missing", numbers=empty), "bad"))
    receipt = receipt_of(turn.work, stored=stored, round_=round_, attempt=attempt)
    if receipt is not None:
        said.append(line(turn.t("finish.receipt", receipt=receipt), "muted"))
    streak = learning.streak_of(turn.work, turn.known(), days_off=turn.settings.days_off, now=turn.now)
    if streak:
        said.append(line(turn.t("menu.streak", days=streak), "good"))
    buttons = (
        (
            button(turn.t("finish.review"), f"results:attempt:{short(attempt.id)}"),
            button(turn.t("menu.boards"), f"boards:person:{contest.id}"),
        ),
        (button(turn.t("back"), "menu"),),
    )
    return (Outgoing(lines=tuple(said), buttons=buttons),)


def places(turn: Turn, stored: StoredContest, round_: Round) -> list[Line]:
    """Tell a person's place and why, and the place of their unit."""
    if stored.contest.kind is ContestKind.PRACTICE:
        return []
    texts = turn.texts[turn.language]
    mine = my_place(turn.work, stored=stored, round_=round_, person_id=turn.known().id, now=turn.now)
    if mine is None:
        return [line(turn.t(f"finish.{_why_not_ranked(turn, stored, round_)}"), "muted")]
    said = [
        *(() if mine.line.by_right else (line(turn.t("finish.points", points=mine.line.points)),)),
        line(turn.t("finish.place", place=mine.place, people=mine.people)),
        *why_lines(mine, texts),
    ]
    unit = my_unit(turn.work, stored=stored, round_=round_, person=turn.known(), now=turn.now)
    if unit is not None:
        said += [line(turn.t("finish.unit"), "muted"), *unit_lines([unit], texts)]
    return said


def _why_not_ranked(turn: Turn, stored: StoredContest, round_: Round) -> str:
    corrections = corrections_of(turn.work, stored)
    if corrections.is_void(round_.number):
        return "round_void"
    return "disqualified" if turn.known().id in corrections.disqualified(round_.number) else "not_ranked"


def review(turn: Turn, attempt: Attempt, stored: StoredContest, round_: Round) -> tuple[Outgoing, ...]:
    """Show every question of a finished attempt with the verdict, when the key may be shown."""
    if not results_told(stored.contest, round_, now=turn.now):
        return (note(turn.t("finish.after_close", closes=round_.closes_at)),)
    told: list[Line] = []
    rulings = rulings_of(turn.work, stored, round_)
    for answer in turn.work.attempts.answers(attempt.id):
        seen = play.shown_at(turn.work, attempt, answer.position)
        title = turn.t("question.title", number=answer.position + 1, total=len(attempt.paper.items))
        told += [
            line(title, "title"),
            *lines(seen.question.ask),
            *verdict(turn, seen.question, seen, answer.response, rulings.get(answer.question_id)),
        ]
    return (Outgoing(lines=tuple(told)),) if told else ()
