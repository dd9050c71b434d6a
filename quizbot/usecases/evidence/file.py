"""The evidence bundle as one file, with the words and the program that a stranger needs to check it."""

from itertools import chain
from typing import BinaryIO

from quizbot.core.contest import ContestState
from quizbot.core.proof.archive import write_archive
from quizbot.forms.shipped import shipped
from quizbot.usecases.evidence.bundle import bundle
from quizbot.usecases.ports import StoredContest, Work

README, VERIFIER = "GOI-MINH-CHUNG.txt", "verify_evidence.py"
OFFERED = (ContestState.ANNOUNCED, ContestState.ARCHIVED)
"""Everybody may have the bundle once the results are announced: it tells keys, and every answer by a code."""


def write_bundle(work: Work, slug: str, out: BinaryIO) -> str:
    """Write a contest's bundle into an empty file; gives the SHA-256 of its manifest.

    Raises:
        UnknownContest, NothingBound, StillOpen
    """
    texts = [
        ("README.txt", [(shipped("tools") / README).read_bytes()]),
        (VERIFIER, [(shipped("tools") / VERIFIER).read_bytes()]),
    ]
    return write_archive(out, chain(texts, bundle(work, slug=slug)))


def is_offered(work: Work, stored: StoredContest) -> bool:
    """Tell whether everybody may have the bundle of a contest: announced, bound, and not withheld by its rules."""
    announced = stored.state in OFFERED and stored.contest.results.evidence
    return announced and work.proofs.secret(stored.id) is not None
