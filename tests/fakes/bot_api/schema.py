"""Checks a request against Bot API 10.3: methods, parameters and types as aiogram has them, lengths here."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from aiogram import methods
from aiogram.methods import TelegramMethod
from aiogram.types.base import TelegramObject
from pydantic import BaseModel, ValidationError

from tests.fakes.bot_api.html import parsed, units
from tests.fakes.bot_api.refusals import ApiError, bad

METHODS: dict[str, type[TelegramMethod[Any]]] = {
    getattr(methods, name).__api_method__.casefold(): getattr(methods, name)
    for name in methods.__all__
    if name not in {"Request", "Response", "TelegramMethod"}
}

# texts that may hold markup: parameter, least and most UTF-16 units, what is said when it is too long
_TEXTS: dict[tuple[str, str], tuple[int, int, str]] = {
    ("sendMessage", "text"): (1, 4096, "message is too long"),
    ("editMessageText", "text"): (1, 4096, "MESSAGE_TOO_LONG"),
    ("sendDocument", "caption"): (0, 1024, "message caption is too long"),
}
# plain texts
_LENGTHS: dict[tuple[str, str], tuple[int, int]] = {
    ("answerCallbackQuery", "text"): (0, 200),
    ("sendPoll", "question"): (1, 300),
    ("sendPoll", "explanation"): (0, 200),
}
_URL_HOST = re.compile(r"[\w-]+(\.[\w-]+)+\Z")

# parameters that aiogram still has and the API has not: replaced by correct_option_ids in 9.6
_WITHDRAWN = {"sendPoll": {"correct_option_id"}}


def check(name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Give the request's parameters in plain form.

    Raises:
        ApiError: anything about the request is not as published.
    """
    model = METHODS.get(name.casefold())
    if model is None:
        raise ApiError(404, "Not Found: method not found")
    known = set(model.model_fields) - _WITHDRAWN.get(model.__api_method__, set())
    unknown = set(given) - known
    if unknown:
        raise bad(f"unknown parameter {sorted(unknown)[0]}")
    try:
        request = model.model_validate({key: _decoded(value) for key, value in given.items()})
    except ValidationError as error:
        first = error.errors()[0]
        raise bad(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    _refuse_unknown_fields(request)
    plain = {key: _plain(getattr(request, key)) for key in given}
    method = model.__api_method__
    _check_lengths(method, plain)
    _check_keyboard(plain.get("reply_markup"))
    _CHECKS.get(method, lambda _: None)(plain)
    return plain


def _decoded(value: Any) -> Any:
    """Forms carry nested values as JSON strings."""
    if isinstance(value, str) and value[:1] in "[{":
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return {key: _plain(each) for key, each in value if key in value.model_fields_set}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value


def _refuse_unknown_fields(value: Any) -> None:
    for part in _objects(value):
        if part.model_extra:
            raise bad(f"unknown field {sorted(part.model_extra)[0]} of {type(part).__name__}")


def _objects(value: Any) -> Iterator[BaseModel]:
    if isinstance(value, TelegramObject | TelegramMethod):
        yield value
        for _, each in value:
            yield from _objects(each)
    elif isinstance(value, list):
        for each in value:
            yield from _objects(each)


def _check_lengths(method: str, plain: Mapping[str, Any]) -> None:
    for (of, key), (least, most, complaint) in _TEXTS.items():
        if of == method and key in plain:
            text = plain[key]
            text = parsed(text) if plain.get("parse_mode") == "HTML" else text
            if units(text.strip()) < least:
                raise bad("message text is empty")
            if units(text.strip()) > most:
                raise bad(complaint)
    for (of, key), (least, most) in _LENGTHS.items():
        if of == method and key in plain and not least <= units(plain[key]) <= most:
            raise bad(f"{key} must be of {least} to {most} characters")


def _check_keyboard(markup: Any) -> None:
    rows = (markup or {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    if len(buttons) > 100 or any(len(row) > 8 for row in rows):
        raise bad("reply markup is too long")
    for button in buttons:
        if not button.get("text"):
            raise bad("inline keyboard button text is empty")
        actions = set(button) & {"callback_data", "url", "web_app", "login_url", "copy_text", "pay"}
        if len(actions) != 1:
            raise bad("Text buttons are unallowed in the inline keyboard")
        data = button.get("callback_data")
        if data is not None and not 1 <= len(data.encode()) <= 64:
            raise bad("BUTTON_DATA_INVALID")
        if "url" in button and not _URL_HOST.match(urlsplit(button["url"]).hostname or ""):
            raise bad(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")


def _check_poll(plain: Mapping[str, Any]) -> None:
    options = plain["options"]
    if not 1 <= len(options) <= 12:
        raise bad("poll must have 1 to 12 options")
    if any(not 1 <= units(option["text"]) <= 100 for option in options):
        raise bad("poll options length must not exceed 100")
    right = plain.get("correct_option_ids") or []
    if plain.get("type") == "quiz":
        if not right:
            raise bad("quiz must have at least one correct option")
        if right != sorted(set(right)) or any(not 0 <= each < len(options) for each in right):
            raise bad("wrong correct option identifiers")
        if len(right) > 1 and not plain.get("allows_multiple_answers"):
            raise bad("several correct options need allows_multiple_answers")
    if plain.get("explanation", "").count("\n") > 2:
        raise bad("explanation has too many lines")
    if not 5 <= plain.get("open_period", 5) <= 2_628_000:
        raise bad("poll open period is out of range")


def _check_commands(plain: Mapping[str, Any]) -> None:
    if len(plain["commands"]) > 100:
        raise bad("too many commands")
    for command in plain["commands"]:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= units(command["description"]) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")


def _check_webhook(plain: Mapping[str, Any]) -> None:
    parts = urlsplit(plain["url"])
    if plain["url"] and (parts.scheme != "https" or parts.port not in (None, 443, 80, 88, 8443)):
        raise bad("bad webhook: HTTPS url must be provided for webhook")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", plain.get("secret_token", "x")):
        raise bad("secret token contains unallowed characters")
    if not 1 <= plain.get("max_connections", 40) <= 100:
        raise bad("max_connections is out of range")


def _check_updates(plain: Mapping[str, Any]) -> None:
    if not 1 <= plain.get("limit", 100) <= 100:
        raise bad("limit is out of range")


_CHECKS: dict[str, Any] = {
    "sendPoll": _check_poll,
    "setMyCommands": _check_commands,
    "setWebhook": _check_webhook,
    "getUpdates": _check_updates,
}
