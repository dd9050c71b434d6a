"""Delivery in words: how far a broadcast is, and which channels need somebody."""

from collections.abc import Mapping

from quizbot.i18n.texts import Texts
from quizbot.usecases.broadcasting import BroadcastView
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
    counted = {key: getattr(done, key) for key in ("unknown", "expired", "cancelled", "heard")}
    lines += [texts(f"delivery.{key}", count=count) for key, count in counted.items() if count]
    if done.answered:
        lines.append(texts("delivery.answered", count=done.answered))
    if view.phase == "planned":
        lines.append(texts("delivery.starts", at=broadcast.starts_at))
    if done.ends_at is not None:
        lines.append(texts("delivery.ends", at=done.ends_at))
    return lines


def trouble_lines(troubles: Mapping[str, Trouble], texts: Texts) -> list[str]:
    """Say which channels send nothing until somebody mends them."""
    return [
        texts("delivery.trouble", channel=channel, since=each.since, reason=each.reason)
        for channel, each in sorted(troubles.items())
    ]
