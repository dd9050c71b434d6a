"""Files of a reply, made when everything is stored: typesetting never holds a transaction up."""

import asyncio
from dataclasses import replace

from quizbot.chat.messages import Attachment, Button, Outgoing, Reply


async def made(answer: Reply) -> Reply:
    """Give the reply with its files, each made in a thread of its own."""
    if all(message.draft is None for message in answer.messages):
        return answer
    return replace(answer, messages=tuple([await _made(message) for message in answer.messages]))


def linked(message: Outgoing) -> Outgoing:
    """Give a message with a link to the file in place of the file, where the page it stands on is ours."""
    draft = message.draft
    if draft is None or not draft.page:
        return message
    row = (Button(label=f"📄 {draft.name}", url=draft.page),)
    return replace(message, draft=None, buttons=(row, *message.buttons))


async def _made(message: Outgoing) -> Outgoing:
    draft = message.draft
    if draft is None:
        return message
    content = await asyncio.to_thread(draft.make)
    file = Attachment(name=draft.name, content=content, media_type=draft.media_type)
    return replace(message, attachment=file, draft=None)
