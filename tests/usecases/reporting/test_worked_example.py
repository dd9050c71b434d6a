"""The worked example of docs/rules/reports.md, read from the page itself."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from quizbot.core.calendar import DaysOff
from quizbot.core.lifecycle import Actor
from quizbot.core.reporting.periods import PeriodKind, period_ending
from quizbot.core.reporting.register import Entry, EntryKind, MediaForm
from quizbot.documents.facts import share_text
from quizbot.usecases.reporting import register
from quizbot.usecases.reporting.closing import close
from quizbot.usecases.reporting.gathering import gather
from quizbot.usecases.reporting.report import periodic_report
from tests.build import OPENS, Office, contest, moved

PAGE = Path(__file__).parents[3] / "docs" / "rules" / "reports.md"
MARCH = period_ending(PeriodKind.MONTH, date(2026, 3, 14))
APRIL = period_ending(PeriodKind.MONTH, date(2026, 4, 14))
HR = Actor(id="account:2", roles=frozenset({"hr"}))
VIDEOS = Entry(
    kind=EntryKind.MEDIA, on=date(2026, 3, 2), title="Hạ tầng số", form=MediaForm.VIDEO, count=2, place="Zalo"
)


def table() -> dict[str, list[int]]:
    """Read the table of the example."""
    example = PAGE.read_text(encoding="utf-8").partition("## 6. Worked example")[2]
    rows = re.findall(r"^\| (p1|p2|vp|whole) \|(.+)\|$", example, flags=re.MULTILINE)
    return {name: [int(each) for each in numbers.split("|")] for name, numbers in rows}


class TestWorkedExample:
    async def test_comes_out_as_the_page_says(self, office: Office) -> None:
        await office.run(contest(limit=None))
        for name, given in (("an", "BCD"), ("ha", "BCA"), ("dung", "BCA"), ("lan", "AAA"), ("khoa", "")):
            await office.played(name, "cuoc-thi", *given)
        ha, an = office.people["ha"], office.people["an"]
        await office.write(
            lambda work: work.people.update(moved(ha, unit_id=an.unit_id), on=date(2026, 3, 6))
        )
        await office.write(lambda work: register.write(work, VIDEOS, by=HR, now=office.clock()))

        figures = (await office.write(lambda work: gather(work, period=MARCH, now=office.clock()))).figures

        wanted = table()
        assert set(wanted) == {"p1", "p2", "vp", "whole"}
        for name, numbers in wanted.items():
            place = "" if name == "whole" else f"don-vi.{name}."
            found = [
                figures[f"{place}{each}"] for each in ("quan-so", "nguoi", "luot", "luot-tinh", "cau", "dung")
            ]
            assert found == numbers, name
        assert share_text(figures["nguoi"], figures["quan-so"]) == "71,4%"
        assert share_text(figures["dung"], figures["cau"]) == "58,3%"
        assert figures["so.tin-bai.san-pham"] == 2

    async def test_is_mended_in_the_april_report_alone(self, office: Office) -> None:
        await office.write(lambda work: register.write(work, VIDEOS, by=HR, now=office.clock()))
        office.clock.now = OPENS + timedelta(days=6)
        await office.write(
            lambda work: close(work, period=MARCH, days_off=DaysOff(), by=HR, now=office.clock())
        )
        office.clock.now += timedelta(days=1)
        three = replace(VIDEOS, count=3)
        await office.write(
            lambda work: register.mend(work, 1, three, reason="Đếm thiếu", by=HR, now=office.clock())
        )

        march, april = [
            await office.write(
                lambda work, period=each: periodic_report(  # type: ignore[misc]
                    work, period=period, days_off=DaysOff(), now=office.clock()
                )
            )
            for each in (MARCH, APRIL)
        ]

        assert march.figures["so.tin-bai.san-pham"] == 2
        assert [each.entry.count for each in march.entries] == [2]
        changed = {each.figure: (each.before, each.after) for each in april.adjustments}
        assert changed == {"so.tin-bai.san-pham": (2, 3), "so.tin-bai.video.san-pham": (2, 3)}
