"""Taking a file in: what is new, what changed, and that a key never changes unasked."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from quizbot.bank.exchange.values import Found, Imported, options_of
from quizbot.bank.intake.apply import applied, target_of
from quizbot.bank.intake.placing import Placing
from quizbot.bank.intake.plan import Plan, plan
from quizbot.bank.reading import read_questions
from quizbot.bank.writing import whole_file
from quizbot.core.question import Question
from tests.bank.strategies import papers

PLACING = Placing(document="nq57", topic="the-che", section="III.2")
SHA = "0" * 64


def found(ask: str = "Cơ quan nào ban hành?", key: str = "A", place: str = "đoạn 1", **more: object) -> Found:
    options = options_of({"A": "Bộ Chính trị", "B": "Quốc hội", "C": "Chính phủ"})
    made = Found(ask=ask, options=options, key=(key,), place=place, key_found=("đậm",))
    return replace(made, **more)  # type: ignore[arg-type]


def planned(text: str, *imported: Found, bank: tuple[Question, ...] = ()) -> Plan:
    target, _ = target_of(text, file="x.yaml", source="de.docx")
    return plan(Imported(found=imported), placing=PLACING, target=target, bank=bank)


def taken(text: str, *imported: Found, confirm_keys: bool = False) -> str:
    return applied(
        planned(text, *imported), text, placing=PLACING, source="de.docx", sha256=SHA,
        confirm_keys=confirm_keys, file="x.yaml",
    )  # fmt: skip


def actions(made: Plan) -> list[str]:
    return [step.action for step in made.steps]


SECOND = found("Năm nào?", "B", "đoạn 5", options=options_of({"A": "2023", "B": "2024"}))
BOTH = taken("", found(), SECOND)


class TestFirstTime:
    def test_every_question_is_new_and_a_draft(self) -> None:
        read = read_questions(BOTH, file="x.yaml")

        assert [question.id for question in read.questions] == ["nq57-tc-001", "nq57-tc-002"]
        assert {question.status for question in read.questions} == {"draft"}
        assert read.origins == {"de.docx": SHA}
        assert read.extras["nq57-tc-002"].origin == "de.docx, đoạn 5"

    def test_names_of_the_file_are_kept_when_they_are_ids(self) -> None:
        made = planned("", found(name="nq57-cu-007"), found("Khác?", name="Question 1"))

        assert [step.question.id for step in made.steps] == ["nq57-cu-007", "nq57-tc-001"]

    def test_a_question_twice_in_the_file_is_taken_once(self) -> None:
        made = planned("", found(), found(place="đoạn 9"))

        assert (actions(made), made.problems[0].place) == (["new"], "đoạn 9")

    def test_a_question_twice_with_two_keys_is_told(self) -> None:
        made = planned("", found(), found(place="đoạn 9", key="B"))

        assert "đáp án khác nhau" in made.problems[0].what

    def test_a_question_of_another_file_is_left_there(self) -> None:
        elsewhere = read_questions(BOTH, file="y.yaml").questions
        made = planned("", found(), bank=elsewhere)

        assert actions(made) == ["elsewhere"]

    def test_a_question_of_another_file_with_another_key_is_a_problem(self) -> None:
        elsewhere = read_questions(BOTH, file="y.yaml").questions
        made = planned("", found(key="C"), bank=elsewhere)

        assert made.steps == ()
        assert "nq57-tc-001" in made.problems[0].what

    def test_a_question_of_bad_form_is_a_problem(self) -> None:
        made = planned("", found(key="D"))

        assert (actions(made), len(made.problems)) == ([], 1)


class TestAgain:
    def test_the_same_file_changes_nothing(self) -> None:
        assert actions(planned(BOTH, found(), SECOND)) == ["unchanged", "unchanged"]
        assert taken(BOTH, found(), SECOND) == BOTH

    @given(papers)
    @settings(max_examples=30)
    def test_nothing_changes_for_any_questions(self, questions: list[Question]) -> None:
        seen = {(question.ask, question.options) for question in questions}
        if len(seen) < len(questions):
            return
        text = whole_file(questions, origins={}, places={})
        imported = [
            Found(
                kind=each.kind, ask=each.ask, options=each.options, targets=each.targets, key=each.key,
                tolerance=each.tolerance, explain=each.explain, level=each.level, keep_order=each.keep_order,
                tags=each.tags, name=each.id, place="1", key_found=("=",),
            )
            for each in questions
        ]  # fmt: skip

        assert taken(text, *imported) == text

    def test_a_mended_wording_changes_one_entry_only(self) -> None:
        kept = BOTH.replace("  - id: nq57-tc-002", "  # ghi chú của tác giả\n  - id: nq57-tc-002")
        text = taken(kept, found("Cơ quan nào đã ban hành?"), SECOND)

        assert text == kept.replace("Cơ quan nào ban hành?", "Cơ quan nào đã ban hành?")

    def test_what_people_added_by_hand_stays(self) -> None:
        kept = BOTH.replace(
            '    cite: {section: "III.2"}', '    cite: {section: "III.3", facts: [NQ57-III3-01]}'
        )
        kept = kept.replace("level: 1", "level: 2").replace("status: draft", "status: reviewed")
        question = read_questions(taken(kept, found("Cơ quan nào đã ban hành?")), file="x.yaml").questions[0]

        assert (question.cite.section, question.level) == ("III.3", 2)
        assert question.status == "draft"

    def test_another_key_waits_for_its_own_word(self) -> None:
        made = planned(BOTH, found(key="C"), SECOND)

        assert actions(made) == ["key_changed", "unchanged"]
        assert taken(BOTH, found(key="C"), SECOND) == BOTH
        confirmed = taken(BOTH, found(key="C"), SECOND, confirm_keys=True)
        assert read_questions(confirmed, file="x.yaml").questions[0].key == ("C",)

    def test_the_right_option_saying_something_else_is_another_key(self) -> None:
        other = options_of({"A": "Ban Chấp hành Trung ương", "B": "Quốc hội", "C": "Chính phủ"})

        assert actions(planned(BOTH, found(options=other))) == ["key_changed"]

    def test_a_typing_slip_in_the_right_option_is_no_other_key(self) -> None:
        slip = options_of({"A": "Bộ Chinh trị", "B": "Quốc hội", "C": "Chính phủ"})

        assert actions(planned(BOTH, found(options=slip))) == ["changed"]

    def test_options_in_another_order_keep_their_letters(self) -> None:
        moved = options_of({"A": "Chính phủ", "B": "Bộ Chính trị", "C": "Quốc hội"})

        assert actions(planned(BOTH, found(options=moved, key="B"))) == ["unchanged"]
        assert actions(planned(BOTH, found(options=moved, key="A"))) == ["key_changed"]

    def test_a_question_gone_from_the_file_is_kept_and_told(self) -> None:
        made = planned(BOTH, SECOND)

        assert made.gone == ("nq57-tc-001",)
        assert taken(BOTH, SECOND) == BOTH

    def test_a_new_question_goes_to_the_end(self) -> None:
        text = taken(BOTH, found(), found("Mới?", place="đoạn 7"), SECOND)

        assert text.startswith(BOTH)
        assert [question.id for question in read_questions(text, file="x").questions][-1] == "nq57-tc-003"


@pytest.mark.parametrize("text", ["a\u200bb", "  hai  ", "ê\u0323", "\x07chuông"])
def test_unseen_signs_are_cleaned(text: str) -> None:
    assert read_questions(taken("", found(text)), file="x.yaml").faults == ()
