"""Broken, cut and shuffled files of every format: problems with a place and a cure, never an exception."""

import random
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizbot.bank.exchange.values import Imported
from quizbot.bank.formats import FORMATS, guess
from quizbot.core.question import Citation, Option, Question

NAMES = sorted(FORMATS)
# written, then broken: many small texts with the signs that formats give a meaning
SIGNS = [
    "A. ", "B) ", "Câu 1: ", "\n", "\n\n", "{", "}", "=", "~", "#", "####", "->", "%50%", "::", "\\", "//", "ANSWER: B",
    "Đáp án: A", "<quiz>", "<question type='multichoice'>", "</question>", "<assessmentItem>", "&amp;", "&#0;", "<![CDATA[",
    "\t", ";", ",", '"', "Câu hỏi;Đáp án;A;B", "x", "đúng", "1", "-", "\x00", "\ufeff", "e\u0301", "µ¸", "[html]",
]  # fmt: skip
QUICK = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@cache
def sound(name: str) -> bytes:
    """Give a sound file of a format, with three questions."""
    options = tuple(Option(key=key, text=f"Phương án {key}") for key in "ABCD")
    made = [
        Question(
            id=f"nq57-t-00{number}", kind="single", document="nq57", topic="t", ask=f"Câu hỏi thứ {number} là gì?",
            options=options, key=("ABC"[number],), explain="Theo Điều 1.", cite=Citation(section="II.1", facts=()), level=1,
        )
        for number in range(3)
    ]  # fmt: skip
    return FORMATS[name].write(made).content


def understood(name: str, content: bytes) -> Imported:
    """Read with the format, and with the one that would be guessed."""
    guessed = guess("de" + FORMATS[name].extensions[0], content)
    if guessed is not None:
        read_well(guessed, content)
    return read_well(name, content)


def read_well(name: str, content: bytes) -> Imported:
    imported = FORMATS[name].read("de", content)
    for problem in imported.problems:
        assert problem.place
        assert problem.what
        assert problem.fix
    for found in imported.found:
        letters = {option.key for option in found.options}
        assert found.place
        assert found.key
        assert found.key_found
        if found.kind in ("single", "multiple", "true_false"):
            assert set(found.key) <= letters
    return imported


@pytest.mark.parametrize("name", NAMES)
class TestBrokenFiles:
    @given(cut=st.floats(0, 1))
    @QUICK
    def test_a_cut_file(self, name: str, cut: float) -> None:
        whole = sound(name)

        understood(name, whole[: int(len(whole) * cut)])

    @given(seed=st.integers(0, 10**6), changes=st.integers(1, 20))
    @QUICK
    def test_changed_bytes(self, name: str, seed: int, changes: int) -> None:
        chance, content = random.Random(seed), bytearray(sound(name))
        for _ in range(changes):
            content[chance.randrange(len(content))] = chance.randrange(256)

        understood(name, bytes(content))

    @given(seed=st.integers(0, 10**6))
    @QUICK
    def test_moved_and_repeated_pieces(self, name: str, seed: int) -> None:
        chance, whole = random.Random(seed), sound(name)
        at = sorted(chance.randrange(len(whole)) for _ in range(4))
        pieces = [
            whole[: at[0]],
            whole[at[0] : at[1]],
            whole[at[1] : at[2]],
            whole[at[2] : at[3]],
            whole[at[3] :],
        ]
        middle = pieces[1:4]
        chance.shuffle(middle)

        understood(name, b"".join([pieces[0], *middle, *middle[:1], pieces[4]]))

    @given(content=st.binary(max_size=200))
    @QUICK
    def test_any_bytes(self, name: str, content: bytes) -> None:
        understood(name, content)

    @given(pieces=st.lists(st.sampled_from(SIGNS), max_size=40))
    @QUICK
    def test_any_text_of_signs(self, name: str, pieces: list[str]) -> None:
        understood(name, "".join(pieces).encode())

    def test_files_of_another_format(self, name: str) -> None:
        for other in NAMES:
            imported = read_well(name, sound(other))
            if (
                {name, other} == {"aiken", "plain_text"}
                or {name, other} <= {"qti21", "qti30"}
                or name == other
            ):
                continue
            if {name, other} <= {"csv_table", "plain_text", "xlsx", "gift", "aiken"}:
                continue
            assert imported.found == ()
            assert imported.problems
