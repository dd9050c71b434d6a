"""Check a whole bank: its form, then every check of the shelf."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from quizbot.bank.cache import BankCache
from quizbot.bank.checks import CHECKS
from quizbot.bank.finding import Finding
from quizbot.bank.loader import Progress, read_bank
from quizbot.bank.rules import Rules
from quizbot.bank.values import LoadedBank
from quizbot.forms.reader import quiet_collector


@dataclass(frozen=True, slots=True, kw_only=True)
class BankReview:
    """A bank and all that was found about it, sorted by place."""

    bank: LoadedBank
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Give what refuses the bank."""
        return tuple(each for each in self.findings if each.severity == "error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Give what an author should look at."""
        return tuple(each for each in self.findings if each.severity == "warning")


def review_bank(
    folder: Path, *, rules: Rules, cache: BankCache | None = None, progress: Progress | None = None
) -> BankReview:
    """Read and check a bank; what was found about this very bank before is taken from the cache.

    Args:
        folder: with `sources.yaml`, `facts/` and files of questions.
        rules: what the checks measure by.
        cache: saved by the caller.
        progress: told after each file.
    """
    with quiet_collector():
        return _review(folder, rules=rules, cache=cache, progress=progress)


def _review(folder: Path, *, rules: Rules, cache: BankCache | None, progress: Progress | None) -> BankReview:
    reading = read_bank(folder, cache=cache, progress=progress)
    key = hashlib.sha256(f"{reading.digest}\0{rules}".encode()).hexdigest()
    found = cache.findings(key) if cache and not reading.faults else None
    if found is None:
        found = check_bank(reading.bank, rules=rules)
        if cache and not reading.faults:
            cache.put_findings(key, found)
    forms = (Finding(severity="error", check="form", fault=each) for each in reading.faults)
    return BankReview(bank=reading.bank, findings=_sorted((*forms, *found)))


def check_bank(bank: LoadedBank, *, rules: Rules) -> tuple[Finding, ...]:
    """Run every check of the shelf over a bank."""
    return _sorted(each for name in CHECKS for each in CHECKS[name](bank, rules))


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda each: (each.fault, each.check)))
