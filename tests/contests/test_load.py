"""Contest files: what they may say, and what is said when they are wrong."""

from datetime import datetime, time, timedelta
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from quizbot.contests.load import LoadedContest, contest_files, load_contest
from quizbot.core.codec import from_plain, to_plain
from quizbot.core.contest import Contest, ContestKind, Feedback, Moment, Prediction
from quizbot.forms.faults import FormFaults

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SHIPPED = Path(__file__).parents[2] / "contests"
WHOLE = """\
contest: tim-hieu-nq57-2025
title: Cuộc thi trực tuyến tìm hiểu Nghị quyết 57-NQ/TW
kind: weekly
rounds: {first: 2025-07-07, count: 4, opens: "Mon 10:00", closes: "next Mon 09:00", skip: holidays}
who: {units: all, exclude: [ban-to-chuc, to-thu-ky], brackets: by-unit-type, register: roster}
paper:
  draw: [{document: nq57, count: 6}, {document: nq71, count: 4}]
  shuffle: {questions: true, options: true}
  limit: 10m
  feedback: after_close
  prediction: perfect_papers
attempts: {per_round: 1, counted: best_then_earliest}
rank: {score: right_answers, ties: [prediction, duration, submitted_at, lot], lot_source: xổ số miền Bắc ngày 08/8/2025}
units: {score: size_adjusted_z, participation_at_least: 80%, season: month}
results: {freeze: 1h, appeal: 2d, publish: [name, unit, score]}
prizes: {person: [{name: Giải Nhất, count: 1, amount: 1000000}], one_per_person: true}
remind: {before_close: [2h], quiet_from: "21:00"}
"""
SMALL = """\
contest: nho
title: Nhỏ
kind: daily
rounds: {first: 2025-07-07, opens: "08:00", closes: "17:00"}
paper: {draw: [{count: 5}]}
"""


def load(text: str) -> LoadedContest:
    return load_contest(Path("thi.yaml"), text=text)


def faults(text: str) -> list[str]:
    with pytest.raises(FormFaults) as caught:
        load(text)
    return [f"{each.line}:{each.column} {each.code}" for each in caught.value.faults]


class TestLoadContest:
    def test_reads_every_part(self) -> None:
        contest = load(WHOLE).contest

        assert (contest.id, contest.kind) == ("tim-hieu-nq57-2025", ContestKind.WEEKLY)
        assert contest.rounds.first == datetime(2025, 7, 7, tzinfo=ZONE)
        assert contest.rounds.closes == Moment(at=time(9), weekday=0, next_week=True)
        assert contest.who.exclude == ("ban-to-chuc", "to-thu-ky")
        assert [rule.count for rule in contest.paper.draw] == [6, 4]
        assert contest.paper.limit == timedelta(minutes=10)
        assert contest.paper.feedback is Feedback.AFTER_CLOSE
        assert contest.paper.prediction is Prediction.PERFECT_PAPERS
        assert contest.units.participation_at_least == Fraction(8, 10)
        assert contest.results.appeal == timedelta(days=2)
        assert contest.prizes.person[0].amount == 1_000_000
        assert contest.remind.quiet_from == time(21)

    def test_keeps_through_storage_what_the_file_says(self) -> None:
        contest = load(WHOLE).contest

        assert from_plain(Contest, to_plain(contest)) == contest

    def test_needs_little(self) -> None:
        assert load(SMALL).contest.attempts.per_round == 1

    def test_hashes_the_file(self) -> None:
        assert load(SMALL).source_hash != load(SMALL + "\n# thêm\n").source_hash
        assert len(load(SMALL).source_hash) == 64

    def test_reads_the_midnight_that_ends_a_day(self) -> None:
        text = WHOLE.replace("next Mon 09:00", "Sun 24:00")

        assert load(text).contest.rounds.closes == Moment(at=time(0), weekday=0)

    def test_reads_24_00_wherever_something_closes(self) -> None:
        hours = SMALL.replace('opens: "08:00"', 'hours: [{opens: "18:00", closes: "24:00"}], opens: "08:00"')
        quiet = SMALL + 'remind: {quiet_until: "24:00"}\n'
        single = (
            "contest: x\ntitle: X\nkind: single\npaper: {draw: [{count: 5}]}\n"
            "rounds: {opens_at: 2025-09-05 08:00, closes_at: 2025-09-30 24:00}\n"
        )

        assert load(hours).contest.rounds.hours[0].closes == time(0)
        assert load(quiet).contest.remind.quiet_until == time(0)
        assert str(load(single).contest.rounds.closes_at) == "2025-10-01 00:00:00+07:00"

    def test_reads_points_as_whole_numbers_where_they_are(self) -> None:
        text = SMALL.replace(
            "{draw:", "{essays: [{ask: A, points: 5.0}], essay_step: 0.5, essay_gap: 1.5, draw:"
        )
        paper = load(text).contest.paper

        assert (paper.essays[0].points, type(paper.essays[0].points)) == (5, int)
        assert (paper.essay_step, paper.essay_gap) == (Fraction(1, 2), Fraction(3, 2))
        assert from_plain(Contest, to_plain(load(text).contest)) == load(text).contest
        assert "essay_gap" not in to_plain(load(SMALL).contest)["paper"]

    def test_reads_unlimited_attempts(self) -> None:
        text = WHOLE.replace("per_round: 1", "per_round: unlimited")

        assert load(text).contest.attempts.per_round is None

    def test_counts_questions_named_by_id(self) -> None:
        contest = load(SMALL.replace("{count: 5}", "{ids: [a-1, a-2]}")).contest

        assert contest.paper.draw[0].count == 2

    def test_reads_weekdays_by_name(self) -> None:
        text = SMALL.replace('opens: "08:00"', 'weekdays: [Tue, T5, CN], opens: "08:00"')

        assert load(text).contest.rounds.weekdays == (1, 3, 6)


class TestFaults:
    def test_names_the_nearest_key(self) -> None:
        assert faults(SMALL + "remindd: {}\n") == ["6:1 key.unknown_near"]

    def test_tells_all_faults_at_once(self) -> None:
        text = SMALL.replace("kind: daily", "kind: dayly").replace("{count: 5}", "{count: 0}")

        assert faults(text) == ["3:7 value.choice_near", "5:24 value.at_least"]

    def test_wants_a_count_or_ids(self) -> None:
        assert faults(SMALL.replace("{count: 5}", "{level: 1}")) == ["5:16 key.missing"]

    def test_refuses_an_unknown_zone(self) -> None:
        text = SMALL.replace('closes: "17:00"', 'closes: "17:00", zone: Asia/Lai_Chau')

        assert faults(text) == ["4:68 value.choice"]

    def test_wants_at_least_one_draw_rule(self) -> None:
        assert faults(SMALL.replace("[{count: 5}]", "[]")) == ["5:15 value.too_short"]

    def test_opens_nothing_at_the_end_of_a_day_and_knows_no_24_01(self) -> None:
        hours = SMALL.replace('opens: "08:00"', 'hours: [{opens: "24:00", closes: "24:01"}], opens: "08:00"')

        assert [each.split()[1] for each in faults(hours)] == ["value.moment", "value.moment"]

    @pytest.mark.parametrize("step", ["0.3", "0", "2", "0.0001", "nửa"])
    def test_refuses_a_step_of_marks_that_is_none(self, step: str) -> None:
        text = SMALL.replace("{draw:", f"{{essays: [{{ask: A, points: 5}}], essay_step: {step}, draw:")

        assert [each.split(":")[0] for each in faults(text)] == ["5"]

    def test_refuses_an_hour_that_is_none(self) -> None:
        assert faults(SMALL.replace('"17:00"', '"25:00"')) == ["4:53 value.moment"]


class TestShippedContests:
    def test_are_four_and_leave_the_calendar_out(self) -> None:
        assert [path.name for path in contest_files(SHIPPED)] == [
            "hang-ngay.yaml",
            "hang-tuan.yaml",
            "ke-hoach-618.yaml",
            "on-tap.yaml",
        ]

    @pytest.mark.parametrize("path", contest_files(SHIPPED), ids=lambda path: path.stem)
    def test_are_named_by_their_file(self, path: Path) -> None:
        assert load_contest(path).contest.id == path.stem
