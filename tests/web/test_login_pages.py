from dataclasses import replace
from typing import Any

import pytest

from quizbot.usecases.ports import Account
from tests.web.conftest import PASSWORD, Web
from tests.web.forms import form_token


def log_in(web: Web, login: str, password: str = PASSWORD, **more: Any) -> Any:
    return web.client.post("/dang-nhap", data={"login": login, "password": password, **more})


class TestLogIn:
    @pytest.mark.parametrize(("login", "path"), [("nhansu", "/nhan-su"), ("btc", "/ban-to-chuc")])
    def test_leads_to_the_page_of_the_role(self, web: Web, login: str, path: str) -> None:
        answer = log_in(web, login)

        assert answer.status_code == 200
        assert answer.url.path == path

    def test_gives_a_cookie_of_which_only_the_hash_is_stored(self, web: Web) -> None:
        log_in(web, "nhansu")

        assert web.client.cookies["quizbot-staff"] not in web.store.accounts.sessions

    @pytest.mark.parametrize("login", ["nhansu", "khong-co-ai"])
    def test_says_the_same_for_a_wrong_password_and_an_unknown_login(self, web: Web, login: str) -> None:
        answer = log_in(web, login, "sai")

        assert answer.status_code == 403
        assert "không đúng" in answer.text

    def test_spends_the_hash_on_an_unknown_login_too(self, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
        from quizbot.web import passwords

        checked: list[str] = []
        check = passwords.check_password
        monkeypatch.setattr(
            passwords, "check_password", lambda word, stored: checked.append(stored) or check(word, stored)
        )

        log_in(web, "khong-co-ai", "sai")

        assert len(checked) == 1
        assert checked[0].startswith("$argon2id$")

    def test_refuses_an_account_that_is_disabled(self, web: Web) -> None:
        account = web.store.accounts.by_login("nhansu")
        assert account is not None
        web.store.accounts.put(replace(account, disabled=True))

        assert log_in(web, "nhansu").status_code == 403

    def test_refuses_a_stored_hash_that_is_none(self, web: Web) -> None:
        web.store.accounts.put(Account(login="la", name="Lạ", password_hash="!", roles=("hr",)))

        assert log_in(web, "la").status_code == 403

    def test_makes_people_wait_who_try_too_often(self, web: Web) -> None:
        answers = [log_in(web, "nhansu", "sai").status_code for _ in range(7)]
        web.clock.pass_(minutes=5)

        assert answers == [403] * 6 + [429]
        assert log_in(web, "nhansu").status_code == 200

    def test_never_leads_to_another_site(self, web: Web) -> None:
        answer = log_in(web, "nhansu", tiep="//evil.example/nhan-su")

        assert answer.url.host == "localhost"


class TestSession:
    def test_ends_after_twelve_hours(self, web: Web) -> None:
        log_in(web, "nhansu")
        web.clock.pass_(hours=12)

        assert web.client.get("/nhan-su").url.path == "/dang-nhap"

    def test_ends_on_the_server_with_the_log_out(self, web: Web) -> None:
        page = log_in(web, "nhansu").text
        cookie = web.client.cookies["quizbot-staff"]

        web.client.post("/dang-xuat", data={"csrf": form_token(page)})
        web.client.cookies.set("quizbot-staff", cookie)

        assert web.client.get("/nhan-su").url.path == "/dang-nhap"

    def test_sends_strangers_to_the_log_in_and_back(self, web: Web) -> None:
        answer = web.client.get("/ban-to-chuc")

        assert answer.url.path == "/dang-nhap"
        assert 'name="tiep" value="/ban-to-chuc"' in answer.text

    def test_leads_on_to_the_very_page_that_was_asked_for(self, web: Web) -> None:
        asked = web.client.get("/ban-to-chuc/tuan/buoc?sang=closed")
        sent = web.client.post("/ban-to-chuc/tuan/buoc", data={"to": "closed"})

        assert 'name="tiep" value="/ban-to-chuc/tuan/buoc?sang=closed"' in asked.text
        assert 'name="tiep" value="/ban-to-chuc/tuan"' in sent.text


class TestRoles:
    def test_keep_organizers_from_the_awards_and_hr_from_the_contests(self, web: Web) -> None:
        log_in(web, "btc")
        assert web.client.get("/nhan-su").status_code == 403
        other = web.another_browser()
        other.post("/dang-nhap", data={"login": "nhansu", "password": PASSWORD})

        assert other.get("/ban-to-chuc").status_code == 403

    def test_let_an_administrator_in_everywhere(self, web: Web) -> None:
        log_in(web, "quantri")

        assert [web.client.get(path).status_code for path in ("/nhan-su", "/ban-to-chuc")] == [200, 200]
