"""A rush: many synthetic people at once, each waiting for the durable reply before the next message."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from quizbot.chat.dialogue import Dialogue
from quizbot.chat.messages import Incoming
from quizbot.chat.rehearsal import CHANNEL, Player, VirtualClock, right_response
from quizbot.chat.turn import short
from quizbot.core.attempt import Attempt
from quizbot.core.contest import Prediction, Round
from quizbot.core.questions import KINDS
from quizbot.usecases import play
from quizbot.usecases.ports import Store, Work


@dataclass(slots=True, kw_only=True)
class Rushed:
    """What the people of a rush saw."""

    seconds: float = 0.0
    # seconds from each message to its reply
    waits: list[float] = field(default_factory=list)
    # answers acknowledged, by roster code
    acknowledged: dict[str, int] = field(default_factory=dict)
    lost: int = 0
    doubled: int = 0

    @property
    def answers(self) -> int:
        return sum(self.acknowledged.values())

    def percentile(self, share: float) -> float:
        """Give the wait that this share of messages stayed under, seconds."""
        ordered = sorted(self.waits)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


async def rush(
    players: Sequence[Player],
    round_: Round,
    *,
    store: Store,
    dialogue: Dialogue,
    clock: VirtualClock,
    at_once: int,
    progress: Callable[[int], None] | None = None,
) -> Rushed:
    """Let everybody play the round, `at_once` of them at a time, then compare with the database."""
    clock.advance(round_.opens_at)
    seen = Rushed()
    gate = asyncio.Semaphore(at_once)

    async def one(player: Player) -> None:
        async with gate:
            await _play(player, round_, store=store, dialogue=dialogue, clock=clock, seen=seen)
        if progress is not None:
            progress(1)

    began = time.perf_counter()
    await asyncio.gather(*(one(player) for player in players))
    seen.seconds = time.perf_counter() - began
    await store.read(lambda work: _compare(work, players, round_, seen))
    return seen


async def _play(
    player: Player,
    round_: Round,
    *,
    store: Store,
    dialogue: Dialogue,
    clock: VirtualClock,
    seen: Rushed,
) -> None:
    slug = await store.read(lambda work: work.contests.get(round_.contest_id).contest.id)
    prediction = await store.read(lambda work: work.contests.get(round_.contest_id).contest.paper.prediction)
    serial = 0

    async def say(kind: str, text: str) -> None:
        nonlocal serial
        serial += 1
        began = time.perf_counter()
        await dialogue(
            Incoming(
                channel=CHANNEL,
                address=player.address,
                update_key=f"{player.address}/{serial}",
                received_at=clock(),
                kind="choice" if kind == "choice" else "text",
                text=text,
            )
        )
        seen.waits.append(time.perf_counter() - began)

    await say("choice", f"contests:start:{slug}")
    attempt = await store.read(lambda work: work.attempts.open_of(player.person.id))
    if attempt is None:
        return
    said = await store.read(lambda work: answers_of(work, attempt))
    for kind, text in said:
        await say(kind, text)
        code = player.person.code
        seen.acknowledged[code] = seen.acknowledged.get(code, 0) + 1
    if prediction is not Prediction.NONE:
        await say("text", "10")


def answers_of(work: Work, attempt: Attempt) -> list[tuple[str, str]]:
    """Prepare what the person will say: the right answer to every question of the paper."""
    said = []
    for position in range(len(attempt.paper.items)):
        shown = play.shown_at(work, attempt, position)
        response = right_response(shown)
        kind = KINDS[shown.question.kind]
        if kind.widget == "choose_one":
            said.append(("choice", f"question:{short(attempt.id)}:{short(position)}:{response[0]}"))
        elif kind.widget in ("type_number", "type_text"):
            said.append(("text", response[0]))
        else:
            said.append(("text", kind.show(response, shown)))
    return said


def _compare(work: Work, players: Sequence[Player], round_: Round, seen: Rushed) -> None:
    stored: dict[str, int] = {}
    codes = {player.person.id: player.person.code for player in players}
    for summary in work.attempts.summaries(round_.id):
        code = codes.get(summary.person_id)
        if code is None:
            # somebody else's rush, in another process
            continue
        stored[code] = stored.get(code, 0) + summary.answered
    for code, count in seen.acknowledged.items():
        seen.lost += max(0, count - stored.get(code, 0))
        seen.doubled += max(0, stored.get(code, 0) - count)
