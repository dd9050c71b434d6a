"""Prizes in the bundle: told line by line, given once more by `quizbot verify`, and no line can be changed unseen."""

import io
import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from quizbot.core.codec import canonical_plain
from quizbot.core.conditions import Condition
from quizbot.core.contest import (
    Block,
    Contest,
    Entered,
    Prize,
    PrizeRules,
    PrizeSet,
    RankRules,
    UnitRules,
    Who,
)
from quizbot.usecases import drafting
from quizbot.usecases.climbing import climb
from quizbot.usecases.evidence.checks import verify
from quizbot.usecases.standings import find
from quizbot.usecases.traits import set_traits
from tests.build import OPENS, WEEK, Office, contest, correct
from tests.offices import database_url, office, small_office
from tests.usecases.evidence.played import SLUG, bundled, closed, opened
from tests.usecases.evidence.second import judged
from tests.usecases.evidence.test_bundle import members, repacked, row

__all__ = ["database_url", "office", "small_office"]

FIRST = Prize(name="Giải Nhất", count=1, amount=1_000_000)
PAPER = Prize(name="Giấy chứng nhận", count=None, share_at_least=Fraction(2, 3))
EVERY = PrizeRules(
    person=(FIRST, Prize(name="Giải Nhì", count=1)),
    rounds_at_least=2,
    unit=(Prize(name="Tập thể Nhất", count=1),),
    sets=(
        PrizeSet(name="Chứng nhận tuần", prizes=(PAPER,), per="round", family="none"),
        PrizeSet(name="Giải khối", prizes=(FIRST,), block="each", rounds=(1, 2), per_household=1, per_unit=1),
        PrizeSet(name="Bài viết", prizes=(FIRST,), score="entered", entered="bai", family="none"),
        PrizeSet(name="Nhiều giải", to="unit", score="winners", prizes=(FIRST,)),
        PrizeSet(
            name="Đông đủ",
            to="unit",
            prizes=(Prize(name="Giấy khen", count=None, participation_at_least=Fraction(1, 2)),),
            rounds_share_at_least=Fraction(1),
        ),
    ),
)


def declared() -> Contest:
    return contest(
        prizes=EVERY,
        rank=RankRules(ties=("duration",)),
        units=UnitRules(score="participation", season="month"),
        who=Who(
            blocks=(Block(id="a", name="A", condition=Condition(units=("p1",))), Block(id="b", name="B"))
        ),
        entered=(Entered(id="bai", name="bài viết", to="people"),),
    )


async def awarded(office: Office) -> bytes:
    """Play two of three weeks of March, and end the contest; Khoa never plays, and writes an article."""
    await opened(office, declared(), rounds=3)
    homes = [("NV001", {"household": "h1"}), ("NV005", {"household": "h1"}), ("NV002", {"household": "h2"})]
    await office.write(lambda work: set_traits(work, homes, by="hr", now=office.clock()))
    for week, papers in enumerate(
        ({"an": "BCD", "binh": "BCA", "cuc": "AAA", "ha": "BCD"}, {"an": "AAA", "binh": "BCD"})
    ):
        office.clock.now = OPENS + WEEK * week
        await office.tick()
        for name, answers in papers.items():
            office.clock.now = OPENS + WEEK * week
            await office.played(name, SLUG, *answers)
    await closed(office)
    await correct(
        office,
        lambda work: drafting.enter(
            work, slug=SLUG, what="bai", points=9, person="NV006", now=office.clock()
        ),
        reason="Theo biên bản chấm",
    )
    return await bundled(office)


async def test_are_told_and_given_again(office: Office) -> None:
    data = await awarded(office)
    held = members(data)

    lines = [json.loads(line) for line in held["prizes.jsonl"].splitlines()]

    who = {json.loads(line)["person"] for line in held["people.jsonl"].splitlines()}
    told = [(each["ladder"], each["rounds"], each["block"], each["prize"], each["note"]) for each in lines]
    # Bình has 5 points; Hà and An 3, and Hà, who was quicker, took part in one week alone
    assert [each[3:] for each in told if not each[0] and each[1] is None] == [
        ("Giải Nhất", ""),
        (None, "few_rounds"),
        ("Giải Nhì", ""),
    ]
    # two of three are enough for the paper
    assert [each[1] for each in told if each[0] == "Chứng nhận tuần"] == [[1], [1], [1], [2]]
    # the third week never opened
    assert all(3 not in (each["rounds"] or ()) for each in lines)
    # An and Bình have prizes already, which leaves Cúc; in block b Hà has none
    assert [each[2:] for each in told if each[0] == "Giải khối"] == [
        ("a", None, "had_one"),
        ("a", None, "had_one"),
        ("a", "Giải Nhất", ""),
        ("b", "Giải Nhất", ""),
    ]
    assert [each[3] for each in told if each[0] == "Bài viết"] == ["Giải Nhất"]
    assert {each["who"] for each in lines if each["to"] == "person"} <= who
    assert [(each["who"], each["prize"]) for each in lines if each["to"] == "unit" and each["prize"]] == [
        ("p1", "Tập thể Nhất"),
        ("p1", "Giải Nhất"),
        ("p1", "Giấy khen"),
    ]
    assert [each.faults for each in verify(io.BytesIO(data)).checks if each.faults] == []
    code, said = judged(data)
    assert (code, "SAI" in said) == (0, False)


async def test_another_line_is_found(small_office: Office) -> None:
    held = members(await awarded(small_office))
    lines = held["prizes.jsonl"].splitlines()
    other: dict[str, Any] = {
        "prize": "Giải Đặc biệt",
        "note": "had_one",
        "place": 7,
        "ladder": "Khác",
        "who": "p9",
    }

    for number, line in enumerate(lines, start=1):
        for name, value in other.items():
            if json.loads(line)[name] == value:
                continue
            forged = [*lines]
            forged[number - 1] = canonical_plain(json.loads(line) | {name: value})
            found = verify(
                io.BytesIO(repacked(held | {"prizes.jsonl": b"".join(each + b"\n" for each in forged)}))
            )
            assert [each.faults for each in found.checks if each.faults] == [
                ((f"prizes.jsonl:{number}", "prizes.differs"),)
            ]


async def test_a_line_left_out_is_found(small_office: Office) -> None:
    held = members(await awarded(small_office))
    short = b"".join(line + b"\n" for line in held["prizes.jsonl"].splitlines()[:-1])

    found = verify(io.BytesIO(repacked(held | {"prizes.jsonl": short})))

    assert [code for each in found.checks for _, code in each.faults] == ["prizes.length"]


async def test_another_household_or_unit_of_an_author_is_found(small_office: Office) -> None:
    held = members(await awarded(small_office))
    lines = [json.loads(line) for line in held["people.jsonl"].splitlines()]
    home = next(at for at, line in enumerate(lines) if "household" in line)
    author = next(at for at, line in enumerate(lines) if "now" in line)

    assert lines[author]["units"] == {}
    assert "h1" not in held["people.jsonl"].decode()
    forged = dict(held)
    row(forged, "people.jsonl", author, lambda line: line.pop("now"))
    assert not verify(io.BytesIO(repacked(forged))).holds
    assert len(lines[home]["household"]) == 16


async def test_equals_at_the_cut_are_nobodys_yet(small_office: Office) -> None:
    rules = replace(
        declared(), prizes=PrizeRules(person=(FIRST,)), rank=RankRules(ties=()), who=Who(), entered=()
    )
    await opened(small_office, rules)
    await small_office.tick()
    for name in ("an", "ha"):
        small_office.clock.now = OPENS
        await small_office.played(name, SLUG, "B", "C", "D")
    small_office.clock.now = OPENS + WEEK
    await closed(small_office)
    data = await bundled(small_office)

    lines = [json.loads(line) for line in members(data)["prizes.jsonl"].splitlines()]

    assert [(each["place"], each["prize"], each["note"]) for each in lines] == [(1, None, "tie_at_cut")] * 2
    assert verify(io.BytesIO(data)).holds


async def test_units_by_prizes_of_their_people_are_counted_again(small_office: Office) -> None:
    rules = replace(
        declared(), units=UnitRules(score="winners"), prizes=PrizeRules(person=(FIRST,)), entered=()
    )
    await opened(small_office, rules)
    await small_office.tick()
    for name, answers in (("an", "BCD"), ("ha", "BCA")):
        small_office.clock.now = OPENS
        await small_office.played(name, SLUG, *answers)
    small_office.clock.now = OPENS + WEEK
    await closed(small_office)
    held = members(await bundled(small_office))

    assert verify(io.BytesIO(repacked(held))).holds
    for name in ("contest", "1"):
        board = json.loads(held["boards/units.json"])
        assert next((each["code"], each.get("figure", 0)) for each in board[name]["rows"]) == ("p1", 1)
        board[name]["rows"][0]["figure"] = 2
        forged = repacked(held | {"boards/units.json": canonical_plain(board) + b"\n"})
        assert [fault for each in verify(io.BytesIO(forged)).checks for fault in each.faults] == [
            (f"boards/units.json {name}", "units.differs")
        ]


@pytest.mark.parametrize(
    ("one_per", "april"),
    [
        ("month", [("an", "Giải Nhất", ""), ("binh", None, "")]),
        ("contest", [("an", None, "had_one"), ("binh", None, "had_one")]),
    ],
)
async def test_one_a_person_within_a_month_or_the_whole_contest(
    small_office: Office, one_per: str, april: list[tuple[str, str | None, str]]
) -> None:
    """An leads in two weeks of March and in one that opens in April, Bình comes second."""
    rules = PrizeRules(person=(FIRST,), per="round", one_per=one_per)
    made = contest(prizes=rules, rank=RankRules(ties=("duration",)))
    await opened(small_office, made, rounds=6)
    for week in (0, 1, 5):
        for name, answers in (("an", "BCD"), ("binh", "BCA")):
            small_office.clock.now = OPENS + WEEK * week
            await small_office.tick()
            await small_office.played(name, SLUG, *answers)
    await closed(small_office)
    data = await bundled(small_office)

    climbed = await small_office.write(lambda work: climb(work, find(work, SLUG)))
    people = {small_office.people[name].id: name for name in ("an", "binh")}
    told = {
        each.ladder.round_number: [
            (people[won.who], won.prize.name if won.prize else None, won.note) for won in each.won
        ]
        for each in climbed
    }
    assert told[2] == [("an", None, "had_one"), ("binh", "Giải Nhất", "")]
    assert [each for each in told[6] if each[1] or each[2]] == [each for each in april if each[1] or each[2]]
    assert [each.faults for each in verify(io.BytesIO(data)).checks if each.faults] == []
    code, said = judged(data)
    assert (code, "SAI" in said) == (0, False)
