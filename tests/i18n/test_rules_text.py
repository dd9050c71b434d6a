"""The printed rules say everything: any setting that is changed changes the text."""

import dataclasses
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import Enum
from fractions import Fraction
from typing import Any, get_args, get_type_hints
from zoneinfo import ZoneInfo

import pytest

from quizbot.core.calendar import rounds_of
from quizbot.core.conditions import Condition, Trait
from quizbot.core.contest import (
    AttemptRules,
    Block,
    Contest,
    ContestKind,
    Counted,
    DrawRule,
    Entered,
    EntryCode,
    Essay,
    Feedback,
    GroupPosts,
    Hours,
    Moment,
    PaperRules,
    PaperVariant,
    Prediction,
    Prize,
    PrizeRules,
    PrizeSet,
    RankRules,
    RemindRules,
    ResultRules,
    Schedule,
    Session,
    Stage,
    UnitRules,
    Who,
    Window,
)
from quizbot.core.scoring import SCORING
from quizbot.core.ties import TIES
from quizbot.core.units import UNIT_SCORES
from quizbot.i18n import rules_phrases
from quizbot.i18n.rules_text import rules_sections, rules_text

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
EVERYTHING = Condition(
    units=("p1", "p2"),
    unit_types=("phong", "ban"),
    groups=("can-bo",),
    titles=("Trưởng phòng", "Chánh Văn phòng"),
    grades=("Chuyên viên",),
    residence=("thành phố Huế",),
    age_at_least=18,
    age_at_most=60,
    age_on=date(2025, 7, 7),
    traits=(Trait(name="doi-tuong", values=("hoc-sinh", "sinh-vien")),),
)
DRAW = DrawRule(count=6, document="nq57", topic="muc-tieu", level=1, tags=("so",), kind="single")
NAMED = DrawRule(count=2, ids=("nq57-001", "nq57-002"))
PRIZE = Prize(name="Giải Nhất", count=1, amount=1_000_000, certificate="Giấy chứng nhận")
MARKED = Prize(
    name="Giải Khuyến khích",
    count=2,
    points_at_least=5,
    right_at_least=8,
    share_at_least=Fraction(8, 10),
    participation_at_least=Fraction(1, 2),
)
WEEKLY = Contest(
    id="tim-hieu-nq57",
    title="Cuộc thi tìm hiểu Nghị quyết 57",
    kind=ContestKind.WEEKLY,
    rounds=Schedule(
        first=datetime(2025, 7, 7, tzinfo=ZONE),
        count=4,
        opens=Moment(at=time(10), weekday=0),
        closes=Moment(at=time(9), weekday=0, next_week=True),
        hours=(Hours(opens=time(7, 30), closes=time(17)),),
        trial=1,
    ),
    paper=PaperRules(
        draw=(DRAW, NAMED),
        limit=timedelta(minutes=10),
        prediction=Prediction.PERFECT_PAPERS,
        papers=(
            PaperVariant(
                draw=(DRAW, NAMED),
                rounds=(1, 2),
                blocks=("cong-chuc",),
                title="Chuyển đổi số",
                limit=timedelta(minutes=5),
            ),
        ),
        extra=(DRAW, NAMED),
        essays=(Essay(ask="Đồng chí hiểu gì?", points=5, words=300, rounds=(1, 2), blocks=("cong-chuc",)),),
    ),
    who=Who(
        units=("vpub",),
        exclude=("ban-to-chuc", "to-thu-ky"),
        must=EVERYTHING,
        blocks=(
            Block(
                id="cong-chuc", name="Khối công chức", condition=EVERYTHING, participation_target=Fraction(1)
            ),
            Block(id="nguoi-dan", name="Khối người dân"),
        ),
        entry_codes=(EntryCode(code="CDCS-01", unit="p1"),),
    ),
    attempts=AttemptRules(per_round=3, counted=Counted.BEST_THEN_EARLIEST, per_day=2, in_all=9),
    rank=RankRules(
        ties=("prediction", "duration", "submitted_at", "lot"), game="speed", whole="best", best_of=3
    ),
    units=UnitRules(score="rate_and_quality", participation_at_least=Fraction(8, 10)),
    results=ResultRules(freeze=timedelta(hours=1), appeal=timedelta(days=2)),
    prizes=PrizeRules(
        person=(PRIZE, MARKED),
        unit=(Prize(name="Giải tập thể", count=2, amount=500_000), MARKED),
        rounds_at_least=2,
        rounds_share_at_least=Fraction(3, 4),
        sets=(
            PrizeSet(
                name="Giải khối công chức",
                prizes=(PRIZE, MARKED),
                rounds_at_least=2,
                rounds_share_at_least=Fraction(3, 4),
                rounds=(1, 2),
                block="cong-chuc",
                unit_types=("phong", "ban"),
                family="tuan",
                per_unit=2,
                per_household=1,
            ),
            PrizeSet(name="Giải tuyên truyền", prizes=(PRIZE,), score="entered", entered="bai-viet"),
        ),
    ),
    stages=(
        Stage(
            name="Chung kết",
            rounds=(4,),
            after=(1, 2, 3),
            top=20,
            per_unit=2,
            per_block=5,
            right_at_least=10,
            points_at_least=12,
        ),
    ),
    entered=(
        Entered(id="bai-viet", name="bài viết tuyên truyền", to="people"),
        Entered(id="lan-toa", name="lan toả"),
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
        who=dataclasses.replace(WEEKLY.who, blocks=()),
        units=UnitRules(score="entered", entered="lan-toa"),
    ),
    "single": dataclasses.replace(
        WEEKLY,
        kind=ContestKind.SINGLE,
        rounds=Schedule(
            opens_at=datetime(2025, 9, 5, 8, tzinfo=ZONE), closes_at=datetime(2025, 9, 30, 17, tzinfo=ZONE)
        ),
    ),
    "windows": dataclasses.replace(
        WEEKLY,
        kind=ContestKind.SINGLE,
        rounds=Schedule(
            windows=(
                Window(
                    opens_at=datetime(2025, 9, 5, 8, tzinfo=ZONE),
                    closes_at=datetime(2025, 9, 5, 17, tzinfo=ZONE),
                ),
                Window(
                    opens_at=datetime(2025, 9, 9, 8, tzinfo=ZONE),
                    closes_at=datetime(2025, 9, 9, 17, tzinfo=ZONE),
                ),
            )
        ),
    ),
    "sessions": dataclasses.replace(
        WEEKLY,
        kind=ContestKind.DAILY,
        rounds=Schedule(
            first=datetime(2025, 7, 7, tzinfo=ZONE),
            count=3,
            sessions=(
                Session(opens=Moment(at=time(8)), closes=Moment(at=time(9))),
                Session(opens=Moment(at=time(14)), closes=Moment(at=time(15))),
            ),
        ),
    ),
    "monthly": dataclasses.replace(
        WEEKLY,
        rounds=Schedule(
            first=datetime(2025, 7, 1, tzinfo=ZONE),
            count=3,
            every="month",
            opens=Moment(at=time(8)),
            closes=Moment(at=time(17)),
        ),
    ),
}
PLAN = {field.name for field in dataclasses.fields(Schedule)} - {"zone", "hours", "trial"}


def plan_but(*used: str) -> set[str]:
    """Name the parts of a schedule that a kind of contest does not look at."""
    return {f"rounds.{name}" for name in PLAN - set(used)}


MOMENTS = {f"rounds.{side}.{part}" for side in ("opens", "closes") for part in ("weekday", "next_week")}
# fields that a kind of contest does not look at
UNUSED = {
    "weekly": plan_but("first", "count", "opens", "closes", "skip"),
    "daily": plan_but("first", "count", "opens", "closes", "skip", "weekdays")
    | MOMENTS
    # blocks are taken away here, so brackets are looked at and what blocks are called is not
    | {"units.participation_weight"},
    # of one round the whole contest's figure is the round's
    "single": plan_but("opens_at", "closes_at") | {"kind", "paper.prediction_over"},
    "windows": plan_but("windows") | {"kind"},
    "sessions": plan_but("first", "count", "sessions", "skip", "weekdays") | {"kind"},
    "monthly": plan_but("first", "count", "every", "opens_day", "closes_day", "opens", "closes") | MOMENTS,
}
for each in set(SHAPES) - {"daily"}:
    # with blocks nobody looks at brackets; which points are entered matters to the score `entered`
    UNUSED[each] |= {"who.brackets", "units.entered"}
for each in ("single", "windows", "sessions", "daily"):
    UNUSED[each] -= {"kind"}
# a rule that names questions looks at nothing else
UNUSED_EVERYWHERE = (
    {
        f"{rule}.{name}"
        for rule in ("paper.draw[1]", "paper.papers[0].draw[1]", "paper.extra[1]")
        for name in ("document", "topic", "level", "tags", "kind")
    }
    | {
        # without a weekday "next week" says nothing; an opening has none
        "rounds.opens.next_week",
        # a rule with ids says that there are some, and how many
        *(
            f"{rules}[{at}].ids"
            for rules in ("paper.draw", "paper.papers[0].draw", "paper.extra")
            for at in (0, 1)
        ),
        # a secret of the unit: that there is one is printed
        "who.entry_codes[0].code",
        # a family of one set is "this set", whatever it is called
        "prizes.sets[0].family",
        # points of people have no units' figures beside them, and other ladders go by no entered points
        "prizes.sets[0].entered",
    }
    | {
        f"rounds.sessions[{at}].{side}.{part}"
        for at in (0, 1)
        for side in ("opens", "closes")
        for part in ("weekday", "next_week")
    }
)
OTHER = {
    "kind": ContestKind.PRACTICE,
    # only its date counts
    "rounds.first": datetime(2025, 7, 14, tzinfo=ZONE),
    "rounds.zone": "Asia/Tokyo",
    "rounds.skip": "none",
    "rounds.every": "quarter",
    "rounds.opens_day": 2,
    "rounds.closes_day": 30,
    "who.brackets": "by-unit-type",
    "who.register": "open",
    "who.unknown": "refuse",
    "paper.prediction_of": "block",
    "paper.prediction_over": "contest",
    "paper.essay_mean": "exact",
    "paper.draw[0].kind": "multiple",
    "rank.score": "weighted",
    "rank.game": "streak",
    "rank.whole": "last",
    "units.score": "mean",
    "units.season": "month",
    "prizes.per": "round",
    "prizes.sets[0].to": "unit",
    "prizes.sets[1].to": "unit",
    "prizes.sets[0].per": "round",
    "prizes.sets[1].per": "round",
    "entered[0].to": "units",
    "entered[1].to": "people",
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
        return value + Fraction(1, 100) if value < 1 else value / 2
    if isinstance(value, timedelta | datetime):
        return value + timedelta(hours=1)
    if isinstance(value, date):
        return value + timedelta(days=1)
    if isinstance(value, time):
        return value.replace(hour=(value.hour + 1) % 24)
    if isinstance(value, str):
        return f"{value}-khac"
    if isinstance(value, tuple):
        return value[:-1] if value else (("mot",) if path.endswith(("tags", "ids", "blocks")) else (1,))
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
        # None says "not asked for", an empty tuple of parts "there are none": a fuller sample tries those
        if old is not None and not (isinstance(old, tuple) and not old and of_parts(type(value), field.name)):
            yield name, dataclasses.replace(value, **{field.name: changed(name, old)})


def of_parts(kind: type, name: str) -> bool:
    """Tell whether a field holds dataclasses."""
    return any(dataclasses.is_dataclass(each) for each in get_args(get_type_hints(kind)[name]))


def vocabulary(kind: type, path: str = "") -> Iterator[str]:
    """Name every field of a contest, all the way down, from the types alone."""
    hints = get_type_hints(kind)
    for field in dataclasses.fields(kind):
        name = f"{path}.{field.name}".lstrip(".")
        yield name
        for part in (hints[field.name], *get_args(hints[field.name])):
            if dataclasses.is_dataclass(part) and isinstance(part, type):
                yield from vocabulary(part, name)


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
        tried = {re.sub(r"\[\d+\]", "", case.id.split(": ", 1)[1]) for case in CASES if case.id}
        parts = {name for name in set(vocabulary(Contest)) for other in tried if other.startswith(f"{name}.")}

        # a moment's weekday says the week when there is no "next"; a shared code is a secret
        assert set(vocabulary(Contest)) - tried - parts == {
            "rounds.opens.next_week",
            "rounds.sessions.opens.weekday",
            "rounds.sessions.opens.next_week",
            "rounds.sessions.closes.weekday",
            "rounds.sessions.closes.next_week",
            "who.entry_codes.code",
            # the paper is not given away
            "paper.draw.ids",
            "paper.papers.draw.ids",
            "paper.extra.ids",
        }

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
            "Các giai đoạn",
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
        assert "Cá nhân: 01 Giải Nhất, trị giá 1.000.000 đồng, kèm Giấy chứng nhận." in rules_text(WEEKLY)


class TestClausesAreTrue:
    """What a lawyer asks of a clause: it holds for this contest, and can be read in one way."""

    def test_the_object_is_the_staff_only_where_nobody_else_may_come(self) -> None:
        staff = dataclasses.replace(WEEKLY, who=Who())
        anybody = dataclasses.replace(WEEKLY, who=Who(register="open"))

        assert "toàn thể công chức, viên chức, người lao động của cơ quan" in rules_text(staff)
        assert "công chức" not in rules_sections(anybody)[0].clauses[0]

    def test_nobody_is_turned_away_where_a_block_takes_everybody(self) -> None:
        some = dataclasses.replace(WEEKLY, who=dataclasses.replace(WEEKLY.who, blocks=WEEKLY.who.blocks[:1]))

        assert "Người không thuộc khối nào" not in rules_text(WEEKLY)
        assert "Người không thuộc khối nào thì không dự thi." in rules_text(some)

    def test_groups_and_units_leave_nothing_to_be_confirmed(self) -> None:
        block = Block(id="can-bo", name="Khối cán bộ", condition=Condition(groups=("can-bo",), units=("p1",)))
        known = dataclasses.replace(WEEKLY, who=Who(blocks=(block,)))

        assert "chờ xác nhận" in rules_text(WEEKLY)
        assert "chờ xác nhận" not in rules_text(known)

    def test_essays_are_no_part_of_a_complete_paper(self) -> None:
        complete = dataclasses.replace(WEEKLY, attempts=AttemptRules(complete_only=True))

        text = rules_text(complete)

        assert "Chỉ tính bài đã trả lời đủ tất cả các câu hỏi, không kể câu hỏi phụ và câu tự luận." in text

    def test_questions_chosen_beforehand_are_not_given_away(self) -> None:
        fixed = dataclasses.replace(WEEKLY, paper=PaperRules(draw=(NAMED,)))

        text = rules_text(fixed)

        assert "02 câu do Ban Tổ chức chọn trước, theo đúng thứ tự đã chọn." in text
        assert not any(name in text for name in NAMED.ids)

    def test_a_tag_of_the_round_is_written_out(self) -> None:
        rule = DrawRule(count=10, tags=("tuan-{round}",))
        weekly = dataclasses.replace(WEEKLY, paper=PaperRules(draw=(rule,)))

        text = rules_text(weekly)

        assert "có nhãn tuan-1 ở vòng 1, tuan-2 ở vòng 2 và cứ thế theo số của vòng" in text
        assert "{round}" not in text

    @pytest.mark.parametrize(("count", "said"), [(1, False), (4, True)])
    def test_several_rounds_say_how_they_are_put_together(self, count: int, said: bool) -> None:
        plan = dataclasses.replace(WEEKLY.rounds, count=count, trial=0)
        summed = dataclasses.replace(WEEKLY, rounds=plan, rank=RankRules(ties=("prediction", "duration")))

        text = rules_text(summed)

        assert ("kết quả của mỗi người là tổng điểm các vòng đó" in text) == said
        assert ("dự đoán chỉ xét trong từng vòng" in text) == said

    @pytest.mark.parametrize(("count", "said"), [(1, False), (4, True)])
    def test_a_prediction_of_the_whole_contest_says_which_one_counts_and_when(
        self, count: int, said: bool
    ) -> None:
        over = dataclasses.replace(
            WEEKLY,
            rounds=dataclasses.replace(WEEKLY.rounds, count=count, trial=0),
            paper=dataclasses.replace(
                WEEKLY.paper, prediction=Prediction.PARTICIPANTS, prediction_over="contest"
            ),
            rank=RankRules(ties=("prediction", "duration")),
        )

        text = rules_text(over)

        assert ("có bao nhiêu người dự thi trong cả cuộc thi (mỗi người tính một lần)?" in text) == said
        assert ("Dự đoán ở vòng sau cùng người đó có kết quả được tính là dự đoán được xét" in text) == said
        assert "dự đoán chỉ xét trong từng vòng" not in text

    def test_one_prize_a_person_says_over_which_rounds(self) -> None:
        by_round = dataclasses.replace(WEEKLY, prizes=PrizeRules(person=(PRIZE,), per="round"))
        once = dataclasses.replace(WEEKLY, prizes=PrizeRules(person=(PRIZE,), per="contest"))

        assert "Trong tất cả các vòng, mỗi người được nhận tối đa 01 giải" in rules_text(by_round)
        assert "Trong tất cả các vòng" not in rules_text(once)

    def test_a_family_of_prizes_is_named_by_its_sets(self) -> None:
        week, month = (
            PrizeSet(name=name, prizes=(PRIZE,), family="chung") for name in ("Giải tuần", "Giải tháng")
        )
        alone = dataclasses.replace(WEEKLY, prizes=PrizeRules(sets=(week,)))
        both = dataclasses.replace(WEEKLY, prizes=PrizeRules(sets=(week, month)))

        assert "mỗi người nhận tối đa 01 giải trong nhóm này" in rules_text(alone)
        assert "mỗi người nhận tối đa 01 giải trong các nhóm: Giải tuần, Giải tháng" in rules_text(both)

    def test_blocks_are_named_only_where_there_are_some(self) -> None:
        prizes = PrizeRules(sets=(PrizeSet(name="Giải", prizes=(PRIZE,)),))

        assert "xét chung mọi khối" in rules_text(dataclasses.replace(WEEKLY, prizes=prizes))
        assert "xét chung mọi khối" not in rules_text(dataclasses.replace(WEEKLY, prizes=prizes, who=Who()))

    @pytest.mark.parametrize(
        ("per", "rounds", "said"),
        [
            ("round", (4,), "trao sau vòng 04;"),
            ("round", (1, 2), "trao sau từng vòng: vòng 01 và 02;"),
            ("contest", (1, 2), "trao chung cho vòng 01 và 02;"),
        ],
    )
    def test_a_set_says_after_which_rounds_it_is_given(
        self, per: str, rounds: tuple[int, ...], said: str
    ) -> None:
        some = PrizeSet(name="Giải", prizes=(PRIZE,), per=per, rounds=rounds)

        assert said in rules_text(dataclasses.replace(WEEKLY, prizes=PrizeRules(sets=(some,))))

    def test_a_prize_for_everybody_says_the_mark_and_no_number(self) -> None:
        paper = "Giấy chứng nhận"
        person = (
            Prize(name=paper, count=None, share_at_least=Fraction(8, 10), amount=50_000),
            Prize(name="Quà lưu niệm", count=None, share_at_least=Fraction(0)),
        )
        unit = (Prize(name="Giấy khen", count=None, participation_at_least=Fraction(9, 10)),)

        text = rules_text(dataclasses.replace(WEEKLY, prizes=PrizeRules(person=person, unit=unit)))

        assert (
            "Giấy chứng nhận: tặng mọi người đạt từ 80% số câu đúng trở lên, không giới hạn số lượng, mỗi người 50.000 đồng."
            in text
        )
        assert "Quà lưu niệm: tặng mọi người có kết quả được tính, không giới hạn số lượng." in text
        assert (
            "Tập thể: Giấy khen: tặng mọi đơn vị đạt tỷ lệ dự thi từ 90% trở lên, không giới hạn số lượng."
            in text
        )

    @pytest.mark.parametrize(
        ("rules", "said"),
        [
            ({"rounds_at_least": 3}, "chỉ xét người có kết quả được tính ở ít nhất 03 vòng"),
            (
                {"rounds_share_at_least": Fraction(3, 4)},
                "chỉ xét người có kết quả được tính ở ít nhất 75% số vòng đã diễn ra, phần lẻ tính tròn lên, không kể",
            ),
            (
                {"rounds_share_at_least": Fraction(1)},
                "chỉ xét người có kết quả được tính ở tất cả các vòng đã diễn ra, không kể",
            ),
        ],
    )
    def test_says_in_how_many_rounds_one_has_to_take_part(self, rules: dict[str, Any], said: str) -> None:
        some = PrizeSet(name="Giải chung cuộc", prizes=(PRIZE,), **rules)

        assert said in rules_text(dataclasses.replace(WEEKLY, prizes=PrizeRules(person=(PRIZE,), **rules)))
        assert said in rules_text(dataclasses.replace(WEEKLY, prizes=PrizeRules(sets=(some,))))

    def test_one_prize_is_worth_and_several_are_worth_each(self) -> None:
        prizes = PrizeRules(person=(PRIZE, Prize(name="Giải Nhì", count=2, amount=500_000)))

        text = rules_text(dataclasses.replace(WEEKLY, prizes=prizes))

        assert "01 Giải Nhất, trị giá 1.000.000 đồng" in text
        assert "02 Giải Nhì, mỗi giải 500.000 đồng" in text


class TestMidnight:
    """What closes at midnight closes at the end of the day, in print as in the machine."""

    def test_ends_the_day_that_is_named(self) -> None:
        plan = dataclasses.replace(
            SHAPES["monthly"].rounds,
            closes=Moment(at=time(0)),
            hours=(Hours(opens=time(18), closes=time(0)),),
        )

        text = rules_text(dataclasses.replace(SHAPES["monthly"], rounds=plan))

        assert rounds_of(plan, ContestKind.WEEKLY)[0][1] == datetime(2025, 8, 1, tzinfo=ZONE)
        assert "đóng lúc 24 giờ 00 phút ngày 31 của tháng" in text
        assert "từ 18 giờ 00 phút đến trước 24 giờ 00 phút" in text
        assert "bắt đầu từ ngày 01/07/2025" in text

    @pytest.mark.parametrize("shape", ["daily", "sessions"])
    def test_ends_a_round_of_a_day(self, shape: str) -> None:
        plan = SHAPES[shape].rounds
        night = Session(opens=Moment(at=time(19)), closes=Moment(at=time(0)))
        plan = dataclasses.replace(
            plan,
            closes=plan.closes and Moment(at=time(0)),
            sessions=(*plan.sessions[:1], night) if plan.sessions else (),
        )

        text = rules_text(dataclasses.replace(SHAPES[shape], rounds=plan))

        assert "24 giờ 00 phút" in text
        assert "00 giờ 00 phút" not in text

    @pytest.mark.parametrize(
        ("closes", "said", "last"),
        [
            # Friday 24:00 is kept as the midnight that begins Saturday; the round opens on Monday at 10
            (Moment(at=time(0), weekday=5), "24 giờ 00 phút Thứ Sáu.", (2025, 7, 12)),
            (Moment(at=time(0), weekday=0), "24 giờ 00 phút Chủ nhật.", (2025, 7, 14)),
            (Moment(at=time(0), weekday=0, next_week=True), "24 giờ 00 phút Chủ nhật.", (2025, 7, 14)),
            (
                Moment(at=time(0), weekday=2, next_week=True),
                "24 giờ 00 phút Thứ Ba tuần kế tiếp.",
                (2025, 7, 16),
            ),
        ],
    )
    def test_ends_the_day_of_the_week_that_is_named(
        self, closes: Moment, said: str, last: tuple[int, int, int]
    ) -> None:
        plan = dataclasses.replace(WEEKLY.rounds, closes=closes, count=1)

        text = rules_text(dataclasses.replace(WEEKLY, rounds=plan))

        assert f"và đóng lúc {said}" in text
        assert rounds_of(plan, ContestKind.WEEKLY)[0][1] == datetime(*last, tzinfo=ZONE)


class TestRequiredEssays:
    @pytest.mark.parametrize(
        ("complete_only", "said"),
        [
            (
                True,
                "Chỉ tính bài đã trả lời đủ tất cả các câu hỏi, không kể câu hỏi phụ, gồm cả phần tự luận bắt buộc.",
            ),
            (
                False,
                "Bài chưa trả lời đủ vẫn được tính theo số câu đã trả lời, trừ bài chưa có phần tự luận bắt buộc.",
            ),
        ],
    )
    def test_say_the_same_wherever_they_are_spoken_of(self, complete_only: bool, said: str) -> None:
        essays = tuple(dataclasses.replace(each, required=True) for each in WEEKLY.paper.essays)
        contest = dataclasses.replace(
            WEEKLY,
            paper=dataclasses.replace(WEEKLY.paper, essays=essays),
            attempts=dataclasses.replace(WEEKLY.attempts, complete_only=complete_only),
        )

        text = rules_text(contest)

        assert said in text
        assert "Bài chưa có phần tự luận bắt buộc thì không được tính." in text


class TestBestRounds:
    @pytest.mark.parametrize(
        ("ties", "said"),
        [
            (("submitted_at",), "lấy vòng hơn theo thứ tự các tiêu chí phụ dưới đây"),
            (("prediction", "lot"), "(các vòng bằng điểm thì lấy vòng sớm hơn)"),
        ],
    )
    def test_go_by_the_chain_that_is_printed(self, ties: tuple[str, ...], said: str) -> None:
        rank = dataclasses.replace(WEEKLY.rank, ties=ties)

        assert said in rules_text(dataclasses.replace(WEEKLY, rank=rank))


class TestStandingStill:
    @pytest.mark.parametrize("freeze", [timedelta(0), timedelta(hours=1)])
    def test_is_from_the_opening_where_results_are_told_after_closing(self, freeze: timedelta) -> None:
        made = dataclasses.replace(
            WEEKLY,
            paper=dataclasses.replace(WEEKLY.paper, feedback=Feedback.AFTER_CLOSE),
            results=ResultRules(freeze=freeze),
        )

        said = rules_text(made)

        assert "Trong khi vòng thi đang mở, bảng xếp hạng công khai giữ nguyên như lúc mở vòng" in said
        assert "giữ nguyên trong" not in said

    def test_is_at_the_end_alone_where_they_are_told_before(self) -> None:
        made = dataclasses.replace(
            WEEKLY,
            paper=dataclasses.replace(WEEKLY.paper, feedback=Feedback.EACH),
            results=ResultRules(freeze=timedelta(hours=1)),
        )

        assert "giữ nguyên trong 01 giờ cuối của mỗi vòng" in rules_text(made)


class TestPlainWords:
    def test_stand_for_the_zone_and_the_level_of_units(self) -> None:
        said = rules_text(WEEKLY)

        assert "Giờ ghi trong Thể lệ là giờ Việt Nam (UTC+7)" in said
        assert "giữa các đơn vị trực thuộc cơ quan; người của đơn vị nhỏ hơn" in said
        assert "Asia/" not in said
        assert "cây đơn vị" not in said
