"""Every command has help, and the reference page is what the commands say."""

from pathlib import Path

import click
import pytest

from quizbot.cli import main
from quizbot.cli._reference import reference

PAGE = Path(__file__).parent.parent.parent / "docs" / "reference" / "commands.md"


def commands(group: click.Group, path: str = "quizbot") -> list[tuple[str, click.Command]]:
    context = click.Context(group)
    found: list[tuple[str, click.Command]] = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        found.append((f"{path} {name}", command))
        if isinstance(command, click.Group):
            found += commands(command, f"{path} {name}")
    return found


EVERY = commands(main)


@pytest.mark.parametrize(("path", "command"), EVERY, ids=[path for path, _ in EVERY])
class TestEveryCommand:
    def test_has_help(self, path: str, command: click.Command) -> None:
        assert command.help, path

    def test_explains_every_option(self, path: str, command: click.Command) -> None:
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{path} {parameter.opts}"


class TestReference:
    def test_is_what_the_commands_say(self) -> None:
        assert PAGE.read_text(encoding="utf-8") == reference(), "run: make reference"

    def test_holds_the_promised_commands(self) -> None:
        promised = [
            "demo",
            "run",
            "doctor",
            "simulate",
            "standings",
            "explain",
            "award",
            "bank",
            "contest",
            "people",
            "unit",
            "db",
        ]

        assert {f"quizbot {name}" for name in promised} <= {path for path, _ in EVERY}
