"""Both doors: the light one for hot shapes, the full one for everything."""

import asyncio
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from quizbot.channels.telegram.heard import Heard
from quizbot.channels.telegram.hot import read_hot
from quizbot.channels.telegram.incoming import FullDoor
from tests.fakes.virtual_time import BEGINNING

FILES: dict[str, bytes] = {"f1": b"questions: []"}
POLLS: dict[str, str] = {"53": "p.9f2c.3"}


async def _download(file_id: str, size: int | None) -> bytes:
    return FILES[file_id]


async def _poll_token(poll_id: str) -> str | None:
    return POLLS.get(poll_id)


def full(update: dict[str, Any], *, groups: tuple[int, ...] = ()) -> Heard:
    door = FullDoor(username="quiz_bot", groups=groups, download=_download, poll_token=_poll_token)
    return asyncio.run(door.read(json.dumps(update).encode(), received_at=BEGINNING))


def hot(update: dict[str, Any]) -> Heard | None:
    return read_hot(json.dumps(update).encode(), received_at=BEGINNING)


def user(**more: Any) -> dict[str, Any]:
    return {"id": 900, "is_bot": False, "first_name": "An", **more}


def chat(**more: Any) -> dict[str, Any]:
    return {"id": 900, "type": "private", "first_name": "An", **more}


def message(**content: Any) -> dict[str, Any]:
    return {"message_id": 12, "date": 1_790_000_000, "chat": chat(), "from": user(), **content}


def in_group(text: str, **more: Any) -> dict[str, Any]:
    where = {"id": -1001, "type": "supergroup", "title": "Phòng"}
    return {"update_id": 5, "message": message(text=text, **{"chat": where, **more})}


people = st.fixed_dictionaries(
    {"id": st.integers(1, 2**52), "is_bot": st.booleans(), "first_name": st.text(min_size=1)},
    optional={
        "last_name": st.text(),
        "language_code": st.sampled_from(["vi", "en"]),
        "username": st.just("an_nguyen"),
        "is_premium": st.just(True),
    },
)
chats = st.fixed_dictionaries(
    {"id": st.integers(1, 2**52), "type": st.sampled_from(["private", "private", "supergroup"])},
    optional={"first_name": st.text(), "username": st.just("an")},
)
texts = st.one_of(
    st.text(),
    st.sampled_from(["/start", "/start nq57_a-9", "/START x", "/help@quiz_bot", "/start@quiz_bot 7", "/"]),
    st.sampled_from(["Ti\u1ebfng", "Tie\u0302\u0301ng", "câu 3 b", "/trogiup  a\nb", "/ start"]),
)
messages = st.fixed_dictionaries(
    {"message_id": st.integers(0, 2**31), "date": st.integers(0, 2**31), "chat": chats},
    optional={"from": people, "text": texts},
)
taps = st.fixed_dictionaries(
    {"id": st.text(min_size=1), "from": people, "chat_instance": st.text()},
    optional={"data": st.text(min_size=1), "message": messages},
)
updates = st.one_of(
    st.fixed_dictionaries({"update_id": st.integers(1, 2**31), "message": messages}),
    st.fixed_dictionaries({"update_id": st.integers(1, 2**31), "callback_query": taps}),
)


class TestBothDoors:
    @given(updates)
    @settings(max_examples=300, deadline=None)
    def test_understand_hot_shapes_alike(self, update: dict[str, Any]) -> None:
        light = hot(update)

        assert light is None or light == full(update)

    def test_light_door_takes_private_texts_and_taps(self) -> None:
        text = {"update_id": 1, "message": message(text="B")}
        tap = {"id": "4", "from": user(), "chat_instance": "1", "data": "a.1", "message": message(text="?")}

        assert hot(text) == full(text)
        assert hot(text) is not None
        assert hot({"update_id": 2, "callback_query": tap}) is not None

    def test_light_door_leaves_the_rest(self) -> None:
        assert hot(in_group("/help")) is None
        assert hot({"update_id": 1, "message": message(sticker={})}) is None
        assert hot({"update_id": "x"}) is None
        assert read_hot(b"\xff garbage", received_at=BEGINNING) is None


class TestPrivateChat:
    def test_opens_a_deep_link(self) -> None:
        heard = full({"update_id": 1, "message": message(text="/start nq57_7")})

        assert heard.incoming is not None
        assert (heard.incoming.kind, heard.incoming.text) == ("start", "nq57_7")

    def test_composes_letters(self) -> None:
        heard = full({"update_id": 1, "message": message(text="Tie\u0302\u0301ng")})

        assert heard.incoming is not None
        assert heard.incoming.text == "Tiếng"

    def test_gives_names_and_language(self) -> None:
        sender = user(last_name="Nguyễn", language_code="vi")
        heard = full({"update_id": 1, "message": message(text="B", **{"from": sender})})

        assert heard.incoming is not None
        assert (heard.incoming.display_name, heard.incoming.language) == ("An Nguyễn", "vi")

    def test_fetches_a_document(self) -> None:
        document = {"file_id": "f1", "file_unique_id": "u", "file_name": "nq57.yaml", "file_size": 13}
        heard = full({"update_id": 1, "message": message(document=document, caption="nạp")})

        assert heard.incoming is not None
        assert (heard.incoming.kind, heard.incoming.file_name) == ("file", "nq57.yaml")
        assert heard.incoming.file_bytes == b"questions: []"

    def test_takes_a_sticker_as_a_touch(self) -> None:
        heard = full({"update_id": 1, "message": message()})

        assert heard.incoming is not None
        assert (heard.incoming.kind, heard.incoming.text) == ("text", "")

    def test_hears_no_bots(self) -> None:
        assert full({"update_id": 1, "message": message(text="B", **{"from": user(is_bot=True)})}) == Heard()


class TestMembership:
    def change(self, old: str, new: str) -> Heard:
        bot = {"id": 42, "is_bot": True, "first_name": "Quiz"}
        ends = {"kicked": {"until_date": 0}}
        body = {"chat": chat(), "from": user(), "date": 0}
        states = {
            "old_chat_member": {"status": old, "user": bot, **ends.get(old, {})},
            "new_chat_member": {"status": new, "user": bot, **ends.get(new, {})},
        }
        return full({"update_id": 1, "my_chat_member": {**body, **states}})

    def test_stops_when_blocked(self) -> None:
        heard = self.change("member", "kicked")

        assert heard.incoming is not None
        assert heard.incoming.kind == "stopped"

    def test_starts_when_unblocked(self) -> None:
        heard = self.change("kicked", "member")

        assert heard.incoming is not None
        assert heard.incoming.kind == "start"

    def test_hears_nothing_in_new_rights(self) -> None:
        assert self.change("member", "member") == Heard()


class TestGroup:
    def test_hears_commands(self) -> None:
        heard = full(in_group("/bangxephang"))

        assert heard.incoming is not None
        assert (heard.incoming.group, heard.incoming.sender) == (True, "900")
        assert (heard.incoming.address, heard.incoming.text) == ("-1001", "/bangxephang")

    def test_is_named_by_its_title(self) -> None:
        heard = full(in_group("/lienket"))

        assert heard.incoming is not None
        assert heard.incoming.display_name == "Phòng"

    def test_hears_commands_to_itself(self) -> None:
        heard = full(in_group("/help@Quiz_Bot"))

        assert heard.incoming is not None
        assert heard.incoming.text == "/help"

    def test_leaves_commands_to_other_bots(self) -> None:
        assert full(in_group("/help@other_bot")) == Heard()

    def test_hears_its_name(self) -> None:
        heard = full(in_group("@quiz_bot bảng xếp hạng"))

        assert heard.incoming is not None
        assert heard.incoming.text == "bảng xếp hạng"

    def test_leaves_talk_alone(self) -> None:
        assert full(in_group("trưa nay ăn gì?")) == Heard()

    def test_listens_only_where_allowed(self) -> None:
        assert full(in_group("/help"), groups=(-7,)) == Heard()
        assert full(in_group("/help"), groups=(-1001,)).incoming is not None

    def test_tells_a_new_address(self) -> None:
        assert full(in_group("", migrate_to_chat_id=-2002)).moved == ("-1001", "-2002")


class TestPolls:
    def answer(self, poll_id: str, *options: int) -> Heard:
        body = {"poll_id": poll_id, "option_ids": list(options), "user": user()}
        persistent = {"option_persistent_ids": [str(option) for option in options]}
        return full({"update_id": 1, "poll_answer": {**body, **persistent}})

    def test_takes_an_answer_as_a_choice(self) -> None:
        heard = self.answer("53", 0, 2)

        assert heard.incoming is not None
        assert (heard.incoming.kind, heard.incoming.text) == ("choice", "p.9f2c.3.0,2")
        assert heard.incoming.address == "900"

    def test_leaves_polls_of_others_and_retracted_votes(self) -> None:
        assert self.answer("99", 0) == Heard()
        assert self.answer("53") == Heard()
