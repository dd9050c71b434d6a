"""Signs of copying, leaks, speed and sharing: what raises one, what does not, and how often by chance."""

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.core.integrity.copying import copying_report
from quizbot.core.integrity.discovery import adjusted
from quizbot.core.integrity.leaks import leak_report
from quizbot.core.integrity.scripts import Choice, Script, Sitting
from quizbot.core.integrity.sharing import Origin, sharing_signs
from quizbot.core.integrity.speed import speed_signs

QUESTIONS = [f"q{number:02}" for number in range(30)]


class Office:
    """People of units of 12 who answer 15 of 30 questions alone; wrong options are not equally popular."""

    def __init__(self, seed: int, *, units: int = 20) -> None:
        self.random = Random(seed)
        self.popular = {
            question: self.random.choice([(0.6, 0.3, 0.1), (0.34, 0.33, 0.33), (0.8, 0.1, 0.1)])
            for question in QUESTIONS
        }
        self.scripts = [
            self.alone(f"u{unit:02}", f"p{unit:02}-{number:02}")
            for unit in range(units)
            for number in range(12)
        ]

    def answer(self, question: str, skill: float) -> Choice:
        if self.random.random() < skill:
            return Choice(text="A", right=True)
        wrong = self.random.choices("BCD", self.popular[question])[0]
        return Choice(text=wrong, right=False)

    def alone(self, unit: str, person: str) -> Script:
        skill = self.random.betavariate(3, 3)
        sittings, choices = {}, {}
        for round_ in ("1", "2", "3"):
            began = self.random.randrange(100_000)
            sittings[round_] = Sitting(started_s=began, submitted_s=began + self.random.randrange(100, 600))
            for question in self.random.sample(QUESTIONS, 15):
                choices[f"{round_}/{question}"] = self.answer(question, skill)
        return Script(person=person, unit=unit, sittings=sittings, choices=choices)

    def copied(self, script: Script, person: str) -> Script:
        """Let somebody take every answer over."""
        sittings = {
            name: Sitting(started_s=each.started_s + 30, submitted_s=each.submitted_s + 20)
            for name, each in script.sittings.items()
        }
        return replace(script, person=person, sittings=sittings)

    def weak(self) -> Script:
        """Give somebody who gets more than half wrong."""
        return next(script for script in self.scripts if 28 <= 45 - script.right() <= 34)


class TestCopying:
    def test_honest_offices_raise_almost_no_sign(self) -> None:
        reports = [copying_report(Office(seed).scripts) for seed in range(25)]
        assert min(report.tested for report in reports) > 200
        # each sign here is false; at 1 % an office in a hundred may show one
        assert sum(1 for report in reports if report.signs) <= 2

    def test_who_takes_over_a_neighbours_answers_round_after_round_is_mostly_seen(self) -> None:
        seen = 0
        for seed in range(10):
            office = Office(seed)
            weak = office.weak()
            for sign in copying_report([*office.scripts, office.copied(weak, "copy")]).signs:
                if {sign.one, sign.other} == {weak.person, "copy"}:
                    seen += 1
                    assert sign.both_wrong == len(sign.same_wrong) == 45 - weak.right()
                    assert (sign.apart_s, sign.adjusted < 0.01) == (20, True)
        assert seen >= 5

    def test_two_perfect_papers_are_no_sign(self) -> None:
        office = Office(4)
        perfect = {question: Choice(text="A", right=True) for question in QUESTIONS[:15]}
        pair = [
            Script(
                person=name,
                unit="u00",
                sittings={"1": Sitting(started_s=0, submitted_s=200)},
                choices=perfect,
            )
            for name in ("x", "y")
        ]
        signs = copying_report([*office.scripts, *pair]).signs
        assert {"x", "y"}.isdisjoint({name for sign in signs for name in (sign.one, sign.other)})

    def test_pairs_of_different_units_are_not_looked_at(self) -> None:
        office = Office(5)
        weak = office.weak()
        twin = office.copied(weak, "twin")
        elsewhere = replace(twin, unit="far")
        assert copying_report([*office.scripts, elsewhere]).signs == ()

    def test_the_order_of_people_does_not_matter(self) -> None:
        office = Office(6)
        report = copying_report(office.scripts)
        office.random.shuffle(office.scripts)
        assert copying_report(office.scripts) == report


class TestLeaks:
    def round(self, seed: int, *, leaked: str | None = None) -> list[Script]:
        random = Random(seed)
        made = []
        for number in range(400):
            late = number >= 200
            # the strong come late: that alone must raise no sign
            skill = random.betavariate(3, 3) * 0.7 + (0.3 if late else 0.0)
            choices = {}
            for question in QUESTIONS[:12]:
                knows = random.random() < skill or (late and question == leaked)
                choices[question] = Choice(text="A" if knows else "B", right=knows)
            made.append(
                Script(
                    person=f"p{number:03}",
                    unit="u",
                    sittings={"1": Sitting(started_s=number, submitted_s=number + 60)},
                    choices=choices,
                )
            )
        return made

    def test_strong_people_who_come_late_are_no_leak(self) -> None:
        reports = [leak_report(self.round(seed)) for seed in range(30)]
        assert sum(1 for report in reports if report.signs) <= 2

    def test_a_question_that_everybody_suddenly_knows_is_seen(self) -> None:
        report = leak_report(self.round(1, leaked="q04"))
        assert [sign.item for sign in report.signs] == ["q04"]
        assert report.signs[0].late_right == 1.0

    def test_few_hand_ins_are_not_judged(self) -> None:
        assert leak_report(self.round(1, leaked="q04")[180:230]).tested == 0


class TestSpeed:
    def script(self, used: int, right: int) -> Script:
        choices = {
            question: Choice(text="A", right=number < right) for number, question in enumerate(QUESTIONS[:10])
        }
        return Script(
            person="p",
            unit="u",
            sittings={"1": Sitting(started_s=100, submitted_s=100 + used)},
            choices=choices,
        )

    def test_a_right_paper_faster_than_reading_is_a_sign(self) -> None:
        lengths = dict.fromkeys(QUESTIONS, 60)
        (sign,) = speed_signs([self.script(39, 10)], length=lengths)
        assert speed_signs([self.script(2, 5)], length=lengths)
        assert (sign.used_s, sign.reading_s) == (39, 40)

    @pytest.mark.parametrize(("used", "right"), [(40, 10), (5, 4)])
    def test_reading_time_or_many_wrong_answers_are_none(self, used: int, right: int) -> None:
        assert speed_signs([self.script(used, right)], length=dict.fromkeys(QUESTIONS, 60)) == ()


class TestSharing:
    def test_devices_come_first_and_small_offices_are_left_alone(self) -> None:
        origins = [Origin(person=f"p{number}", device="", address="office") for number in range(9)]
        origins += [Origin(person=f"q{number}", device="one phone", address="home") for number in range(3)]
        signs = sharing_signs(origins)
        assert [(sign.kind, sign.people) for sign in signs] == [("device", ("q0", "q1", "q2"))]


class TestManyTests:
    def test_adjusted_values_of_the_textbook(self) -> None:
        # as p.adjust of R gives them
        assert adjusted([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.02, 0.04, 0.04, 0.02))

    @given(st.lists(st.floats(0, 1), max_size=30))
    def test_adjusting_keeps_the_order_and_never_lowers(self, values: list[float]) -> None:
        found = adjusted(values)
        assert all(after >= before for after, before in zip(found, values, strict=True))
        order = sorted(range(len(values)), key=lambda index: values[index])
        assert all(found[a] <= found[b] for a, b in pairwise(order))
