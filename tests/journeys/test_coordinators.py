"""A coordinator sees and acts for the people of their own units; an organizer for everybody."""

from quizbot.core.ids import UnitId
from quizbot.usecases import people
from quizbot.usecases.charge import units_in_charge
from quizbot.usecases.ports import Work
from tests.build import Chat, Office, buttons, contest

SLUG = "cuoc-thi"


async def registered(office: Office, name: str, unit: str) -> str:
    """Let a stranger register into a unit; gives their code."""

    def register(work: Work) -> str:
        (unit_id,) = [each.id for each in work.people.units() if each.code == unit]
        who = people.register(
            work, channel="webchat", address=f"{name}@x", name=name, unit_id=unit_id, now=office.clock()
        )
        return who.code

    return await office.write(register)


async def at_work(office: Office, name: str) -> Chat:
    chat = await office.linked(name)
    await chat.say("btc")
    return chat


class TestReports:
    async def test_show_a_coordinator_their_own_units_and_figures(self, office: Office) -> None:
        await office.run(contest())
        await office.played("an", SLUG, "B", "C", "D")
        await office.played("dung", SLUG, "B", "C", "A")
        await office.played("ha", SLUG, "B", "C", "D")

        theirs = await at_work(office, "khoa")
        await theirs.tap("📈")
        whole = await at_work(office, "lan")
        await whole.tap("📈")

        assert "Đã bắt đầu 1 người, đã nộp 1 bài, 1 lượt." in theirs.text
        assert "Phòng Tổng hợp: 1/2 người bắt đầu" in theirs.text
        assert "Phòng Hành chính" not in theirs.text
        assert "Đã bắt đầu 3 người, đã nộp 3 bài, 3 lượt." in whole.text
        assert "Phòng Hành chính: 1/3" in whole.text
        assert "Tổ Văn thư: 1/1" in whole.text

    async def test_reach_down_to_the_units_below(self, office: Office) -> None:
        def units(work: Work) -> frozenset[UnitId] | None:
            codes = {unit.code: unit.id for unit in work.people.units()}
            boss = office.people["khoa"]
            above = type(boss)(
                id=boss.id, code=boss.code, name=boss.name, unit_id=codes["p1"], roles=("coordinator",)
            )
            assert units_in_charge(work, above) == {codes["p1"], codes["p1a"]}
            return units_in_charge(work, office.people["lan"])

        assert await office.write(units) is None

    async def test_tell_what_was_sent_and_how_far_it_came_in_words(self, office: Office) -> None:
        await office.run(contest())
        await office.linked("an", channel="telegram")
        await office.tick()
        chat = await at_work(office, "lan")

        await chat.tap("📈")

        assert "Mời dự thi – vòng 1: đang gửi" in chat.text
        assert "invitation" not in chat.text
        assert "waiting" not in chat.text


class TestApproval:
    async def test_is_of_one_s_own_units(self, office: Office) -> None:
        mine = await registered(office, "Lò Văn Mới", "p2")
        other = await registered(office, "Tòng Thị Lạ", "p1")
        chat = await at_work(office, "khoa")

        await chat.tap("Chờ duyệt: 1 người")
        assert [each.label for each in buttons(chat.last)][:1] == ["✅ Duyệt Lò Văn Mới"]
        await chat.send(f"organizer:approve:{other}")
        assert "không thuộc đơn vị bạn phụ trách" in chat.text
        await chat.send(f"organizer:approve:{mine}")
        assert "Đã duyệt Lò Văn Mới" in chat.text

        waiting = await office.write(lambda work: [each.code for each in people.pending(work)])
        assert waiting == [other]
