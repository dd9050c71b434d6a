"""Giấy khen on the office's own printed blank: only the words, where the blank has room for them."""

from collections.abc import Sequence
from typing import Any

from quizbot.documents.facts import AwardLine, Facts, list_order
from quizbot.documents.formats.typesetting import typeset
from quizbot.documents.metrics import FAMILY
from quizbot.documents.office import BlankForm
from quizbot.documents.wording import title_of

LABELS = {
    "kind": "Cách gọi",
    "name": "Họ tên, tập thể",
    "title": "Chức vụ",
    "unit": "Đơn vị",
    "achievement": "Thành tích",
    "decision": "Số quyết định",
    "date": "Ngày tháng",
    "signer_title": "Chức vụ người ký",
    "signer": "Họ tên người ký",
    "book": "Số vào sổ",
}


def overprint_pdf(facts: Facts) -> bytes:
    """Print one page for each award with a Giấy khen or Bằng khen; numbers and dates are left to write."""
    pages = [_page(facts, each) for each in printed(facts)]
    return typeset("blank.typ", data=_data(facts.office.blank, pages=pages, warning=facts.warning))


def calibration_pdf(blank: BlankForm) -> bytes:
    """Print rulers and the frame of every field: laid over a blank it shows by how much the printer is off."""
    return typeset("blank.typ", data=_data(blank, pages=[], warning="", calibration=True))


def printed(facts: Facts) -> tuple[AwardLine, ...]:
    """List what is printed on blanks: who is proposed for certain, collectives first."""
    people = facts.lines("person", ties=False)
    by_unit = facts.office.blank.order == "unit"
    people = tuple(
        sorted(people, key=lambda each: (each.nominee.unit if by_unit else "", list_order(each.nominee)))
    )
    lines = (*facts.lines("unit", ties=False), *people)
    return tuple(each for each in lines if each.award.plan.form != "bieu-duong")


def _page(facts: Facts, line: AwardLine) -> dict[str, str]:
    nominee, office = line.nominee, facts.office
    record = nominee.person
    signature = office.signers.head.signature()
    before = (record.form_of_address if record else "") or (
        {True: "Bà", False: "Ông", None: ""}[record.woman if record else None]
        if office.address == "Ông/Bà"
        else "Đồng chí"
    )
    name = nominee.name if nominee.subject == "unit" or not before else f"{before} {nominee.name}"
    values = {
        "kind": "Tập thể" if nominee.subject == "unit" else "Cá nhân",
        "name": name,
        "title": record.title if record else "",
        "unit": nominee.unit,
        "achievement": f"Đã có thành tích trong {title_of(facts.figures)}. {line.achievement}",
        "decision": f"Quyết định số:            /QĐ-{office.mark}",
        "book": "Số vào sổ: ....................",
        "date": f"{office.place}, ngày       tháng       năm {facts.on.year}",
        "signer_title": "\n".join(signature.lines),
        "signer": signature.name,
    }
    return {name: values[name] for name in office.blank.fields if values[name]}


def _data(
    blank: BlankForm, *, pages: Sequence[dict[str, str]], warning: str, calibration: bool = False
) -> dict[str, Any]:
    return {
        "family": FAMILY,
        "width": float(blank.width),
        "height": float(blank.height),
        "shift_x": float(blank.shift_x),
        "shift_y": float(blank.shift_y),
        "fields": {
            name: {
                "x": float(each.x),
                "y": float(each.y),
                "width": float(each.width),
                "size": float(each.size),
                "align": each.align,
                "bold": each.bold,
                "italic": each.italic,
                "label": LABELS[name],
            }
            for name, each in blank.fields.items()
        },
        "pages": list(pages),
        "warning": warning,
        "calibration": calibration,
    }
