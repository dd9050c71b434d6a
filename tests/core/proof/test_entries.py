"""See docs/rules/proof.md, "Biên nhận"."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from quizbot.core.attempt import Answer, AttemptStatus, Paper, PaperItem
from quizbot.core.ids import AttemptId
from quizbot.core.proof.entries import attempt_line, find_receipt, plain_receipt, receipt
from quizbot.core.proof.merkle import leaf_hash

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
PAPER = Paper(items=(PaperItem(question_id="q-01", shown_hash="ab" * 32, order=("B", "A")),), seed="1/x/1")
ANSWER = Answer(
    attempt_id=AttemptId(7), position=0, revision=0, question_id="q-01", shown_hash="ab" * 32,
    response=("A",), right=True, points=1, received_at=AT, channel="webchat",
)  # fmt: skip


def line(answer: Answer = ANSWER, *, at: datetime = AT) -> bytes:
    return attempt_line(
        attempt_id=7, person="0123456789abcdef", round_number=1, number=1, status=AttemptStatus.SUBMITTED,
        started_at=at, deadline_at=at + timedelta(minutes=10), submitted_at=at + timedelta(minutes=2),
        prediction=None, paper=PAPER, answers=[answer],
    )  # fmt: skip


class TestLine:
    def test_is_the_same_wherever_the_clock_hangs(self) -> None:
        assert line(at=AT.astimezone(timezone(timedelta(hours=7)))) == line()

    def test_holds_what_was_answered_and_when(self) -> None:
        assert b'"answers":[[0,["A"],true,1,"2026-03-02T03:00:00+00:00"]]' in line()

    def test_says_nothing_of_channels(self) -> None:
        assert line(replace(ANSWER, channel="telegram")) == line()


class TestReceipt:
    def test_is_short_enough_to_copy(self) -> None:
        assert len(receipt(leaf_hash(line()))) == 19
        assert receipt(leaf_hash(line())).count("-") == 3

    def test_changes_with_any_answer(self) -> None:
        changed = (
            replace(ANSWER, response=("B",)),
            replace(ANSWER, right=False),
            replace(ANSWER, received_at=AT + timedelta(microseconds=1)),
        )

        assert len({receipt(leaf_hash(line(each))) for each in (ANSWER, *changed)}) == 4

    def test_is_found_however_it_was_copied(self) -> None:
        leaves = [leaf_hash(b"another"), leaf_hash(line())]
        code = receipt(leaf_hash(line()))

        assert find_receipt(leaves, f" {code.lower()} /3") == 1
        assert find_receipt(leaves, code.replace("-", " ")) == 1
        assert find_receipt(leaves[:1], code) is None

    def test_is_not_found_by_its_beginning(self) -> None:
        leaves = [leaf_hash(line())]

        assert find_receipt(leaves, receipt(leaf_hash(line()))[:9]) is None
        assert plain_receipt("AB-12/3") == "ab12"
