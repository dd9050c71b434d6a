"""Figures and signs in the browser: each for those whose business they are."""

import random
from contextlib import aclosing
from datetime import timedelta
from typing import Any

from quizbot.core.contest import AttemptRules
from quizbot.usecases.ports import Account
from quizbot.web.app import make_app
from quizbot.web.settings import WebSettings
from tests.build import CLOSES, OPENS, TEXTS, Office, contest, opened
from tests.web.test_contest_pages import PAGE, SLUG, Site, site

__all__ = ["site"]


class TestRoles:
    async def test_signs_are_for_organizers(self, site: Site) -> None:
        for login, status in (("huong", 200), ("duyet", 403), ("nhansu", 403)):
            async with aclosing(await site.logged_in(login)) as browser:
                assert (await browser.get(f"{PAGE}/dau-hieu")).status_code == status

    async def test_figures_are_for_organizers_and_reviewers(self, site: Site) -> None:
        for login, status in (("huong", 200), ("duyet", 200), ("nhansu", 403)):
            async with aclosing(await site.logged_in(login)) as browser:
                assert (await browser.get(f"{PAGE}/thong-ke")).status_code == status

    async def test_figures_of_an_open_round_are_for_reviewers_alone(self, site: Site) -> None:
        site.office.clock.now = CLOSES - timedelta(hours=1)
        async with aclosing(await site.logged_in("huong")) as browser:
            organizer = (await browser.get(f"{PAGE}/thong-ke?vong=1")).text
        async with aclosing(await site.logged_in("duyet")) as browser:
            reviewer = (await browser.get(f"{PAGE}/thong-ke?vong=1")).text

        assert "chỉ người duyệt câu hỏi được xem" in organizer
        assert "người, " not in organizer
        assert "2 người, 2 bài" in reviewer
        assert "Chưa đủ 30 bài" in reviewer

    async def test_an_unknown_round_or_contest_is_not_found(self, site: Site) -> None:
        async with aclosing(await site.logged_in("huong")) as browser:
            assert (await browser.get(f"{PAGE}/thong-ke?vong=9")).status_code == 404
            assert (await browser.get("/ban-to-chuc/khong-co/dau-hieu")).status_code == 404


class TestFigures:
    async def test_name_a_question_whose_key_is_doubtful_and_places_that_mean_nothing(
        self, password_hash: str
    ) -> None:
        rng = random.Random(4)
        async with opened("sqlite://") as office:
            rules = contest(attempts=AttemptRules(per_round=None))
            await office.run(rules)
            # who knows the first two misses the third: its key is wrong
            for _ in range(12):
                for name in ("an", "binh", "cuc", "dung", "ha", "khoa"):
                    knows = rng.random() < 0.5
                    office.clock.now = OPENS + timedelta(minutes=1)
                    await office.played(name, SLUG, *(("B", "C", "A") if knows else ("A", "A", "D")))
            office.clock.now = CLOSES + timedelta(hours=1)
            await office.tick()
            account = Account(login="duyet", name="Duyệt", password_hash=password_hash, roles=("reviewer",))
            await office.write(lambda work: work.accounts.put(account))
            async with aclosing(await Site(office=office, app=app_of(office)).logged_in("duyet")) as browser:
                page = (await browser.get(f"{PAGE}/thong-ke?luot=all")).text

        assert "6 người, 72 bài" in page
        assert "Nên xem lại đáp án" in page
        assert "<b>q-03</b>" in page


def app_of(office: Office) -> Any:
    return make_app(
        store=office.store,
        answer=office.dialogue,
        settings=WebSettings(office="Văn phòng mẫu"),
        clock=office.clock,
        explain=TEXTS["vi"].refusal,
    )
