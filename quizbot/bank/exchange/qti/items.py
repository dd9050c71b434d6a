"""One assessment item of QTI 2.x or 3.0, read by the names both versions share.

Source: 1EdTech, "QTI 2.1 Assessment Test, Section and Item Information Model" and "QTI 3.0 Implementation
Guide", read 2026-11. Taken: choice, order, match and text entry with a correct response; nothing else.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from xml.etree.ElementTree import Element

from quizbot.bank.exchange import markup
from quizbot.bank.exchange.admitting import admit, lettered
from quizbot.bank.exchange.values import Found, Gathering
from quizbot.bank.exchange.xml_files import attribute, below, children, inner_text, local
from quizbot.core.numbers import read_number, write_number
from quizbot.core.question import Option, Response

_GAP = "_____"
_KNOWN = ("choiceinteraction", "orderinteraction", "matchinteraction", "textentryinteraction")
_BLOCKS = ("p", "div", "li", "br", "h1", "h2", "h3", "h4", "tr", "prompt", "itembody")
_LEVEL = "muc-do-"


class Item:
    """An `assessmentItem` on its way to a question."""

    def __init__(self, root: Element, place: str, gathering: Gathering) -> None:
        self.root = root
        self.place = place
        self.gathering = gathering
        self.name = (attribute(root, "identifier") or "").strip()
        body = children(root, "itembody")
        self.body = body[0] if body else root
        interactions = [each for each in self.body.iter() if local(each.tag).endswith("interaction")]
        self.interactions = interactions
        self.ask = self.words(self.body)

    def words(self, element: Element) -> str:
        """Give the words below an element; interactions give their prompt, a gap gives a line."""
        return markup.plain("".join(self._pieces(element)), html=False)[0]

    def _pieces(self, element: Element) -> Iterator[str]:
        name = local(element.tag)
        if name == "textentryinteraction":
            yield f" {_GAP} "
        elif name.endswith("interaction"):
            for prompt in children(element, "prompt"):
                yield "\n" + "".join(self._pieces(prompt)) + "\n"
        elif name in ("feedbackblock", "feedbackinline", "rubricblock", "templateblock", "stylesheet"):
            pass
        else:
            self._told(name)
            if name in _BLOCKS:
                yield "\n"
            yield element.text or ""
            for child in element:
                yield from self._pieces(child)
                yield child.tail or ""
            if name in _BLOCKS:
                yield "\n"
            return
        return

    def _told(self, name: str) -> None:
        if name in ("img", "object", "video", "audio", "media"):
            self.gathering.remark(self.place, "có hình hoặc tệp nhúng, không lấy được")
        elif name == "math":
            self.gathering.remark(self.place, "có công thức, đã chép thành chữ; xem lại")

    def refuse(self, what: str, fix: str) -> None:
        """Say why the item is not taken."""
        title = attribute(self.root, "title") or self.name
        self.gathering.problem(self.place, self.ask or title, what, fix)

    def take(self) -> None:
        """Understand the item."""
        if len(self.interactions) != 1:
            count = len(self.interactions)
            what = "không có phần trả lời" if not count else f"có {count} phần trả lời trong một câu"
            self.refuse(what, "tách thành từng câu, mỗi câu một phần trả lời")
            return
        interaction = self.interactions[0]
        reader = _READERS.get(local(interaction.tag))
        if reader is None:
            self.refuse(
                f"loại câu “{local(interaction.tag)}” không nhập được",
                "chuyển thành câu chọn, sắp xếp, ghép hoặc điền",
            )
            return
        reader(self, interaction)

    def declaration(self, interaction: Element) -> Element | None:
        """Find the declaration of the response of an interaction."""
        wanted = attribute(interaction, "responseidentifier")
        for each in children(self.root, "responsedeclaration"):
            if attribute(each, "identifier") == wanted:
                return each
        return None

    def admit(
        self, kind: str, *, key: Response, options: tuple[Option, ...] = (), targets: tuple[Option, ...] = (),
        tolerance: Decimal = Decimal(0), doubts: tuple[str, ...] = (), offered: int | None = None,
    ) -> None:  # fmt: skip
        """Take the item."""
        told = [self.words(each) for each in below(self.root, "modalfeedback")]
        admit(
            Found(
                kind=kind, ask=self.ask, options=options, targets=targets, key=key, tolerance=tolerance,
                explain=next(filter(None, told), ""), name=self.name, place=self.place,
                key_found=("correctResponse",), doubts=doubts,
            ),
            self.gathering,
            offered=offered,
        )  # fmt: skip


def _right(declaration: Element | None) -> list[str]:
    """Give the values of the correct response, else those the mapping gives most for."""
    if declaration is None:
        return []
    for correct in children(declaration, "correctresponse"):
        return [inner_text(value).strip() for value in children(correct, "value")]
    return []


def _mapped(declaration: Element | None) -> dict[str, float]:
    """Give the marks of a mapping, by value."""
    made: dict[str, float] = {}
    for mapping in children(declaration, "mapping") if declaration is not None else []:
        for entry in children(mapping, "mapentry"):
            try:
                made[(attribute(entry, "mapkey") or "").strip()] = float(attribute(entry, "mappedvalue") or 0)
            except ValueError:
                continue
    return made


def _choices(item: Item, holder: Element, name: str) -> tuple[tuple[Option, ...], dict[str, str], int]:
    found = children(holder, name)
    options = lettered([item.words(each) for each in found])
    letters = {
        attribute(each, "identifier") or "": option.key for each, option in zip(found, options, strict=False)
    }
    return options, letters, len(found)


def _choice(item: Item, interaction: Element) -> None:
    options, letters, offered = _choices(item, interaction, "simplechoice")
    declaration = item.declaration(interaction)
    right = _right(declaration)
    doubts: tuple[str, ...] = ()
    if not right:
        right = [value for value, mark in _mapped(declaration).items() if mark > 0]
        doubts = ("đáp án lấy từ bảng điểm (mapping), không có correctResponse",) if right else ()
    unknown = [value for value in right if value not in letters]
    if unknown:
        item.refuse(f"đáp án “{unknown[0]}” không chỉ ra phương án nào", "sửa correctResponse")
        return
    cardinality = (attribute(declaration, "cardinality") or "single") if declaration is not None else "single"
    kind = "multiple" if cardinality == "multiple" else "single"
    if kind == "multiple" and attribute(interaction, "maxchoices") == "1":
        kind = "single"
    key = tuple(sorted(letters[value] for value in right))
    item.admit(kind, key=key, options=options, doubts=doubts, offered=offered)


def _order(item: Item, interaction: Element) -> None:
    options, letters, offered = _choices(item, interaction, "simplechoice")
    right = _right(item.declaration(interaction))
    if sorted(right) != sorted(letters):
        item.refuse("thứ tự đúng không nêu đủ các phương án", "sửa correctResponse")
        return
    item.admit("order", key=tuple(letters[value] for value in right), options=options, offered=offered)


def _match(item: Item, interaction: Element) -> None:
    sets = children(interaction, "simplematchset")
    if len(sets) != 2:
        item.refuse("câu ghép không có đúng hai cột", "mỗi câu ghép có hai simpleMatchSet")
        return
    options, letters, offered = _choices(item, sets[0], "simpleassociablechoice")
    rights = children(sets[1], "simpleassociablechoice")
    targets = tuple(
        Option(key=str(number), text=item.words(each)) for number, each in enumerate(rights, start=1)
    )
    numbers = {
        attribute(each, "identifier") or "": target.key for each, target in zip(rights, targets, strict=True)
    }
    key: list[str] = []
    for value in _right(item.declaration(interaction)):
        left, _, right = value.partition(" ")
        if left not in letters or right.strip() not in numbers:
            item.refuse(f"cặp đáp án “{value}” không chỉ ra phương án nào", "sửa correctResponse")
            return
        key.append(letters[left] + numbers[right.strip()])
    if len({part[0] for part in key}) < len(options):
        item.refuse(
            "có vế trái không có vế phải nào, hoặc có nhiều vế phải", "mỗi vế trái ghép với một vế phải"
        )
        return
    item.admit("match", key=tuple(sorted(key)), options=options, targets=targets, offered=offered)


def _entry(item: Item, interaction: Element) -> None:
    declaration = item.declaration(interaction)
    base = (attribute(declaration, "basetype") or "string").lower() if declaration is not None else "string"
    marks = _mapped(declaration)
    best = max(marks.values(), default=0.0)
    accepted = [value for value, mark in marks.items() if mark == best > 0]
    right = list(dict.fromkeys([*_right(declaration), *accepted]))
    if base in ("integer", "float"):
        value = read_number(right[0].replace(".", ",")) if len(right) == 1 else None
        if value is None:
            item.refuse("không thấy đúng một con số làm đáp án", "ghi một giá trị trong correctResponse")
            return
        item.admit("number", key=(write_number(value),), tolerance=_tolerance(item))
        return
    less = len(marks) - len(accepted)
    doubts = (f"bỏ {less} câu trả lời được ít điểm hơn",) if less > 0 and marks else ()
    item.admit("short_text", key=tuple(right), doubts=doubts)


def _tolerance(item: Item) -> Decimal:
    """Give the half-width that the response processing allows, 0 when it says none."""
    for equal in below(item.root, "equal"):
        if (attribute(equal, "tolerancemode") or "") == "absolute":
            said = (attribute(equal, "tolerance") or "").split()
            values = [read_number(each.replace(".", ",")) for each in said]
            known = [value for value in values if value is not None]
            if known:
                return min(known)
    return Decimal(0)


_READERS: dict[str, Callable[[Item, Element], None]] = dict(
    zip(_KNOWN, (_choice, _order, _match, _entry), strict=True)
)
