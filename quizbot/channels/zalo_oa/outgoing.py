"""An `Outgoing` as messages of the OpenAPI."""

from collections.abc import Mapping, Sequence
from typing import Any

from quizbot.channels.zalo_oa import limits
from quizbot.channels.zalo_oa.errors import OaFailed, Outcome
from quizbot.channels.zalo_oa.incoming import MARK
from quizbot.channels.zalo_oa.settings import Template
from quizbot.chat.messages import Attachment, Button, Outgoing
from quizbot.chat.pages import pages
from quizbot.wire import Upload


def texts(messages: Sequence[Outgoing], *, buttons: bool, group: bool) -> list[dict[str, Any]]:
    """Give the `message` of each call that carries these messages; the buttons stand under the last.

    Args:
        buttons: draw them; what they say is in the text as well.
        group: the text goes to a group, where "[@id]" would call somebody.
    """
    found: list[dict[str, Any]] = [
        {"text": _harmless(text) if group else text} for text in pages(messages, limit=limits.TEXT_USED)
    ]
    drawn = [] if group or not buttons else _drawn(messages)
    if drawn and found:
        payload = {"buttons": drawn}
        found[-1] = {**found[-1], "attachment": {"type": "template", "payload": payload}}
    return found


def checked(attachment: Attachment) -> Upload:
    """Give a file as it is uploaded.

    Raises:
        OaFailed: of a kind or size that the platform does not take.
    """
    if not attachment.name.casefold().endswith(limits.FILE_ENDINGS):
        raise OaFailed(f"{attachment.name}: only PDF, Word and CSV files go out", outcome=Outcome.PERMANENT)
    if len(attachment.content) > limits.FILE_BYTES:
        raise OaFailed(f"{attachment.name}: larger than 5 MB", outcome=Outcome.PERMANENT)
    return Upload(name=attachment.name, content=attachment.content, media_type=attachment.media_type)


def filled(template: Template, facts: Mapping[str, Any]) -> dict[str, str]:
    """Fill a template's fields with the facts of a message.

    Raises:
        OaFailed: the template wants a fact that this message does not have.
    """
    lacking = [fact for fact in template.fields.values() if fact not in facts]
    if lacking:
        reason = f"template {template.id} wants {', '.join(lacking)}, which the message does not have"
        raise OaFailed(reason, outcome=Outcome.PERMANENT)
    return {field: str(facts[fact]) for field, fact in template.fields.items()}


def _drawn(messages: Sequence[Outgoing]) -> list[dict[str, Any]]:
    """Draw what is offered: of the letters of a question all or none, of a longer list the first five."""
    offered = [
        button
        for message in messages
        for row in message.buttons
        for button in row
        # an address without TLS is refused; it stands in the text
        if not button.url or button.url.startswith("https://")
    ]
    letters = [button for button in offered if button.token and button.typed == ""]
    if letters:
        offered = letters if len(letters) <= limits.BUTTONS else []
    return [_button(button) for button in offered[: limits.BUTTONS]]


def _button(button: Button) -> dict[str, Any]:
    title = button.label if len(button.label) <= limits.LABEL else button.label[: limits.LABEL - 1] + "…"
    if button.url:
        return {"title": title, "type": "oa.open.url", "payload": {"url": button.url}}
    # hidden: the token says nothing to people, and the reply says what was chosen
    return {"title": title, "type": "oa.query.hide", "payload": f"{MARK}{button.token}"}


def _harmless(text: str) -> str:
    return text.replace("[@", "[ @")
