"""The rounds of a contest as an iCalendar file (RFC 5545), for the calendars people already use."""

from collections.abc import Sequence
from datetime import datetime

from quizbot.core.calendar import Period
from quizbot.core.contest import Contest

# RFC 5545, 3.1: lines of at most 75 octets, the line break not counted
LINE_OCTETS = 75


def ics(contest: Contest, rounds: Sequence[Period]) -> str:
    """Write the rounds as events, in UTC; the same contest always gives the same text."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//quizbot//contest//VI", "CALSCALE:GREGORIAN"]
    for number, (opens_at, closes_at) in enumerate(rounds, start=1):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{contest.id}-{number}@quizbot",
            f"DTSTAMP:{_utc(opens_at)}",
            f"DTSTART:{_utc(opens_at)}",
            f"DTEND:{_utc(closes_at)}",
            f"SUMMARY:{_text(f'{contest.title} – vòng {number}')}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _utc(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Break a long line between characters; what goes on begins with a space."""
    parts, part, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > LINE_OCTETS:
            parts.append(part)
            part, size = " ", 1
        part, size = part + character, size + width
    return "\r\n".join([*parts, part])
