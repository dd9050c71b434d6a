"""See docs/rules/proof.md, "Cam kết"."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.contest import Contest
from quizbot.core.proof.commitments import (
    Commitment,
    bind_questions,
    bound,
    commit,
    derived,
    draw_secret,
    hidden_leaf,
    key_leaf,
    nonce_of,
    opaque_code,
    paper_seed,
)
from quizbot.core.question import Question
from tests.build import KINDS_ASKED, SINGLES, contest

SECRET = "5e" * 32
BANK = (*SINGLES, *KINDS_ASKED)


def committed(
    questions: Sequence[Question] = BANK, rules: Contest | None = None, secret: str = SECRET
) -> Commitment:
    return commit(secret, rules=rules or contest(), questions=bind_questions(secret, questions))


class TestCommit:
    def test_is_the_same_on_every_machine(self) -> None:
        made = bound("01", {"b": 1, "a": "ế"})

        # by hand: printf '01\n{"a":"ế","b":1}' | sha256sum
        assert made == "f9891d0530682d4b30e0d1cea74c6cf6eab50c8bb32bf791c8804edf2b674a26"

    def test_does_not_depend_on_the_order_of_the_bank(self) -> None:
        assert committed(BANK[::-1]) == committed()

    def test_changes_with_the_rules_alone(self) -> None:
        other = committed(rules=contest(per_round=2))

        assert (other.bank, other.key, other.draw) == (committed().bank, committed().key, committed().draw)
        assert other.rules != committed().rules

    def test_changes_with_a_key(self) -> None:
        other = committed((replace(BANK[0], key=("A",)), *BANK[1:]))

        assert other.key != committed().key
        assert other.rules == committed().rules

    def test_changes_with_a_tolerance_a_weight_or_a_word(self) -> None:
        number = next(each for each in BANK if each.kind == "number")
        rest = tuple(each for each in BANK if each is not number)
        changed = [
            committed((replace(number, **{field: value}), *rest))  # type: ignore[arg-type]
            for field, value in (("tolerance", Decimal(1)), ("weight", 2), ("ask", "Khác?"))
        ]

        assert all(each != committed() for each in changed)

    def test_tells_nothing_without_the_secret(self) -> None:
        other = committed(secret="ab" * 32)

        assert len({other.rules, committed().rules}) == 2
        assert len({other.bank, committed().bank, other.key, committed().key}) == 4


class TestOpening:
    def test_of_one_question_needs_only_its_own_nonce(self) -> None:
        question = BANK[3]
        nonce = nonce_of(SECRET, question.shown_hash)
        leaf = next(each for each in bind_questions(SECRET, BANK) if each.question_id == question.id)

        assert hidden_leaf(nonce, key_leaf(question, weight=1)).hex() == leaf.key
        assert nonce != nonce_of(SECRET, BANK[4].shown_hash)


class TestSeeds:
    def test_carry_a_tag_that_the_secret_gives(self) -> None:
        drawing = draw_secret(SECRET)
        seed = paper_seed(drawing, about="1/0123456789abcdef/2")
        about, _, tag = seed.rpartition("/")

        assert about == "1/0123456789abcdef/2"
        assert derived(drawing, about).startswith(tag)
        assert len(tag) == 32

    @given(st.integers(1, 10**9), st.integers(1, 10**9))
    def test_codes_tell_people_apart_and_nothing_else(self, one: int, other: int) -> None:
        assert (opaque_code(SECRET, one) == opaque_code(SECRET, other)) == (one == other)
        assert opaque_code(SECRET, one) != opaque_code("ab" * 32, one)
