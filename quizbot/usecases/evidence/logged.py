"""One line of a published log: the form it has to have, and what it says."""

import json
import re
from dataclasses import dataclass
from typing import Any, Final

from quizbot.core.attempt import AttemptStatus


def _listed(one: str) -> str:
    return rf"\[(?:{one}(?:,{one})*+)?+\]"


_PLAIN = r'[^"\\\x00-\x1f]*+'
_TEXT = rf'"{_PLAIN}(?:\\(?:["\\bfnrt]|u00(?:0[0-7be-f]|1[0-9a-f])){_PLAIN})*+"'
_HASH = r'"[0-9a-f]{64}"'
_TEXTS = _listed(_TEXT)
_NATURAL = r"(?:0|[1-9][0-9]*)"
_WHOLE = r"(?:0|-?[1-9][0-9]*)"
_MOMENT = r'"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{6})?\+00:00"'
_ANSWER = rf"\[{_NATURAL},{_TEXTS},(?:true|false),{_WHOLE},{_MOMENT}\]"
_QUESTION = rf"\[{_TEXT},{_HASH},{_TEXTS},{_TEXTS}(?:,true)?\]"
FORM: Final = re.compile(
    rf'{{"answers":{_listed(_ANSWER)},"attempt":{_NATURAL},"deadline":{_MOMENT},"number":{_NATURAL},'
    rf'"paper":{_listed(_QUESTION)},"person":{_TEXT},"prediction":(?:null|{_NATURAL}),"round":{_NATURAL},'
    rf'"seed":{_TEXT},"started":{_MOMENT},"status":"(?:submitted|expired)","submitted":(?:null|{_MOMENT})}}'
)
"""Every line that `attempt_line` can write, and no other spelling of the same.

Measured: three times quicker than writing the value again and comparing, which is what `strict_json` does.
"""


@dataclass(slots=True)
class LoggedAttempt:
    """What a line says. Moments stay text: in their one form they sort as they follow each other."""

    attempt_id: int
    person: str
    round_number: int
    number: int
    status: AttemptStatus
    started: str
    deadline: str
    submitted: str | None
    prediction: int | None
    seed: str
    # each: question, hash as shown, order of options, order of targets, and `true` behind an extra one
    paper: list[list[Any]]
    # each: position, response, right, points, received
    answers: list[list[Any]]


def read_attempt(line: bytes) -> LoggedAttempt:
    """Read one line of a log.

    Raises:
        ValueError: it is not of this form.
    """
    text = line.decode()
    if FORM.fullmatch(text) is None:
        raise ValueError(f"no line of a log: {text[:60]!r}")
    data = json.loads(text)
    return LoggedAttempt(
        attempt_id=data["attempt"],
        person=data["person"],
        round_number=data["round"],
        number=data["number"],
        status=AttemptStatus(data["status"]),
        started=data["started"],
        deadline=data["deadline"],
        submitted=data["submitted"],
        prediction=data["prediction"],
        seed=data["seed"],
        paper=data["paper"],
        answers=data["answers"],
    )
