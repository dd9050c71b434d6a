"""Refusals: every "no" the domain can say, as a fact with a code."""

from typing import ClassVar


class Refusal(Exception):
    """Say no for a reason that people expect and can act on.

    A refusal carries a code and typed facts, never a sentence and never an HTTP status:
    chat and web turn it into text by `code`, the command line into an exit code.
    Subclasses stand beside the code that raises them.

    Args:
        facts: values that the text of the refusal may show, by placeholder name.
    """

    code: ClassVar[str] = "refusal"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code} ({shown})" if shown else self.code
