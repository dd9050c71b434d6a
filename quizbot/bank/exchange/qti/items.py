"""One assessment item of QTI 2.x or 3.0, read by the names both versions share.

Source: 1EdTech, "QTI 2.1 Assessment Test, Section and Item Information Model" and "QTI 3.0 Implementation
Guide", read 2026-11. Taken: choice, inline choice, order, match and text entry with a right response.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from xml.etree.ElementTree import Element

from quizbot.bank.exchange.admitting import admit, lettered
from quizbot.bank.exchange.machine_numbers import machine_number
from quizbot.bank.exchange.qti.scores import Right, mapped, right_of, tolerance_of
from quizbot.bank.exchange.qti.texts import GAP, Words
from quizbot.bank.exchange.values import Found, Gathering
from quizbot.bank.exchange.xml_files import attribute, below, children, local
from quizbot.core.numbers import write_number
from quizbot.core.question import Option, Response


class Item:
    """An `assessmentItem` on its way to a question."""

    def __init__(self, root: Element, place: str, gathering: Gathering) -> None:
        self.root = root
        self.place = place
        self.gathering = gathering
        self.name = (attribute(root, "identifier") or "").strip()
        body = children(root, "itembody")
        self.body = body[0] if body else None
        self.words = Words()
        # a gap on a line of its own at the end is only the field to type into
        self.ask = "" if self.body is None else self.words.of(self.body).removesuffix(f"\n{GAP}")

    def refuse(self, what: str, fix: str) -> None:
        """Say why the item is not taken."""
        title = attribute(self.root, "title") or self.name
        self.gathering.problem(self.place, self.ask or title, what, fix)

    def take(self) -> None:
        """Understand the item."""
        found = [] if self.body is None else self.body.iter()
        interactions = [each for each in found if local(each.tag).endswith("interaction")]
        if len(interactions) != 1:
            count = len(interactions)
            what = "không có phần trả lời" if not count else f"có {count} phần trả lời trong một câu"
            self.refuse(what, "tách thành từng câu, mỗi câu một phần trả lời")
            return
        reader = _READERS.get(local(interactions[0].tag))
        if reader is None:
            self.refuse(
                f"loại câu “{local(interactions[0].tag)}” không nhập được",
                "chuyển thành câu chọn, sắp xếp, ghép hoặc điền",
            )
        elif below(self.root, "templateprocessing") or below(self.root, "printedvariable"):
            self.refuse("câu có phần sinh tự động (template)", "viết thành câu có nội dung cố định")
        elif children(self.root, "assessmentstimulusref"):
            self.refuse(
                "câu dựa vào đoạn dùng chung ở tệp khác (stimulus)", "chép đoạn ấy vào từng câu rồi xuất lại"
            )
        elif not self.ask.replace(GAP, "").strip():
            self.refuse("câu hỏi không có nội dung", "viết nội dung câu hỏi trong itemBody hoặc prompt")
        else:
            reader(self, interactions[0])

    def declaration(self, interaction: Element) -> Element | None:
        """Find the declaration of the response of an interaction."""
        wanted = attribute(interaction, "responseidentifier")
        for each in children(self.root, "responsedeclaration"):
            if attribute(each, "identifier") == wanted:
                return each
        return None

    def right(self, interaction: Element, *, several: bool, alternatives: bool = False) -> Right | None:
        """Give what is right; None when the item contradicts itself, which is told."""
        right = right_of(self.root, self.declaration(interaction), several=several, alternatives=alternatives)
        if right.problem:
            self.refuse(right.problem, "sửa để chỉ còn một đáp án")
            return None
        return right

    def admit(
        self, kind: str, *, key: Response, right: Right, options: tuple[Option, ...] = (),
        targets: tuple[Option, ...] = (), tolerance: Decimal = Decimal(0), doubts: Sequence[str] = (),
        offered: int | None = None, keep_order: bool = False,
    ) -> None:  # fmt: skip
        """Take the item."""
        if self.words.pictures:
            self.refuse(
                "câu có hình, âm thanh hoặc tệp nhúng, quizbot không chép được",
                "viết lại câu bằng chữ, hoặc bỏ hình nếu không cần",
            )
            return
        told = [*right.doubts, *doubts]
        if self.words.formulas:
            told.append("có công thức, đã chép thành chữ; xem lại")
        if (attribute(self.root, "adaptive") or "").lower() == "true":
            told.append("câu nhiều bước (adaptive); chỉ lấy bước trả lời cuối")
        for what in self.words.left:
            self.gathering.remark(self.place, what)
        admit(
            Found(
                kind=kind, ask=self.ask, options=options, targets=targets, key=key, tolerance=tolerance,
                explain=self.explain(right), name=self.name, place=self.place,
                key_found=(right.found or "correctResponse",), doubts=tuple(told), keep_order=keep_order,
            ),
            self.gathering,
            offered=offered,
        )  # fmt: skip

    def explain(self, right: Right) -> str:
        """Give the feedback that explains: the one for the right answer, or the only one."""
        words = Words()
        told = [
            (attribute(each, "identifier") or "", words.of(each))
            for each in below(self.root, "modalfeedback")
        ]
        told = [(name, text) for name, text in told if text]
        fitting = [text for name, text in told if name in right.values or _for_right(name)]
        if not fitting and len(told) == 1 and not _for_wrong(told[0][0]):
            fitting = [told[0][1]]
        if len(told) > len(fitting[:1]):
            self.gathering.remark(self.place, "bỏ lời phản hồi cho từng phương án, từng kết quả")
        return fitting[0] if fitting else ""


def _for_wrong(name: str) -> bool:
    bare = name.lower()
    return any(word in bare for word in ("incorrect", "wrong", "false"))


def _for_right(name: str) -> bool:
    bare = name.lower()
    return not _for_wrong(name) and any(
        word in bare for word in ("correct", "general", "explain", "solution")
    )


def _choices(item: Item, holder: Element, name: str) -> tuple[tuple[Option, ...], dict[str, str], int] | None:
    """Give the options, their letters by identifier, and how many there are; None: two share an identifier."""
    found = children(holder, name)
    options = lettered([item.words.of(each) for each in found])
    names = [(attribute(each, "identifier") or "").strip() for each in found]
    if len(set(names)) < len(names):
        item.refuse("hai phương án có cùng mã (identifier)", "đặt mã khác nhau cho từng phương án")
        return None
    return options, dict(zip(names, (option.key for option in options), strict=False)), len(found)


def _kept(interaction: Element, choices: str) -> bool:
    fixed = [attribute(each, "fixed") == "true" for each in children(interaction, choices)]
    return attribute(interaction, "shuffle") == "false" or any(fixed)


def _choice(item: Item, interaction: Element, name: str = "simplechoice") -> None:
    declaration = item.declaration(interaction)
    cardinality = "single" if declaration is None else attribute(declaration, "cardinality") or "single"
    several = cardinality == "multiple"
    read = _choices(item, interaction, name)
    right = item.right(interaction, several=several) if read else None
    if read is None or right is None:
        return
    options, letters, offered = read
    unknown = [value for value in right.values if value not in letters]
    if unknown:
        item.refuse(f"đáp án “{unknown[0]}” không chỉ ra phương án nào", "sửa correctResponse")
        return
    kind = "multiple" if several and attribute(interaction, "maxchoices") != "1" else "single"
    key = tuple(sorted(letters[value] for value in right.values))
    item.admit(
        kind, key=key, right=right, options=options, offered=offered, keep_order=_kept(interaction, name)
    )


def _inline(item: Item, interaction: Element) -> None:
    _choice(item, interaction, "inlinechoice")


def _order(item: Item, interaction: Element) -> None:
    read = _choices(item, interaction, "simplechoice")
    right = item.right(interaction, several=True) if read else None
    if read is None or right is None:
        return
    options, letters, offered = read
    if right.found != "correctResponse" or sorted(right.values) != sorted(letters):
        item.refuse("thứ tự đúng không nêu đủ các phương án", "sửa correctResponse")
        return
    key = tuple(letters[value] for value in right.values)
    item.admit("order", key=key, right=right, options=options, offered=offered)


def _match(item: Item, interaction: Element) -> None:
    sets = children(interaction, "simplematchset")
    if len(sets) != 2:
        item.refuse("câu ghép không có đúng hai cột", "mỗi câu ghép có hai simpleMatchSet")
        return
    lefts, rights = (_choices(item, each, "simpleassociablechoice") for each in sets)
    right = item.right(interaction, several=True) if lefts and rights else None
    if lefts is None or rights is None or right is None:
        return
    options, letters, offered = lefts
    texts = [item.words.of(each) for each in children(sets[1], "simpleassociablechoice")]
    targets = tuple(Option(key=str(number), text=text) for number, text in enumerate(texts, start=1))
    names = [(attribute(each, "identifier") or "") for each in children(sets[1], "simpleassociablechoice")]
    numbers = {name.strip(): target.key for name, target in zip(names, targets, strict=True)}
    key: list[str] = []
    for value in right.values:
        one, _, other = value.partition(" ")
        if one not in letters or other.strip() not in numbers:
            item.refuse(f"cặp đáp án “{value}” không chỉ ra phương án nào", "sửa correctResponse")
            return
        key.append(letters[one] + numbers[other.strip()])
    if sorted(part[0] for part in key) != sorted(option.key for option in options):
        item.refuse(
            "có vế trái không có vế phải nào, hoặc có nhiều vế phải", "mỗi vế trái ghép với một vế phải"
        )
        return
    item.admit(
        "match", key=tuple(sorted(key)), right=right, options=options, targets=targets, offered=offered
    )


def _entry(item: Item, interaction: Element) -> None:
    declaration = item.declaration(interaction)
    right = item.right(interaction, several=False, alternatives=True)
    if right is None or declaration is None:
        return
    if (attribute(declaration, "basetype") or "string").lower() in ("integer", "float"):
        value = machine_number(right.values[0]) if len(right.values) == 1 else None
        if value is None:
            item.refuse("không thấy đúng một con số làm đáp án", "ghi một giá trị trong correctResponse")
            return
        within, doubts = tolerance_of(item.root, value)
        item.admit("number", key=(write_number(value),), right=right, tolerance=within, doubts=doubts)
        return
    marks = mapped(declaration)
    best = max(marks.values(), default=Decimal(0))
    accepted = [value for value, mark in marks.items() if mark == best > 0]
    key = tuple(dict.fromkeys([*right.values, *accepted]))
    item.admit("short_text", key=key, right=right)


_READERS: dict[str, Callable[[Item, Element], None]] = {
    "choiceinteraction": _choice, "inlinechoiceinteraction": _inline, "orderinteraction": _order,
    "matchinteraction": _match, "textentryinteraction": _entry,
}  # fmt: skip
