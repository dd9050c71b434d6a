"""Help that lists commands in the order of the work, under headings that say whose work it is."""

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

import click

Sections = Mapping[str, tuple[str, ...]]
THE_REST = {"vi": "Khác", "en": "Others"}


class SectionedGroup(click.Group):
    """A group whose help has sections.

    Args:
        sections: names of commands by heading, both in order; what stands in none comes last.
    """

    def __init__(self, *args: Any, sections: Sections | None = None, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.sections = sections or {}

    def known(self) -> Iterable[str]:
        """Name every command, in the order in which they were added."""
        return self.commands

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every command, in the order of the sections."""
        return [name for _, names in self.sorted_out() for name in names]

    def sorted_out(self) -> list[tuple[str, list[str]]]:
        """Put the commands under their headings; a heading without any is left out."""
        known = list(self.known())
        placed = {name for names in self.sections.values() for name in names}
        found = [
            (heading, [name for name in names if name in known]) for heading, names in self.sections.items()
        ]
        rest = (_heading_of_the_rest(alone=not found), [name for name in known if name not in placed])
        return [(heading, names) for heading, names in [*found, rest] if names]

    def told(self, ctx: click.Context, name: str) -> str:
        """Say in one line what a command does."""
        command = self.get_command(ctx, name)
        return (command.help or "").strip().split("\n\n")[0] if command else ""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the sections, all with one edge where the explanations begin."""
        widest = max((len(name) for name in self.known()), default=0)
        width = formatter.width - 6 - widest
        for heading, names in self.sorted_out():
            with formatter.section(heading):
                formatter.write_dl(
                    [
                        (name.ljust(widest), textwrap.shorten(self.told(ctx, name), width, placeholder="…"))
                        for name in names
                    ]
                )


def _heading_of_the_rest(*, alone: bool) -> str:
    from quizbot.cli._click_words import said
    from quizbot.cli._language import language

    return said("Commands") if alone else THE_REST[language()]
