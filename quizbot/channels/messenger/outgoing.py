"""An `Outgoing` as messages of the Send API."""

from collections.abc import Sequence
from typing import Any

from quizbot.channels.messenger import limits
from quizbot.channels.messenger.errors import GraphFailed
from quizbot.channels.messenger.settings import Template
from quizbot.chat.messages import Attachment, Button, Outgoing
from quizbot.chat.pages import pages, units
from quizbot.core.delivery import Failure
from quizbot.wire import Upload


def texts(messages: Sequence[Outgoing], *, buttons: bool) -> list[dict[str, Any]]:
    """Give the `message` of each call that carries these messages; what can be tapped hangs on the last.

    Whatever is drawn stands in the text as well, so that nothing is lost where it does not fit.

    Args:
        buttons: draw quick replies and buttons.
    """
    found: list[dict[str, Any]] = [{"text": text} for text in pages(messages, limit=limits.TEXT_USED)]
    offered = [button for message in messages for row in message.buttons for button in row]
    if found and buttons and offered:
        found[-1] = _with_buttons(found[-1]["text"], offered)
    return found


def checked(attachment: Attachment) -> Upload:
    """Give a file as it is uploaded.

    Raises:
        GraphFailed: it is larger than the platform takes.
    """
    if len(attachment.content) > limits.FILE_BYTES:
        raise GraphFailed(f"{attachment.name}: larger than 25 MB", Failure.REFUSED)
    kind = "image" if attachment.media_type.startswith("image/") else "file"
    message = f'{{"attachment":{{"type":"{kind}","payload":{{"is_reusable":true}}}}}}'
    return Upload(
        name=attachment.name,
        content=attachment.content,
        media_type=attachment.media_type,
        part="filedata",
        beside={"message": message},
    )


def handed(attachment: Attachment, attachment_id: str) -> dict[str, Any]:
    """Give the message that hands an uploaded file over."""
    kind = "image" if attachment.media_type.startswith("image/") else "file"
    return {"attachment": {"type": kind, "payload": {"attachment_id": attachment_id}}}


def filled(template: Template, message: Outgoing) -> dict[str, Any]:
    """Fill a utility template with the facts of a message.

    Raises:
        GraphFailed: the template wants a fact that this message does not have.
    """
    lacking = [fact for fact in template.parameters if fact not in message.facts]
    if lacking:
        reason = f"template {template.name} wants {', '.join(lacking)}, which the message does not have"
        raise GraphFailed(reason, Failure.REFUSED)
    given = [{"type": "text", "text": str(message.facts[fact])} for fact in template.parameters]
    body = [{"type": "body", "parameters": given}] if given else []
    return {"template": {"name": template.name, "language": {"code": template.language}, "components": body}}


def _with_buttons(text: str, offered: Sequence[Button]) -> dict[str, Any]:
    letters = [button for button in offered if button.token and button.typed == ""]
    if not letters and _fit_template(text, offered):
        payload = {
            "template_type": "button",
            "text": text,
            "buttons": [_template_button(button) for button in offered],
        }
        return {"attachment": {"type": "template", "payload": payload}}
    taps = letters or [button for button in offered if button.token]
    if letters and len(letters) > limits.QUICK_REPLIES:
        # of the letters of a question all or none
        return {"text": text}
    quick = [
        {"content_type": "text", "title": title, "payload": button.token}
        for button, title in zip(taps, _titles(taps), strict=True)
    ][: limits.QUICK_REPLIES]
    return {"text": text, "quick_replies": quick} if quick else {"text": text}


def _fit_template(text: str, offered: Sequence[Button]) -> bool:
    """Tell whether everything fits into a button template, whose buttons stay when the talk goes on."""
    return (
        len(offered) <= limits.TEMPLATE_BUTTONS
        and units(text) <= limits.TEMPLATE_TEXT
        and all(1 <= units(button.label) <= limits.TITLE for button in offered)
        and all(not button.url or button.url.startswith("https://") for button in offered)
    )


def _template_button(button: Button) -> dict[str, str]:
    if button.url:
        return {"type": "web_url", "title": button.label, "url": button.url}
    return {"type": "postback", "title": button.label, "payload": button.token}


def _titles(taps: Sequence[Button]) -> list[str]:
    """Give a title of 20 marks to each; what is cut begins with the number that it has in the text."""
    titles: list[str] = []
    number = 0
    for button in taps:
        number += button.typed is None
        if units(button.label) <= limits.TITLE:
            titles.append(button.label)
            continue
        lead = f"{number}. " if button.typed is None else ""
        room = limits.TITLE - len(lead) - 1
        label = button.label
        while units(label) > room:
            label = label[:-1]
        titles.append(f"{lead}{label.rstrip()}…")
    return titles
