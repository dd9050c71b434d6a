"""What the channel makes of the platform's updates."""

from datetime import UTC, datetime
from typing import Any

import pytest

from quizbot.channels.zalo_bot.incoming import Unreadable, read, without_mention

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def update(event: str = "message.text.received", **content: Any) -> dict[str, Any]:
    message = {
        "message_id": "2d758cb5e222177a4e35",
        "date": 1790000000000,
        "from": {"id": "6ede9afa66b88fe6d6a9", "display_name": "Nguyễn Văn An", "is_bot": False},
        "chat": {"id": "6ede9afa66b88fe6d6a9", "chat_type": "PRIVATE"},
        **content,
    }
    return {"event_name": event, "message": message}


class TestRead:
    def test_reads_a_text(self) -> None:
        heard = read(update(text="B"), received_at=AT)

        assert heard is not None
        assert (heard.kind, heard.text, heard.address) == ("text", "B", "6ede9afa66b88fe6d6a9")
        assert (heard.update_key, heard.display_name) == ("2d758cb5e222177a4e35", "Nguyễn Văn An")
        assert heard.received_at == AT

    def test_reads_a_wrapped_body_as_the_flat_one(self) -> None:
        flat = update(text="B")

        assert read({"ok": True, "result": flat}, received_at=AT) == read(flat, received_at=AT)

    def test_joins_letters_and_their_marks(self) -> None:
        heard = read(update(text="Đú" + "ng tiê\u0301ng"), received_at=AT)

        assert heard is not None
        assert heard.text == "Đúng tiếng"

    @pytest.mark.parametrize("field", ["photo", "photo_url"])
    def test_reads_the_words_under_a_picture(self, field: str) -> None:
        shown = update("message.image.received", **{field: "https://example.vn/a.jpg", "caption": "2"})

        heard = read(shown, received_at=AT)

        assert heard is not None
        assert heard.text == "2"

    @pytest.mark.parametrize("event", ["sticker", "voice", "unsupported"])
    def test_takes_what_has_no_words_for_a_touch(self, event: str) -> None:
        heard = read(update(f"message.{event}.received"), received_at=AT)

        assert heard is not None
        assert (heard.kind, heard.text) == ("text", "")

    def test_leaves_unknown_events_and_other_bots_alone(self) -> None:
        bot = {"id": "1", "display_name": "x", "is_bot": True}

        assert read(update("message.reaction.received"), received_at=AT) is None
        assert read(update(text="B", **{"from": bot}), received_at=AT) is None

    def test_keeps_ids_as_text(self) -> None:
        numbers = {"from": {"id": 17, "display_name": "An"}, "chat": {"id": 17, "chat_type": "PRIVATE"}}

        heard = read(update(text="B", message_id=99, **numbers), received_at=AT)

        assert heard is not None
        assert (heard.address, heard.update_key) == ("17", "99")

    @pytest.mark.parametrize(
        "broken",
        [
            {},
            {"event_name": "x"},
            {"event_name": "message.text.received", "message": {"text": "B"}},
            {"result": 5},
        ],
    )
    def test_says_when_it_is_no_update(self, broken: dict[str, Any]) -> None:
        with pytest.raises(Unreadable):
            read(broken, received_at=AT)

    def test_names_group_and_sender(self) -> None:
        group = {"id": "g1", "chat_type": "GROUP"}

        heard = read(update(text="@Bot Thi NQ57 bảng", chat=group), received_at=AT)

        assert heard is not None
        assert (heard.group, heard.address, heard.sender) == (True, "g1", "6ede9afa66b88fe6d6a9")
        assert heard.text == "bảng"


class TestMention:
    @pytest.mark.parametrize(
        ("text", "name", "left"),
        [
            ("@Bot Thi NQ57 bảng", "Bot Thi NQ57", "bảng"),
            ("@bot thi nq57: liên kết", "Bot Thi NQ57", "liên kết"),
            ("@Bot Thi NQ57 bảng", "", "bảng"),
            ("@Bot_Thi_NQ57 liên kết", "", "liên kết"),
            ("@BotThi BANG", "", "BANG"),
            ("bảng", "", "bảng"),
            ("@Bot Thi", "Bot Thi", ""),
            ("@An bảng", "", "@An bảng"),
        ],
    )
    def test_is_taken_off(self, text: str, name: str, left: str) -> None:
        assert without_mention(text, bot_name=name) == left
