"""The forecast with several addresses: what arrives where, in the order in which it is sent."""

from datetime import timedelta

from quizbot.core.budget import Detour, Place, Recipient, Sending
from quizbot.core.delivery import Allowance, Carrier, Failure, Period, Quota, Window
from quizbot.core.foreseeing import forecast
from tests.build import OPENS

DAY = timedelta(days=1)
OA = Carrier(text=1900, allowance=Allowance(windows=(Window(lasts=2 * DAY),)))
BOT = Carrier(text=1900, allowance=Allowance(quotas=(Quota(messages=2, period=Period.MONTH),)))
PAGE = Carrier(text=8000)
CARRIERS = {"zalo_oa": OA, "zalo_bot": BOT, "webchat": PAGE}


def invited(person: int, **more: object) -> Sending:
    return Sending(
        kind="invitation",
        at=OPENS,
        expires=OPENS + DAY,
        person=person,
        **more,  # type: ignore[arg-type]
    )


def quiet(channel: str) -> Place:
    return Place(channel=channel, heard_at=OPENS - 5 * DAY, silent=channel == "webchat")


class TestForecast:
    def test_sends_what_the_first_address_cannot_take_by_the_next(self) -> None:
        people = [Recipient(person=1, places=(quiet("zalo_oa"), quiet("zalo_bot")))]
        found = forecast([invited(1)], recipients=people, carriers=CARRIERS, spent={})

        assert [(each.channel, each.arrive, dict(each.fail)) for each in found.lines] == [("zalo_bot", 1, {})]
        detour = Detour(channel="zalo_oa", why=Failure.WINDOW_CLOSED, by="zalo_bot", messages=1)
        assert found.detours == (detour,)

    def test_knows_when_the_quota_of_the_second_ends_too(self) -> None:
        people = [
            Recipient(person=n, places=(quiet("zalo_oa"), quiet("zalo_bot"), quiet("webchat")))
            for n in range(4)
        ]
        found = forecast([invited(n) for n in range(4)], recipients=people, carriers=CARRIERS, spent={})

        assert {each.channel: each.arrive for each in found.lines} == {"zalo_bot": 2, "webchat": 2}
        assert found.short == {"zalo_bot"}
        assert found.fail == 0

    def test_says_that_a_channel_was_short_though_everything_arrives(self) -> None:
        people = [Recipient(person=1, places=(quiet("zalo_bot"), quiet("webchat")))]
        spent = {("zalo_bot", f"{OPENS:%Y-%m}"): 2}
        found = forecast([invited(1)], recipients=people, carriers=CARRIERS, spent=spent)

        assert [(each.channel, each.arrive) for each in found.lines] == [("webchat", 1)]
        assert found.short == {"zalo_bot"}

    def test_lets_people_take_part_where_they_were_written_to(self) -> None:
        people = [Recipient(person=1, places=(quiet("zalo_oa"), quiet("zalo_bot")))]
        plays = Sending(
            kind="question",
            at=OPENS + timedelta(hours=1),
            person=1,
            replies={"zalo_oa": 9, "zalo_bot": 2},
        )
        found = forecast([invited(1), plays], recipients=people, carriers=CARRIERS, spent={})

        told = {(each.channel, each.kind): (each.arrive, dict(each.fail)) for each in found.lines}
        assert told == {
            ("zalo_bot", "invitation"): (1, {}),
            # the third message of two
            ("zalo_bot", "question"): (1, {Failure.QUOTA: 1}),
        }

    def test_counts_a_message_that_nobody_takes_where_it_stands(self) -> None:
        blocked = Place(channel="zalo_bot", unreachable=True)
        people = [Recipient(person=1, places=(quiet("zalo_oa"), blocked))]
        found = forecast([invited(1)], recipients=people, carriers=CARRIERS, spent={})

        (only,) = found.lines
        assert (only.channel, dict(only.fail)) == ("zalo_oa", {Failure.WINDOW_CLOSED: 1})

    def test_takes_from_the_quota_what_it_does_not_tell_of(self) -> None:
        people = [Recipient(person=n, places=(quiet("zalo_bot"),)) for n in range(3)]
        beside = [invited(n, beside=True) for n in range(2)]
        found = forecast([*beside, invited(2)], recipients=people, carriers=CARRIERS, spent={})

        (only,) = found.lines
        assert (only.arrive, dict(only.fail)) == (0, {Failure.QUOTA: 1})

    def test_remembers_why_a_message_that_waits_left_its_first_address(self) -> None:
        people = [Recipient(person=1, places=(quiet("zalo_oa"), quiet("zalo_bot")))]
        month_end = OPENS.replace(day=31)
        sending = Sending(kind="notice", at=month_end, expires=month_end + 5 * DAY, person=1)
        spent = {("zalo_bot", f"{OPENS:%Y-%m}"): 2}
        found = forecast([sending], recipients=people, carriers=CARRIERS, spent=spent)

        (only,) = found.lines
        assert (only.arrive, only.day.day) == (1, 1)
        assert found.detours[0].why is Failure.WINDOW_CLOSED
