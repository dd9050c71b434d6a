"""Shelf of screens: one file = one screen of the conversation, taken by its file name."""

from typing import Protocol

from quizbot.chat.messages import Reply
from quizbot.chat.turn import Turn
from quizbot.core.shelf import Shelf


class Screen(Protocol):
    """One place in the conversation."""

    @property
    def commands(self) -> tuple[str, ...]:
        """Names people may type, unaccented, Vietnamese first: "bang", "boards"."""
        ...

    @property
    def needs(self) -> tuple[str, ...]:
        """Who may come here: anybody, a known person, or a person with one of these roles."""
        ...

    def open(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Show the screen."""
        ...

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Answer a tap on one of the screen's buttons."""
        ...

    def typed(self, turn: Turn, text: str, /) -> Reply | None:
        """Answer what was typed here; None when it means nothing on this screen."""
        ...


ANYBODY: tuple[str, ...] = ()
KNOWN: tuple[str, ...] = ("known",)

SCREENS: Shelf[Screen] = Shelf("quizbot.chat.screens", "SCREEN")
