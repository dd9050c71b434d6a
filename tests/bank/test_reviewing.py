from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from quizbot.bank.loader import load_bank
from quizbot.bank.readings import mark_of, read_readings, readings_file
from quizbot.bank.review import review_bank
from quizbot.bank.reviewing import VERDICTS, blind_lines, earned, judged, waiting, with_status
from quizbot.bank.rules import Rules
from quizbot.bank.values import LoadedBank, Reading
from quizbot.cli import main

ON = date(2026, 11, 28)


def codes(folder: Path) -> list[tuple[str, str]]:
    found = review_bank(folder, rules=Rules()).findings
    return [(each.fault.code, each.question) for each in found if each.check == "read_blind"]


def record(folder: Path, *readings: Reading, reader: str = "Lò Văn Tâm") -> None:
    (folder / "readings" / "tam.yaml").write_text(readings_file(reader, ON, readings))


def said(bank: LoadedBank, id_: str, answer: str, verdict: str = "clear", note: str = "") -> Reading:
    made = judged(bank.question(id_), answer=answer, verdict=verdict, note=note, reader="Lò Văn Tâm", on=ON)
    assert made is not None
    return made


def command(*words: str, typed: str = "") -> str:
    ran = CliRunner().invoke(main, ["bank", "review", *words], input=typed)
    assert ran.exit_code == 0, ran.output
    return ran.output


class TestJudged:
    def test_compares_with_the_key_as_typed_in_chat(self, folder: Path) -> None:
        bank = load_bank(folder)

        assert said(bank, "d1-a-001", "c").agrees
        assert not said(bank, "d1-a-001", "B").agrees
        assert said(bank, "d1-a-002", "A C").agrees
        assert (
            judged(bank.question("d1-a-001"), answer="Z", verdict="clear", note="", reader="x", on=ON) is None
        )

    def test_passes_only_what_is_right_and_clear(self, folder: Path) -> None:
        bank = load_bank(folder)

        assert said(bank, "d1-a-001", "C").passes
        assert not said(bank, "d1-a-001", "B").passes
        assert not any(said(bank, "d1-a-001", "C", each).passes for each in VERDICTS if each != "clear")


class TestBlindLines:
    def test_tell_the_facts_and_not_the_key(self, folder: Path) -> None:
        bank = load_bank(folder)
        for question in bank.questions:
            told = "\n".join(blind_lines(bank, question))

            assert question.ask in told
            assert question.explain not in told
            assert "Đáp án" not in told


class TestRecord:
    @given(
        answer=st.text(min_size=1, max_size=20).filter(
            lambda text: text.isprintable() and text.strip() == text and text != ""
        ),
        note=st.text(max_size=40).filter(lambda text: text.isprintable() and text.strip() == text),
        verdict=st.sampled_from(sorted(VERDICTS)),
        agrees=st.booleans(),
        read=st.text("0123456789abcdef", min_size=12, max_size=12),
    )
    def test_is_read_back_the_same(
        self, answer: str, note: str, verdict: str, agrees: bool, read: str
    ) -> None:
        made = Reading(
            question_id="d1-a-001", read=read, reader="Lò: Văn # Tâm", on=ON, answer=answer, agrees=agrees,
            verdict=verdict, note=note,
        )  # fmt: skip

        found, faults = read_readings([(Path("r.yaml"), readings_file(made.reader, ON, [made]))])

        assert faults == []
        assert found == {"d1-a-001": (made,)}

    def test_says_where_a_mark_is_wrong(self) -> None:
        text = "reader: x\non: 2026-11-28\nreadings:\n  - {question: a, read: xyz, answer: A, agrees: true, verdict: clear}\n"

        _, faults = read_readings([(Path("r.yaml"), text)])

        assert [(each.code, each.line, each.column) for each in faults] == [("bank.read_mark", 4, 25)]


class TestCheck:
    def test_wants_a_reader_of_every_reviewed_question(self, folder: Path) -> None:
        (folder / "readings" / "r.yaml").unlink()

        assert codes(folder) == [("readings.none", "d1-a-002")]

    def test_sees_a_change_after_the_reading(self, folder: Path) -> None:
        path = folder / "d1" / "a.yaml"
        path.write_text(path.read_text().replace("Những nơi nào cùng làm", "Những nơi nào sẽ làm"))

        assert codes(folder) == [("readings.older", "d1-a-002")]

    def test_refuses_what_a_later_reader_found_wrong(self, folder: Path) -> None:
        record(folder, said(load_bank(folder), "d1-a-002", "A B"))

        assert codes(folder) == [("readings.failed", "d1-a-002")]

    def test_lets_nobody_review_their_own(self, folder: Path) -> None:
        path = folder / "d1" / "a.yaml"
        path.write_text(path.read_text().replace("topic: muc-tieu\n", "topic: muc-tieu\nauthor: Người đọc\n"))

        assert codes(folder) == [("readings.by_author", "d1-a-002")]


class TestWithStatus:
    def test_changes_only_the_status(self, folder: Path) -> None:
        path = folder / "d1" / "a.yaml"
        before, bank = path.read_text(), load_bank(folder)
        lines = [bank.place(each).place.line for each in ("d1-a-001", "d1-a-002")]

        path.write_text(with_status(before, dict.fromkeys(lines, "retired")))
        after = load_bank(folder)

        assert [each.status for each in after.questions][:2] == ["retired", "retired"]
        assert [each.shown_hash for each in after.questions] == [each.shown_hash for each in bank.questions]
        assert path.read_text().startswith("# giữ lời ghi\n")
        assert len(path.read_text().splitlines()) == len(before.splitlines()) + 1

    def test_keeps_a_remark_behind_it(self) -> None:
        text = "questions:\n  - id: a\n    status: draft  # chờ anh Tâm\n    level: 1\n"

        assert with_status(text, {2: "reviewed"}) == text.replace("draft", "reviewed")

    @pytest.mark.parametrize("end", ["", "\n", "\n\n# hết\n"])
    def test_stands_at_the_end_of_the_entry_when_there_is_none(self, end: str) -> None:
        text = "questions:\n  - id: a\n    level: 1" + end

        made = with_status(text, {2: "reviewed"})

        assert made == "questions:\n  - id: a\n    level: 1\n    status: reviewed\n" + end[1:]


class TestCommand:
    def test_reads_marks_and_keeps(self, folder: Path) -> None:
        told = command(
            str(folder), "--as", "Lò Văn Tâm", "--most", "2", typed="Z\nC\n\nĐúng\nk\nHỏi gọn hơn\n"
        )
        bank = load_bank(folder)

        assert "Chưa hiểu" in told
        assert "Đã đọc 2 câu, 1 câu đạt" in told
        assert bank.question("d1-a-001").status == "reviewed"
        failed = [each for readings in bank.readings.values() for each in readings if not each.passes]
        assert [(each.verdict, each.note, each.reader) for each in failed] == [
            ("unclear", "Hỏi gọn hơn", "Lò Văn Tâm")
        ]
        assert codes(folder) == []

    def test_goes_on_where_it_stopped(self, folder: Path) -> None:
        before = len(waiting(load_bank(folder), reader="Lò Văn Tâm"))
        command(str(folder), "--as", "Lò Văn Tâm", typed="C\n\nq\n")
        again = command(str(folder), "--as", "Lò Văn Tâm", typed="q\n")

        assert f"{before - 1} câu chờ đọc" in again
        assert len(load_bank(folder).readings["d1-a-001"]) == 1

    def test_settles_by_the_record(self, folder: Path) -> None:
        bank = load_bank(folder)
        record(folder, said(bank, "d1-a-001", "C"), said(bank, "d1-a-002", "B C", "two_right"))

        told = command(str(folder), "--settle")

        assert "2 câu được ghi status" in told
        after = load_bank(folder)
        assert [after.question(each).status for each in ("d1-a-001", "d1-a-002")] == ["reviewed", "draft"]
        assert earned(after) == {"reviewed": (), "draft": ()}

    def test_wants_a_name(self, folder: Path) -> None:
        ran = CliRunner().invoke(main, ["bank", "review", str(folder)])

        assert ran.exit_code == 2
        assert "--as" in ran.output


def test_mark_is_the_head_of_the_hash_people_see(folder: Path) -> None:
    for question in load_bank(folder).questions:
        assert question.shown_hash.startswith(mark_of(question))
