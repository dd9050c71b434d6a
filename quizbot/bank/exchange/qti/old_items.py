"""One `item` of QTI 1.2, as Canvas, Blackboard and older systems still export it: read, never written.

Source: 1EdTech, "QTI: ASI XML Binding Specification" 1.2, and the question types of Canvas, read 2026-11.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from xml.etree.ElementTree import Element

from quizbot.bank.exchange import markup
from quizbot.bank.exchange.admitting import admit, lettered
from quizbot.bank.exchange.machine_numbers import machine_number
from quizbot.bank.exchange.values import Found, Gathering
from quizbot.bank.exchange.xml_files import attribute, below, children, inner_text, local
from quizbot.core.numbers import write_number
from quizbot.core.question import Option, Response

_FIX = "sửa câu trong phần mềm gốc rồi xuất lại, hoặc nhập câu này bằng tay"


@dataclass
class _Condition:
    """One way of answering, and the mark it gives."""

    mark: Decimal
    equal: dict[str, list[str]] = field(default_factory=dict)
    # values that must not be chosen
    unequal: dict[str, list[str]] = field(default_factory=dict)
    low: Decimal | None = None
    high: Decimal | None = None


class OldItem:
    """An item on its way to a question."""

    def __init__(self, root: Element, place: str, gathering: Gathering) -> None:
        self.root = root
        self.place = place
        self.gathering = gathering
        self.name = (attribute(root, "ident") or "").strip()
        self.pictures = False
        shown = children(root, "presentation")
        self.shown = shown[0] if shown else root
        self.ask = self.words(self.shown)

    def words(self, holder: Element) -> str:
        """Give the words of the materials of a holder, those of answers left out."""
        made: list[str] = []
        for child in holder:
            name = local(child.tag)
            if name == "material":
                made += [self.material(each) for each in child]
            elif name in ("flow", "flowmat"):
                made.append(self.words(child))
        return "\n".join(text for text in made if text)

    def material(self, element: Element) -> str:
        """Give the words of one piece of material."""
        name = local(element.tag)
        if name not in ("mattext", "matemtext"):
            self.pictures = self.pictures or name in ("matimage", "mataudio", "matvideo", "matapplet")
            return ""
        said = inner_text(element)
        html = (attribute(element, "texttype") or "").lower() == "text/html" or markup.is_html(said)
        text, told = markup.plain(said, html=html)
        self.pictures = self.pictures or markup.pictured(told)
        return text

    def refuse(self, what: str, fix: str = _FIX) -> None:
        """Say why the item is not taken."""
        self.gathering.problem(self.place, self.ask or attribute(self.root, "title") or self.name, what, fix)

    def take(self) -> None:
        """Understand the item."""
        answers = [each for each in self.shown.iter() if local(each.tag).startswith("response_")]
        answers = [each for each in answers if local(each.tag) != "response_label"]
        conditions = list(self.conditions())
        if not answers:
            self.refuse("không có phần trả lời")
        elif any(local(each.tag) not in ("response_lid", "response_str", "response_num") for each in answers):
            self.refuse(f"loại câu “{self.kind()}” không nhập được")
        elif self.kind() == "matching_question" or (
            len(answers) > 1 and all(children(each, "material") for each in answers)
        ):
            self.match(answers, conditions)
        elif len(answers) > 1:
            self.refuse(f"có {len(answers)} phần trả lời trong một câu")
        elif local(answers[0].tag) != "response_lid":
            self.typed(answers[0], conditions)
        elif (attribute(answers[0], "rcardinality") or "Single").lower() == "ordered":
            self.refuse("câu sắp xếp của QTI 1.2 không nhập được")
        else:
            self.choose(answers[0], conditions)

    def kind(self) -> str:
        """Give the name that Canvas has for the kind."""
        for each in below(self.root, "qtimetadatafield"):
            if [inner_text(label).strip() for label in children(each, "fieldlabel")] == ["question_type"]:
                return "".join(inner_text(entry).strip() for entry in children(each, "fieldentry"))
        return local(self.shown[0].tag) if len(self.shown) else ""

    def conditions(self) -> list[_Condition]:
        """Read the conditions that set or add to a score."""
        made: list[_Condition] = []
        for element in below(self.root, "respcondition"):
            marks = [
                mark for each in children(element, "setvar")
                if (attribute(each, "varname") or "SCORE").upper().startswith(("SCORE", "QUE_SCORE"))
                and (mark := machine_number(inner_text(each))) is not None
            ]  # fmt: skip
            if not marks:
                continue
            condition = _Condition(mark=marks[0])
            for variable in children(element, "conditionvar"):
                _gather(variable, condition, negated=False)
            made.append(condition)
        return made

    def choose(self, answer: Element, conditions: list[_Condition]) -> None:
        """Read a choice of one or of several."""
        labels = below(answer, "response_label")
        names = [(attribute(each, "ident") or "").strip() for each in labels]
        options = lettered([self.words(each) for each in labels])
        if len(set(names)) < len(names):
            self.refuse("hai phương án có cùng mã (ident)")
            return
        letters = dict(zip(names, (option.key for option in options), strict=False))
        several = (attribute(answer, "rcardinality") or "Single").lower() == "multiple"
        response = attribute(answer, "ident") or ""
        best = max((each.mark for each in conditions), default=Decimal(0))
        full = [each for each in conditions if each.mark == best > 0]
        if several and len(full) > 1:
            # marks are added up, one right option at a time
            rights = [value for each in full for value in each.equal.get(response, [])]
        elif len(full) == 1:
            rights = full[0].equal.get(response, [])
        else:
            self.refuse("không thấy đúng một đáp án được điểm cao nhất")
            return
        unknown = [value for value in rights if value not in letters]
        if unknown:
            self.refuse(f"đáp án “{unknown[0]}” không chỉ ra phương án nào")
            return
        less = [each for each in conditions if 0 < each.mark < best]
        doubts = ("có phương án được một phần điểm; quizbot tính là sai",) if less else ()
        key = tuple(sorted({letters[value] for value in rights}))
        self.admit(
            "multiple" if several else "single", key=key, options=options, offered=len(labels), doubts=doubts
        )

    def typed(self, answer: Element, conditions: list[_Condition]) -> None:
        """Read a short answer or a number."""
        best = max((each.mark for each in conditions), default=Decimal(0))
        full = [each for each in conditions if each.mark == best > 0]
        response = attribute(answer, "ident") or ""
        texts = list(dict.fromkeys(value for each in full for value in each.equal.get(response, [])))
        numeric = self.kind() == "numerical_question" or any(each.low is not None for each in full)
        if not numeric:
            self.admit("short_text", key=tuple(text for text in texts if text))
            return
        if len(full) != 1:
            self.refuse("câu số có nhiều đáp án được đủ điểm")
            return
        low, high = full[0].low, full[0].high
        exact = machine_number(texts[0]) if len(texts) == 1 else None
        if low is not None and high is not None and low <= high:
            value, within = (low + high) / 2, (high - low) / 2
            if exact is not None and exact != value:
                within = min(exact - low, high - exact)
                value = exact
        elif exact is not None and low is None and high is None:
            value, within = exact, Decimal(0)
        else:
            self.refuse("không thấy đúng một con số hoặc một khoảng làm đáp án")
            return
        if machine_number(write_number(value)) is None or within < 0:
            self.refuse("con số đáp án quá dài hoặc nằm ngoài khoảng")
            return
        self.admit("number", key=(write_number(value),), tolerance=within)

    def match(self, answers: list[Element], conditions: list[_Condition]) -> None:
        """Read pairs: each answer is a left side with the same list of right sides."""
        lists = [
            [
                ((attribute(each, "ident") or "").strip(), self.words(each))
                for each in below(one, "response_label")
            ]
            for one in answers
        ]
        shared = sorted(text for _, text in lists[0])
        if not shared or any(sorted(text for _, text in each) != shared for each in lists):
            self.refuse("các vế trái không có chung một danh sách vế phải")
            return
        if len(set(shared)) < len(shared):
            self.refuse("hai vế phải có nội dung giống nhau")
            return
        options = lettered([self.words(each) for each in answers])
        targets = tuple(
            Option(key=str(number), text=text) for number, (_, text) in enumerate(lists[0], start=1)
        )
        by_text = {target.text: target.key for target in targets}
        key: list[str] = []
        for option, answer, listed in zip(options, answers, lists, strict=False):
            numbers = {name: by_text[text] for name, text in listed}
            response = attribute(answer, "ident") or ""
            rights = {value for each in conditions if each.mark > 0 for value in each.equal.get(response, [])}
            if len(rights) != 1 or not rights <= set(numbers):
                self.refuse(f"vế trái “{option.text}” không có đúng một vế phải")
                return
            key.append(option.key + numbers[rights.pop()])
        self.admit("match", key=tuple(key), options=options, targets=targets, offered=len(answers))

    def admit(
        self, kind: str, *, key: Response, options: tuple[Option, ...] = (), targets: tuple[Option, ...] = (),
        tolerance: Decimal = Decimal(0), offered: int | None = None, doubts: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        """Take the item."""
        if self.pictures:
            self.refuse(
                "câu có hình, âm thanh hoặc tệp nhúng, quizbot không chép được", "viết lại câu bằng chữ"
            )
            return
        explain = ""
        for each in below(self.root, "itemfeedback"):
            if (attribute(each, "ident") or "").lower() in ("general_fb", "correct_fb") and not explain:
                explain = "\n".join(filter(None, (self.material(text) for text in below(each, "mattext"))))
        admit(
            Found(
                kind=kind, ask=self.ask, options=options, targets=targets, key=key, tolerance=tolerance,
                explain=explain, name=self.name, place=self.place, key_found=("setvar SCORE",), doubts=doubts,
            ),
            self.gathering,
            offered=offered,
        )  # fmt: skip


def _gather(element: Element, condition: _Condition, *, negated: bool) -> None:
    for each in element:
        name = local(each.tag)
        if name == "not":
            _gather(each, condition, negated=not negated)
        elif name in ("and", "or"):
            _gather(each, condition, negated=negated)
        elif name == "varequal":
            table = condition.unequal if negated else condition.equal
            table.setdefault(attribute(each, "respident") or "", []).append(inner_text(each).strip())
        elif name in ("vargte", "vargt") and not negated:
            condition.low = machine_number(inner_text(each))
        elif name in ("varlte", "varlt") and not negated:
            condition.high = machine_number(inner_text(each))
