"""Moodle XML: choices, đúng/sai, numbers, short answers, matching, ordering."""

from collections.abc import Sequence
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from quizbot.bank.exchange import markup
from quizbot.bank.exchange.losses import losses_of, whole
from quizbot.bank.exchange.moodle.questions import KINDS, MoodleQuestion
from quizbot.bank.exchange.values import Exported, Gathering, Imported, Loss
from quizbot.bank.exchange.xml_files import root_of
from quizbot.core.numbers import write_number
from quizbot.core.question import Question

_TYPES = {
    "single": "multichoice", "multiple": "multichoice", "true_false": "truefalse", "number": "numerical",
    "short_text": "shortanswer", "match": "matching", "order": "ordering",
}  # fmt: skip
_LEVEL = "muc-do-"


class _MoodleXml:
    title = "Moodle XML"
    extensions = (".xml",)

    def sniff(self, name: str, content: bytes) -> float:
        """Know Moodle XML by its root."""
        return 1.0 if b"<quiz" in content[:4096] and b"<question" in content else 0.0

    def read(self, name: str, content: bytes) -> Imported:
        """Understand a file, question by question."""
        gathering = Gathering()
        root = root_of(content, "tệp", gathering)
        if root is None:
            return gathering.done()
        if root.tag != "quiz":
            gathering.problem(
                "tệp",
                "",
                "tệp không phải Moodle XML (không có <quiz>)",
                "xuất lại từ Moodle: Ngân hàng câu hỏi, Xuất, Moodle XML",
            )
            return gathering.done()
        number = 0
        for element in root.iterfind("question"):
            kind = element.get("type", "")
            if kind == "description":
                gathering.remark(f"sau câu {number}", "bỏ đoạn dẫn không phải câu hỏi (description)")
            if kind in ("category", "description"):
                continue
            number += 1
            question = MoodleQuestion(element, f"câu {number}", gathering)
            reader = KINDS.get(kind)
            if reader is None:
                question.refuse(
                    f"loại câu “{kind}” không nhập được", "chuyển thành câu chọn đáp án, hoặc bỏ câu này"
                )
            else:
                reader(question)
        return gathering.done()

    def write(self, questions: Sequence[Question]) -> Exported:
        """Write questions; level and tags go as tags, the id as ID number."""
        root = Element("quiz")
        losses: list[Loss] = []
        for question in questions:
            element = _written(question)
            alone = Element("quiz")
            alone.append(element)
            lost = losses_of(question, self.read("", tostring(alone)))
            if lost is None:
                losses.append(whole(question, "Moodle XML không chép được câu này"))
                continue
            root.append(element)
            losses += lost
        indent(root)
        return Exported(content=tostring(root, encoding="utf-8", xml_declaration=True), losses=tuple(losses))


def _written(question: Question) -> Element:
    element = Element("question", type=_TYPES[question.kind])
    _text(SubElement(element, "name"), question.id)
    _html(SubElement(element, "questiontext", format="html"), question.ask)
    _html(SubElement(element, "generalfeedback", format="html"), question.explain)
    SubElement(element, "defaultgrade").text = str(question.weight)
    SubElement(element, "idnumber").text = question.id
    _ANSWERS[question.kind](element, question)
    tags = SubElement(element, "tags")
    for tag in (f"{_LEVEL}{question.level}", *question.tags):
        _text(SubElement(tags, "tag"), tag)
    return element


def _text(parent: Element, text: str) -> None:
    SubElement(parent, "text").text = text


def _html(parent: Element, text: str) -> None:
    _text(parent, markup.escaped(text))


def _choice(element: Element, question: Question) -> None:
    single = question.kind == "single"
    SubElement(element, "single").text = "true" if single else "false"
    SubElement(element, "shuffleanswers").text = "false" if question.keep_order else "true"
    SubElement(element, "answernumbering").text = "ABCD"
    share = f"{100 / len(question.key):.5f}".rstrip("0").rstrip(".")
    for option in question.options:
        fraction = share if option.key in question.key else ("0" if single else "-100")
        _html(SubElement(element, "answer", fraction=fraction, format="html"), option.text)


def _truth(element: Element, question: Question) -> None:
    right = question.option(question.key[0]).text == "Đúng"
    for name, value in (("true", right), ("false", not right)):
        _text(
            SubElement(element, "answer", fraction="100" if value else "0", format="moodle_auto_format"), name
        )


def _number(element: Element, question: Question) -> None:
    answer = SubElement(element, "answer", fraction="100", format="moodle_auto_format")
    _text(answer, question.key[0])
    SubElement(answer, "tolerance").text = write_number(question.tolerance or Decimal(0))


def _short(element: Element, question: Question) -> None:
    SubElement(element, "usecase").text = "0"
    for text in question.key:
        _text(SubElement(element, "answer", fraction="100", format="plain_text"), text)


def _match(element: Element, question: Question) -> None:
    targets = {target.key: target.text for target in question.targets}
    matched = {part[0]: part[1:] for part in question.key}
    for option in question.options:
        pair = SubElement(element, "subquestion", format="html")
        _html(pair, option.text)
        _text(SubElement(pair, "answer"), targets[matched[option.key]])
    for key, text in targets.items():
        if key not in matched.values():
            pair = SubElement(element, "subquestion", format="html")
            _html(pair, "")
            _text(SubElement(pair, "answer"), text)


def _order(element: Element, question: Question) -> None:
    SubElement(element, "layouttype").text = "VERTICAL"
    for place, key in enumerate(question.key, start=1):
        answer = SubElement(element, "answer", fraction=str(place), format="html")
        _html(answer, question.option(key).text)


_ANSWERS = {
    "single": _choice, "multiple": _choice, "true_false": _truth, "number": _number, "short_text": _short,
    "match": _match, "order": _order,
}  # fmt: skip
FORMAT = _MoodleXml()
