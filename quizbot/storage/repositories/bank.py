"""The question bank in SQL."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import bindparam, select, update

from quizbot.core.codec import content_hash, from_plain
from quizbot.core.ids import PersonId
from quizbot.core.paper import PoolItem, pool_item
from quizbot.core.question import Question
from quizbot.storage.json_text import dumps, loads
from quizbot.storage.memory import Memory
from quizbot.storage.repositories.attempts import paper_of
from quizbot.storage.run import Run
from quizbot.storage.statement import Statement, insert_into
from quizbot.storage.tables import AttemptRow, BankEntryRow, MetaRow, QuestionRow
from quizbot.storage.tables.base import table_of
from quizbot.usecases.ports import BankChange

_Q = table_of(QuestionRow)
_E = table_of(BankEntryRow)
_M = table_of(MetaRow)
_A = table_of(AttemptRow)
_VERSION = "bank_version"

_GET_VERSION = Statement(select(_M.c.value).where(_M.c.name == _VERSION))
_SET_VERSION = insert_into(_M, "name", "value", replace=["name"])
_BY_HASH = Statement(select(_Q.c.body).where(_Q.c.shown_hash == bindparam("shown_hash")))
_ENTRIES = Statement(
    select(_E.c.question_id, _E.c.shown_hash, _Q.c.body, _E.c.in_bank)
    .join(_Q, _Q.c.shown_hash == _E.c.shown_hash)
    .order_by(_E.c.question_id)
)
_CURRENT = Statement(
    select(_E.c.shown_hash).where(_E.c.question_id == bindparam("question_id"), _E.c.in_bank.is_(True))
)
_PUT_QUESTION = insert_into(_Q, "shown_hash", "question_id", "body", replace=["shown_hash"])
_PUT_ENTRY = insert_into(_E, "question_id", "shown_hash", "in_bank", replace=["question_id"])
_TAKE_OUT = Statement(update(_E).where(_E.c.question_id == bindparam("b_question_id")), sets=["in_bank"])
_PAPERS = Statement(select(_A.c.paper).where(_A.c.person_id == bindparam("person_id")))


class SqlBank:
    """Implements `Bank`; questions are remembered by the version of the bank."""

    def __init__(self, run: Run, memory: Memory) -> None:
        self._run = run
        self._memory = memory
        self._known_version: str | None = None

    def apply(self, questions: Sequence[Question], *, whole: bool) -> BankChange:
        """Make these the current versions; the bank gets a new version when anything changed."""
        stored = self._stored()
        change = _compare(stored, questions, whole=whole)
        fresh = [each for each in questions if stored.get(each.id) != (each, True)]
        self._run.many(
            _PUT_QUESTION,
            ({"shown_hash": each.shown_hash, "question_id": each.id, "body": dumps(each)} for each in fresh),
        )
        self._run.many(
            _PUT_ENTRY,
            ({"question_id": each.id, "shown_hash": each.shown_hash, "in_bank": True} for each in fresh),
        )
        self._run.many(_TAKE_OUT, ({"b_question_id": each, "in_bank": False} for each in change.removed))
        if fresh or change.removed:
            self._new_version(fresh, change.removed)
        return change

    def compare(self, questions: Sequence[Question], *, whole: bool) -> BankChange:
        return _compare(self._stored(), questions, whole=whole)

    def by_hash(self, shown_hash: str) -> Question:
        """Give the question as it was shown."""
        version = self._version()
        known = self._memory.questions.get((version, shown_hash))
        if known is not None:
            return known
        row = self._run.one(_BY_HASH, shown_hash=shown_hash)
        if row is None:
            raise KeyError(shown_hash)
        question = from_plain(Question, loads(row[0]))
        self._remember([question], version)
        return question

    def current(self, question_id: str) -> Question | None:
        row = self._run.one(_CURRENT, question_id=question_id)
        return None if row is None else self.by_hash(row[0])

    def everything(self) -> Sequence[Question]:
        return [question for question, in_bank in self._stored().values() if in_bank]

    def pool(self) -> Sequence[PoolItem]:
        """List what may be drawn, in the order of question ids."""
        version = self._version()
        known = self._memory.pools.get(version)
        if known is None:
            current = [each for each in self.everything() if each.status != "retired"]
            known = tuple(pool_item(each) for each in current)
            self._memory.pools.put(version, known)
            self._remember(current, version)
        return known

    def seen_by(self, person_id: PersonId) -> Mapping[str, int]:
        seen: Counter[str] = Counter()
        for row in self._run.all(_PAPERS, person_id=person_id):
            seen.update({item.question_id for item in paper_of(row[0]).items})
        return seen

    def _stored(self) -> dict[str, tuple[Question, bool]]:
        return {row[0]: (from_plain(Question, loads(row[2])), row[3]) for row in self._run.all(_ENTRIES)}

    def _version(self) -> str:
        if self._known_version is None:
            row = self._run.one(_GET_VERSION)
            self._known_version = "" if row is None else str(row[0])
        return self._known_version

    def _new_version(self, changed: Sequence[Question], removed: Sequence[str]) -> None:
        # a hash over all changes so far: a version that is rolled back is never mistaken for another
        version = content_hash((self._version(), tuple(map(content_hash, changed)), tuple(removed)))
        self._run.do(_SET_VERSION, name=_VERSION, value=version)
        self._known_version = version

    def _remember(self, questions: Iterable[Question], version: str) -> None:
        for question in questions:
            self._memory.questions.put((version, question.shown_hash), question)


def _compare(
    stored: Mapping[str, tuple[Question, bool]], questions: Sequence[Question], *, whole: bool
) -> BankChange:
    added, changed, key_changed = [], [], []
    for question in questions:
        old, in_bank = stored.get(question.id, (None, False))
        if old is None or not in_bank:
            added.append(question.id)
        elif old != question:
            changed.append(question.id)
            if old.key != question.key:
                key_changed.append(question.id)
    named = {question.id for question in questions}
    removed = [each for each, (_, in_bank) in stored.items() if in_bank and each not in named]
    return BankChange(
        added=tuple(added),
        changed=tuple(changed),
        key_changed=tuple(key_changed),
        removed=tuple(removed) if whole else (),
    )
