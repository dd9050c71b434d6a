"""Every fault a bank can have is told, at its place."""

from pathlib import Path

import pytest

from quizbot.bank.cache import BankCache
from quizbot.bank.checks import CHECKS
from quizbot.bank.review import review_bank
from quizbot.bank.rules import CHANNELS, Rules

MARK = "«"
HEAD = "document: d1\ntopic: t\nquestions:\n"
LONG = "rất dài " * 600


def question(number: int, **changes: str | None) -> str:
    """Write a sound question of its own words, changed where a test wants it broken."""
    word = "".join("bcdghklmnp"[int(digit)] + "a" for digit in f"{number:03}")
    fields: dict[str, str | None] = {
        "id": f"d1-x-{number:03}",
        "ask": f"Việc {word} do nơi {word}n nào làm theo {word}m {word}t?",
        "options": f"{{A: Nơi {word}, B: Chỗ {word}, C: Bên {word}}}",
        "answer": "A",
        "explain": f"Vì {word}.",
        "cite": "{section: I, facts: [D1-01]}",
        "level": "1",
        **changes,
    }
    if MARK + "id" in fields:
        fields = {MARK + "id": fields.pop(MARK + "id"), **fields, "id": None}
    lines = [f"{name}: {text}" for name, text in fields.items() if text is not None]
    return "  - " + "\n    ".join(lines) + "\n"


# code, and the question with a mark where the fault is to be told
BROKEN: list[tuple[str, dict[str, str | None]]] = [
    ("value.slug", {"id": "«Câu 1"}),
    ("bank.long_id", {"id": "«d1-" + "a" * 60}),
    ("ids.other_document", {"id": "«d9-x-001"}),
    ("text.empty", {"ask": "«''"}),
    ("text.edges", {"ask": "«' thừa dấu cách'"}),
    ("text.not_nfc", {"ask": "«Tie\u0302\u0301ng Việt nào viết thế này?"}),
    ("text.invisible", {"ask": "«Chữ\u200b ẩn nằm ở đâu trong câu?"}),
    ("value.text", {"ask": "«[a]"}),
    ("yaml.duplicate_key", {"ask": "Hai lần hỏi cùng một khoá?\n    «ask: Lần nữa?"}),
    ("key.unknown_near", {"levle": "2", "«levl": "1"}),
    ("key.unknown", {"«zzzzzzz": "1"}),
    ("readability.long", {"explain": "«" + "dài " * 45 + "lắm."}),
    ("bank.option_key", {"options": "{A: Một này, «Z: Hai này}"}),
    ("options.too_few", {"options": "«{A: Chỉ một phương án}"}),
    ("options.repeated_text", {"options": "{A: Hoà bình, B: «hòa  bình, C: Ba}"}),
    ("answer.unknown_option", {"answer": "«E"}),
    ("answer.wrong_shape", {"answer": "«[A]"}),
    ("text.empty", {"answer": "«~"}),
    ("bank.answer_shape", {"answer": "«[[A]]"}),
    ("answer.repeated", {"kind": "multiple", "answer": "«[A, A]"}),
    ("answer.wrong_shape", {"kind": "order", "answer": "«A"}),
    ("answer.not_every_option", {"kind": "order", "answer": "«[A, B]"}),
    ("answer.not_a_number", {"kind": "number", "options": None, "answer": "«nhiều"}),
    ("value.at_least", {"kind": "number", "options": None, "answer": "5", "tolerance": "«-1"}),
    ("field.not_for_this_kind", {"kind": "number", "options": "«{A: Một, B: Hai}", "answer": "5"}),
    ("options.not_true_and_false", {"kind": "true_false", "options": "«{A: Có, B: Không}"}),
    ("answer.empty_text", {"kind": "short_text", "options": None, "answer": "«'!!'"}),
    ("bank.target_key", {"kind": "match", "targets": "{«x: Một}", "answer": "{A: 1}"}),
    ("value.choice_near", {"kind": "«singel"}),
    ("value.choice", {"use": "«zzz"}),
    ("value.choice_near", {"status": "«review"}),
    ("value.whole", {"level": "«dễ"}),
    ("value.at_most", {"level": "«4"}),
    ("value.at_least", {"weight": "«0"}),
    ("value.flag", {"keep_order": "«no"}),
    ("value.list", {"tags": "«abc"}),
    ("value.slug", {"tags": "[«Thẻ Một]"}),
    ("value.date", {"since": "«31/02/2025"}),
    ("status.dates", {"since": "2025-02-01", "until": "«2025-01-01"}),
    ("status.reviewed_without", {"status": "«reviewed", "explain": None}),
    ("explain.missing", {"«id": "d1-x-900", "explain": None}),
    ("key.missing", {"«id": "d1-x-901", "level": None}),
    ("value.mapping", {"cite": "«I"}),
    ("cite.unknown_section", {"cite": "{section: «III, facts: [D1-01]}"}),
    ("cite.unknown_fact", {"cite": "{section: I, facts: [«D1-99]}"}),
    ("cite.other_document", {"cite": "{section: I, facts: [«D2-01]}"}),
    ("cite.other_section", {"cite": "{section: «II, facts: [D1-01]}"}),
    ("cite.no_fact", {"cite": "«{section: I}"}),
    ("bank.fact_id", {"cite": "{section: I, facts: [«d1 01]}"}),
    ("references.pinned", {"options": "{A: Một kia, B: Hai kia, C: «Cả A và B}"}),
    ("filler.option", {"options": "{A: Một đó, B: Hai đó, C: «Không biết}"}),
    ("filler.placeholder", {"explain": "«TODO viết sau"}),
    ("negative.plain", {"ask": "«Nơi nào không phải là nơi được giao làm việc đã nêu?"}),
    ("longest.stands_out", {"options": "{A: «Một phương án rất dài và rất đầy đủ mọi ý, B: Hai, C: Ba}"}),
    ("characters.space", {"ask": "«Dấu cách\u00a0lạ trong câu ở đâu?"}),
    ("characters.double_space", {"ask": "«Hai dấu  cách liền nhau ở đâu?"}),
    ("length.message", {"ask": f"«{LONG}?"}),
    ("translations.keys", {"translations": "{en: «{ask: Which, options: {A: One}}}"}),
    ("yaml.tag", {"ask": "«!x Có nhãn kiểu ở đây không?"}),
    ("yaml.alias_unknown", {"explain": "«*nothing"}),
]


def findings(folder: Path, text: str, *, rules: Rules | None = None) -> list[tuple[str, int, int]]:
    path = folder / "d1" / "b.yaml"
    path.write_text(text)
    found = review_bank(folder, rules=rules or Rules()).findings
    return [
        (each.fault.code, each.fault.line, each.fault.column)
        for each in found
        if each.fault.file == str(path)
    ]


def place_of(text: str) -> tuple[int, int]:
    before = text[: text.index(MARK)]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


class TestChecks:
    def test_find_nothing_in_a_sound_bank(self, folder: Path) -> None:
        assert review_bank(folder, rules=Rules()).findings == ()
        assert findings(folder, HEAD + question(1) + question(2)) == []

    @pytest.mark.parametrize(("code", "changes"), BROKEN)
    def test_tell_each_fault_at_its_place(
        self, folder: Path, code: str, changes: dict[str, str | None]
    ) -> None:
        marked = HEAD + question(1) + question(2, **changes) + question(3)

        found = findings(folder, marked.replace(MARK, ""))

        assert (code, *place_of(marked)) in found

    def test_tell_all_faults_of_one_bank_at_once(self, folder: Path) -> None:
        marked = [question(100 + index, **changes) for index, (_, changes) in enumerate(BROKEN)]
        text, expected = HEAD, []
        for (code, _), each in zip(BROKEN, marked, strict=True):
            expected.append((code, *place_of(text + each)))
            text += each.replace(MARK, "")

        found = findings(folder, text)

        assert len(BROKEN) >= 40
        assert [each for each in expected if each not in found] == []
        assert all(1 <= line <= text.count("\n") + 1 for _, line, _ in found)

    def test_stand_on_a_shelf(self) -> None:
        assert len(CHECKS) >= 12
        assert all(callable(CHECKS[name]) for name in CHECKS)


class TestIds:
    def test_are_unique_over_all_files(self, folder: Path) -> None:
        found = findings(folder, HEAD + question(1, id="d1-a-001"))

        assert ("ids.repeated", 4, 9) in found


class TestDuplicates:
    def test_are_found_whatever_case_marks_and_spaces(self, folder: Path) -> None:
        one = question(1, ask="Bộ nào chủ trì hoà giải?", options="{A: Bộ Một, B: Hai}")
        two = question(2, ask="bộ nào chủ trì HÒA giải ?", options="{A: bộ một, B: Ba}")

        assert ("duplicates.same", 12, 10) in findings(folder, HEAD + one + two)

    def test_nearly_the_same_are_warned_of(self, folder: Path) -> None:
        words = "Theo văn bản thứ nhất thì cơ quan nào được giao chủ trì xây dựng nền tảng dữ liệu quốc gia dùng chung"
        one = question(1, ask=f"{words}?", options="{A: Bộ Một, B: Hai}")
        two = question(2, ask=f"{words} nhé?", options="{A: Bộ Một, B: Ba}")

        assert ("duplicates.near", 12, 10) in findings(folder, HEAD + one + two)

    def test_with_other_numbers_are_other_questions(self, folder: Path) -> None:
        one = question(1, ask="Mục tiêu của văn bản đến năm 2030 là đạt mức nào?", options="{A: Cao, B: Hai}")
        two = question(2, ask="Mục tiêu của văn bản đến năm 2045 là đạt mức nào?", options="{A: Cao, B: Hai}")

        assert findings(folder, HEAD + one + two) == []


class TestShares:
    def test_of_one_letter_are_told_for_the_file_and_the_bank(self, folder: Path) -> None:
        text = HEAD + "".join(question(number) for number in range(50))

        assert ("balance.uneven", 1, 1) in findings(folder, text)
        review = review_bank(folder, rules=Rules())
        assert any(
            each.fault.code == "balance.uneven" and each.fault.file == str(folder) for each in review.findings
        )

    def test_of_longest_keys_are_told(self, folder: Path) -> None:
        text = HEAD + "".join(
            question(number, options="{A: Phương án dài hơn, B: Phương án, C: Ngắn}") for number in range(20)
        )

        assert ("longest.often", 1, 1) in findings(folder, text)


class TestLengths:
    def test_are_measured_for_the_channels_given(self, folder: Path) -> None:
        rules = Rules(channels={"telegram_poll": CHANNELS["telegram_poll"]})
        text = HEAD + question(1, options=f"{{A: {'x' * 101}, B: {'y' * 100}}}")

        assert ("length.option", 6, 18) in findings(folder, text, rules=rules)
        assert "length.option" not in [code for code, _, _ in findings(folder, text)]


class TestFacts:
    def test_are_unique_and_stand_in_the_outline(self, folder: Path) -> None:
        path = folder / "facts" / "e.yaml"
        path.write_text(
            "- {id: D1-01, document: d1, section: I, fact: x, confidence: A, sources: [a]}\n"
            "- {id: D1-09, document: d1, section: X, fact: x, confidence: A, sources: [a]}\n"
            "- {id: D1-10, document: d7, section: I, fact: x, confidence: C, sources: []}\n"
            "- {id: D1-11, document: d7, section: I, fact: x, confidence: B, sources: [a]}\n"
        )

        found = {
            (each.fault.code, each.fault.line)
            for each in review_bank(folder, rules=Rules()).findings
            if each.fault.file == str(path)
        }

        assert found == {
            ("facts.repeated", 1),
            ("cite.unknown_section", 2),
            ("value.choice", 3),
            ("value.too_short", 3),
            ("cite.unknown_document", 4),
        }


class TestCachedReview:
    def test_finds_the_same(self, folder: Path, tmp_path: Path) -> None:
        (folder / "d1" / "b.yaml").write_text(HEAD + question(1, explain=None))
        cache = BankCache(tmp_path / "cache")
        fresh = review_bank(folder, rules=Rules(), cache=cache)
        cache.save()

        kept = review_bank(folder, rules=Rules(), cache=BankCache(tmp_path / "cache"))

        assert kept.findings == fresh.findings
        assert [each.fault.code for each in kept.warnings] == ["explain.missing"]
