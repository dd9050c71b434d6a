"""Updates a second through the Telegram adapter's two doors, against aiogram's own dispatch.

Run: python -m benchmarks.telegram_updates
Each side reads the same bytes and calls one trivial handler; the adapter's side also keeps the order
of each chat and hands the reply on. Prints the ratios (goal for the hot shapes: at least 4).
"""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from statistics import median

from aiogram import Bot, Dispatcher, F, Router
from aiogram.types import CallbackQuery, Message

from quizbot.channels.telegram.heard import Heard
from quizbot.channels.telegram.incoming import FullDoor
from quizbot.channels.telegram.listener import Listener
from quizbot.chat.messages import Incoming, Reply
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


async def _no_file(_file_id: str, _size: int | None) -> bytes:
    return b""


async def _no_poll(_poll_id: str) -> None:
    return None


def adapter() -> Feed:
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


def bare() -> Feed:
    """Give aiogram's way in: one router, two handlers, each the first tried of its kind."""
    router = Router()

    @router.message(F.text)
    async def on_message(_message: Message) -> None:
        return None

    @router.callback_query()
    async def on_tap(_tap: CallbackQuery) -> None:
        return None

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


if __name__ == "__main__":
    main()
