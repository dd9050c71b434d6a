"""Checking an evidence bundle: every hash, every mark, every place; each check says what it found, and where."""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from quizbot.core.proof.archive import MANIFEST, damage
from quizbot.core.proof.entries import find_receipt
from quizbot.core.proof.merkle import Inclusion, Tree, inclusion
from quizbot.usecases.evidence.board_checks import unit_board_again, wrong_lines, wrong_units
from quizbot.usecases.evidence.bound_checks import wrong_draw, wrong_questions, wrong_rules
from quizbot.usecases.evidence.log_checks import MALFORMED, Seen, read_logs, wrong_seals
from quizbot.usecases.evidence.prizes import winners_again, wrong_prizes
from quizbot.usecases.evidence.reading import MEMBERS, Evidence, board_name, log_name, read_evidence
from quizbot.usecases.evidence.replay import replayed

_MOST_PLACES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check: its name, how many things were looked at, and the places where it fails."""

    # file | rules | questions | draw | log | marks | boards | units | prizes | expected
    name: str
    looked_at: int = 0
    # (place in the bundle, code of what is wrong there), at most 20
    faults: tuple[tuple[str, str], ...] = ()

    @property
    def holds(self) -> bool:
        return not self.faults


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundReceipt:
    """The line of the log that a receipt stands for, and the proof that the sealed root holds it."""

    round_number: int
    line: bytes
    root: str
    proof: Inclusion


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What checking a bundle gave."""

    contest: str = ""
    title: str = ""
    checks: tuple[Check, ...]
    # what was published, for people to compare: (what, hexadecimal)
    published: tuple[tuple[str, str], ...] = ()
    receipt: FoundReceipt | None = None

    @property
    def holds(self) -> bool:
        """Tell whether every check holds."""
        return all(each.holds for each in self.checks)


def verify(file: BinaryIO, *, expected: Iterable[str] = (), receipt: str | None = None) -> Verdict:
    """Check a bundle.

    Args:
        file: the archive, open for reading.
        expected: hashes published elsewhere; each has to be one that the bundle tells.
        receipt: a receipt to look for; its line and proof come with the verdict.
    """
    broken = damage(file)
    told = Check(
        name="file",
        looked_at=1,
        faults=tuple((each.member or "zip", each.kind) for each in broken)[:_MOST_PLACES],
    )
    if broken:
        return Verdict(checks=(told,))
    with zipfile.ZipFile(file) as archive:
        try:
            evidence = read_evidence(archive.open)
            whole = Check(name="file", looked_at=len(archive.namelist()))
            known = published(evidence, manifest=hashlib.sha256(archive.read(MANIFEST)).hexdigest())
            strange = _strange(evidence, archive.namelist())
            return _verdict(evidence, (whole, *strange), known, tuple(expected), receipt)
        except MALFORMED as fault:
            shape = Check(name="form", looked_at=1, faults=((type(fault).__name__, str(fault)[:200]),))
            return Verdict(checks=(told, shape))


def _strange(evidence: Evidence, names: Sequence[str]) -> tuple[Check, ...]:
    """Find members that the form does not know: nothing in them was checked."""
    numbers = [each.number for each in evidence.rounds]
    known = {*MEMBERS, *map(log_name, numbers), *map(board_name, (0, *numbers))}
    found = [(name, "form.strange") for name in names if name not in known]
    return (_check("form", len(names), found),) if found else ()


def _verdict(
    evidence: Evidence,
    first: tuple[Check, ...],
    published: tuple[tuple[str, str], ...],
    expected: Sequence[str],
    receipt: str | None,
) -> Verdict:
    seen = read_logs(evidence, receipt=receipt)
    checks = [
        *first,
        _check("rules", len(evidence.commitments["made"]), wrong_rules(evidence)),
        _check("questions", len(evidence.questions), wrong_questions(evidence, seen)),
        _check("draw", seen.attempts, [*wrong_draw(evidence), *seen.draw]),
        _check("log", seen.attempts, [*seen.log, *wrong_seals(evidence, seen)]),
        _check("marks", seen.answers, seen.marks),
    ]
    checks += _boards(evidence, seen)
    known = {value for _, value in published}
    strange = [(each, "expected.unknown") for each in expected if each.strip().lower() not in known]
    if expected:
        checks.append(_check("expected", len(expected), strange))
    found = None
    if receipt is not None:
        found = _find(evidence, seen, receipt)
        checks.append(_check("receipt", 1, [] if found else [(receipt, "receipt.unknown")]))
    contest = evidence.stored.contest
    return Verdict(
        contest=contest.id, title=contest.title, checks=tuple(checks), published=published, receipt=found
    )


def _boards(evidence: Evidence, seen: Seen) -> Iterator[Check]:
    lines, faults, units = 0, list[tuple[str, str]](), dict[str, bytes]()
    # one board at a time: with very many people two would not fit side by side
    by_winners = evidence.stored.contest.units.score == "winners"
    winners = winners_again(evidence) if by_winners else {}
    for number, entries in replayed(evidence, seen.logs):
        lines += len(entries)
        faults += islice(wrong_lines(evidence, number, entries), _MOST_PLACES)
        name, counted = unit_board_again(evidence, number, entries, winners=winners)
        units[name] = counted
    yield _check("boards", lines, faults)
    yield _check("units", len(evidence.units), wrong_units(evidence, units))
    yield _check("prizes", sum(1 for _ in evidence.prizes()), wrong_prizes(evidence))


def _check(name: str, looked_at: int, faults: Iterable[tuple[str, str]]) -> Check:
    return Check(name=name, looked_at=looked_at, faults=tuple(islice(faults, _MOST_PLACES)))


def published(evidence: Evidence, *, manifest: str) -> tuple[tuple[str, str], ...]:
    """Give the hashes that an office publishes: of its commitments, of closed rounds, of the bundle itself."""
    return (*_told(evidence), ("bundle", manifest))


def _told(evidence: Evidence) -> Iterator[tuple[str, str]]:
    for made in evidence.commitments["made"]:
        for name in ("rules", "bank", "key", "draw"):
            yield f"commitment {made['number']} {name}", made[name]
    for page in evidence.contest_page["rounds"]:
        for seal in page["seals"]:
            yield f"round {page['number']} seal {seal['number']}", seal["root"]


def _find(evidence: Evidence, seen: Seen, text: str) -> FoundReceipt | None:
    for number, leaves in seen.leaves.items():
        at = find_receipt(leaves, text)
        if at is not None:
            root = Tree(leaves).root().hex()
            return FoundReceipt(
                round_number=number, line=seen.wanted[leaves[at]], root=root, proof=inclusion(leaves, at)
            )
    return None
