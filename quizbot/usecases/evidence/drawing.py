"""The chance of papers: made from a secret that was bound before the contest opened."""

from quizbot.core.contest import Round
from quizbot.core.ids import PersonId
from quizbot.core.proof.commitments import draw_secret, opaque_code, paper_seed
from quizbot.usecases.ports import StoredContest, Work


def bound_seed(
    work: Work, *, stored: StoredContest, round_: Round, person_id: PersonId, number: int
) -> str | None:
    """Give the seed of a paper; None when the contest has bound nothing.

    Nobody chooses it: it follows from the bound secret, the round, the person and the attempt.
    """
    secret = work.proofs.secret(stored.id)
    if secret is None:
        return None
    about = f"{round_.number}"
    if not stored.contest.paper.same_for_all:
        about = f"{round_.number}/{opaque_code(secret, person_id)}/{number}"
    return paper_seed(draw_secret(secret), about=about)
