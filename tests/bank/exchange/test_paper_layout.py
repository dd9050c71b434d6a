"""Papers as text: what counts as a key, and where reading stops rather than guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.bank.exchange.values import Found, Imported
from quizbot.bank.formats import FORMATS

OPTIONS = "A. Bộ Chính trị\nB. Quốc hội\nC. Chính phủ\nD. Ban Bí thư\n"


def read(text: str) -> Imported:
    return FORMATS["plain_text"].read("de.txt", text.encode())


def only(text: str) -> Found:
    imported = read(text)
    assert imported.problems == ()
    assert len(imported.found) == 1
    return imported.found[0]


def refused(text: str) -> str:
    imported = read(text)
    assert imported.found == ()
    assert len(imported.problems) == 1
    assert imported.problems[0].fix
    return imported.problems[0].what


class TestKeys:
    @pytest.mark.parametrize(
        "line",
        [
            "Đáp án: C", "ĐÁP ÁN: C", "Đáp án đúng: C.", "Đáp án đúng là: C", "=> Đáp án: C", "(Đáp án: C)",
            "[Đáp án: C]", "ĐA: C", "Đ/A: C", "Trả lời: C", "Đáp án C", "Đáp án: C. Chính phủ", "Đáp án: Chính phủ",
            "ĐÁP ÁN 1: C", "Answer: C", "Đáp án = C", "Đáp án: Phương án C", "Đáp án: 3", "- Đáp án: C",
        ],
    )  # fmt: skip
    def test_are_told_in_many_words(self, line: str) -> None:
        found = only(f"Câu 1: Cơ quan nào ban hành?\n{OPTIONS}{line}\n")

        assert found.key == ("C",)
        assert found.key_found == ("Đáp án:",)

    def test_behind_the_last_option(self) -> None:
        found = only("Câu 1: Ai ban hành?\nA. Một  B. Hai  C. Ba  D. Bốn  Đáp án: B\n")

        assert (found.key, found.options[3].text) == (("B",), "Bốn")

    def test_of_several_options_when_the_question_says_so(self) -> None:
        found = only(f"Câu 1: Những ai? (Chọn các phương án đúng)\n{OPTIONS}Đáp án: A, C\n")

        assert (found.kind, found.key) == ("multiple", ("A", "C"))

    def test_on_a_line_at_the_end(self) -> None:
        text = "".join(f"Câu {n}: Hỏi {n}?\n{OPTIONS}" for n in (1, 2, 3)) + "BẢNG ĐÁP ÁN\n1.A 2.B 3.C\n"

        assert [found.key for found in read(text).found] == [("A",), ("B",), ("C",)]

    def test_by_saying_the_right_option_again(self) -> None:
        found = only(f"Câu 1: Ai?\n{OPTIONS}• C. Chính phủ;\n")

        assert (found.key, len(found.options)) == (("C",), 4)

    def test_in_words_without_options(self) -> None:
        assert only("Câu 1: NQ 57 ban hành năm 2024.\nĐáp án: Đúng\n").kind == "true_false"
        assert only("Câu 1: Bao nhiêu phần trăm?\nĐáp án: 50%\n").key == ("50",)
        assert only("Câu 1: Số hiệu kế hoạch?\nĐáp án: 618/KH-VPUBND / số 618\n").key == (
            "618/KH-VPUBND",
            "số 618",
        )


class TestNoKeyIsGuessed:
    def test_without_any_sign(self) -> None:
        assert "không thấy đáp án" in refused(f"Câu 1: Ai?\n{OPTIONS}")

    def test_when_a_sign_and_the_table_disagree(self) -> None:
        text = "Câu 1: Ai?\nA. Một\n*B. Hai\nC. Ba\nĐÁP ÁN\n1-C\n"

        assert "không khớp" in refused(text)

    def test_when_two_answer_lines_disagree(self) -> None:
        assert "không khớp" in refused(f"Câu 1: Ai?\n{OPTIONS}Đáp án: A\nĐáp án: B\n")

    def test_when_the_table_says_two_things(self) -> None:
        assert "bảng đáp án" in refused(f"Câu 1: Ai?\n{OPTIONS}ĐÁP ÁN\n1-A\n1-B\n")

    def test_when_the_letter_is_no_option(self) -> None:
        assert "không chỉ ra" in refused("Câu 1: Ai?\nA. Một\nB. Hai\nĐáp án: D\n")

    def test_when_letter_and_text_of_the_line_disagree(self) -> None:
        assert "không chỉ ra" in refused(f"Câu 1: Ai?\n{OPTIONS}Đáp án: B. Chính phủ\n")

    def test_when_a_number_is_both_a_place_and_a_text(self) -> None:
        assert "không chỉ ra" in refused("Câu 1: Mấy?\nA. 2\nB. 3\nC. 4\nĐáp án: 2\n")

    def test_when_every_option_is_marked(self) -> None:
        assert "mọi phương án" in refused("Câu 1: Ai?\n*A. Một\n*B. Hai\n")

    def test_when_several_are_marked_and_the_question_asks_for_one(self) -> None:
        assert "nhiều phương án" in refused("Câu 1: Ai?\n*A. Một\n*B. Hai\nC. Ba\n")

    def test_when_two_options_have_one_letter(self) -> None:
        assert "cùng mang chữ A" in refused("Câu 1: Ai?\nA. Một\nA. Hai\nĐáp án: A\n")

    def test_when_two_options_say_the_same(self) -> None:
        assert "giống nhau" in refused("Câu 1: Ai?\nA. Một\nB. một\nC. Ba\nĐáp án: A\n")

    def test_but_the_other_questions_are_taken(self) -> None:
        imported = read(f"Câu 1: Ai?\n{OPTIONS}Câu 2: Gì?\n{OPTIONS}Đáp án: D\n")

        assert [found.key for found in imported.found] == [("D",)]
        assert [problem.place for problem in imported.problems] == ["dòng 1"]

    def test_when_another_option_hides_in_an_option(self) -> None:
        assert "phương án khác" in refused("Câu 1: Ai?\nA. Một\nB. Hai.D.Bốn\nC. Ba\nĐáp án: A\n")


WORDS = st.sampled_from(
    ("Câu 1:", "Câu 2.", "1.", "A.", "B)", "C:", "D.", "*", "Đáp án:", "ĐÁP ÁN", "(đúng)", "1-A 2-B 3-C", "- ", "☑",
     "Giải thích:", "Phần II.", "từ", "57", "\t", "\n", "\v", " ", "\u0301", "\u00a0", "➔", "“", "A. B. C. D.")
)  # fmt: skip


@given(st.lists(WORDS, max_size=40).map("".join))
def test_whatever_the_text_each_key_is_one_of_the_options(text: str) -> None:
    for found in read(text).found:
        letters = {option.key for option in found.options}
        assert found.key
        assert not letters or set(found.key) <= letters


class TestTexts:
    def test_an_explanation_runs_on(self) -> None:
        found = only(f"Câu 1: Ai?\n{OPTIONS}Đáp án: A\nGiải thích: Vì thế\nvà vì kia.\n")

        assert found.explain == "Vì thế và vì kia."

    def test_options_that_speak_of_others_keep_their_order(self) -> None:
        found = only("Câu 1: Ai?\nA. Một\nB. Hai\nC. Cả A và B\nĐáp án: C\n")

        assert found.keep_order
        assert found.doubts

    def test_a_letter_within_a_sentence_is_no_option(self) -> None:
        found = only("Câu 1: Nhóm A. Einstein thuộc loại nào?\nA. Một\nB. Hai\nĐáp án: B\n")

        assert len(found.options) == 2

    def test_letters_with_a_colon_within_a_sentence_are_no_options(self) -> None:
        found = only("Câu 1: Khu A: đỏ, khu B: xanh. Khu nào đỏ?\nA. Một\nB. Hai\nĐáp án: A\n")

        assert found.ask == "Khu A: đỏ, khu B: xanh. Khu nào đỏ?"

    def test_a_name_that_begins_with_a_letter_is_no_option(self) -> None:
        found = only("Câu 1: Ai?\nA. Ăng-ghen\nB. C. Mác\nC. Lê-nin\nĐáp án: B\n")

        assert [option.text for option in found.options] == ["Ăng-ghen", "C. Mác", "Lê-nin"]

    def test_a_heading_in_capitals_belongs_to_no_option(self) -> None:
        imported = read(
            f"Câu 1: Ai?\n{OPTIONS}Đáp án: A\nCHUYỂN ĐỔI SỐ QUỐC GIA\nCâu 2: Gì?\n{OPTIONS}Đáp án: B"
        )

        assert [found.explain for found in imported.found] == ["", ""]
        assert "CHUYỂN ĐỔI SỐ" in imported.remarks[0].what

    def test_lessons_are_no_questions_where_questions_are_named(self) -> None:
        found = only(f"BÀI 1: MỞ ĐẦU\nCâu 1. Ai?\n{OPTIONS}Đáp án: A\n")

        assert found.ask == "Ai?"

    def test_old_letters_become_unicode(self) -> None:
        text = "C©u 1: NghÞ quyÕt sè 57 do ai ban hµnh?\nA. Bé ChÝnh trÞ\nB. Quèc héi\n§¸p ¸n: A\n"
        imported = FORMATS["plain_text"].read("de.txt", text.encode("cp1252"))

        assert imported.found[0].ask == "Nghị quyết số 57 do ai ban hành?"
        assert "TCVN3" in imported.remarks[0].what

    def test_what_is_no_text_is_a_problem(self) -> None:
        imported = FORMATS["plain_text"].read("de.txt", bytes(range(128, 256)) * 5)

        assert "bảng mã" in imported.problems[0].what

    def test_lines_before_the_first_question_are_told(self) -> None:
        imported = read(f"ĐỀ THI THỬ\nCâu 1: Ai?\n{OPTIONS}Đáp án: A\n")

        assert "ĐỀ THI THỬ" in imported.remarks[0].what


@pytest.mark.parametrize(
    "last", ["Cả A và C", "A, B đều đúng", "Tất cả các ý trên", "Đáp án B hoặc C", "Không có ý nào"]
)
def test_an_option_that_speaks_of_others_keeps_the_order(last: str) -> None:
    found = only(f"Câu 1: Gì?\nA. một\nB. hai\nC. ba\nD. {last}\nĐáp án: D\n")

    assert found.keep_order
    assert "giữ thứ tự" in found.doubts[0]


def test_a_number_of_five_digits_begins_a_question() -> None:
    text = f"Câu 9999: Cơ quan nào?\n{OPTIONS}Đáp án: A\nCâu 10000: Năm nào?\n{OPTIONS}Đáp án: B\n"

    assert [found.key for found in read(text).found] == [("A",), ("B",)]
