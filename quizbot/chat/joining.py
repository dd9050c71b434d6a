"""What happens when a chat account has just been linked to a person."""

from dataclasses import replace
from datetime import datetime

from quizbot.chat.messages import Reply
from quizbot.chat.turn import Turn, line, note, reply
from quizbot.usecases import people
from quizbot.usecases.ports import Person

PURPOSE = "take_part"


def joined(turn: Turn, person: Person) -> Reply:
    """Greet a person who has just been linked, and record the consent given before."""
    given_at = turn.session.data.get("consented_at")
    people.record_consent(
        turn.work,
        person,
        purpose=PURPOSE,
        version=turn.settings.consent_version,
        given=True,
        channel=turn.incoming.channel,
        now=datetime.fromisoformat(given_at) if given_at else turn.now,
    )
    turn.person, turn.consented = person, True
    turn.remember(consented_at=None, register=None)
    units = {unit.id: unit for unit in turn.work.people.units()}
    key = "join.welcome" if person.status.value == "active" else "join.welcome_pending"
    hello = turn.t(key, name=person.name, unit=units[person.unit_id].name)
    playing = turn.work.attempts.open_of(person.id) is not None
    shown = turn.go(turn, "question" if playing else "menu", ())
    return _greeted(turn, person, hello, shown)


def _greeted(turn: Turn, person: Person, hello: str, shown: Reply) -> Reply:
    """Say hello once: before the question, or in place of the menu's own greeting."""
    first, *rest = shown.messages
    if first.lines[0].text != turn.t("menu.title", name=person.name):
        return reply(note(hello, style="good"), *shown.messages)
    said = (turn.t("menu.title", name=person.name), turn.t("menu.pending"))
    kept = tuple(each for each in first.lines if each.text not in said)
    return reply(replace(first, lines=(line(hello, "title"), *kept)), *rest)
