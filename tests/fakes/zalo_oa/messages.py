"""Sending: customer care in its windows, templates, groups."""

from typing import Any

from tests.fakes.zalo_oa.world import BILLED, BUTTON_TYPES, FREE, OA_ID, Sent, User, World


class Refused(Exception):
    def __init__(self, code: int, words: str) -> None:
        super().__init__(words)
        self.code = code
        self.words = words


def care(world: World, body: dict[str, Any]) -> dict[str, Any]:
    """Send customer care to one person."""
    user = _user(world, str(body.get("recipient", {}).get("user_id", "")))
    message = body.get("message", {})
    _check(world, message)
    if user.heard_at is None:
        raise Refused(-232, "User has not interacted with the OA")
    since = world.clock() - user.heard_at
    if since > BILLED:
        raise Refused(-230, "User has not interacted with the OA in the past 7 days")
    quota: dict[str, Any] = {"quota_type": "reply", "owner_type": "OA", "owner_id": OA_ID}
    most = world.variants.free_messages
    if since > FREE:
        if world.billed >= world.variants.billed_messages:
            raise Refused(-211, "Out of quota")
        world.billed += 1
        quota["quota_type"] = "purchase_quota"
    elif most is not None:
        if user.since_heard >= most:
            raise Refused(-218, "Out of quota of this user")
        user.since_heard += 1
        quota |= {"remain": str(most - user.since_heard), "total": str(most)}
    sent = _sent(world, user.id, message, kind="cs")
    return {**_receipt(sent), "user_id": user.id, "quota": quota}


def template_message(world: World, body: dict[str, Any]) -> dict[str, Any]:
    """Send an approved template to one person."""
    user = _user(world, str(body.get("user_id", "")))
    fields = world.templates.get(str(body.get("template_id")))
    if fields is None:
        raise Refused(-249, "Template is not available")
    data = body.get("template_data", {})
    if set(data) != fields or not all(isinstance(value, str) for value in data.values()):
        raise Refused(-201, "template_data is invalid")
    text = " · ".join(f"{name}={data[name]}" for name in sorted(data))
    return {**_receipt(_sent(world, user.id, {"text": text}, kind="template")), "user_id": user.id}


def group_message(world: World, body: dict[str, Any]) -> dict[str, Any]:
    """Send to a group that the account made."""
    group = str(body.get("recipient", {}).get("group_id", ""))
    if not world.variants.groups:
        raise Refused(-224, "OA tier package is too low")
    if group not in world.groups:
        raise Refused(-403, "OA is not in this group")
    _check(world, body.get("message", {}))
    return {**_receipt(_sent(world, group, body["message"], kind="group")), "group_id": group}


def _user(world: World, user_id: str) -> User:
    user = world.users.get(user_id)
    if user is None:
        raise Refused(-201, "user_id is invalid")
    if user.blocked:
        raise Refused(-217, "User has blocked invitations from this OA")
    if not user.follows and user.heard_at is None:
        raise Refused(-213, "User has not followed the OA")
    return user


def _check(world: World, message: dict[str, Any]) -> None:
    text = message.get("text")
    attachment = message.get("attachment") or {}
    payload = attachment.get("payload") or {}
    if text is None and attachment.get("type") != "file":
        raise Refused(-201, "text is missing")
    if text is not None and not 1 <= len(text) <= 2_000:
        raise Refused(-201, "text must be 1 to 2000 characters")
    if attachment.get("type") == "file" and payload.get("token") not in world.uploads:
        raise Refused(-100, "token is invalid or expired")
    buttons = payload.get("buttons", [])
    if len(buttons) > 5:
        raise Refused(-201, "at most 5 buttons")
    for button in buttons:
        value = button.get("payload")
        if button.get("type") not in BUTTON_TYPES or not 1 <= len(button.get("title", "")) <= 100:
            raise Refused(-201, "button is invalid")
        if button["type"].startswith("oa.query") and not (isinstance(value, str) and 1 <= len(value) <= 1000):
            raise Refused(-201, "button payload is invalid")
        if button["type"] == "oa.open.url" and not str(value.get("url", "")).startswith("https://"):
            raise Refused(-201, "button url is invalid")


def _sent(world: World, to: str, message: dict[str, Any], *, kind: str) -> Sent:
    sent = Sent(
        id=world.new_id(),
        to=to,
        text=str(message.get("text", "")),
        at=world.clock(),
        kind=kind,
        message=message,
    )
    world.sent.append(sent)
    if world.variants.echoes:
        people = {"sender": {"id": OA_ID}, "recipient": {"id": to}}
        world.arrive("oa_send_text", **people, message={"msg_id": sent.id, "text": sent.text})
    return sent


def _receipt(sent: Sent) -> dict[str, Any]:
    return {"message_id": sent.id, "sent_time": str(int(sent.at.timestamp() * 1000))}
