"""Where I get messages: the order in which my addresses are tried, and which of them comes first."""

import hashlib
from itertools import product

from quizbot.chat.messages import Outgoing, Reply
from quizbot.chat.screens import KNOWN, Screen
from quizbot.chat.turn import Turn, button, line, lines, note, reply
from quizbot.core.vietnamese import fold
from quizbot.usecases import addresses
from quizbot.usecases.doors import in_order
from quizbot.usecases.ports import Address

# what people call the channels, unaccented; the longest first
_CALLED = {
    "zalobot": "zalo_bot",
    "zalo": "zalo_oa",
    "telegram": "telegram",
    "messenger": "messenger",
    "facebook": "messenger",
    "trangweb": "webchat",
    "web": "webchat",
}
_SAID = ("nhantino", "nhantinqua", "nhantintren", "receiveon")


def _named(each: Address) -> str:
    """Name an address in a button by a hash: the platform's own id may be long."""
    return hashlib.sha256(f"{each.channel}:{each.address}".encode()).hexdigest()[:12]


class Receive:
    """Choose the address that is written to first."""

    commands = ("nhantin", *map("".join, product(_SAID, _CALLED)), "receive")
    needs = KNOWN

    def open(self, turn: Turn, _args: tuple[str, ...], /) -> Reply:
        """Show the order; what names a channel chooses it: "nhận tin ở Zalo", "/nhantin zalo"."""
        said = "".join(fold(turn.incoming.text).split()) if turn.incoming.kind == "text" else ""
        for called, channel in _CALLED.items():
            if said.endswith(called):
                return self._at_channel(turn, called, channel)
        return self._shown(turn)

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Put an address first, or leave the order to us."""
        if args == ("auto",):
            addresses.prefer(turn.work, turn.known(), None, now=turn.now)
            return reply(note(turn.t("receive.auto_done"), style="good"), *self._shown(turn).messages)
        chosen = next((each for each in self._held(turn) if args == (_named(each),)), None)
        return self._shown(turn) if chosen is None else self._chosen(turn, chosen)

    def typed(self, turn: Turn, text: str, /) -> Reply | None:
        """Take the name of a channel."""
        said = "".join(fold(text).split())
        return self._at_channel(turn, said, _CALLED[said]) if said in _CALLED else None

    def _held(self, turn: Turn) -> tuple[Address, ...]:
        held = in_order(turn.work.people.addresses(turn.known().id))
        known = addresses.shown(held)
        return tuple(each for each in held if each in known)

    def _at_channel(self, turn: Turn, called: str, channel: str) -> Reply:
        """Choose the account on a channel; "zalo" is either of the two there are."""
        wanted = ("zalo_oa", "zalo_bot") if called == "zalo" else (channel,)
        chosen = next((each for each in self._held(turn) if each.channel in wanted), None)
        if chosen is not None:
            return self._chosen(turn, chosen)
        missing = turn.t("receive.not_linked", channel=turn.t(f"channels.{channel}"))
        return reply(note(missing, buttons=((button(turn.t("mydata.link"), "link"),),)))

    def _chosen(self, turn: Turn, chosen: Address) -> Reply:
        addresses.prefer(turn.work, turn.known(), chosen, now=turn.now)
        done = turn.t("receive.done", channel=turn.t(f"channels.{chosen.channel}"))
        return reply(note(done, style="good"), *self._shown(turn).messages)

    def _shown(self, turn: Turn) -> Reply:
        turn.stay("receive")
        held = self._held(turn)
        names = [turn.t(f"channels.{each.channel}") for each in held]
        listed = [line(f"{number}. {name}") for number, name in enumerate(names, start=1)]
        offered = [
            (button(turn.t("receive.first", channel=name), f"receive:{_named(each)}"),)
            for each, name in zip(held, names, strict=True)
        ]
        chosen = any(each.chosen_at is not None for each in held)
        rows = [
            *offered[1:],
            *([(button(turn.t("receive.auto"), "receive:auto"),)] if chosen else ()),
            (button(turn.t("mydata.link"), "link"), button(turn.t("back"), "menu")),
        ]
        return reply(
            Outgoing(
                lines=(line(turn.t("receive.title"), "title"), *lines(turn.t("receive.text")), *listed),
                buttons=tuple(rows),
            )
        )


SCREEN: Screen = Receive()
