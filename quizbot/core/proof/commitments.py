"""Commitments: before a contest opens its rules, bank, keys and draw are bound by hashes.

A hash tells nothing of what it binds, for a secret number goes into it; once the number is told,
everybody can check that nothing was changed. Questions are bound one by one, in Merkle trees, so that
those nobody was asked stay secret when the others are opened.
"""

import functools
import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from quizbot.core.codec import canonical
from quizbot.core.proof.merkle import Tree, leaf_hash
from quizbot.core.question import Question

SECRET_BYTES = 32
"""Bytes of randomness behind every commitment: as many as SHA-256 can keep apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What is published before opening, in hexadecimal."""

    rules: str
    # roots over the questions without, and with only, their keys
    bank: str
    key: str
    # of the secret that papers are drawn with
    draw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundQuestion:
    """What the bank's trees hold of one question."""

    question_id: str
    shown_hash: str
    bank: str
    key: str
    weight: int = 1


def derived(secret: str, purpose: str) -> str:
    """Give a number in hexadecimal that only who knows the secret can give, one for each purpose."""
    keyed = _keyed(secret).copy()
    keyed.update(purpose.encode())
    return keyed.hexdigest()


@functools.lru_cache(maxsize=64)
def _keyed(secret: str) -> hmac.HMAC:
    """Give an HMAC that waits for its text: putting the key in is most of the work."""
    return hmac.new(secret.encode(), digestmod="sha256")


def bound(nonce: str, value: object) -> str:
    """Bind a value by SHA-256 over the nonce, a line feed, and the value's canonical form."""
    return hashlib.sha256(nonce.encode() + b"\n" + canonical(value)).hexdigest()


def bank_leaf(question: Question) -> bytes:
    """Give what the bank's tree binds of a question: all that people see, and not the key."""
    return canonical(
        (
            question.id,
            question.kind,
            question.ask,
            tuple((option.key, option.text) for option in question.options),
            tuple((target.key, target.text) for target in question.targets),
        )
    )


def key_leaf(question: Question, *, weight: int) -> bytes:
    """Give what the tree of keys binds of a question: its key, tolerance and weight."""
    return canonical((question.id, question.shown_hash, question.key, str(question.tolerance), weight))


def nonce_of(secret: str, shown_hash: str) -> str:
    """Give the secret number that goes into the leaves of one question."""
    return derived(secret, f"question/{shown_hash}")


def hidden_leaf(nonce: str, leaf: bytes) -> bytes:
    """Hash a leaf together with its nonce."""
    return leaf_hash(nonce.encode() + b"\n" + leaf)


def bind_questions(secret: str, questions: Iterable[Question]) -> tuple[BoundQuestion, ...]:
    """Bind every question of a bank, in the order of their ids."""
    return tuple(
        BoundQuestion(
            question_id=each.id,
            shown_hash=each.shown_hash,
            bank=hidden_leaf(nonce := nonce_of(secret, each.shown_hash), bank_leaf(each)).hex(),
            key=hidden_leaf(nonce, key_leaf(each, weight=each.weight)).hex(),
            weight=each.weight,
        )
        for each in sorted(questions, key=lambda each: (each.id, each.shown_hash))
    )


def commit(secret: str, *, rules: object, questions: Iterable[BoundQuestion]) -> Commitment:
    """Bind rules, questions, keys and the draw.

    Args:
        secret: `SECRET_BYTES` random bytes in hexadecimal.
        rules: the contest.
        questions: what `bind_questions` gave.
    """
    listed = tuple(questions)
    return Commitment(
        rules=bound(derived(secret, "rules"), rules),
        bank=Tree(bytes.fromhex(each.bank) for each in listed).root().hex(),
        key=Tree(bytes.fromhex(each.key) for each in listed).root().hex(),
        draw=bound(derived(secret, "draw"), draw_secret(secret)),
    )


def draw_secret(secret: str) -> str:
    """Give the secret that every paper's chance is made from."""
    return derived(secret, "papers")


def paper_seed(drawing: str, *, about: str) -> str:
    """Give the seed of a paper: what it is for, and a tag that only the bound secret gives.

    Args:
        drawing: what `draw_secret` gave.
        about: such as "3/9f…/1": round number, person, attempt; for one paper for all "3".
    """
    return f"{about}/{derived(drawing, about)[:32]}"


def opaque_code(secret: str, person_id: int) -> str:
    """Give the code a person has in everything published of a contest: it tells nothing of who they are."""
    return derived(secret, f"person/{person_id}")[:16]
