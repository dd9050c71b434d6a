"""What is written as a table is read back: all of it, up to the losses that were told."""

import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizbot.bank.exchange.losses import losses_between
from quizbot.bank.formats import FORMATS
from quizbot.core.question import Question
from tests.bank.formats.table_questions import banks

TABLES = ("csv_table", "xlsx")


@pytest.mark.parametrize("name", TABLES)
class TestRoundTrip:
    @settings(max_examples=150)
    @given(bank=banks())
    def test_gives_back_every_question_up_to_the_told_losses(self, name: str, bank: list[Question]) -> None:
        written = FORMATS[name].write(bank)

        read = FORMATS[name].read(f"b{FORMATS[name].extensions[0]}", written.content)

        left_out = {loss.question for loss in written.losses if loss.whole}
        kept = [question for question in bank if question.id not in left_out]
        assert read.problems == () if kept else True
        assert [found.name for found in read.found] == [question.id for question in kept]
        for question, found in zip(kept, read.found, strict=True):
            told = [loss for loss in written.losses if loss.question == question.id]
            assert (found.kind, found.key) == (question.kind, question.key)
            assert losses_between(question, found) == told
            assert found.doubts == () or "giải thích" in {loss.what for loss in told}

    @settings(max_examples=20)
    @given(bank=banks())
    def test_writes_the_same_file_again(self, name: str, bank: list[Question]) -> None:
        assert FORMATS[name].write(bank).content == FORMATS[name].write(bank).content

    @settings(max_examples=60)
    @given(content=st.binary(max_size=300))
    def test_never_raises_on_any_bytes(self, name: str, content: bytes) -> None:
        for start in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", "Câu hỏi,A,B,Đáp án\n".encode()):
            read = FORMATS[name].read("b", start + content)
            assert read.found == () or start.endswith(b"\n")
            assert 0 <= FORMATS[name].sniff("b", start + content) <= 1

    @settings(max_examples=60)
    @given(bank=banks(), cut=st.floats(0, 1), noise=st.binary(min_size=1, max_size=4))
    def test_never_raises_on_a_damaged_file(
        self, name: str, bank: list[Question], cut: float, noise: bytes
    ) -> None:
        content = FORMATS[name].write(bank).content
        at = int(cut * len(content))

        for damaged in (content[:at], content[:at] + noise + content[at + len(noise) :]):
            assert FORMATS[name].read("b", damaged) is not None


class TestSafety:
    @settings(max_examples=40)
    @given(bank=banks())
    def test_a_workbook_holds_no_formula(self, bank: list[Question]) -> None:
        content = FORMATS["xlsx"].write(bank).content

        sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]

        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
