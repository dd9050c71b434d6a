"""Files that organizers send by chat: YAML is taken, other formats are told as on import, within the same limits."""

import pytest

from quizbot.bank.formats import FORMATS, guess, unreadable
from quizbot.bank.upload import read_upload

PAPER = "Câu 1: Cơ quan nào?\nA. Quốc hội\nB. Chính phủ\nĐáp án: B\nCâu 2: Năm nào?\nA. 2024\nB. 2025\n"


def test_a_paper_is_told_as_on_import_and_not_taken() -> None:
    questions, faults = read_upload("de.txt", PAPER.encode())

    assert questions == ()
    assert "đã đọc 1 câu, 1 chỗ phải xem" in faults[0]
    assert "dòng 5" in faults[1]
    assert "không thấy đáp án" in faults[1]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("de.pdf", b"%PDF-1.7", "PDF"), ("de.png", b"\x89PNG\r\n", "ảnh"), ("de.rtf", b"{\\rtf1", "RTF"),
        ("de.rar", b"Rar!\x1a", "RAR"), ("de.bin", b"\x00\x01", "định dạng"), ("de.docx", b"PK\x03\x04abc", "tệp"),
        ("de.docx", b"%PDF-1.7", "tệp"), ("de.yaml", b"\xff\xfe\x00", ""), ("de.zip", b"PK\x03\x04", "tệp"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_what_it_is(name: str, content: bytes, told: str) -> None:
    questions, faults = read_upload(name, content)

    assert questions == ()
    assert told in " ".join(faults)
    assert faults


def test_a_file_that_is_too_big_is_refused() -> None:
    assert "lớn hơn" in read_upload("de.txt", b"a" * (64 * 1024 * 1024 + 1))[1][0]


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_damaged_file_is_read_by_the_format_of_its_ending(name: str) -> None:
    ending = FORMATS[name].extensions[0]
    known = guess(f"de{ending}", b"\x00\x01\x02")

    assert known is not None
    assert FORMATS[known].extensions[0] == ending
    assert FORMATS[known].read(f"de{ending}", b"\x00\x01\x02").problems
    assert unreadable(b"\x00") == ""
