"""GIFT as people and Moodle write it: the key it means, or a problem at its line."""

from decimal import Decimal

import pytest

from quizbot.bank.exchange.values import Found, Imported, Problem
from quizbot.bank.formats import FORMATS, guess


def read(text: str | bytes) -> Imported:
    return FORMATS["gift"].read("de.gift", text if isinstance(text, bytes) else text.encode())


def taken(text: str | bytes) -> Found:
    imported = read(text)
    assert imported.problems == ()
    assert len(imported.found) == 1
    return imported.found[0]


def refused(text: str) -> Problem:
    imported = read(text)
    assert imported.found == ()
    return imported.problems[0]


def texts(found: Found) -> list[str]:
    return [option.text for option in found.options]


class TestChoices:
    def test_one_right_answer(self) -> None:
        found = taken("::nq57-tc-001::Cơ quan nào ban hành?{\n~Quốc hội\n=Bộ Chính trị\n~Chính phủ\n}")

        assert (found.name, found.ask, found.key) == ("nq57-tc-001", "Cơ quan nào ban hành?", ("B",))

    def test_all_on_one_line(self) -> None:
        assert taken("Cơ quan nào?{~Quốc hội =Bộ Chính trị ~Chính phủ}").key == ("B",)

    def test_a_missing_word_leaves_a_gap(self) -> None:
        assert taken("Thủ đô là {~Huế =Hà Nội} từ năm 1010.").ask == "Thủ đô là _____ từ năm 1010."

    def test_escaped_signs_belong_to_the_text(self) -> None:
        found = taken("Đâu bằng 5?{\n~ \\= 2 + 2\n= \\= 2 + 3 \\{đúng\\} \\#1 \\~ \\: \\\\\n}")

        assert texts(found) == ["= 2 + 2", "= 2 + 3 {đúng} #1 ~ : \\"]
        assert found.key == ("B",)

    def test_feedback_belongs_to_no_text(self) -> None:
        found = taken("Câu?{\n~sai # vì sai\n=đúng nhất#rất tốt\n####Theo Điều 1.\n}")

        assert texts(found) == ["sai", "đúng nhất"]
        assert found.explain == "Theo Điều 1."

    def test_shared_weights_make_several_right_answers(self) -> None:
        found = taken("Chọn các ý đúng:{~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-100%d}")

        assert (found.kind, found.key) == ("multiple", ("A", "B", "C"))

    def test_part_of_the_marks_is_wrong_and_a_doubt(self) -> None:
        found = taken("Câu?{~a ~%50%b =c}")

        assert (found.key, len(found.doubts)) == (("C",), 1)

    @pytest.mark.parametrize(
        "block",
        ["=a =b ~c", "=a ~%100%b ~c", "~a ~b", "~%50%a ~%50%b ~%50%c", "=%50%a =%50%b ~c", "~%40%a ~%40%b ~c",
         "=a ~a", "=a", "=a ~ ~c", "~=a", "=a ~" + " ~".join(map(str, range(20)))],
    )  # fmt: skip
    def test_a_key_that_is_not_plain_is_refused(self, block: str) -> None:
        assert read(f"Câu?{{{block}}}").problems or taken(f"Câu?{{{block}}}").kind == "short_text"

    def test_html_gives_its_words(self) -> None:
        found = taken("::a::[html]<p>Năm&nbsp;nào <b>ban hành</b>?</p>{=<i>2024</i> ~2025}")

        assert (found.ask, texts(found)) == ("Năm nào ban hành?", ["2024", "2025"])

    @pytest.mark.parametrize(
        "picture", ["[html]<img src\\='a.png'>", "![bản đồ](a.png)", "@@PLUGINFILE@@/a.png"]
    )
    def test_a_picture_refuses_the_question(self, picture: str) -> None:
        assert "hình" in refused(f"{picture} Ở đâu?{{=a ~b}}").what
        assert "hình" in refused(f"Ở đâu?{{={picture} ~b}}").what

    def test_a_picture_in_the_explanation_alone_does_not(self) -> None:
        assert taken("[html]Ở đâu?{=a ~b ####<img src\\='a.png'>xem hình}").key == ("A",)


class TestOtherKinds:
    @pytest.mark.parametrize(
        ("said", "key"),
        [
            ("T", "A"),
            ("TRUE", "A"),
            ("true", "A"),
            ("F#vì", "B"),
            ("FALSE", "B"),
            ("đúng", "A"),
            ("SAI", "B"),
        ],
    )
    def test_true_and_false(self, said: str, key: str) -> None:
        assert (taken(f"Nghị quyết ban hành năm 2024.{{{said}}}").kind) == "true_false"
        assert taken(f"Nghị quyết ban hành năm 2024.{{{said}}}").key == (key,)

    @pytest.mark.parametrize(
        ("block", "value", "tolerance"),
        [
            ("#1822", "1822", "0"), ("#3.5:0.5", "3.5", "0.5"), ("#1..5", "3", "2"), ("#-5..5", "0", "5"),
            ("#\n=1822:0\n=%50%1822:2", "1822", "0"), ("#=9 #đúng", "9", "0"), ("#3:2~#sai rồi", "3", "2"),
        ],
    )  # fmt: skip
    def test_numbers(self, block: str, value: str, tolerance: str) -> None:
        found = taken(f"Năm nào?{{{block}}}")

        assert (found.kind, found.key, found.tolerance) == ("number", (value,), Decimal(tolerance))

    @pytest.mark.parametrize("block", ["#", "#hai", "#1,500", "#5..1", "#3:-1", "#=1 =2", "#1 =2", "#1:2:3"])
    def test_a_number_that_can_be_read_two_ways_is_refused(self, block: str) -> None:
        assert refused(f"Năm nào?{{{block}}}").place == "dòng 1"

    def test_short_answers(self) -> None:
        found = taken("Thủ đô?{=Hà Nội =%100%Ha Noi =%50%Hanoi}")

        assert (found.kind, found.key, len(found.doubts)) == ("short_text", ("Hà Nội", "Ha Noi"), 1)

    def test_a_wildcard_is_a_doubt(self) -> None:
        assert "dấu *" in taken("Thủ đô?{=Hà*}").doubts[0]
        assert taken("Thủ đô?{=Hà\\*}").doubts == ()

    def test_pairs_with_a_right_side_left_over(self) -> None:
        found = taken("Ghép:{\n=57 -> khoa học\n=71 -> giáo dục\n= -> y tế\n}")

        assert (found.kind, found.key) == ("match", ("A1", "B2"))
        assert len(found.targets) == 3

    @pytest.mark.parametrize("block", ["", "   ", "không hiểu", "?"])
    def test_a_question_without_answers_is_refused(self, block: str) -> None:
        assert refused(f"Hãy viết.{{{block}}}").fix


class TestFiles:
    TWO = "// ghi chú\n$CATEGORY: $course$/nq57\n\n::a::Một?{=1 ~2}\n\nLời dẫn, không hỏi gì.\n\n::b::Hai?{~1 =2}\n"

    @pytest.mark.parametrize(
        "content",
        [
            TWO.encode(), b"\xef\xbb\xbf" + TWO.encode(), TWO.replace("\n", "\r\n").encode(), TWO.encode("utf-16"),
            TWO.replace("{", "{\n// bỏ qua\n").encode(),
        ],
    )  # fmt: skip
    def test_comments_categories_marks_and_line_ends_change_no_key(self, content: bytes) -> None:
        imported = read(content)

        assert [(found.name, found.key) for found in imported.found] == [("a", ("A",)), ("b", ("B",))]
        assert imported.problems == ()

    def test_an_unclosed_question_takes_no_other_with_it(self) -> None:
        imported = read("::a::Một?{=1 ~2\n\n::b::Hai?{~1 =2}\n\n::c::Ba?{=1 ~2}")

        assert [found.name for found in imported.found] == ["b", "c"]
        assert ("}" in imported.problems[0].what, imported.problems[0].place) == (True, "dòng 1")

    def test_questions_without_a_blank_line_between_are_refused(self) -> None:
        assert "dòng trống" in refused("Một?{=1 ~2}\nHai?{~1 =2}").fix

    def test_a_blank_line_inside_the_answers_ends_nothing(self) -> None:
        assert taken("Một?{\n=1\n\n~2\n}").key == ("A",)

    def test_places_are_lines(self) -> None:
        assert [found.place for found in read(self.TWO).found] == ["dòng 4", "dòng 8"]

    def test_a_text_file_of_gift_is_known(self) -> None:
        assert guess("de.txt", self.TWO.encode()) == "gift"
