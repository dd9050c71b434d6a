"""How the person at the terminal calls this program, so that every hint can be typed as it stands."""

import os
import re
import shlex

import click

# set by ./start, which newcomers have before there is any `quizbot` on their path
VARIABLE = "QUIZBOT_CALLED"
NAME = "quizbot"
# only where the name of a command follows: in prose it is the product that is meant
_CALL = re.compile(
    rf"(?<![\w./-]){NAME}(?= (?:account|award|bank|broadcast|channel|contest|db|demo|doctor|explain|export|"
    r"integrity|paper|people|register|report|run|simulate|standings|stats|unit|verify|LỆNH|--help)(?![\w-]))"
)


def called() -> str:
    """Give the words that start this program: `quizbot`, or the launcher as it was typed."""
    typed = os.environ.get(VARIABLE, "").strip()
    return shlex.quote(typed) if typed else NAME


def typeable(text: str) -> str:
    """Let commands named in a text begin as this person begins them: `./start doctor`."""
    return _CALL.sub(lambda _found: called(), text)


def tell(text: str, *, err: bool = False) -> None:
    """Print a text that names commands."""
    click.echo(typeable(text), err=err)
