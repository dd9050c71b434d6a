"""The channel of the web page: what is said goes to the dialogue, what is answered into the transcript."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from quizbot.chat.channel import Answerer, DeliveryFailed, Limits
from quizbot.chat.messages import Incoming, Outgoing, Reply
from quizbot.chat.turn import fitted
from quizbot.core.delivery import Failure
from quizbot.core.refusal import Refusal
from quizbot.usecases.ports import Store, TranscriptEntry, Work
from quizbot.web.bell import Bell
from quizbot.web.bubbles import label_of, opening_of, pack_said, pack_shown, shows

NAME = "webchat"
LIMITS = Limits(
    text=8000,
    token_bytes=64,
    buttons=40,
    buttons_per_row=8,
    label=120,
    can_edit=True,
    files=True,
    per_second=500.0,
)
_FILE_BYTES_AT_MOST = 1_000_000
# lines given to a page at once; the stream brings the rest
LINES_AT_ONCE = 100
# how far back a repeated act is recognised, and a tapped button's label is found (lines)
_LOOK_BACK = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing a person did on the page.

    `key` is made by the browser, once for each act: sent again after a broken connection it is
    known. `ref` is the bubble whose button was tapped.
    """

    kind: Literal["text", "choice", "start", "file"]
    text: str
    key: str
    ref: int | None = None
    file_name: str = ""
    file_bytes: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What came of an act: the reply, and the lines the page does not have yet."""

    reply: Reply
    entries: tuple[TranscriptEntry, ...]


@dataclass(slots=True)
class WebChat:
    """Carry the web chat.

    Args:
        answer: the dialogue.
        store: keeps the transcripts.
        clock: gives the present moment, aware UTC.
    """

    answer: Answerer
    store: Store
    clock: Callable[[], datetime]
    _bells: dict[str, set[Bell]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return NAME

    @property
    def limits(self) -> Limits:
        return LIMITS

    async def send(self, address: str, message: Outgoing, *, group: bool = False) -> str:
        """Append a message to the transcript and wake the open pages; gives the number of its last line there.

        Raises:
            DeliveryFailed: the file is larger than 1,000,000 bytes, or the database refuses.
        """
        if message.attachment is not None and len(message.attachment.content) > _FILE_BYTES_AT_MOST:
            raise DeliveryFailed("the file is too large for the page", Failure.REFUSED)
        payloads, at = [pack_shown(part) for part in fitted(message, most=LIMITS.text)], self.clock()

        def say(work: Work) -> int:
            lines = [
                work.chats.say(NAME, address, direction="out", payload=payload, at=at) for payload in payloads
            ]
            return lines[-1]

        try:
            seq = await self.store.write(say)
        except Refusal as refusal:
            # nothing was written: the message may go later
            raise DeliveryFailed(f"the transcript is not written: {refusal}", Failure.LATER) from None
        self.wake(address)
        return str(seq)

    async def start(self) -> None:
        """Do nothing: the pages are served by the web server."""

    def hear_others(self) -> None:
        """Wake open pages when another process has said something to them; called once, in the loop."""
        self.store.listen(f"chat:{NAME}:", self._news)

    def _news(self, topic: str) -> None:
        if topic == "*":
            for address in tuple(self._bells):
                self.wake(address)
        else:
            self.wake(topic.removeprefix(f"chat:{NAME}:"))

    async def stop(self) -> None:
        """Wake every open page, so that its stream can end."""
        for address in tuple(self._bells):
            self.wake(address)

    async def hear(self, address: str, act: Act, *, after: int | None = None, page: str = "") -> Heard:
        """Give an act to the dialogue and append what was said and answered to the transcript.

        The same act again changes nothing: the dialogue knows its key, and so does the transcript.

        Args:
            after: the last line the page has; None: it wants no lines.
            page: name of the page that acts; its stream does not repeat what the answer brings.
        """
        own = [bell for bell in self._bells.get(address, ()) if page and bell.page == page]
        for bell in own:
            bell.act()
        entries: tuple[TranscriptEntry, ...] = ()
        try:
            reply, entries = await self._heard(address, act, after)
        finally:
            told = entries[-1].seq if entries else 0
            for bell in own:
                bell.answer(told, more=not entries or len(entries) == LINES_AT_ONCE)
        self._wake_others(address, own)
        return Heard(reply=reply, entries=entries)

    async def _heard(
        self, address: str, act: Act, after: int | None
    ) -> tuple[Reply, tuple[TranscriptEntry, ...]]:
        at = self.clock()
        incoming = Incoming(
            channel=NAME,
            address=address,
            update_key=f"{address}:{act.key}",
            received_at=at,
            kind=act.kind,
            text=act.text,
            message_ref=str(act.ref) if act.ref is not None else None,
            file_name=act.file_name,
            file_bytes=act.file_bytes,
        )
        reply = await self.answer(incoming)
        entries = await self.store.write(lambda work: _append(work, address, act, reply, at, after))
        return reply, entries

    def wake(self, address: str) -> None:
        """Tell the open pages of a chat that there is news."""
        self._wake_others(address, ())

    @contextmanager
    def listening(self, address: str, page: str = "") -> Iterator[Bell]:
        """Give a bell that rings at every news of a chat that the page of this name does not get otherwise."""
        bell = Bell(page)
        bells = self._bells.setdefault(address, set())
        bells.add(bell)
        try:
            yield bell
        finally:
            bells.discard(bell)
            if not bells:
                self._bells.pop(address, None)

    def listeners(self, address: str) -> int:
        """Count the open pages of a chat."""
        return len(self._bells.get(address, ()))

    @property
    def open_pages(self) -> int:
        """Count all open pages."""
        return sum(len(bells) for bells in self._bells.values())

    def _wake_others(self, address: str, own: Sequence[Bell]) -> None:
        for bell in self._bells.get(address, ()):
            if bell not in own:
                bell.ring()


def _append(
    work: Work, address: str, act: Act, reply: Reply, at: datetime, after: int | None
) -> tuple[TranscriptEntry, ...]:
    if not work.chats.has_said(NAME, address, opening_of(act.key), among=_LOOK_BACK):
        _say(work, address, act, reply, at)
    if after is None:
        return ()
    return tuple(work.chats.transcript(NAME, address, after=after, limit=LINES_AT_ONCE))


def _say(work: Work, address: str, act: Act, reply: Reply, at: datetime) -> None:
    redraws = reply.replace and act.ref is not None
    # what stood there before this act
    recent = () if redraws else work.chats.recent(NAME, address, limit=_LOOK_BACK)
    said = "" if redraws else _said(act, recent)
    if said:
        work.chats.say(NAME, address, direction="in", payload=pack_said(said, key=act.key), at=at)
    if act.kind == "start" and _says_again(reply, recent):
        return
    for place, message in enumerate(reply.messages):
        replaces = act.ref if redraws and place == 0 else None
        payload = pack_shown(message, key=act.key, replaces=replaces)
        work.chats.say(NAME, address, direction="out", payload=payload, at=at)


def _says_again(reply: Reply, recent: Sequence[TranscriptEntry]) -> bool:
    """Tell whether a page that was opened again would only show what stands last in it already."""
    if not recent or len(reply.messages) != 1:
        return False
    return shows(recent[-1], reply.messages[0])


def _said(act: Act, recent: Sequence[TranscriptEntry]) -> str:
    match act.kind:
        case "text":
            return act.text
        case "choice":
            return label_of(recent, act.text)
        case "file":
            return act.file_name
        case "start":
            return ""
