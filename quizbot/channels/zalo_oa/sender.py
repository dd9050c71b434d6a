"""Sends messages by what is allowed: customer care in its window, else a template, files by upload."""

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from quizbot.channels.zalo_oa import limits as oa_limits
from quizbot.channels.zalo_oa.api import OpenApi
from quizbot.channels.zalo_oa.errors import OaFailed, Outcome
from quizbot.channels.zalo_oa.incoming import NAME
from quizbot.channels.zalo_oa.outgoing import checked, filled, texts
from quizbot.channels.zalo_oa.settings import Template
from quizbot.chat.channel import DeliveryFailed, Limits
from quizbot.chat.messages import Attachment, Outgoing
from quizbot.chat.pace import ChatGate
from quizbot.chat.replying import Lane, patiently
from quizbot.core.refusal import Refusal
from quizbot.usecases.ports import Store, Work

logger = logging.getLogger(__name__)

_CARE, _GROUP, _TEMPLATE = "/v3.0/oa/message/cs", "/v3.0/oa/group/message", "/v3.0/oa/message/template"


class Sender:
    """Everything that goes out to people and groups.

    Args:
        buttons: draw buttons.
        templates: what carries a kind of message when the windows have closed.
        groups: the account may write to groups.
    """

    def __init__(
        self,
        *,
        api: OpenApi,
        store: Store,
        limits: Limits,
        clock: Callable[[], datetime],
        buttons: bool,
        billed: bool,
        groups: bool,
        templates: Mapping[str, Template],
    ) -> None:
        self._api = api
        self._store = store
        self._limits = limits
        self._clock = clock
        self._buttons = buttons
        self._groups = groups
        self._lasts = oa_limits.BILLED_WINDOW if billed else oa_limits.FREE_WINDOW
        self._templates = dict(templates)
        self._gate = ChatGate()
        self._lane = Lane(channel=NAME, store=store, limits=limits, clock=clock)

    async def send(self, address: str, message: Outgoing, *, group: bool) -> str:
        """Send a message we begin ourselves; gives the platform's id of its last part.

        Raises:
            OaFailed: once the first part has arrived, only as unknown.
        """
        if group and not self._groups:
            raise OaFailed("groups are not switched on for this account", outcome=Outcome.PERMANENT)
        scarce = self._api.scarce_for
        if scarce is not None:
            reason = "the calls of this minute are nearly used"
            raise OaFailed(reason, outcome=Outcome.WAIT, retry_after=scarce, replies_pass=True)
        if not group and not await self._window_is_open(address):
            return await self._by_template(address, message)
        parts = texts((message,), buttons=self._buttons, group=group)
        sent, arrived = "", False
        try:
            for part in parts:
                if arrived:
                    await self._lane.slot()
                sent, arrived = await self._part(address, part, group=group), True
            if message.attachment is not None:
                sent, arrived = await self._file(address, message.attachment, group=group), True
        except DeliveryFailed as failure:
            if arrived:
                reason = f"only a part of the message was sent: {failure.reason}"
                raise OaFailed(reason, outcome=Outcome.UNKNOWN) from None
            raise
        if not arrived:
            raise OaFailed("the message is empty", outcome=Outcome.PERMANENT)
        return sent

    async def reply(self, address: str, messages: Sequence[Outgoing], *, group: bool) -> None:
        """Send the messages of one reply, as few as possible, patiently.

        Raises:
            DeliveryFailed
        """
        for part in texts(messages, buttons=self._buttons, group=group):
            await patiently(self._lane.slot, partial(self._part, address, part, group=group))
        for message in messages:
            if message.attachment is not None:
                send = partial(self._file, address, message.attachment, group=group)
                await patiently(self._lane.slot, send)

    async def _part(self, address: str, message: Mapping[str, Any], *, group: bool) -> str:
        recipient = {"group_id" if group else "user_id": address}
        async with self._gate.turn(address, gap=self._limits.chat_gap):
            data = await self._api.post(
                _GROUP if group else _CARE, {"recipient": recipient, "message": message}
            )
        await self._note_left(address, data)
        return str(data.get("message_id", ""))

    async def _file(self, address: str, attachment: Attachment, *, group: bool) -> str:
        uploaded = await self._api.upload("/v2.0/oa/upload/file", checked(attachment))
        message = {"attachment": {"type": "file", "payload": {"token": uploaded.get("token", "")}}}
        return await self._part(address, message, group=group)

    async def _by_template(self, address: str, message: Outgoing) -> str:
        kind = str(message.facts.get("kind", ""))
        template = self._templates.get(kind)
        if template is None:
            raise OaFailed("too long since the person was last heard", outcome=Outcome.WINDOW)
        body = {
            "user_id": address,
            "template_id": template.id,
            "template_data": filled(template, message.facts),
        }
        async with self._gate.turn(address, gap=self._limits.chat_gap):
            data = await self._api.post(_TEMPLATE, body)
        return str(data.get("message_id", ""))

    async def _window_is_open(self, address: str) -> bool:
        """Tell whether customer care may go to a person now.

        Raises:
            OaFailed: the platform said that nothing is left for this person until they write again.
        """
        now = self._clock()

        def look(work: Work) -> tuple[datetime | None, str | None]:
            return work.chats.session(NAME, address).heard_at, work.leases.recall(_used_up(address))

        try:
            heard_at, used_up = await self._store.read(look)
        except Refusal as refusal:
            raise OaFailed(f"the window is not known: {refusal}", outcome=Outcome.LATER) from None
        if heard_at is None or now - heard_at > self._lasts:
            return False
        if used_up and datetime.fromisoformat(used_up) >= heard_at:
            raise OaFailed("this person's messages are used up until they write again", outcome=Outcome.QUOTA)
        return True

    async def _note_left(self, address: str, data: Mapping[str, Any]) -> None:
        """Keep in mind when the platform says that this was the last message for now."""
        quota = data.get("quota")
        if not isinstance(quota, Mapping) or quota.get("quota_type") != "reply":
            return
        if str(quota.get("remain", "")).strip() != "0":
            return
        now = self._clock()
        try:
            await self._store.write(lambda work: work.leases.mark(_used_up(address), now.isoformat()))
        except Refusal as refusal:
            # a message must not fail for it
            logger.warning("The pace could not be stored: %s", refusal, extra={"action": "zalo_oa.unstored"})


def _used_up(address: str) -> str:
    # not the id itself: marks outlive a person's data
    return f"{NAME}.used_up:{hashlib.sha256(address.encode()).hexdigest()[:24]}"
