"""The second verifier marks as the program does: every kind of question, whatever is typed."""

from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.codec import to_plain
from quizbot.core.question import Response
from quizbot.core.questions import KINDS
from quizbot.core.vietnamese import fold, normal
from tests.core.questions.samples import QUESTIONS, responses
from tests.usecases.evidence.second import MODULE

SYLLABLES = st.sampled_from(
    [
        "hoà",
        "hòa",
        "hoa",
        "thuý",
        "thúy",
        "qúy",
        "quý",
        "quy",
        "giữa",
        "đổi",
        "doi",
        "khuyến",
        "khuỷu",
        "Pelé",
        "Péle",
        "résumé",
    ]
)
MARKS = st.sampled_from(
    [" ", "  ", "-", " - ", "–", "“", "”", "'", "%", " %", ".", ",", "\u200b", "\u0301", "\u00a0"]
)
TYPED = st.lists(SYLLABLES | MARKS | st.text(max_size=3), max_size=5).map("".join)


class TestShortText:
    @given(TYPED, TYPED)
    def test_two_texts_are_one_for_both_or_for_neither(self, one: str, other: str) -> None:
        assert (MODULE.normal(one) == MODULE.normal(other)) == (normal(one) == normal(other))

    @given(TYPED)
    def test_is_folded_alike(self, text: str) -> None:
        assert MODULE.folded(text) == fold(text)


@st.composite
def answers(draw: st.DrawFn) -> tuple[str, Response]:
    kind = draw(st.sampled_from(sorted(set(QUESTIONS) - {"prediction"})))
    return kind, draw(responses(kind))


class TestMark:
    @given(answers())
    def test_is_that_of_the_program(self, answer: tuple[str, Response]) -> None:
        kind, response = answer
        question = QUESTIONS[kind]
        expected = KINDS[kind].mark(response, question)

        right, share = MODULE.mark(to_plain(question), list(response), list(question.key))

        assert (right, share) == (expected.right, expected.share)
