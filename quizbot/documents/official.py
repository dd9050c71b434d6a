"""An official paper as a value, before any file format: letterhead, body, signatures, recipients, attachments."""

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "centre", "right"]
Mode = Literal["", "TM", "KT", "TL", "TUQ", "Q"]
"""By what right somebody signs: on behalf of a body (TM), for the head (KT), by order (TL), by authority (TUQ), acting (Q)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who issues papers, and where."""

    superior: str
    agency: str
    # as the date line has it: Lai Châu
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signs; the name is typed, the signature and the seal are never drawn."""

    mode: Mode = ""
    # TM: the body; KT, TL, TUQ: the head in whose place it is signed; else empty
    instead_of: str = ""
    title: str
    name: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """Give the lines above the signature, in capitals."""
        if self.mode == "Q":
            return (f"Q. {self.title.upper()}",)
        if not self.mode:
            return (self.title.upper(),)
        return f"{self.mode}. {self.instead_of.upper()}", self.title.upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A paragraph of the body; `lead` stands in bold before it (Điều 1.)."""

    text: str
    lead: str = ""
    bold: bool = False
    italic: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading: level 1 in capitals (I. MỤC ĐÍCH), level 2 as written (1. Mục đích); both bold."""

    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class GridColumn:
    title: str
    # share of the width, in millimetres of a page that has room for all
    width_mm: float
    align: Align = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: its head repeats on every page, a row never breaks over two."""

    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    # set in bold below the rows
    total: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """Room to write by hand: dotted lines."""

    label: str = ""
    lines: int = 1


Block = Text | Heading | Grid | Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """What is attached: begins on a page of its own, numbered from 1."""

    # Phụ lục I; empty for a list, which has a title alone
    label: str = ""
    title: str
    subtitle: str = ""
    blocks: tuple[Block, ...]
    landscape: bool = False
    # who signs under it, left and right; most attachments are not signed
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole paper; its number, its date and votes are left blank for people to write."""

    letterhead: Letterhead
    # TỜ TRÌNH
    kind: str
    # TTr-VPUBND: what stands behind the number; empty: the paper has none of its own, as a list
    symbol: str
    subject: str
    # year of the date line; None: no date line (minutes say their time in the text)
    year: int | None
    # who is asked or told: Kính gửi
    addressed: tuple[str, ...] = ()
    # who decides, over the grounds of a decision
    issuer: str = ""
    grounds: tuple[str, ...] = ()
    # QUYẾT ĐỊNH: between the grounds and the articles
    resolution: str = ""
    blocks: tuple[Block, ...]
    # one, or two side by side for minutes: secretary, chair
    signatures: tuple[Signature, ...]
    recipients: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    # shown at the head of every page; empty: final
    warning: str = ""

    @property
    def number_line(self) -> str:
        """Give the line of the number, with room to write it."""
        return f"Số:          /{self.symbol}" if self.symbol else ""

    @property
    def date_line(self) -> str:
        """Give the line of place and date, with room for day and month."""
        return f"{self.letterhead.place}, ngày       tháng       năm {self.year}" if self.year else ""

    def attached_to(self) -> str:
        """Give the line under an attachment's title that says what it is attached to."""
        kind = self.kind.capitalize()
        year = f" năm {self.year}" if self.year else " năm          "
        number = f" số          /{self.symbol}" if self.symbol else ""
        return f"(Kèm theo {kind}{number} ngày       tháng      {year} của {self.letterhead.agency})"
