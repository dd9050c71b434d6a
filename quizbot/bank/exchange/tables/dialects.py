"""How known tables call their columns: one dialect = one entry; titles are written without marks.

Sources: Kahoot's quiz template (kahoot.com, "Import questions from spreadsheet"), Wayground's (Quizizz)
sample spreadsheet, ClassQuiz's template (github.com/mawoka-myblock/ClassQuiz, columns B to H), all 2026-11.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from quizbot.bank.exchange.values import LETTERS

KeyShape = Literal["", "letter", "number", "text"]

FIELDS: Mapping[str, tuple[str, ...]] = {
    "ask": ("cau hoi", "noi dung cau hoi", "noi dung", "cau dan", "de bai", "cau trac nghiem", "question",
            "question text", "question title", "question stem", "stem", "questions", "cac cau hoi", "mcq", "text"),
    "key": ("dap an", "cau dung", "tra loi", "cau tra loi", "y dung", "dap an dung", "phuong an dung", "lua chon dung", "tra loi dung", "cau tra loi dung",
            "dap an chinh xac", "vi tri dap an dung", "so thu tu dap an dung", "key", "answer", "answer key",
            "correct", "correct answer", "correct answers", "correct answer s", "correct option", "correct options",
            "correct choice", "right answer", "correct index", "correct answer index", "correct option number", "true option", "right option"),
    "options": ("phuong an", "cac phuong an", "phuong an tra loi", "cac phuong an tra loi", "lua chon",
                "cac lua chon", "options", "choices", "answer options", "answer choices", "question answers"),
    "explain": ("giai thich", "giai thich dap an", "loi giai", "huong dan giai", "can cu", "goi y", "explanation",
                "explain", "answer explanation", "feedback", "general feedback", "rationale"),
    "kind": ("loai", "loai cau", "loai cau hoi", "dang", "dang cau", "dang cau hoi", "kieu", "kieu cau hoi", "type",
             "question type", "item type", "answer type"),
    "level": ("muc do", "muc do nhan thuc", "do kho", "cap do", "difficulty", "level"),
    "name": ("ma", "ma cau", "ma cau hoi", "id", "question id", "code"),
    "number": ("stt", "tt", "so tt", "so thu tu", "cau", "cau so", "so cau", "no", "number", "question number"),
    "tolerance": ("sai so", "sai so cho phep", "tolerance", "margin"),
    "tags": ("the", "tu khoa", "tags", "tag", "keywords"),
    "section": ("muc", "phan", "chuong", "chu de", "chuyen de", "linh vuc", "topic", "category", "section"),
    "keep_order": ("giu thu tu", "keep order"),
    "time": ("thoi gian", "time limit", "time", "time in seconds", "timer"),
    "image": ("hinh anh", "anh", "hinh", "image", "image link", "image url", "picture", "media", "video", "video link"),
    "points": ("diem", "diem so", "points", "point", "score", "marks"),
    "note": ("ghi chu", "nguon", "note", "notes", "source", "required"),
}  # fmt: skip
"""Field → titles that mean it in any table."""

TOLD = {
    "section": "mục được cho biết khi nhập",
    "facts": "căn cứ được cho biết khi nhập",
    "time": "thời gian làm bài đặt ở cuộc thi",
    "points": "điểm đặt ở cuộc thi",
    "note": "không có chỗ cho ghi chú",
}
"""Fields that are understood and not taken, and why."""

KINDS: Mapping[str, str] = {
    **dict.fromkeys(("mot dap an", "mot lua chon", "chon mot", "single", "single choice", "single answer",
                     "multiple choice single", "radio", "sc", "dropdown", "trinh don tha xuong"), "single"),
    **dict.fromkeys(("trac nghiem", "trac nghiem khach quan", "multiple choice", "choice", "mcq", "quiz", "abcd", "mc", "multichoice"),
                    "choice"),
    **dict.fromkeys(("nhieu dap an", "chon nhieu", "nhieu lua chon dung", "multiple", "multiple answers",
                     "multiple response", "multiple select", "multi select", "checkbox", "checkboxes", "check",
                     "hop kiem", "mcma"), "multiple"),
    **dict.fromkeys(("dung sai", "true false", "true or false", "truefalse", "tf"), "true_false"),
    **dict.fromkeys(("dien so", "so", "number", "numeric", "numerical", "math response"), "number"),
    **dict.fromkeys(("sap xep", "sap thu tu", "thu tu", "order", "ordering", "reorder"), "order"),
    **dict.fromkeys(("ghep", "ghep doi", "ghep noi", "noi", "match", "matching"), "match"),
    **dict.fromkeys(("tra loi ngan", "dien khuyet", "dien tu", "dien chu", "tu luan ngan", "cau tra loi ngan",
                     "short text", "short", "fill", "short answer", "fill in the blank", "fill in the blanks", "fill blank", "text",
                     "type answer"), "short_text"),
    **dict.fromkeys(("du doan", "prediction"), "prediction"),
}  # fmt: skip
"""What tables call the kinds of question; "choice": one or several by the number of right answers."""

LEVELS: Mapping[str, int] = {
    **dict.fromkeys(("1", "nho", "nhan biet", "nb", "biet", "de", "easy", "muc 1"), 1),
    **dict.fromkeys(("2", "hieu", "thong hieu", "th", "trung binh", "medium", "muc 2"), 2),
    **dict.fromkeys(
        ("3", "van dung", "van dung cao", "vd", "vdc", "van dung thap", "kho", "hard", "muc 3"), 3
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """A known table."""

    # name for people
    title: str
    # the table is known when all titles of one of these rows are there, as the title or its beginning
    told_by: tuple[tuple[str, ...], ...] = ()
    # titles that mean something else here than in any table
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # what the key is written as; "" leaves it to each cell, and any ambiguity is a problem
    key: KeyShape = ""
    # written by this program: texts stand as they are, without labels and marks
    exact: bool = False


OWN_COLUMNS = {
    "name": "Mã",
    "kind": "Loại",
    "ask": "Câu hỏi",
    "options": LETTERS,
    "key": "Đáp án",
    "tolerance": "Sai số",
    "targets": "Vế phải",
    "explain": "Giải thích",
    "level": "Mức độ",
    "keep_order": "Giữ thứ tự",
    "section": "Mục",
    "facts": "Căn cứ",
    "tags": "Thẻ",
}
"""Titles of our own sheet, in its order."""

OWN_KINDS = {
    "single": "Một đáp án",
    "multiple": "Nhiều đáp án",
    "true_false": "Đúng sai",
    "number": "Điền số",
    "order": "Sắp xếp",
    "match": "Ghép đôi",
    "short_text": "Trả lời ngắn",
    "prediction": "Dự đoán",
}
OWN_LEVELS = {1: "Nhớ", 2: "Hiểu", 3: "Vận dụng"}
YES = "Có"

OWN = Dialect(
    title="bảng của quizbot",
    told_by=(("ma", "loai", "cau hoi", "dap an", "sai so", "giu thu tu"),),
    fields={"facts": ("can cu",)},
    key="letter",
    exact=True,
)
ANY = Dialect(title="bảng thường")
DIALECTS = (
    OWN,
    Dialect(
        title="khuôn Kahoot",
        told_by=(
            ("question max", "answer 1 max", "correct answer"),
            ("question", "answer 1", "time limit sec", "correct answer"),
        ),
        key="number",
    ),
    Dialect(
        title="khuôn Wayground (Quizizz)",
        told_by=(("question text", "question type", "option 1", "correct answer"),),
        key="number",
    ),
    Dialect(
        title="khuôn ClassQuiz",
        told_by=(("question", "answer 1", "answer 2", "time", "correct answer"),),
        key="number",
    ),
    Dialect(
        title="bảng Google Biểu mẫu",
        told_by=(
            ("question", "type", "option 1", "correct answer"),
            ("question", "type", "option 1", "answer"),
            ("question", "question type", "options"),
            ("question", "type", "options"),
            ("question", "type", "choices"),
            ("title", "type", "choices"),
            ("title", "type", "option 1"),
        ),
        fields={"ask": ("title", "question title")},
        key="text",
    ),
    ANY,
)
