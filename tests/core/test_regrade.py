"""What an answer counts for under a ruling. See docs/rules/corrections.md."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.attempt import Answer, PaperItem
from quizbot.core.corrections import Correction, CorrectionKind, Policy
from quizbot.core.ids import AttemptId
from quizbot.core.question import Citation, Option, Question
from quizbot.core.regrade import Change, Worth, change, ruled, stored_worth, worth

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


def asked(name: str = "q", *, key: str = "B", **more: Any) -> Question:
    return Question(
        id=name, document="nq57", topic="t", ask="Hỏi?", key=(key,), cite=Citation(section="I"),
        options=tuple(Option(key=each, text=f"Phương án {each}") for each in "ABCD"), **more,
    )  # fmt: skip


def ruling(policy: Policy, key: str = "") -> Correction:
    return Correction(
        kind=CorrectionKind.REGRADE, at=AT, by="a", reason="r", question_id="q", policy=policy,
        key=(key,) if key else (),
    )  # fmt: skip


class TestWorth:
    @pytest.mark.parametrize(
        ("policy", "key", "response", "expected"),
        [
            (Policy.DROP, "", "B", (False, False, False, 0)),
            (Policy.GIVE_ALL, "", "A", (True, True, True, 1)),
            (Policy.GIVE_ALL, "", None, (True, False, True, 1)),
            (Policy.REKEY, "A", "A", (True, True, True, 1)),
            (Policy.REKEY, "A", "B", (True, True, False, 0)),
            (Policy.REKEY, "A", None, (True, False, False, 0)),
        ],
    )
    def test_follows_the_policy(
        self, policy: Policy, key: str, response: str | None, expected: tuple[bool, bool, bool, int]
    ) -> None:
        found = worth(
            asked(),
            None if response is None else (response,),
            ruling=ruling(policy, key),
            score="right_answers",
        )

        assert (found.asked, found.answered, found.right, found.points) == expected

    def test_of_a_wrong_answer_may_be_below_nothing(self) -> None:
        found = worth(asked(weight=2), ("C",), ruling=ruling(Policy.REKEY, "A"), score="negative")

        assert found.points == -2

    def test_of_a_given_question_is_all_it_weighs(self) -> None:
        found = worth(asked(weight=3), None, ruling=ruling(Policy.GIVE_ALL), score="weighted")

        assert found.points == 3


def test_only_rekey_changes_the_key() -> None:
    assert ruled(asked(), ruling(Policy.REKEY, "A")).key == ("A",)
    assert ruled(asked(), ruling(Policy.DROP)).key == ("B",)
    assert ruled(asked(), None).key == ("B",)


@given(
    st.lists(st.sampled_from(["A", "B", None]), min_size=1, max_size=6),
    st.lists(st.sampled_from([Policy.DROP, Policy.GIVE_ALL, Policy.REKEY, None]), min_size=6, max_size=6),
    st.sampled_from(["right_answers", "negative", "partial"]),
)
def test_a_change_is_the_sum_of_what_each_question_gains_and_loses(
    responses: list[str | None], policies: list[Policy | None], score: str
) -> None:
    names = [f"q-{number}" for number in range(len(responses))]
    items = [PaperItem(question_id=name, shown_hash=name) for name in names]
    answers = {
        place: Answer(
            attempt_id=AttemptId(1), position=place, revision=0, question_id=names[place],
            shown_hash=names[place], response=(response,), right=response == "B", points=int(response == "B"),
            received_at=AT, channel="t",
        )
        for place, response in enumerate(responses)
        if response is not None
    }  # fmt: skip
    rulings = {
        name: ruling(policy, "A") for name, policy in zip(names, policies, strict=False) if policy is not None
    }

    found = change(items, answers, rulings=rulings, question_of=asked, score=score)

    before = [stored_worth(answers.get(place)) for place in range(len(names))]
    after = [
        worth(
            asked(name),
            answers[place].response if place in answers else None,
            ruling=rulings[name],
            score=score,
        )
        if name in rulings
        else before[place]
        for place, name in enumerate(names)
    ]
    assert found == Change(
        asked=total(after, "asked") - total(before, "asked"),
        answered=total(after, "answered") - total(before, "answered"),
        right=total(after, "right") - total(before, "right"),
        points=total(after, "points") - total(before, "points"),
    )


def total(found: list[Worth], field: str) -> int:
    return sum(int(getattr(each, field)) for each in found)
