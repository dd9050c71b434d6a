"""Self-registration: name, then unit; a coordinator approves."""

from collections.abc import Mapping, Sequence
from typing import Any

from quizbot.chat.joining import joined
from quizbot.chat.messages import Button, Outgoing, Reply
from quizbot.chat.screens import ANYBODY, Screen
from quizbot.chat.turn import Turn, button, line, lines, long, note, reply, short
from quizbot.core.ids import UnitId
from quizbot.core.vietnamese import fold
from quizbot.usecases import people, traits
from quizbot.usecases.ports import Unit

LONGEST_NAME = 60  # characters
PAGE = 8  # units shown at once
OLDEST = 1900  # nobody who plays was born before
SKIP = {"bo qua", "khong", "skip", "no"}


class Register:
    """Ask for a name and a unit."""

    commands = ("dangky", "register")
    needs = ANYBODY

    def open(self, turn: Turn, _args: tuple[str, ...], /) -> Reply:
        """Ask for the name, or for the unit once there is a name."""
        if turn.person is not None:
            return turn.go(turn, "menu", ())
        if not turn.settings.self_registration:
            return turn.go(turn, "join", ())
        if turn.session.data.get("consent") != turn.settings.consent_version:
            return turn.go(turn, "welcome", ())
        turn.stay("register")
        if "year" in (turn.session.data.get("register") or {}):
            return reply(self._year(turn))
        if (turn.session.data.get("register") or {}).get("name"):
            return reply(self._units(turn, turn.work.people.units()))
        if "unit" not in (turn.session.data.get("register") or {}):
            turn.remember(register={})
        return reply(
            Outgoing(
                lines=(line(turn.t("register.title"), "title"), *lines(turn.t("register.name"))),
                buttons=((button(turn.t("register.have_code"), "register:code"),),),
                input="text",
            )
        )

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Take a unit, turn a page, or go back to the code."""
        if args == ("code",):
            turn.remember(register=None)
            return turn.go(turn, "join", ())
        if args == ("name",):
            turn.remember(register=None)
            return self.open(turn, ())
        name = (turn.session.data.get("register") or {}).get("name")
        if turn.person is not None or not name or len(args) != 2:
            return self.open(turn, ())
        number = long(args[1])
        if args[0] == "page" and number is not None:
            return reply(self._units(turn, turn.work.people.units(), page=number), replace_tapped=True)
        chosen = next((unit for unit in turn.work.people.units() if unit.id == number), None)
        return self._chosen(turn, name, chosen.id) if chosen else self.open(turn, ())

    def typed(self, turn: Turn, text: str, /) -> Reply | None:
        """Take the name, then a unit by part of its name."""
        state = turn.session.data.get("register") or {}
        if "name" not in state:
            name = " ".join(text.split())
            if not 2 <= len(name) <= LONGEST_NAME or any(letter.isdigit() for letter in name):
                return reply(note(turn.t("register.bad_name"), style="bad"))
            if "unit" in state:
                return self._chosen(turn, name, UnitId(int(state["unit"])))
            turn.remember(register={"name": name})
            return reply(self._units(turn, turn.work.people.units()))
        if "year" in state:
            return self._told_year(turn, state, text)
        found = [unit for unit in turn.work.people.units() if fold(text) in fold(f"{unit.name} {unit.code}")]
        if len(found) == 1:
            return self._chosen(turn, str(state["name"]), found[0].id)
        return reply(self._units(turn, found or turn.work.people.units()))

    def _units(self, turn: Turn, units: Sequence[Unit], *, page: int = 0) -> Outgoing:
        shown = units[page * PAGE : (page + 1) * PAGE]
        rows: list[tuple[Button, ...]] = [
            (button(unit.name, f"register:unit:{short(unit.id)}"),) for unit in shown
        ]
        if len(units) > (page + 1) * PAGE:
            rows.append((button(turn.t("more"), f"register:page:{short(page + 1)}"),))
        rows.append((button(turn.t("register.again"), "register:name"),))
        return Outgoing(
            lines=(*lines(turn.t("register.unit")), *(line(f"• {unit.name}") for unit in shown)),
            buttons=tuple(rows),
            input="text",
        )

    def _chosen(self, turn: Turn, name: str, unit_id: UnitId) -> Reply:
        """Register, or first ask for the year of birth where a contest looks at it."""
        if not traits.birth_wanted(turn.work):
            return self._done(turn, name, unit_id)
        turn.remember(register={"name": name, "unit": unit_id, "year": None})
        return reply(self._year(turn))

    def _year(self, turn: Turn) -> Outgoing:
        return Outgoing(lines=lines(turn.t("register.year")), input="text")

    def _told_year(self, turn: Turn, state: Mapping[str, Any], text: str) -> Reply:
        """Take a year of birth; whoever would rather not tell it says so and is confirmed by the organizers."""
        said = fold(text)
        name, unit_id = str(state["name"]), UnitId(int(state["unit"]))
        if said in SKIP:
            return self._done(turn, name, unit_id)
        if not (said.isdigit() and OLDEST <= int(said) <= turn.now.year):
            return reply(note(turn.t("register.bad_year"), style="bad"), self._year(turn))
        return self._done(turn, name, unit_id, year=int(said))

    def _done(self, turn: Turn, name: str, unit_id: UnitId, *, year: int | None = None) -> Reply:
        person = people.register(
            turn.work,
            channel=turn.incoming.channel,
            address=turn.incoming.address,
            name=name,
            unit_id=unit_id,
            now=turn.now,
        )
        if year is not None:
            traits.tell_birth_year(turn.work, person=person, year=year, now=turn.now)
        return joined(turn, person)


SCREEN: Screen = Register()
