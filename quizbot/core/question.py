"""A question as it is asked: a frozen value, known by the hash of what people see."""

from dataclasses import dataclass
from decimal import Decimal

from quizbot.core.codec import content_hash

Response = tuple[str, ...]
"""What a person answered, by identity, never by position.

single, true_false: one option key · multiple: option keys, sorted · order: option keys in
the person's order · match: pairs such as "A1", sorted · number: one decimal number as text ·
short_text: one text, NFC · prediction: one whole number as text.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option; `key` is its identity for ever ("A"), whatever place it is shown in."""

    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where the answer stands: a section of the document and the facts asked."""

    section: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its key."""

    id: str
    # name of a file on the shelf `core/questions`
    kind: str = "single"
    document: str
    topic: str
    ask: str
    options: tuple[Option, ...] = ()
    # match only: the right-hand side; their keys are "1", "2", ...
    targets: tuple[Option, ...] = ()
    # the right response; short_text: every accepted text
    key: Response
    # number only: half-width of the accepted interval, closed at both ends
    tolerance: Decimal = Decimal(0)
    explain: str = ""
    cite: Citation
    # 1 nhớ · 2 hiểu · 3 vận dụng
    level: int = 1
    keep_order: bool = False
    tags: tuple[str, ...] = ()
    # contest | practice | both
    use: str = "both"
    # draft | reviewed | retired
    status: str = "draft"
    weight: int = 1

    def option(self, key: str) -> Option:
        """Give the option of this identity; KeyError when there is none."""
        for option in self.options:
            if option.key == key:
                return option
        raise KeyError(key)

    @property
    def shown_hash(self) -> str:
        """Hash what people see and what counts as right (kind, texts, key), not the book-keeping."""
        return content_hash(
            (
                self.id,
                self.kind,
                self.ask,
                tuple((option.key, option.text) for option in self.options),
                tuple((target.key, target.text) for target in self.targets),
                self.key,
                str(self.tolerance),
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A question in the order one person sees it.

    `order` holds option keys; the first is shown under letter A, and so on.
    `target_order` holds target keys; the first is shown under number 1 (match only).
    """

    question: Question
    order: tuple[str, ...] = ()
    target_order: tuple[str, ...] = ()

    def letter_of(self, key: str) -> str:
        """Give the letter under which this person sees the option of identity `key`."""
        return "ABCDEFGHIJKLMNOP"[self.order.index(key)]

    def at_letter(self, letter: str) -> str | None:
        """Give the identity of the option shown under `letter`, or None."""
        place = ord(letter.upper()) - ord("A") if len(letter) == 1 else -1
        return self.order[place] if 0 <= place < len(self.order) else None
