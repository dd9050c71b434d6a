"""More than thirty ways in which offices lay out the same four questions; the truth is known."""

from collections.abc import Callable
from typing import Any

from docx.enum.text import WD_BREAK

from quizbot.core import legacy_letters
from tests.bank.exchange import word_tools as tools
from tests.bank.exchange.word_tools import SAMPLES, Mark, Paper, Sample, plain

LETTERS = "ABCD"
Layout = Callable[[Paper], None]
LAYOUTS: dict[str, Layout] = {}


def layout(make: Layout) -> Layout:
    LAYOUTS[make.__name__] = make
    return make


def lines(
    paper: Paper,
    sample: Sample,
    *,
    form: str = "{}. {}",
    mark: Mark = plain,
    on: str = "both",
    where: Any = None,
) -> None:
    """Add the options on lines of their own, the right one with a mark on text, label or both."""
    for letter, text in zip(LETTERS, sample.options, strict=True):
        right = mark if letter == sample.key else plain
        whole = form.format(letter, text)
        label = whole[: len(whole) - len(text)]
        paper.pieces(
            [(label, plain if on == "text" else right), (text, plain if on == "label" else right)],
            where=where,
        )


def each(paper: Paper, head: str = "Câu {}: {}", **options: Any) -> None:
    for number, sample in enumerate(SAMPLES, start=1):
        paper.line(head.format(number, sample.ask))
        lines(paper, sample, **options)


@layout
def bold_line(paper: Paper) -> None:
    each(paper, mark=tools.bold)


@layout
def bold_text_only(paper: Paper) -> None:
    each(paper, head="Câu {}. {}", mark=tools.bold, on="text")


@layout
def underlined_letter_only(paper: Paper) -> None:
    each(paper, mark=tools.underlined, on="label")


@layout
def underlined_text(paper: Paper) -> None:
    each(paper, form="{}) {}", mark=tools.underlined)


@layout
def italic_option(paper: Paper) -> None:
    each(paper, head="Câu hỏi {}: {}", mark=tools.italic)


@layout
def red_option(paper: Paper) -> None:
    each(paper, mark=tools.red)


@layout
def red_among_blue_options(paper: Paper) -> None:
    for number, sample in enumerate(SAMPLES, start=1):
        paper.line(f"Câu {number}: {sample.ask}", tools.bold)
        for letter, text in zip(LETTERS, sample.options, strict=True):
            paper.line(f"{letter}. {text}", tools.red if letter == sample.key else tools.blue)


@layout
def red_option_under_a_long_blue_question(paper: Paper) -> None:
    for number, sample in enumerate(SAMPLES, start=1):
        paper.line(f"Câu {number}: {sample.ask}", tools.blue)
        lines(paper, sample, mark=tools.red)


@layout
def highlighted_option(paper: Paper) -> None:
    each(paper, mark=tools.highlighted)


@layout
def shaded_option(paper: Paper) -> None:
    each(paper, mark=tools.shaded)


@layout
def bold_and_red_agree(paper: Paper) -> None:
    def both(run: Any) -> None:
        tools.bold(run)
        tools.red(run)

    each(paper, mark=both)


@layout
def bold_labels_everywhere_underlined_key(paper: Paper) -> None:
    for number, sample in enumerate(SAMPLES, start=1):
        paper.pieces([(f"Câu {number}: ", tools.bold), (sample.ask, plain)])
        for letter, text in zip(LETTERS, sample.options, strict=True):
            right = tools.underlined if letter == sample.key else plain
            paper.pieces([(f"{letter}. ", tools.bold), (text, right)])


@layout
def lower_case_letters(paper: Paper) -> None:
    for number, sample in enumerate(SAMPLES, start=1):
        paper.line(f"Câu {number}: {sample.ask}")
        for letter, text in zip("abcd", sample.options, strict=True):
            paper.line(f"{letter}) {text}", tools.bold if letter.upper() == sample.key else plain)


@layout
def sign_dung(paper: Paper) -> None:
    for number, sample in enumerate(SAMPLES, start=1):
        paper.line(f"Câu {number}: {sample.ask}")
        for letter, text in zip(LETTERS, sample.options, strict=True):
            paper.line(f"{letter}. {text}" + (" (đúng)" if letter == sample.key else ""))


@layout
def star_before(paper: Paper) -> None:
    for number, sample in enumerate(SAMPLES, start=1):
        paper.line(f"Câu {number}: {sample.ask}")
        for letter, text in zip(LETTERS, sample.options, strict=True):
            paper.line(("*" if letter == sample.key else "") + f"{letter}. {text}")


@layout
def star_behind(paper: Paper) -> None:
    for number, sample in enumerate(SAMPLES, start=1):
        paper.line(f"Câu {number}: {sample.ask}")
        for letter, text in zip(LETTERS, sample.options, strict=True):
            paper.line(f"{letter}. {text}" + (" *" if letter == sample.key else ""))


@layout
def ticked_boxes(paper: Paper) -> None:
    for number, sample in enumerate(SAMPLES, start=1):
        paper.line(f"Câu {number}: {sample.ask}")
        for letter, text in zip(LETTERS, sample.options, strict=True):
            paper.line(f"{'☑' if letter == sample.key else '☐'} {letter}. {text}")


@layout
def answer_line(paper: Paper) -> None:
    for number, sample in enumerate(SAMPLES, start=1):
        paper.line(f"Câu {number}: {sample.ask}")
        lines(paper, sample)
        paper.line(f"Đáp án: {sample.key}", tools.bold)


@layout
def answer_line_with_text_and_reason(paper: Paper) -> None:
    for number, sample in enumerate(SAMPLES, start=1):
        paper.line(f"Câu {number}: {sample.ask}")
        lines(paper, sample)
        text = sample.options[LETTERS.index(sample.key)]
        paper.line(f"ĐÁP ÁN {number}: {sample.key}. {text}")
        paper.line(f"Giải thích: {sample.explain}")


@layout
def answer_line_by_text(paper: Paper) -> None:
    for number, sample in enumerate(SAMPLES, start=1):
        paper.line(f"Câu {number}: {sample.ask}")
        lines(paper, sample)
        paper.line(f"Đáp án đúng: {sample.options[LETTERS.index(sample.key)]}")


@layout
def inline_by_tabs(paper: Paper) -> None:
    for number, sample in enumerate(SAMPLES, start=1):
        paper.line(f"Câu {number}: {sample.ask}")
        pieces: list[tuple[str, Mark]] = []
        for letter, text in zip(LETTERS, sample.options, strict=True):
            pieces += [(f"{letter}. {text}", tools.bold if letter == sample.key else plain), ("\t", plain)]
        paper.pieces(pieces)


@layout
def inline_two_by_two(paper: Paper) -> None:
    for number, sample in enumerate(SAMPLES, start=1):
        paper.line(f"Câu {number}: {sample.ask}")
        for pair in (0, 2):
            pieces: list[tuple[str, Mark]] = []
            for at in (pair, pair + 1):
                right = tools.underlined if LETTERS[at] == sample.key else plain
                pieces += [(f"{LETTERS[at]}.", right), (f" {sample.options[at]}      ", plain)]
            paper.pieces(pieces)


@layout
def all_in_one_paragraph_by_line_breaks(paper: Paper) -> None:
    for number, sample in enumerate(SAMPLES, start=1):
        paragraph = paper.document.add_paragraph()
        paragraph.add_run(f"Câu {number}: {sample.ask}").add_break(WD_BREAK.LINE)
        for letter, text in zip(LETTERS, sample.options, strict=True):
            run = paragraph.add_run(f"{letter}. {text}")
            run.bold = letter == sample.key
            run.add_break(WD_BREAK.LINE)


@layout
def key_table_upright(paper: Paper) -> None:
    each(paper)
    paper.line("BẢNG ĐÁP ÁN")
    rows = [["Câu", "Đáp án"], *([str(n), s.key] for n, s in enumerate(SAMPLES, start=1))]
    paper.table(rows)


@layout
def key_table_lying(paper: Paper) -> None:
    each(paper)
    paper.table([["Câu", "1", "2", "3", "4"], ["Đáp án", *(sample.key for sample in SAMPLES)]])


@layout
def key_table_of_entries(paper: Paper) -> None:
    each(paper)
    cells = [f"{number}.{sample.key}" for number, sample in enumerate(SAMPLES, start=1)]
    paper.line("ĐÁP ÁN")
    paper.table([cells[:2], cells[2:]])


@layout
def key_line_at_the_end(paper: Paper) -> None:
    each(paper)
    paper.line("ĐÁP ÁN:")
    paper.line("  ".join(f"{number}-{sample.key}" for number, sample in enumerate(SAMPLES, start=1)))


@layout
def automatic_numbers_for_questions(paper: Paper) -> None:
    numbered = paper.list_of(("decimal", "Câu %1:"))
    for sample in SAMPLES:
        paper.listed(paper.line(sample.ask), numbered)
        lines(paper, sample, mark=tools.bold)


@layout
def automatic_numbers_and_letters(paper: Paper) -> None:
    numbered = paper.list_of(("decimal", "Câu %1."), ("upperLetter", "%2."))
    for sample in SAMPLES:
        paper.listed(paper.line(sample.ask, tools.bold), numbered)
        for letter, text in zip(LETTERS, sample.options, strict=True):
            right = tools.underlined if letter == sample.key else plain
            paper.listed(paper.line(text, right), numbered, 1)


@layout
def automatic_letters_begun_anew(paper: Paper) -> None:
    first = paper.list_of(("upperLetter", "%1)"))
    abstract = 100 + len(paper.document.part.numbering_part.element.findall("{*}abstractNum")) - 1
    for number, sample in enumerate(SAMPLES, start=1):
        paper.line(f"Câu {number}: {sample.ask}")
        letters = first if number == 1 else paper.over(abstract, start=True)
        for letter, text in zip(LETTERS, sample.options, strict=True):
            paper.listed(paper.line(text, tools.red if letter == sample.key else plain), letters)


@layout
def bare_numbers_only(paper: Paper) -> None:
    each(paper, head="{}. {}", mark=tools.bold)


@layout
def automatic_bare_numbers(paper: Paper) -> None:
    numbered = paper.list_of(("decimal", "%1."))
    for sample in SAMPLES:
        paper.listed(paper.line(sample.ask), numbered)
        lines(paper, sample, mark=tools.highlighted)


@layout
def bullets_for_options(paper: Paper) -> None:
    for number, sample in enumerate(SAMPLES, start=1):
        paper.line(f"Câu {number}: {sample.ask}")
        for letter, text in zip(LETTERS, sample.options, strict=True):
            paper.line(f"- {text}", tools.bold if letter == sample.key else plain)


@layout
def word_bullets_for_options(paper: Paper) -> None:
    bullets = paper.list_of(("bullet", "\uf0b7"))
    for number, sample in enumerate(SAMPLES, start=1):
        paper.line(f"Câu {number}: {sample.ask}")
        for letter, text in zip(LETTERS, sample.options, strict=True):
            paper.listed(paper.line(text, tools.bold if letter == sample.key else plain), bullets)


@layout
def numbers_for_options(paper: Paper) -> None:
    for number, sample in enumerate(SAMPLES, start=1):
        paper.line(f"Câu {number}: {sample.ask}")
        for at, text in enumerate(sample.options):
            paper.line(f"{at + 1}. {text}", tools.bold if LETTERS[at] == sample.key else plain)


@layout
def options_in_a_layout_table(paper: Paper) -> None:
    for number, sample in enumerate(SAMPLES, start=1):
        paper.line(f"Câu {number}: {sample.ask}")
        table = paper.document.add_table(rows=2, cols=2)
        for at, text in enumerate(sample.options):
            run = table.cell(at // 2, at % 2).paragraphs[0].add_run(f"{LETTERS[at]}. {text}")
            run.bold = LETTERS[at] == sample.key


@layout
def options_down_the_columns_of_a_table(paper: Paper) -> None:
    for number, sample in enumerate(SAMPLES, start=1):
        paper.line(f"Câu {number}: {sample.ask}")
        table = paper.document.add_table(rows=2, cols=2)
        for at, text in enumerate(sample.options):
            run = table.cell(at % 2, at // 2).paragraphs[0].add_run(f"{LETTERS[at]}. {text}")
            run.underline = LETTERS[at] == sample.key


@layout
def table_of_questions_with_option_columns(paper: Paper) -> None:
    rows = [["STT", "Câu hỏi", "Phương án A", "Phương án B", "Phương án C", "Phương án D", "Đáp án đúng"]]
    rows += [[str(n), s.ask, *s.options, s.key] for n, s in enumerate(SAMPLES, start=1)]
    paper.table(rows)


@layout
def table_of_questions_with_options_in_the_cell(paper: Paper) -> None:
    table = paper.document.add_table(rows=1 + len(SAMPLES), cols=4)
    for x, head in enumerate(("TT", "Nội dung câu hỏi", "Đáp án", "Căn cứ")):
        table.cell(0, x).text = head
    for y, sample in enumerate(SAMPLES, start=1):
        table.cell(y, 0).text = str(y)
        table.cell(y, 1).text = sample.ask
        for letter, text in zip(LETTERS, sample.options, strict=True):
            table.cell(y, 1).add_paragraph(f"{letter}. {text}")
        table.cell(y, 2).text = sample.key
        table.cell(y, 3).text = sample.explain


@layout
def key_by_the_shade_of_a_cell(paper: Paper) -> None:
    for number, sample in enumerate(SAMPLES, start=1):
        paper.line(f"Câu {number}: {sample.ask}")
        table = paper.document.add_table(rows=4, cols=1)
        for at, text in enumerate(sample.options):
            cell = table.cell(at, 0)
            cell.text = f"{LETTERS[at]}. {text}"
            if LETTERS[at] == sample.key:
                shade = tools.parse_xml(f'<w:shd {tools.nsdecls("w")} w:val="clear" w:fill="92D050"/>')
                cell._tc.get_or_add_tcPr().append(shade)


@layout
def in_text_boxes(paper: Paper) -> None:
    for number, sample in enumerate(SAMPLES, start=1):
        options = [
            (f"{letter}. {text}", letter == sample.key)
            for letter, text in zip(LETTERS, sample.options, strict=True)
        ]
        paper.box([(f"Câu {number}: {sample.ask}", False), *options])


@layout
def key_by_a_character_style(paper: Paper) -> None:
    style = paper.document.styles.add_style("DapAnDung", 2)
    style.font.bold = True
    for number, sample in enumerate(SAMPLES, start=1):
        paper.line(f"Câu {number}: {sample.ask}")
        for letter, text in zip(LETTERS, sample.options, strict=True):
            run = paper.document.add_paragraph().add_run(f"{letter}. {text}")
            run.style = style if letter == sample.key else None


@layout
def key_by_a_paragraph_style(paper: Paper) -> None:
    base = paper.document.styles.add_style("PhuongAn", 1)
    style = paper.document.styles.add_style("PhuongAnDung", 1)
    style.base_style = base
    style.font.underline = True
    for number, sample in enumerate(SAMPLES, start=1):
        paper.line(f"Câu {number}: {sample.ask}")
        for letter, text in zip(LETTERS, sample.options, strict=True):
            paper.line(f"{letter}. {text}", style="PhuongAnDung" if letter == sample.key else "PhuongAn")


@layout
def everything_bold_by_style_but_the_wrong_options(paper: Paper) -> None:
    def light(run: Any) -> None:
        run.bold = False

    style = paper.document.styles.add_style("ToanDam", 1)
    style.font.bold = True
    for number, sample in enumerate(SAMPLES, start=1):
        paper.line(f"Câu {number}: {sample.ask}", style="ToanDam")
        for letter, text in zip(LETTERS, sample.options, strict=True):
            paper.line(f"{letter}. {text}", plain if letter == sample.key else light, style="ToanDam")


@layout
def with_title_parts_and_long_lines(paper: Paper) -> None:
    paper.line("BỘ CÂU HỎI TÌM HIỂU NGHỊ QUYẾT", tools.bold)
    paper.line("(Kèm theo Kế hoạch số 618/KH-VPUBND)", tools.italic)
    for number, sample in enumerate(SAMPLES, start=1):
        if number == 3:
            paper.line("Phần II. Mục tiêu", tools.bold)
        paper.line(f"Câu {number}:")
        paper.line(sample.ask)
        lines(paper, sample)
        paper.line(f"=> Đáp án: {sample.key}")
        paper.line(f"Căn cứ: {sample.explain}")


@layout
def in_tcvn3_font(paper: Paper) -> None:
    back = {new: old for old, new in zip(legacy_letters._TCVN3_FROM, legacy_letters._TCVN3_TO, strict=True)}

    def old(text: str) -> str:
        return "".join(back.get(letter, letter) for letter in text)

    def font(run: Any) -> None:
        run.font.name = ".VnTime"

    def key(run: Any) -> None:
        font(run)
        run.bold = True

    for number, sample in enumerate(SAMPLES, start=1):
        paper.line(old(f"Câu {number}: {sample.ask}"), font)
        for letter, text in zip(LETTERS, sample.options, strict=True):
            paper.line(old(f"{letter}. {text}"), key if letter == sample.key else font)
