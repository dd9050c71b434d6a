"""The proof that a webhook comes from Zalo: a plain SHA-256 over what was sent and a shared secret."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

# a clock ahead of ours by more than this is no clock
_AHEAD = timedelta(minutes=10)


def mac(*, prefix: str, body: bytes, timestamp: str, secret: str) -> str:
    """Give the signature of a body: SHA-256 of prefix, raw body, timestamp and secret, in hex."""
    return hashlib.sha256(prefix.encode() + body + timestamp.encode() + secret.encode()).hexdigest()


def proven(header: str, *, prefix: str, body: bytes, timestamp: str, secret: str) -> bool:
    """Tell whether the header `mac=<hex>` fits, in constant time."""
    shown = header.strip().removeprefix("mac=").strip().casefold()
    right = mac(prefix=prefix, body=body, timestamp=timestamp, secret=secret)
    return hmac.compare_digest(shown.encode(), right.encode())


def is_timely(timestamp: str, *, now: datetime, age: timedelta) -> bool:
    """Tell whether a moment in milliseconds lies within `age` before now and little after it."""
    try:
        at = datetime.fromtimestamp(int(timestamp) / 1000, tz=UTC)
    except (ValueError, OverflowError, OSError):
        return False
    return now - age <= at <= now + _AHEAD
