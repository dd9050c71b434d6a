"""The desk where the pages of the running product hand questions in and out."""

import hashlib
import logging
import threading
from collections import Counter, OrderedDict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from quizbot.bank.desk import folder as files
from quizbot.bank.desk.authors import APART, note_author
from quizbot.bank.desk.cards import Preview, cards, counts, remarks
from quizbot.bank.desk.choices import Choices, Chosen, could_be_new, taken, with_choices
from quizbot.bank.desk.guessing import guessed, slug
from quizbot.bank.desk.refusals import NoSuchPlace, NotAsSeen, TooBig, TooMany, Unreadable
from quizbot.bank.desk.waiting import NothingWaits, Place, Waiting, WaitingFiles
from quizbot.bank.exchange.values import Imported
from quizbot.bank.formats import FORMATS, guess, unreadable
from quizbot.bank.intake.placing import Placing
from quizbot.bank.intake.plan import Plan, Step, Target, plan
from quizbot.bank.loader import read_bank
from quizbot.bank.review import BankReview
from quizbot.bank.stats_page import stats_page
from quizbot.bank.values import LoadedBank
from quizbot.core.codec import content_hash
from quizbot.core.question import Question
from quizbot.forms.shipped import shipped

_LOG = logging.getLogger(__name__)

MOST_BYTES = 16 * 1024 * 1024
"""What a browser may send: papers with pictures stay below; the command line takes more."""
MOST_LINES = 200_000
"""Line breaks of a file, whatever it is: text beyond that takes minutes to read."""
MOST_QUESTIONS = 500
"""What one person can look through on one page."""
_KEPT = 4
_MARK = 32
_STATES = ("draft", "reviewed", "retired")


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """The running bank at a glance."""

    total: int
    # document, its name, how many drafts, reviewed, retired
    rows: tuple[tuple[str, str, tuple[int, int, int]], ...]
    # key, title
    formats: tuple[tuple[str, str], ...]
    waiting: Waiting | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What a person confirmed, ready to be taken into the running bank, and then written down."""

    pairs: tuple[tuple[Question | None, Question], ...]
    steps: tuple[Step, ...]
    placing: Placing
    source: files.Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was taken in, and where the same questions stand as YAML."""

    file: str
    sha256: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    # files of the bank's folder that were written
    files: tuple[str, ...] = ()
    # else the file to download, and why the folder was not written: "shipped", "closed", "fault"
    name: str = ""
    text: str = ""
    why: str = ""


class BankDesk:
    """Reads files, shows what they would do to the running bank, and writes the bank out.

    Every method may take seconds: call them beside the loop. The running bank's questions are handed in.

    Args:
        folder: of the bank: documents, sections, facts, and YAML files that follow the running bank.
        data: where files wait.
    """

    most_bytes = MOST_BYTES

    def __init__(self, *, folder: Path, data: Path) -> None:
        self._folder = folder
        self._apart = data / APART
        self._waiting = WaitingFiles(data / "nhap-cau-hoi")
        # one file is read at a time: a big one takes much memory
        self._lock = threading.Lock()
        self._read: OrderedDict[tuple[str, str], tuple[str, Imported]] = OrderedDict()

    def glance(self, owner: int, stored: Sequence[Question]) -> Glance:
        """Count the running bank."""
        loaded = self._loaded()
        found = Counter((each.document, each.status) for each in stored)
        keys = dict.fromkeys([*loaded.documents, *(each.document for each in stored)])
        return Glance(
            total=sum(each.status != "retired" for each in stored),
            rows=tuple(
                (key, _title(loaded, key), tuple(found[key, state] for state in _STATES))  # type: ignore[misc]
                for key in keys
            ),
            formats=tuple((name, FORMATS[name].title) for name in sorted(FORMATS)),
            waiting=self._waits(owner),
        )

    def heat_map(self, stored: Sequence[Question]) -> str:
        """Draw the figures of the running bank over the outlines of its documents."""
        bank = replace(self._loaded(), questions=tuple(stored), items=())
        return stats_page(BankReview(bank=bank, findings=()))

    def export(
        self, stored: Sequence[Question], *, format_: str, document: str
    ) -> tuple[str, bytes, int, tuple[str, ...]]:
        """Write the questions in use; gives name, content, how many, and what the format could not carry.

        Raises:
            KeyError: there is no such format.
        """
        wanted = [each for each in stored if each.status != "retired" and document in ("", each.document)]
        form = FORMATS[format_]
        written = form.write(wanted)
        left_out = len({loss.question for loss in written.losses if loss.whole})
        lost = Counter(loss.what for loss in written.losses)
        told = tuple(f"{what}: {count} câu" for what, count in lost.most_common())
        name = f"ngan-hang{'-' + document if document else ''}{form.extensions[0]}"
        return name, written.content, len(wanted) - left_out, told

    def receive(self, owner: int, name: str, content: bytes, *, now: datetime) -> None:
        """Keep a file that was sent, if it can be read at all; it takes the place of the one that waited.

        Raises:
            TooBig, TooMany, Unreadable
        """
        if len(content) > MOST_BYTES or content.count(b"\n") > MOST_LINES:
            raise TooBig(file=name, most=MOST_BYTES // 1024 // 1024)
        waiting = Waiting(name=name, sha256=hashlib.sha256(content).hexdigest(), sent_at=now)
        _, imported = self._understood(waiting, content)
        if len(imported.found) > MOST_QUESTIONS:
            raise TooMany(file=name, count=len(imported.found), most=MOST_QUESTIONS)
        kept = self._waiting.put(owner, name, content, now=now)
        place = guessed(
            imported.found,
            file=kept.name,
            documents=self._loaded().documents,
            last=self._waiting.last_place(owner),
        )
        self._waiting.note(owner, replace(kept, place=place))

    def drop(self, owner: int) -> None:
        """Forget the waiting file."""
        self._waiting.drop(owner)

    def place(self, owner: int, *, document: str, section: str, topic: str) -> None:
        """Say where the waiting file belongs.

        Raises:
            NoSuchPlace, NothingWaits
        """
        found = self._loaded().documents.get(document)
        if found is None or section not in [each.id for each in found.outline]:
            raise NoSuchPlace(place=f"{document} {section}".strip() or "…")
        if not slug(topic):
            raise NoSuchPlace(place=topic or "…")
        self._waiting.placed(owner, Place(document=document, section=section, topic=slug(topic)))

    def preview(self, owner: int, stored: Sequence[Question]) -> Preview:
        """Show what taking in the waiting file would do.

        Raises:
            NothingWaits, Unreadable
        """
        waiting, content = self._waiting.get(owner)
        title, imported = self._understood(waiting, content)
        loaded = self._loaded()
        made = self._planned(waiting, imported, stored, loaded)
        document = loaded.documents.get(waiting.place.document)
        placed = document is not None and waiting.place.section in [each.id for each in document.outline]
        return Preview(
            name=waiting.name,
            sha256=waiting.sha256,
            sent_at=waiting.sent_at,
            format=title,
            place=waiting.place,
            cards=cards(made),
            counts=counts(made),
            problems=made.problems,
            remarks=remarks(imported),
            gone=made.gone,
            seen=_seen(waiting, made),
            wants="nothing" if not made.of("new", "changed", "key_changed") else "" if placed else "place",
            documents=tuple(
                (key, _title(loaded, key), tuple((each.id, each.title) for each in one.outline))
                for key, one in loaded.documents.items()
            ),
            topics=tuple(sorted({each.topic for each in stored})),
        )

    def confirmed(
        self, owner: int, stored: Sequence[Question], *, seen: str, chosen: Chosen, author: str = ""
    ) -> Intake:
        """Give what a person confirmed of the waiting file.

        Args:
            author: who takes the questions in.

        Raises:
            NotAsSeen, NothingWaits, NoSuchPlace
        """
        take, keys, looked, change, sections, fresh = chosen
        choices = Choices(take=take, keys=keys, looked=looked, change=change, sections=sections, fresh=fresh)
        waiting, content = self._waiting.get(owner)
        _, imported = self._understood(waiting, content)
        loaded = self._loaded()
        shown = self._planned(waiting, imported, stored, loaded)
        if seen != _seen(waiting, shown):
            raise NotAsSeen(file=waiting.name)
        likened = {step.index for step in shown.steps if could_be_new(step)}
        if not fresh <= likened:
            # the page offers it for no other question
            raise NotAsSeen(file=waiting.name)
        document = loaded.documents.get(waiting.place.document)
        outline = [each.id for each in document.outline] if document else []
        for asked in (waiting.place.section, *sections.values()):
            if asked not in outline:
                raise NoSuchPlace(place=f"{waiting.place.document} {asked}".strip() or "…")
        steps = taken(
            self._planned(waiting, with_choices(imported, choices), stored, loaded, apart=fresh), choices
        )
        return Intake(
            pairs=tuple((step.before, step.question) for step in steps),
            steps=steps,
            placing=_placing(waiting),
            source=files.Source(name=waiting.name, sha256=waiting.sha256, content=content, author=author),
        )

    def write_down(self, owner: int, made: Intake) -> None:
        """Write what was taken in as YAML: into the bank's folder where that may be written, else for download.

        The waiting file is done with. What the folder does not take is never lost: it is kept for download.
        """
        if made.source.author:
            taken_in = [question.id for _, question in made.pairs]
            note_author(self._apart, made.source.author, taken_in)
        fresh = tuple(question.id for before, question in made.pairs if before is None)
        changed = tuple(question.id for before, question in made.pairs if before is not None)
        done = Done(file=made.source.name, sha256=made.source.sha256, added=fresh, changed=changed)
        if not made.steps:
            self._waiting.finish(owner, asdict(done))
            return
        why = files.closed(self._folder, shipped=shipped("questions"))
        if not why:
            try:
                texts = files.texts(
                    made.steps,
                    folder=self._folder,
                    loaded=self._loaded(),
                    placing=made.placing,
                    source=made.source,
                )
                done = replace(done, files=tuple(map(str, files.write(texts, source=made.source))))
            except (OSError, ValueError) as fault:
                _LOG.warning("The bank's folder was not written: %s", fault, extra={"action": "bank.folder"})
                why = "fault"
        if why:
            text = files.one_file(made.steps, placing=made.placing, source=made.source)
            done = replace(
                done, name=f"{made.placing.document}-{made.placing.topic}.yaml", text=text, why=why
            )
        self._waiting.finish(owner, asdict(done))

    def done(self, owner: int) -> Done:
        """Tell what became of the last file of this person.

        Raises:
            NothingWaits
        """
        found = self._waiting.finished(owner)
        lists = {name: tuple(found[name]) for name in ("added", "changed", "files")}
        return Done(**{**found, **lists})

    def _waits(self, owner: int) -> Waiting | None:
        try:
            return self._waiting.get(owner)[0]
        except NothingWaits:
            return None

    def _understood(self, waiting: Waiting, content: bytes) -> tuple[str, Imported]:
        """Read a file; gives the title of its format and what was understood."""
        key = waiting.name, waiting.sha256
        with self._lock:
            if key not in self._read:
                known = None if unreadable(content) else guess(waiting.name, content)
                if known is None:
                    what = (
                        unreadable(content)
                        or "không nhận ra định dạng; hãy gửi tệp Word, bảng tính hoặc văn bản"
                    )
                    raise Unreadable(file=waiting.name, what=what)
                self._read[key] = FORMATS[known].title, FORMATS[known].read(waiting.name, content)
                while len(self._read) > _KEPT:
                    self._read.popitem(last=False)
            return self._read[key]

    def _planned(
        self,
        waiting: Waiting,
        imported: Imported,
        stored: Sequence[Question],
        loaded: LoadedBank,
        *,
        apart: frozenset[int] = frozenset(),
    ) -> Plan:
        placing = _placing(waiting)
        here = [each for each in stored if (each.document, each.topic) == (placing.document, placing.topic)]
        places: dict[str, str] = {}
        for each in here:
            origin = loaded.extras[each.id].origin if each.id in loaded.extras else ""
            name, _, place = origin.partition(", ")
            if name == waiting.name:
                places[each.id] = place
        known = {each.id for each in stored}
        # names that only the folder has are taken, too
        bank = [*stored, *(each for each in loaded.questions if each.id not in known)]
        return plan(
            imported,
            placing=placing,
            target=Target(questions=tuple(here), places=places),
            bank=bank,
            apart=apart,
        )

    def _loaded(self) -> LoadedBank:
        return read_bank(self._folder).bank


def _placing(waiting: Waiting) -> Placing:
    place = waiting.place
    return Placing(document=place.document, topic=place.topic, section=place.section)


def _title(loaded: LoadedBank, key: str) -> str:
    document = loaded.documents.get(key)
    return f"{document.number} · {document.title}" if document else key


def _seen(waiting: Waiting, made: Plan) -> str:
    """Name what a page shows: the file, its place, and for each question what is and what is to stand."""
    place = waiting.place
    steps = tuple((step.index, step.action, step.before, step.question) for step in made.steps)
    named = (waiting.name, waiting.sha256, place.document, place.section, place.topic, steps)
    return content_hash(named)[:_MARK]
