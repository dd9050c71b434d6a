"""Any sound question, for the laws of tables."""

from decimal import Decimal

from hypothesis import strategies as st

from quizbot.bank.answers import TRUE_FALSE_OPTIONS
from quizbot.core.numbers import write_number
from quizbot.core.question import Citation, Option, Question
from quizbot.core.vietnamese import fold, nfc, normal

LETTERS = "ABCDEFGHIJKLMNOP"
_ODD = (
    "=1+1", "'=1+1", "''@x", "+84", "-5", "@SUM(A1)", "- gạch đầu dòng", "1", "2.0", "A", "B", "Đúng", "TRUE", "1/2",
    "22/12/2024", "30%", "0,5", "1E+5", "#N/A", "Dec-25", "_x0041_", 'dấu "nháy"', "a, b; c | d\te", "hai\ndòng",
    "A. Một", "*sao", "Hai (đúng)", "Câu 1: gì?", "Câu hỏi", "Cả A và B", "PHẦN I. Một", "x", "None", "sep=;",
    "Chọn các phương án", "\\t", "'", "'a", "＝1",
)  # fmt: skip
_letters = st.text(
    st.one_of(
        st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếềểễệợựỹ 0123456789.,;:?!\"'()=+-@|/%\n\t"),
        st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs")),
    ),
    min_size=1,
    max_size=30,
)
texts = st.one_of(st.sampled_from(_ODD), _letters).map(lambda text: nfc(text).strip()).filter(bool)
slugs = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)
numbers = st.decimals(-(10**9), 10**9, places=4, allow_nan=False, allow_infinity=False).map(
    lambda number: Decimal(write_number(number))
)


@st.composite
def questions(draw: st.DrawFn, kinds: tuple[str, ...] = (
    "single", "multiple", "true_false", "number", "order", "match", "short_text", "prediction",
)) -> Question:  # fmt: skip
    """Draw a question that its kind calls sound."""
    kind = draw(st.sampled_from(kinds))
    options: tuple[Option, ...] = ()
    targets: tuple[Option, ...] = ()
    key: tuple[str, ...] = ()
    if kind in ("single", "multiple", "order", "match"):
        options = _options(draw(_different(2, 6)))
        keys = [option.key for option in options]
        if kind == "single":
            key = (draw(st.sampled_from(keys)),)
        elif kind == "multiple":
            key = tuple(sorted(draw(st.sets(st.sampled_from(keys), min_size=1))))
        elif kind == "order":
            key = tuple(draw(st.permutations(keys)))
        else:
            targets = tuple(
                Option(key=str(at + 1), text=text) for at, text in enumerate(draw(_different(2, 5)))
            )
            key = tuple(sorted(f"{each}{draw(st.sampled_from(targets)).key}" for each in keys))
    elif kind == "true_false":
        options, key = TRUE_FALSE_OPTIONS, (draw(st.sampled_from("AB")),)
    elif kind == "number":
        key = (write_number(draw(numbers)),)
    elif kind == "short_text":
        key = tuple(draw(_different(1, 3)))
    return Question(
        id=draw(slugs),
        kind=kind,
        document="d1",
        topic="t",
        ask=draw(texts),
        options=options,
        targets=targets,
        key=key,
        tolerance=abs(draw(numbers)) if kind == "number" and draw(st.booleans()) else Decimal(0),
        explain=draw(st.one_of(st.just(""), texts)),
        cite=Citation(
            section=draw(st.sampled_from(("I", "II.1"))), facts=draw(st.sampled_from(((), ("D1-01",))))
        ),
        level=draw(st.sampled_from((1, 2, 3))),
        keep_order=draw(st.booleans()),
        tags=tuple(draw(st.lists(slugs, max_size=2))),
        weight=draw(st.sampled_from((1, 2))),
        use=draw(st.sampled_from(("both", "contest"))),
    )


def banks() -> st.SearchStrategy[list[Question]]:
    """Draw some questions with ids of their own."""
    return st.lists(questions(), min_size=1, max_size=6, unique_by=lambda question: question.id)


def _different(least: int, most: int) -> st.SearchStrategy[list[str]]:
    """Draw texts that no reader takes for the same."""
    said = texts.filter(lambda text: bool(fold(text)) and bool(normal(text)))
    return st.lists(said, min_size=least, max_size=most, unique_by=(normal, fold))


def _options(said: list[str]) -> tuple[Option, ...]:
    return tuple(Option(key=LETTERS[at], text=text) for at, text in enumerate(said))
