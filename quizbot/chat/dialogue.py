"""The conversation: an incoming message, one transaction, a reply.

Everything is stored when `Dialogue` returns, so a channel may acknowledge the update to its
platform. The reply is a function of the stored state: an update that comes twice changes nothing
and shows the state again.
"""

import asyncio
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from quizbot.chat import drafts, groups, offers, stale
from quizbot.chat.joining import PURPOSE
from quizbot.chat.knowing import session_of
from quizbot.chat.messages import Incoming, Outgoing, Reply
from quizbot.chat.pace import opens_again, quota_left
from quizbot.chat.screens import KNOWN, SCREENS
from quizbot.chat.turn import BankReader, ChatSettings, FileMaker, Turn, fitted, note, reply
from quizbot.core.refusal import Refusal
from quizbot.core.vietnamese import fold
from quizbot.i18n.texts import Texts
from quizbot.usecases import people
from quizbot.usecases.ports import Store, Work

# how often "last heard" is written: it opens answer windows of 24 hours and more
HEARD_EVERY = timedelta(minutes=10)
# files made at the same time: each takes a processor for as long as it is typeset
FILES_AT_ONCE = 2
# open to a person who does not agree: the question itself, and what people do with their own data
WITHOUT_CONSENT = ("welcome", "help", "language", "mydata")


class Dialogue:
    """Answers what comes in on every channel.

    Args:
        store: runs each turn in one transaction.
        texts: the texts of each language.
        settings: what the conversation needs to know of the installation.
        clock: gives the time now, aware UTC.
        rng: chance for drawing papers.
        read_bank: reads question files that organizers send; None: not offered.
        files: makes boards and slips as files; None: not offered.
        by_typing: the channels where people type because they may see no buttons, each with how the names of
            the files it sends end.
    """

    def __init__(
        self,
        *,
        store: Store,
        texts: Mapping[str, Texts],
        settings: ChatSettings,
        clock: Callable[[], datetime],
        rng: random.Random,
        read_bank: BankReader | None = None,
        files: FileMaker | None = None,
        by_typing: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self._store = store
        self._by_typing = dict(by_typing or {})
        self._texts = texts
        self._clock = clock
        self._rng = rng
        self._read_bank = read_bank
        self._files = files
        self._typesetting = asyncio.Semaphore(FILES_AT_ONCE)
        self.settings = settings
        self._commands = {command: name for name in SCREENS for command in SCREENS[name].commands}

    async def __call__(self, incoming: Incoming, /) -> Reply:
        """Answer one incoming message; everything it changes is stored when this returns."""
        answer = await self._store.write(lambda work: self.turn(work, incoming))
        return await drafts.made(answer, places=self._typesetting)

    def turn(self, work: Work, incoming: Incoming) -> Reply:
        """Answer one incoming message inside a transaction."""
        now = self._clock()
        fresh = work.chats.first_time(incoming.channel, incoming.update_key, now=now)
        if incoming.group:
            return groups.answer(work, incoming, self._texts["vi"], now=now) if fresh else Reply()
        session, quiet = session_of(work, incoming, self.settings, now=now)
        person = work.people.person(session.person_id) if session.person_id is not None else None
        turn = Turn(
            work=work,
            incoming=incoming,
            now=now,
            session=session,
            person=person,
            texts=self._texts,
            settings=self.settings,
            rng=self._rng,
            read_bank=self._read_bank,
            files=self._files,
            go=self.go,
            by_typing=incoming.channel in self._by_typing,
        )
        turn.consented = _consented(turn)
        answer = self._answer(turn) if fresh else self._again(turn)
        if quiet:
            asked = note(turn.t("join.quiet"), style="muted")
            answer = replace(answer, messages=(asked, *answer.messages), replace=False)
        if turn.by_typing:
            # such a channel cuts by itself, and keeps a question and its options together
            answer = self._in_words(turn, answer)
            self._keep(turn)
            return answer
        if answer.messages:
            _offer(turn, offers.offered(answer.messages))
        self._keep(turn)
        if incoming.channel in self.settings.our_pages:
            answer = replace(answer, messages=tuple(drafts.linked(each) for each in answer.messages))
        parts = (part for message in answer.messages for part in fitted(message))
        return replace(answer, messages=tuple(parts))

    def _in_words(self, turn: Turn, answer: Reply) -> Reply:
        """Number what can be tapped, and keep the numbers until the next reply."""
        if not answer.messages:
            return answer
        texts = turn.texts[turn.language]
        link = self.settings.base_url
        carries = self._by_typing[turn.incoming.channel]
        whole = [offers.without_file(each, texts, link=link, carries=carries) for each in answer.messages]
        shown, offered = offers.numbered(whole, texts)
        shown = (*shown, *self._running_out(turn))
        _offer(turn, offered)
        return replace(answer, messages=shown)

    def _running_out(self, turn: Turn) -> tuple[Outgoing, ...]:
        """Say in time that the channel's messages come to an end, and where to go on then."""
        limits = self.settings.counted.get(turn.incoming.channel)
        if limits is None:
            return ()
        left = quota_left(turn.work, channel=turn.incoming.channel, limits=limits, now=turn.now)
        if left is None or left > max(quota.kept for quota in limits.allowance.quotas):
            return ()
        again = opens_again(limits=limits, now=turn.now)
        key = "offers.running_out" if self.settings.base_url else "offers.running_out_here"
        return (note(turn.t(key, left=left, again=again, link=self.settings.base_url), style="muted"),)

    def here(self, turn: Turn) -> Reply:
        """Show where the person stands: the open question, else the menu."""
        if turn.person is None:
            return self.go(turn, "welcome", ())
        return self.go(turn, "question" if _playing(turn) else "menu", ())

    def go(self, turn: Turn, name: str, args: tuple[str, ...]) -> Reply:
        """Open a screen, or the one that has to come before it."""
        return self._barred(turn, name) or SCREENS[name].open(turn, args)

    def _barred(self, turn: Turn, name: str) -> Reply | None:
        """Give what comes before a screen; None when the person may enter."""
        if not _may_know(turn, name):
            return SCREENS["welcome"].open(turn, ())
        if not _may_do(turn, name):
            return reply(note(turn.t("refusal.people.not_allowed")))
        return None

    def _again(self, turn: Turn) -> Reply:
        """Show what the person sees now, and leave the conversation where it is."""
        session, changed = turn.session, turn.changed
        name = session.screen
        if turn.incoming.kind == "stopped":
            return Reply()
        try:
            shown = self._retold(turn)
            if shown is None:
                shown = self.here(turn) if name in ("menu", "question") else self.go(turn, name, ())
        except Refusal as refusal:
            shown = reply(note(turn.texts[turn.language].refusal(refusal), style="bad"))
        turn.session, turn.changed = session, changed
        return shown

    def _retold(self, turn: Turn) -> Reply | None:
        """Show what became of a tap on a question; None when it was something else."""
        name, *args = turn.incoming.text.split(":")
        if turn.incoming.kind != "choice" or name != "question" or self._barred(turn, name) is not None:
            return None
        return stale.taken_before(turn, tuple(args))

    def _answer(self, turn: Turn) -> Reply:
        kind = turn.incoming.kind
        if kind == "stopped":
            turn.work.chats.mark_unreachable(turn.incoming.channel, turn.incoming.address, unreachable=True)
            return Reply()
        try:
            if kind == "choice":
                return self._tapped(turn, turn.incoming.text)
            if kind == "file":
                return self.go(turn, "upload", ())
            if kind == "start":
                return self._started(turn)
            return self._typed(turn)
        except Refusal as refusal:
            return self._refused(turn, refusal)

    def _refused(self, turn: Turn, refusal: Refusal) -> Reply:
        # every use case refuses before it writes, so nothing has to be undone here
        text = turn.texts[turn.language].refusal(refusal)
        shown = self.here(turn)
        return replace(
            shown, messages=(note(text, style="bad"), *shown.messages), replace=False, toast=text[:200]
        )

    def _started(self, turn: Turn) -> Reply:
        if turn.incoming.text and turn.person is None:
            turn.remember(code=turn.incoming.text)
        if turn.person is None:
            return self.go(turn, "welcome", ())
        return self._other_code(turn, turn.incoming.text) or self.here(turn)

    def _other_code(self, turn: Turn, code: str) -> Reply | None:
        """Ask somebody known who opened another person's link which of both they are."""
        if not code:
            return None
        try:
            holder = people.whose_code(
                turn.work,
                channel=turn.incoming.channel,
                address=turn.incoming.address,
                typed=code,
                pepper=self.settings.pepper,
                now=turn.now,
            )
        except Refusal:
            # a link that carries something else than a code
            return None
        if holder.id == turn.known().id:
            return None
        turn.remember(code=code)
        return SCREENS["join"].tap(turn, ("other",))

    def _tapped(self, turn: Turn, token: str) -> Reply:
        name, *args = token.split(":")
        if name not in SCREENS:
            return self.here(turn)
        return self._barred(turn, name) or SCREENS[name].tap(turn, tuple(args))

    def _typed(self, turn: Turn) -> Reply:
        text = turn.incoming.text.strip()
        meant = offers.picked if turn.by_typing else offers.named
        token = meant(turn.session.data.get(offers.KEPT), text)
        if token is not None:
            return self._tapped(turn, token)
        name = self._command(text)
        # "bắt đầu" lets somebody in; to who is inside it may mean the contest before them
        inside = name == "welcome" and turn.person is not None and turn.consented
        if name is not None and (text.startswith("/") or not inside):
            return self.go(turn, name, tuple(text.split()[1:]) if text.startswith("/") else ())
        screens = [turn.session.screen] if turn.session.screen in SCREENS else []
        screens = [name for name in screens if _may_know(turn, name) and _may_do(turn, name)]
        if turn.person is None or not turn.consented:
            screens = screens or ["welcome"]
        elif "question" not in screens and _playing(turn):
            screens.append("question")
        for each in screens:
            heard = SCREENS[each].typed(turn, text)
            if heard is not None:
                return heard
        shown = self.here(turn)
        if inside:
            return shown
        return replace(shown, messages=(note(turn.t("not_understood"), style="muted"), *shown.messages))

    def _command(self, text: str) -> str | None:
        words = (fold(text.split("@", 1)[0]) if text.startswith("/") else offers.bare(text)).split()
        if not words:
            return None
        if text.startswith("/"):
            return self._commands.get(words[0].removeprefix("/"))
        # "vì sao tôi đứng thứ 5": the number ends a sentence and is no part of it; "câu 4: 50" is an answer
        sentence = words[:-1] if len(words) > 4 and words[-1].isdecimal() else words
        return self._commands.get("".join(sentence)) if len(text) <= 40 else None

    def _keep(self, turn: Turn) -> None:
        if turn.forgotten:
            return
        heard = turn.session.heard_at
        if heard is None or turn.now - heard >= HEARD_EVERY or turn.session.unreachable:
            turn.session = replace(turn.session, heard_at=turn.now, unreachable=False)
            turn.changed = True
        if turn.incoming.kind == "stopped":
            turn.session = replace(turn.session, unreachable=True)
        if turn.changed:
            turn.work.chats.put(turn.session)


def _consented(turn: Turn) -> bool:
    """Tell whether the person agreed to the present words; remembered with the conversation."""
    version = turn.settings.consent_version
    if turn.person is None or turn.session.data.get("consent") == version:
        return True
    if people.must_be_asked(turn.work, turn.person, purpose=PURPOSE, version=version):
        return False
    turn.remember(consent=version)
    return True


def _offer(turn: Turn, offered: Sequence[offers.Offer]) -> None:
    """Keep what is offered now, to be typed; nothing is written where it stays the same."""
    kept = offers.pack(offered)
    if turn.session.data.get(offers.KEPT) != kept:
        turn.remember(**{offers.KEPT: kept})


def _may_know(turn: Turn, name: str) -> bool:
    if turn.person is None:
        return not SCREENS[name].needs
    return turn.consented or name in WITHOUT_CONSENT


def _may_do(turn: Turn, name: str) -> bool:
    needs = SCREENS[name].needs
    return needs in ((), KNOWN) or bool(set(needs) & set(turn.known().roles))


def _playing(turn: Turn) -> bool:
    return turn.person is not None and turn.work.attempts.open_of(turn.person.id) is not None
