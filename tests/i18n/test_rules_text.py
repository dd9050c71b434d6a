"""The printed rules say everything: any setting that is changed changes the text."""

import dataclasses
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from enum import Enum
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from quizbot.core.calendar import rounds_of
from quizbot.core.contest import (
    AttemptRules,
    Contest,
    ContestKind,
    Counted,
    DrawRule,
    GroupPosts,
    Moment,
    PaperRules,
    Prediction,
    Prize,
    PrizeRules,
    RankRules,
    RemindRules,
    ResultRules,
    Schedule,
    UnitRules,
    Who,
)
from quizbot.core.scoring import SCORING
from quizbot.core.ties import TIES
from quizbot.core.units import UNIT_SCORES
from quizbot.i18n import rules_phrases
from quizbot.i18n.rules_text import rules_sections, rules_text

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
WEEKLY = Contest(
    id="tim-hieu-nq57",
    title="Cuộc thi tìm hiểu Nghị quyết 57",
    kind=ContestKind.WEEKLY,
    rounds=Schedule(
        first=datetime(2025, 7, 7, tzinfo=ZONE),
        count=4,
        opens=Moment(at=time(10), weekday=0),
        closes=Moment(at=time(9), weekday=0, next_week=True),
    ),
    paper=PaperRules(
        draw=(
            DrawRule(count=6, document="nq57", topic="muc-tieu", level=1, tags=("so",), kind="single"),
            DrawRule(count=2, ids=("nq57-001", "nq57-002")),
        ),
        limit=timedelta(minutes=10),
        prediction=Prediction.PERFECT_PAPERS,
    ),
    who=Who(units=("vpub",), exclude=("ban-to-chuc", "to-thu-ky")),
    attempts=AttemptRules(per_round=3, counted=Counted.BEST_THEN_EARLIEST),
    rank=RankRules(ties=("prediction", "duration", "submitted_at", "lot"), game="speed"),
    units=UnitRules(participation_at_least=Fraction(8, 10)),
    results=ResultRules(freeze=timedelta(hours=1), appeal=timedelta(days=2)),
    prizes=PrizeRules(
        person=(Prize(name="Giải Nhất", count=1, amount=1_000_000),),
        unit=(Prize(name="Giải tập thể", count=2, amount=500_000),),
    ),
    remind=RemindRules(before_close=(timedelta(hours=2),)),
    groups=GroupPosts(opening=True, results=True, poll=True),
    organiser="Văn phòng UBND tỉnh",
    note="Mọi thắc mắc gửi về Tổ Thư ký.",
)
SHAPES = {
    "weekly": WEEKLY,
    "daily": dataclasses.replace(
        WEEKLY,
        kind=ContestKind.DAILY,
        rounds=Schedule(
            first=datetime(2025, 7, 7, tzinfo=ZONE),
            count=4,
            opens=Moment(at=time(8)),
            closes=Moment(at=time(17)),
        ),
    ),
    "single": dataclasses.replace(
        WEEKLY,
        kind=ContestKind.SINGLE,
        rounds=Schedule(
            opens_at=datetime(2025, 9, 5, 8, tzinfo=ZONE), closes_at=datetime(2025, 9, 30, 17, tzinfo=ZONE)
        ),
    ),
}
# fields that a kind of contest does not look at
UNUSED = {
    "weekly": {"rounds.weekdays", "rounds.opens_at", "rounds.closes_at"},
    "daily": {
        "rounds.opens_at",
        "rounds.closes_at",
        *(f"rounds.{side}.{part}" for side in ("opens", "closes") for part in ("weekday", "next_week")),
    },
    "single": {f"rounds.{name}" for name in ("first", "count", "opens", "closes", "weekdays", "skip")},
}
# a rule that names questions looks at nothing else
UNUSED_EVERYWHERE = {f"paper.draw[1].{name}" for name in ("document", "topic", "level", "tags", "kind")} | {
    # without a weekday "next week" says nothing; an opening has none
    "rounds.opens.next_week",
    # a rule with ids prints those
    "paper.draw[0].ids",
}
OTHER = {
    "kind": ContestKind.PRACTICE,
    # only its date counts
    "rounds.first": datetime(2025, 7, 14, tzinfo=ZONE),
    "rounds.zone": "Asia/Tokyo",
    "rounds.skip": "none",
    "who.brackets": "by-unit-type",
    "who.register": "open",
    "paper.draw[0].kind": "multiple",
    "rank.score": "weighted",
    "rank.game": "streak",
    "units.score": "mean",
    "units.season": "month",
    "prizes.per": "round",
}


def changed(path: str, value: Any) -> Any:
    """Give another value of the same kind."""
    if path in OTHER:
        return OTHER[path]
    if isinstance(value, bool):
        return not value
    if isinstance(value, Enum):
        members = list(type(value))
        return members[(members.index(value) + 1) % len(members)]
    if isinstance(value, int):
        return value + 1
    if isinstance(value, Fraction):
        return value + Fraction(1, 100)
    if isinstance(value, timedelta | datetime):
        return value + timedelta(hours=1)
    if isinstance(value, time):
        return value.replace(hour=(value.hour + 1) % 24)
    if isinstance(value, str):
        return f"{value}-khac"
    if isinstance(value, tuple):
        return value[:-1] if value else ("mot",)
    raise AssertionError(f"no other value for {path} = {value!r}")


def mutants(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Give the value with each of its fields changed, one at a time, all the way down."""
    for field in dataclasses.fields(value):
        name = f"{path}.{field.name}".lstrip(".")
        old = getattr(value, field.name)
        if dataclasses.is_dataclass(old):
            for below, mutant in mutants(old, name):
                yield below, dataclasses.replace(value, **{field.name: mutant})
            continue
        if isinstance(old, tuple) and old and dataclasses.is_dataclass(old[0]):
            for index, item in enumerate(old):
                for below, mutant in mutants(item, f"{name}[{index}]"):
                    items = (*old[:index], mutant, *old[index + 1 :])
                    yield below, dataclasses.replace(value, **{field.name: items})
        if old is not None:
            yield name, dataclasses.replace(value, **{field.name: changed(name, old)})


CASES = [
    pytest.param(SHAPES[shape], mutant, id=f"{shape}: {path}")
    for shape in SHAPES
    for path, mutant in mutants(SHAPES[shape])
    if path not in UNUSED[shape] | UNUSED_EVERYWHERE
]


class TestEverySettingShows:
    @pytest.mark.parametrize(("contest", "mutant"), CASES)
    def test_a_changed_setting_changes_the_text(self, contest: Contest, mutant: Contest) -> None:
        assert rules_text(mutant) != rules_text(contest)

    def test_no_limit_on_attempts_or_time_shows(self) -> None:
        free = dataclasses.replace(
            WEEKLY,
            attempts=AttemptRules(per_round=None),
            paper=dataclasses.replace(WEEKLY.paper, limit=None),
        )

        text = rules_text(free)

        assert "Không giới hạn số lượt thi" in text
        assert "Không giới hạn thời gian làm bài" in text

    def test_every_setting_is_tried_in_some_shape(self) -> None:
        tried = {case.id.split(": ", 1)[1].split("[")[0] for case in CASES if case.id}
        top = {path.split("[")[0] for contest in SHAPES.values() for path, _ in mutants(contest)}

        assert top - tried == {"rounds.opens.next_week"}

    def test_every_rule_on_the_shelves_has_its_words(self) -> None:
        official = {name for name in SCORING if SCORING[name].ledger == "official"}

        assert official <= set(rules_phrases.SCORE)
        assert set(SCORING) - official <= set(rules_phrases.GAME)
        assert set(TIES) <= set(rules_phrases.TIE)
        assert set(UNIT_SCORES) == set(rules_phrases.UNIT_SCORE)


class TestRulesText:
    def test_has_the_sections_people_know(self) -> None:
        assert [section.title for section in rules_sections(WEEKLY)] == [
            "Đối tượng",
            "Thời gian",
            "Hình thức và đề thi",
            "Số lượt",
            "Cách tính kết quả và xếp hạng",
            "Đơn vị",
            "Giải thưởng",
            "Công bố và khiếu nại",
            "Dữ liệu cá nhân",
        ]

    def test_says_nothing_of_places_and_prizes_in_practice(self) -> None:
        practice = dataclasses.replace(SHAPES["single"], kind=ContestKind.PRACTICE)

        assert [section.title for section in rules_sections(practice)] == [
            "Đối tượng",
            "Thời gian",
            "Hình thức và đề thi",
            "Số lượt",
            "Dữ liệu cá nhân",
        ]

    def test_prints_the_rounds_with_local_dates(self) -> None:
        text = rules_text(WEEKLY, rounds=rounds_of(WEEKLY.rounds, WEEKLY.kind))

        assert (
            "Vòng 1: từ 10 giờ 00 phút Thứ Hai, ngày 07/07/2025"
            " đến trước 09 giờ 00 phút Thứ Hai, ngày 14/07/2025." in text
        )

    def test_calls_units_by_their_names(self) -> None:
        text = rules_text(WEEKLY, names={"vpub": "Văn phòng UBND tỉnh"})

        assert "thuộc Văn phòng UBND tỉnh, gồm cả các đơn vị trực thuộc" in text
        assert "Không dự thi: thành viên Ban Tổ chức và thành viên Tổ Thư ký." in text

    def test_writes_amounts_as_offices_do(self) -> None:
        assert "Cá nhân: 01 Giải Nhất, mỗi giải 1.000.000 đồng." in rules_text(WEEKLY)
