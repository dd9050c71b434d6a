"""Files that wait to be looked at and taken in: one for each person, kept on disk, so that a restart loses none."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from quizbot.core.refusal import Refusal
from quizbot.core.vietnamese import nfc

_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_LONGEST_NAME = 100
_FILE, _NOTE, _LAST, _DONE = "tep", "tep.json", "lan-truoc.json", "da-nhan.json"


class NothingWaits(Refusal):
    """No file of this person waits: none was sent, or it was taken in or dropped."""

    code = "bank.nothing_waits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the questions of a file belong; empty parts are still to be said."""

    document: str = ""
    section: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A file that was sent, and what is known of it."""

    name: str
    sha256: str
    sent_at: datetime
    place: Place = Place()


class WaitingFiles:
    """Files by the number of the account that sent them.

    Args:
        folder: made when the first file comes.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, owner: int, name: str, content: bytes, *, now: datetime) -> Waiting:
        """Keep a file in the place of the one that waited."""
        sha256 = hashlib.sha256(content).hexdigest()
        waiting = Waiting(name=safe_name(name), sha256=sha256, sent_at=now)
        place = self._of(owner)
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        # without its note the old file no longer waits
        (place / _NOTE).unlink(missing_ok=True)
        write_whole(place / _FILE, content)
        self.note(owner, waiting)
        return waiting

    def note(self, owner: int, waiting: Waiting) -> None:
        """Keep what is known of the waiting file."""
        write_whole(
            self._of(owner) / _NOTE, _written({**asdict(waiting), "sent_at": waiting.sent_at.isoformat()})
        )

    def get(self, owner: int) -> tuple[Waiting, bytes]:
        """Give the waiting file.

        Raises:
            NothingWaits
        """
        try:
            note = json.loads((self._of(owner) / _NOTE).read_bytes())
            content = (self._of(owner) / _FILE).read_bytes()
        except (OSError, ValueError) as fault:
            raise NothingWaits from fault
        if hashlib.sha256(content).hexdigest() != note["sha256"]:
            raise NothingWaits
        at, place = datetime.fromisoformat(note["sent_at"]), Place(**note["place"])
        return Waiting(name=note["name"], sha256=note["sha256"], sent_at=at, place=place), content

    def placed(self, owner: int, place: Place) -> None:
        """Keep where the waiting file belongs, and remember it for the next one.

        Raises:
            NothingWaits
        """
        waiting, _ = self.get(owner)
        self.note(owner, replace(waiting, place=place))
        write_whole(self._of(owner) / _LAST, _written(asdict(place)))

    def last_place(self, owner: int) -> Place:
        """Give where this person's last file belonged."""
        try:
            return Place(**json.loads((self._of(owner) / _LAST).read_bytes()))
        except (OSError, ValueError, TypeError):
            return Place()

    def drop(self, owner: int) -> None:
        """Forget the waiting file."""
        (self._of(owner) / _NOTE).unlink(missing_ok=True)
        (self._of(owner) / _FILE).unlink(missing_ok=True)

    def finish(self, owner: int, done: Mapping[str, object]) -> None:
        """Keep what became of the waiting file, and forget the file."""
        self._of(owner).mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(self._of(owner) / _DONE, _written(done))
        self.drop(owner)

    def finished(self, owner: int) -> dict[str, Any]:
        """Give what became of the last file that was taken in.

        Raises:
            NothingWaits
        """
        try:
            found = json.loads((self._of(owner) / _DONE).read_bytes())
        except (OSError, ValueError) as fault:
            raise NothingWaits from fault
        if not isinstance(found, dict):
            raise NothingWaits
        return found

    def _of(self, owner: int) -> Path:
        return self._folder / str(owner)


def safe_name(name: str) -> str:
    """Give a file's name without folders, signs that harm, and the comma that ends a name in an origin."""
    plain = _UNSAFE.sub(" ", nfc(name).replace("\\", "/").rpartition("/")[2]).replace(",", " ")
    plain = " ".join(plain.split()).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if len(plain) > _LONGEST_NAME:
        plain = f"{stem[: _LONGEST_NAME - len(ending) - 1]}{dot}{ending[:_LONGEST_NAME]}"
    return plain or "tep"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is the old one or the new one, never half of it."""
    made = path.with_name(f".{path.name}.moi")
    made.write_bytes(content)
    made.replace(path)


def _written(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=str).encode()
