"""The page's profile: the button that begins, the menu, first questions; what each must hold."""

from typing import Any

from tests.fakes.messenger.messages import Refused
from tests.fakes.messenger.world import World


def set_profile(world: World, body: dict[str, Any]) -> None:
    """Set what is given; fields that are not stay."""
    wanted = {**world.profile, **body}
    if "get_started" in body and not body["get_started"].get("payload"):
        raise Refused(100, "(#100) Param get_started[payload] is required")
    if body.get("persistent_menu") and not wanted.get("get_started"):
        raise Refused(100, "(#100) You must set a Get Started button if you also wish to use persistent menu")
    for menu in _by_locale(body, "persistent_menu"):
        actions = menu.get("call_to_actions", [])
        if not 1 <= len(actions) <= 20:
            raise Refused(100, "(#100) Param persistent_menu[call_to_actions] has too many elements")
        for action in actions:
            if action.get("type") not in ("postback", "web_url") or not 1 <= _length(action["title"]) <= 30:
                raise Refused(100, "(#100) Param persistent_menu[call_to_actions] is invalid")
            if action["type"] == "postback" and not 1 <= len(action.get("payload", "")) <= 1000:
                raise Refused(100, "(#100) Param persistent_menu[payload] is invalid")
    for questions in _by_locale(body, "ice_breakers"):
        asked = questions.get("call_to_actions", [])
        if not 1 <= len(asked) <= 4 or not all(
            each.get("question") and each.get("payload") for each in asked
        ):
            raise Refused(100, "(#100) Param ice_breakers[call_to_actions] is invalid")
    world.profile = wanted


def delete_profile(world: World, body: dict[str, Any]) -> None:
    """Take fields away; the button stays as long as there is a menu."""
    names = body.get("fields", [])
    if "get_started" in names and "persistent_menu" in world.profile and "persistent_menu" not in names:
        raise Refused(100, "(#100) You must set a Get Started button if you also wish to use persistent menu")
    for name in names:
        world.profile.pop(name.lower(), None)


def _by_locale(body: dict[str, Any], name: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = body.get(name, [])
    locales = [each.get("locale") for each in listed]
    if listed and ("default" not in locales or len(set(locales)) < len(locales)):
        raise Refused(100, f"(#100) Param {name} must have a default locale")
    return listed


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
