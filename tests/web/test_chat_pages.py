from typing import Any

from tests.web.conftest import Web
from tests.web.fakes import CODE
from tests.web.forms import choices, form_token, nonce

JSON = {"accept": "application/json"}


def enter(web: Web, client: Any = None, code: str = CODE) -> str:
    """Open the link of HR's slip; gives the chat page."""
    answer = (client or web.client).get(f"/?code={code}")
    assert answer.status_code == 200
    return str(answer.text)


def tap(web: Web, page: str, value: str, **more: Any) -> Any:
    data = {"csrf": form_token(page), "choice": value, **more}
    return web.client.post("/chat/say", data=data, headers=JSON)


class TestDoor:
    def test_asks_for_the_code_and_begins_nothing(self, web: Web) -> None:
        answer = web.client.get("/")

        assert answer.status_code == 200
        assert "Mã cá nhân" in answer.text
        assert not web.store.accounts.sessions

    def test_begins_a_chat_with_the_code_typed(self, web: Web) -> None:
        answer = web.client.post("/chat/begin", data={"code": "k7m4-9qxd"})

        assert [(each.kind, each.text) for each in web.dialogue.heard] == [("start", "k7m4-9qxd")]
        assert "Đồng ý" in answer.text

    def test_keeps_the_code_out_of_the_address_and_of_the_transcript(self, web: Web) -> None:
        answer = web.client.get(f"/?code={CODE}")

        assert str(answer.url) == "http://localhost/"
        assert not [
            line for lines in web.store.chats.entries.values() for line in lines if CODE in line.payload
        ]

    def test_stores_only_the_hash_of_the_cookie(self, web: Web) -> None:
        enter(web)

        cookie = web.client.cookies["quizbot-chat"]
        assert cookie not in web.store.accounts.sessions
        assert len(web.store.accounts.sessions) == 1


class TestGuessing:
    def test_slows_down_who_opens_too_many_chats(self, web: Web) -> None:
        web.app.state.site.budgets.begin.burst = 2

        answers = [web.another_browser().get(f"/?code={CODE}").status_code for _ in range(3)]

        assert answers == [200, 200, 429]

    def test_slows_down_who_tries_codes_that_nobody_holds(self, make_web: Any) -> None:
        web = make_web(is_code=lambda work, code: code == CODE)
        web.app.state.site.budgets.wrong_code.burst = 2

        answers = [web.another_browser().get("/?code=AAAA-CCCC").status_code for _ in range(3)]
        web.clock.pass_(minutes=1)

        assert answers == [403, 403, 429]
        assert web.another_browser().get(f"/?code={CODE}").status_code == 200


class TestLinkOpenedAgain:
    def test_asks_who_is_there_when_the_browser_belongs_to_somebody(self, web: Web) -> None:
        enter(web)

        answer = web.client.get("/?code=AAAA-CCCC")

        assert "Lò Thị Mẫu" in answer.text
        assert len(web.dialogue.heard) == 1

    def test_goes_straight_on_when_the_code_is_their_own(self, make_web: Any) -> None:
        web = make_web(whose_code=lambda work, code: 1 if code == CODE else None)
        enter(web)

        answer = web.client.get(f"/?code={CODE}")

        assert 'id="log"' in answer.text
        assert len(web.dialogue.heard) == 1

    def test_begins_a_new_chat_for_another_person(self, web: Web) -> None:
        page = enter(web)

        web.client.post("/chat/begin", data={"csrf": form_token(page), "code": "AAAA-CCCC"})

        first, second = web.dialogue.heard
        assert first.address != second.address
        assert len(web.store.accounts.sessions) == 1


class TestSay:
    def test_gives_the_new_lines_to_the_script(self, web: Web) -> None:
        page = enter(web)

        answer = tap(web, page, choices(page)[0], key="k1", after="1")

        entries = answer.json()["entries"]
        assert [entry["mine"] for entry in entries] == [True, False]
        assert "Câu hỏi hôm nay" in entries[1]["html"]

    def test_counts_the_same_act_sent_again_once(self, web: Web) -> None:
        page = enter(web)
        first = tap(web, page, choices(page)[0], key="k1", after="1").json()

        again = tap(web, page, choices(page)[0], key="k1", after="1").json()

        assert len(web.dialogue.heard) == 2
        assert [each["drawn"] for each in again["entries"]] == [each["drawn"] for each in first["entries"]]

    def test_gives_every_browser_keys_of_its_own(self, web: Web) -> None:
        page = enter(web)
        other = web.another_browser()
        other_page = enter(web, other)
        tap(web, page, choices(page)[0], key="same", after="1")

        data = {"csrf": form_token(other_page), "choice": choices(other_page)[0], "key": "same"}
        other.post("/chat/say", data=data, headers=JSON)

        assert len({each.update_key for each in web.dialogue.heard}) == 4

    def test_redraws_the_tapped_message_in_its_place(self, web: Web) -> None:
        page = enter(web)
        tap(web, page, "1 play", key="k1")
        page = web.client.get("/").text
        question = next(each for each in choices(page) if "q:0:0" in each)

        answer = tap(web, page, question, key="k2", after="99").json()
        shown = web.client.get("/").text

        assert answer["entries"] == []
        assert "Đúng." in shown
        assert "q:0:0" not in shown
        assert shown.index("Đúng.") < shown.index("Câu 2/3")

    def test_hands_the_message_and_the_token_to_the_dialogue(self, web: Web) -> None:
        page = enter(web)

        tap(web, page, "1 play", key="k1")

        heard = web.dialogue.heard[-1]
        assert (heard.kind, heard.text, heard.message_ref) == ("choice", "play", "1")

    def test_masks_a_personal_code_typed_into_the_chat(self, web: Web) -> None:
        page = enter(web)

        web.client.post("/chat/say", data={"csrf": form_token(page), "text": "mã của tôi K7M4 9QXD"})

        shown = web.client.get("/").text
        assert "K7M4-••••" in shown
        assert "9QXD" not in shown.split("Bạn vừa viết")[0]

    def test_shows_what_people_type_as_text(self, web: Web) -> None:
        page = enter(web)

        web.client.post("/chat/say", data={"csrf": form_token(page), "text": "<script>alert(1)</script>"})

        assert "<script>alert" not in web.client.get("/").text

    def test_slows_down_who_sends_too_fast(self, web: Web) -> None:
        page = enter(web)
        answers = [tap(web, page, "1 menu", key=f"k{number}") for number in range(62)]

        assert answers[-1].status_code == 429
        assert answers[-1].json()["toast"]

    def test_tells_a_browser_without_a_chat_to_begin(self, web: Web) -> None:
        answer = web.client.post("/chat/say", data={"text": "B"}, headers=JSON)

        assert answer.status_code == 401

    def test_offers_a_file_for_download(self, web: Web) -> None:
        page = enter(web)
        tap(web, page, "1 file", key="k1")
        shown = web.client.get("/").text

        answer = web.client.get("/chat/file/2")

        assert "/chat/file/2" in shown
        assert answer.content == b"{}"
        assert "attachment" in answer.headers["content-disposition"]


class TestWithoutScript:
    def test_plays_by_plain_forms(self, web: Web) -> None:
        page = enter(web)
        for value in ("1 ok", "3 play"):
            data = {"csrf": form_token(page), "nonce": nonce(page), "choice": value}
            page = web.client.post("/chat/say", data=data).text

        data = {"csrf": form_token(page), "nonce": nonce(page), "text": "B"}
        page = web.client.post("/chat/say", data=data).text

        assert "Chưa đúng" in page
        assert "Câu 2/3" in page

    def test_counts_a_form_sent_twice_once_but_another_button_anew(self, web: Web) -> None:
        page = enter(web)
        data = {"csrf": form_token(page), "nonce": nonce(page), "choice": "1 ok"}

        web.client.post("/chat/say", data=data)
        web.client.post("/chat/say", data=data)
        web.client.post("/chat/say", data={**data, "choice": "1 play"})

        assert [each.text for each in web.dialogue.heard[1:]] == ["ok", "play"]


class TestLeave:
    def test_ends_the_session_and_unlinks_the_chat(self, web: Web) -> None:
        page = enter(web)

        answer = web.client.post("/chat/leave", data={"csrf": form_token(page)})

        assert "Mã cá nhân" in answer.text
        assert not web.store.accounts.sessions
        assert not web.store.people.links


class TestWeight:
    def test_stays_below_60_kb_on_the_first_load(self, web: Web) -> None:
        page = enter(web)
        parts = [each for each in page.split('"') if each.startswith("/static/")]

        total = len(page.encode()) + sum(len(web.client.get(part).content) for part in set(parts))

        assert total < 60_000
