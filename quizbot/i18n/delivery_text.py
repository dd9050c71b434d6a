"""Delivery in words: how far a broadcast is, and which channels need somebody."""

from collections.abc import Mapping
from datetime import date

from quizbot.core.budget import NOBODY, DayLine
from quizbot.core.delivery import Carrier, Failure, Period
from quizbot.i18n.texts import Texts
from quizbot.usecases.broadcasting import BroadcastView, Progress
from quizbot.usecases.doors import PAGE
from quizbot.usecases.forecasting import ContestForecast
from quizbot.usecases.trouble import Trouble


def head_text(view: BroadcastView, texts: Texts) -> str:
    """Name a broadcast and say where it stands."""
    round_ = "" if view.round_number is None else texts("delivery.round", number=view.round_number)
    return texts(
        "delivery.head",
        kind=texts(f"delivery.kind.{view.broadcast.kind}"),
        round=round_,
        phase=texts(f"delivery.phase.{view.phase}"),
    )


def progress_lines(view: BroadcastView, texts: Texts) -> list[str]:
    """Tell everything about a broadcast; what is zero is left out."""
    done, broadcast = view.progress, view.broadcast
    failed = sum(done.failed.values())
    lines = [
        texts("delivery.people", people=broadcast.people, without=broadcast.without_address),
        texts("delivery.progress", queued=done.queued, sent=done.sent, left=done.left, failed=failed),
    ]
    lines += [
        texts("delivery.failed", count=count, reason=texts(f"delivery.failure.{failure}"))
        for failure, count in sorted(done.failed.items())
    ]
    counted = {key: getattr(done, key) for key in ("detoured", "unknown", "expired", "cancelled")}
    lines += [texts(f"delivery.{key}", count=count) for key, count in counted.items() if count]
    lines += _seen_lines(done, texts)
    if done.answered:
        lines.append(texts("delivery.answered", count=done.answered))
    if view.phase == "planned":
        lines.append(texts("delivery.starts", at=broadcast.starts_at))
    if done.ends_at is not None:
        lines.append(texts("delivery.ends", at=done.ends_at))
    return lines


def _seen_lines(done: Progress, texts: Texts) -> list[str]:
    """Tell how far what was sent came: as platforms tell, elsewhere only as people react."""
    if not done.sent:
        return []
    lines = [texts("delivery.delivered", count=done.delivered)] if done.delivered > done.opened else []
    if done.opened:
        lines.append(texts("delivery.opened", count=done.opened))
    if done.heard:
        lines.append(texts("delivery.heard", count=done.heard))
    if done.silent:
        names = ", ".join(channel_name(each, texts) for each in done.silent)
        lines.append(texts("delivery.silent", channels=names))
    return lines


def channel_name(channel: str, texts: Texts) -> str:
    """Name a channel as people know it."""
    key = f"channels.{channel}"
    return texts(key) if key in texts else channel


def quota_lines(left: Mapping[str, int], texts: Texts) -> list[str]:
    """Tell how many messages the quotas still allow, for each channel that counts them."""
    return [
        texts("delivery.left", channel=channel_name(channel, texts), count=count)
        for channel, count in sorted(left.items())
    ]


def trouble_lines(troubles: Mapping[str, Trouble], texts: Texts, *, as_configured: bool = False) -> list[str]:
    """Say which channels send nothing until somebody mends them.

    Args:
        as_configured: name them as config.yaml does, for who mends them there.
    """
    return [
        texts(
            "delivery.trouble",
            channel=channel if as_configured else channel_name(channel, texts),
            since=each.since,
            reason=each.reason,
        )
        for channel, each in sorted(troubles.items())
    ]


def forecast_lines(found: ContestForecast, texts: Texts, *, carriers: Mapping[str, Carrier]) -> list[str]:
    """Tell what a contest will send in all, how, and what will not arrive."""
    lines = [texts("delivery.forecast.head", people=found.people), texts("delivery.forecast.supposing")]
    for channel, people in sorted(found.reached.items()):
        key = "delivery.forecast.reached" if channel != NOBODY else "delivery.forecast.nobody"
        lines.append(texts(key, channel=channel_name(channel, texts), people=people))
    lines += [
        texts(f"delivery.forecast.form_{form}", channel=channel_name(channel, texts))
        for channel, form in sorted(found.forms.items())
    ]
    lines += [
        texts(
            "delivery.forecast.used",
            channel=channel_name(channel, texts),
            period=period,
            used=used,
            quota=quota,
        )
        for (channel, period), used in sorted(found.forecast.used.items())
        if (quota := _quota_of(carriers[channel], period)) is not None
    ]
    lost = _lost(found.undelivered, texts)
    lines += [*room_lines(found, texts), *_detours(found, texts)]
    return [*lines, *(lost or [texts("delivery.forecast.fine")])]


def room_lines(found: ContestForecast, texts: Texts) -> list[str]:
    """Say which channels have no room for everybody, and who linked too late."""
    lines = []
    for channel, room in sorted(found.rooms.items()):
        name = channel_name(channel, texts)
        places = room.admitted + max(0, room.most - room.linked)
        if found.people > places:
            facts = {"most": room.most, "linked": room.linked, "people": found.people}
            lines.append(
                texts("delivery.forecast.room", channel=name, outside=found.people - places, **facts)
            )
        if room.too_late:
            lines.append(
                texts("delivery.forecast.too_late", channel=name, count=room.too_late, most=room.most)
            )
    return lines


def _detours(found: ContestForecast, texts: Texts) -> list[str]:
    """Say what arrives at another address than the first, and why."""
    return [
        texts(
            "delivery.forecast.detour_page" if each.by == PAGE else "delivery.forecast.detour",
            count=each.messages,
            channel=channel_name(each.channel, texts),
            reason=texts(f"delivery.failure.{each.why}"),
            by=channel_name(each.by, texts),
        )
        for each in sorted(found.forecast.detours, key=lambda each: (each.channel, each.by, each.why))
    ]


def forecast_days(found: ContestForecast, texts: Texts, *, carriers: Mapping[str, Carrier]) -> list[str]:
    """Tell the same day by day, a line for each channel; replies only where they are counted."""
    together: dict[tuple[date, str], list[DayLine]] = {}
    for each in found.forecast.lines:
        counted = each.channel != NOBODY and bool(carriers[each.channel].allowance.quotas)
        if each.channel != NOBODY and (counted or each.kind != "question"):
            together.setdefault((each.day, each.channel), []).append(each)
    lines = []
    for (day, channel), parts in together.items():
        kinds = ", ".join(_counted(each, texts) for each in parts)
        name = channel_name(channel, texts)
        said = [texts("delivery.forecast.line", day=f"{day:%d/%m/%Y}", channel=name, kinds=kinds)]
        dong = sum(each.dong for each in parts)
        said += [texts("delivery.forecast.dong", dong=dong)] if dong else []
        lost: dict[Failure | None, int] = {}
        for each in parts:
            for why, count in each.fail.items():
                lost[why] = lost.get(why, 0) + count
        lines.append("; ".join([*said, *_lost(lost, texts)]))
    return lines


def _counted(each: DayLine, texts: Texts) -> str:
    """Say how many messages of a kind arrive."""
    kind = texts(f"delivery.kind.{each.kind}").lower()
    return texts("delivery.forecast.kind", kind=kind, count=each.arrive)


def _lost(lost: Mapping[Failure | None, int], texts: Texts) -> list[str]:
    """Say what does not arrive and why; people without an account are told of elsewhere."""
    named = sorted((why, count) for why, count in lost.items() if why is not None)
    return [
        texts("delivery.forecast.fail", count=count, reason=texts(f"delivery.failure.{why}"))
        for why, count in named
    ]


def _quota_of(carrier: Carrier, period: str) -> int | None:
    kind = Period.MONTH if period.count("-") == 1 else Period.DAY
    return next((each.messages for each in carrier.allowance.quotas if each.period is kind), None)
