"""How many calls of this minute are left, as the platform's headers tell with every answer.

`X-RateLimit-Limit` and `X-RateLimit-Remain`: of the app, or of the account where its package allows
fewer (docs.zaloplatforms.com/docs/OA, build of 2026-09-14, read 2026-11). When a minute begins is not
said, so a whole one is waited.
"""

from collections.abc import Mapping

from quizbot.channels.zalo_oa.limits import KEPT_SHARE

_LIMIT, _REMAIN = "x-ratelimit-limit", "x-ratelimit-remain"


def is_scarce(headers: Mapping[str, str]) -> bool:
    """Tell whether what is left of this minute should be kept for answers to people."""
    told = {name.lower(): value for name, value in headers.items()}
    limit, left = _count(told.get(_LIMIT)), _count(told.get(_REMAIN))
    if left is None:
        return False
    return left <= (limit or 0) * KEPT_SHARE


def _count(value: str | None) -> int | None:
    said = (value or "").strip()
    return int(said) if said.isascii() and said.isdecimal() else None
