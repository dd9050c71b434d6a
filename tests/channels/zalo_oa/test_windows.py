"""Who may be written to, known before it is tried."""

from datetime import timedelta
from typing import Any

import pytest

from quizbot.chat.channel import DeliveryFailed
from quizbot.chat.messages import Line, Outgoing
from quizbot.core.delivery import Failure
from tests.channels.zalo_oa.rig import ZaloOaRig, zalo_oa
from tests.contracts.channel import said
from tests.fakes.virtual_time import clock, simulated
from tests.fakes.zalo_oa.server import CARE, Fault

HOURS = {"fresh": 1, "billed": 50, "closed": 24 * 7 + 1}
INVITATION = Outgoing(
    lines=(Line(text="Vòng 2 đã mở"),), facts={"kind": "invitation", "title": "Tìm hiểu NQ 57", "round": 2}
)
TEMPLATES = {"invitation": {"id": "512345", "dong": 300, "fields": {"ten": "title", "vong": "round"}}}


def heard(rig: ZaloOaRig, ago: timedelta) -> None:
    """Let the person have been heard so long ago, as both sides know it."""
    rig.person.user.heard_at = clock() - ago
    rig.store.chats.heard["zalo_oa", rig.person.id] = clock() - ago


async def refusal(rig: ZaloOaRig, message: Outgoing | None = None) -> Failure | None:
    try:
        await rig.channel.send(rig.address, message or said("a"))
    except DeliveryFailed as failure:
        return failure.failure
    return None


class TestWindow:
    @pytest.mark.parametrize(
        ("billed", "when", "expected"),
        [
            (False, "fresh", None),
            (False, "billed", Failure.WINDOW_CLOSED),
            (True, "billed", None),
            (True, "closed", Failure.WINDOW_CLOSED),
        ],
    )
    def test_is_known_without_asking(self, billed: bool, when: str, expected: Failure | None) -> None:
        @simulated
        async def send() -> None:
            async with zalo_oa(billed=billed) as rig:
                heard(rig, timedelta(hours=HOURS[when]))

                assert await refusal(rig) is expected
                assert len(rig.server.called(CARE)) == (expected is None)

        send()

    @simulated
    async def test_is_told_to_those_who_plan(self) -> None:
        async with zalo_oa(billed=True, templates=TEMPLATES) as rig:
            windows = rig.channel.limits.allowance.windows

            assert [(each.lasts, each.dong) for each in windows] == [
                (timedelta(hours=48), 0),
                (timedelta(days=7), 55),
                (timedelta(days=3650), 300),
            ]

    @simulated
    async def test_a_platform_that_disagrees_is_believed(self) -> None:
        async with zalo_oa() as rig:
            heard(rig, timedelta(hours=1))
            rig.person.user.heard_at = None

            assert await refusal(rig) is Failure.WINDOW_CLOSED


class TestCap:
    @simulated
    async def test_the_last_message_is_known_to_be_the_last(self) -> None:
        async with zalo_oa(variants={"free_messages": 2}) as rig:
            assert [await refusal(rig) for _ in range(3)] == [None, None, Failure.QUOTA]
            # the third was not even tried
            assert len(rig.server.called(CARE)) == 2

            heard(rig, timedelta(0))
            rig.person.user.since_heard = 0
            rig.store.leases.facts = {
                key: (clock() - timedelta(minutes=1)).isoformat() for key in rig.store.leases.facts
            }
            assert await refusal(rig) is None

    @simulated
    async def test_no_id_of_a_person_stays_in_what_is_kept_for_it(self) -> None:
        async with zalo_oa(variants={"free_messages": 1}) as rig:
            await rig.channel.send(rig.address, said("a"))

            assert rig.store.leases.facts
            assert rig.person.id not in str(rig.store.leases.facts)


class TestTemplate:
    @simulated
    async def test_carries_an_invitation_when_the_windows_have_closed(self) -> None:
        async with zalo_oa(templates=TEMPLATES) as rig:
            rig.server.world.templates["512345"] = {"ten", "vong"}
            heard(rig, timedelta(days=30))
            await rig.channel.send(rig.address, INVITATION)

            assert rig.person.messages()[0].text == "ten=Tìm hiểu NQ 57 · vong=2"

    @simulated
    async def test_without_one_the_message_is_refused(self) -> None:
        async with zalo_oa(templates=TEMPLATES) as rig:
            heard(rig, timedelta(days=30))

            assert await refusal(rig) is Failure.WINDOW_CLOSED

    @simulated
    async def test_says_which_fact_it_lacks(self) -> None:
        fields: dict[str, Any] = {"invitation": {"id": "1", "fields": {"diem": "right"}}}
        async with zalo_oa(templates=fields) as rig:
            heard(rig, timedelta(days=30))
            with pytest.raises(DeliveryFailed) as caught:
                await rig.channel.send(rig.address, INVITATION)

            assert "right" in caught.value.reason


class TestRefusals:
    @pytest.mark.parametrize(
        ("code", "expected"),
        [
            (-213, Failure.UNREACHABLE),
            (-217, Failure.UNREACHABLE),
            (-244, Failure.UNREACHABLE),
            (-230, Failure.WINDOW_CLOSED),
            (-232, Failure.WINDOW_CLOSED),
            (-211, Failure.QUOTA),
            (-218, Failure.QUOTA),
            (-32, Failure.LATER),
            (-234, Failure.LATER),
            (-201, Failure.REFUSED),
            (-248, Failure.REFUSED),
            (-9999, Failure.REFUSED),
            (-204, Failure.OPERATOR),
            (-224, Failure.OPERATOR),
            (-321, Failure.OPERATOR),
            (-242, Failure.OPERATOR),
        ],
    )
    def test_mean_the_same_as_everywhere(self, code: int, expected: Failure) -> None:
        @simulated
        async def send() -> None:
            async with zalo_oa() as rig:
                rig.server.break_next(CARE, Fault(kind="refuse", code=code, words="x"))

                assert await refusal(rig) is expected

        send()
