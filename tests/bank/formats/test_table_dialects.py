"""Tables as the world writes them."""

import pytest

from quizbot.bank.formats import FORMATS, guess
from tests.bank.formats.table_books import faults, keys, read_book, read_text, saved, sheet

KAHOOT = (
    *((), ("", "Quiz template"), ("", "Add questions, at least two answer alternatives"), (), (), (), ()),
    (
        *(
            "",
            "Question - max 120 characters",
            "Answer 1 - max 75 characters",
            "Answer 2 - max 75 characters",
        ),
        *("Answer 3 - max 75 characters", "Answer 4 - max 75 characters"),
        *(
            "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
            "Correct answer(s) - choose at least one",
        ),
    ),
)
WAYGROUND = (
    "Question Text,Question Type,Option 1,Option 2,Option 3,Option 4,Option 5,Correct Answer,"
    "Time in seconds,Image Link,Answer explanation\n"
    '"Text of the question\n\n(required)\n","Question Type\n(default is Multiple Choice)","Text for option 1\n(required)",'
    '"Text for option 2\n(required)",(optional),(optional),(optional),"The correct option choice (between 1-5)",'
    '"Time in seconds\n(optional)","Link of the image\n(optional)","Explanation\n(optional)"\n'
)


class TestKahoot:
    def test_reads_below_the_title_rows_and_skips_rows_with_a_number_only(self) -> None:
        read = read_book(*KAHOOT, (1, "Ai?", "Một", "Hai", "Ba", "Bốn", 20, 2), (2,), (3,))

        assert keys(read) == [("B",)]
        assert read.found[0].place == "trang “Câu hỏi”, hàng 9"
        assert read.found[0].key_found == ("cột đáp án (số thứ tự)",)
        assert read.problems == ()

    def test_takes_several_numbers_as_several_answers(self) -> None:
        read = read_book(*KAHOOT, (1, "Những ai?", "Một", "Hai", "Ba", "Bốn", 20, "1,3"))

        assert (read.found[0].kind, read.found[0].key) == ("multiple", ("A", "C"))

    def test_takes_one_point_three_for_one_and_three_with_a_doubt(self) -> None:
        read = read_book(*KAHOOT, (1, "Những ai?", "Một", "Hai", "Ba", "Bốn", 20, 1.3))

        assert keys(read) == [("A", "C")]
        assert "số thập phân 1,3" in read.found[0].doubts[0]

    def test_takes_a_number_for_a_place_where_the_options_are_numbers_too(self) -> None:
        read = read_book(*KAHOOT, (1, "1 + 2 = ?", 2, 3, 4, 5, 20, 2))

        assert keys(read) == [("B",)]
        assert [option.text for option in read.found[0].options] == ["2", "3", "4", "5"]
        assert "không phải nội dung phương án A" in read.found[0].doubts[0]

    def test_stops_at_a_key_that_points_at_an_empty_option(self) -> None:
        read = read_book(*KAHOOT, (1, "Ai?", "Một", "Hai", None, None, 20, 3))

        assert read.found == ()
        assert faults(read) == [
            ("trang “Câu hỏi”, hàng 9, cột H", "đáp án “3” chỉ phương án C không có nội dung")
        ]
        assert read.problems[0].fix

    def test_keeps_the_letter_of_the_column_behind_an_empty_option(self) -> None:
        read = read_book(*KAHOOT, (1, "Ai?", "Một", None, "Ba", None, 20, 3))

        assert keys(read) == [("C",)]
        assert [option.key for option in read.found[0].options] == ["A", "C"]


class TestWayground:
    def test_reads_choices_several_choices_and_blanks(self) -> None:
        read = read_text(
            WAYGROUND + "Lớn nhất?,Multiple Choice,Một,Hai,Ba,Bốn,Năm,4,20,,Vì lớn\n"
            'Những gì?,Checkbox,Một,Hai,Ba,Bốn,,"1,2,3",45,,\nTên gì?,Fill-in-the-Blank,Phobos,Deimos,,,,,60,,\n'
        )

        assert [(found.kind, found.key) for found in read.found] == [
            ("single", ("D",)),
            ("multiple", ("A", "B", "C")),
            ("short_text", ("Phobos", "Deimos")),
        ]
        assert read.found[0].explain == "Vì lớn"
        assert read.problems == ()

    def test_skips_the_row_that_explains_the_columns(self) -> None:
        read = read_text(WAYGROUND + "Lớn nhất?,Multiple Choice,Một,Hai,,,,1,20,,\n")

        assert len(read.found) == 1
        assert ("hàng 2", "hàng hướng dẫn của khuôn mẫu, bỏ qua") in {
            (each.place, each.what) for each in read.remarks
        }

    @pytest.mark.parametrize("kind", ["Open-Ended", "Poll", "Draw"])
    def test_names_kinds_that_have_no_right_answer(self, kind: str) -> None:
        read = read_text(WAYGROUND + f"Bạn thích gì?,{kind},Một,Hai,,,,,20,,\n")

        assert faults(read) == [("hàng 3, cột B", f"loại câu “{kind}” không nhập được")]

    def test_doubts_a_question_with_a_picture(self) -> None:
        read = read_text(WAYGROUND + "Hình gì?,Multiple Choice,Một,Hai,,,,1,20,https://example.org/a.png,\n")

        assert read.found[0].doubts == ("câu có hình hoặc liên kết; hình không được nhập",)

    def test_stops_where_the_kind_has_one_answer_and_the_key_two(self) -> None:
        read = read_text(WAYGROUND + 'Đúng sai?,True/False,Đúng,Sai,,,,"1,2",20,,\n')

        assert faults(read) == [
            ("hàng 3, cột H", "loại câu chỉ cho một đáp án nhưng đáp án nêu A, B"),
        ]


class TestClassQuiz:
    def test_reads_below_title_and_description(self) -> None:
        rows = [(), (), (), (), ("", "Title", "Cuộc thi"), ("", "Description", "Mô tả"), *[()] * 6]
        head = ("", "Question", "Answer 1", "Answer 2", "Answer 3", "Answer 4", "Time", "Correct Answers")

        read = read_book(*rows, head, (None, "Ai?", "Một", "Hai", "Ba", "Bốn", 30, "2,4"))

        assert keys(read) == [("B", "D")]
        assert any(remark.what == "nhận ra khuôn ClassQuiz" for remark in read.remarks)


class TestGoogleForms:
    def test_takes_the_text_of_the_right_option(self) -> None:
        read = read_text(
            "Question,Type,Option 1,Option 2,Option 3,Correct Answer,Points\n"
            "Bao nhiêu?,Multiple choice,2,3,4,2,1\nNhững gì?,Checkboxes,Một,Hai,Ba,Một;Ba,1\n"
        )

        assert keys(read) == [("A",), ("A", "C")]

    def test_reads_options_that_stand_in_one_cell(self) -> None:
        read = read_text('Title,Type,Choices,Correct Answer\nAi?,Multiple choice,"Một\nHai\nBa",Hai\n')

        assert [option.text for option in read.found[0].options] == ["Một", "Hai", "Ba"]
        assert keys(read) == [("B",)]

    def test_says_that_a_sheet_of_answers_holds_no_key(self) -> None:
        read = read_book(("Dấu thời gian", "Họ và tên", "Câu 1", "Câu 2"), ("2026", "Trần A", "x", "y"))

        assert faults(read) == [
            ("trang “Câu hỏi”", "đây là bảng câu trả lời của Google Biểu mẫu, không có đáp án đúng")
        ]


class TestVietnameseTables:
    @pytest.mark.parametrize(
        "header",
        [
            "STT,Câu hỏi,A,B,C,D,Đáp án",
            "TT,Nội dung câu hỏi,Phương án A,Phương án B,Phương án C,Phương án D,Đáp án đúng",
            "Câu hỏi số,Nội dung câu hỏi,Đáp án A,Đáp án B,Đáp án C,Đáp án D,Đáp án đúng (A/B/C/D)",
            "ID,CÂU HỎI,Lựa chọn 1,Lựa chọn 2,Lựa chọn 3,Lựa chọn 4,Câu đúng",
            "No,Question,Option1,Option2,Option3,Option4,CorrectAnswer",
            "no.,question_text,option_a,option_b,option_c,option_d,correct_option",
            "#,Question,1,2,3,4,Correct",
        ],
    )
    def test_knows_the_columns_by_their_titles(self, header: str) -> None:
        read = read_text(f"{header}\n1,Ai?,Một,Hai,Ba,Bốn,C\n")

        assert [option.text for option in read.found[0].options] == ["Một", "Hai", "Ba", "Bốn"]
        assert keys(read) == [("C",)]

    def test_reads_a_header_of_two_rows_with_merged_titles(self) -> None:
        book, page = sheet(
            ("BỘ CÂU HỎI",),
            ("TT", "Câu hỏi", "Phương án trả lời", None, None, None, "Đáp án"),
            (None, None, "A", "B", "C", "D"),
            (1, "Ai?", "Một", "Hai", "Ba", "Bốn", "D"),
        )
        page.merge_cells("C2:F2")
        page.merge_cells("A2:A3")

        read = FORMATS["xlsx"].read("b.xlsx", saved(book))

        assert keys(read) == [("D",)]

    def test_reads_options_one_under_the_other_with_a_tick(self) -> None:
        book, page = sheet(
            ("TT", "Câu hỏi", "Phương án", "Đáp án"),
            (1, "Ai?", "Một", None),
            (None, None, "Hai", "x"),
            (None, None, "Ba", None),
            (2, "Gì?", "A. Đi", "B"),
            (None, None, "B. Ở", None),
        )
        page.merge_cells("B2:B4")

        read = FORMATS["xlsx"].read("b.xlsx", saved(book))

        assert keys(read) == [("B",), ("B",)]
        assert [option.text for option in read.found[1].options] == ["Đi", "Ở"]

    def test_skips_titles_of_parts_and_repeated_headers(self) -> None:
        read = read_text(
            "STT,Câu hỏi,A,B,Đáp án\nPHẦN I. Mở đầu,,,,\n1,Ai?,Một,Hai,A\nSTT,Câu hỏi,A,B,Đáp án\n,Phần II: Sau,,,\n2,Gì?,Đi,Ở,B\n"
        )

        assert keys(read) == [("A",), ("B",)]
        assert read.problems == ()

    def test_takes_labels_off_the_options_and_the_question(self) -> None:
        read = read_text("Câu hỏi,A,B,Đáp án\nCâu 5: Ai?,A. Một,B. Hai,B\n")

        assert read.found[0].ask == "Ai?"
        assert [option.text for option in read.found[0].options] == ["Một", "Hai"]

    def test_reads_small_labels_in_one_cell(self) -> None:
        read = read_text('MCQ,Choices,Correct\nAi?,"a. Một\nb. Hai\nc. Ba",b\n')

        assert [option.text for option in read.found[0].options] == ["Một", "Hai", "Ba"]
        assert keys(read) == [("B",)]

    def test_stops_where_labels_and_columns_differ(self) -> None:
        read = read_text("Câu hỏi,A,B,Đáp án\nAi?,B. Một,A. Hai,B\n")

        assert read.found == ()
        assert "chữ cái trong phương án khác chữ cái của cột" in read.problems[0].what

    def test_reads_levels_tags_and_ids(self) -> None:
        read = read_text('Mã,Câu hỏi,A,B,Đáp án,Mức độ,Thẻ\nq-1,Ai?,Một,Hai,A,Thông hiểu,"so, moi"\n')

        found = read.found[0]
        assert (found.name, found.level, found.tags) == ("q-1", 2, ("so", "moi"))

    def test_reads_the_right_answer_and_the_wrong_ones(self) -> None:
        read = read_text("STT,Câu hỏi,Đáp án đúng,Đáp án sai 1,Đáp án sai 2\n1,Ai?,Một,Hai,Ba\n")

        assert keys(read) == [("A",)]
        assert [option.text for option in read.found[0].options] == ["Một", "Hai", "Ba"]

    def test_reads_a_flag_beside_each_option(self) -> None:
        read = read_text(
            "question,answer_1,is_correct_1,answer_2,is_correct_2\nAi?,Một,false,Hai,TRUE\nGì?,Một,,Hai,?\n"
        )

        assert keys(read) == [("B",)]
        assert faults(read) == [("hàng 3, cột E", "không hiểu “?” ở cột đúng/sai")]

    def test_reads_every_visible_sheet_with_a_header(self) -> None:
        book, _ = sheet(("Câu hỏi", "A", "B", "Đáp án"), ("Ai?", "Một", "Hai", "A"), title="Một")
        for title, state in (("Hai", "visible"), ("Ba", "hidden")):
            page = book.create_sheet(title)
            page.sheet_state = state
            page.append(["Câu hỏi", "A", "B", "Đáp án"])
            page.append([f"Gì {title}?", "Đi", "Ở", "B"])
        book.create_sheet("Ghi chú").append(["không phải câu hỏi"])

        read = FORMATS["xlsx"].read("b.xlsx", saved(book))

        assert [found.place for found in read.found] == ["trang “Một”, hàng 2", "trang “Hai”, hàng 2"]
        assert {(each.place, each.what) for each in read.remarks} >= {
            ("trang “Ba”", "trang đang bị ẩn; không đọc"),
            ("trang “Ghi chú”", "không thấy hàng tiêu đề của bảng câu hỏi; không đọc"),
        }


class TestOtherKinds:
    def test_tells_kinds_from_answers_where_there_are_no_options(self) -> None:
        read = read_text('Câu hỏi,Đáp án\nĐúng không?,Đúng\nBao nhiêu?,"12,5"\nTên gì?,Tổ công nghệ số\n')

        assert [(found.kind, found.key) for found in read.found] == [
            ("true_false", ("A",)),
            ("number", ("12.5",)),
            ("short_text", ("Tổ công nghệ số",)),
        ]

    def test_reads_orders_and_pairs(self) -> None:
        read = read_text(
            "Loại,Câu hỏi,A,B,C,Vế phải 1,Vế phải 2,Đáp án\n"
            "Sắp xếp,Thứ tự?,Một,Hai,Ba,,,C → A → B\nGhép đôi,Ghép?,Một,Hai,,Đi,Ở,A2 B1\n"
            'Sắp xếp,Thiếu?,Một,Hai,Ba,,,"A, B"\nGhép đôi,Thiếu?,Một,Hai,,Đi,Ở,A2\n'
        )

        assert [(found.kind, found.key) for found in read.found] == [
            ("order", ("C", "A", "B")),
            ("match", ("A2", "B1")),
        ]
        assert [place for place, _ in faults(read)] == ["hàng 4, cột H", "hàng 5, cột H"]

    def test_stops_at_a_letter_without_options(self) -> None:
        read = read_text("Câu hỏi,Đáp án\nAi?,B\n")

        assert faults(read) == [("hàng 2", "có đáp án nhưng không thấy phương án nào")]


class TestGuess:
    def test_knows_tables_by_content(self) -> None:
        book = saved(sheet(("Câu hỏi", "A", "B", "Đáp án"))[0])

        assert guess("b.xlsx", book) == "xlsx"
        assert guess("b", book) == "xlsx"
        assert guess("b.csv", b"Question,A,B,Answer\n") == "csv_table"
