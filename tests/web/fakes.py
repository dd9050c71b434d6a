"""What the web pages stand on in tests: a store in memory, and a small dialogue."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, TypeVar, cast

from quizbot.chat.messages import Attachment, Button, Incoming, Line, Outgoing, Reply
from quizbot.core.ids import PersonId, UnitId
from quizbot.usecases.ports import Account, Person, TranscriptEntry, WebSession, Work

T = TypeVar("T")
START = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
CODE = "K7M4-9QXD"


@dataclass
class FakeClock:
    """A clock that moves when told."""

    at: datetime = START

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, **length: float) -> None:
        self.at += timedelta(**length)


@dataclass
class _Chats:
    entries: dict[str, list[TranscriptEntry]] = field(default_factory=dict)

    def say(self, channel: str, address: str, *, direction: str, payload: str, at: datetime) -> int:
        mine = self.entries.setdefault(address, [])
        mine.append(TranscriptEntry(seq=len(mine) + 1, direction=direction, payload=payload, at=at))
        return len(mine)

    def transcript(
        self, channel: str, address: str, *, after: int, limit: int = 100
    ) -> list[TranscriptEntry]:
        return [each for each in self.entries.get(address, []) if each.seq > after][:limit]

    def recent(self, channel: str, address: str, *, limit: int = 50) -> list[TranscriptEntry]:
        return self.entries.get(address, [])[-limit:]

    def has_said(self, channel: str, address: str, opening: str, *, among: int) -> bool:
        return any(each.payload.startswith(opening) for each in self.recent(channel, address, limit=among))


@dataclass
class _Accounts:
    accounts: list[Account] = field(default_factory=list)
    sessions: dict[str, WebSession] = field(default_factory=dict)

    def by_login(self, login: str) -> Account | None:
        return next((each for each in self.accounts if each.login == login), None)

    def get(self, account_id: int) -> Account | None:
        return next((each for each in self.accounts if each.id == account_id), None)

    def put(self, account: Account) -> Account:
        known = self.by_login(account.login)
        stored = replace(account, id=known.id if known else len(self.accounts) + 1)
        self.accounts = [*(each for each in self.accounts if each is not known), stored]
        return stored

    def session(self, token_hash: str, *, now: datetime) -> WebSession | None:
        found = self.sessions.get(token_hash)
        return found if found is not None and now < found.expires_at else None

    def put_session(self, session: WebSession) -> None:
        self.sessions[session.token_hash] = session

    def end_session(self, token_hash: str) -> None:
        self.sessions.pop(token_hash, None)


@dataclass
class _People:
    links: dict[str, Person] = field(default_factory=dict)

    def by_address(self, channel: str, address: str) -> Person | None:
        return self.links.get(address)

    def unlink(self, channel: str, address: str) -> None:
        self.links.pop(address, None)


@dataclass
class MemoryStore:
    """A store that keeps everything in memory, enough for chat and log-in."""

    broken: bool = False
    chats: _Chats = field(default_factory=_Chats)
    accounts: _Accounts = field(default_factory=_Accounts)
    people: _People = field(default_factory=_People)

    async def write(self, use_case: Callable[[Work], T], /) -> T:
        return use_case(self._work())

    async def read(self, use_case: Callable[[Work], T], /) -> T:
        if self.broken:
            raise OSError("the disk is gone")
        return use_case(self._work())

    def listen(self, prefix: str, heard: Callable[[str], None]) -> None: ...

    def lock(self, name: str) -> None:
        return None

    async def close(self) -> None: ...

    def _work(self) -> Work:
        work = SimpleNamespace(
            chats=self.chats,
            accounts=self.accounts,
            people=self.people,
            leases=SimpleNamespace(recall=lambda name: None, marks=lambda prefix: {}),
            audit=SimpleNamespace(record=lambda entry: None),
            contests=SimpleNamespace(all=list, by_slug=lambda slug: None),
            outbox=SimpleNamespace(counts=list),
        )
        return cast("Work", work)


QUESTIONS: tuple[tuple[str, tuple[str, ...], int], ...] = (
    (
        "Nghị quyết 57-NQ/TW của Bộ Chính trị bàn về việc gì?",
        (
            "Đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia",
            "Đổi mới công tác xây dựng và thi hành pháp luật",
            "Phát triển kinh tế tư nhân",
            "Hội nhập quốc tế trong tình hình mới",
        ),
        0,
    ),
    (
        "Nghị quyết 57-NQ/TW được ban hành ngày nào?",
        ("22/12/2023", "22/12/2024", "24/01/2025", "30/4/2025"),
        1,
    ),
    ("Nghị quyết 71-NQ/TW nói về lĩnh vực nào?", ("Y tế", "Giáo dục và đào tạo", "Năng lượng"), 1),
)
CONSENT = Outgoing(
    lines=(
        Line(text="Xin chào, đây là trang thi tìm hiểu của cơ quan", style="title"),
        Line(
            text="Chúng tôi lưu mã cán bộ, họ tên, đơn vị và câu trả lời của bạn để chấm điểm và khen thưởng."
        ),
        Line(text="Bạn có thể xem, tải về hoặc xoá dữ liệu bất cứ lúc nào.", style="muted"),
    ),
    buttons=((Button(label="Đồng ý", token="ok"), Button(label="Không", token="no")),),
)
MENU = Outgoing(
    lines=(Line(text="Bạn muốn làm gì?", style="title"),),
    buttons=(
        (Button(label="Câu hỏi hôm nay", token="play"),),
        (
            Button(label="Bảng xếp hạng", token="board"),
            Button(label="Trang bảng", url="https://example.vn/bang"),
        ),
    ),
)


@dataclass
class FakeDialogue:
    """A dialogue of a few screens that keeps its state and knows repeated updates."""

    store: MemoryStore
    clock: FakeClock
    heard: list[Incoming] = field(default_factory=list)
    shown: dict[str, Reply] = field(default_factory=dict)
    at: dict[str, int] = field(default_factory=dict)
    fails: bool = False

    async def __call__(self, incoming: Incoming, /) -> Reply:
        if self.fails:
            raise RuntimeError("the dialogue is broken")
        key = incoming.update_key
        if key not in self.shown:
            self.heard.append(incoming)
            self.shown[key] = self._reply(incoming)
        return self.shown[key]

    def _reply(self, incoming: Incoming) -> Reply:
        said, address = incoming.text.strip(), incoming.address
        if incoming.kind == "start":
            if said == CODE:
                self.store.people.links[address] = PERSON
            return Reply(messages=(CONSENT,))
        if said in ("ok", "menu"):
            return Reply(messages=(MENU,))
        if said == "play":
            self.at[address] = 0
            return Reply(messages=(self._question(0),))
        if said.startswith("q") or said.upper() in ("A", "B", "C", "D"):
            return self._answer(incoming)
        if said == "file":
            attached = Attachment(name="Dữ liệu của tôi.json", content=b"{}", media_type="application/json")
            return Reply(messages=(Outgoing(lines=(Line(text="Dữ liệu của bạn"),), attachment=attached),))
        return Reply(messages=(Outgoing(lines=(Line(text=f"Bạn vừa viết: {said}"),)),), toast="Chưa hiểu")

    def _answer(self, incoming: Incoming) -> Reply:
        place = self.at[incoming.address]
        text = incoming.text
        option = int(text.split(":")[2]) if text.startswith("q") else "ABCD".index(text.strip().upper())
        ask, options, right = QUESTIONS[place]
        verdict = (
            Line(text="Đúng.", style="good")
            if option == right
            else Line(text=f"Chưa đúng. Đáp án là {'ABCD'[right]}. {options[right]}", style="bad")
        )
        done = Outgoing(
            lines=(
                Line(text=f"Câu {place + 1}/{len(QUESTIONS)}", style="title"),
                Line(text=ask),
                Line(text=f"Bạn chọn {'ABCD'[option]}. {options[option]}", style="option"),
                verdict,
                Line(text="Căn cứ: mục II.1.", style="muted"),
            )
        )
        self.at[incoming.address] = place + 1
        following = self._question(place + 1) if place + 1 < len(QUESTIONS) else RESULT
        return Reply(messages=(done, following), replace=incoming.kind == "choice")

    def _question(self, place: int) -> Outgoing:
        ask, options, _ = QUESTIONS[place]
        pairs = list(zip("ABCD", options, strict=False))
        return Outgoing(
            lines=(
                Line(text=f"Câu {place + 1}/{len(QUESTIONS)}", style="title"),
                Line(text=ask),
                *(Line(text=f"{letter}. {text}", style="option") for letter, text in pairs),
                Line(text="Bấm một phương án, hoặc gõ chữ cái.", style="muted"),
            ),
            buttons=(
                tuple(
                    Button(label=letter, token=f"q:{place}:{number}", hint=f"Chọn phương án {letter}: {text}")
                    for number, (letter, text) in enumerate(pairs)
                ),
            ),
            input="text",
            facts={
                "number": place + 1,
                "total": len(QUESTIONS),
                "deadline": (self.clock() + timedelta(minutes=10)).isoformat(),
            },
        )


RESULT = Outgoing(
    lines=(
        Line(text="Bạn đã hoàn thành bài hôm nay", style="title"),
        Line(text="Đúng 2 trên 3 câu, làm trong 1 phút 12 giây. Bạn đang ở hạng 5 trên 118 người."),
    ),
    buttons=((Button(label="Về trang chính", token="menu"),),),
)
PERSON = Person(id=PersonId(1), code="0007", name="Lò Thị Mẫu", unit_id=UnitId(1), invented=True)
Making = Callable[..., Any]
