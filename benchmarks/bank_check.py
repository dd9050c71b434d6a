"""Measure the check of a large bank against the bare C event stream of the same files.

    python -m benchmarks.bank_check [--questions 10000]

Prints, in one run on one machine: the bare stream, a whole check (places, schema, every check of
the shelf), and a check of the unchanged bank. Goals: 3 times the bare stream, 0.3 times unchanged.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from quizbot.bank.cache import BankCache
from quizbot.bank.review import BankReview, review_bank
from quizbot.bank.rules import Rules

WORDS = [
    "nghị",
    "quyết",
    "mục",
    "tiêu",
    "phát",
    "triển",
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
    "quốc",
    "gia",
    "đến",
    "năm",
    "tỉ",
    "lệ",
    "doanh",
    "nghiệp",
    "hạ",
    "tầng",
    "dữ",
    "liệu",
    "nhân",
    "lực",
    "chất",
    "lượng",
    "cao",
    "cơ",
    "quan",
    "nhà",
    "nước",
    "dịch",
    "vụ",
    "công",
    "trực",
    "tuyến",
    "thể",
    "chế",
    "pháp",
    "luật",
    "hợp",
    "tác",
    "quốc",
    "tế",
    "an",
    "ninh",
    "mạng",
    "kinh",
    "tế",
    "xã",
    "hội",
    "năng",
    "suất",
    "lao",
    "động",
    "đầu",
    "tư",
    "nghiên",
    "cứu",
    "trung",
    "ương",
    "địa",
    "phương",
    "cán",
    "bộ",
    "công",
    "chức",
    "người",
    "dân",
    "giáo",
    "dục",
    "đào",
    "tạo",
    "thị",
    "trường",
    "vốn",
    "tự",
    "chủ",
    "chiến",
    "lược",
]
PER_FILE = 100


def make_bank(folder: Path, *, questions: int, rng: random.Random) -> None:
    """Write a bank of invented questions, about eight lines each."""
    folder.mkdir()
    (folder / "sources.yaml").write_text(
        "documents:\n  d:\n    title: Văn bản\n    number: 1\n    issuer: Cơ quan\n"
        "    outline:\n      - {id: I, title: Mục một}\n"
    )
    (folder / "facts").mkdir()
    (folder / "facts" / "d.yaml").write_text(
        "- {id: D-1, document: d, section: I, fact: Một điều, confidence: A, sources: [a]}\n"
    )
    for start in range(0, questions, PER_FILE):
        body = "".join(_question(start + index, rng) for index in range(min(PER_FILE, questions - start)))
        (folder / f"f{start:06}.yaml").write_text(f"document: d\ntopic: t\nquestions:\n{body}")


def _question(number: int, rng: random.Random) -> str:
    def text(words: int) -> str:
        return " ".join(rng.choice(WORDS) for _ in range(words)).capitalize()

    options = "".join(f"      {letter}: {text(6)} {letter.lower()}\n" for letter in "ABCD")
    return (
        f"  - id: d-{number:06}\n    ask: Theo văn bản, {text(16)} là gì?\n    options:\n{options}"
        f"    answer: {rng.choice('ABCD')}\n    explain: {text(10)}.\n"
        f'    cite: {{section: "I", facts: [D-1]}}\n    level: {rng.randint(1, 3)}\n'
    )


def bare_stream(folder: Path) -> int:
    """Run the C parser over every file and drop its events."""
    count = 0
    for path in sorted(folder.rglob("*.yaml")):
        parser = yaml.CSafeLoader(path.read_bytes())
        while type(parser.get_event()) is not yaml.StreamEndEvent:
            count += 1
    return count


def timed(work: Callable[[], object], *, times: int) -> float:
    """Give the best of some runs, in seconds."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=10_000)
    count = parser.parse_args().questions
    with tempfile.TemporaryDirectory() as name:
        folder, kept = Path(name) / "bank", Path(name) / "cache"
        make_bank(folder, questions=count, rng=random.Random(1))

        def again() -> BankReview:
            cache = BankCache(kept)
            review = review_bank(folder, rules=Rules(), cache=cache)
            cache.save()
            return review

        bare = timed(lambda: bare_stream(folder), times=3)
        whole = timed(lambda: review_bank(folder, rules=Rules()), times=2)
        review = again()
        unchanged = timed(again, times=3)
    print(f"questions             {len(review.bank.questions)} ({len(review.findings)} findings)")
    print(f"bare C event stream   {bare:.2f} s")
    print(f"whole check           {whole:.2f} s = {whole / bare:.2f} x (goal 3)")
    print(f"unchanged             {unchanged:.2f} s = {unchanged / bare:.2f} x (goal 0.3)")


if __name__ == "__main__":
    main()
