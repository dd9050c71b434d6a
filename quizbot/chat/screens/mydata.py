"""My data: see it, take it along, leave this chat, or have it erased."""

import hashlib
import json
from collections.abc import Sequence

from quizbot.chat.messages import Attachment, Button, Line, Outgoing, Reply
from quizbot.chat.screens import KNOWN, Screen
from quizbot.chat.turn import Turn, button, line, lines, note, reply
from quizbot.usecases import addresses, people
from quizbot.usecases.ports import Address

MOST_DROPPED = 6  # addresses with a button of their own
SHOWN = 1_800  # characters of the export that are shown beside the file


def _beginning(text: str) -> str:
    return text if len(text) <= SHOWN else text[: text.rindex("\n", 0, SHOWN)] + "\n…"


def _drop(each: Address) -> str:
    """Name an address in a button by a hash: the platform's own id may be long."""
    return f"mydata:drop:{hashlib.sha256(f'{each.channel}:{each.address}'.encode()).hexdigest()[:12]}"


class MyData:
    """Carry out the rights people have over their data."""

    commands = ("dulieu", "dulieucuatoi", "mydata", "privacy")
    needs = KNOWN

    def open(self, turn: Turn, _args: tuple[str, ...], /) -> Reply:
        """Show what is kept and what can be done."""
        turn.stay("mydata")
        data = people.my_data(turn.work, turn.known(), now=turn.now)
        t = turn.t
        text = t(
            "mydata.text",
            code=data["code"],
            name=data["name"],
            unit=data["unit"],
            accounts=len(addresses.shown(turn.work.people.addresses(turn.known().id))),
            attempts=len(data["attempts"]),
        )
        held = addresses.shown(turn.work.people.addresses(turn.known().id))
        return reply(
            Outgoing(
                lines=(line(t("mydata.title"), "title"), *lines(text), *self._addresses(turn, held)),
                buttons=(
                    *self._others(turn, held),
                    (button(t("mydata.link"), "link"), button(t("receive.title"), "receive")),
                    (button(t("mydata.export"), "mydata:export"),),
                    (button(t("mydata.unlink"), "mydata:unlink"), button(t("mydata.erase"), "mydata:erase")),
                    (button(t("back"), "menu"),),
                ),
            )
        )

    def _addresses(self, turn: Turn, held: Sequence[Address]) -> list[Line]:
        """List where the person is known; this very chat is named as such."""
        found = []
        for each in held:
            key = "mydata.address_here" if self._is_here(turn, each) else "mydata.address"
            found.append(line(turn.t(key, channel=turn.t(f"channels.{each.channel}"), since=each.linked_at)))
        return found

    def _others(self, turn: Turn, held: Sequence[Address]) -> list[tuple[Button, ...]]:
        """Offer to drop the other addresses."""
        return [
            (button(turn.t("mydata.drop", channel=turn.t(f"channels.{each.channel}")), _drop(each)),)
            for each in held[:MOST_DROPPED]
            if not self._is_here(turn, each)
        ]

    def _is_here(self, turn: Turn, each: Address) -> bool:
        here = (turn.incoming.channel, turn.incoming.address)
        return (each.channel, each.address) in (here, addresses.twin_of(turn.work, *here))

    def _dropped(self, turn: Turn, token: str) -> Reply:
        person = turn.known()
        held = addresses.shown(turn.work.people.addresses(person.id))
        dropped = next((each for each in held if _drop(each) == token), None)
        if dropped is None or self._is_here(turn, dropped):
            return self.open(turn, ())
        at = {"channel": dropped.channel, "address": dropped.address}
        addresses.detach(turn.work, person, **at, by=f"person:{person.id}", now=turn.now)
        done = turn.t("mydata.dropped", channel=turn.t(f"channels.{dropped.channel}"))
        return reply(note(done, style="good"), *self.open(turn, ()).messages)

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Export, unlink or erase; the last two are asked twice."""
        action = args[0] if args else ""
        if action == "export":
            return reply(self._export(turn))
        if action == "drop":
            return self._dropped(turn, ":".join(("mydata", *args)))
        if action in ("unlink", "erase"):
            sure = ((button(turn.t(f"mydata.{action}_sure"), f"mydata:{action}_now"),),)
            back = (button(turn.t("back"), "mydata"),)
            return reply(note(turn.t(f"mydata.{action}_ask"), buttons=(*sure, back)))
        if action in ("unlink_now", "erase_now"):
            return self._leave(turn, erase=action == "erase_now")
        return self.open(turn, ())

    def _export(self, turn: Turn) -> Outgoing:
        data = people.my_data(turn.work, turn.known(), now=turn.now)
        text = json.dumps(data, ensure_ascii=False, indent=2)
        return Outgoing(
            lines=(*lines(turn.t("mydata.exported")), *lines(_beginning(text), "muted")),
            attachment=Attachment(
                name="du-lieu-cua-toi.json", content=text.encode(), media_type="application/json"
            ),
        )

    def _leave(self, turn: Turn, *, erase: bool) -> Reply:
        person = turn.known()
        if erase:
            people.erase(turn.work, person, by=f"person:{person.id}", now=turn.now)
            turn.forgotten = True
        else:
            at = {"channel": turn.incoming.channel, "address": turn.incoming.address}
            addresses.detach(turn.work, person, **at, by=f"person:{person.id}", now=turn.now)
            turn.start_anew()
        turn.person = None
        turn.remember(consent=None, consented_at=None)
        turn.stay("welcome")
        return reply(note(turn.t("mydata.erased" if erase else "mydata.unlinked")))

    def typed(self, _turn: Turn, _text: str, /) -> Reply | None:
        """Nothing is typed here."""
        return None


SCREEN: Screen = MyData()
