"""Boards and slips as files out of the chat: who gets them, what they say, where they cannot be sent."""

import io
from dataclasses import replace
from datetime import timedelta

import pypdf
import pytest

from quizbot.chat.messages import Attachment
from quizbot.core.contest import ContestState, Feedback, ResultRules
from tests.build import CLOSES, Chat, Office, buttons, contest

SLUG = "cuoc-thi"


def file_of(chat: Chat) -> Attachment:
    (found,) = [each.attachment for each in chat.last.messages if each.attachment is not None]
    assert all(each.draft is None for each in chat.last.messages)
    return found


def text_of(file: Attachment) -> str:
    pages = pypdf.PdfReader(io.BytesIO(file.content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


async def played(office: Office, **rules: object) -> None:
    await office.run(contest(**rules))  # type: ignore[arg-type]
    await office.played("an", SLUG, "B", "C", "D")
    await office.played("ha", SLUG, "B", "C", "A")


class TestBoard:
    async def test_comes_as_pdf_to_an_organizer_who_types_for_it(self, office: Office) -> None:
        await played(office)
        chat = await office.linked("lan", channel="telegram")

        await chat.say("bảng xếp hạng pdf")

        file, text = file_of(chat), text_of(file_of(chat))
        assert (file.name, file.media_type) == ("bang-cuoc-thi-2026-03-02.pdf", "application/pdf")
        assert "BẢNG XẾP HẠNG Tìm hiểu Nghị quyết 57" in text
        assert "KẾT QUẢ TẠM TÍNH" in text
        assert "1 Nguyễn Văn An Phòng Hành chính 3/3" in text
        assert "2 Vũ Thu Hà Phòng Tổng hợp 2/3" in text
        assert "Phòng Hành chính 1/4 (25,0%) 100,0%" in text
        assert "Kết quả tạm tính" in chat.text

    async def test_says_nothing_provisional_when_it_is_final(self, office: Office) -> None:
        await played(office)
        office.clock.now = CLOSES
        await office.tick()

        def final(work: object) -> None:
            stored = work.contests.by_slug(SLUG)  # type: ignore[attr-defined]
            work.contests.set_state(stored.id, ContestState.FINAL)  # type: ignore[attr-defined]

        await office.write(final)
        chat = await office.linked("lan")
        await chat.say("/bangpdf")

        assert "TẠM TÍNH" not in text_of(file_of(chat))
        assert "tạm tính" not in chat.text

    async def test_of_a_round_is_one_tap_further(self, office: Office) -> None:
        await played(office)
        chat = await office.linked("lan")
        await chat.say("/bangpdf")

        await chat.tap("Vòng 1")

        assert file_of(chat).name == "bang-cuoc-thi-vong-1-2026-03-02.pdf"
        assert "Vòng 1" in text_of(file_of(chat))

    @pytest.mark.parametrize("name", ["an", "ha"])
    async def test_is_not_for_everybody(self, office: Office, name: str) -> None:
        await played(office)
        chat = await office.linked(name)

        for said in ("bảng xếp hạng pdf", "/bangpdf"):
            await chat.say(said)
            assert all(each.attachment is None for each in chat.last.messages)
        await chat.send(f"boardfile:pdf:{SLUG}")
        assert all(each.attachment is None for each in chat.last.messages)
        assert "BẢNG" not in chat.text

    async def test_names_only_what_the_contest_publishes(self, office: Office) -> None:
        await played(office, results=ResultRules(publish=("unit",)))
        chat = await office.linked("lan")

        await chat.say("/bangpdf")

        text = text_of(file_of(chat))
        assert "Nguyễn Văn An" not in text
        assert "3/3" not in text
        assert "Phòng Hành chính" in text

    async def test_stands_still_after_the_freeze_and_says_so(self, office: Office) -> None:
        await played(office, results=ResultRules(freeze=timedelta(hours=1)))
        office.clock.now = CLOSES - timedelta(minutes=50)
        await office.tick()
        await office.played("cuc", SLUG, "B", "C", "D")
        chat = await office.linked("lan")

        await chat.say("/bangpdf")

        text = text_of(file_of(chat))
        assert "Lê Thị Cúc" not in text
        assert "Bảng tạm dừng cập nhật từ 09:00 ngày 08/03/2026" in text
        assert "Số liệu lúc 09:00 ngày 08/03/2026" in text

    async def test_is_not_given_before_results_are_told(self, office: Office) -> None:
        await played(office, feedback=Feedback.AFTER_CLOSE)
        chat = await office.linked("lan")

        await chat.send(f"boardfile:pdf:{SLUG}:1")

        assert chat.last.messages[0].attachment is None
        assert "được công bố sau" in chat.text

    async def test_where_no_file_can_be_sent_a_link_leads_to_it(self, office: Office) -> None:
        settings = office.dialogue.settings
        office.dialogue.settings = replace(settings, base_url="https://thi.example.vn")
        await played(office)
        chat = await office.linked("lan", channel="zalo_bot")

        await chat.say("bảng pdf")

        assert chat.last.messages[0].attachment is None
        assert f"https://thi.example.vn/bang-xep-hang/{SLUG}/bang.pdf" in chat.text

    async def test_on_our_own_page_a_link_leads_to_it(self, office: Office) -> None:
        settings = office.dialogue.settings
        office.dialogue.settings = replace(settings, our_pages=frozenset({"webchat"}))
        await played(office)
        chat = await office.linked("lan")

        await chat.say("/bangpdf")

        assert chat.last.messages[0].attachment is None
        first = buttons(chat.last)[0]
        assert (first.url, first.label) == (
            f"/bang-xep-hang/{SLUG}/bang.pdf",
            "📄 bang-cuoc-thi-2026-03-02.pdf",
        )

    async def test_that_cannot_be_made_is_said_and_logged(
        self, office: Office, caplog: pytest.LogCaptureFixture
    ) -> None:
        class Broken:
            def board(self, people: object, units: object, /) -> bytes:
                raise OSError("no fonts")

            def slip(self, slip: object, /) -> bytes:
                raise OSError("no fonts")

        office.dialogue._files = Broken()
        await played(office)
        chat = await office.linked("lan", channel="telegram")

        await chat.say("/bangpdf")

        assert "Chưa làm được tệp" in chat.text
        assert chat.last.messages[0].attachment is None
        assert any("bang-cuoc-thi-2026-03-02.pdf" in each.getMessage() for each in caplog.records)


class TestSlip:
    @pytest.mark.parametrize("channel", ["telegram", "zalo_oa", "messenger", "webchat"])
    async def test_is_a_person_s_own(self, office: Office, channel: str) -> None:
        await played(office)
        chat = await office.linked("ha", channel=channel)

        await chat.say("phiếu của tôi")

        file, text = file_of(chat), text_of(file_of(chat))
        assert file.name == "phieu-cuoc-thi-2026-03-02.pdf"
        assert "PHIẾU XÁC NHẬN DỰ THI Tìm hiểu Nghị quyết 57" in text
        assert "Vũ Thu Hà" in text
        assert "NV005" in text
        assert "Thứ hạng vòng 1: 2 trong 2 người" in text
        assert "2/3" in text
        assert "KẾT QUẢ TẠM TÍNH" in text
        assert "Nguyễn Văn An" not in text

    async def test_tells_no_score_before_scores_are_told(self, office: Office) -> None:
        await played(office, feedback=Feedback.AFTER_CLOSE)
        chat = await office.linked("an", channel="telegram")

        await chat.say("/phieu")
        before = text_of(file_of(chat))
        office.clock.now = CLOSES
        await office.tick()
        await chat.say("/phieu")
        after = text_of(file_of(chat))

        assert "công bố sau 10:00 ngày 08/03/2026" in before
        assert "3/3" not in before
        assert "Thứ hạng" not in before
        assert "3/3" in after
        assert "Thứ hạng vòng 1: 1 trong 2 người" in after

    async def test_of_nothing_is_refused_in_words(self, office: Office) -> None:
        await office.run(contest())
        chat = await office.linked("an")

        await chat.say("/phieu")
        assert "Bạn chưa làm bài nào" in chat.text
        await chat.send(f"slip:{SLUG}")
        assert "chưa có phiếu" in chat.text

    async def test_asks_which_contest(self, office: Office) -> None:
        await played(office)
        await office.run(contest("khac", title="Cuộc thi khác"))
        await office.played("an", "khac", "B", "C", "D")
        chat = await office.linked("an")

        await chat.say("/phieu")
        assert [each.token for each in buttons(chat.last)][:2] == ["slip:khac", f"slip:{SLUG}"]
        await chat.tap("Cuộc thi khác")
        assert "Cuộc thi khác" in text_of(file_of(chat))

    async def test_is_offered_with_the_results(self, office: Office) -> None:
        await played(office)
        chat = await office.linked("an")

        await chat.say("/ketqua")
        await chat.tap("Phiếu của tôi")

        assert file_of(chat).name.startswith("phieu-")
