"""Contests that offices have run, as files: each is sound, says its clauses, and gives the winners worked out by hand."""

from itertools import groupby
from pathlib import Path

import pytest

from quizbot.bank.loader import load_bank
from quizbot.bank.values import to_questions
from quizbot.contests.check import Surroundings, check_contest
from quizbot.contests.holidays_vn import days_off
from quizbot.contests.load import contest_files, load_contest
from quizbot.core.contest import Contest, Prediction
from quizbot.core.ids import PersonId, RoundId, UnitId
from quizbot.core.paper import pool_item
from quizbot.core.paper_choice import asked
from quizbot.core.prizes import Ranked, give_prizes
from quizbot.core.ranking import Result, Standing, counted, rank
from quizbot.core.ties import TieContext
from quizbot.forms.shipped import shipped
from tests.contests.worked_presets import WORKED, Case

FOLDER = shipped("contests") / "presets"
FILES = {path.stem: path for path in contest_files(FOLDER)}
POOL = tuple(pool_item(question) for question in to_questions(load_bank(shipped("questions"))).values())
LAW = days_off(range(2016, 2027))
PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "the-le-mau.md"


def contest(name: str) -> Contest:
    return load_contest(FILES[name]).contest


def result(person: str, number: int, case: Case, attempt: tuple[int, int | None, int, int]) -> Result:
    right, prediction, duration, submitted = attempt
    return Result(
        person_id=PersonId(sum(person.encode())), person_code=person, unit_id=UnitId(1), round_id=RoundId(1),
        attempt_number=number, attempts_made=number, points=right, right=right, asked=case.asked,
        answered=case.asked, prediction=prediction, duration_s=duration, submitted_s=submitted,
    )  # fmt: skip


def board(declared: Contest, case: Case) -> tuple[Standing, ...]:
    limit = declared.attempts.per_round
    best = []
    for person, attempts in case.people.items():
        assert limit is None or len(attempts) <= limit
        made = [result(person, number, case, attempt) for number, attempt in enumerate(attempts, start=1)]
        chosen = counted(made, rule=declared.attempts.counted, complete_only=declared.attempts.complete_only)
        assert chosen is not None
        best.append(chosen)
    return rank(best, ties=declared.rank.ties, context=TieContext(truth=case.truth, lot_seed=""))


def test_every_preset_has_a_worked_round() -> None:
    assert set(FILES) == set(WORKED)
    assert len(FILES) == 23


@pytest.mark.parametrize("name", sorted(WORKED))
class TestPresets:
    def test_is_sound(self, name: str) -> None:
        loaded = load_contest(FILES[name])

        checked = check_contest(loaded, Surroundings(days_off=LAW, pool=POOL))

        assert checked.faults == ()
        assert checked.rounds

    def test_asks_as_many_questions_as_its_worked_round(self, name: str) -> None:
        declared = contest(name)
        block = declared.who.blocks[0].id if declared.who.blocks else ""

        assert asked(declared.paper, round_number=1, block=block) == WORKED[name].asked

    def test_ranks_as_worked_out_by_hand(self, name: str) -> None:
        declared, case = contest(name), WORKED[name]

        places = [
            tuple(line.result.person_code for line in group)
            for _, group in groupby(board(declared, case), key=lambda line: line.place)
        ]

        assert tuple(places) == case.order

    def test_gives_the_prizes_worked_out_by_hand(self, name: str) -> None:
        declared, case = contest(name), WORKED[name]

        won = give_prizes(
            [Ranked(who=line.result.person_code, place=line.place) for line in board(declared, case)],
            declared.prizes.person or next((each.prizes for each in declared.prizes.sets), ()),
        )

        assert {each.who: each.prize.name for each in won if each.prize} == case.winners
        assert {each.note for each in won} <= {""}

    def test_predicts_when_its_round_has_a_truth(self, name: str) -> None:
        asks = contest(name).paper.prediction is not Prediction.NONE

        assert asks == (WORKED[name].truth is not None)

    def test_stands_on_the_page(self, name: str) -> None:
        assert f"`{name}`" in PAGE.read_text(encoding="utf-8")
