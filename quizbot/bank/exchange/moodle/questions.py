"""One `<question>` of Moodle XML, kind by kind.

Source: docs.moodle.org, "Moodle XML format", read 2026-11.
"""

import random
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from xml.etree.ElementTree import Element

from quizbot.bank.exchange import markup
from quizbot.bank.exchange.admitting import admit, lettered
from quizbot.bank.exchange.machine_numbers import machine_number
from quizbot.bank.exchange.values import Found, Gathering
from quizbot.bank.exchange.weights import weighted_key
from quizbot.core.numbers import write_number
from quizbot.core.question import Option, Response

_LEVEL = re.compile(r"(?:muc-do|level|do-kho)[-: ]?([123])\Z", re.I)
_FULL = 100.0


class MoodleQuestion:
    """A question element with what every kind has."""

    def __init__(self, element: Element, place: str, gathering: Gathering) -> None:
        self.element = element
        self.place = place
        self.gathering = gathering
        self.name = (element.findtext("idnumber") or element.findtext("name/text") or "").strip()
        self.pictures = False
        self.explain = self.text(element.find("generalfeedback")) or self._praise()
        # something to see or hear stands in the question or in an answer
        self.pictures = False
        self.ask = self.text(element.find("questiontext"))
        tags = [(each.findtext("text") or "").strip() for each in element.iterfind("tags/tag")]
        levels = [int(found.group(1)) for tag in tags if (found := _LEVEL.match(tag))]
        self.level = levels[0] if levels else None
        self.tags = tuple(tag for tag in tags if tag and not _LEVEL.match(tag))

    def text(self, holder: Element | None) -> str:
        """Give the words of an element that holds a `<text>`."""
        if holder is None:
            return ""
        if holder.find("file") is not None:
            self.gathering.remark(self.place, "có tệp đính kèm (hình), không lấy được")
            self.pictures = True
        html = {"html": True, "plain_text": False}.get(holder.get("format", ""))
        said, told = markup.plain(holder.findtext("text") or "", html=html)
        for what in told:
            self.gathering.remark(self.place, what)
        self.pictures = self.pictures or markup.pictured(told)
        return said

    def _praise(self) -> str:
        """Give the feedback of the only right answer; others are left out."""
        told = [
            each for each in self.element.iterfind("answer") if (each.findtext("feedback/text") or "").strip()
        ]
        full = [each for each in told if _percent(each) == _FULL]
        if len(told) > len(full[:1]):
            self.gathering.remark(self.place, "bỏ lời phản hồi riêng của từng phương án")
        return self.text(full[0].find("feedback")) if len(full) == 1 else ""

    def answers(self) -> list[tuple[Element, float]]:
        """List the answers with their marks in percent."""
        return [(each, _percent(each)) for each in self.element.iterfind("answer")]

    def refuse(self, what: str, fix: str) -> None:
        """Say why the question is not taken."""
        self.gathering.problem(self.place, self.ask or self.name, what, fix)

    def admit(
        self, kind: str, *, key: Response, options: Sequence[Option] = (), targets: Sequence[Option] = (),
        tolerance: Decimal = Decimal(0), keep_order: bool = False, doubts: tuple[str, ...] = (),
        offered: int | None = None,
    ) -> None:  # fmt: skip
        """Take the question."""
        if self.pictures:
            self.refuse(
                "câu có hình hoặc tệp đính kèm, quizbot không chép được",
                "viết lại câu bằng chữ, hoặc bỏ hình nếu không cần",
            )
            return
        if (self.element.findtext("hidden") or "0").strip() == "1":
            doubts = (*doubts, "câu đã bị ẩn (xóa) trong Moodle")
        admit(
            Found(
                kind=kind, ask=self.ask, options=tuple(options), targets=tuple(targets), key=key,
                tolerance=tolerance, explain=self.explain, level=self.level, keep_order=keep_order,
                tags=self.tags, name=self.name, place=self.place, key_found=("fraction",), doubts=doubts,
            ),
            self.gathering,
            offered=offered,
        )  # fmt: skip


def _percent(answer: Element) -> float:
    try:
        return float((answer.get("fraction") or "0").replace(",", "."))
    except ValueError:
        return 0.0


def _choice(question: MoodleQuestion) -> None:
    answers = question.answers()
    options = lettered([question.text(answer) for answer, _ in answers])
    single = (question.element.findtext("single") or "true").strip() in ("true", "1")
    judged = weighted_key(
        [option.key for option in options], [weight for _, weight in answers][: len(options)], single=single
    )
    if judged.problem:
        question.refuse(
            judged.problem, "đặt 100 % cho đúng một phương án, hoặc chia đủ 100 % cho các phương án đúng"
        )
        return
    kept = (question.element.findtext("shuffleanswers") or "true").strip() in ("false", "0")
    question.admit(
        "single" if single else "multiple", key=judged.key, options=options, doubts=judged.doubts,
        keep_order=kept, offered=len(answers),
    )  # fmt: skip


def _truth(question: MoodleQuestion) -> None:
    full = [answer for answer, weight in question.answers() if weight == _FULL]
    said = [(answer.findtext("text") or "").strip().lower() for answer in full]
    if len(said) != 1 or said[0] not in ("true", "false", "đúng", "sai"):
        question.refuse("không rõ đúng hay sai", "đặt 100 % cho true hoặc cho false")
        return
    options = (Option(key="A", text="Đúng"), Option(key="B", text="Sai"))
    question.admit("true_false", key=("A" if said[0] in ("true", "đúng") else "B",), options=options)


def _number(question: MoodleQuestion) -> None:
    full = [answer for answer, weight in question.answers() if weight == _FULL]
    values = [machine_number(answer.findtext("text")) for answer in full]
    if len(values) != 1 or values[0] is None:
        question.refuse("không thấy đúng một con số được 100 % điểm", "chỉ giữ một đáp án số")
        return
    said = (full[0].findtext("tolerance") or "").strip()
    within = machine_number(said or "0")
    if within is None:
        question.refuse(f"không hiểu sai số “{said[:20]}”", "ghi sai số là một con số, như 0.5")
        return
    partly = sum(0 < weight < _FULL for _, weight in question.answers())
    doubts: tuple[str, ...] = ("bỏ các con số được một phần điểm",) if partly else ()
    if question.element.find("units/unit") is not None:
        doubts += ("đáp án có đơn vị đo; quizbot chỉ so con số",)
    question.admit("number", key=(write_number(values[0]),), tolerance=abs(within), doubts=doubts)


def _short(question: MoodleQuestion) -> None:
    full = [question.text(answer) for answer, weight in question.answers() if weight == _FULL]
    partly = sum(0 < weight < _FULL for _, weight in question.answers())
    doubts = [f"bỏ {partly} câu trả lời được một phần điểm"] if partly else []
    if (question.element.findtext("usecase") or "0").strip() == "1":
        question.gathering.remark(
            question.place, "câu phân biệt chữ hoa, chữ thường; quizbot không phân biệt"
        )
    if any("*" in text.replace("\\*", "") for text in full):
        doubts.append("đáp án có dấu * (bất kỳ chữ nào) của Moodle; quizbot hiểu là dấu * thật")
    question.admit("short_text", key=tuple(dict.fromkeys(filter(None, full))), doubts=tuple(doubts))


def _match(question: MoodleQuestion) -> None:
    pairs = [
        (question.text(each), markup.plain(each.findtext("answer/text") or "", html=False)[0])
        for each in question.element.iterfind("subquestion")
    ]
    rights = list(dict.fromkeys(right for _, right in pairs))
    lefts = [(left, right) for left, right in pairs if left]
    options = lettered([left for left, _ in lefts])
    targets = tuple(Option(key=str(number), text=text) for number, text in enumerate(rights, start=1))
    numbers = {target.text: target.key for target in targets}
    key = tuple(f"{option.key}{numbers[right]}" for option, (_, right) in zip(options, lefts, strict=False))
    question.admit("match", key=key, options=options, targets=targets, offered=len(lefts))


def _order(question: MoodleQuestion) -> None:
    answers = question.answers()
    texts = [question.text(answer) for answer, _ in sorted(answers, key=lambda each: each[1])]
    places = {weight for _, weight in answers}
    # older files say the order by the order of the answers alone; sorting keeps it
    if 1 < len(places) < len(answers):
        question.refuse("hai mục cùng một chỗ trong thứ tự (fraction)", "ghi thứ tự 1, 2, 3 cho từng mục")
        return
    shown = sorted(texts)
    random.Random(question.ask).shuffle(shown)
    options = lettered(shown)
    letters = {option.text: option.key for option in options}
    key = tuple(letters[text] for text in texts if text in letters)
    question.admit("order", key=key, options=options, offered=len(texts))


KINDS: dict[str, Callable[[MoodleQuestion], None]] = {
    "multichoice": _choice, "truefalse": _truth, "numerical": _number, "shortanswer": _short,
    "matching": _match, "ordering": _order,
}  # fmt: skip
