"""All questions in one message, where an office counts messages on Messenger too: within every limit."""

import asyncio
from dataclasses import replace
from typing import Literal

from quizbot.channels.messenger.limits import TEXT
from quizbot.chat.messages import Incoming, Reply
from quizbot.core.attempt import AttemptStatus
from quizbot.core.question import Question
from quizbot.usecases.ports import Work
from quizbot.usecases.standings import find
from tests.build import Office, contest, drawn, question, said
from tests.channels.messenger.rig import MessengerRig, messenger
from tests.fakes.virtual_time import simulated
from tests.offices import small_office

__all__ = ["small_office"]

# as long as questions of resolutions are
LONG = tuple(
    question(
        f"d-{number:02}",
        "single",
        ("ABCD"[number % 4],),
        *(
            f"Phương án {letter} của câu {number}: " + "phát triển khoa học, công nghệ " * 3
            for letter in "ABCD"
        ),
        ask=f"Câu hỏi {number}: " + "theo Nghị quyết số 57-NQ/TW của Bộ Chính trị " * 4 + "?",
    )
    for number in range(10)
)


async def says(office: Office, kind: Literal["text", "choice"], text: str) -> Reply:
    """Say something as it comes from Messenger, whose channel cuts what is long by itself."""
    address = "an@messenger"
    return await office.dialogue(
        Incoming(
            channel="messenger",
            address=address,
            update_key=f"{kind}:{text}",
            received_at=office.clock(),
            kind=kind,
            text=text,
        )
    )


async def begun(office: Office, asked: tuple[Question, ...]) -> Reply:
    office.dialogue.settings = replace(office.dialogue.settings, frugal=frozenset({"messenger"}))
    await office.write(lambda work: work.bank.apply(asked, whole=False))
    await office.run(contest(draw=drawn(*(each.id for each in asked))))
    await office.linked("an", channel="messenger")
    return await says(office, "choice", "contests:start:cuoc-thi")


async def shown(reply: Reply) -> tuple[list[str], MessengerRig]:
    """Give the texts of a reply as the platform took them."""
    async with messenger() as rig:
        await rig.channel._reply(rig.address, reply.messages, False)
        assert [call.error for call in rig.server.calls if call.error is not None] == []
        return rig.person_reads(), rig


class TestSheet:
    async def test_of_long_questions_is_cut_between_them_and_taken_whole(self, small_office: Office) -> None:
        reply = await begun(small_office, LONG)
        sent: list[str] = []

        @simulated
        async def deliver() -> None:
            texts, _ = await shown(reply)
            sent.extend(texts)

        await asyncio.to_thread(deliver)

        assert 1 < len(sent) <= 8
        assert all(len(text) <= TEXT for text in sent)
        for number, each in enumerate(LONG, start=1):
            (holding,) = [text for text in sent if f"{number}. {each.ask[:20]}" in text]
            # a question and its options stand together
            assert all(f"{letter}. Phương án {letter} của câu {number - 1}" in holding for letter in "ABCD")

    async def test_is_answered_by_one_message(self, small_office: Office) -> None:
        await begun(small_office, LONG)
        typed = " ".join(f"{number + 1}{'ABCD'[number % 4]}" for number in range(10))

        told = said(await says(small_office, "text", typed))

        def latest(work: Work) -> AttemptStatus:
            (round_,) = work.contests.rounds(find(work, "cuoc-thi").id)
            (attempt,) = work.attempts.in_round(small_office.people["an"].id, round_.id)
            return attempt.status

        assert await small_office.write(latest) is AttemptStatus.SUBMITTED
        assert "10/10" in told
