"""From a draft of a row to a question: the kind, the key, and no guess about either."""

from collections import Counter
from collections.abc import Callable

from quizbot.bank.exchange.paper import words
from quizbot.bank.exchange.tables.answers import (
    MEND_KEY,
    Answer,
    CannotTake,
    in_words,
    key_cell,
    matched,
    predicted,
)
from quizbot.bank.exchange.tables.cells import short
from quizbot.bank.exchange.tables.dialects import KINDS, LEVELS, YES
from quizbot.bank.exchange.tables.draft import Draft
from quizbot.bank.exchange.tables.keys import Key, read_key
from quizbot.bank.exchange.values import Found, Gathering, options_of
from quizbot.core.vietnamese import fold, normal

Unsure = Callable[[Draft, Key], str]
_CHOOSING = ("single", "multiple", "order", "true_false", "choice")


def judge(draft: Draft, gathering: Gathering, *, unsure: Unsure) -> None:
    """Add the draft to what was found, or say why it cannot be taken.

    Args:
        draft: one question.
        gathering: takes the outcome.
        unsure: tells why a key that is a number cannot be trusted in this table; "" when it can.
    """
    try:
        if draft.wrong:
            raise CannotTake(*draft.wrong)
        if not draft.ask:
            raise CannotTake(draft.place, "câu hỏi không có nội dung", "ghi nội dung câu hỏi")
        found = _found(draft, _answer(draft, unsure), gathering)
        if draft.wrong:
            raise CannotTake(*draft.wrong)
        gathering.found.append(found)
    except CannotTake as reason:
        gathering.problem(reason.place, draft.ask, reason.what, reason.fix)


def _answer(draft: Draft, unsure: Unsure) -> Answer:
    said = draft.text("kind")
    kind = KINDS.get(fold(said), "") if said else ""
    place = draft.column_place(draft.header.fields.get("kind"))
    if said and not kind:
        known = "một đáp án, nhiều đáp án, đúng sai, điền số, sắp xếp, ghép đôi, trả lời ngắn"
        raise CannotTake(place, f"loại câu “{short(said)}” không nhập được", f"đổi thành một trong: {known}")
    if (
        kind in _CHOOSING
        and (draft.options or kind == "order")
        and not (kind == "true_false" and not draft.options)
    ):
        return _chosen(draft, kind, unsure)
    if not kind and draft.options:
        return _chosen(draft, kind, unsure)
    if kind == "match":
        return matched(draft)
    if kind == "prediction":
        return predicted(draft)
    return in_words(draft, kind)


def _chosen(draft: Draft, kind: str, unsure: Unsure) -> Answer:
    _check_options(draft)
    signals = _signals(draft, kind, unsure)
    if not signals:
        key_cell(draft)
    if len({letters if kind == "order" else tuple(sorted(letters)) for _, letters in signals}) > 1:
        told = "; ".join(f"{name} chỉ {', '.join(letters)}" for name, letters in signals)
        raise CannotTake(
            draft.place, f"các dấu hiệu đáp án không khớp nhau: {told}", "sửa để chỉ còn một đáp án"
        )
    letters = signals[0][1]
    place = draft.column_place(draft.keys[0][0].column) if draft.keys else draft.place
    kind = _kind_of(draft, kind, letters, place)
    if kind == "order" and set(letters) != set(draft.options):
        raise CannotTake(place, "đáp án sắp xếp phải nêu mọi phương án", "ghi đủ thứ tự, ví dụ: C, A, B, D")
    return Answer(
        kind=kind,
        key=letters if kind == "order" else tuple(sorted(letters)),
        options=options_of(draft.options),
        told_by=tuple(name for name, _ in signals),
    )


def _check_options(draft: Draft) -> None:
    options = draft.options
    if len(options) < 2:
        raise CannotTake(draft.place, "cần ít nhất hai phương án có nội dung", "ghi nội dung các phương án")
    seen: dict[str, str] = {}
    for letter, text in options.items():
        other = seen.setdefault(normal(text) or text, letter)
        if other != letter:
            column = draft.header.options.get(letter)
            what = f"phương án {other} và {letter} có nội dung giống nhau"
            raise CannotTake(draft.column_place(column), what, "sửa nội dung một phương án")
    if not draft.header.dialect.exact and list(options) != sorted(options)[: len(options)]:
        draft.doubts.append("các phương án không theo thứ tự chữ cái")
    if not draft.header.dialect.exact and ord(max(options)) - ord("A") >= len(options):
        draft.doubts.append("có phương án để trống ở giữa; đã giữ nguyên chữ cái")


def _signals(draft: Draft, kind: str, unsure: Unsure) -> list[tuple[str, tuple[str, ...]]]:
    signals: list[tuple[str, tuple[str, ...]]] = []
    for column, cell in draft.keys:
        place = draft.column_place(column.column)
        key = read_key(cell, draft.options, shape=column.shape, first=column.first, ordered=kind == "order")
        if not key.wrong and not column.first_told:
            doubted = unsure(draft, key)
            if doubted:
                raise CannotTake(place, doubted, MEND_KEY)
        if key.wrong:
            raise CannotTake(place, f"{key.wrong} ({cell.doubt})" if cell.doubt else key.wrong, MEND_KEY)
        if key.doubt:
            draft.doubts.append(key.doubt)
        name = {"letter": "chữ cái", "number": "số thứ tự", "text": "nội dung", "truth": "đúng/sai"}[
            key.shape
        ]
        signals.append((f"cột đáp án ({name})", key.letters))
    if draft.marked:
        signals.append((draft.mark, tuple(sorted(draft.marked))))
    apart = _apart(draft)
    if apart and signals and apart not in signals[0][1] and not draft.header.dialect.exact:
        signals.append(("ô có màu hoặc kiểu chữ khác hẳn", (apart,)))
    return signals


def _apart(draft: Draft) -> str:
    """Give the letter of the one option whose cell looks different from all others, "" when there is none."""
    columns = {
        letter: draft.header.options[letter] for letter in draft.options if letter in draft.header.options
    }
    faces = {
        letter: draft.table.faces[draft.row, column]
        for letter, column in columns.items()
        if (draft.row, column) in draft.table.faces
    }
    counts = Counter(faces.values())
    alone = [letter for letter, face in faces.items() if counts[face] == 1]
    return alone[0] if len(faces) > 2 and len(counts) == 2 and len(alone) == 1 else ""


def _kind_of(draft: Draft, kind: str, letters: tuple[str, ...], place: str) -> str:
    if kind in ("single", "true_false") and len(letters) > 1:
        what = f"loại câu chỉ cho một đáp án nhưng đáp án nêu {', '.join(letters)}"
        raise CannotTake(place, what, "sửa đáp án, hoặc đổi loại câu thành “Nhiều đáp án”")
    if kind == "true_false" and len(draft.options) != 2:
        raise CannotTake(
            draft.place, "câu đúng sai phải có đúng hai phương án", "sửa phương án hoặc loại câu"
        )
    if kind in ("single", "multiple", "order", "true_false"):
        return kind
    if len(letters) > 1 or words.asks_for_many(draft.ask):
        return "multiple"
    return "true_false" if [fold(text) for text in draft.options.values()] == ["dung", "sai"] else "single"


def _found(draft: Draft, answer: Answer, gathering: Gathering) -> Found:
    exact = draft.header.dialect.exact
    refers = not exact and words.bound_together(answer.options)
    if refers:
        draft.doubts.append("có phương án nhắc đến phương án khác; đã giữ thứ tự")
    if draft.text("image"):
        draft.doubts.append("câu có hình hoặc liên kết; hình không được nhập")
    level = LEVELS.get(fold(draft.text("level")))
    if draft.text("level") and level is None:
        place = draft.column_place(draft.header.fields["level"])
        gathering.remark(place, f"không hiểu mức độ “{short(draft.text('level'))}”, bỏ qua")
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
