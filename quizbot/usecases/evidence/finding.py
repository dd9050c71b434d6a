"""Looking up a receipt: whether the sealed log of a closed round holds it, and the way to the root."""

from collections.abc import Mapping
from dataclasses import dataclass

from quizbot.core.ids import RoundId
from quizbot.core.proof.entries import find_receipt, plain_receipt
from quizbot.core.proof.merkle import Inclusion, Tree, inclusion
from quizbot.usecases.evidence.sealing import leaves
from quizbot.usecases.ports import StoredContest, Work

Leaves = Mapping[RoundId, tuple[bytes, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A receipt in the log of a round. It tells nothing of the answers, nor whose they are."""

    round_number: int
    # the root as it was sealed, in hexadecimal
    root: str
    proof: Inclusion


def sealed_rounds(work: Work, stored: StoredContest) -> dict[RoundId, str]:
    """Give the last sealed root of every round that has one and in which somebody played."""
    found = {}
    for round_ in work.contests.rounds(stored.id):
        seals = work.proofs.seals(round_.id)
        if seals and seals[-1].size:
            found[round_.id] = seals[-1].root
    return found


def leaves_of(work: Work, stored: StoredContest, round_id: RoundId) -> tuple[bytes, ...]:
    """Give what the seal of a round holds, one for each attempt."""
    secret = work.proofs.secret(stored.id)
    if secret is None:
        return ()
    round_ = work.contests.round(round_id)
    return tuple(leaf for _, leaf, _ in leaves(work, round_=round_, secret=secret))


def looked_up(work: Work, held: Leaves, receipt: str) -> Sealed | None:
    """Find a receipt among the leaves of closed rounds; None when it is in none."""
    for round_id, listed in held.items():
        at = find_receipt(listed, receipt) if plain_receipt(receipt) else None
        if at is not None:
            return Sealed(
                round_number=work.contests.round(round_id).number,
                root=Tree(listed).root().hex(),
                proof=inclusion(listed, at),
            )
    return None
