"""Telegram's part of a mini app: signs who opened it, with both keys."""

import base64
import hashlib
import hmac
import json
from datetime import datetime
from urllib.parse import urlencode

from quizbot.channels.telegram.ed25519 import _BASE, _L, _P, Point, _times

_SEED = hashlib.sha512(b"the private key of this fake").digest()
_SCALAR = (int.from_bytes(_SEED[:32], "little") & ((1 << 254) - 8)) | (1 << 254)


def _encoded(point: Point) -> bytes:
    inverse = pow(point[2], _P - 2, _P)
    x, y = point[0] * inverse % _P, point[1] * inverse % _P
    return (y | ((x & 1) << 255)).to_bytes(32, "little")


KEY = _encoded(_times(_SCALAR, _BASE)).hex()


def _sign(message: bytes) -> bytes:
    public = bytes.fromhex(KEY)
    nonce = int.from_bytes(hashlib.sha512(_SEED[32:] + message).digest(), "little") % _L
    commitment = _encoded(_times(nonce, _BASE))
    challenge = int.from_bytes(hashlib.sha512(commitment + public + message).digest(), "little") % _L
    return commitment + ((nonce + challenge * _SCALAR) % _L).to_bytes(32, "little")


def signed(*, token: str, at: datetime, account: int = 1, user: str | None = None, start: str = "") -> str:
    """Give `initData` as the app hands it over."""
    who = user if user is not None else json.dumps({"id": account, "first_name": "An"})
    fields = {
        "auth_date": str(int(at.timestamp())),
        "chat_instance": "-77",
        "chat_type": "private",
        "user": who,
    }
    if start:
        fields["start_param"] = start

    def lines() -> bytes:
        return "\n".join(f"{name}={fields[name]}" for name in sorted(fields)).encode()

    message = token.partition(":")[0].encode() + b":WebAppData\n" + lines()
    fields["signature"] = base64.urlsafe_b64encode(_sign(message)).decode().rstrip("=")
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    fields["hash"] = hmac.new(key, lines(), hashlib.sha256).hexdigest()
    return urlencode(fields)
