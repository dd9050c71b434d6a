"""Link codes: shown in one chat, typed or opened in another, to say "this is me, too".

A code names the person and the ten minutes it was made in, under a seal that only this installation
can make; so nothing has to be stored for it, and it ends by itself. "L", which no personal code has,
begins it; two letters of chance let the next code be another one.
"""

import hashlib
import hmac
import random
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from quizbot.core.ids import PersonId
from quizbot.core.personal_code import ALPHABET

LASTS = timedelta(minutes=10)
_SEAL = 6  # letters: 23**6, about 27 bits; tries are limited to some dozens in its time
_CHANCE = 2  # letters
_LONGEST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCode:
    """What a code says. `key` names it, so that it can be used once."""

    person_id: PersonId
    key: str


def new_link_code(person_id: PersonId, *, pepper: str, rng: random.Random, now: datetime) -> str:
    """Make a code of these ten minutes, such as "LQ73-7K4MQX"; it is good for ten to twenty."""
    body = "".join(rng.choice(ALPHABET) for _ in range(_CHANCE)) + _letters(person_id)
    return f"L{body}-{_seal(body, _period(now), pepper)}"


def read_link_code(typed: str, *, pepper: str, now: datetime) -> LinkCode | None:
    """Give what a code says; None when it is none, or of another time."""
    letters = "".join(each for each in unicodedata.normalize("NFKC", typed).upper() if each.isalnum())
    body, shown = letters[1:-_SEAL], letters[-_SEAL:]
    if not letters.startswith("L") or len(body) <= _CHANCE or len(letters) > _LONGEST:
        return None
    if any(each not in ALPHABET for each in body + shown):
        return None
    for period in (_period(now), _period(now) - 1):
        if hmac.compare_digest(shown, _seal(body, period, pepper)):
            return LinkCode(person_id=PersonId(_number(body[_CHANCE:])), key=f"{body}:{period}")
    return None


def _period(now: datetime) -> int:
    return int(now.timestamp() // LASTS.total_seconds())


def _seal(body: str, period: int, pepper: str) -> str:
    told = f"quizbot-link\n{body}\n{period}".encode()
    number = int.from_bytes(hmac.new(pepper.encode(), told, hashlib.sha256).digest(), "big")
    letters = ""
    for _ in range(_SEAL):
        number, place = divmod(number, len(ALPHABET))
        letters += ALPHABET[place]
    return letters


def _letters(number: int) -> str:
    text = ""
    while True:
        number, place = divmod(number, len(ALPHABET))
        text = ALPHABET[place] + text
        if not number:
            return text


def _number(letters: str) -> int:
    number = 0
    for each in letters:
        number = number * len(ALPHABET) + ALPHABET.index(each)
    return number
