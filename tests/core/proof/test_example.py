"""The worked example of docs/rules/proof.md, figure by figure."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from quizbot.core.attempt import Answer, AttemptStatus, Paper, PaperItem
from quizbot.core.ids import AttemptId
from quizbot.core.proof.commitments import (
    bank_leaf,
    bind_questions,
    commit,
    draw_secret,
    nonce_of,
    opaque_code,
    paper_seed,
)
from quizbot.core.proof.entries import attempt_line, receipt
from quizbot.core.proof.merkle import Tree, inclusion, leaf_hash
from quizbot.core.question import Citation, Option, Question

PROSE = (Path(__file__).parents[3] / "docs/rules/proof.md").read_text(encoding="utf-8")
SECRET = "5e" * 32
QUESTION = Question(
    id="vd-1",
    document="nq57",
    topic="chung",
    ask="Một cộng một bằng mấy?",
    options=(Option(key="A", text="Hai"), Option(key="B", text="Ba")),
    key=("A",),
    cite=Citation(section="I"),
)
START = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


def line(attempt: int, number: int, response: str) -> bytes:
    code = opaque_code(SECRET, 7)
    item = PaperItem(question_id="vd-1", shown_hash=QUESTION.shown_hash, order=("B", "A"))
    right = response == "A"
    return attempt_line(
        attempt_id=attempt,
        person=code,
        round_number=1,
        number=number,
        status=AttemptStatus.SUBMITTED,
        started_at=START,
        deadline_at=START + timedelta(minutes=10),
        submitted_at=START + timedelta(seconds=61),
        prediction=None,
        paper=Paper(items=(item,), seed=paper_seed(draw_secret(SECRET), about=f"1/{code}/{number}")),
        answers=[
            Answer(
                attempt_id=AttemptId(attempt),
                position=0,
                revision=0,
                question_id="vd-1",
                shown_hash=QUESTION.shown_hash,
                response=(response,),
                right=right,
                points=int(right),
                received_at=START + timedelta(minutes=1),
                channel="webchat",
            )
        ],
    )


class TestExample:
    def test_binds_question_and_rules_as_the_prose_says(self) -> None:
        bound = bind_questions(SECRET, [QUESTION])
        made = commit(SECRET, rules={"contest": "vi-du"}, questions=bound)

        assert bank_leaf(QUESTION).decode() in PROSE
        for told in (
            QUESTION.shown_hash,
            nonce_of(SECRET, QUESTION.shown_hash),
            made.bank,
            made.key,
            made.rules,
        ):
            assert f"`{told}`" in PROSE

    def test_gives_the_receipt_and_the_root_of_the_prose(self) -> None:
        lines = [line(1, 1, "B"), line(2, 2, "A"), line(5, 3, "A")]
        leaves = [leaf_hash(each) for each in lines]
        root = Tree(leaves).root()

        assert lines[0].decode() in PROSE
        assert f"`{receipt(leaf_hash(lines[0]))}`" in PROSE
        for leaf in leaves[1:]:
            assert f"`{leaf.hex()[:8]}`" in PROSE
        assert f"`{root.hex()}`" in PROSE
        assert all(inclusion(leaves, at).holds(leaf, root) for at, leaf in enumerate(leaves))
