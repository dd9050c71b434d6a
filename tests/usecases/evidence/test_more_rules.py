"""Bundles of contests with blocks, extra questions, essays, entered points: counted again, or named as unknown."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from quizbot.core.conditions import Condition
from quizbot.core.contest import (
    Block,
    Entered,
    Essay,
    PaperVariant,
    Prediction,
    RankRules,
    Schedule,
    UnitRules,
    Who,
)
from quizbot.core.contest_paper import Points
from quizbot.usecases import drafting, essays
from quizbot.usecases.evidence.checks import verify
from quizbot.usecases.ports import Work
from tests.build import OPENS, WEEK, Office, contest, correct, drawn
from tests.offices import database_url, office, small_office
from tests.usecases.evidence.played import SLUG, bundled, closed, opened
from tests.usecases.evidence.second import judged
from tests.usecases.evidence.test_bundle import members, repacked

__all__ = ["database_url", "office", "small_office"]


async def written_and_marked(office: Office) -> bytes:
    """Play a contest of two blocks with an extra question and an essay, and mark the essays."""
    declared = contest(
        draw=(),
        prediction=Prediction.PERFECT_PAPERS,
        rank=RankRules(ties=("extra", "essay", "prediction", "duration"), whole="best", best_of=1),
        units=UnitRules(score="entered", entered="lan-toa"),
        who=Who(
            blocks=(Block(id="a", name="A", condition=Condition(units=("p1",))), Block(id="b", name="B"))
        ),
        entered=(Entered(id="lan-toa", name="lan toả"),),
    )
    paper = replace(
        declared.paper,
        papers=(
            PaperVariant(blocks=("a",), draw=drawn("q-01", "q-02")),
            PaperVariant(draw=drawn("q-04", "q-05")),
        ),
        extra=drawn("q-03"),
        essays=(Essay(ask="Vì sao?", points=5, required=True, blocks=("a",)), Essay(ask="Nữa?", points=2)),
        essay_step=Fraction(1, 2),
        essay_mean="exact",
        prediction_of="block",
    )
    await opened(office, replace(declared, paper=paper, rounds=Schedule(trial=1)), rounds=2)
    for week in (0, 1):
        office.clock.now = OPENS + WEEK * week
        await office.tick()
        await office.played("an", SLUG, "B", "C", "D", "Vì có ích.", "Nữa.", "2")
        office.clock.now = OPENS + WEEK * week
        # of the block that is asked for the first essay, and leaves it empty: the paper does not count
        empty = await office.played("binh", SLUG, "B", "C", "D")
        await empty.tap("Bỏ trống")
        await empty.say("Có viết câu hai.")
        await empty.say("2")
        office.clock.now = OPENS + WEEK * week
        await office.played("ha", SLUG, "A", "C", "D", "Vì cần.", "1")
    office.clock.now = OPENS + WEEK * 2
    await closed(office)
    for marker, points in (("account:1", 1), ("account:2", Fraction(3, 2))):
        for each in await office.write(lambda work, by=marker: essays.to_mark(work, slug=SLUG, by=by)):

            def mark(work: Work, code: str = each.code, by: str = marker, points: Points = points) -> None:
                essays.give_mark(
                    work, slug=SLUG, code=code, points=points, comment="", by=by, now=office.clock()
                )

            await office.write(mark)
    await correct(
        office,
        lambda work: drafting.enter(
            work, slug=SLUG, what="lan-toa", points=7, unit="p2", now=office.clock() + timedelta(0)
        ),
        reason="Theo biên bản",
    )
    return await bundled(office)


async def test_the_bundle_is_counted_again_to_the_last_byte(office: Office) -> None:
    data = await written_and_marked(office)

    verdict = verify(io.BytesIO(data))

    assert [(each.name, each.faults) for each in verdict.checks if each.faults] == []


async def test_what_has_a_text_and_what_it_is_worth_stand_in_thousandths(office: Office) -> None:
    with zipfile.ZipFile(io.BytesIO(await written_and_marked(office))) as archive:
        essay_lines = [json.loads(line) for line in archive.read("essays.jsonl").splitlines()]
        board = [json.loads(line) for line in archive.read("boards/0002.jsonl").splitlines()]

    # An wrote both, Bình only the second, Hà the only one of her block
    assert [(each["block"], each["written"]) for each in essay_lines if "written" in each] == [
        ("a", [0, 1]), ("a", [1]), ("b", [0]),
    ] * 2  # fmt: skip
    assert {each["points"] for each in essay_lines if "points" in each} == {1_000, 1_500}
    # An 2 right and twice 1,25, Hà 1 right and once; Bình, with 2 right, does not stand there
    assert [each["points"] for each in board] == [4_500, 2_250]


async def test_an_essay_that_is_said_to_be_there_is_found(office: Office) -> None:
    """Who changes the bundle so that Bình's essay stands there would have Bình count."""
    held = members(await written_and_marked(office))
    assert held["essays.jsonl"].count(b'"written":[1]') == 2
    held["essays.jsonl"] = held["essays.jsonl"].replace(b'"written":[1]', b'"written":[0,1]')

    verdict = verify(io.BytesIO(repacked(held)))

    assert {each.name for each in verdict.checks if each.faults} == {"boards", "units"}


async def test_neither_texts_nor_markers_nor_attributes_stand_in_it(office: Office) -> None:
    data = await written_and_marked(office)

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())

    assert "Vì có ích".encode() not in whole
    assert b"account:1" not in whole
    assert b"NV001" not in whole


async def test_the_second_verifier_names_the_settings_it_does_not_know(office: Office) -> None:
    code, said = judged(await written_and_marked(office))

    assert code == 3
    assert "essays" in said
    assert "extra" in said
    assert "units.score: entered" in said
    assert "SAI" not in said
