"""Schedules and limits of contests that Vietnamese offices have really run, as files."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from quizbot.contests.check import Surroundings, check_contest
from quizbot.contests.holidays_vn import days_off
from quizbot.contests.load import load_contest

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

# what is run, the file's own lines, number of rounds, first opening, first closing, last closing
CONTESTS = [
    (
        "VCNET 2019: weeks to 30 December, Monday 10:00 to Monday 9:00, five questions, unlimited attempts",
        "kind: weekly\n"
        "rounds: {first: 26/08/2019, count: 18, opens: T2 10:00, closes: T2 09:00, skip: none}\n"
        "paper: {draw: [{count: 5}], prediction: perfect_papers}\n"
        "attempts: {per_round: unlimited, counted: best_then_earliest}\n"
        "rank: {ties: [prediction, submitted_at]}\n",
        18,
        (2019, 8, 26, 10),
        (2019, 9, 2, 9),
        (2019, 12, 30, 9),
    ),
    (
        "Việt Nam – Lào 2022: twelve weeks, Monday 16:00 to Monday 15:00",
        "kind: weekly\n"
        "rounds: {first: 2022-07-18, count: 12, opens: Mon 16:00, closes: next Mon 15:00}\n"
        "paper: {draw: [{count: 10}]}\n",
        12,
        (2022, 7, 18, 16),
        (2022, 7, 25, 15),
        (2022, 10, 10, 15),
    ),
    (
        "Các kỳ Đại hội Đảng 11/2025: three whole weeks, at most seven attempts of ten minutes",
        "kind: weekly\n"
        "rounds: {first: 2025-11-10, count: 3, opens: Mon 00:00, closes: Sun 24:00}\n"
        "who: {exclude: [ban-to-chuc, chuyen-gia, to-thu-ky]}\n"
        "paper: {draw: [{count: 10}], limit: 10m}\n"
        "attempts: {per_round: 7}\n",
        3,
        (2025, 11, 10, 0),
        (2025, 11, 17, 0),
        (2025, 12, 1, 0),
    ),
    (
        "Các Nghị quyết của Đảng lần thứ nhất: four weeks, Monday 7:30 to Friday 17:30",
        "kind: weekly\n"
        "rounds: {first: 2025-11-03, count: 4, opens: Thứ 2 07:30, closes: Thứ 6 17:30}\n"
        "paper: {draw: [{count: 10}]}\n",
        4,
        (2025, 11, 3, 7, 30),
        (2025, 11, 7, 17, 30),
        (2025, 11, 28, 17, 30),
    ),
    (
        "Huế 2025: four weeks of 15 questions, one attempt, prediction, units by kind",
        "kind: weekly\n"
        "rounds: {first: 2025-09-29, count: 4, opens: Mon 00:00, closes: Sun 24:00}\n"
        "who: {brackets: by-unit-type, exclude: [ban-to-chuc]}\n"
        "paper: {draw: [{count: 15}], prediction: perfect_papers}\n"
        "rank: {ties: [prediction]}\n"
        "units: {score: participation}\n"
        "prizes: {person: [{name: Giải Nhất, count: 1, amount: 800000}], per: round}\n",
        4,
        (2025, 9, 29, 0),
        (2025, 10, 6, 0),
        (2025, 10, 27, 0),
    ),
    (
        "Lâm Đồng 2023: four weeks, Monday 10:00 to Monday 9:30",
        "kind: weekly\n"
        "rounds: {first: 2023-08-14, count: 4, opens: Mon 10:00, closes: next Mon 09:30, skip: none}\n"
        "paper: {draw: [{count: 10}]}\n",
        4,
        (2023, 8, 14, 10),
        (2023, 8, 21, 9, 30),
        (2023, 9, 11, 9, 30),
    ),
    (
        "Thành phố Hà Tĩnh 2023: four weeks, Monday 8:00 to Monday 0:00, twenty minutes",
        "kind: weekly\n"
        "rounds: {first: 2023-10-02, count: 4, opens: Mon 08:00, closes: Mon 00:00}\n"
        "paper: {draw: [{count: 20}], limit: 20m}\n",
        4,
        (2023, 10, 2, 8),
        (2023, 10, 9, 0),
        (2023, 10, 30, 0),
    ),
    (
        "Bến Tre 2023: one round of ten questions in ten minutes, result at once",
        "kind: single\n"
        "rounds: {opens_at: 2023-09-18 08:00, closes_at: 2023-09-30 17:00}\n"
        "paper: {draw: [{count: 10}], limit: 10m, feedback: after_attempt, prediction: participants}\n"
        "rank: {ties: [prediction, duration]}\n",
        1,
        (2023, 9, 18, 8),
        (2023, 9, 30, 17),
        (2023, 9, 30, 17),
    ),
    (
        "Bộ luật Lao động 2020: sessions on Tuesday, Thursday and Sunday",
        "kind: daily\n"
        "rounds: {first: 2020-06-01, count: 12, weekdays: [T3, T5, CN], opens: '08:00', closes: '20:00'}\n"
        "paper: {draw: [{count: 20}]}\n",
        12,
        (2020, 6, 2, 8),
        (2020, 6, 2, 20),
        (2020, 6, 28, 20),
    ),
    (
        "Công đoàn 2023: three weeks, two attempts, answers may be changed",
        "kind: weekly\n"
        "rounds: {first: 2023-09-04, count: 3, opens: Mon 08:00, closes: next Mon 08:00, skip: none}\n"
        "paper: {draw: [{count: 20}], limit: 20m, changeable: true}\n"
        "attempts: {per_round: 2, counted: best}\n",
        3,
        (2023, 9, 4, 8),
        (2023, 9, 11, 8),
        (2023, 9, 25, 8),
    ),
    (
        "Ninh Bình quarter 4/2023: one long round to 23:59",
        "kind: single\n"
        "rounds: {opens_at: 2023-10-01 00:00, closes_at: 2023-11-30 23:59}\n"
        "paper: {draw: [{count: 10}]}\n",
        1,
        (2023, 10, 1, 0),
        (2023, 11, 30, 23, 59),
        (2023, 11, 30, 23, 59),
    ),
    (
        "Luật bầu cử 2021: twenty questions in twenty minutes, at most three attempts",
        "kind: single\n"
        "rounds: {opens_at: 2021-04-01 00:00, closes_at: 2021-05-01 00:00}\n"
        "paper: {draw: [{count: 20}], limit: 20m}\n"
        "attempts: {per_round: 3, counted: best}\n",
        1,
        (2021, 4, 1, 0),
        (2021, 5, 1, 0),
        (2021, 5, 1, 0),
    ),
]
LAW = days_off(range(2019, 2027))


class TestPublishedContests:
    @pytest.mark.parametrize(
        ("text", "count", "opens", "closes", "ends"),
        [pytest.param(*case[1:], id=case[0].split(":")[0]) for case in CONTESTS],
    )
    def test_are_files_with_the_published_rounds(
        self,
        text: str,
        count: int,
        opens: tuple[int, ...],
        closes: tuple[int, ...],
        ends: tuple[int, ...],
    ) -> None:
        loaded = load_contest(Path("thi.yaml"), text=f"contest: thi\ntitle: Cuộc thi\n{text}")

        checked = check_contest(loaded, Surroundings(days_off=LAW))

        assert checked.faults == ()
        assert len(checked.rounds) == count
        assert checked.rounds[0] == (_local(*opens), _local(*closes))
        assert checked.rounds[-1][1] == _local(*ends)
        assert all(closing - opening > timedelta(0) for opening, closing in checked.rounds)


def _local(*parts: int) -> datetime:
    year, month, day, hour, *rest = parts
    return datetime(year, month, day, hour, *rest, tzinfo=ZONE)
