"""Giấy chứng nhận of a contest: a serial, and a QR code that holds the signed record and leads to its check."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from quizbot.core.proof.certificates import CertificateRecord
from quizbot.core.vietnamese import name_key
from quizbot.documents import layout
from quizbot.documents.facts import Facts
from quizbot.documents.formats.typesetting import typeset
from quizbot.documents.metrics import FAMILY, width_mm
from quizbot.documents.prize_text import is_certain, prize_text
from quizbot.documents.wording import title_of

_MASK = 2
PAGES_A_FILE = 100
"""Certificates in one file: what a printer takes at once, and what bounds memory (typst remembers ten files)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """One certificate before it has a serial."""

    name: str
    unit: str
    # đạt Giải Nhất
    award: str
    achievement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What signs certificates, and where they are checked."""

    key: bytes
    # https://thi.example.gov.vn
    base_url: str

    def address(self, record: CertificateRecord) -> str:
        """Give the address that checks a certificate."""
        return f"{self.base_url}/chung-nhan/{record.token(key=self.key)}"


def prize_certificates(facts: Facts) -> tuple[Certificate, ...]:
    """List who has a prize of the contest for certain: units, then people unit by unit."""
    awards = facts.figures.awards
    units = [
        Certificate(name=each.line.name, unit="", award=f"đạt {prize_text(each, facts.figures.contest)}")
        for each in awards.units
        if is_certain(each)
    ]
    people = [
        Certificate(
            name=each.name,
            unit=each.unit,
            award=f"đạt {prize_text(each, facts.figures.contest)}",
            achievement=f"Trả lời đúng {each.right}/{each.asked} câu hỏi.",
        )
        for each in awards.people
        if is_certain(each)
    ]
    people.sort(key=lambda each: (each.unit, name_key(each.name)))
    return (*units, *people)


def certificate_files(
    certificates: Iterable[Certificate], facts: Facts, seal: Seal
) -> Iterator[tuple[str, bytes]]:
    """Typeset certificates file by file, `PAGES_A_FILE` in each; memory does not grow with their number."""
    numbered = enumerate(certificates, start=1)
    for file in range(1, 1_000_000):
        pages = [_page(each, number, facts, seal) for number, each in islice(numbered, PAGES_A_FILE)]
        if not pages:
            return
        yield f"{file:03}", typeset("certificate.typ", data=_data(facts, pages))


def _page(each: Certificate, number: int, facts: Facts, seal: Seal) -> dict[str, str]:
    serial = f"{facts.figures.slug}/{number:05}"
    record = CertificateRecord(
        serial=serial, contest=facts.figures.slug, name=each.name, unit=each.unit, award=each.award
    )
    return {
        "name": each.name,
        "where": each.unit,
        "award": each.award,
        "achievement": each.achievement,
        "serial": serial,
        "qr": qr_svg(seal.address(record)),
    }


def qr_svg(text: str) -> str:
    """Draw a QR code as SVG."""
    import segno

    memory = io.BytesIO()
    # any mask can be read; trying all eight takes four times as long, and what is signed looks random anyway
    segno.make(text, error="m", micro=False, boost_error=False, mask=_MASK).save(
        memory, kind="svg", border=2, xmldecl=False, svgns=True
    )
    return memory.getvalue().decode()


def _data(facts: Facts, pages: list[dict[str, str]]) -> dict[str, Any]:
    office = facts.office
    signature = office.signers.head.signature()
    return {
        "family": FAMILY,
        "title": title_of(facts.figures),
        "superior": office.superior,
        "agency": office.agency,
        "giver": office.full_name,
        "nation": layout.NATION,
        "motto": layout.MOTTO,
        "motto_rule": width_mm(layout.MOTTO, size=layout.MOTTO_SIZE, bold=True),
        "date": f"{office.place}, ngày       tháng       năm {facts.on.year}",
        "signer_lines": list(signature.lines),
        "signer": signature.name,
        "warning": facts.warning,
        "certificates": pages,
    }
