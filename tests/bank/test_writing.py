"""YAML that we write is read back the same."""

from hypothesis import given
from hypothesis import strategies as st

from quizbot.bank.reading import read_questions
from quizbot.bank.writing import scalar, whole_file
from quizbot.core.question import Question
from quizbot.forms.reader import parse
from tests.bank.strategies import papers


@given(papers)
def test_a_file_of_questions_is_read_back_the_same(questions: list[Question]) -> None:
    places = {questions[0].id: "de thi.docx, đoạn 1"}
    text = whole_file(questions, origins={"de thi: 1.docx": "ab" * 32}, places=places)

    read = read_questions(text, file="x.yaml")

    assert read.faults == ()
    assert list(read.questions) == questions
    assert read.origins == {"de thi: 1.docx": "ab" * 32}
    assert read.extras[questions[0].id].origin == "de thi.docx, đoạn 1"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1, max_size=30))
def test_any_text_is_read_back_the_same(text: str) -> None:
    reading = parse(f"- {scalar(text)}\n- [{scalar(text, flow=True)}, x]\n", file="x.yaml")

    assert reading.form is not None
    assert reading.form.value == [text, [text, "x"]]


def test_ordinary_texts_stand_bare() -> None:
    for text in ("Trên 50%", "22/12/2024", "Mục III.4 nêu: tín dụng", "57-NQ/TW", "A"):
        assert scalar(text) == (text if ": " not in text else f'"{text}"')
