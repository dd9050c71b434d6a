"""The proof that a Telegram account opened our mini app: `initData`, signed twice by Telegram.

`hash` is an HMAC with a key made of the bot's token; `signature`, which older apps do not send, is
Ed25519 with Telegram's own key and needs no token. Whatever is there must be right. Source:
core.telegram.org/bots/webapps, "Validating data received via the Mini App", read 2026-11.
"""

import base64
import binascii
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

import msgspec

from quizbot.channels.telegram.ed25519 import is_signed
from quizbot.channels.telegram.heard import NAME
from quizbot.chat.mini import NotProven, OutOfDate, Visitor

# a clock ahead of ours by more than this is no clock
_AHEAD = timedelta(minutes=10)
# characters; real ones have some hundreds
_LONGEST = 4_096


def read(init_data: str, *, token: str, public_key: str, now: datetime, lasts: timedelta) -> Visitor:
    """Give whose account it is.

    Args:
        init_data: the query string as the app gave it.
        public_key: Telegram's, in hex.
        lasts: how long after its making it is good.

    Raises:
        NotProven, OutOfDate
    """
    fields = _fields(init_data)
    if not _hash_is_right(fields, token):
        raise NotProven()
    if "signature" in fields and not _signature_is_right(fields, token, public_key):
        raise NotProven()
    at = _moment(fields.get("auth_date", ""))
    if not now - lasts <= at <= now + _AHEAD:
        raise OutOfDate()
    account = _account(fields.get("user", ""))
    # a private chat has the id of the account
    return Visitor(channel=NAME, account=account, address=account, payload=fields.get("start_param", ""))


def _fields(init_data: str) -> dict[str, str]:
    if len(init_data) > _LONGEST:
        raise NotProven()
    try:
        pairs = parse_qsl(init_data, keep_blank_values=True, strict_parsing=True, max_num_fields=40)
    except ValueError:
        raise NotProven() from None
    fields = dict(pairs)
    if len(fields) != len(pairs):
        # which of two values was meant, nobody knows
        raise NotProven()
    return fields


def _hash_is_right(fields: Mapping[str, str], token: str) -> bool:
    key = hmac.new(b"WebAppData", token.encode(), "sha256").digest()
    right = hmac.new(key, _lines(fields, "hash"), "sha256").hexdigest()
    return hmac.compare_digest(fields.get("hash", "").encode(), right.encode())


def _signature_is_right(fields: Mapping[str, str], token: str, public_key: str) -> bool:
    shown = fields["signature"]
    try:
        signature = base64.b64decode(shown + "=" * (-len(shown) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return False
    message = token.partition(":")[0].encode() + b":WebAppData\n" + _lines(fields, "hash", "signature")
    return is_signed(message, signature=signature, public_key=bytes.fromhex(public_key))


def _lines(fields: Mapping[str, str], *without: str) -> bytes:
    kept = sorted((name, value) for name, value in fields.items() if name not in without)
    return "\n".join(f"{name}={value}" for name, value in kept).encode()


def _moment(text: str) -> datetime:
    try:
        return datetime.fromtimestamp(int(text), tz=UTC)
    except (ValueError, OverflowError, OSError):
        raise NotProven() from None


def _account(user: str) -> str:
    """Read the account's id; a bot cannot open a mini app."""
    try:
        found = msgspec.json.decode(user)
    except msgspec.DecodeError:
        raise NotProven() from None
    number = found.get("id") if isinstance(found, dict) else None
    if not isinstance(number, int) or isinstance(number, bool) or number <= 0 or found.get("is_bot"):
        raise NotProven()
    return str(number)
