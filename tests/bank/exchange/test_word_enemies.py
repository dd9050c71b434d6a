"""Papers that try to mislead: made at random with known truth; a key is right, or the question is not taken."""

import random
from collections.abc import Callable

import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import RGBColor

from quizbot.bank.exchange.values import Imported
from quizbot.bank.formats import FORMATS
from tests.bank.exchange import word_tools as tools
from tests.bank.exchange.word_tools import Mark, Paper, plain

OPTIONS = ("Bộ Chính trị", "Quốc hội khóa XV", "Chính phủ nhiệm kỳ mới", "Ban Bí thư")
LOOKS: tuple[Mark, ...] = (
    tools.bold, tools.underlined, tools.italic, tools.red, tools.highlighted, tools.shaded,
)  # fmt: skip
HEADS = (
    "Câu {}: {}",
    "Câu {}. {}",
    "CÂU {}. {}",
    "Câu hỏi {}: {}",
    "Câu {} - {}",
    "câu {}) {}",
    "Câu {}/ {}",
)
FORMS = ("{}. {}", "{}) {}", "({}) {}", "{}/ {}", "{}.{}", "{} . {}", "{}- {}")
LINES = (
    "Đáp án: {}", "ĐÁP ÁN: {}.", "Đáp án đúng là: {}", "=> Đáp án {}", "Đáp án đúng: phương án {}", "Chọn {}",
    "(Đáp án: {})", "Trả lời: {}", "Đ/A: {}", "Đáp án: ({})",
)  # fmt: skip


def green(run: object) -> None:
    run.font.color.rgb = RGBColor(0, 0x80, 0)  # type: ignore[attr-defined]


def read(paper: Paper) -> Imported:
    return FORMATS["docx"].read("de.docx", paper.done())


class Made:
    """A random paper and its truth: the key of each question; None where two signals disagree or none is."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.paper = Paper()
        self.truth: dict[str, str | None] = {}
        self.listed: dict[int, str] = {}
        for number in range(1, 7):
            self.question(number)
        self.table()

    def question(self, number: int) -> None:
        chance = self.chance
        ask = f"Văn bản thứ {number} do cơ quan nào ban hành?"
        right = chance.choice("ABCD")
        told = right if chance.random() < 0.7 else chance.choice("ABCD")
        signals = chance.sample(("look", "line", "sign", "table"), k=chance.choice((0, 1, 1, 1, 2)))
        keys = [right, told][: len(signals)]
        self.truth[ask] = keys[0] if len(set(keys)) == 1 else None
        said = dict(zip(signals, keys, strict=True))
        self.paper.line(chance.choice(HEADS).format(number, ask), chance.choice((plain, plain, tools.bold)))
        self.options(said.get("look"), said.get("sign"))
        if "line" in said:
            self.paper.line(chance.choice(LINES).format(said["line"]))
        if "table" in said:
            self.listed[number] = said["table"]
        if chance.random() < 0.3:
            self.paper.line("Giải thích: xem phần nơi nhận của văn bản.")

    def options(self, looked: str | None, signed: str | None) -> None:
        chance, look = self.chance, self.chance.choice(LOOKS)
        form = chance.choice(FORMS)
        lower = chance.random() < 0.2 and form[2] in ".)"
        pieces: list[tuple[str, Mark]] = []
        for letter, text in zip("ABCD", OPTIONS, strict=True):
            sign = chance.choice((" (đúng)", " *", " (x)", " ✓")) if letter == signed else ""
            label = letter.lower() if lower else letter
            pieces.append((form.format(label, text) + sign, look if letter == looked else plain))
        way = chance.choice(("lines", "lines", "tabs", "pairs", "cells", "break"))
        if way == "tabs" and form[2] in ".)":
            self.paper.pieces([piece for each in pieces for piece in (each, ("\t", plain))][:-1])
        elif way == "pairs" and form[2] in ".)":
            for two in (pieces[:2], pieces[2:]):
                self.paper.pieces([two[0], ("\t", plain), two[1]])
        elif way == "cells":
            table = self.paper.document.add_table(rows=2, cols=2)
            for at, (text, mark) in enumerate(pieces):
                mark(table.cell(at // 2, at % 2).paragraphs[0].add_run(text))
        elif way == "break":
            paragraph = self.paper.document.add_paragraph()
            for at, (text, mark) in enumerate(pieces):
                run = paragraph.add_run(text)
                mark(run)
                if at < len(pieces) - 1:
                    paragraph.add_run().add_break()
        else:
            for text, mark in pieces:
                self.paper.line(text, mark)

    def table(self) -> None:
        if not self.listed:
            return
        self.paper.line("BẢNG ĐÁP ÁN")
        way = self.chance.choice(("upright", "lying", "line", "entries"))
        rows = [[str(number), letter] for number, letter in self.listed.items()]
        if way == "upright" or len(rows) < 3:
            for number, letter in rows:
                self.paper.line(f"{number}-{letter}")
        elif way == "lying":
            self.paper.table([["Câu", *(row[0] for row in rows)], ["Đáp án", *(row[1] for row in rows)]])
        elif way == "line":
            self.paper.line(", ".join(f"{number}{letter}" for number, letter in rows))
        else:
            self.paper.table([["Câu", "Đáp án"], *rows])


@pytest.mark.parametrize("seed", range(150))
def test_a_key_is_right_or_the_question_is_not_taken(seed: int) -> None:
    made = Made(seed)
    imported = read(made.paper)
    texts = dict(zip("ABCD", OPTIONS, strict=True))

    assert {found.ask for found in imported.found} <= set(made.truth)
    for found in imported.found:
        truth = made.truth[found.ask]
        assert truth is not None, (found, imported)
        said = {option.key: option.text for option in found.options}
        assert [said[key] for key in found.key] == [texts[truth]], (found, truth)
        assert [option.text for option in found.options] == list(OPTIONS)
    right = [ask for ask, key in made.truth.items() if key is not None]
    assert len(imported.found) == len(right), (right, imported.problems)
    assert len(imported.problems) == len(made.truth) - len(right)


def options(paper: Paper, right: str = "", mark: Mark = tools.bold) -> None:
    for letter, text in zip("ABCD", OPTIONS, strict=True):
        paper.line(f"{letter}. {text}", mark if letter in right else plain)


def keys(imported: Imported) -> list[str]:
    return ["".join(found.key) for found in imported.found]


class TestNumbersThatBeginAnew:
    def parts(self, *tables: tuple[int, str]) -> Imported:
        """Make a paper of two parts with questions 1 and 2 each, and tables behind a part."""
        paper = Paper()
        for part in (1, 2):
            paper.line(f"PHẦN {'I' * part}")
            for number in (1, 2):
                paper.line(f"Câu {number}: Phần {part}, câu {number} hỏi gì?")
                options(paper)
            for where, letters in tables:
                if where == part:
                    paper.line("ĐÁP ÁN")
                    paper.line(" ".join(f"{n}-{letter}" for n, letter in enumerate(letters, start=1)))
        return read(paper)

    def test_one_table_for_two_questions_of_one_number_tells_nothing(self) -> None:
        imported = self.parts((2, "AB"))

        assert imported.found == ()
        assert all("cùng số" in problem.what for problem in imported.problems)

    def test_a_table_behind_each_part_tells_its_own(self) -> None:
        assert keys(self.parts((1, "AB"), (2, "CD"))) == ["A", "B", "C", "D"]

    def test_the_title_of_a_part_belongs_to_no_option(self) -> None:
        imported = self.parts((1, "AB"), (2, "CD"))

        assert all(found.options[3].text == OPTIONS[3] for found in imported.found)

    def test_a_second_table_that_disagrees_tells_nothing(self) -> None:
        paper = Paper()
        for start in (1, 3):
            for number in (start, start + 1):
                paper.line(f"Câu {number}: Câu thứ {number} hỏi gì?")
                options(paper)
            paper.line("ĐÁP ÁN")
            paper.line("1-A 2-B" if start == 1 else "1-C 2-B 3-C 4-D")

        assert keys(read(paper)) == ["B", "C", "D"]


class TestLooksThatMislead:
    def one(self, *marks: Mark, ask: Mark = plain) -> Imported:
        paper = Paper()
        paper.line("Câu 1: Cơ quan nào?", ask)
        for letter, text, mark in zip("ABCD", OPTIONS, marks, strict=True):
            paper.line(f"{letter}. {text}", mark)
        return read(paper)

    @pytest.mark.parametrize(
        "marks",
        [
            (tools.bold,) * 4, (plain,) * 4, (tools.bold, tools.italic, plain, plain),
            (tools.bold, tools.bold, plain, plain), (green, tools.red, plain, plain), (tools.struck, plain, plain, plain),
            (tools.struck, tools.struck, tools.struck, plain),
        ],
    )  # fmt: skip
    def test_looks_that_point_nowhere_or_at_two_are_refused(self, marks: tuple[Mark, ...]) -> None:
        assert self.one(*marks).found == ()

    def test_the_one_green_among_red_is_meant(self) -> None:
        assert keys(self.one(tools.red, tools.red, green, tools.red)) == ["C"]

    def test_a_stressed_word_is_a_doubt(self) -> None:
        paper = Paper()
        paper.line("Câu 1: Cơ quan nào?")
        for letter in "ABC":
            paper.pieces(
                [(f"{letter}. không ", plain), ("phải như vậy", tools.bold if letter == "B" else plain)]
            )
        imported = read(paper)

        assert imported.found == () or "một phần" in imported.found[0].doubts[0]

    def test_a_hidden_key_is_not_read_and_told(self) -> None:
        paper = Paper()
        paper.line("Câu 1: Cơ quan nào?")
        options(paper)
        paper.line("Đáp án: B", tools.hidden)
        imported = read(paper)

        assert imported.found == ()
        assert "chữ ẩn" in imported.remarks[0].what

    def test_right_and_wrong_marks_are_taken_out_of_the_options(self) -> None:
        paper = Paper()
        paper.line("Câu 1: Cơ quan nào?")
        for letter, text, mark in zip("ABCD", OPTIONS, ("(sai)", "(Đúng)", "(sai)", "(sai)"), strict=True):
            paper.line(f"{letter}. {text} {mark}")
        imported = read(paper)

        assert keys(imported) == ["B"]
        assert [option.text for option in imported.found[0].options] == list(OPTIONS)


class TestTrackedChanges:
    def deleted(self, run: object) -> None:
        element = run._r  # type: ignore[attr-defined]
        gone = OxmlElement("w:del")
        element.addprevious(gone)
        gone.append(element)
        for text in element.findall(qn("w:t")):
            text.tag = qn("w:delText")

    def inserted(self, run: object) -> None:
        element = run._r  # type: ignore[attr-defined]
        added = OxmlElement("w:ins")
        element.addprevious(added)
        added.append(element)

    def changed(self, first: Callable[[object], None], second: Callable[[object], None]) -> Imported:
        paper = Paper()
        paper.line("Câu 1: Cơ quan nào?")
        options(paper)
        line = paper.pieces([("Đáp án: ", plain), ("A", plain), ("B", plain)])
        first(line.runs[1])
        second(line.runs[2] if len(line.runs) > 2 else line.runs[1])
        return read(paper)

    def test_a_key_that_was_mended_counts_as_mended(self) -> None:
        imported = self.changed(self.deleted, self.inserted)

        assert keys(imported) == ["B"]
        assert "đã xóa" in imported.remarks[0].what

    def test_a_look_that_was_taken_back_does_not_count(self) -> None:
        paper = Paper()
        paper.line("Câu 1: Cơ quan nào?")
        options(paper, "C")
        looks = paper.document.paragraphs[1].runs[0]._r.get_or_add_rPr()
        before = f'<w:rPrChange {nsdecls("w")} w:id="1" w:author="a"><w:rPr><w:b/></w:rPr></w:rPrChange>'
        looks.append(parse_xml(before))

        assert keys(read(paper)) == ["C"]


class TestTables:
    def three(self, *rows: list[str]) -> Imported:
        paper = Paper()
        for number in (1, 2, 3):
            paper.line(f"Câu {number}: Câu thứ {number} hỏi gì?")
            options(paper)
        paper.line("ĐÁP ÁN")
        paper.table(rows)
        return read(paper)

    def test_keys_of_several_exam_codes_tell_nothing(self) -> None:
        assert self.three(["Câu", "1", "2", "3"], ["Mã đề 101", *"ABC"], ["Mã đề 102", *"BCA"]).found == ()
        assert self.three(["Câu", "Mã 101", "Mã 102"], ["1", *"AB"], ["2", *"BC"], ["3", *"CA"]).found == ()

    def test_blocks_side_by_side_are_read(self) -> None:
        rows = (["Câu", "Đáp án", "Câu", "Đáp án"], ["1", "A", "3", "C"], ["2", "B", "", ""])
        assert keys(self.three(*rows)) == ["A", "B", "C"]

    @pytest.mark.parametrize("label", ["{}", "{}.", "{})"])
    def test_letters_in_a_column_of_their_own(self, label: str) -> None:
        paper = Paper()
        paper.line("Câu 1: Cơ quan nào?")
        table = paper.table(
            [[label.format(letter), text] for letter, text in zip("ABCD", OPTIONS, strict=True)]
        )
        tools.bold(table.cell(2, 1).paragraphs[0].runs[0])

        assert keys(read(paper)) == ["C"]
