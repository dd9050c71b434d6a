"""Question papers as offices send them."""

import io

import docx

PAPER = (
    ("Câu 1: Nghị quyết số 57-NQ/TW do cơ quan nào ban hành vào năm thử nghiệm?", None),
    ("A. Quốc hội khóa thử", None),
    ("B. Bộ Chính trị khóa thử", "bold"),
    ("C. Chính phủ khóa thử", None),
    ("Câu 2: Nghị quyết số 57-NQ/TW đặt ra bao nhiêu mục tiêu thử nghiệm?", None),
    ("A. Hai mục tiêu thử", None),
    ("B. Ba mục tiêu thử", None),
    ("Đáp án: A", None),
    ("Câu 3: Câu thử nghiệm này không ai đánh dấu đáp án?", None),
    ("A. Đúng như thế", None),
    ("B. Không phải thế", None),
)


def word(*lines: tuple[str, str | None]) -> bytes:
    """Write a Word file, a paragraph for each line."""
    document = docx.Document()
    for text, look in lines:
        document.add_paragraph().add_run(text).bold = look == "bold"
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
