"""Questions of every kind, made up by Hypothesis, all sound in form."""

from decimal import Decimal

from hypothesis import strategies as st

from quizbot.bank.answers import TRUE_FALSE_OPTIONS
from quizbot.core.numbers import write_number
from quizbot.core.question import Citation, Option, Question
from quizbot.core.vietnamese import normal

WORDS = (
    "Nghị quyết", "số 57-NQ/TW", "chuyển đổi số", "năm 2030", "trên 80%", "Chính phủ", "đổi mới sáng tạo", "kinh tế số",
    "khoa học", "công nghệ", "dữ liệu", "nhân lực", "(Chọn một)", "“then chốt”", "A", "đúng", "3,5", "đến", "tỉnh Lai Châu",
)  # fmt: skip
HARD = ('a: b', '# không phải chú thích', 'x = {y}', '~', '{', '}', '=', '\\', "'", '"', "- gạch", "null", "true", "12", "3.5",
        "@ai", "*", "&a", "[b]", "a, b", "<p>", "&amp;", "%50%", "//", "::", "#", ";", "|", "→", "\\n", "$5")  # fmt: skip

plain_texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
hard_texts = st.lists(st.sampled_from(WORDS + HARD), min_size=1, max_size=6).map(" ".join)


def _rows(keys: str, texts: st.SearchStrategy[str], least: int) -> st.SearchStrategy[tuple[Option, ...]]:
    unique = st.lists(texts.filter(normal), min_size=least, max_size=6, unique_by=normal)
    return unique.map(
        lambda made: tuple(Option(key=key, text=text) for key, text in zip(keys, made, strict=False))
    )


@st.composite
def questions(
    draw: st.DrawFn, texts: st.SearchStrategy[str] = hard_texts, kinds: tuple[str, ...] = ()
) -> Question:
    """Draw one question."""
    kind = draw(
        st.sampled_from(
            kinds or ("single", "multiple", "true_false", "number", "order", "short_text", "match")
        )
    )
    options: tuple[Option, ...] = ()
    targets: tuple[Option, ...] = ()
    tolerance = Decimal(0)
    key: tuple[str, ...]
    if kind == "true_false":
        options, key = TRUE_FALSE_OPTIONS, (draw(st.sampled_from("AB")),)
    elif kind == "number":
        key = (write_number(draw(st.decimals(-10_000, 10_000, places=2))),)
        tolerance = draw(st.sampled_from([Decimal(0), Decimal(1), Decimal("0.5")]))
    elif kind == "short_text":
        key = tuple(draw(st.lists(texts.filter(normal), min_size=1, max_size=3, unique_by=normal)))
    elif kind == "match":
        size = draw(st.integers(2, 5))
        options = draw(_rows("ABCDEF", texts, size))[:size]
        targets = draw(_rows("123456", texts, size))
        places = draw(st.permutations([target.key for target in targets]))
        key = tuple(f"{option.key}{place}" for option, place in zip(options, places, strict=False))
    else:
        options = draw(_rows("ABCDEF", texts, 3))
        letters = [option.key for option in options]
        if kind == "single":
            key = (draw(st.sampled_from(letters)),)
        elif kind == "order":
            key = tuple(draw(st.permutations(letters)))
        else:
            key = tuple(
                sorted(draw(st.sets(st.sampled_from(letters), min_size=1, max_size=len(letters) - 1)))
            )
    return Question(
        id=f"nq57-tt-{draw(st.integers(1, 999)):03d}",
        kind=kind,
        document="nq57",
        topic="thu",
        ask=draw(texts.filter(normal)),
        options=options,
        targets=targets,
        key=key,
        tolerance=tolerance,
        explain=draw(st.one_of(st.just(""), texts)),
        cite=Citation(section="II.1", facts=()),
        level=draw(st.integers(1, 3)),
        keep_order=draw(st.booleans()),
        tags=tuple(draw(st.lists(st.sampled_from(["muc-tieu", "so-lieu"]), max_size=2, unique=True))),
    )


papers = st.lists(questions(), min_size=1, max_size=5, unique_by=lambda question: question.id)
