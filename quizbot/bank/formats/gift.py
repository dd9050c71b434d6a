"""GIFT, the text format of Moodle: choices, đúng/sai, numbers, short answers, matching."""

from collections.abc import Sequence
from decimal import Decimal

from quizbot.bank.exchange import encodings, markup
from quizbot.bank.exchange.admitting import admit, lettered
from quizbot.bank.exchange.losses import losses_of, whole
from quizbot.bank.exchange.machine_numbers import machine_number
from quizbot.bank.exchange.moodle import gift_words as words
from quizbot.bank.exchange.values import Exported, Found, Gathering, Imported, Loss
from quizbot.bank.exchange.weights import weighted_key
from quizbot.core.numbers import write_number
from quizbot.core.question import Option, Question

_TRUTH = {"t": True, "true": True, "f": False, "false": False, "đúng": True, "sai": False}
_GAP = "_____"


class _Gift:
    title = "GIFT (Moodle)"
    extensions = (".gift",)

    def sniff(self, name: str, content: bytes) -> float:
        """Know GIFT by its answer blocks, and by its ending."""
        decoded = encodings.decode(content)
        if decoded is None or content.startswith((b"PK", b"<")):
            return 0.0
        signs = sum(
            1
            for block in words.blocks(decoded.text)
            if (answer := words.parts(block.text)[1]) is not None
            and answer.strip()[:1] in ("=", "~", "#", "T", "F")
        )
        if name.lower().endswith(self.extensions):
            return 0.95
        return 0.8 if signs else 0.0

    def read(self, name: str, content: bytes) -> Imported:
        """Understand a file, question by question."""
        gathering = Gathering()
        decoded = encodings.decode(content)
        if decoded is None:
            gathering.problem("tệp", "", "không nhận ra bảng mã của tệp", "lưu lại tệp với bảng mã UTF-8")
            return gathering.done()
        if decoded.was:
            gathering.remark("tệp", f"đã chuyển từ {decoded.was} sang Unicode dựng sẵn")
        for block in words.blocks(decoded.text):
            _Reading(block, gathering).take()
        return gathering.done()

    def write(self, questions: Sequence[Question]) -> Exported:
        """Write questions; the id is the title, the explanation the general feedback."""
        made: list[str] = []
        losses: list[Loss] = []
        for question in questions:
            text = _written(question)
            lost = None if text is None else losses_of(question, self.read("", text.encode()))
            if text is None or lost is None:
                losses.append(whole(question, "GIFT không chép được loại câu này"))
                continue
            made.append(text)
            losses += lost
        return Exported(content="\n".join(made).encode(), losses=tuple(losses))


class _Reading:
    """One block on its way to a question."""

    def __init__(self, block: words.Block, gathering: Gathering) -> None:
        self.place = f"dòng {block.line}"
        self.gathering = gathering
        self.name, rest = words.title_of(block.text)
        self.format, rest = words.format_of(rest)
        self.before, self.answer, self.behind = words.parts(rest)
        # something to see or hear stands in the question
        self.pictures = False

    def text(self, raw: str) -> str:
        """Give plain words."""
        named, raw = words.format_of(raw)
        html = {"html": True, "plain": False}.get(named or self.format)
        said, told = markup.plain(words.unescaped(raw), html=html)
        for what in told:
            self.gathering.remark(self.place, what)
        self.pictures = self.pictures or markup.pictured(told) or words.shows_picture(raw)
        return said

    def refuse(self, what: str, fix: str) -> None:
        self.gathering.problem(self.place, self.text(self.before), what, fix)

    def take(self) -> None:
        """Understand the block."""
        if self.answer is None:
            self.gathering.remark(self.place, f"bỏ qua đoạn không có câu trả lời: {self.before.strip()[:60]}")
            return
        if self.behind == "{":
            self.refuse("thiếu dấu } đóng phần trả lời", "thêm dấu }")
            return
        if words.parts(self.behind)[1] is not None:
            self.refuse("có hai phần trả lời { } trong một câu", "thêm một dòng trống giữa hai câu")
            return
        answers, head, general = words.answers_of(self.answer)
        explain = self.text(general)
        self.pictures = False
        if not answers and head.strip().startswith("#"):
            self.number(head, answers, explain)
        elif not answers:
            self.truth(head, explain)
        elif head.strip().startswith("#"):
            self.number(head, answers, explain)
        elif head.strip():
            self.refuse(
                f"không hiểu “{head.strip()[:40]}” ở đầu phần trả lời",
                "mỗi câu trả lời bắt đầu bằng = hoặc ~",
            )
        elif any(each.sign == "~" for each in answers):
            self.choice(answers, explain)
        elif all("->" in each.text for each in answers):
            self.match(answers, explain)
        else:
            self.short(answers, explain)

    def ask(self) -> str:
        behind = self.text(self.behind)
        before = self.text(self.before)
        return f"{before} {_GAP} {behind}" if behind else before

    def admit(self, found: Found, offered: int | None = None) -> None:
        if self.pictures:
            self.refuse(
                "câu có hình, quizbot không chép được", "viết lại câu bằng chữ, hoặc bỏ hình nếu không cần"
            )
            return
        admit(found, self.gathering, offered=offered)

    def truth(self, head: str, explain: str) -> None:
        said, _, feedback = head.partition("#")
        right = _TRUTH.get(said.strip().lower())
        if right is None:
            what = "câu tự luận" if not said.strip() else f"không hiểu câu trả lời “{said.strip()[:40]}”"
            self.refuse(what, "quizbot chỉ nhận câu có đáp án: viết =đúng ~sai, TRUE hoặc FALSE")
            return
        options = (Option(key="A", text="Đúng"), Option(key="B", text="Sai"))
        told = explain or self.text(feedback.split("#")[0])
        self.admit(
            Found(
                kind="true_false", ask=self.ask(), options=options, key=("A" if right else "B",),
                explain=told, name=self.name, place=self.place, key_found=("TRUE/FALSE",),
            )
        )  # fmt: skip

    def choice(self, answers: Sequence[words.Answer], explain: str) -> None:
        options = lettered([self.text(each.text) for each in answers])
        if len(options) < len(answers):
            self.refuse(f"câu hỏi có {len(answers)} phương án", f"giữ nhiều nhất {len(options)} phương án")
            return
        weights = [
            each.weight if each.weight is not None else (100.0 if each.sign == "=" else 0.0)
            for each in answers
        ]
        single = any(each.sign == "=" for each in answers)
        judged = weighted_key([option.key for option in options], weights, single=single)
        if judged.problem:
            self.refuse(
                judged.problem, "ghi = trước đúng một phương án, hoặc chia đủ 100 % cho các phương án đúng"
            )
            return
        feedback = next((each.feedback for each in answers if each.sign == "=" and each.feedback), "")
        self.admit(
            Found(
                kind="single" if single else "multiple", ask=self.ask(), options=options, key=judged.key,
                explain=explain or self.text(feedback), name=self.name, place=self.place,
                key_found=("=",) if single else ("%",), doubts=judged.doubts,
            )
        )  # fmt: skip

    def short(self, answers: Sequence[words.Answer], explain: str) -> None:
        full = [each for each in answers if each.weight in (None, 100.0)]
        partly = len(answers) - len(full)
        doubts: tuple[str, ...] = (f"bỏ {partly} câu trả lời không được đủ điểm",) if partly else ()
        if any("*" in each.text.replace("\\*", "") for each in full):
            doubts += ("đáp án có dấu * (bất kỳ chữ nào) của Moodle; quizbot hiểu là dấu * thật",)
        texts = tuple(dict.fromkeys(text for each in full if (text := self.text(each.text))))
        self.admit(
            Found(
                kind="short_text", ask=self.ask(), key=texts, explain=explain, name=self.name,
                place=self.place, key_found=("=",), doubts=doubts,
            )
        )  # fmt: skip

    def match(self, answers: Sequence[words.Answer], explain: str) -> None:
        pairs = [tuple(map(self.text, each.text.split("->", 1))) for each in answers]
        rights = list(dict.fromkeys(right for _, right in pairs))
        lefts = [left for left, _ in pairs if left]
        options = lettered(lefts)
        targets = tuple(Option(key=str(number), text=text) for number, text in enumerate(rights, start=1))
        numbers = {target.text: target.key for target in targets}
        matched = [right for left, right in pairs if left]
        key = tuple(f"{option.key}{numbers[right]}" for option, right in zip(options, matched, strict=False))
        self.admit(
            Found(
                kind="match", ask=self.ask(), options=options, targets=targets, key=key, explain=explain,
                name=self.name, place=self.place, key_found=("->",),
            ),
            offered=len(lefts),
        )  # fmt: skip

    def number(self, head: str, answers: Sequence[words.Answer], explain: str) -> None:
        said = head.strip().removeprefix("#").split("#")[0].strip()
        if answers and not (said and all(each.sign == "~" for each in answers)):
            full = [each for each in answers if each.weight in (None, 100.0) and each.sign == "="]
            if len(full) != 1 or said:
                self.refuse("câu số có nhiều đáp án được đủ điểm", "chỉ giữ một con số hoặc một khoảng")
                return
            said = full[0].text
        value = _interval(said)
        if value is None:
            self.refuse(f"không hiểu con số “{said[:40]}”", "viết như #3, #3:0.5 hoặc #1..5")
            return
        partly = any(each.weight not in (None, 100.0, 0.0) for each in answers)
        doubts = ("bỏ các con số được một phần điểm",) if partly else ()
        self.admit(
            Found(
                kind="number", ask=self.ask(), key=(write_number(value[0]),), tolerance=value[1],
                explain=explain, name=self.name, place=self.place, key_found=("#",), doubts=doubts,
            )
        )  # fmt: skip


def _interval(said: str) -> tuple[Decimal, Decimal] | None:
    """Read "3", "3:0.5" (plus or minus), "1..5" (a range)."""
    if ".." in said:
        low, high = (machine_number(each) for each in said.split("..", 1))
        if low is None or high is None or low > high:
            return None
        return (low + high) / 2, (high - low) / 2
    number, _, within = said.partition(":")
    value, tolerance = machine_number(number), machine_number(within) if within.strip() else Decimal(0)
    return None if value is None or tolerance is None or tolerance < 0 else (value, tolerance)


def _written(question: Question) -> str | None:
    block = _block(question)
    if block is None:
        return None
    if question.explain:
        block += f"\n####{words.escaped(question.explain)}"
    return f"::{words.escaped(question.id)}::[plain]{words.escaped(question.ask)}{{{block}}}\n"


def _block(question: Question) -> str | None:
    escape = words.escaped
    if question.kind == "single":
        rows = [("=" if option.key in question.key else "~", option.text) for option in question.options]
        return "".join(f"\n{sign}{escape(text)}" for sign, text in rows)
    if question.kind == "multiple":
        shares = _shares(len(question.key))
        right = dict(zip(question.key, shares, strict=True))
        return "".join(
            f"\n~%{right.get(option.key, '-100')}%{escape(option.text)}" for option in question.options
        )
    if question.kind == "true_false":
        texts = [option.text for option in question.options]
        right_text = question.option(question.key[0]).text
        return {"Đúng": "TRUE", "Sai": "FALSE"}.get(right_text) if texts == ["Đúng", "Sai"] else None
    if question.kind == "number":
        within = f":{write_number(question.tolerance)}" if question.tolerance else ""
        return f"#{question.key[0]}{within}"
    if question.kind == "short_text":
        return "".join(f"\n={escape(text)}" for text in question.key)
    if question.kind == "match":
        targets = {target.key: target.text for target in question.targets}
        pairs = {part[0]: targets[part[1:]] for part in question.key}
        return "".join(
            f"\n={escape(option.text)} -> {escape(pairs[option.key])}"
            for option in question.options
            if option.key in pairs
        )
    return None


def _shares(count: int) -> list[str]:
    """Share 100 % out over so many right options, with the five decimals Moodle keeps."""
    return [f"{100 / count:.5f}".rstrip("0").rstrip(".")] * count


FORMAT = _Gift()
