"""
The command line: one file of this folder is one command or one group of commands.

A file offers its click command as `COMMAND`, or under the file's own name. It
is imported when somebody uses it, so that no command pays for another. Files
whose names begin with an underscore are not commands.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import pkgutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from quizbot import __version__
from quizbot.cli._calling import typeable
from quizbot.cli._click_words import dress, speak
from quizbot.cli._language import language
from quizbot.cli._sections import SectionedGroup, Sections
from quizbot.cli._welcome import WELCOME
from quizbot.core.refusal import Refusal

REFUSED = 1  # exit code; 0 is done, 2 is wrong usage (click's own)
# who does what, in the order of the work; a command that stands nowhere here is listed last
SECTIONS: Sections = {
    "Bắt đầu": ("demo", "doctor", "run"),
    "Ban Tổ chức, trước cuộc thi": ("bank", "contest", "paper", "simulate"),
    "Ban Tổ chức, trong và sau cuộc thi": (
        "broadcast",
        "standings",
        "explain",
        "stats",
        "integrity",
        "export",
        "verify",
    ),
    "Tổ chức cán bộ": ("people", "unit", "award", "report", "register"),
    "Công nghệ thông tin": ("account", "channel", "db"),
}

speak()


class LazyGroup(SectionedGroup):
    """Find sub-commands by the names of the files in a package."""

    def __init__(self, *, package: str, **settings: Any) -> None:
        super().__init__(**settings)
        self.package = package

    def known(self) -> list[str]:
        """Name every command; imports nothing."""
        path = importlib.import_module(self.package).__path__
        names = {module.name for module in pkgutil.iter_modules(path)}
        return sorted(name for name in names if not name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command's file and return what it offers."""
        if cmd_name not in self.known():
            return None
        module = importlib.import_module(f"{self.package}.{cmd_name}")
        command = getattr(module, "COMMAND", None) or getattr(module, cmd_name, None)
        if not isinstance(command, click.Command):
            raise TypeError(f"{module.__name__} offers no click command as COMMAND or {cmd_name}")
        dress(command)
        return command

    def told(self, ctx: click.Context, name: str) -> str:
        """Say what a command's file says of it, importing none."""
        return _first_line(self.package, name)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the chosen command; a refusal becomes one line and exit code 1."""
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            click.echo(said(refusal), err=True)
            ctx.exit(REFUSED)


def _first_line(package: str, name: str) -> str:
    """Give the docstring of the function that a file's command is made of, without importing the file."""
    found = importlib.util.find_spec(f"{package}.{name}")
    source = Path(found.origin).read_text(encoding="utf-8") if found and found.origin else ""
    functions = [each for each in ast.parse(source).body if isinstance(each, ast.FunctionDef)]
    chosen = [each for each in functions if each.name == name] or functions
    return (ast.get_docstring(chosen[0]) or "").split("\n\n")[0] if chosen else ""


def said(refusal: Refusal) -> str:
    """Say a refusal to the terminal; faults of files are already in words, each with its place."""
    from quizbot.forms.faults import FormFaults
    from quizbot.i18n.texts import load_texts

    if isinstance(refusal, FormFaults):
        return typeable(str(refusal))
    return typeable(load_texts(language()).refusal(refusal))


def lazy_group(
    package: str, *, sections: Sections | None = None
) -> Callable[[Callable[..., Any]], LazyGroup]:
    """Decorate a function as the group whose commands are the files of `package`."""

    def decorate(function: Callable[..., Any]) -> LazyGroup:
        """Wrap the function that runs before any command of the group."""
        return LazyGroup(
            package=package,
            sections=sections,
            name=function.__name__,
            help=function.__doc__,
            callback=function,
            invoke_without_command=True,
            context_settings={"help_option_names": ["-h", "--help"]},
        )

    return decorate


@click.version_option(__version__, prog_name="quizbot")
@lazy_group("quizbot.cli", sections=SECTIONS)
@click.pass_context
def main(ctx: click.Context) -> None:
    """Quizbot: bộ máy thi trắc nghiệm cho cơ quan. (The quiz and contest engine for an office.)"""
    if ctx.invoked_subcommand is None:
        click.echo(typeable(WELCOME))


dress(main)
