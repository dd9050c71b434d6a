"""How much of the day's calls is used, as the platform's headers tell with every answer.

`X-App-Usage` gives percentages for the app; `X-Business-Use-Case-Usage` gives them for each page and
kind of call, with the minutes until calls are taken again (rate limiting, 2026-03-23, read 2026-11).
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import msgspec

_APP, _CASES = "x-app-usage", "x-business-use-case-usage"
_SHARES = ("call_count", "total_time", "total_cputime")
_AGAIN = "estimated_time_to_regain_access"


def used(headers: Mapping[str, str]) -> float:
    """Give the highest share the headers tell (percent); 0 when they tell none."""
    shares = [_figure(each.get(name)) for each in _reports(headers) for name in _SHARES]
    return max(shares, default=0.0)


def back_in(headers: Mapping[str, str]) -> timedelta | None:
    """Give how long nothing will be taken, when the headers say so."""
    minutes = max((_figure(each.get(_AGAIN)) for each in _reports(headers)), default=0.0)
    return timedelta(minutes=minutes) if minutes > 0 else None


def _reports(headers: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    for name, value in headers.items():
        if name.lower() not in (_APP, _CASES):
            continue
        try:
            told = msgspec.json.decode(value)
        except msgspec.DecodeError:
            continue
        if not isinstance(told, dict):
            continue
        if name.lower() == _APP:
            yield told
            continue
        for reports in told.values():
            yield from (
                (each for each in reports if isinstance(each, dict)) if isinstance(reports, list) else ()
            )


def _figure(value: object) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0
