"""Logging: a sentence for people, fields for machines, never a secret."""

import logging
import re
import sys
from typing import Any

import structlog

# a bot token stands in the path of every address of its API: keep the number, hide the rest
_SECRETS = (
    (re.compile(r"\b(\d{5,16}):[A-Za-z0-9_-]{20,}"), r"\1:***"),
    (re.compile(r"(?i)(access_token|refresh_token|secret|password|token)=[^&\s\"']+"), r"\1=***"),
    (re.compile(r"(postgres(?:ql)?://[^:/@\s]+:)[^@\s]+@"), r"\1***@"),
)


def without_secrets(text: str) -> str:
    """Give the text with tokens and passwords hidden."""
    for pattern, shown in _SECRETS:
        text = pattern.sub(shown, text)
    return text


def _hide(_logger: object, _method: str, event: Any) -> Any:
    return {key: without_secrets(value) if isinstance(value, str) else value for key, value in event.items()}


def set_up(*, style: str = "text", level: str = "info", stream: Any = None) -> None:
    """Send everything that is logged to standard error, in one form, without secrets.

    Args:
        style: text or json.
        level: the least severity written.
    """
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _hide,
    ]
    last: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for noisy in ("aiogram", "alembic", "apscheduler", "uvicorn"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, root.level))
