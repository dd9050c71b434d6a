"""After the freeze no reply on any channel, in private or in a group, depends on later answers."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from quizbot.chat.messages import Reply
from quizbot.chat.screens import SCREENS
from quizbot.core.contest import Feedback, ResultRules
from tests.build import CLOSES, OPENS, Chat, buttons, contest, opened, said

SLUG = "cuoc-thi"
CHANNELS = ("telegram", "zalo_oa")
FREEZE = timedelta(hours=1)
# after the freeze, before the closing
LOOK = CLOSES - timedelta(minutes=20)


def whole(reply: Reply) -> str:
    """Give everything of a reply that reaches a person."""
    labels = [(each.label, each.token, each.hint) for each in buttons(reply)]
    facts = [message.facts for message in reply.messages]
    files = [(each.name, each.content) for message in reply.messages if (each := message.attachment)]
    return f"{said(reply)}\n{labels}\n{reply.toast}\n{facts}\n{files}"


async def lived(channel: str, *, late: bool, feedback: Feedback) -> dict[str, str]:
    """Let An and Bình play early and, in one world, Cúc and Hà after the freeze; give all that An hears then."""
    rules = contest(feedback=feedback, results=ResultRules(freeze=FREEZE))
    async with opened("sqlite://") as office:
        await office.run(rules)
        await office.tick()
        for name in ("an", "binh"):
            office.clock.now = OPENS + timedelta(hours=2)
            await office.played(name, SLUG, "B", "C", "A")
        office.clock.now = CLOSES - FREEZE + timedelta(minutes=1)
        await office.tick()
        if late:
            await office.played("cuc", SLUG, "B", "C", "D")
            await office.played("ha", SLUG, "A", "C", "A")
        office.clock.now = LOOK
        await office.tick()
        chat = await office.linked("an", channel=channel)
        heard = {}
        for name in sorted(SCREENS):
            for command in SCREENS[name].commands[:1]:
                heard[command] = whole(await chat.say(f"/{command}"))
                for each in buttons(chat.last):
                    if each.token and not each.token.startswith(("mydata", "language", "join", "register")):
                        heard[f"{command} > {each.token}"] = whole(await chat.send(each.token))
                        await chat.say(f"/{command}")
        organizer = await office.linked("lan", channel=channel)
        for kind in ("pdf", "csv"):
            # what is hung up on a wall is what everybody may see
            heard[f"board {kind}"] = whole(await organizer.send(f"boardfile:{kind}:{SLUG}"))
            heard[f"board {kind} 1"] = whole(await organizer.send(f"boardfile:{kind}:{SLUG}:1"))
        group = Chat(office, "-100", channel, group=True, sender="an")
        for command in ("/bang", "/xephang", "/ketqua", "/start"):
            heard[f"group {command}"] = whole(await group.say(command))
    return heard


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("feedback", [Feedback.AFTER_ATTEMPT, Feedback.AFTER_CLOSE])
async def test_no_reply_depends_on_answers_after_the_freeze(
    channel: str, feedback: Feedback, monkeypatch: pytest.MonkeyPatch
) -> None:
    # receipts are made with a secret of the contest: give both worlds the same
    fixed = SimpleNamespace(token_hex=lambda count: "0f" * count)
    monkeypatch.setattr("quizbot.usecases.evidence.binding.secrets", fixed)
    quiet = await lived(channel, late=False, feedback=feedback)
    late = await lived(channel, late=True, feedback=feedback)

    assert len(quiet) > 2 * len(SCREENS)
    assert quiet.keys() == late.keys()
    assert [name for name in quiet if quiet[name] != late[name]] == []
