"""What would go wrong on the day is told beforehand, with its place."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quizbot.contests.check import Checked, Surroundings, check_contest
from quizbot.contests.holidays_vn import days_off
from quizbot.contests.load import contest_files, load_contest
from quizbot.contests.messages import CONTESTS
from quizbot.core.calendar import DaysOff
from quizbot.core.paper import PoolItem
from tests.contests.test_load import SHIPPED, SMALL, WHOLE

BEFORE = datetime(2025, 6, 1, tzinfo=UTC)
AROUND = Surroundings(days_off=DaysOff(), now=BEFORE)


def pool(**counts: int) -> tuple[PoolItem, ...]:
    return tuple(
        PoolItem(
            question_id=f"{document}-{number:03}",
            shown_hash="",
            document=document,
            topic="",
            level=1,
            kind="single",
        )
        for document, count in counts.items()
        for number in range(count)
    )


def check(text: str, around: Surroundings = AROUND) -> Checked:
    return check_contest(load_contest(Path("thi.yaml"), text=text), around)


def found(text: str, around: Surroundings = AROUND) -> list[str]:
    return [f"{each.line}:{each.column} {each.code}" for each in check(text, around).faults]


def warned(text: str, around: Surroundings = AROUND) -> list[str]:
    return [each.code for each in check(text, around).warnings]


class TestCheckContest:
    def test_finds_nothing_wrong_with_a_sound_contest(self) -> None:
        checked = check(WHOLE)

        assert checked.faults == ()
        assert checked.warnings == ()
        assert len(checked.rounds) == 4

    def test_refuses_a_draw_beyond_the_bank(self) -> None:
        around = replace(AROUND, pool=pool(nq57=6, nq71=3))

        (fault,) = check(WHOLE, around).faults

        assert str(fault).startswith("thi.yaml:7:38: rút 4 câu nhưng ngân hàng thiếu 1 câu")

    def test_names_the_nearest_document(self) -> None:
        around = replace(AROUND, pool=pool(nq57=6, nq71=4))

        (fault,) = check(WHOLE.replace("nq71, count", "nq72, count"), around).faults

        assert str(fault) == "thi.yaml:7:49: không có văn bản tên “nq72”; có phải ý bạn là “nq71”?"

    def test_names_the_nearest_kind_of_question(self) -> None:
        text = SMALL.replace("{count: 5}", "{count: 1, kind: multipel}")

        assert found(text, replace(AROUND, pool=pool(nq57=3))) == ["5:33 contest.name_near"]

    def test_finds_questions_that_do_not_exist(self) -> None:
        text = SMALL.replace("{count: 5}", "{ids: [nq57-000, nq57-009]}")

        assert found(text, replace(AROUND, pool=pool(nq57=3))) == ["5:33 contest.name_near"]

    def test_counts_what_overlapping_rules_need(self) -> None:
        text = SMALL.replace("[{count: 5}]", "[{count: 5}, {document: nq57, count: 2}]")

        assert found(text, replace(AROUND, pool=pool(nq57=6))) == ["5:28 contest.bank_too_small"]
        assert found(text, replace(AROUND, pool=pool(nq57=2, nq71=5))) == []

    @pytest.mark.parametrize(
        ("old", "new", "code"),
        [
            ("limit: 10m", "limit: 8d", "contest.longer_than_round"),
            ("freeze: 1h", "freeze: 8d", "contest.longer_than_round"),
            ("before_close: [2h]", "before_close: [8d]", "contest.reminder_before_opening"),
            ("score: right_answers", "score: right_answer", "contest.name_near"),
            ("score: right_answers", "score: speed", "contest.wrong_ledger"),
            ("score: size_adjusted_z", "score: sum", "contest.name_unknown"),
            ("duration, submitted_at", "durations, submitted_at", "contest.name_near"),
            ("duration, submitted_at", "duration, duration", "contest.tie_twice"),
            ("prediction: perfect_papers", "prediction: none", "contest.prediction_missing"),
            ("next Mon 09:00", "next Mon 11:00", "contest.rounds_overlap"),
            ('opens: "Mon 10:00"', 'opens: "10:00"', "contest.schedule_incomplete"),
            ("kind: weekly", "kind: practice", "contest.practice_prizes"),
            ("kind: weekly", "kind: single", "contest.schedule_incomplete"),
            ("kind: weekly", "kind: single", "contest.field_unused"),
            ("count: 4, opens", "count: 4, weekdays: [Mon], opens", "contest.field_unused"),
            ("count: 4, opens", 'count: 4, opens_at: "2025-07-07 10:00", opens', "contest.field_unused"),
        ],
    )
    def test_finds_what_cannot_work(self, old: str, new: str, code: str) -> None:
        assert old in WHOLE
        assert code in [each.code for each in check(WHOLE.replace(old, new)).faults]

    @pytest.mark.parametrize(
        ("old", "new", "code"),
        [
            ("submitted_at, lot", "lot, submitted_at", "contest.tie_after_lot"),
            ('opens: "Mon 10:00"', 'opens: "Mon 22:00"', "contest.invite_waits"),
            (
                'opens: "Mon 10:00", closes: "next Mon 09:00"',
                'opens: "Mon 22:00", closes: "Tue 05:00"',
                "contest.invite_too_late",
            ),
            ("ties: [prediction, ", "ties: [", "contest.prediction_unused"),
            ("before_close: [2h]", "before_close: [10h]", "contest.quiet_hours"),
            ("feedback: after_close", "feedback: each\n  same_for_all: true", "contest.key_leaks"),
        ],
    )
    def test_warns_of_what_works_and_surprises(self, old: str, new: str, code: str) -> None:
        assert old in WHOLE
        assert code in warned(WHOLE.replace(old, new))

    def test_warns_when_people_may_improve_with_the_key(self) -> None:
        text = WHOLE.replace("per_round: 1", "per_round: 3").replace("after_close", "after_attempt")

        assert warned(text) == ["contest.improving_with_key"]

    def test_warns_when_all_rounds_are_over(self) -> None:
        around = replace(AROUND, now=datetime(2026, 1, 1, tzinfo=UTC))

        assert warned(WHOLE, around) == ["contest.rounds_past"]

    def test_finds_units_and_groups_that_do_not_exist(self) -> None:
        text = WHOLE.replace("units: all, exclude: [ban-to-chuc", "units: [phong-hcqd], exclude: [ban-tc")
        around = replace(AROUND, units={"phong-hcqt"}, groups={"to-thu-ky", "ban-to-chuc"})

        assert found(text, around) == ["5:15 contest.name_near", "5:38 contest.name_near"]

    def test_finds_more_prizes_than_people(self) -> None:
        text = WHOLE.replace("count: 1, amount", "count: 9, amount")

        assert found(text, replace(AROUND, people=8)) == ["16:18 contest.prizes_exceed"]

    def test_refuses_weekdays_at_the_hours_of_a_daily_contest(self) -> None:
        assert found(SMALL.replace('"08:00"', '"Mon 08:00"')) == ["4:36 contest.weekday_not_wanted"]

    def test_refuses_a_reminder_that_the_night_swallows(self) -> None:
        text = SMALL.replace('opens: "08:00", closes: "17:00"', 'opens: "08:00", closes: "06:00"')

        assert found(text + "remind: {before_close: [2h]}\n") == ["6:25 contest.reminder_too_late"]

    @pytest.mark.parametrize("code", sorted(CONTESTS))
    def test_has_every_text_in_both_languages(self, code: str) -> None:
        assert set(CONTESTS[code]) == {"vi", "en"}

    @pytest.mark.parametrize("path", contest_files(SHIPPED), ids=lambda path: path.stem)
    def test_finds_nothing_wrong_with_the_shipped_contests(self, path: Path) -> None:
        law = days_off(range(2026, 2030), overrides=SHIPPED / "calendar.yaml")

        checked = check_contest(load_contest(path), Surroundings(days_off=law, now=BEFORE))

        assert checked.faults == ()
        # weekly prizes that equals share to the last step wait for the one public value: told, and so in the file
        assert {each.code for each in checked.warnings} <= {"contest.lots_wait"}

    @pytest.mark.parametrize("name", ["hang-tuan", "ke-hoach-618"])
    def test_the_shipped_weekly_contests_do_not_run_out_of_winners(self, name: str) -> None:
        text = (SHIPPED / f"{name}.yaml").read_text(encoding="utf-8")

        assert "contest.winners_run_out" not in warned(text, replace(AROUND, people=120))
        without = text.replace("  one_per: month\n", "")
        assert without != text
        assert "contest.winners_run_out" in warned(without, replace(AROUND, people=120))
        # also where nobody says how many people there are
        assert "contest.winners_run_out" in warned(without)

    def test_a_month_goes_with_prizes_after_each_round(self) -> None:
        text = (SHIPPED / "hang-tuan.yaml").read_text(encoding="utf-8").replace("  per: round\n", "")

        assert [each.partition(" ")[2] for each in found(text)] == ["contest.one_per_unused"]

    def test_tells_that_lots_for_a_round_wait_for_the_last_one(self) -> None:
        text = (SHIPPED / "hang-tuan.yaml").read_text(encoding="utf-8")

        assert "contest.lots_wait" in warned(text)
        assert "contest.lots_wait" not in warned(text.replace("count: 53", "count: 1"))
        assert "contest.lots_wait" not in warned(text.replace("submitted_at, lot]", "submitted_at]"))
