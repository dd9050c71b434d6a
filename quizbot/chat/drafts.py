"""Files of a reply, made when everything is stored: typesetting never holds a transaction up."""

import asyncio
import logging
from dataclasses import replace

from quizbot.chat.messages import Attachment, Button, Line, Outgoing, Reply

logger = logging.getLogger(__name__)


async def made(answer: Reply, *, places: asyncio.Semaphore) -> Reply:
    """Give the reply with its files, each made in a thread of its own.

    Args:
        places: how many files are made at the same time; the others wait.
    """
    if all(message.draft is None for message in answer.messages):
        return answer
    return replace(answer, messages=tuple([await _made(message, places) for message in answer.messages]))


def linked(message: Outgoing) -> Outgoing:
    """Give a message with a link to the file in place of the file, where the page it stands on is ours."""
    draft = message.draft
    if draft is None or not draft.page:
        return message
    row = (Button(label=f"📄 {draft.name}", url=draft.page),)
    return replace(message, draft=None, buttons=(row, *message.buttons))


async def _made(message: Outgoing, places: asyncio.Semaphore) -> Outgoing:
    draft = message.draft
    if draft is None:
        return message
    try:
        async with places:
            content = await asyncio.to_thread(draft.make)
    except Exception:
        # the edge: what was asked is stored, and the person has to hear that the file did not come
        logger.exception("The file %s could not be made", draft.name, extra={"action": "chat.undrawn"})
        return replace(message, draft=None, lines=(*message.lines, Line(text=draft.sorry, style="bad")))
    file = Attachment(name=draft.name, content=content, media_type=draft.media_type)
    return replace(message, attachment=file, draft=None)
