"""Measure how fast files of 10,000 questions are understood, against the bare library on the same bytes.

    python -m benchmarks.bank_import [--questions 10000]

Prints for each format, in one run on one machine: the bare library (XML or workbook parsed, text decoded
and every line matched once), our reader, and their ratio.
"""

import argparse
import csv
import io
import re
import time
import unicodedata
import zipfile
from collections.abc import Callable, Iterable
from xml.etree import ElementTree

import docx
import python_calamine

from quizbot.bank.formats import FORMATS
from quizbot.core.question import Citation, Option, Question

WORDS = [
    "nghị",
    "quyết",
    "mục",
    "tiêu",
    "khoa",
    "học",
    "công",
    "nghệ",
    "đổi",
    "mới",
    "sáng",
    "tạo",
    "chuyển",
    "đổi",
    "số",
    "dữ",
    "liệu",
    "nhân",
    "lực",
    "chính",
    "phủ",
]


def main() -> None:
    """Print one line for each format."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=10_000)
    count = parser.parse_args().questions
    questions = [_question(number) for number in range(count)]
    print(f"{count} questions")
    for name in FORMATS:
        content = _written(name, questions)
        bare = _seconds(lambda name=name, content=content: BARE[name](content))
        ours, found = _timed(name, content)
        assert found == count, (name, found)
        print(
            f"{name:12} {len(content) / 1e6:6.1f} MB   bare {bare:6.2f} s   ours {ours:6.2f} s   ratio {ours / bare:6.1f}"
        )


def _question(number: int) -> Question:
    words = [WORDS[(number * 7 + at * (1 + number % 5)) % len(WORDS)] for at in range(12)]
    options = tuple(
        Option(key=key, text=f"{words[at]} {words[at + 4]} thứ {number + at}")
        for at, key in enumerate("ABCD")
    )
    return Question(
        id=f"nq57-t-{number:05d}", kind="single", document="nq57", topic="t", ask=f"{' '.join(words)} số {number} là gì?",
        options=options, key=("ABCD"[number % 4],), explain=" ".join(words[:6]), cite=Citation(section="II.1", facts=()),
        level=1,
    )  # fmt: skip


def _written(name: str, questions: list[Question]) -> bytes:
    return FORMATS[name].write(questions).content


def _timed(name: str, content: bytes) -> tuple[float, int]:
    begun = time.perf_counter()
    imported = FORMATS[name].read("de" + FORMATS[name].extensions[0], content)
    return time.perf_counter() - begun, len(imported.found)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _lines(content: bytes) -> list[re.Match[str] | None]:
    """No library reads these formats: decode, compose, look at every line once."""
    text = unicodedata.normalize("NFC", content.decode())
    return [re.match(r"\s*(\w+)\s*[.:)]\s*(.*)", line) for line in text.splitlines()]


def _xml_of_zip(content: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        roots: Iterable[ElementTree.Element] = map(
            ElementTree.fromstring, map(archive.read, archive.namelist())
        )
        return sum(1 for root in roots for _ in root.iter())


def _paragraphs(content: bytes) -> int:
    document = docx.Document(io.BytesIO(content))
    return sum(len(run.text) for paragraph in document.paragraphs for run in paragraph.runs)


BARE: dict[str, Callable[[bytes], object]] = {
    "aiken": _lines,
    "gift": _lines,
    "plain_text": _lines,
    "csv_table": lambda content: list(csv.reader(io.StringIO(content.decode("utf-8-sig")))),
    "xlsx": lambda content: (
        python_calamine.CalamineWorkbook.from_object(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    ),
    "docx": _paragraphs,
    "moodle_xml": lambda content: sum(1 for _ in ElementTree.fromstring(content).iter()),
    "qti21": _xml_of_zip,
    "qti30": _xml_of_zip,
}


if __name__ == "__main__":
    main()
