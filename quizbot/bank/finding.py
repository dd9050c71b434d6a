"""What a check finds: how grave, what, where."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from quizbot.bank.messages import BANK
from quizbot.bank.rules import Rules
from quizbot.bank.values import LoadedBank, Where
from quizbot.forms.faults import FormFault, fault

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding of one check; `fault` holds its place and its words."""

    severity: Severity
    # name of a file on the shelf `bank/checks`, or `form`
    check: str
    fault: FormFault
    # the question it is about; empty when it is about a file or the bank
    question: str = ""

    def in_language(self, lang: str) -> FormFault:
        """Give place and words in a language."""
        return self.fault.in_language(lang, table=BANK)


Check = Callable[[LoadedBank, Rules], Iterator[Finding]]
"""A check looks through the whole bank and tells what it finds."""


def finding(
    *, severity: Severity, check: str, code: str, where: Where, question: str = "", **facts: object
) -> Finding:
    """Make a finding whose text stands in the bank's table under `code`."""
    found = fault(file=where.file, place=where.place, code=code, facts=facts, table=BANK)
    return Finding(severity=severity, check=check, fault=found, question=question)


def spot(where: Where) -> str:
    """Write a place as `file:line`."""
    return f"{where.file}:{where.place.line}"
