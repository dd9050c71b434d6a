"""The council's decisions and the register, over real storage: papers follow, standings do not."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from quizbot.core.awards.top_n import TopN
from quizbot.core.awards.top_n_by_block import TopNByBlock
from quizbot.core.commend.choosing import AwardPlan, Outcome, Policy
from quizbot.core.commend.grants import BadGrant, Grant
from quizbot.core.commend.money import COEFFICIENTS, BaseSalary
from quizbot.core.commend.nominees import PersonRecord
from quizbot.core.commend.rulings import Ruling, Verdict
from quizbot.core.conditions import Condition
from quizbot.core.contest import ContestState, RankRules, UnitRules, Who
from quizbot.core.contest_people import Block
from quizbot.core.lifecycle import Actor
from quizbot.core.refusal import Refusal
from quizbot.core.reporting.periods import PeriodKind, period_ending
from quizbot.usecases import granting, organise, ruling
from quizbot.usecases.paperwork import Commendation, commendation
from quizbot.usecases.people import NotAllowed
from quizbot.usecases.ports import Work
from quizbot.usecases.reporting.gathering import gather
from quizbot.usecases.reporting.sums import check_sums
from quizbot.usecases.reporting.tracing import trace
from quizbot.usecases.results import contest_board
from tests.build import CLOSES, Office, contest

SLUG = "cuoc-thi"
HR = Actor(id="account:1", roles=frozenset({"hr"}))
PEOPLE = {code: PersonRecord(code=code, woman=False) for code in ("NV001", "NV004", "NV005")}
SALARIES = (BaseSalary(since=date(2020, 1, 1), amount=2_340_000, source="NĐ 73/2024"),)


def policy(count: int = 2) -> Policy:
    plan = AwardPlan(
        name="gk",
        title="Giấy khen",
        form="giay-khen",
        subject="person",
        rule=TopN(count=count),
        coefficient=COEFFICIENTS["giay-khen", "person"],
    )
    return Policy(awards=(plan,))


async def over(office: Office, *, final: bool = True, **rules: Any) -> None:
    """Play a contest: An first, Hà and Dũng behind, as many right in the same time."""
    await office.run(contest(**rules))
    for name, given in (("an", "BCD"), ("ha", "BCA"), ("dung", "BCA")):
        await office.played(name, SLUG, *given)
    office.clock.now = CLOSES + timedelta(days=1)
    await office.tick()
    for to in (ContestState.CLOSED, ContestState.FINAL) if final else ():
        await office.write(
            lambda work, to=to: organise.step(work, slug=SLUG, to=to, by="t", now=office.clock())  # type: ignore[misc]
        )


async def decided(office: Office, code: str, verdict: Verdict, **more: Any) -> Any:
    values: dict[str, Any] = {"by": HR, "policy": policy(), **more}
    reason = values.pop("reason", "Nghị quyết phiên họp")
    asked = Ruling(
        award=values.pop("award", "gk"), subject="person", code=code, verdict=verdict, reason=reason
    )
    return await office.write(
        lambda work: ruling.decide(
            work, slug=SLUG, ruling=asked, people=PEOPLE, units={}, now=office.clock(), **values
        )
    )


async def found(office: Office, made: Policy | None = None) -> Commendation:
    return await office.write(lambda work: look(work, office, made or policy()))


def look(work: Work, office: Office, made: Policy) -> Commendation:
    return commendation(work, slug=SLUG, policy=made, people=PEOPLE, units={}, now=office.clock())


def proposed(made: Commendation) -> list[str]:
    return [each.nominee.code for award in made.chosen for each in award.proposed]


async def entered(office: Office, decision: str = "12/QĐ-VP", **more: Any) -> Any:
    values: dict[str, Any] = {"on": date(2026, 3, 8), "by": HR, **more}
    return await office.write(
        lambda work: granting.grant(
            work,
            look(work, office, policy()),
            decision=decision,
            salaries=SALARIES,
            now=office.clock(),
            **values,
        )
    )


class TestDecide:
    async def test_changes_the_list_and_leaves_the_board(self, office: Office) -> None:
        await over(office)
        stored = await office.write(lambda work: work.contests.by_slug(SLUG))
        assert stored is not None
        board = await office.write(lambda work: list(work.standings.entries(contest_board(stored))))

        made = await decided(office, "NV001", Verdict.LEAVE_OUT)

        assert (made.number, made.by) == (1, "account:1")
        assert "NV001" not in proposed(await found(office))
        assert await office.write(lambda work: list(work.standings.entries(contest_board(stored)))) == board

    async def test_is_on_record(self, office: Office) -> None:
        await over(office)

        await decided(office, "NV001", Verdict.HOLD)

        last = (await office.write(lambda work: list(work.audit.entries())))[-1]
        assert (last.action, last.actor, last.subject) == ("council.decided", "account:1", f"contest:{SLUG}")
        assert last.detail["code"] == "NV001"

    async def test_is_entered_once_and_anew_only_after_it_was_taken_back(self, office: Office) -> None:
        await over(office)
        await decided(office, "NV001", Verdict.LEAVE_OUT)

        with pytest.raises(ruling.AlreadyDecided):
            await decided(office, "NV001", Verdict.APPROVE)
        await office.write(
            lambda work: ruling.take_back(
                work, slug=SLUG, number=1, reason="Ghi nhầm người", by=HR, now=office.clock()
            )
        )

        assert "NV001" in proposed(await found(office))
        with pytest.raises(ruling.UnknownRuling):
            await office.write(
                lambda work: ruling.take_back(
                    work, slug=SLUG, number=1, reason="Lần nữa", by=HR, now=office.clock()
                )
            )
        await decided(office, "NV001", Verdict.APPROVE)
        assert [each.takes_back for each in (await found(office)).rulings] == [None, 1, None]

    @pytest.mark.parametrize(
        ("more", "refusal"),
        [
            ({"by": Actor(id="o", roles=frozenset({"organizer"}))}, NotAllowed),
            ({"award": "bk"}, ruling.UnknownAward),
            ({"reason": "  "}, ruling.CouncilReasonMissing),
        ],
    )
    async def test_refuses(self, office: Office, more: dict[str, Any], refusal: type[Refusal]) -> None:
        await over(office)

        with pytest.raises(refusal):
            await decided(office, "NV001", Verdict.HOLD, **more)
        assert (await found(office)).rulings == ()

    async def test_refuses_who_is_not_on_the_list(self, office: Office) -> None:
        await over(office)

        with pytest.raises(ruling.NotOnTheList):
            await decided(office, "NV999", Verdict.HOLD)

    async def test_waits_for_final_results(self, office: Office) -> None:
        await over(office, final=False)

        with pytest.raises(ruling.ResultsNotFinal):
            await decided(office, "NV001", Verdict.HOLD)

    async def test_parts_equals_and_the_register_waits_for_it(self, office: Office) -> None:
        await over(office, rank=RankRules(ties=("duration",)))
        made = await found(office)
        assert [each.nominee.code for each in made.chosen[0].of(Outcome.TIE)] == ["NV004", "NV005"]
        with pytest.raises(granting.TiesOpen):
            await entered(office)

        await decided(office, "NV005", Verdict.APPROVE)

        assert proposed(await found(office)) == ["NV001", "NV005"]
        with pytest.raises(ruling.NotOnTheList):
            await decided(office, "NV004", Verdict.APPROVE)
        assert [each.grant.code for each in await entered(office)] == ["NV001", "NV005"]


class TestBlocks:
    WHO = Who(
        blocks=(
            Block(id="mot", name="Khối một", condition=Condition(units=("p1",))),
            Block(id="hai", name="Khối hai", condition=Condition(units=("p2",))),
        )
    )

    async def test_each_have_their_own_first_people_and_units(self, office: Office) -> None:
        await over(office, who=self.WHO, units=UnitRules(score="mean"))
        person = replace(policy().awards[0], rule=TopNByBlock(count=1))
        unit = replace(person, name="tt", subject="unit")

        made = await found(office, Policy(awards=(person, unit), spare=1))

        people, units = made.chosen
        assert [(each.nominee.code, each.group, each.outcome.value) for each in people.decisions] == [
            ("NV005", "hai", "proposed"),
            ("NV001", "mot", "proposed"),
            ("NV004", "mot", "next"),
        ]
        ha = people.decisions[0].nominee
        assert (ha.block_name, ha.block_place, ha.block_size) == ("Khối hai", 1, 1)
        assert [(each.nominee.code, each.group) for each in units.proposed] == [("p2", "hai"), ("p1", "mot")]

    async def test_that_a_contest_does_not_have_are_said(self, office: Office) -> None:
        await over(office, who=self.WHO)

        made = await found(office, Policy(awards=(replace(policy().awards[0], block="ba"),)))

        assert (proposed(made), made.unknown_blocks) == ([], ("ba",))


class TestGranted:
    async def test_takes_everybody_proposed_with_the_money_of_the_day(self, office: Office) -> None:
        await over(office)
        names = proposed(await found(office))

        lines = await entered(office)

        assert [each.grant.code for each in lines] == names
        assert {each.grant.amount for each in lines} == {710_000}
        assert lines[0].grant.contest == SLUG
        assert lines[0].grant.rounds == "1"

    async def test_leaves_them_on_the_list_and_is_not_entered_twice(self, office: Office) -> None:
        await over(office)
        names = proposed(await found(office))
        await entered(office)

        after = await found(office)

        assert proposed(after) == names
        assert after.chosen[0].proposed[0].nominee.granted[0].decision == "12/QĐ-VP"
        with pytest.raises(granting.NothingToGrant):
            await entered(office, "13/QĐ-VP")
        with pytest.raises(ruling.AlreadyGranted):
            await decided(office, names[0], Verdict.HOLD)

    async def test_of_the_same_contest_bars_from_another_award(self, office: Office) -> None:
        await over(office)
        await entered(office)
        other = Policy(awards=(AwardPlan(name="bk", title="Bằng khen", form="bang-khen", subject="person", rule=TopN(count=1)),))  # fmt: skip

        made = await found(office, other)

        assert {(each.nominee.code, each.reason) for each in made.chosen[0].decisions} >= {
            ("NV001", "granted_here")
        }

    @pytest.mark.parametrize("more", [{"decision": "QĐ"}, {"on": date(2099, 1, 1)}])
    async def test_refuses_what_cannot_be(self, office: Office, more: dict[str, Any]) -> None:
        await over(office)

        with pytest.raises(BadGrant):
            await entered(office, **more)

    async def test_is_taken_back_by_a_further_line(self, office: Office) -> None:
        await over(office)
        (first, *_) = await entered(office)

        await office.write(
            lambda work: granting.take_back_grant(
                work, first.number, reason="Sai số", by=HR, now=office.clock()
            )
        )

        assert [each.grant.code for each in await entered(office, "14/QĐ-VP")] == [first.grant.code]


class TestBringIn:
    EARLIER = Grant(
        decision="5/QĐ-VP",
        on=date(2025, 11, 1),
        form="giay-khen",
        title="Giấy khen",
        subject="person",
        code="NV001",
        name="Nguyễn Văn An",
        achievement="Cuộc thi năm 2025",
    )

    async def test_writes_what_is_new_and_the_council_sees_it(self, office: Office) -> None:
        await over(office)

        first = await office.write(
            lambda work: granting.bring_in(work, [self.EARLIER] * 2, by=HR, now=office.clock())
        )
        second = await office.write(
            lambda work: granting.bring_in(work, [self.EARLIER], by=HR, now=office.clock())
        )

        assert (len(first.added), first.known, len(second.added), second.known) == (1, 1, 0, 1)
        an = next(each for each in (await found(office)).nominees if each.code == "NV001")
        assert an.granted == (self.EARLIER,)
        # of another year, so it bars nobody
        assert "NV001" in proposed(await found(office))


class TestReport:
    async def test_counts_what_was_signed_in_its_period_and_opens_it(self, office: Office) -> None:
        await over(office)
        lines = await entered(office)
        await office.write(
            lambda work: granting.bring_in(work, [TestBringIn.EARLIER], by=HR, now=office.clock())
        )
        period = period_ending(PeriodKind.MONTH, date(2026, 3, 14))

        figures = (await office.write(lambda work: gather(work, period=period, now=office.clock()))).figures

        check_sums(figures)
        assert figures["quyet-dinh.ca-nhan"] == len(lines)
        assert figures["quyet-dinh-hinh-thuc.giay-khen.tien"] == 710_000 * len(lines)
        found = await office.write(
            lambda work: trace(work, figure="quyet-dinh.tien", period=period, now=office.clock())
        )
        assert [each.row for each in found.lines] == [f"grant:{each.number}" for each in lines]
        assert dict(found.lines[0].told)["quyet_dinh"] == "12/QĐ-VP"
