"""The files that `quizbot people` writes: the roster, and slips with personal codes."""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from quizbot.core.vietnamese import name_key
from quizbot.documents.formats.xlsx import write_xlsx
from quizbot.documents.sheets import Column, Sheet
from quizbot.i18n.formats import moment
from quizbot.roster.slips import by_unit, code_link, slips_page
from quizbot.usecases.people import Slip
from quizbot.usecases.ports import Person, PersonStatus, Unit

_NUMBER = Column(title="STT", kind="whole", width=6)
_CODE = Column(title="Mã nhân sự", width=14)
_NAME = Column(title="Họ và tên", width=30)
_UNIT_CODE = Column(title="Mã đơn vị", width=16)
_UNIT = Column(title="Đơn vị", width=42)
_TITLE = Column(title="Chức vụ", width=24)


def roster_workbook(people: Sequence[Person], units: Sequence[Unit], *, office: str, now: datetime) -> bytes:
    """Write the roster in the form that `people import` reads back."""
    by_id = {unit.id: unit for unit in units}
    order = {unit.id: place for place, unit in enumerate(units)}
    active = [each for each in people if each.status is PersonStatus.ACTIVE]
    active.sort(key=lambda each: (order[each.unit_id], name_key(each.name), each.code))
    rows = [
        (place, each.code, each.name, by_id[each.unit_id].code, by_id[each.unit_id].name, each.title)
        for place, each in enumerate(active, start=1)
    ]
    above = {unit.id: by_id[unit.parent_id].code if unit.parent_id is not None else "" for unit in units}
    heading = ("DANH SÁCH NHÂN SỰ", office, f"Số liệu lúc {moment(now)}")
    return write_xlsx(
        [
            Sheet(
                name="Nhân sự",
                heading=heading,
                columns=(_NUMBER, _CODE, _NAME, _UNIT_CODE, _UNIT, _TITLE),
                rows=tuple(rows),
            ),
            Sheet(
                name="Đơn vị",
                heading=("DANH MỤC ĐƠN VỊ", office),
                columns=(_UNIT_CODE, _UNIT, Column(title="Mã đơn vị cấp trên", width=20)),
                rows=tuple((unit.code, unit.name, above[unit.id]) for unit in units),
            ),
        ]
    )


def slips_workbook(slips: Sequence[Slip], *, office: str, base_url: str) -> bytes:
    """Write slips as a list, for offices that print from their own form."""
    columns = (
        _NUMBER,
        _UNIT,
        _NAME,
        _CODE,
        Column(title="Mã cá nhân", width=16),
        Column(title="Đường dẫn", width=48),
    )
    rows = tuple(
        (place, each.unit, each.name, each.code, each.personal_code, code_link(base_url, each.personal_code))
        for place, each in enumerate(by_unit(slips), start=1)
    )
    heading = ("PHIẾU MÃ CÁ NHÂN", office, "Tệp này chứa mã bí mật: in xong hãy xoá.")
    return write_xlsx([Sheet(name="Mã cá nhân", heading=heading, columns=columns, rows=rows)])


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read.

    Raises:
        FileExistsError, OSError
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)


def write_slips(
    slips: Sequence[Slip], folder: Path, *, stem: str, office: str, base_url: str
) -> tuple[Path, Path]:
    """Write the list and the page to print; gives both paths."""
    book, page = folder / f"{stem}.xlsx", folder / f"{stem}.html"
    write_private(book, slips_workbook(slips, office=office, base_url=base_url))
    write_private(page, slips_page(slips, office=office, base_url=base_url).encode())
    return book, page
