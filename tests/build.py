"""A small office with its bank and contests, over real storage, for tests.

The office: the root `vp`, under it `p1` (with `p1a` under it) and `p2`. An, Bình and Cúc sit in p1, Dũng in
p1a, Hà and Khoa in p2, Lan directly in the root. Lan organises, Khoa coordinates.
"""

import itertools
import random
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from quizbot.bank.upload import read_upload
from quizbot.channels import by_typing
from quizbot.chat.dialogue import Dialogue
from quizbot.chat.messages import Incoming, Outgoing, Reply
from quizbot.chat.proactive import Drawer
from quizbot.chat.turn import ChatSettings
from quizbot.core.contest import (
    AttemptRules,
    Contest,
    ContestKind,
    ContestState,
    DrawRule,
    Feedback,
    PaperRules,
    Prediction,
    Round,
    Schedule,
)
from quizbot.core.corrections import Correction
from quizbot.core.question import Citation, Option, Question, Response
from quizbot.documents.chat_files import ChatFiles
from quizbot.i18n.texts import LANGUAGES, Texts, load_texts
from quizbot.storage.store import SqlStore, open_store
from quizbot.usecases import correcting, organise, people
from quizbot.usecases.lifecycle import at_the_machine
from quizbot.usecases.ports import Person, PersonStatus, StoredContest, Work

T = TypeVar("T")

# Monday 2 March 2026, 10:00 in Việt Nam
OPENS = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
WEEK = timedelta(days=7)
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
CLOSES = OPENS + timedelta(days=6)
PEPPER = "thu-nghiem"
TEXTS: dict[str, Texts] = {language: load_texts(language) for language in LANGUAGES}

# what the smallest channel carries
LONGEST_TEXT, LONGEST_TOKEN, LONGEST_LABEL = 2_000, 64, 60

ROSTER = (
    ("an", "NV001", "Nguyễn Văn An", "p1", ()),
    ("binh", "NV002", "Trần Thị Bình", "p1", ()),
    ("cuc", "NV003", "Lê Thị Cúc", "p1", ()),
    ("dung", "NV004", "Phạm Tiến Dũng", "p1a", ()),
    ("ha", "NV005", "Vũ Thu Hà", "p2", ()),
    ("khoa", "NV006", "Đỗ Đăng Khoa", "p2", ("coordinator",)),
    ("lan", "NV007", "Hoàng Thị Lan", "vp", ("organizer",)),
)


class Clock:
    """A clock that stands until it is set."""

    def __init__(self, at: datetime = OPENS) -> None:
        self.now = at

    def __call__(self) -> datetime:
        return self.now

    def on(self, **length: float) -> None:
        """Move on by so many minutes, hours, days."""
        self.now += timedelta(**length)


def question(name: str, kind: str, key: Response, *texts: str, **more: Any) -> Question:
    """Make a question whose options are A, B, C ... in the order given."""
    return Question(
        id=name,
        kind=kind,
        document=more.pop("document", "nq57"),
        topic=more.pop("topic", "chung"),
        ask=more.pop("ask", f"Câu hỏi {name}?"),
        options=tuple(Option(key=letter, text=text) for letter, text in zip("ABCDEF", texts, strict=False)),
        targets=tuple(Option(key=str(n), text=text) for n, text in enumerate(more.pop("targets", ()), 1)),
        key=key,
        explain=more.pop("explain", f"Giải thích {name}."),
        cite=Citation(section="II.1"),
        status="reviewed",
        **more,
    )


SINGLES = tuple(
    question(f"q-{n:02}", "single", ("ABCD"[n % 4],), f"Một {n}", f"Hai {n}", f"Ba {n}", f"Bốn {n}")
    for n in range(1, 13)
)
KINDS_ASKED = (
    question("k-single", "single", ("C",), "Năm 2025", "Năm 2026", "Năm 2030", "Năm 2045"),
    question("k-multiple", "multiple", ("A", "C"), "Khoa học", "Du lịch", "Công nghệ", "Thể thao"),
    question("k-true-false", "true_false", ("A",), "Đúng", "Sai"),
    question("k-number", "number", ("50",), tolerance=Decimal(0)),
    question("k-order", "order", ("C", "A", "B"), "Bước hai", "Bước ba", "Bước một"),
    question("k-match", "match", ("A2", "B1"), "NQ 57", "NQ 71", targets=("Giáo dục", "Khoa học")),
    question("k-short", "short_text", ("chuyển đổi số",)),
)
BANK = (
    *SINGLES,
    *KINDS_ASKED,
    question("p-01", "single", ("A",), "Đúng rồi", "Chưa đúng", use="practice", explain="Hạ tầng số 2030."),
    question("p-02", "single", ("B",), "Chưa đúng", "Đúng rồi", use="practice"),
)


def drawn(*names: str) -> tuple[DrawRule, ...]:
    """Draw exactly these questions, in this order."""
    return (DrawRule(count=len(names), ids=names),)


def contest(
    slug: str = "cuoc-thi",
    *,
    draw: Sequence[DrawRule] = drawn("q-01", "q-02", "q-03"),
    feedback: Feedback = Feedback.AFTER_ATTEMPT,
    limit: timedelta | None = timedelta(minutes=10),
    per_round: int | None = 1,
    prediction: Prediction = Prediction.NONE,
    kind: ContestKind = ContestKind.WEEKLY,
    changeable: bool = False,
    shuffle: bool = False,
    **more: Any,
) -> Contest:
    """Make a contest; nothing is shuffled unless asked for."""
    return Contest(
        id=slug,
        title=more.pop("title", "Tìm hiểu Nghị quyết 57"),
        kind=kind,
        rounds=Schedule(),
        paper=PaperRules(
            draw=tuple(draw),
            shuffle_questions=shuffle,
            shuffle_options=shuffle,
            limit=limit,
            feedback=feedback,
            prediction=prediction,
            changeable=changeable,
        ),
        attempts=more.pop("attempts", AttemptRules(per_round=per_round)),
        **more,
    )


@dataclass
class Chat:
    """One chat account as a person sees it: what they do, and the last reply."""

    office: "Office"
    address: str
    channel: str = "webchat"
    group: bool = False
    sender: str | None = None
    # where the same account stands in the web chat
    twin: str = ""
    last: Reply = field(default_factory=Reply)
    heard: Incoming | None = None

    async def say(self, text: str, *, received_at: datetime | None = None) -> Reply:
        """Type something."""
        return await self._send("text", text, received_at)

    async def tap(self, what: str, *, received_at: datetime | None = None) -> Reply:
        """Tap the button of the last reply with this label or token."""
        return await self._send("choice", self.token(what), received_at)

    async def send(self, token: str, *, received_at: datetime | None = None) -> Reply:
        """Tap a button of any message, by token."""
        return await self._send("choice", token, received_at)

    async def begin(self, payload: str = "") -> Reply:
        """Open the chat, perhaps by a link with a payload."""
        return await self._send("start", payload, None)

    async def file(self, name: str, content: bytes) -> Reply:
        """Send a file."""
        return await self._send("file", "", None, file_name=name, file_bytes=content)

    async def again(self) -> Reply:
        """Have the platform deliver the last update once more."""
        assert self.heard is not None
        return await self._deliver(self.heard)

    def token(self, what: str) -> str:
        """Find the token of a button of the last reply by label (its beginning) or token."""
        for each in buttons(self.last):
            if each.token == what or each.label == what:
                return each.token
        for each in buttons(self.last):
            if what in each.label:
                return each.token
        raise AssertionError(f"no button {what!r} among {[each.label for each in buttons(self.last)]}")

    @property
    def text(self) -> str:
        return said(self.last)

    async def _send(self, kind: Any, text: str, received_at: datetime | None, **more: Any) -> Reply:
        self.heard = Incoming(
            channel=self.channel,
            address=self.address,
            update_key=f"u{next(self.office.serial)}",
            received_at=received_at or self.office.clock(),
            kind=kind,
            text=text,
            group=self.group,
            sender=self.sender,
            twin=self.twin,
            **more,
        )
        return await self._deliver(self.heard)

    async def _deliver(self, incoming: Incoming) -> Reply:
        self.last = await self.office.dialogue(incoming)
        assert faults_of(self.last) == []
        return self.last


@dataclass
class Office:
    """An office on a database of its own."""

    store: SqlStore
    clock: Clock
    dialogue: Dialogue
    drawer: Drawer
    people: dict[str, Person] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    serial: Iterable[int] = field(default_factory=lambda: itertools.count(1))

    async def write(self, use_case: Callable[[Work], T]) -> T:
        return await self.store.write(use_case)

    async def run(self, contest: Contest, *rounds: tuple[datetime, datetime]) -> StoredContest:
        """Store a contest and open it; one week's round unless said otherwise."""

        def put(work: Work) -> StoredContest:
            stored = work.contests.put(contest, rounds=rounds or [(OPENS, CLOSES)], now=OPENS - WEEK)
            work.contests.set_state(stored.id, ContestState.OPEN)
            return work.contests.get(stored.id)

        return await self.write(put)

    async def rounds(self, stored: StoredContest) -> Sequence[Round]:
        return await self.write(lambda work: work.contests.rounds(stored.id))

    async def tick(self) -> organise.Ticked:
        return await self.write(lambda work: organise.tick(work, now=self.clock()))

    def chat(self, address: str, *, channel: str = "webchat") -> Chat:
        """Give a chat account that nobody is linked to."""
        return Chat(self, address, channel)

    async def linked(self, name: str, *, channel: str = "webchat") -> Chat:
        """Give the chat account of a person who has agreed and is linked."""
        person, address = self.people[name], f"{name}@{channel}"

        def link(work: Work) -> None:
            people.link(work, person, channel=channel, address=address, now=self.clock())
            people.record_consent(
                work,
                person,
                purpose="take_part",
                version=self.dialogue.settings.consent_version,
                given=True,
                channel=channel,
                now=self.clock(),
            )

        await self.write(link)
        return self.chat(address, channel=channel)

    async def played(self, name: str, slug: str, *answers: str, pause: timedelta = MINUTE) -> Chat:
        """Let a person play a whole paper by typing."""
        chat = await self.linked(name)
        await chat.send(f"contests:start:{slug}")
        for each in answers:
            self.clock.now += pause
            await chat.say(each)
        return chat


@asynccontextmanager
async def opened(url: str, *, settings: ChatSettings | None = None) -> AsyncIterator[Office]:
    """Open an office on an empty database."""
    clock = Clock()
    store = await open_store(url, now=clock())
    settings = settings or ChatSettings(office="Văn phòng thử nghiệm", pepper=PEPPER)
    dialogue = Dialogue(
        store=store,
        texts=TEXTS,
        settings=settings,
        clock=clock,
        rng=random.Random(7),
        read_bank=read_upload,
        files=ChatFiles(office=settings.office, texts=TEXTS["vi"]),
        by_typing=by_typing(),
    )
    office = Office(
        store=store,
        clock=clock,
        dialogue=dialogue,
        drawer=Drawer(texts=TEXTS, settings=settings, by_typing=by_typing()),
    )
    try:
        await store.write(lambda work: furnish(work, office))
        yield office
    finally:
        await store.close()


def furnish(work: Work, office: Office) -> None:
    """Store the units, the people with their personal codes, and the bank."""
    for code, name, kind, parent in (
        ("vp", "Văn phòng", "van-phong", None),
        ("p1", "Phòng Hành chính", "phong", "vp"),
        ("p2", "Phòng Tổng hợp", "phong", "vp"),
        ("p1a", "Tổ Văn thư", "to", "p1"),
    ):
        work.people.put_unit(code=code, name=name, kind=kind, parent=parent)
    units = {unit.code: unit.id for unit in work.people.units()}
    since = (OPENS - timedelta(days=400)).date()
    for name, code, full, unit, roles in ROSTER:
        blank = Person(
            id=people.PersonId(0), code=code, name=full, unit_id=units[unit], roles=roles,
            status=PersonStatus.ACTIVE,
        )  # fmt: skip
        office.people[name] = work.people.add(blank, since=since)
    slips = people.issue_codes(
        work, office.people.values(), pepper=PEPPER, rng=random.Random(1), by="test", now=OPENS - WEEK
    )
    office.codes = {name: slip.personal_code for name, slip in zip(office.people, slips, strict=True)}
    work.bank.apply(BANK, whole=True)


async def correct(
    office: Office,
    draft: Callable[[Work], Correction],
    *,
    slug: str = "cuoc-thi",
    by: str = "test",
    reason: str = "Thử nghiệm",
) -> Correction:
    """Sign a correction of a contest."""

    def sign(work: Work) -> Correction:
        actor = at_the_machine(by)
        now = office.clock()
        return correcting.apply(work, slug=slug, draft=draft(work), by=actor, reason=reason, now=now)

    return await office.write(sign)


def said(reply: Reply) -> str:
    """Give everything a reply says as one text."""
    return "\n".join(message.plain for message in reply.messages)


def buttons(reply: Reply) -> list[Any]:
    """List the buttons of a reply."""
    return [each for message in reply.messages for row in message.buttons for each in row]


def faults_of(reply: Reply) -> list[str]:
    """List what in a reply does not fit the smallest channel."""
    found = [fault for message in reply.messages for fault in message_faults(message)]
    if len(reply.toast) > 200:
        found.append(f"toast of {len(reply.toast)} characters")
    return found


def message_faults(message: Outgoing) -> list[str]:
    """List what in a message does not fit the smallest channel."""
    found = []
    if len(message.plain) > LONGEST_TEXT and message.attachment is None:
        found.append(f"{len(message.plain)} characters: {message.plain[:60]}")
    for row in message.buttons:
        for each in row:
            if not each.token.isascii() or len(each.token) > LONGEST_TOKEN:
                found.append(f"token {each.token}")
            if not 0 < len(each.label) <= LONGEST_LABEL:
                found.append(f"label {each.label}")
    return found


def moved(person: Person, *, unit_id: Any) -> Person:
    """Give the person in another unit."""
    return replace(person, unit_id=unit_id)
