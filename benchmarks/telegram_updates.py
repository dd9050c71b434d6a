"""Updates a second through the Telegram adapter's two doors, against aiogram's own dispatch.

Run: python -m benchmarks.telegram_updates
Each side reads the same bytes and calls one trivial handler; the adapter's side also keeps the order
of each chat and hands the reply on. Then the same with an answer that is stored before it counts: one
row in a SQLite file, committed in groups, 64 updates under way. Prints the ratios (goal for both: at
least 4). The share of the rate without a database has no HTTP on either side, so it is the hardest case.
"""

import asyncio
import itertools
import json
import logging
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from statistics import median

from aiogram import Bot, Dispatcher, F, Router
from aiogram.types import CallbackQuery, Message

from quizbot.channels.telegram.heard import Heard
from quizbot.channels.telegram.incoming import FullDoor
from quizbot.channels.telegram.listener import Listener
from quizbot.chat.channel import Answerer
from quizbot.chat.messages import Incoming, Reply
from quizbot.storage import open_store
from quizbot.usecases.ports import Store
from tests.fakes.memory_store import MemoryStore

UPDATES = 3000
ROUNDS = 3
GOAL = 4.0
AT = datetime(2026, 11, 23, tzinfo=UTC)

Feed = Callable[[bytes], Awaitable[object]]


def updates(*, in_groups: bool) -> list[bytes]:
    """Make taps with the question they stand under, and typed answers, of many people."""
    made = []
    for number in range(UPDATES):
        user = {"id": 900 + number % 500, "is_bot": False, "first_name": "An", "language_code": "vi"}
        chat = {"id": user["id"], "type": "private", "first_name": "An"}
        text = "B"
        if in_groups:
            chat, text = {"id": -1001, "type": "supergroup", "title": "Phòng"}, "/bangxephang@quiz_bot"
        message = {"message_id": number, "date": 1_790_000_000, "chat": chat, "from": user, "text": text}
        if number % 2 or in_groups:
            body = {"message": message}
        else:
            rows = [[{"text": mark, "callback_data": f"a.9f2c.3.{mark}"} for mark in "ABCD"]]
            shown = {**message, "text": "Câu 3/10\n" + "nội dung câu hỏi " * 20}
            shown["reply_markup"] = {"inline_keyboard": rows}
            tap = {"id": str(number), "from": user, "chat_instance": "-1", "data": "a.9f2c.3.B"}
            body = {"callback_query": {**tap, "message": shown}}
        made.append(json.dumps({"update_id": number, **body}, ensure_ascii=False).encode())
    return made


class NoReplies:
    """Takes replies and drops them."""

    def put(self, heard: Heard, reply: Reply) -> None:
        return None


async def answer(_incoming: Incoming, /) -> Reply:
    return Reply()


def storing(store: Store) -> Answerer:
    """Give an answerer that stores the update's key before it answers."""

    async def answer_stored(incoming: Incoming, /) -> Reply:
        await store.write(lambda work: work.chats.first_time(incoming.channel, incoming.update_key, now=AT))
        return Reply()

    return answer_stored


async def _no_file(_file_id: str, _size: int | None) -> bytes:
    return b""


async def _no_poll(_poll_id: str) -> None:
    return None


def adapter(answer: Answerer = answer) -> Feed:
    """Give the adapter's way in, as the webhook uses it."""
    door = FullDoor(username="quiz_bot", groups=(), download=_no_file, poll_token=_no_poll)
    listener = Listener(
        answer=answer,
        store=MemoryStore(),
        door=door,
        replies=NoReplies(),  # type: ignore[arg-type]
        clock=lambda: AT,
        concurrency=64,
    )
    return listener.take


def bare(answer: Answerer = answer) -> Feed:
    """Give aiogram's way in: one router, two handlers, each the first tried of its kind."""
    keys = itertools.count()

    async def pass_on() -> None:
        key = f"bare:{next(keys)}"
        await answer(Incoming(channel="telegram", address="1", update_key=key, received_at=AT, kind="text"))

    router = Router()

    @router.message(F.text)
    async def on_message(_message: Message) -> None:
        await pass_on()

    @router.callback_query()
    async def on_tap(_tap: CallbackQuery) -> None:
        await pass_on()

    dispatcher = Dispatcher()
    dispatcher.include_router(router)
    bot = Bot("42:TEST")
    return lambda raw: dispatcher.feed_webhook_update(bot, json.loads(raw))


async def rate(feed: Feed, raws: list[bytes]) -> float:
    """Give updates a second of CPU, the median of some rounds."""
    rates = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        for raw in raws:
            await feed(raw)
        rates.append(len(raws) / (time.process_time() - begun))
    return median(rates)


async def together(feed: Feed, raws: list[bytes]) -> float:
    """Give updates a second of real time with 64 under way."""
    waiting = iter(raws)

    async def worker() -> None:
        for raw in waiting:
            await feed(raw)

    begun = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(64)))
    return len(raws) / (time.perf_counter() - begun)


async def measure_stored() -> None:
    """Measure webhook, stored, 200: both sides on one database, one after the other."""
    raws = updates(in_groups=False)
    with tempfile.TemporaryDirectory() as folder:
        store = await open_store(f"sqlite:///{folder}/bench.db", now=AT)
        try:
            peer = await together(bare(storing(store)), raws)
            ours = await together(adapter(storing(store)), raws)
        finally:
            await store.close()
    without = await together(adapter(), raws)
    print(
        f"stored before 200: {ours:,.0f}/s; aiogram {peer:,.0f}/s; ours without a database {without:,.0f}/s"
    )
    print(
        f"ratio {ours / peer:.1f} (goal >= {GOAL}); share of the rate without a database {ours / without:.2f}"
    )


async def measure() -> None:
    """Run both sides on both kinds of updates, and print."""
    for name, raws, goal in (
        ("hot shapes (light door)", updates(in_groups=False), f"goal >= {GOAL}"),
        ("the rest (full door)", updates(in_groups=True), "no goal"),
    ):
        peer = await rate(bare(), raws)
        ours = await rate(adapter(), raws)
        print(f"{name}: {ours:,.0f}/s; aiogram feed_webhook_update {peer:,.0f}/s")
        print(f"ratio {ours / peer:.1f} ({goal})")


def main() -> None:
    """Run without aiogram's log lines, which would count against it."""
    logging.getLogger("aiogram").setLevel(logging.ERROR)
    asyncio.run(measure())
    asyncio.run(measure_stored())


if __name__ == "__main__":
    main()
