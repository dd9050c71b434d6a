"""Periodic reports over real storage: counted, recounted, closed, adjusted, traced."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from quizbot.core.calendar import DaysOff
from quizbot.core.contest import ContestKind, ContestState, Prize, PrizeRules
from quizbot.core.corrections import Policy
from quizbot.core.lifecycle import Actor
from quizbot.core.reporting.figures import DoesNotAddUp, Figure, Figures, UnknownFigure
from quizbot.core.reporting.periods import PeriodKind, ReportPeriod, period_ending
from quizbot.core.reporting.register import BadEntry, Entry, EntryKind, MediaForm
from quizbot.usecases import drafting, organise, people
from quizbot.usecases.lifecycle import at_the_machine
from quizbot.usecases.people import NotAllowed
from quizbot.usecases.ports import Closing, Work
from quizbot.usecases.reporting import register
from quizbot.usecases.reporting.closing import ClosedAlready, TooEarlyToClose, close, hash_of
from quizbot.usecases.reporting.due import DueReport, due_reports
from quizbot.usecases.reporting.gathering import gather
from quizbot.usecases.reporting.register import ReasonMissing, UnknownEntry
from quizbot.usecases.reporting.report import PeriodicReport, periodic_report
from quizbot.usecases.reporting.sums import check_sums
from quizbot.usecases.reporting.tracing import trace
from quizbot.usecases.roster import RosterUnit, apply_roster, preview
from tests.build import CLOSES, OPENS, WEEK, Office, contest, correct, moved, opened
from tests.usecases.reporting.recount import recount

MARCH = period_ending(PeriodKind.MONTH, date(2026, 3, 14))
APRIL = period_ending(PeriodKind.MONTH, date(2026, 4, 14))
PLAIN = DaysOff()
HR = Actor(id="account:2", roles=frozenset({"hr"}))
AUTHOR = Actor(id="account:9", roles=frozenset({"author"}))
VIDEO = Entry(
    kind=EntryKind.MEDIA, on=date(2026, 3, 2), title="Hạ tầng số", form=MediaForm.VIDEO, count=2, place="Zalo"
)


@pytest.fixture
async def filed(tmp_path: Path) -> AsyncIterator[tuple[Office, Path]]:
    """Give an office on a file that a second counting can read."""
    path = tmp_path / "office.db"
    async with opened(f"sqlite:///{path}") as office:
        yield office, path


async def played(office: Office) -> None:
    """Two rounds over the 15th: five people in the first, Hà again and Bình in the second; somebody only practises."""
    rounds = [(OPENS, CLOSES), (OPENS + WEEK, OPENS + 2 * WEEK)]
    await office.run(contest(), *rounds)
    await office.run(contest("on-tap", kind=ContestKind.PRACTICE), (OPENS, OPENS + 9 * WEEK))
    for name, given in (("an", "BCD"), ("ha", "BCA"), ("dung", "BCA"), ("lan", "AAA")):
        await office.played(name, "cuoc-thi", *given)
    chat = await office.linked("khoa")
    await chat.send("contests:start:cuoc-thi")
    office.clock.now = OPENS + WEEK + timedelta(hours=1)
    await office.tick()
    await office.played("ha", "cuoc-thi", "B", "C")
    office.clock.now += timedelta(minutes=30)
    await office.tick()
    office.clock.now = OPENS + WEEK + timedelta(days=6, hours=14)
    await office.played("binh", "cuoc-thi", *"BCD")
    await office.tick()


async def counted(office: Office, period: ReportPeriod = MARCH) -> Figures:
    found = await office.write(lambda work: gather(work, period=period, now=office.clock()))
    return found.figures


async def reported(office: Office, period: ReportPeriod = MARCH) -> PeriodicReport:
    return await office.write(
        lambda work: periodic_report(work, period=period, days_off=PLAIN, now=office.clock(), tasks=(1, 2))
    )


async def closed(office: Office, period: ReportPeriod = MARCH, by: Actor = HR) -> Closing:
    return await office.write(
        lambda work: close(work, period=period, days_off=PLAIN, by=by, now=office.clock())
    )


class TestFigures:
    async def test_equal_a_second_counting_from_the_raw_log(self, filed: tuple[Office, Path]) -> None:
        office, path = filed
        await played(office)
        ha = office.people["ha"]
        unit = await office.write(lambda work: work.people.by_code("NV001"))
        assert unit is not None
        await office.write(
            lambda work: work.people.update(moved(ha, unit_id=unit.unit_id), on=date(2026, 3, 11))
        )

        for period in (MARCH, APRIL):
            figures = await counted(office, period)
            check_sums(figures)
            again = recount(path, period.start, period.end)
            compared = {
                each.id: each.value
                for each in figures
                if each.value
                and not each.id.startswith(("so.", "giai."))
                and not each.id.endswith("cao-nhat")
            }
            del compared["cuoc-thi"], compared["vong"]
            assert compared == {name: value for name, value in again.items() if value}

    async def test_count_an_attempt_where_it_began(self, small_office: Office) -> None:
        await played(small_office)

        march, april = await counted(small_office), await counted(small_office, APRIL)

        assert (march["luot"], march["nguoi"]) == (6, 5)
        assert (april["luot"], april["nguoi"]) == (1, 1)
        assert march["vong.cuoc-thi.2.luot"] == april["vong.cuoc-thi.2.luot"] == 1

    async def test_stand_a_person_who_moved_in_one_unit_and_attempts_where_they_were_played(
        self, small_office: Office
    ) -> None:
        await played(small_office)
        ha, an = small_office.people["ha"], small_office.people["an"]
        await small_office.write(
            lambda work: work.people.update(moved(ha, unit_id=an.unit_id), on=date(2026, 3, 8))
        )

        figures = await counted(small_office)

        assert figures["don-vi.p2.luot"] == 2
        assert figures["don-vi.p1.luot"] == 3
        assert (figures["don-vi.p2.nguoi"], figures["don-vi.p1.nguoi"]) == (1, 3)
        assert figures["quan-so"] == 7

    async def test_of_trial_rounds_stand_with_practice(self, small_office: Office) -> None:
        trial = contest()
        trial = replace(trial, rounds=replace(trial.rounds, trial=1))
        await small_office.run(trial, (OPENS, OPENS + WEEK), (OPENS + WEEK, OPENS + 2 * WEEK))
        await small_office.played("an", "cuoc-thi", *"BCD")

        figures = await counted(small_office)

        check_sums(figures)
        assert (figures["luot"], figures["on-tap.luot"], figures["on-tap.nguoi"]) == (0, 1, 1)

    async def test_of_who_left_in_the_period_stay(self, small_office: Office) -> None:
        await played(small_office)
        lan = replace(small_office.people["lan"], status=people.PersonStatus.LEFT)
        await small_office.write(lambda work: work.people.update(lan, on=date(2026, 3, 6)))

        figures, later = await counted(small_office), await counted(small_office, APRIL)

        check_sums(figures)
        assert (figures["quan-so"], later["quan-so"]) == (7, 6)

    async def test_of_prizes_fall_in_the_period_in_which_results_became_final(
        self, small_office: Office
    ) -> None:
        prizes = PrizeRules(person=(Prize(name="Giải Nhất", count=1, amount=500_000),))
        await small_office.run(contest(prizes=prizes))
        await small_office.played("an", "cuoc-thi", *"BCD")
        small_office.clock.now = CLOSES
        await small_office.tick()
        for to in (ContestState.CLOSED, ContestState.FINAL):
            await small_office.write(
                lambda work, to=to: organise.step(  # type: ignore[misc]
                    work, slug="cuoc-thi", to=to, by="t", now=small_office.clock()
                )
            )

        march, april = await counted(small_office), await counted(small_office, APRIL)

        assert (march["giai.ca-nhan"], march["giai.tien"]) == (1, 500_000)
        assert april["giai.ca-nhan"] == 0

    async def test_follow_corrections_and_still_add_up(self, small_office: Office) -> None:
        await played(small_office)
        now = small_office.clock()
        await correct(
            small_office,
            lambda work: drafting.disqualify(work, slug="cuoc-thi", person="NV004", now=now),
        )
        await correct(
            small_office,
            lambda work: drafting.regrade(
                work, slug="cuoc-thi", question_id="q-01", policy=Policy.DROP, key="", round_number=1, now=now
            ),
        )

        figures = await counted(small_office)

        check_sums(figures)
        assert (figures["luot"], figures["luot-khong-tinh"]) == (6, 1)
        assert figures["vong.cuoc-thi.1.luot-khong-tinh"] == 1
        assert figures["cau-hoi.q-01.cau"] == figures["vong.cuoc-thi.2.luot-tinh"]
        assert figures["nguoi"] == 5

    async def test_that_do_not_add_up_stop_the_report(self, small_office: Office) -> None:
        await played(small_office)
        figures = await counted(small_office)
        spoiled = {**figures.by_id}
        wrong = spoiled["don-vi.p1.luot"]
        spoiled["don-vi.p1.luot"] = Figure(id=wrong.id, counted=wrong.counted, value=wrong.value + 1)

        with pytest.raises(DoesNotAddUp) as refused:
            check_sums(Figures(by_id=spoiled))

        assert "đơn vị" in str(refused.value.facts["place"])


class TestTrace:
    async def test_opens_every_figure_to_rows_that_sum_to_it(self, small_office: Office) -> None:
        await played(small_office)
        await small_office.write(lambda work: register.write(work, VIDEO, by=HR, now=small_office.clock()))
        figures = await counted(small_office)

        for figure in figures:
            found = await small_office.write(
                lambda work, name=figure.id: trace(work, period=MARCH, figure=name, now=small_office.clock())  # type: ignore[misc]
            )
            assert sum(each.amount for each in found.lines) == figure.value, figure.id

    async def test_names_nobody(self, small_office: Office) -> None:
        await played(small_office)

        found = await small_office.write(
            lambda work: trace(work, period=MARCH, figure="nguoi", now=small_office.clock())
        )

        said = str(found.lines)
        assert "NV001" in said
        assert not any(person.name in said for person in small_office.people.values())

    async def test_of_an_unknown_figure_is_refused_with_those_near(self, small_office: Office) -> None:
        with pytest.raises(UnknownFigure) as refused:
            await small_office.write(
                lambda work: trace(work, period=MARCH, figure="don-vi.p9.luot", now=small_office.clock())
            )
        assert "don-vi.p1" in str(refused.value.facts["known"])


class TestClosing:
    async def test_keeps_the_figures_with_hash_who_and_when(self, small_office: Office) -> None:
        await played(small_office)

        made = await closed(small_office)

        assert (made.by, made.at, made.sha256) == (HR.id, small_office.clock(), hash_of(made))
        report = await reported(small_office)
        assert report.closing == made
        assert not report.provisional

    async def test_cannot_be_made_twice_too_early_or_by_anybody(self, small_office: Office) -> None:
        await played(small_office)
        with pytest.raises(TooEarlyToClose):
            await closed(small_office, APRIL)
        with pytest.raises(NotAllowed):
            await closed(small_office, by=AUTHOR)
        await closed(small_office)
        with pytest.raises(ClosedAlready):
            await closed(small_office)

    async def test_turns_what_comes_later_into_adjustments_of_the_next_report_once(
        self, small_office: Office
    ) -> None:
        await played(small_office)
        small_office.clock.now = MARCH.ends_at - timedelta(hours=3)
        before = await closed(small_office)
        await small_office.write(lambda work: register.write(work, VIDEO, by=HR, now=small_office.clock()))
        await small_office.played("cuc", "cuoc-thi", *"BCD")

        again = await reported(small_office)
        small_office.clock.now = APRIL.ends_at
        await small_office.tick()
        april = await reported(small_office, APRIL)

        assert {each.id: each.value for each in again.figures} == {
            each.id: each.value for each in before.figures
        }
        changed = {each.figure: (each.before, each.after) for each in april.adjustments}
        assert changed["luot"] == (6, 7)
        assert changed["so.tin-bai.san-pham"] == (0, 2)
        assert april.before.figures["luot"] == 6
        await closed(small_office, APRIL)
        may = period_ending(PeriodKind.MONTH, date(2026, 5, 14))
        assert (await reported(small_office, may)).adjustments == ()
        assert (await reported(small_office, APRIL)).adjustments == april.adjustments


class TestReport:
    async def test_of_a_month_with_no_activity_is_short_and_right(self, small_office: Office) -> None:
        report = await reported(small_office)

        assert report.quiet
        assert (report.rounds, report.topics, report.most_missed, report.entries) == ((), (), (), ())
        assert report.figures["quan-so"] == 7

    async def test_says_which_unit_was_renamed_in_the_period(self, small_office: Office) -> None:
        await played(small_office)
        small_office.clock.now = OPENS + timedelta(days=2)
        unit = RosterUnit(code="p1", name="Phòng Hành chính - Quản trị")

        def rename(work: Work) -> None:
            plan = preview(work, [], [unit], on=date(2026, 3, 4))
            apply_roster(work, plan, by="cli", now=small_office.clock())

        await small_office.write(rename)

        found = await reported(small_office)

        assert found.renamed == ((date(2026, 3, 4), "Phòng Hành chính", "Phòng Hành chính - Quản trị"),)
        assert [each.name for each in found.units if each.code == "p1"] == ["Phòng Hành chính - Quản trị"]
        assert (await reported(small_office, APRIL)).renamed == ()

    async def test_says_what_is_missing(self, small_office: Office) -> None:
        await played(small_office)

        codes = {each.code for each in (await reported(small_office)).missing}

        assert {"round_running", "no_media", "tasks_silent"} <= codes
        # nothing was done in the period before: nobody owes a report of it
        assert "before_not_closed" not in codes
        assert "before_not_closed" in {each.code for each in (await reported(small_office, APRIL)).missing}

    async def test_counts_the_year_anew_so_that_nobody_counts_twice(self, small_office: Office) -> None:
        await played(small_office)
        small_office.clock.now = APRIL.ends_at
        await small_office.played("ha", "on-tap", "B")

        report = await reported(small_office, APRIL)

        assert report.year["nguoi"] == 6
        assert report.year["luot"] == report.figures["luot"] + report.before.figures["luot"]

    async def test_is_due_on_the_day_the_plan_says(self, small_office: Office) -> None:
        small_office.clock.now = MARCH.ends_at - timedelta(days=3)

        found = await small_office.write(
            lambda work: due_reports(work, days_off=PLAIN, now=small_office.clock())
        )

        march = next(each for each in found if each.period == MARCH)
        assert (march.deadline, march.drafting, march.late) == (date(2026, 3, 13), True, False)


class TestBeforeUse:
    async def test_nothing_is_owed_until_something_is_done(self, small_office: Office) -> None:
        found = await due(small_office)

        began = small_office.clock.now - WEEK
        for each in found:
            assert each.before_use == (each.period.ends_at <= began)
        last_year = next(each for each in found if each.period.kind is PeriodKind.YEAR)
        assert (last_year.before_use, last_year.late, last_year.drafting) == (True, False, False)
        assert any(each.late for each in found) is False

    async def test_what_a_contest_or_the_register_has_is_owed(self, small_office: Office) -> None:
        await small_office.run(contest("cu"), (OPENS - 20 * WEEK, OPENS - 19 * WEEK))

        last_year = next(each for each in await due(small_office) if each.period.kind is PeriodKind.YEAR)

        assert (last_year.before_use, last_year.late) == (False, True)


async def due(office: Office) -> Sequence[DueReport]:
    return await office.write(lambda work: due_reports(work, days_off=PLAIN, now=office.clock()))


class TestRegister:
    async def test_is_mended_by_a_further_entry_alone(self, small_office: Office) -> None:
        by, now = at_the_machine("cli"), small_office.clock()
        first = await small_office.write(lambda work: register.write(work, VIDEO, by=by, now=now))
        wanted = replace(VIDEO, count=5)
        await small_office.write(
            lambda work: register.mend(work, first.number, wanted, reason="Đếm thiếu", by=HR, now=now)
        )

        assert (await counted(small_office))["so.tin-bai.san-pham"] == 5
        kept = await small_office.write(lambda work: work.reports.register())
        assert [(each.entry.count, each.by, each.mends) for each in kept] == [
            (2, by.id, None),
            (5, HR.id, 1),
        ]

    async def test_refuses_what_is_mended_already_without_reason_or_not_there(
        self, small_office: Office
    ) -> None:
        now = small_office.clock()
        await small_office.write(lambda work: register.write(work, VIDEO, by=HR, now=now))
        with pytest.raises(ReasonMissing):
            await small_office.write(lambda work: register.take_back(work, 1, reason=" ", by=HR, now=now))
        await small_office.write(lambda work: register.take_back(work, 1, reason="Ghi nhầm", by=HR, now=now))
        with pytest.raises(UnknownEntry):
            await small_office.write(lambda work: register.take_back(work, 1, reason="x", by=HR, now=now))
        assert (await counted(small_office))["so.tin-bai.san-pham"] == 0

    async def test_takes_nothing_from_tomorrow_or_from_who_may_not(self, small_office: Office) -> None:
        now = small_office.clock()
        with pytest.raises(BadEntry):
            await small_office.write(
                lambda work: register.write(work, replace(VIDEO, on=date(2026, 3, 3)), by=HR, now=now)
            )
        with pytest.raises(NotAllowed):
            await small_office.write(lambda work: register.write(work, VIDEO, by=AUTHOR, now=now))
