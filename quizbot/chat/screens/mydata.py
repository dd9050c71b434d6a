"""My data: see it, take it along, leave this chat, or have it erased."""

import json

from quizbot.chat.messages import Attachment, Outgoing, Reply
from quizbot.chat.screens import KNOWN, Screen
from quizbot.chat.turn import Turn, button, line, lines, note, reply
from quizbot.usecases import people

SHOWN = 1_800  # characters of the export that are shown beside the file


def _beginning(text: str) -> str:
    return text if len(text) <= SHOWN else text[: text.rindex("\n", 0, SHOWN)] + "\n…"


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
            accounts=len(data["addresses"]),
            attempts=len(data["attempts"]),
        )
        return reply(
            Outgoing(
                lines=(line(t("mydata.title"), "title"), *lines(text)),
                buttons=(
                    (button(t("mydata.export"), "mydata:export"),),
                    (button(t("mydata.unlink"), "mydata:unlink"), button(t("mydata.erase"), "mydata:erase")),
                    (button(t("back"), "menu"),),
                ),
            )
        )

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Export, unlink or erase; the last two are asked twice."""
        action = args[0] if args else ""
        if action == "export":
            return reply(self._export(turn))
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
            people.unlink(
                turn.work,
                person,
                channel=turn.incoming.channel,
                address=turn.incoming.address,
                now=turn.now,
            )
        turn.person = None
        turn.remember(consent=None, consented_at=None)
        turn.stay("welcome")
        return reply(note(turn.t("mydata.erased" if erase else "mydata.unlinked")))

    def typed(self, _turn: Turn, _text: str, /) -> Reply | None:
        """Nothing is typed here."""
        return None


SCREEN: Screen = MyData()
