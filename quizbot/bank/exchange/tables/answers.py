"""Answers that are not chosen from options: pairs, numbers, words, đúng or sai."""

import re
from dataclasses import dataclass
from decimal import Decimal

from quizbot.bank.answers import TRUE_FALSE_OPTIONS
from quizbot.bank.exchange.tables.cells import Cell, short
from quizbot.bank.exchange.tables.draft import Draft
from quizbot.bank.exchange.tables.keys import by_letter, truth
from quizbot.bank.exchange.values import options_of
from quizbot.core.numbers import read_number, write_number
from quizbot.core.question import Option, Response
from quizbot.core.vietnamese import fold, normal

_PAIR = re.compile(r"([A-P])\s*[-–→:=.)]*\s*(1[0-6]|[1-9])(?!\d)", re.I)
_BETWEEN = re.compile(r"[\s,;|]*")
_GROUPED = re.compile(r"[1-9]\d{0,2}\.\d{3}")
# characters; a typed answer is no longer
MOST_TYPED = 300
MEND_KEY = "ghi chữ cái của phương án đúng (A, B, ...) vào cột đáp án"


class CannotTake(Exception):
    """A question cannot be taken: place, what is wrong, how to mend it."""

    def __init__(self, place: str, what: str, fix: str) -> None:
        super().__init__(what)
        self.place, self.what, self.fix = place, what, fix


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was made of kind and key."""

    kind: str
    key: Response
    options: tuple[Option, ...] = ()
    targets: tuple[Option, ...] = ()
    tolerance: Decimal = Decimal(0)
    told_by: tuple[str, ...]


def key_cell(draft: Draft) -> tuple[Cell, str]:
    """Give the one key cell of a question that is answered in words, with its place.

    Raises:
        CannotTake
    """
    if len({cell.text for _, cell in draft.keys}) > 1:
        raise CannotTake(draft.place, "hai cột đáp án ghi khác nhau", "chỉ giữ một đáp án")
    if not draft.keys:
        column = draft.header.keys[0].column if draft.header.keys else None
        raise CannotTake(draft.column_place(column), "không có đáp án", MEND_KEY)
    return draft.keys[0][1], draft.column_place(draft.keys[0][0].column)


def matched(draft: Draft) -> Answer:
    """Take a question whose options are paired with targets.

    Raises:
        CannotTake
    """
    cell, place = key_cell(draft)
    pairs: list[str] = []
    at = 0
    while at < len(cell.text):
        found = _PAIR.match(cell.text, at)
        if found is None:
            raise CannotTake(
                place, f"không hiểu đáp án ghép đôi “{short(cell.text)}”", "ghi theo mẫu: A2, B1, C3"
            )
        pairs.append(found[1].upper() + found[2])
        between = _BETWEEN.match(cell.text, found.end())
        at = between.end() if between else found.end()
    if len(draft.options) < 2 or len(draft.targets) < 2:
        fix = "ghi vế trái ở cột A, B, ... và vế phải ở cột “Vế phải 1”, “Vế phải 2”, ..."
        raise CannotTake(draft.place, "câu ghép đôi thiếu vế trái hoặc vế phải", fix)
    if sorted(pair[0] for pair in pairs) != sorted(draft.options) or any(
        pair[1:] not in draft.targets for pair in pairs
    ):
        raise CannotTake(
            place, "đáp án ghép đôi không khớp các vế", "mỗi vế trái ghép với một vế phải có nội dung"
        )
    return Answer(
        kind="match",
        key=tuple(sorted(pairs)),
        options=options_of(draft.options),
        targets=options_of(draft.targets),
        told_by=("cột đáp án (cặp)",),
    )


def predicted(draft: Draft) -> Answer:
    """Take a question without a key.

    Raises:
        CannotTake
    """
    if draft.keys or draft.options:
        raise CannotTake(
            draft.place, "câu dự đoán không có đáp án và phương án", "để trống đáp án và phương án"
        )
    return Answer(kind="prediction", key=(), told_by=("loại câu",))


def in_words(draft: Draft, kind: str) -> Answer:
    """Take a question without options to choose from: đúng/sai, a number, a few words.

    Raises:
        CannotTake
    """
    if draft.options:
        return _accepted_options(draft, kind)
    cell, place = key_cell(draft)
    said = truth(cell.text)
    if kind == "true_false" or (not kind and said is not None):
        if said is None:
            raise CannotTake(
                place, f"đáp án “{short(cell.text)}” không phải Đúng hay Sai", "ghi Đúng hoặc Sai"
            )
        key = ("A" if said else "B",)
        return Answer(
            kind="true_false", key=key, options=TRUE_FALSE_OPTIONS, told_by=("cột đáp án (đúng/sai)",)
        )
    if kind in ("choice", "single", "multiple") or (not kind and by_letter(cell.text, {}) is not None):
        raise CannotTake(
            draft.place, "có đáp án nhưng không thấy phương án nào", "ghi nội dung các phương án"
        )
    number = read_number(cell.text)
    if kind == "number" or (not kind and number is not None):
        if number is None:
            raise CannotTake(
                place, f"đáp án “{short(cell.text)}” không phải là số", "ghi một số, ví dụ 50 hoặc 12,5"
            )
        if _GROUPED.fullmatch(cell.text):
            draft.doubts.append(f"đáp án “{short(cell.text)}” đã hiểu là {write_number(number)}")
        tolerance = _tolerance(draft)
        return Answer(
            kind="number", key=(write_number(number),), tolerance=tolerance, told_by=("cột đáp án (số)",)
        )
    accepted = tuple(dict.fromkeys(part.strip() for part in re.split(r"\n|\|", cell.text) if part.strip()))
    return _words(draft, accepted, place, "cột đáp án (chữ)")


def _accepted_options(draft: Draft, kind: str) -> Answer:
    """Take options as accepted texts, as Wayground's blanks have them."""
    if kind != "short_text" or draft.keys:
        what = "loại câu không có phương án nhưng hàng có phương án"
        raise CannotTake(draft.place, what, "bỏ phương án, hoặc sửa loại câu")
    return _words(draft, tuple(draft.options.values()), draft.place, "các phương án được chấp nhận")


def _words(draft: Draft, accepted: tuple[str, ...], place: str, told_by: str) -> Answer:
    if len({normal(text) for text in accepted}) < len(accepted) or not all(fold(text) for text in accepted):
        raise CannotTake(
            place, "các cách viết được chấp nhận trùng nhau hoặc trống", "mỗi cách viết ghi một dòng"
        )
    if any(len(text) > MOST_TYPED for text in accepted) and not draft.header.dialect.exact:
        what = f"đáp án dài hơn {MOST_TYPED} ký tự, không ai gõ được"
        raise CannotTake(place, what, "ghi các phương án để chọn, hoặc một đáp án ngắn")
    if not draft.header.dialect.exact:
        draft.doubts.append("câu trả lời bằng chữ: xem lại các cách viết được chấp nhận")
    return Answer(kind="short_text", key=accepted, told_by=(told_by,))


def _tolerance(draft: Draft) -> Decimal:
    said = draft.text("tolerance")
    if not said:
        return Decimal(0)
    number = read_number(said)
    if number is None or number < 0:
        place = draft.column_place(draft.header.fields.get("tolerance"))
        raise CannotTake(place, f"sai số “{short(said)}” không phải là số từ 0", "ghi một số, ví dụ 0,5")
    return number
