"""A question as a person sees it in a channel, without a contest: for authors."""

from dataclasses import dataclass
from datetime import UTC, datetime

from quizbot.chat.asking import Asked, draw
from quizbot.chat.channel import Limits
from quizbot.chat.offers import spelled
from quizbot.chat.pages import pages
from quizbot.core.attempt import Attempt, Paper, PaperItem
from quizbot.core.contest import Contest, ContestKind, PaperRules, Schedule
from quizbot.core.ids import AttemptId, PersonId, RoundId
from quizbot.core.question import Question, Shown
from quizbot.i18n.texts import Texts

_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)
_NO_CONTEST = Contest(
    id="", title="", kind=ContestKind.PRACTICE, rounds=Schedule(), paper=PaperRules(draw=())
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a channel shows: its messages in order, and the rows of buttons under the last."""

    texts: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _Author:
    """Speaks as the dialogue would to somebody in this channel."""

    texts: Texts
    by_typing: bool

    def t(self, key: str, /, **facts: object) -> str:
        return self.texts(key, **facts)


def seen(question: Question, *, limits: Limits, by_typing: bool, texts: Texts) -> Seen:
    """Draw a question in its author's order as a channel with these limits shows it.

    Args:
        by_typing: people may see no buttons there, so what can be tapped is put into words.
    """
    message = draw(_Author(texts, by_typing), _asked(question))
    if by_typing:
        message = spelled(message, texts)
    labels = [button.label for row in message.buttons for button in row]
    rows = _rows(labels, limits) if limits.buttons >= len(labels) else ()
    return Seen(texts=tuple(pages([message], limit=limits.text)), rows=rows)


def _rows(labels: list[str], limits: Limits) -> tuple[tuple[str, ...], ...]:
    width = max(1, limits.buttons_per_row)
    return tuple(tuple(labels[start : start + width]) for start in range(0, len(labels), width))


def _asked(question: Question) -> Asked:
    order = tuple(option.key for option in question.options)
    targets = tuple(target.key for target in question.targets)
    item = PaperItem(
        question_id=question.id, shown_hash=question.shown_hash, order=order, target_order=targets
    )
    attempt = Attempt(
        id=AttemptId(0),
        round_id=RoundId(0),
        person_id=PersonId(0),
        number=1,
        paper=Paper(items=(item,), seed=""),
        started_at=_NO_TIME,
        deadline_at=_NO_TIME,
    )
    shown = Shown(question=question, order=order, target_order=targets)
    return Asked(attempt=attempt, contest=_NO_CONTEST, position=0, shown=shown)
