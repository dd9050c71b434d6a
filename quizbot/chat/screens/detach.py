"""A coordinator takes chat accounts from a person whose phone has another holder."""

from quizbot.chat.messages import Outgoing, Reply
from quizbot.chat.screens import Screen
from quizbot.chat.turn import Turn, button, line, note, reply
from quizbot.usecases import addresses, people
from quizbot.usecases.ports import Person

LONGEST_CODE = 40  # characters that go into a button


class Detach:
    """Look at a person's addresses and take them away."""

    commands = ("golienket", "thulienket", "detach")
    needs = ("organizer", "admin", "coordinator")

    def open(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Show the addresses of who holds a roster code."""
        turn.stay("detach")
        if not args:
            back = ((button(turn.t("back"), "organizer"),),)
            return reply(note(turn.t("detach.ask"), buttons=back))
        return reply(self._shown(turn, people.by_code(turn.work, args[0])))

    def tap(self, turn: Turn, args: tuple[str, ...], /) -> Reply:
        """Take all addresses of a person away."""
        if len(args) != 2 or args[0] != "all":
            return self.open(turn, ())
        person = people.by_code(turn.work, args[1])
        gone = addresses.detach_all(turn.work, person, by=f"person:{turn.known().id}", now=turn.now)
        done = note(turn.t("detach.done", name=person.name, count=gone), style="good")
        if person.id == turn.known().id:
            # their own, this very chat among them
            turn.start_anew()
            return reply(done)
        return reply(done, self._shown(turn, person))

    def _shown(self, turn: Turn, person: Person) -> Outgoing:
        held = addresses.shown(turn.work.people.addresses(person.id))
        listed = [
            line(turn.t("mydata.address", channel=turn.t(f"channels.{each.channel}"), since=each.linked_at))
            for each in held
        ]
        rows = []
        if held and len(person.code) <= LONGEST_CODE:
            rows.append((button(turn.t("detach.all", name=person.name), f"detach:all:{person.code}"),))
        text = turn.t("detach.person", name=person.name, code=person.code, count=len(held))
        return Outgoing(
            lines=(line(text, "title"), *listed),
            buttons=(*rows, (button(turn.t("back"), "organizer"),)),
        )

    def typed(self, turn: Turn, text: str, /) -> Reply | None:
        """Take a roster code."""
        return self.open(turn, (text.strip(),))


SCREEN: Screen = Detach()
