"""The command line finds its commands by file name, late, and translates refusals."""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizbot import __version__
from quizbot.cli import LazyGroup, main

GREET = """
import click

@click.command()
def greet():
    "Say hello."
    click.echo("xin chào")
"""
REFUSE = """
import click
from quizbot.core.refusal import Refusal

class Closed(Refusal):
    code = "contest.closed"

@click.command("refuse")
def COMMAND():
    raise Closed(contest="c1")
"""


@pytest.fixture
def group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LazyGroup:
    package = tmp_path / "sample_commands"
    package.mkdir()
    for name, text in {"__init__": "", "greet": GREET, "refuse": REFUSE, "_shared": "", "empty": ""}.items():
        (package / f"{name}.py").write_text(text, encoding="utf-8")
    for module in [name for name in sys.modules if name.startswith("sample_commands")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.syspath_prepend(tmp_path)
    return LazyGroup(package="sample_commands", name="sample")


class TestMain:
    def test_without_words_says_what_to_do_first(self) -> None:
        result = CliRunner().invoke(main, [])

        assert result.exit_code == 0
        assert "quizbot demo" in result.output

    def test_shows_its_version(self) -> None:
        result = CliRunner().invoke(main, ["--version"])

        assert result.output.strip().endswith(__version__)

    def test_exits_with_2_on_an_unknown_command(self) -> None:
        assert CliRunner().invoke(main, ["no-such-command"]).exit_code == 2

    def test_offers_a_command_from_every_file_of_the_folder(self) -> None:
        context = main.make_context("quizbot", [])

        names = main.list_commands(context)

        assert all(main.get_command(context, name) is not None for name in names)


class TestLazyGroup:
    def test_lists_commands_without_importing_them(self, group: LazyGroup) -> None:
        context = group.make_context("sample", ["greet"])

        assert group.list_commands(context) == ["empty", "greet", "refuse"]
        assert "sample_commands.greet" not in sys.modules

    def test_takes_a_command_named_like_its_file(self, group: LazyGroup) -> None:
        assert CliRunner().invoke(group, ["greet"]).output == "xin chào\n"

    def test_turns_a_refusal_into_one_line_and_exit_code_1(self, group: LazyGroup) -> None:
        result = CliRunner().invoke(group, ["refuse"])

        assert (result.exit_code, result.stderr) == (1, "Chưa làm được việc này (mã: contest.closed).\n")

    def test_names_the_file_that_offers_no_command(self, group: LazyGroup) -> None:
        result = CliRunner().invoke(group, ["empty"])

        assert "sample_commands.empty offers no click command" in str(result.exception)
