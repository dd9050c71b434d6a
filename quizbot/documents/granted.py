"""The register of decisions as a workbook: written, and read for earlier years."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from quizbot.core.commend.grants import BadGrant, Grant, SignedGrant, checked_grant, standing_grants
from quizbot.core.vietnamese import fold, nfc
from quizbot.documents.records import RECORDS, SEARCHED_ROWS, sheets_of
from quizbot.documents.sheets import Cell, Column, Sheet
from quizbot.forms.faults import FormFault, FormFaults, Place, fault
from quizbot.forms.messages import Table
from quizbot.i18n.formats import moment

COLUMNS = (
    Column(title="Số quyết định", width=14),
    Column(title="Ngày ký", kind="date", width=12),
    Column(title="Hình thức", width=16),
    Column(title="Đối tượng", width=10),
    Column(title="Mã", width=10),
    Column(title="Họ và tên, tập thể", width=24),
    Column(title="Đơn vị", width=22),
    Column(title="Thành tích", width=30),
    Column(title="Vòng", width=8),
    Column(title="Số tiền", kind="money", width=15),
    Column(title="Mã cuộc thi", width=14),
    Column(title="Mã hình thức", width=16),
)
BOOK = (
    Column(title="TT", kind="whole", width=7),
    *COLUMNS,
    Column(title="Người ghi", width=16),
    Column(title="Ghi lúc", width=13),
    Column(title="Ghi chú", width=26, optional=True),
)
SUBJECTS = {"person": "Cá nhân", "unit": "Tập thể"}
MESSAGES: Table = {
    **RECORDS,
    "granted.no_header": {
        "vi": ("không thấy bảng có cột “Số quyết định”, “Ngày ký”, “Mã”", "dùng bảng mẫu: quizbot award register --out so.xlsx"),
        "en": ("no table with the columns “Số quyết định”, “Ngày ký”, “Mã”", "use the sheet of: quizbot award register --out so.xlsx"),
    },
    "granted.bad": {
        "vi": ("{sheet}: cột “{column}”: “{given}” không dùng được", "{mend}"),
        "en": ("{sheet}: column “{column}”: “{given}” cannot be used", "{mend}"),
    },
}  # fmt: skip
_FIELDS = {
    "decision": ("so quyet dinh", "so qd", "quyet dinh so"),
    "on": ("ngay ky", "ngay quyet dinh", "ngay"),
    "title": ("hinh thuc", "hinh thuc khen thuong"),
    "subject": ("doi tuong", "phan loai"),
    "code": ("ma", "ma nhan su", "ma don vi", "ma can bo"),
    "name": ("ho va ten tap the", "ho va ten", "ten"),
    "unit": ("don vi", "don vi cong tac"),
    "achievement": ("thanh tich", "noi dung khen thuong", "ly do"),
    "rounds": ("vong",),
    "amount": ("so tien", "muc tien", "tien thuong"),
    "contest": ("ma cuoc thi",),
    "award": ("ma hinh thuc",),
}
_FIELD = {name: what for what, names in _FIELDS.items() for name in names}
_NEEDED = ("decision", "on", "title", "code", "name", "achievement")


def register_sheets(
    register: Sequence[SignedGrant], signers: Mapping[str, str] = MappingProxyType({})
) -> tuple[Sheet, ...]:
    """Lay the register out: the lines that hold, by day; and every line ever written, if any was taken back.

    Args:
        signers: names of those who wrote, by what the register keeps of them.
    """
    held = standing_grants(register)
    total = sum(each.grant.amount for each in held)
    made = [
        Sheet(
            name="Sổ quyết định",
            heading=("SỔ QUYẾT ĐỊNH KHEN THƯỞNG",),
            columns=BOOK,
            rows=tuple(_row(each, signers) for each in held),
            notes=(
                f"Có {len(held)} dòng; tổng số tiền {total:,} đồng.".replace(",", "."),
                "TT là số của dòng trong sổ; dòng đã ghi không sửa được, ghi sai thì rút và ghi lại.",
            ),
        )
    ]
    if len(held) != len(register):
        made.append(
            Sheet(
                name="Toàn bộ các lần ghi",
                heading=("MỌI DÒNG ĐÃ GHI, KỂ CẢ DÒNG ĐÃ RÚT",),
                columns=BOOK,
                rows=tuple(_row(each, signers) for each in register),
            )
        )
    return tuple(made)


def _row(each: SignedGrant, signers: Mapping[str, str]) -> tuple[Cell, ...]:
    grant = each.grant
    return (
        each.number,
        grant.decision,
        grant.on,
        grant.title,
        SUBJECTS[grant.subject],
        grant.code,
        grant.name,
        grant.unit,
        grant.achievement,
        grant.rounds,
        grant.amount,
        grant.contest,
        grant.award,
        signers.get(each.by, each.by),
        moment(each.at),
        f"Rút dòng {each.takes_back}. Lý do: {each.reason}" if each.takes_back is not None else "",
    )


def read_grants(path: Path) -> tuple[Grant, ...]:
    """Read lines of earlier decisions from the first sheet that has them.

    Raises:
        FormFaults: every cell that is not understood, with row and column.
    """
    for name, rows in sheets_of(path):
        for top, row in enumerate(rows[:SEARCHED_ROWS]):
            columns: dict[str, int] = {}
            for number, cell in enumerate(row):
                what = _FIELD.get(fold(re.sub(r"\(.*?\)", " ", str(cell))))
                if what:
                    columns.setdefault(what, number)
            if {"decision", "on", "code"} <= set(columns):
                reader = _Reader(path.name, name, columns)
                made = [reader.line(n, cells) for n, cells in enumerate(rows[top + 1 :], start=top + 2)]
                if reader.faults:
                    raise FormFaults(reader.faults)
                return tuple(each for each in made if each is not None)
    raise FormFaults(
        [fault(file=path.name, place=Place(1, 1), code="granted.no_header", facts={}, table=MESSAGES)]
    )


class _Reader:
    def __init__(self, file: str, sheet: str, columns: Mapping[str, int]) -> None:
        self.file, self.name, self.columns = file, sheet, columns
        self.faults: list[FormFault] = []

    def line(self, row: int, cells: Sequence[Any]) -> Grant | None:
        def at(what: str) -> Any:
            number = self.columns.get(what)
            return "" if number is None or number >= len(cells) else cells[number]

        def read(what: str, how: Callable[[Any], Any], mend: str) -> Any:
            try:
                return how(at(what))
            except ValueError:
                self.say(row, what, at(what), mend)
                return None

        # notes below a table, and lines of sums, have neither a code nor a number of a decision
        if not _text(at("code")) and not (_text(at("decision")) and _text(at("name"))):
            return None
        before = len(self.faults)
        for what in _NEEDED:
            if not _text(at(what)):
                self.say(row, what, "", "điền ô này")
        on = read("on", _day, "ghi ngày dạng 20/11/2025")
        subject = read("subject", _subject, "ghi Cá nhân hoặc Tập thể")
        amount = read("amount", _amount, "ghi số tiền bằng đồng, chỉ chữ số")
        if len(self.faults) > before:
            return None
        title = _text(at("title"))
        made = Grant(
            decision=_text(at("decision")),
            on=on,
            form=fold(title).replace(" ", "-"),
            title=title,
            subject=subject,
            code=_text(at("code")),
            name=_text(at("name")),
            unit=_text(at("unit")),
            achievement=_text(at("achievement")),
            rounds=_text(at("rounds")),
            amount=amount,
            contest=_text(at("contest")),
            award=_text(at("award")),
        )
        try:
            return checked_grant(made)
        except BadGrant as refusal:
            self.say(row, str(refusal.facts["field"]), refusal.facts["value"], "rút ngắn hoặc sửa ô này")
            return None

    def say(self, row: int, what: str, given: object, mend: str) -> None:
        self.faults.append(
            fault(
                file=self.file,
                place=Place(row, self.columns.get(what, 0) + 1),
                code="granted.bad",
                facts={
                    "sheet": self.name,
                    "column": _FIELDS.get(what, (what,))[0],
                    "given": _text(given),
                    "mend": mend,
                },
                table=MESSAGES,
            )
        )


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return nfc(" ".join(str(cell).split()))


def _day(cell: Any) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = _text(cell)
    if not text:
        return None
    if re.fullmatch(r"\d{5}", text):
        return date(1899, 12, 30) + timedelta(days=int(text))
    found = re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", text)
    return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text)


def _subject(cell: Any) -> str:
    text = fold(_text(cell))
    if text in ("", "ca nhan", "person"):
        return "person"
    if text in ("tap the", "don vi", "unit"):
        return "unit"
    raise ValueError(text)


def _amount(cell: Any) -> int:
    text = re.sub(r"[.\s]|đ(ồng)?$", "", _text(cell))
    if not text:
        return 0
    if not text.isascii() or not text.isdigit():
        raise ValueError(text)
    return int(text)
