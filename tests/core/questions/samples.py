"""One sound question of every kind, and how people may see it and answer it."""

import itertools
from decimal import Decimal

from hypothesis import strategies as st

from quizbot.core.question import Citation, Option, Question, Response, Shown

CITE = Citation(section="II.1")


def options(*texts: str) -> tuple[Option, ...]:
    return tuple(Option(key=key, text=text) for key, text in zip("ABCDEFGHIJKLMNOP", texts, strict=False))


def question(
    kind: str, key: Response, *texts: str, targets: tuple[str, ...] = (), **more: object
) -> Question:
    return Question(
        id=f"thu-{kind}",
        kind=kind,
        document="nq57",
        topic="thu",
        ask="Câu hỏi thử?",
        options=options(*texts),
        targets=tuple(Option(key=str(number), text=text) for number, text in enumerate(targets, start=1)),
        key=key,
        cite=CITE,
        **more,  # type: ignore[arg-type]
    )


FOUR = ("Năm 2030", "Năm 2045", "Chuyển đổi số", "50%")

QUESTIONS: dict[str, Question] = {
    "single": question("single", ("C",), *FOUR),
    "multiple": question("multiple", ("A", "C"), *FOUR),
    "true_false": question("true_false", ("A",), "Đúng", "Sai"),
    "number": question("number", ("50",), tolerance=Decimal("0.5")),
    "order": question("order", ("C", "A", "B", "D"), *FOUR),
    "short_text": question("short_text", ("chuyển đổi số",)),
    "match": question(
        "match", ("A2", "B1", "C3"), "57", "71", "618", targets=("Giáo dục", "Khoa học", "Kế hoạch")
    ),
    "prediction": question("prediction", ()),
}


def shown(asked: Question, order: str | None = None, target_order: str | None = None) -> Shown:
    """Show a question in the order given, or as it is written."""
    return Shown(
        question=asked,
        order=tuple(order or (option.key for option in asked.options)),
        target_order=tuple(target_order or (target.key for target in asked.targets)),
    )


def views(asked: Question) -> st.SearchStrategy[Shown]:
    """Every way in which options and targets may be shuffled."""
    return st.builds(
        lambda order, target_order: Shown(
            question=asked, order=tuple(order), target_order=tuple(target_order)
        ),
        st.permutations([option.key for option in asked.options]),
        st.permutations([target.key for target in asked.targets]),
    )


def responses(kind: str) -> st.SearchStrategy[Response]:
    """Every valid response to the question of this kind (for numbers and texts, many of them)."""
    asked = QUESTIONS[kind]
    keys = [option.key for option in asked.options]
    if kind in ("single", "true_false"):
        return st.sampled_from([(key,) for key in keys])
    if kind == "multiple":
        return st.sets(st.sampled_from(keys), min_size=1).map(lambda chosen: tuple(sorted(chosen)))
    if kind == "order":
        return st.sampled_from(list(itertools.permutations(keys)))
    if kind == "match":
        places = st.permutations([target.key for target in asked.targets])
        return places.map(
            lambda order: tuple(f"{key}{target}" for key, target in zip(keys, order, strict=True))
        )
    if kind == "number":
        numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=3)
        return numbers.map(lambda number: (_stored(number),))
    if kind == "prediction":
        return st.integers(min_value=0, max_value=10**12 - 1).map(lambda number: (str(number),))
    words = st.text(alphabet="abcđêàọ 57-", min_size=1, max_size=40)
    return words.filter(str.strip).map(lambda text: (_spaced(text),))


def _stored(number: Decimal) -> str:
    text = format(number, "f").rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _spaced(text: str) -> str:
    return " ".join(text.split())
