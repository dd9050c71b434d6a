"""A small sound bank to break."""

from datetime import date
from pathlib import Path

import pytest

from quizbot.bank.loader import load_bank
from quizbot.bank.readings import mark_of, readings_file
from quizbot.bank.values import Reading

SOURCES = """documents:
  d1:
    title: Văn bản thứ nhất
    number: 1-VB
    issued: 2024-12-22
    issuer: Cơ quan
    outline:
      - {id: I, title: Mục một}
      - {id: I.1, title: Điểm một}
      - {id: II, title: Mục hai}
  d2:
    title: Văn bản thứ hai
    number: 2-VB
    issuer: Cơ quan
    outline:
      - {id: I, title: Mục một}
"""
FACTS = """facts:
  - {id: D1-01, document: d1, section: I, fact: Điều thứ nhất, confidence: A, sources: [a]}
  - {id: D1-02, document: d1, section: II, fact: Điều thứ hai, confidence: B, sources: [a]}
  - {id: D2-01, document: d2, section: I, fact: Điều khác, confidence: A, sources: [a]}
"""
QUESTIONS = """# giữ lời ghi
document: d1
topic: muc-tieu
questions:
  - id: d1-a-001
    ask: Cơ quan nào chủ trì việc thứ nhất?
    options: {A: Bộ Một, B: Bộ Hai, C: 010, D: no}
    answer: C
    explain: Văn bản nêu như vậy.
    cite: {section: I, facts: [D1-01]}
    level: 1
  - id: d1-a-002
    ask: Những nơi nào cùng làm việc thứ hai?
    kind: multiple
    options: {A: Một, B: Hai, C: Ba}
    answer: [C, A]
    explain: Văn bản nêu như vậy.
    cite: {section: II, facts: [D1-02]}
    level: 2
    status: reviewed
    since: 2025-01-01
    until: 2030-01-01
    translations:
      en: {ask: Which places?, options: {A: One, B: Two, C: Three}}
  - id: d1-a-003
    ask: Kinh tế số chiếm ít nhất 30% là mục tiêu của văn bản.
    kind: true_false
    answer: true
    explain: Văn bản nêu như vậy.
    cite: {section: I.1, facts: [D1-01]}
    level: 1
  - id: d1-a-004
    ask: Tỉ lệ phải đạt bao nhiêu phần trăm?
    kind: number
    answer: 50.0
    tolerance: 0.5
    explain: Văn bản nêu như vậy.
    cite: {section: I, facts: [D1-01]}
    level: 1
  - id: d1-a-005
    ask: Xếp các bước theo thứ tự thời gian.
    kind: order
    options: {A: Bước đầu, B: Bước giữa, C: Bước cuối}
    answer: [A, B, C]
    explain: Văn bản nêu như vậy.
    cite: {section: I, facts: [D1-01]}
    level: 3
  - id: d1-a-006
    ask: Ghép cơ quan với nhiệm vụ được giao.
    kind: match
    options: {A: Bộ Một, B: Bộ Hai}
    targets: {1: Nhiệm vụ này, 2: Nhiệm vụ kia}
    answer: {A: 2, B: 1}
    explain: Văn bản nêu như vậy.
    cite: {section: I, facts: [D1-01]}
    level: 3
  - id: d1-a-007
    ask: Phong trào có tên gì?
    kind: short_text
    answer: [Bình dân học vụ số, BDHVS]
    explain: Văn bản nêu như vậy.
    cite: {section: I, facts: [D1-01]}
    level: 1
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write the small bank."""
    place = tmp_path / "bank"
    (place / "facts").mkdir(parents=True)
    (place / "d1").mkdir()
    (place / "sources.yaml").write_text(SOURCES)
    (place / "facts" / "d.yaml").write_text(FACTS)
    (place / "d1" / "a.yaml").write_text(QUESTIONS)
    read_blind(place)
    return place


def read_blind(place: Path) -> None:
    """Record that a second person read what calls itself reviewed."""
    (place / "readings").mkdir()
    readings = [
        Reading(
            question_id=each.id,
            read=mark_of(each),
            reader="Người đọc",
            on=date(2026, 1, 5),
            answer="x",
            agrees=True,
            verdict="clear",
        )
        for each in load_bank(place).questions
        if each.status == "reviewed"
    ]
    text = readings_file("Người đọc", date(2026, 1, 5), readings)
    (place / "readings" / "r.yaml").write_text(text)
