"""Rehearsing: a contest played whole, by synthetic people, in a database that vanishes."""

import os
import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from quizbot.bank.loader import load_bank
from quizbot.chat.dialogue import Dialogue
from quizbot.chat.rehearsal import Played, Player, Rehearsal, VirtualClock
from quizbot.config import Settings
from quizbot.core.calendar import DaysOff, rounds_of
from quizbot.core.codec import canonical
from quizbot.core.contest import Contest, ContestState, Round, Schedule
from quizbot.core.ids import PersonId
from quizbot.installation import all_texts, chat_settings
from quizbot.roster.inventing import settle
from quizbot.roster.sample import store_sample
from quizbot.storage.store import SqlStore, open_store
from quizbot.usecases import bank, organise, results
from quizbot.usecases.ports import Person, StandingEntry, Work
from quizbot.usecases.standings import BoardView, board_view, find

PAUSE = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """What a rehearsal showed."""

    played: Played
    people: int
    rounds: int
    seconds: float
    person_board: BoardView
    unit_board: BoardView
    # boards kept while playing equal boards rebuilt from the log, byte for byte
    boards_equal_log: bool
    # results on the boards that differ from what the players were credited with
    disagreements: int


class Stage:
    """A database that vanishes, with bank, roster and one contest."""

    def __init__(
        self, store: SqlStore, dialogue: Dialogue, clock: VirtualClock, seed: int, schedule: Schedule
    ) -> None:
        self.store = store
        self.dialogue = dialogue
        self.clock = clock
        # a rehearsal is repeated from its seed; nothing is won in it
        self.rng = random.Random(seed)
        self.rehearsal = Rehearsal(
            store=store, dialogue=dialogue, clock=clock, rng=self.rng, schedule=schedule
        )


async def set_stage(
    settings: Settings, contest: Contest, *, days_off: DaysOff, people: int, seed: int, url: str
) -> tuple[Stage, tuple[Round, ...]]:
    """Open a database with everything a rehearsal of this contest needs.

    Raises:
        FormFaults: the bank is not sound.
        BankTooSmall: at the first draw, where quotas cannot be filled.
    """
    first = rounds_of(contest.rounds, contest.kind, days_off)[0][0]
    clock = VirtualClock(first - PAUSE)
    start = clock()
    store = await open_store(url, now=start)
    talk = chat_settings(settings, environ=os.environ, at=start)
    loaded = load_bank(settings.questions)
    dialogue = Dialogue(
        store=store,
        texts=all_texts(settings),
        settings=talk,
        clock=clock,
        rng=random.Random(seed + 1),
    )

    def prepare(work: Work) -> tuple[Round, ...]:
        since = (start - timedelta(days=30)).date()
        bank.apply(
            work,
            loaded.questions,
            whole=True,
            confirm_keys=True,
            source_hash=loaded.folder,
            by="rehearsal",
            now=start,
        )
        store_sample(work, since=since)
        _fill_up(work, people, since=start)
        day = first.astimezone(ZoneInfo(contest.rounds.zone)).date()
        settle(work, contest.who, rng=random.Random(seed + 2), day=day, since=since)
        organise.apply_contest(work, contest, days_off=days_off, by="rehearsal", now=start)
        organise.step(
            work,
            slug=contest.id,
            to=ContestState.OPEN,
            by="rehearsal",
            now=start,
            secret=f"{random.Random(seed).getrandbits(256):064x}",
        )
        return tuple(work.contests.rounds(find(work, contest.id).id))

    return Stage(store, dialogue, clock, seed, contest.rounds), await store.write(prepare)


def _fill_up(work: Work, people: int, *, since: datetime) -> None:
    """Add people to the sample office until there are as many as wanted."""
    known = list(work.people.everybody())
    for number in range(len(known) + 1, people + 1):
        like = known[number % len(known)]
        work.people.add(
            replace(like, id=PersonId(0), code=f"D{number:07d}", roles=(), groups=(), invented=True),
            since=since.date(),
        )


async def rehearse(
    settings: Settings,
    contest: Contest,
    *,
    days_off: DaysOff,
    people: int,
    rounds: int | None,
    seed: int = 1,
    url: str = "sqlite://",
    progress: Callable[[str], None] = lambda _text: None,
    passing: Callable[[str], None] = lambda _text: None,
) -> Rehearsed:
    """Play a contest with synthetic people and look at what comes out.

    Args:
        people: at least the sample office of 122.
        rounds: how many rounds are played; None for all.
        url: database to play in; one that vanishes unless said.
        progress: told what is going on, a line at a time.
        passing: told within a round, many times; only the last of it is worth seeing.
    """
    progress("chuẩn bị cơ sở dữ liệu tạm: ngân hàng câu hỏi, danh sách giả lập, cuộc thi")
    stage, planned = await set_stage(settings, contest, days_off=days_off, people=people, seed=seed, url=url)
    try:
        chosen = planned[: rounds or len(planned)]
        persons: Sequence[Person] = await stage.store.read(lambda work: work.people.everybody())
        players: list[Player] = await stage.rehearsal.enrol(persons[:people])
        progress(f"{len(players)} người giả lập, {len(chosen)} vòng; Ctrl+C để dừng")
        began = time.perf_counter()
        played = stage.rehearsal.played
        for round_ in chosen:

            def within(_turns: int, number: int = round_.number) -> None:
                passing(
                    f"vòng {number}/{len(chosen)}: {played.started} người vào thi, {played.answers} câu trả lời"
                )

            await stage.rehearsal.play_round(players, round_, progress=within)
            progress(
                f"vòng {round_.number}/{len(chosen)}: {played.answers} câu trả lời, {played.finished} bài nộp"
            )
        seconds = time.perf_counter() - began
        return await stage.store.write(
            lambda work: _looked_at(work, contest, stage, chosen, len(players), seconds)
        )
    finally:
        await stage.store.close()


def _looked_at(
    work: Work, contest: Contest, stage: Stage, rounds: Sequence[Round], people: int, seconds: float
) -> Rehearsed:
    stored, at = find(work, contest.id), stage.clock()
    boards = [results.round_board(each.id) for each in rounds] + [results.contest_board(stored)]
    kept = [_bytes(work.standings.entries(board)) for board in boards]
    results.rebuild(work, stored=stored)
    rebuilt = [_bytes(work.standings.entries(board)) for board in boards]
    played = stage.rehearsal.played
    return Rehearsed(
        played=played,
        people=people,
        rounds=len(rounds),
        seconds=seconds,
        person_board=board_view(work, slug=contest.id, now=at, inside=True, limit=10),
        unit_board=board_view(work, slug=contest.id, now=at, by="unit", inside=True),
        boards_equal_log=kept == rebuilt,
        disagreements=_disagreements(work, rounds, played),
    )


def _bytes(entries: Iterable[StandingEntry]) -> bytes:
    return canonical([(each.board, each.person_id, each.key.hex(), each.detail) for each in entries])


def _disagreements(work: Work, rounds: Sequence[Round], played: Played) -> int:
    """Count results that differ from what the players themselves saw when they handed in."""
    wrong = 0
    for round_ in rounds:
        for entry in work.standings.entries(results.round_board(round_.id)):
            code = results.result_of(entry).person_code
            credited = played.right.get((code, round_.number))
            wrong += credited is not None and credited != entry.right
    return wrong
