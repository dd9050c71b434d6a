"""From a draft of a row to a question: the kind, the key, and no guess about either."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from quizbot.bank.answers import TRUE_FALSE_OPTIONS
from quizbot.bank.exchange import layout_words as words
from quizbot.bank.exchange.table_cells import Cell
from quizbot.bank.exchange.table_dialects import KINDS, LEVELS, YES
from quizbot.bank.exchange.table_keys import by_letter, read_key, truth
from quizbot.bank.exchange.table_rows import Draft
from quizbot.bank.exchange.values import Found, Gathering, options_of
from quizbot.core.numbers import read_number, write_number
from quizbot.core.question import Option, Response
from quizbot.core.vietnamese import fold, normal

_CHOOSING = ("single", "multiple", "order", "true_false", "choice")
_PAIR = re.compile(r"([A-P])\s*[-–→:=.)]*\s*(1[0-6]|[1-9])(?!\d)", re.I)
_BETWEEN = re.compile(r"[\s,;|]*")
_GROUPED = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_MEND_KEY = "ghi chữ cái của phương án đúng (A, B, ...) vào cột đáp án"


class _CannotTake(Exception):
    """A question cannot be taken: place, what is wrong, how to mend it."""

    def __init__(self, place: str, what: str, fix: str) -> None:
        super().__init__(what)
        self.place, self.what, self.fix = place, what, fix


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What was made of kind and key."""

    kind: str
    key: Response
    options: tuple[Option, ...] = ()
    targets: tuple[Option, ...] = ()
    tolerance: Decimal = Decimal(0)
    told_by: tuple[str, ...]


def judge(draft: Draft, gathering: Gathering, *, unsure: Callable[[Draft], str]) -> None:
    """Add the draft to what was found, or say why it cannot be taken.

    Args:
        draft: one question.
        gathering: takes the outcome.
        unsure: tells why a key written as a number cannot be trusted in this table; "" when it can.
    """
    try:
        if draft.wrong:
            raise _CannotTake(*draft.wrong)
        if not draft.ask:
            raise _CannotTake(draft.place, "câu hỏi không có nội dung", "ghi nội dung câu hỏi")
        answer = _answer(draft, unsure)
        gathering.found.append(_found(draft, answer, gathering))
    except _CannotTake as reason:
        gathering.problem(reason.place, draft.ask, reason.what, reason.fix)


def _answer(draft: Draft, unsure: Callable[[Draft], str]) -> _Answer:
    said = draft.text("kind")
    kind = KINDS.get(fold(said), "") if said else ""
    place = draft.column_place(draft.header.fields.get("kind"))
    if said and not kind:
        known = "một đáp án, nhiều đáp án, đúng sai, điền số, sắp xếp, ghép đôi, trả lời ngắn"
        raise _CannotTake(place, f"loại câu “{said}” không nhập được", f"đổi thành một trong: {known}")
    if (
        kind in _CHOOSING
        and (draft.options or kind == "order")
        and not (kind == "true_false" and not draft.options)
    ):
        return _chosen(draft, kind, unsure)
    if not kind and draft.options:
        return _chosen(draft, kind, unsure)
    if kind == "match":
        return _matched(draft)
    if kind == "prediction":
        return _predicted(draft)
    return _in_words(draft, kind)


def _key_cell(draft: Draft) -> tuple[Cell, str]:
    """Give the one key cell of a question that is answered in words, with its place."""
    if len({cell.text for _, cell in draft.keys}) > 1:
        raise _CannotTake(draft.place, "hai cột đáp án ghi khác nhau", "chỉ giữ một đáp án")
    if not draft.keys:
        column = draft.header.keys[0].column if draft.header.keys else None
        raise _CannotTake(draft.column_place(column), "không có đáp án", _MEND_KEY)
    return draft.keys[0][1], draft.column_place(draft.keys[0][0].column)


def _chosen(draft: Draft, kind: str, unsure: Callable[[Draft], str]) -> _Answer:
    _check_options(draft)
    signals = _signals(draft, kind, unsure)
    if not signals:
        _key_cell(draft)
    if len({letters if kind == "order" else tuple(sorted(letters)) for _, letters in signals}) > 1:
        told = "; ".join(f"{name} chỉ {', '.join(letters)}" for name, letters in signals)
        raise _CannotTake(
            draft.place, f"các dấu hiệu đáp án không khớp nhau: {told}", "sửa để chỉ còn một đáp án"
        )
    letters = signals[0][1]
    place = draft.column_place(draft.keys[0][0].column) if draft.keys else draft.place
    kind = _kind_of(draft, kind, letters, place)
    if kind == "order" and set(letters) != set(draft.options):
        raise _CannotTake(place, "đáp án sắp xếp phải nêu mọi phương án", "ghi đủ thứ tự, ví dụ: C, A, B, D")
    return _Answer(
        kind=kind,
        key=letters if kind == "order" else tuple(sorted(letters)),
        options=options_of(draft.options),
        told_by=tuple(name for name, _ in signals),
    )


def _check_options(draft: Draft) -> None:
    options = draft.options
    if len(options) < 2:
        raise _CannotTake(draft.place, "cần ít nhất hai phương án có nội dung", "ghi nội dung các phương án")
    seen: dict[str, str] = {}
    for letter, text in options.items():
        other = seen.setdefault(normal(text) or text, letter)
        if other != letter:
            column = draft.header.options.get(letter)
            what = f"phương án {other} và {letter} có nội dung giống nhau"
            raise _CannotTake(draft.column_place(column), what, "sửa nội dung một phương án")
    if not draft.header.dialect.exact and list(options) != sorted(options)[: len(options)]:
        draft.doubts.append("các phương án không theo thứ tự chữ cái")
    if not draft.header.dialect.exact and ord(max(options)) - ord("A") >= len(options):
        draft.doubts.append("có phương án để trống ở giữa; đã giữ nguyên chữ cái")


def _signals(draft: Draft, kind: str, unsure: Callable[[Draft], str]) -> list[tuple[str, tuple[str, ...]]]:
    signals: list[tuple[str, tuple[str, ...]]] = []
    for column, cell in draft.keys:
        place = draft.column_place(column.column)
        key = read_key(cell, draft.options, shape=column.shape, first=column.first, ordered=kind == "order")
        if not key.wrong and key.shape == "number" and not column.first_told:
            doubted = unsure(draft)
            if doubted:
                raise _CannotTake(place, doubted, _MEND_KEY)
        if key.wrong:
            raise _CannotTake(place, key.wrong, _MEND_KEY)
        if key.doubt:
            draft.doubts.append(key.doubt)
        name = {"letter": "chữ cái", "number": "số thứ tự", "text": "nội dung", "truth": "đúng/sai"}[
            key.shape
        ]
        signals.append((f"cột đáp án ({name})", key.letters))
    if draft.marked:
        signals.append((draft.mark, tuple(sorted(draft.marked))))
    return signals


def _kind_of(draft: Draft, kind: str, letters: tuple[str, ...], place: str) -> str:
    if kind in ("single", "true_false") and len(letters) > 1:
        what = f"loại câu chỉ cho một đáp án nhưng đáp án nêu {', '.join(letters)}"
        raise _CannotTake(place, what, "sửa đáp án, hoặc đổi loại câu thành “Nhiều đáp án”")
    if kind == "true_false" and len(draft.options) != 2:
        raise _CannotTake(
            draft.place, "câu đúng sai phải có đúng hai phương án", "sửa phương án hoặc loại câu"
        )
    if kind in ("single", "multiple", "order", "true_false"):
        return kind
    if len(letters) > 1 or words.asks_for_many(draft.ask):
        return "multiple"
    return "true_false" if [fold(text) for text in draft.options.values()] == ["dung", "sai"] else "single"


def _matched(draft: Draft) -> _Answer:
    cell, place = _key_cell(draft)
    pairs: list[str] = []
    at = 0
    while at < len(cell.text):
        found = _PAIR.match(cell.text, at)
        if found is None:
            raise _CannotTake(place, f"không hiểu đáp án ghép đôi “{cell.text}”", "ghi theo mẫu: A2, B1, C3")
        pairs.append(found[1].upper() + found[2])
        between = _BETWEEN.match(cell.text, found.end())
        at = between.end() if between else found.end()
    if len(draft.options) < 2 or len(draft.targets) < 2:
        fix = "ghi vế trái ở cột A, B, ... và vế phải ở cột “Vế phải 1”, “Vế phải 2”, ..."
        raise _CannotTake(draft.place, "câu ghép đôi thiếu vế trái hoặc vế phải", fix)
    if sorted(pair[0] for pair in pairs) != sorted(draft.options) or any(
        pair[1:] not in draft.targets for pair in pairs
    ):
        raise _CannotTake(
            place, "đáp án ghép đôi không khớp các vế", "mỗi vế trái ghép với một vế phải có nội dung"
        )
    return _Answer(
        kind="match",
        key=tuple(sorted(pairs)),
        options=options_of(draft.options),
        targets=options_of(draft.targets),
        told_by=("cột đáp án (cặp)",),
    )


def _predicted(draft: Draft) -> _Answer:
    if draft.keys or draft.options:
        raise _CannotTake(
            draft.place, "câu dự đoán không có đáp án và phương án", "để trống đáp án và phương án"
        )
    return _Answer(kind="prediction", key=(), told_by=("loại câu",))


def _in_words(draft: Draft, kind: str) -> _Answer:
    """Take a question without options to choose from: đúng/sai, a number, a few words."""
    if draft.options:
        return _accepted_options(draft, kind)
    cell, place = _key_cell(draft)
    said = truth(cell.text)
    if kind == "true_false" or (not kind and said is not None):
        if said is None:
            raise _CannotTake(place, f"đáp án “{cell.text}” không phải Đúng hay Sai", "ghi Đúng hoặc Sai")
        key = ("A" if said else "B",)
        return _Answer(
            kind="true_false", key=key, options=TRUE_FALSE_OPTIONS, told_by=("cột đáp án (đúng/sai)",)
        )
    if kind in ("choice", "single", "multiple") or (not kind and by_letter(cell.text, {}) is not None):
        raise _CannotTake(
            draft.place, "có đáp án nhưng không thấy phương án nào", "ghi nội dung các phương án"
        )
    number = read_number(cell.text)
    if kind == "number" or (not kind and number is not None):
        if number is None:
            raise _CannotTake(
                place, f"đáp án “{cell.text}” không phải là số", "ghi một số, ví dụ 50 hoặc 12,5"
            )
        if _GROUPED.fullmatch(cell.text):
            draft.doubts.append(f"đáp án “{cell.text}” đã hiểu là {write_number(number)}")
        tolerance = _tolerance(draft)
        return _Answer(
            kind="number", key=(write_number(number),), tolerance=tolerance, told_by=("cột đáp án (số)",)
        )
    accepted = tuple(dict.fromkeys(part.strip() for part in re.split(r"\n|\|", cell.text) if part.strip()))
    return _words(draft, accepted, place, "cột đáp án (chữ)")


def _accepted_options(draft: Draft, kind: str) -> _Answer:
    """Take options as accepted texts, as Wayground's blanks have them."""
    if kind != "short_text" or draft.keys:
        what = "loại câu không có phương án nhưng hàng có phương án"
        raise _CannotTake(draft.place, what, "bỏ phương án, hoặc sửa loại câu")
    return _words(draft, tuple(draft.options.values()), draft.place, "các phương án được chấp nhận")


def _words(draft: Draft, accepted: tuple[str, ...], place: str, told_by: str) -> _Answer:
    if len({normal(text) for text in accepted}) < len(accepted) or not all(fold(text) for text in accepted):
        raise _CannotTake(
            place, "các cách viết được chấp nhận trùng nhau hoặc trống", "mỗi cách viết ghi một dòng"
        )
    if not draft.header.dialect.exact:
        draft.doubts.append("câu trả lời bằng chữ: xem lại các cách viết được chấp nhận")
    return _Answer(kind="short_text", key=accepted, told_by=(told_by,))


def _tolerance(draft: Draft) -> Decimal:
    said = draft.text("tolerance")
    if not said:
        return Decimal(0)
    number = read_number(said)
    if number is None or number < 0:
        place = draft.column_place(draft.header.fields.get("tolerance"))
        raise _CannotTake(place, f"sai số “{said}” không phải là số từ 0", "ghi một số, ví dụ 0,5")
    return number


def _found(draft: Draft, answer: _Answer, gathering: Gathering) -> Found:
    exact = draft.header.dialect.exact
    refers = not exact and any(words.refers_to_others(option.text) for option in answer.options)
    if refers:
        draft.doubts.append("có phương án nhắc đến phương án khác; đã giữ thứ tự")
    if draft.text("image"):
        draft.doubts.append("câu có hình hoặc liên kết; hình không được nhập")
    level = LEVELS.get(fold(draft.text("level")))
    if draft.text("level") and level is None:
        place = draft.column_place(draft.header.fields["level"])
        gathering.remark(place, f"không hiểu mức độ “{draft.text('level')}”, bỏ qua")
    return Found(
        kind=answer.kind,
        ask=draft.ask,
        options=answer.options,
        targets=answer.targets,
        key=answer.key,
        tolerance=answer.tolerance,
        explain=_explained(draft),
        level=level,
        keep_order=refers or fold(draft.text("keep_order")) in (fold(YES), "x", "true", "yes"),
        tags=tuple(tag for part in draft.text("tags").split(",") if (tag := part.strip())),
        name=draft.text("name"),
        place=draft.place,
        key_found=answer.told_by,
        doubts=tuple(draft.doubts),
    )


def _explained(draft: Draft) -> str:
    cell = draft.cell("explain")
    if cell.wrong or cell.doubt:
        draft.doubts.append(f"giải thích: {cell.wrong or cell.doubt}")
    return "" if cell.wrong else cell.text
