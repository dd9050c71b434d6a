"""Sending: what the Send API takes, in its windows."""

from typing import Any

from tests.fakes.messenger.world import AGENT_WINDOW, WINDOW, Sent, User, World

DEAD_TAGS = {"CONFIRMED_EVENT_UPDATE", "ACCOUNT_UPDATE", "POST_PURCHASE_UPDATE"}


class Refused(Exception):
    def __init__(self, code: int, words: str, *, subcode: int = 0, status: int = 400) -> None:
        super().__init__(words)
        self.code = code
        self.words = words
        self.subcode = subcode
        self.status = status


def send(world: World, body: dict[str, Any]) -> dict[str, Any]:
    """Send a message to one person."""
    user = world.users.get(str(body.get("recipient", {}).get("id", "")))
    if user is None:
        raise Refused(100, "(#100) No matching user found", subcode=2018001)
    if user.blocked:
        raise Refused(551, "(#551) This person isn't available right now.", subcode=1545041)
    kind = body.get("messaging_type")
    if kind not in ("RESPONSE", "UPDATE", "MESSAGE_TAG", "UTILITY"):
        raise Refused(100, "(#100) Param messaging_type must be one of {...}")
    message = body.get("message")
    if not isinstance(message, dict):
        raise Refused(100, "(#100) Param message is required")
    if kind == "UTILITY":
        text = _utility(world, message)
    else:
        _window(world, user, body)
        text = _check(world, message)
    sent = Sent(
        id=world.new_id(),
        to=user.id,
        text=text,
        at=world.clock(),
        how=str(body.get("tag") or kind),
        message=message,
    )
    world.sent.append(sent)
    if world.variants.echoes:
        page = {"sender": {"id": "page"}, "recipient": {"id": user.id}}
        world.arrive("page", **page, message={"mid": sent.id, "text": text, "is_echo": True, "app_id": 1})
        world.arrive(user.id, delivery={"mids": [sent.id], "watermark": world.stamp()})
        world.arrive(user.id, read={"watermark": world.stamp()})
    return {"recipient_id": user.id, "message_id": sent.id}


def _window(world: World, user: User, body: dict[str, Any]) -> None:
    silent = None if user.heard_at is None else world.clock() - user.heard_at
    tag = body.get("tag")
    if tag in DEAD_TAGS:
        raise Refused(100, "(#100) Tag is no longer supported", subcode=1893061)
    if body["messaging_type"] == "MESSAGE_TAG":
        if tag != "HUMAN_AGENT" or not world.variants.human_agent:
            raise Refused(10, "(#10) Application does not have permission for this action")
        if silent is not None and silent <= AGENT_WINDOW:
            return
    elif silent is not None and silent <= WINDOW:
        return
    words = "(#10) This message is sent outside of allowed window."
    raise Refused(10, words, subcode=2018278)


def _utility(world: World, message: dict[str, Any]) -> str:
    template = message.get("template") or {}
    most = world.templates.get(template.get("name"))
    if most is None or not template.get("language", {}).get("code"):
        raise Refused(100, "(#100) Template does not exist")
    given = [each for part in template.get("components", []) for each in part.get("parameters", [])]
    if len(given) != most or not all(each.get("type") == "text" and each.get("text") for each in given):
        raise Refused(100, "(#100) Number of parameters does not match")
    return " · ".join(each["text"] for each in given)


def _check(world: World, message: dict[str, Any]) -> str:
    text, attachment = message.get("text"), message.get("attachment")
    if (text is None) == (attachment is None):
        raise Refused(100, "(#100) Either text or attachment must be given")
    if text is not None and not 1 <= len(text) <= 2000:
        raise Refused(100, "(#100) Length of param message[text] must be less than or equal to 2000")
    replies = message.get("quick_replies", [])
    if len(replies) > 13:
        raise Refused(100, "(#100) Too many quick replies")
    for reply in replies:
        if reply.get("content_type") != "text" or not 1 <= len(reply.get("payload", "")) <= 1000:
            raise Refused(100, "(#100) Invalid quick reply")
        if not reply.get("title"):
            raise Refused(100, "(#100) Quick reply title is required")
        # cut, not refused
        reply["title"] = reply["title"][:20]
    if attachment is not None:
        return _attachment(world, attachment)
    return str(text)


def _attachment(world: World, attachment: dict[str, Any]) -> str:
    payload = attachment.get("payload") or {}
    if attachment.get("type") in ("file", "image"):
        if payload.get("attachment_id") not in world.uploads:
            raise Refused(100, "(#100) Invalid attachment_id")
        return ""
    if attachment.get("type") != "template" or payload.get("template_type") != "button":
        raise Refused(100, "(#100) Unknown attachment")
    buttons = payload.get("buttons", [])
    if not 1 <= len(payload.get("text", "")) <= 640 or not 1 <= len(buttons) <= 3:
        raise Refused(100, "(#100) Invalid button template")
    for button in buttons:
        if not 1 <= len(button.get("title", "")) <= 20:
            raise Refused(100, "(#100) Invalid button title")
        payload_fits = button.get("type") == "postback" and 1 <= len(button.get("payload", "")) <= 1000
        if not payload_fits and not (
            button.get("type") == "web_url" and button.get("url", "").startswith("https://")
        ):
            raise Refused(100, "(#100) Invalid button")
    return str(payload["text"])
