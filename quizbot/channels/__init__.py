"""Shelf of channels: one package = one way to reach people, taken by its package name.

Taking a channel from the shelf is cheap; the platform's library is imported only when the
channel is built, so a channel that is not enabled costs nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any, Protocol

from pydantic import BaseModel

from quizbot.chat.channel import Answerer, Channel, Limits
from quizbot.chat.commands import CommandMenu, StandingMenu
from quizbot.chat.mini import MiniApp
from quizbot.core.shelf import Shelf
from quizbot.usecases.ports import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What every channel is built with."""

    # the dialogue
    answer: Answerer
    store: Store
    clock: Callable[[], datetime]
    random: Random
    # names this process among those that share the database
    holder: str
    environ: Mapping[str, str]
    # the menus of commands, for platforms that show one
    menus: tuple[CommandMenu, ...] = ()
    # the menus of buttons, for platforms that keep one beside the chat
    standing: tuple[StandingMenu, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelKind:
    """How a channel is configured and built."""

    settings: type[BaseModel]
    # what the channel carries with these settings, told without building it
    limits: Callable[[Any], Limits]
    build: Callable[[Any, Tools], Channel]
    # people may see no buttons there: whatever can be tapped is also put into words
    by_typing: bool = False
    # how the names of the files it sends end; ("",): any file
    carries: tuple[str, ...] = ()
    # the door by which the app behind the channel opens the web page; None: it has none
    mini_app: Callable[[Any, Tools], MiniApp | None] | None = None
    # the address that opens the chat and hands it a payload, such as a code; "" where there is none
    deep_link: Callable[[Any, str], str] | None = None
    # the address that opens the web page inside the app, given the page's own; "" where there is none
    page: Callable[[Any, str], str] | None = None


class Webhook(Protocol):
    """A channel that the platform calls over HTTP."""

    async def webhook(self, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        """Take one call and give the HTTP status and body to answer with.

        Args:
            headers: with names in small letters.
            body: the raw bytes as they came.
        """
        ...


class Verified(Protocol):
    """A channel whose platform makes sure, by a GET, that the webhook's address is ours."""

    async def verify(self, query: Mapping[str, str]) -> tuple[int, bytes]:
        """Answer the platform's question; gives the HTTP status and body.

        Args:
            query: the parameters of the address.
        """
        ...


def by_typing() -> dict[str, tuple[str, ...]]:
    """Name the channels where people type because they may see no buttons, with the files each carries."""
    return {name: kind.carries for name, kind in CHANNELS.items() if kind.by_typing}


CHANNELS: Shelf[ChannelKind] = Shelf("quizbot.channels", "CHANNEL")
