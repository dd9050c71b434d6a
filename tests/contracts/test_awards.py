"""Rulings and the register of decisions, on every engine."""

from dataclasses import replace
from datetime import date

from quizbot.core.commend.grants import Grant, SignedGrant
from quizbot.core.commend.rulings import Ruling, SignedRuling, Verdict
from quizbot.storage import SqlStore
from tests.stores import HOUR, NOW

RULING = SignedRuling(
    number=0,
    contest="cuoc-thi",
    ruling=Ruling(
        award="giay-khen", subject="person", code="NV001", verdict=Verdict.HOLD, reason="Chờ xác minh"
    ),
    at=NOW,
    by="account:3",
)
GRANT = SignedGrant(
    number=0,
    grant=Grant(
        decision="12/QĐ-VP",
        on=date(2025, 11, 20),
        form="giay-khen",
        title="Giấy khen",
        subject="unit",
        code="p1",
        name="Phòng Một",
        achievement="Cuộc thi năm 2025",
        amount=1_410_000,
    ),
    at=NOW,
    by="cli",
)


class TestRulings:
    async def test_come_back_as_they_were_for_their_contest_alone(self, store: SqlStore) -> None:
        back = replace(RULING, takes_back=1, at=NOW + HOUR)
        other = replace(RULING, contest="khac")

        added = await store.write(
            lambda work: [work.awards.add_ruling(each) for each in (RULING, back, other)]
        )

        assert [each.number for each in added] == [1, 2, 3]
        assert list(await store.read(lambda work: work.awards.rulings("cuoc-thi"))) == added[:2]


class TestGrants:
    async def test_come_back_as_they_were_in_order(self, store: SqlStore) -> None:
        back = replace(GRANT, takes_back=1, reason="Ghi nhầm", at=NOW + HOUR)

        added = await store.write(lambda work: [work.awards.add_grant(each) for each in (GRANT, back)])

        assert [each.number for each in added] == [1, 2]
        assert list(await store.read(lambda work: work.awards.grants())) == added
