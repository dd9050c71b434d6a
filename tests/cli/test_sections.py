"""Help lists commands in the order of the work, under headings that say whose it is."""

import click
import pytest
from click.testing import CliRunner

from quizbot.cli import SECTIONS, main
from quizbot.cli._sections import THE_REST, SectionedGroup
from quizbot.cli.contest import contest


class TestSectionedGroup:
    def test_lists_what_stands_in_no_section_last(self) -> None:
        group = SectionedGroup("g", sections={"Sau": ("b",), "Không ai": ("z",)})
        for name in ("a", "b"):
            group.add_command(click.Command(name, help=f"Việc {name}.\n\nDài hơn."))

        output = CliRunner().invoke(group, ["--help"]).output

        assert group.list_commands(click.Context(group)) == ["b", "a"]
        assert output.index("Sau:\n  b  Việc b.\n") < output.index(f"{THE_REST['vi']}:\n  a  Việc a.\n")
        assert "Không ai" not in output

    def test_without_sections_lists_in_the_order_they_were_added(self) -> None:
        group = SectionedGroup("g", commands=[click.Command("b"), click.Command("a")])

        assert "Các lệnh:\n  b" in CliRunner().invoke(group, ["--help"]).output


@pytest.mark.parametrize(
    ("group", "sections"), [(main, SECTIONS), (contest, contest.sections)], ids=["quizbot", "contest"]
)
class TestOurSections:
    def test_hold_every_command_once(
        self, group: SectionedGroup, sections: dict[str, tuple[str, ...]]
    ) -> None:
        placed = [name for names in sections.values() for name in names]

        assert sorted(placed) == sorted(group.known())


class TestMain:
    def test_names_the_people_whose_work_it_is(self) -> None:
        output = CliRunner().invoke(main, ["--help"]).output

        headings = [output.index(f"\n{each}:\n") for each in SECTIONS]
        assert headings == sorted(headings)
        assert "Tổ chức cán bộ" in SECTIONS
        assert "Công nghệ thông tin" in SECTIONS
