"""How the person at the terminal calls this program, so that every hint can be typed as it stands."""

import os
import re

import click

# set by who calls quizbot for others, ready to be typed: ./start, sudo quizbot-admin
VARIABLE = "QUIZBOT_CALLED"
# set by who calls quizbot for a service: the configuration meant when `--config` is not given
CONFIG_VARIABLE = "QUIZBOT_CONFIG"
NAME = "quizbot"
# only where the name of a command follows: in prose it is the product that is meant
_CALL = re.compile(
    rf"(?<![\w./-]){NAME}(?= (?:account|award|bank|broadcast|channel|contest|db|demo|doctor|explain|export|"
    r"integrity|paper|people|register|report|run|simulate|standings|stats|unit|verify|LỆNH|--help)(?![\w-]))"
)


def called() -> str:
    """Give the words that start this program: `quizbot`, or those by which it was called."""
    return os.environ.get(VARIABLE, "").strip() or NAME


def typeable(text: str) -> str:
    """Let commands named in a text begin as this person begins them: `./start doctor`."""
    return _CALL.sub(lambda _found: called(), text)


def tell(text: str, *, err: bool = False) -> None:
    """Print a text that names commands."""
    click.echo(typeable(text), err=err)
