"""The words by which Vietnamese question papers mark their parts."""

import re
from collections.abc import Sequence

from quizbot.core.pinning import pinned_options
from quizbot.core.question import Option
from quizbot.core.vietnamese import fold

QUESTION = re.compile(
    r"\s*(?:câu(?:\s+hỏi)?|question)\s*(?:số\s*)?(\d{1,5})\s*(?:[.:)/\-–]|(?=\s|$))\s*", re.I
)
NUMBERED = re.compile(r"\s*(\d{1,5})\s*(?:[.)/]\s+(?=\S)|[.)](?=[^\W\d_]))")
OPTION = re.compile(
    r"\s*(\*|\[[xX ]?\]|[☐☑☒✓✔□■])?\s*(?:\(?([A-Ha-h])\s*(?:[.):/]|[-–]\s)|([A-H])\s*\.)\s*(\*)?\s*(?=\S)"
)
# "A:" within a sentence is no label ("gen A: thân cao"); it is one behind a gap
INLINE = re.compile(
    r"(?:(?<=\s)|^)(\*)?\(?([A-H])\s?[.)]\s*(?=\S)"
    r"|(?:(?<=\t)|(?<=\s\s)|^)(\*)?\(?([A-Ha-h])\s?[.):/]\s*(?=\S)"
)
# a label that was not taken for one
STRAY_LABEL = re.compile(r"\t\s*[A-H]\s?[.)]|[.;,]\s?[D-H]\.(?=\w)")
NUMBER_OPTION = re.compile(r"\s*(\*)?\s*([1-8])\s*[.)]\s*(?=\S)")
BULLET = re.compile(r"\s*([-–•+]|[☐☑☒✓✔□■])\s+(?=\S)")
_ARROW = r"\s*(?:=+>|-+>|→|⇒|➔|➜|►|•|[*–-])?\s*"
KEY = re.compile(
    _ARROW + r"[\[(]?\s*(?:đáp\s*án(?:\s*(?:đúng|là|câu\s*\d+))*|đ/a|đa|phương\s*án\s*đúng|trả\s*lời\s*đúng|"
    r"trả\s*lời|key|answer)\s*(?:\d+\s*)?[:=→]\s*(.*?)\s*[\])]?\s*$",
    re.I,
)
KEY_LOOSE = re.compile(
    _ARROW
    + r"(?:đáp\s*án(?:\s*(?:đúng|là))*|chọn(?:\s*đáp\s*án)?)\s+(?:(?:phương\s*án|câu|ý)\s+)?([A-H])\s*\.?\s*$",
    re.I,
)
# behind the last option, on its line
KEY_BEHIND = re.compile(
    r"(?<=\S)\s+(?:=+>\s*|→\s*)?[\[(]?(?:đáp\s*án|đ/a)\s*(?:đúng|là)?\s*[:=]\s*[A-H](?:\s*[,;]\s*[A-H])*\s*[\])]?\s*\.?\s*$",
    re.I,
)
EXPLAIN = re.compile(
    r"\s*(?:giải\s*thích|lời\s*giải|hướng\s*dẫn(?:\s*giải)?|căn\s*cứ|gợi\s*ý)\s*[:.]\s*", re.I
)
TABLE_HEAD = re.compile(
    r"\s*(?:(?:bảng|phần|hướng dẫn)\s+)?(?:đáp\s*án|answer\s*key|key)(?:\s+(?:trắc nghiệm|câu hỏi|đề thi|tham khảo))?\s*:?\s*$",
    re.I,
)
TABLE_ENTRY = re.compile(
    r"(?:câu\s*)?(\d{1,5})\s*[.:)\-–=/]?\s*([A-Ha-h](?:\s*[,;+&]\s*[A-Ha-h])*)(?![A-Za-zÀ-ỹ])", re.I
)
RIGHT_MARK = re.compile(
    r"\s*(?:[\[(]\s*(?:đúng|đáp\s*án\s*đúng|đáp\s*án|correct|x)\s*[\])]|✓|✔|☑|\*+|<-+|←)\s*[.;]?\s*$", re.I
)
WRONG_MARK = re.compile(r"\s*[\[(]\s*sai\s*[\])]\s*[.;]?\s*$", re.I)
LETTERS_ONLY = re.compile(
    r"\s*(?:phương\s*án\s*|câu\s*|ý\s*)?\(?([A-Ha-h](?:\s*(?:[,;+&/]|và|\s)\s*[A-Ha-h])*)\s*[.)]?\s*$",
    re.I,
)
PART = re.compile(r"\s*(?:phần|chương|chủ đề|bài)\s+(?:thi\s+)?(?:số\s+)?(?:[IVX]+|\d+|thứ \w+)\s*$", re.I)
SECTION_HEAD = re.compile(
    r"\s*(?:(?:phần|chương|chủ đề|bài)\s*(?:[IVX\d]+|thứ \w+)?|[IVX]{1,5})\s*[.:\-–]\s*\S", re.I
)
MANY = (
    "chon cac",
    "cac phuong an dung",
    "nhieu phuong an",
    "nhung phuong an nao",
    "chon nhieu",
    "nhieu lua chon",
    "nhieu dap an",
    "chon 2",
    "chon 3",
    "chon hai",
    "chon ba",
)
REFERS = (
    "ca a va b",
    "ca a b",
    "ca b va c",
    "tat ca cac",
    "tat ca deu",
    "ca ba",
    "ca bon",
    "ca 3",
    "ca 4",
    "khong phuong an nao",
    "khong co phuong an",
    "ca hai",
    "all of the above",
    "none of the above",
    "both a and",
    "both b and",
)


def asks_for_many(ask: str) -> bool:
    """Tell whether a stem says that several options are right."""
    folded = fold(ask)
    return any(words in folded for words in MANY)


def refers_to_others(text: str) -> bool:
    """Tell whether an option by itself speaks of other options, so that the order must stay."""
    folded = fold(text)
    return any(folded.startswith(words) for words in REFERS)


def bound_together(options: Sequence[Option]) -> bool:
    """Tell whether options must keep their order, because one of them speaks of others."""
    return bool(pinned_options(options)) or any(refers_to_others(option.text) for option in options)


def letters(text: str) -> tuple[str, ...]:
    """Read "B", "A, C", "b và d"; empty when it is no list of letters."""
    found = LETTERS_ONLY.match(text)
    return tuple(re.findall(r"[A-H]", found.group(1).upper())) if found else ()
