"""Sends messages by what is allowed: in the window, by a utility template, by a human agent; files by upload."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from quizbot.channels.messenger import limits as messenger_limits
from quizbot.channels.messenger.api import GraphApi
from quizbot.channels.messenger.errors import GraphFailed
from quizbot.channels.messenger.incoming import NAME
from quizbot.channels.messenger.outgoing import checked, filled, handed, texts
from quizbot.channels.messenger.settings import Template
from quizbot.chat.channel import DeliveryFailed, Limits
from quizbot.chat.messages import Attachment, Outgoing
from quizbot.chat.pace import ChatGate
from quizbot.chat.replying import Lane, patiently
from quizbot.core.delivery import Failure
from quizbot.core.refusal import Refusal
from quizbot.usecases.ports import Store

_RESPONSE = {"messaging_type": "RESPONSE"}
_UPDATE = {"messaging_type": "UPDATE"}
_UTILITY = {"messaging_type": "UTILITY"}
_AGENT = {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
# what a person of the office wrote to one person who had asked
_BY_PEOPLE = frozenset({"appeal"})


class Sender:
    """Everything that goes out to people.

    Args:
        buttons: draw quick replies and buttons.
        human_agent: the app may use the tag for people's answers.
        templates: what carries a kind of message when the window has closed.
    """

    def __init__(
        self,
        *,
        api: GraphApi,
        store: Store,
        limits: Limits,
        clock: Callable[[], datetime],
        buttons: bool,
        human_agent: bool,
        templates: Mapping[str, Template],
    ) -> None:
        self._api = api
        self._store = store
        self._limits = limits
        self._clock = clock
        self._buttons = buttons
        self._human_agent = human_agent
        self._templates = dict(templates)
        self._gate = ChatGate()
        self._lane = Lane(channel=NAME, store=store, limits=limits, clock=clock)

    async def send(self, address: str, message: Outgoing) -> str:
        """Send a message we begin ourselves; gives the platform's id of its last part.

        Raises:
            GraphFailed: once the first part has arrived, only as unknown.
        """
        scarce = self._api.scarce_for
        if scarce is not None:
            raise GraphFailed(
                "nearly all calls are used", Failure.LATER, retry_after=scarce, replies_pass=True
            )
        how = await self._how(address, message)
        if how is _UTILITY:
            template = filled(self._templates[str(message.facts["kind"])], message)
            return await self._part(address, template, how)
        sent, arrived = "", False
        try:
            for part in texts((message,), buttons=self._buttons):
                if arrived:
                    await self._lane.slot()
                sent, arrived = await self._part(address, part, how), True
            if message.attachment is not None:
                sent, arrived = await self._file(address, message.attachment, how), True
        except DeliveryFailed as failure:
            if arrived:
                reason = f"only a part of the message was sent: {failure.reason}"
                raise GraphFailed(reason, Failure.UNKNOWN) from None
            raise
        if not arrived:
            raise GraphFailed("the message is empty", Failure.REFUSED)
        return sent

    async def reply(self, address: str, messages: Sequence[Outgoing]) -> None:
        """Send the messages of one reply, as few as possible, patiently.

        Raises:
            DeliveryFailed
        """
        for part in texts(messages, buttons=self._buttons):
            await patiently(self._lane.slot, partial(self._part, address, part, _RESPONSE))
        for message in messages:
            if message.attachment is not None:
                await patiently(self._lane.slot, partial(self._file, address, message.attachment, _RESPONSE))

    async def _part(self, address: str, message: Mapping[str, Any], how: Mapping[str, str]) -> str:
        body = {"recipient": {"id": address}, **how, "message": message}
        async with self._gate.turn(address, gap=self._limits.chat_gap):
            answer = await self._api.post("/me/messages", body)
        return str(answer.get("message_id", ""))

    async def _file(self, address: str, attachment: Attachment, how: Mapping[str, str]) -> str:
        uploaded = await self._api.upload("/me/message_attachments", checked(attachment))
        return await self._part(address, handed(attachment, str(uploaded.get("attachment_id", ""))), how)

    async def _how(self, address: str, message: Outgoing) -> Mapping[str, str]:
        """Tell under which of the platform's rules a message of our own goes out.

        Raises:
            GraphFailed: under none of them.
        """
        now = self._clock()
        try:
            heard_at = await self._store.read(lambda work: work.chats.session(NAME, address).heard_at)
        except Refusal as refusal:
            raise GraphFailed(f"the window is not known: {refusal}", Failure.LATER) from None
        silent = None if heard_at is None else now - heard_at
        kind = str(message.facts.get("kind", ""))
        if silent is not None and silent <= messenger_limits.WINDOW:
            return _UPDATE
        if kind in self._templates:
            return _UTILITY
        answers = self._human_agent and kind in _BY_PEOPLE
        if answers and silent is not None and silent <= messenger_limits.AGENT_WINDOW:
            return _AGENT
        raise GraphFailed("too long since the person was last heard", Failure.WINDOW_CLOSED)
