"""What figures are called on the pages that open them."""

import pytest

from quizbot.documents.reports.figure_names import figure_text


def named(kind: str, code: str) -> str:
    return {"don-vi": "Phòng Tổng hợp", "vong": "Cuộc thi tuần, vòng 3"}.get(kind, code)


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ("nguoi", "Người dự thi"),
        ("luot-tinh", "Lượt được tính kết quả"),
        ("giay", "Tổng thời gian làm bài"),
        ("don-vi.VP-TH.luot-tinh", "Phòng Tổng hợp: lượt được tính kết quả"),
        ("vong.hang-tuan.3.dung", "Cuộc thi tuần, vòng 3: câu trả lời đúng"),
        ("chu-de.nq57.nhan-luc.sai", "Chủ đề nq57.nhan-luc: câu trả lời sai"),
        ("giai.tien", "Giải thưởng: số tiền"),
        ("so.hoi-nghi.luot-nguoi", "Sổ đăng ký, hội nghị, cuộc họp có tuyên truyền: lượt người tham gia"),
        ("quyet-dinh-hinh-thuc.giay-khen.ca-nhan", "Quyết định khen thưởng, hình thức giay-khen: cá nhân được khen"),
    ],
)  # fmt: skip
def test_are_in_words(figure: str, said: str) -> None:
    assert figure_text(figure, named=named) == said


def test_without_words_are_shown_as_they_are() -> None:
    assert figure_text("la-lung", named=named) == "la-lung"
