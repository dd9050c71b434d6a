"""Long polling: nothing is confirmed to Telegram before it is stored."""

import asyncio

import pytest

from quizbot.chat.messages import Incoming, Line, Outgoing, Reply
from tests.channels.telegram.rig import join, telegram
from tests.contracts.channel import Answers, said, until
from tests.fakes.bot_api.server import Fault
from tests.fakes.virtual_time import simulated


def texts(answers: Answers) -> list[str]:
    return [incoming.text for incoming in answers.heard]


class TestAcknowledgement:
    @simulated
    async def test_waits_for_the_answer(self) -> None:
        async with telegram() as rig:
            rig.answers.takes_s = 5.0
            await rig.channel.start()
            rig.person_types("B")
            await asyncio.sleep(4.0)

            assert rig.server.world.confirmed_updates == []

            await until(lambda: bool(rig.answers.heard))
            await asyncio.sleep(1.0)
            assert len(rig.server.world.confirmed_updates) == 1

    @simulated
    async def test_loses_nothing_when_the_process_dies(self) -> None:
        async with telegram() as rig:
            rig.answers.takes_s = 5.0
            await rig.channel.start()
            rig.person_types("B")
            await asyncio.sleep(1.0)
            dying = rig.channel._running
            assert dying is not None
            dying.cancel()
            await asyncio.wait({dying})
            assert rig.answers.heard == []

            rig.answers.takes_s = 0.0
            again = join(rig.server, rig.store, rig.answers)
            await again.start()
            await until(lambda: bool(rig.answers.heard))
            await again.stop()

            assert texts(rig.answers) == ["B"]

    @simulated
    async def test_goes_on_where_the_last_process_stood(self) -> None:
        async with telegram() as rig:
            await rig.channel.start()
            rig.person_types("1")
            await until(lambda: bool(rig.answers.heard))
            await rig.channel.stop()
            rig.person_types("2")
            again = join(rig.server, rig.store, rig.answers)
            await again.start()
            await until(lambda: len(rig.answers.heard) == 2)
            await again.stop()

            assert texts(rig.answers) == ["1", "2"]

    @simulated
    async def test_confirms_the_last_answers_when_it_stops(self) -> None:
        async with telegram() as rig:
            await rig.channel.start()
            rig.person_types("1")
            await until(lambda: bool(rig.answers.heard))
            await rig.channel.stop()
            rig.server.world.forget(before=0)

            assert rig.server.world.updates == []

    @simulated
    async def test_lets_others_pass_one_who_cannot_be_stored(self) -> None:
        async with telegram() as rig:
            other = rig.server.person(901, "Bình")
            failing = {"left": 3}

            class Choosy(Answers):
                pass

            async def answer(incoming: Incoming, /) -> Reply:
                if incoming.address == rig.address and failing["left"]:
                    failing["left"] -= 1
                    rig.answers.troubles = 1
                return await rig.answers(incoming)

            channel = join(rig.server, rig.store, answer)  # type: ignore[arg-type]
            rig.person_types("mình")
            other.types("bạn")
            await channel.start()
            await until(lambda: len(rig.answers.heard) == 2)
            await channel.stop()

            assert texts(rig.answers) == ["bạn", "mình"]

    @simulated
    async def test_keeps_an_old_offset_from_hiding_new_updates(self) -> None:
        async with telegram() as rig:
            rig.store.leases.mark("telegram.offset:42", "999999999 2026-11-01T00:00:00+00:00")
            rig.person_types("B")
            await rig.channel.start()
            await until(lambda: bool(rig.answers.heard))

            assert texts(rig.answers) == ["B"]


class TestOrder:
    @simulated
    async def test_is_kept_within_a_chat_while_chats_go_side_by_side(self) -> None:
        async with telegram() as rig:
            rig.answers.takes_s = 1.0
            people = [rig.server.person(1000 + number) for number in range(20)]
            for text in ("1", "2"):
                for person in people:
                    person.types(text)
            begun = rig.server.now()
            await rig.channel.start()
            await until(lambda: len(rig.answers.heard) == 40)

            assert rig.server.now() - begun < 4.0
            for person in people:
                mine = [each.text for each in rig.answers.heard if each.address == str(person.id)]
                assert mine == ["1", "2"]


class TestOneReader:
    @simulated
    async def test_second_process_waits_for_the_lease(self) -> None:
        async with telegram() as rig:
            await rig.channel.start()
            await asyncio.sleep(1.0)
            other = Answers()
            second = join(rig.server, rig.store, other, holder="two")
            await second.start()
            rig.person_types("1")
            await asyncio.sleep(10.0)

            assert (texts(rig.answers), texts(other)) == (["1"], [])

            await rig.channel.stop()
            rig.person_types("2")
            await until(lambda: bool(other.heard))
            await second.stop()
            assert texts(other) == ["2"]
            assert not [call for call in rig.server.calls if call.error and "Conflict" in call.error]

    @simulated
    async def test_waits_out_a_stranger_with_the_same_token(self, caplog: pytest.LogCaptureFixture) -> None:
        async with telegram() as rig:
            from tests.fakes.bot_api.refusals import OTHER_POLLER, ApiError

            conflict = Fault(kind="refuse", refusal=ApiError(409, OTHER_POLLER))
            rig.server.break_next("getUpdates", conflict, times=3)
            rig.person_types("B")
            await rig.channel.start()
            await until(lambda: bool(rig.answers.heard))

            assert "another process reads this bot's updates" in caplog.text

    @simulated
    async def test_takes_a_webhook_away_that_was_set_meanwhile(self) -> None:
        async with telegram() as rig:
            await rig.channel.start()
            rig.server.webhook = {"url": "https://elsewhere.example"}
            await asyncio.sleep(30.0)
            rig.person_types("B")
            await until(lambda: bool(rig.answers.heard))

            assert rig.server.webhook == {}


class TestTrouble:
    @simulated
    async def test_outlives_every_kind_of_bad_answer(self) -> None:
        async with telegram() as rig:
            for fault in (
                Fault(kind="error", status=502),
                Fault(kind="hang"),
                Fault(kind="truncate"),
                Fault(kind="drop"),
                Fault(kind="slow", seconds=3),
            ):
                rig.server.break_next("getUpdates", fault)
            rig.person_types("B")
            await rig.channel.start()
            await until(lambda: bool(rig.answers.heard), within_s=300)

            assert texts(rig.answers) == ["B"]

    @simulated
    async def test_starts_without_telegram_and_goes_on_trying(self) -> None:
        async with telegram() as rig:
            rig.server.break_next("getMe", Fault(kind="error"), times=5)
            rig.person_types("B")
            await rig.channel.start()
            await until(lambda: bool(rig.answers.heard))

            assert texts(rig.answers) == ["B"]

    @simulated
    async def test_sets_a_poisoned_update_aside(self, caplog: pytest.LogCaptureFixture) -> None:
        async with telegram() as rig:

            def stumble(incoming: Incoming) -> Reply:
                if incoming.text == "poison":
                    raise ZeroDivisionError
                return Reply(messages=(said("khoẻ"),))

            rig.answers.reply = stumble
            rig.person_types("poison")
            rig.server.world.push("message", {"no": "sense"})
            rig.person_types("B")
            await rig.channel.start()
            await until(lambda: rig.person_reads() == ["khoẻ"])

            assert "An update could not be answered" in caplog.text
            assert "is not understood" in caplog.text


class TestGroups:
    @simulated
    async def test_follows_a_group_that_moved(self) -> None:
        async with telegram() as rig:
            group = rig.server.group()
            rig.store.chats.linked.add(("telegram", "-1001"))
            group.migrates(-2002, by=rig.person)
            await rig.channel.start()
            await until(lambda: bool(rig.store.chats.moves))

            assert rig.store.chats.linked == {("telegram", "-2002")}

    @simulated
    async def test_counts_a_vote_in_a_native_poll(self) -> None:
        from quizbot.chat.messages import Poll

        async with telegram() as rig:
            group = rig.server.group()
            poll = Poll(question="Năm nào?", options=("2024", "2025"), right=(0,), open_s=600)
            post = Outgoing(lines=(Line(text="Năm nào?"),), poll=poll, facts={"poll": "p.7.1"})
            await rig.channel.send(str(group.id), post, group=True)
            await rig.channel.start()
            rig.person.votes(group.messages()[0], 1)
            await until(lambda: bool(rig.answers.heard))

            sent = group.messages()[0].params
            assert (sent["is_anonymous"], sent["correct_option_ids"]) == (False, [0])
            assert (rig.answers.heard[0].kind, rig.answers.heard[0].text) == ("choice", "p.7.1.1")

    @simulated
    async def test_fetches_a_file_up_to_the_size(self) -> None:
        async with telegram(max_file_bytes=10) as rig:
            rig.person.sends("nho.yaml", b"0123456789")
            rig.person.sends("to.yaml", b"01234567890")
            await rig.channel.start()
            await until(lambda: len(rig.answers.heard) == 2)

            assert [each.file_bytes for each in rig.answers.heard] == [b"0123456789", b""]
