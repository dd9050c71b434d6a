"""From a draft to a question: every signal of the key is heard, and all must agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from quizbot.bank.exchange.paper import words
from quizbot.bank.exchange.values import LETTERS, Found, Gathering
from quizbot.core.numbers import read_number, write_number
from quizbot.core.question import Option, Response
from quizbot.core.vietnamese import fold, normal

if TYPE_CHECKING:
    from quizbot.bank.exchange.paper.layout import Draft, DraftOption
    from quizbot.bank.exchange.paper.lines import Line

_MOSTLY = 0.6
_WHOLLY = 0.9
_SOME = 0.1
_LOOKS = ("đậm", "nghiêng", "gạch chân", "màu chữ", "tô nền")
Signal = tuple[str, frozenset[str]]


def judge(draft: Draft, table: Mapping[int, tuple[str, ...]], gathering: Gathering) -> None:
    """Add the draft to what was found, or say why it cannot be taken."""
    about = draft.about()

    def refuse(what: str, fix: str) -> None:
        gathering.problem(draft.place, about or f"Câu {draft.number}", what, fix)

    if not about:
        refuse("câu hỏi không có nội dung", "viết nội dung sau “Câu …:”")
        return
    if not draft.options:
        _without_options(draft, table, gathering, refuse)
        return
    labels = [option.letter for option in draft.options]
    if len(set(labels)) < len(labels):
        repeated = next(label for label in labels if labels.count(label) > 1)
        refuse(f"hai phương án cùng mang chữ {repeated}", "sửa lại chữ cái đầu các phương án")
        return
    if len(labels) < 2:
        refuse("chỉ thấy một phương án", "mỗi phương án bắt đầu bằng A., B., C., ...")
        return
    empty = [option.letter for option in draft.options if not option.text()]
    if empty:
        refuse(f"phương án {empty[0]} không có nội dung", "viết nội dung phương án, hoặc bỏ chữ cái thừa")
        return
    stray = [option.letter for option in draft.options if words.STRAY_LABEL.search(option.text())]
    if stray:
        refuse(
            f"trong phương án {stray[0]} có vẻ còn một phương án khác",
            "viết mỗi phương án trên một dòng, chữ cái theo thứ tự A, B, C, D",
        )
        return
    signals, doubts, wrong = _signals(draft, table)
    if wrong:
        refuse(wrong, "ghi “Đáp án: ” rồi chữ cái của phương án đúng")
        return
    if not signals:
        refuse("không thấy đáp án", "tô đậm hoặc gạch chân phương án đúng, hoặc thêm dòng “Đáp án: B”")
        return
    if len({chosen for _, chosen in signals}) > 1:
        told = "; ".join(f"{name} chỉ {', '.join(sorted(chosen))}" for name, chosen in signals)
        refuse(f"các dấu hiệu đáp án không khớp nhau: {told}", "sửa để chỉ còn một đáp án")
        return
    _take(draft, signals, doubts, gathering, refuse)


def _take(
    draft: Draft, signals: Sequence[Signal], doubts: list[str], gathering: Gathering, refuse: _Refuse
) -> None:
    names = tuple(dict.fromkeys(name for name, _ in signals))
    chosen = signals[0][1]
    many = words.asks_for_many(draft.about())
    told = "Đáp án:" in names or "bảng đáp án" in names
    if len(chosen) > 1 and not many and not told:
        listed = ", ".join(sorted(chosen))
        refuse(
            f"nhiều phương án được đánh dấu ({listed}) nhưng câu không nói chọn nhiều phương án",
            "thêm “(Chọn các phương án đúng.)” vào câu hỏi, hoặc thêm dòng “Đáp án: …”",
        )
        return
    if len(chosen) > 1 and not many:
        doubts.append("đáp án có nhiều phương án, nhưng câu hỏi không nói chọn nhiều phương án")
    # a table may hold them column by column
    draft.options.sort(key=lambda option: option.letter)
    order = [option.letter for option in draft.options]
    if order != list(LETTERS[: len(order)]):
        doubts.append("chữ cái các phương án không liền nhau; đã giữ nguyên")
    options = tuple(Option(key=option.letter, text=option.text()) for option in draft.options)
    keep = words.bound_together(options)
    if keep:
        doubts.append("có phương án nhắc đến phương án khác; đã giữ thứ tự")
    if len({normal(option.text()) for option in draft.options}) < len(order):
        refuse("hai phương án có nội dung giống nhau", "sửa nội dung phương án")
        return
    kind = "multiple" if len(chosen) > 1 or many else "single"
    if [fold(option.text) for option in options] == ["dung", "sai"] and len(chosen) == 1:
        kind = "true_false"
    gathering.found.append(
        Found(
            kind=kind,
            ask=draft.about(),
            options=options,
            key=tuple(sorted(chosen)),
            explain=" ".join(draft.explain),
            keep_order=keep,
            place=draft.place,
            key_found=names,
            doubts=tuple(doubts),
        )
    )


class _Refuse(Protocol):
    """Says why a question is not taken, and how to mend it."""

    def __call__(self, what: str, fix: str) -> None: ...


def _signals(draft: Draft, table: Mapping[int, tuple[str, ...]]) -> tuple[list[Signal], list[str], str]:
    """Give every signal with what it points at, doubts, and why a signal in words cannot be read."""
    found: list[Signal] = []
    doubts: list[str] = []
    for look in _LOOKS:
        marked, partly = _marked(draft.options, look)
        if marked:
            found.append((look, marked))
        if partly:
            rest = [letter for letter in partly if letter not in marked]
            if rest:
                doubts.append(f"phương án {', '.join(rest)} chỉ {look} một phần; không tính là đáp án")
            if len(rest) < len(partly):
                doubts.append(f"đáp án chỉ {look} một phần; xem lại có phải chữ nhấn mạnh không")
    signed = frozenset(option.letter for option in draft.options if option.signs)
    if len(signed) == len(draft.options):
        return [], [], "mọi phương án đều được đánh dấu đúng"
    wrong = frozenset(option.letter for option in draft.options if option.wrong)
    if wrong:
        found.append(("(sai)", frozenset(option.letter for option in draft.options) - wrong))
    if signed:
        signs = {sign for option in draft.options for sign in option.signs}
        found.append((" ".join(sorted(signs)), signed))
    for text in draft.key_words:
        chosen = _named(text, draft.options)
        if not chosen:
            return [], [], f"dòng đáp án “{text}” không chỉ ra phương án nào"
        found.append(("Đáp án:", chosen))
    if draft.number in table and draft.twin:
        return [], [], f"có nhiều câu cùng số {draft.number}, không rõ bảng đáp án nói về câu nào"
    if draft.number in table:
        chosen = frozenset(table[draft.number])
        letters = {option.letter for option in draft.options}
        if not chosen or not chosen <= letters:
            return [], [], f"bảng đáp án không chỉ ra phương án nào có ở câu {draft.number}"
        found.append(("bảng đáp án", chosen))
    return found, doubts, ""


def _marked(options: Sequence[DraftOption], look: str) -> tuple[frozenset[str], list[str]]:
    """Tell which options a look marks: some, not all; by their text, else by their letter alone."""
    letters = [option.letter for option in options]
    shares = {option.letter: _text_share(option, look) for option in options}
    by_text = frozenset(letter for letter in letters if shares[letter] >= _MOSTLY)
    by_label = frozenset(option.letter for option in options if _wears(option.label, look))
    partly = [letter for letter in letters if _SOME <= shares[letter] < _MOSTLY]
    unsure = [letter for letter in letters if _MOSTLY <= shares[letter] < _WHOLLY]
    for marked in (by_text, by_label):
        if marked and len(marked) < len(letters):
            more = unsure if marked == by_text else []
            return marked, [*(letter for letter in partly if letter not in marked), *more]
    return frozenset(), [] if len(partly) == len(letters) else partly


def _wears(label: Line, look: str) -> bool:
    """Tell whether the letter of a label has a look, whatever the sign behind it has."""
    letters = [at for at, sign in enumerate(label.text) if sign.isalnum()]
    return bool(letters) and all(label.share(look, at, at + 1) for at in letters)


def _text_share(option: DraftOption, look: str) -> float:
    total = sum(len(line.text) for line in option.lines)
    return sum(line.share(look, 0, len(line.text)) * len(line.text) for line in option.lines) / total


def _named(text: str, options: Sequence[DraftOption]) -> frozenset[str]:
    """Understand the words after "Đáp án:": letters, a number for the option's place, or its text."""
    known = [option.letter for option in options]
    for piece in (text, text.split(".")[0], text.split(":")[0], text.split(")")[0]):
        chosen = words.letters(piece)
        if chosen and set(chosen) <= set(known):
            rest = text[len(piece) :].strip(" .:)")
            named = next((option for option in options if option.letter == chosen[0]), None)
            if rest and named is not None and normal(rest) != normal(named.text()) and len(chosen) == 1:
                return frozenset() if _by_text(rest, options) else frozenset(chosen)
            return frozenset(chosen)
    if text.strip(" .").isdigit() and 1 <= int(text.strip(" .")) <= len(known):
        texts = {normal(option.text()) for option in options}
        return frozenset() if normal(text) in texts else frozenset({known[int(text.strip(" .")) - 1]})
    return _by_text(text, options)


def _by_text(text: str, options: Sequence[DraftOption]) -> frozenset[str]:
    same = [option.letter for option in options if normal(option.text()) == normal(text)]
    return frozenset(same) if len(same) == 1 else frozenset()


def _without_options(
    draft: Draft, table: Mapping[int, tuple[str, ...]], gathering: Gathering, refuse: _Refuse
) -> None:
    """Take a question that is answered in words: đúng/sai, a number, a short text."""
    if len(set(draft.key_words)) != 1:
        refuse(
            "không thấy phương án nào" if not draft.key_words else "hai dòng đáp án khác nhau",
            "mỗi phương án bắt đầu bằng A., B., ...; câu điền từ hoặc điền số cần một dòng “Đáp án: …”",
        )
        return
    text = draft.key_words[0]
    number = read_number(text)
    kind, key, options = "short_text", (text,), ()
    made: tuple[Option, ...] = options
    if fold(text) in ("dung", "sai"):
        kind, made = "true_false", (Option(key="A", text="Đúng"), Option(key="B", text="Sai"))
        key = ("A" if fold(text) == "dung" else "B",)
    elif words.letters(text) or draft.number in table:
        refuse(
            "có đáp án bằng chữ cái nhưng không thấy phương án nào",
            "viết các phương án A., B., ... dưới câu hỏi",
        )
        return
    elif number is not None:
        kind, key = "number", (write_number(number),)
    response: Response = (
        key if kind != "short_text" else tuple(part.strip() for part in text.split(" / ") if part.strip())
    )
    gathering.found.append(
        Found(
            kind=kind, ask=draft.about(), options=made, key=response, explain=" ".join(draft.explain),
            place=draft.place, key_found=("Đáp án:",),
            doubts=("câu trả lời bằng chữ: xem lại các cách viết được chấp nhận",) if kind == "short_text" else (),
        )
    )  # fmt: skip
