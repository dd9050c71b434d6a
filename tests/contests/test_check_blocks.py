"""What is wrong with blocks, papers, ladders and stages is told with its place and how to mend it."""

from pathlib import Path

import pytest

from quizbot.contests.check import Surroundings, check_contest
from quizbot.contests.load import load_contest
from quizbot.core.calendar import DaysOff

SOUND = """\
contest: thi
title: Cuộc thi
kind: weekly
rounds: {first: 2026-03-02, count: 4, opens: Mon 08:00, closes: Fri 17:00}
who: {blocks: [{block: a, name: A, units: [p1]}, {block: b, name: B}]}
paper: {papers: [{blocks: [a], draw: [{count: 5}]}, {rounds: [1], draw: [{count: 5}]}], draw: [{count: 5}]}
prizes: {sets: [{name: Tuần, per: round, block: a, prizes: [{name: Nhất}]}]}
entered: [{id: bai, name: bài, to: people}]
stages: [{name: Chung kết, rounds: [4], after: [1, 2], top: 5}]
"""


def faults(text: str) -> list[str]:
    loaded = load_contest(Path("thi.yaml"), text=text)
    found = check_contest(
        loaded, Surroundings(days_off=DaysOff(), units=("p1", "p2"), groups=("can-bo",))
    ).faults
    return [f"{each.line}:{each.code.removeprefix('contest.')}" for each in found]


class TestCheck:
    def test_finds_nothing_in_a_sound_contest(self) -> None:
        assert faults(SOUND) == []

    @pytest.mark.parametrize(
        ("old", "new", "wanted"),
        [
            ("units: [p1]", "units: [p9]", ["5:name_unknown"]),
            ("{block: b,", "{block: a,", ["5:name_twice"]),
            ("{blocks: [a], draw", "{blocks: [c], draw", ["6:name_unknown"]),
            ("{rounds: [1], draw", "{rounds: [5], draw", ["6:round_beyond"]),
            (", draw: [{count: 5}]}\nprizes", "}\nprizes", ["6:no_paper"]),
            ("block: a, prizes", "block: z, prizes", ["7:name_unknown"]),
            ("per: round, block: a,", "to: unit, block: b,", ["7:block_without_units"]),
            ("block: a, prizes", "score: entered, entered: tin, prizes", ["7:name_unknown"]),
            ("block: a, prizes", "entered: bai, prizes", ["7:entered_unused"]),
            ("block: a, prizes", "score: mean, prizes", ["7:name_unknown"]),
            ("after: [1, 2]", "after: [1, 4]", ["9:stage_order"]),
            (
                "after: [1, 2]",
                "after: [1, 2], per_block: 1}, {name: Khác, rounds: [4], after: [3]",
                ["9:stage_twice"],
            ),
            ("count: 4", "count: 4, trial: 4", ["4:all_trial"]),
            ("paper: {papers", "paper: {essay_step: 0.5, papers", ["6:essays_missing"]),
            ("paper: {papers", "paper: {essay_mean: exact, papers", ["6:essays_missing"]),
            ("paper: {papers", "paper: {essays: [{ask: A, points: 2.5}], papers", ["6:not_of_step"]),
            (
                "paper: {papers",
                "paper: {essays: [{ask: A, points: 3}], essay_step: 0.5, essay_gap: 0.25, papers",
                ["6:not_of_step"],
            ),
            (
                "paper: {papers",
                "paper: {essays: [{ask: A, points: 2.5, required: true}], essay_step: 0.5, essay_gap: 0.5, papers",
                [],
            ),
            ("paper: {papers", "paper: {prediction_over: contest, papers", ["6:prediction_missing"]),
            ("{name: Nhất}", "{name: Nhất, count: all}", ["7:all_without_mark"]),
            ("{name: Nhất}", "{name: Nhất, count: all, share_at_least: 80%}", []),
            ("{name: Nhất}", "{name: Nhất, participation_at_least: 80%}", ["7:mark_unknown"]),
            (
                "per: round, block: a, prizes: [{name: Nhất}]",
                "to: unit, prizes: [{name: Nhất, count: all, participation_at_least: 80%, right_at_least: 1}]",
                ["7:mark_unknown"],
            ),
            (
                "per: round, block: a, prizes: [{name: Nhất}]",
                "to: unit, score: winners, prizes: [{name: Nhất, count: all, points_at_least: 2}]",
                [],
            ),
            (
                "block: a, prizes: [{name: Nhất}]",
                "per_unit: 2, prizes: [{name: Nhất, count: all, share_at_least: 80%}]",
                ["7:all_limited"],
            ),
            ("block: a, prizes", "rounds_at_least: 2, prizes", ["7:rounds_of_a_round"]),
            ("per: round, block: a, prizes", "rounds_at_least: 4, prizes", []),
            ("per: round, block: a, prizes", "rounds_at_least: 5, prizes", ["7:too_many_rounds"]),
            (
                "per: round, block: a, prizes",
                "rounds: [1, 2], rounds_at_least: 3, prizes",
                ["7:too_many_rounds"],
            ),
            (
                "sets: [{name: Tuần",
                "person: [{name: A}], rounds_at_least: 5, sets: [{name: Tuần",
                ["7:too_many_rounds"],
            ),
            ("stages:", "rank: {whole: best}\nstages:", ["9:best_of_missing"]),
            ("stages:", "rank: {best_of: 2}\nstages:", ["9:best_of_unused"]),
            ("stages:", "rank: {ties: [essay]}\nstages:", ["9:tie_unasked"]),
            (
                "who: {blocks: [{block: a, name: A, units: [p1]}, {block: b, name: B}]}",
                "who: {groups: [khac]}",
                ["5:name_unknown", "6:name_unknown", "7:name_unknown"],
            ),
        ],
    )
    def test_tells_the_place_of_what_is_wrong(self, old: str, new: str, wanted: list[str]) -> None:
        assert old in SOUND

        assert faults(SOUND.replace(old, new)) == wanted

    def test_prediction_by_block_needs_blocks(self) -> None:
        text = SOUND.replace(
            "paper: {papers", "paper: {prediction: participants, prediction_of: block, papers"
        )
        bare = (
            text.replace(SOUND.splitlines()[4] + "\n", "")
            .replace("blocks: [a], ", "")
            .replace("block: a, ", "")
        )

        assert faults(text) == []
        assert faults(bare) == ["5:blocks_missing"]


class TestCosts:
    def test_tell_what_a_prize_for_everybody_may_come_to(self) -> None:
        text = SOUND.replace(
            "{name: Nhất}", "{name: Chứng nhận, count: all, amount: 50000, share_at_least: 80%}"
        )
        loaded = load_contest(Path("thi.yaml"), text=text)

        known = check_contest(loaded, Surroundings(days_off=DaysOff(), people=120))
        unknown = check_contest(loaded, Surroundings(days_off=DaysOff()))

        (found,) = (each for each in known.warnings if each.code == "contest.all_costs")
        assert found.line == 7
        assert "nhiều nhất 120 người x 50.000 đồng = 6.000.000 đồng" in found.message
        assert not [each for each in unknown.warnings if each.code == "contest.all_costs"]
