"""Question files on the pages: seen first, settled by a person, taken in once, on record, and ready to be played."""

import io
import re
import shutil
import zipfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from quizbot.core.question import Question
from quizbot.forms.shipped import shipped
from quizbot.usecases import bank
from tests.web.forms import form_token
from tests.web.papers import PAPER, word
from tests.web.product import Office, log_in, opened

PLACE = {"place": "nq57 TT", "topic": "Thể chế thử"}
FIRST, SECOND = "nq57-tct-001", "nq57-tct-002"
# 50 % for an option: whoever marked it so may have meant two right answers
DOUBTFUL = """::thu-doan-1:: Cơ quan nào chủ trì việc thử nghiệm 57-NQ/TW? {=Cơ quan thử một ~%50%Cơ quan thử hai ~Cơ quan thử ba}
"""


@dataclass
class Desk:
    """A browser of somebody who has logged in, in front of the bank's pages."""

    office: Office
    browser: httpx2.AsyncClient
    folder: Path

    async def page(self, path: str = "/ngan-hang") -> str:
        return str((await self.browser.get(path)).text)

    async def send(self, name: str, content: bytes) -> httpx2.Response:
        data = {"csrf": form_token(await self.page())}
        return await self.browser.post("/ngan-hang/tep", data=data, files={"file": (name, content)})

    async def placed(self, **place: str) -> str:
        data = {"csrf": form_token(await self.page()), **(place or PLACE)}
        return str((await self.browser.post("/ngan-hang/tep/cho", data=data)).text)

    async def take(self, page: str, **fields: str | list[str]) -> httpx2.Response:
        """Send the form as it stands, with these fields changed or added; None leaves one out."""
        ticked = dict(re.findall(r'name="(take-\d+)" value="(1)" checked', page))
        seen = re.search(r'name="seen" value="([^"]+)"', page)
        assert seen
        return await self.browser.post(
            "/ngan-hang/tep/nhan", data={"csrf": form_token(page), "seen": seen[1], **ticked, **fields}
        )

    async def taken(self, name: str, content: bytes, **fields: str | list[str]) -> str:
        await self.send(name, content)
        return str((await self.take(await self.placed(), **fields)).text)

    async def question(self, id_: str) -> Question | None:
        return await self.office.store.read(lambda work: work.bank.current(id_))

    async def size(self) -> int:
        return len(await self.office.store.read(lambda work: work.bank.everything()))


@pytest.fixture
async def office(tmp_path: Path, password_hash: str) -> AsyncIterator[Office]:
    shutil.copytree(shipped("questions"), tmp_path / "questions")
    async with opened(tmp_path, password_hash, questions=tmp_path / "questions") as office:
        yield office


@pytest.fixture
async def desk(office: Office, tmp_path: Path) -> Desk:
    browser = office.browser()
    await log_in(browser, "soande")
    return Desk(office=office, browser=browser, folder=tmp_path / "questions")


class TestTakingIn:
    async def test_shows_what_was_understood_and_changes_nothing(self, desk: Desk) -> None:
        before = await desk.size()

        page = (await desk.send("đề thi.docx", word(*PAPER))).text

        assert "Bộ Chính trị khóa thử <b>✔ đáp án</b>" in page
        assert "Nhận ra nhờ: “đậm”" in page
        assert "khá chắc, 80 %" in page
        assert "đoạn 9" in page
        assert "không thấy đáp án" in page
        assert "Cách sửa:" in page
        assert await desk.size() == before

    async def test_takes_the_questions_in_as_drafts_with_a_record(self, desk: Desk) -> None:
        page = await desk.taken("đề thi.docx", word(*PAPER))

        first = await desk.question(FIRST)
        assert "Đã nhận 2 câu" in page
        assert first is not None
        assert (first.key, first.status, first.cite.section) == (("B",), "draft", "TT")
        entries = await desk.office.store.read(lambda work: list(work.audit.entries()))
        entry = next(each for each in reversed(entries) if each.action == "bank.applied")
        account = await desk.office.store.read(lambda work: work.accounts.by_login("soande"))
        assert account is not None
        assert entry.actor == f"account:{account.id}"
        assert entry.detail["file"] == "đề thi.docx"
        assert len(entry.detail["source"]) == 64

    async def test_a_contest_can_draw_them_at_once_and_commits_to_them(self, desk: Desk) -> None:
        await desk.taken("đề thi.docx", word(*PAPER))

        pool = await desk.office.store.read(lambda work: [each.question_id for each in work.bank.pool()])
        stored = await desk.office.store.read(lambda work: work.contests.by_slug("thi-thu"))
        assert stored is not None
        made = await desk.office.store.read(lambda work: work.proofs.commitments(stored.id))
        assert {FIRST, SECOND} <= set(pool)
        assert len(made) == 2
        assert FIRST in {each.question_id for each in made[-1].questions}

    async def test_writes_the_same_into_the_folder_of_the_bank(self, desk: Desk) -> None:
        from quizbot.bank.loader import load_bank

        await desk.taken("đề thi.docx", word(*PAPER))

        loaded = load_bank(desk.folder)
        assert loaded.question(FIRST) == await desk.question(FIRST)
        assert loaded.extras[FIRST].origin == "đề thi.docx, đoạn 1"
        assert [each.name[13:] for each in (desk.folder / "nq57" / "nguon").iterdir()] == ["đề thi.docx"]

    async def test_the_same_file_twice_is_nothing_to_do(self, desk: Desk) -> None:
        await desk.taken("đề thi.docx", word(*PAPER))
        size = await desk.size()

        await desk.send("đề thi.docx", word(*PAPER))
        page = await desk.placed()

        assert "2 câu đã có, không phải làm gì" in page
        assert "Nhận những câu đã chọn" not in page
        assert await desk.size() == size

    async def test_leaves_out_what_was_unticked(self, desk: Desk) -> None:
        await desk.send("đề thi.docx", word(*PAPER))
        page = (await desk.placed()).replace('name="take-0" value="1" checked', 'name="take-0" value="1"')

        await desk.take(page)

        assert await desk.question(FIRST) is None
        assert await desk.question(SECOND) is not None

    async def test_puts_a_question_into_a_section_of_its_own(self, desk: Desk) -> None:
        await desk.taken("đề thi.docx", word(*PAPER), **{"section-1": "III.2"})

        first, second = await desk.question(FIRST), await desk.question(SECOND)
        assert first is not None
        assert second is not None
        assert (first.cite.section, second.cite.section) == ("TT", "III.2")

    async def test_refuses_a_section_that_is_not_there(self, desk: Desk) -> None:
        page = await desk.taken("đề thi.docx", word(*PAPER), **{"section-1": "IX"})

        assert "nq57 IX" in page
        assert await desk.question(FIRST) is None

    async def test_wants_a_section_before_anything(self, desk: Desk) -> None:
        page = (await desk.send("đề thi.docx", word(*PAPER))).text

        answer = await desk.take(page)

        assert "Còn phải chọn văn bản và mục" in page
        assert "57-NQ/TW" in page
        assert answer.status_code == 409
        assert await desk.question(FIRST) is None


class TestAChangedQuestion:
    async def test_may_be_taken_as_a_new_one_and_the_old_one_stays(self, desk: Desk) -> None:
        await desk.taken("đề thi.docx", word(*PAPER))
        other = ((PAPER[0][0].replace("ban hành vào năm", "công bố vào năm"), None), *PAPER[1:4])
        before = await desk.question(FIRST)

        await desk.send("đề thi.docx", word(*other))
        page = await desk.placed()
        await desk.take(page, **{"fresh-0": "1"})

        assert f"Đây là một câu khác, không phải câu {FIRST} sửa lại" in page
        assert await desk.question(FIRST) == before
        new = await desk.question("nq57-tct-003")
        assert new is not None
        assert "công bố vào năm" in new.ask
        assert new.status == "draft"

    async def test_of_the_same_words_may_not(self, desk: Desk) -> None:
        await desk.taken("đề thi.docx", word(*PAPER))
        other_key = (PAPER[0], (PAPER[1][0], "bold"), (PAPER[2][0], None), PAPER[3])
        await desk.send("đề thi.docx", word(*other_key))
        page = await desk.placed()

        answer = await desk.take(page, **{"fresh-0": "1"})

        assert "Tôi đồng ý ĐỔI ĐÁP ÁN" in page
        assert "Đây là một câu khác" not in page
        assert answer.status_code == 409
        assert await desk.question("nq57-tct-003") is None


class TestDoubts:
    async def test_a_doubtful_key_is_not_taken_unless_a_person_chose_it(self, desk: Desk) -> None:
        await desk.send("de.gift", DOUBTFUL.encode())
        page = await desk.placed()

        answer = await desk.take(page, **{"take-0": "1"})

        assert "Chọn đáp án cho câu này" in page
        assert "✔ đáp án" not in page
        assert "Không có câu nào được nhận" in answer.text
        assert await desk.question("thu-doan-1") is None

    async def test_takes_the_key_that_a_person_chose(self, desk: Desk) -> None:
        await desk.taken("de.gift", DOUBTFUL.encode(), **{"key-0": "B"})

        question = await desk.question("thu-doan-1")
        assert question is not None
        assert question.option(question.key[0]).text == "Cơ quan thử hai"

    @pytest.mark.parametrize("chosen", ["Z", ["A", "B"]])
    async def test_takes_no_choice_that_is_none(self, desk: Desk, chosen: str | list[str]) -> None:
        await desk.taken("de.gift", DOUBTFUL.encode(), **{"key-0": chosen})

        assert await desk.question("thu-doan-1") is None


class TestChangedKeys:
    @pytest.fixture
    async def changed(self, desk: Desk) -> str:
        """Take the paper in, then send it with another key for each question."""
        await desk.taken("đề thi.docx", word(*PAPER))
        lines = list(PAPER)
        lines[1], lines[2], lines[7] = (lines[1][0], "bold"), (lines[2][0], None), ("Đáp án: B", None)
        await desk.send("đề thi.docx", word(*lines))
        return await desk.placed()

    async def test_shows_each_as_before_and_after(self, changed: str) -> None:
        assert changed.count("Tôi đồng ý ĐỔI ĐÁP ÁN") == 2
        assert '<td class="was">B. Bộ Chính trị khóa thử</td><td>A. Quốc hội khóa thử</td>' in changed
        assert " checked" not in changed

    async def test_changes_only_those_with_a_tick_of_their_own(self, desk: Desk, changed: str) -> None:
        await desk.take(changed, **{"change-1": "1", "take-0": "1"})

        first, second = await desk.question(FIRST), await desk.question(SECOND)
        assert first is not None
        assert second is not None
        assert (first.key, second.key) == (("B",), ("B",))
        text = (desk.folder / "nq57" / "the-che-thu.yaml").read_text(encoding="utf-8")
        assert text.count("answer: B") == 2

    async def test_takes_nothing_when_the_bank_moved_on_meanwhile(self, desk: Desk, changed: str) -> None:
        from dataclasses import replace

        second = await desk.question(SECOND)
        assert second is not None
        other = replace(second, explain="Ai đó vừa thêm lời giải thích.")
        await desk.office.store.write(
            lambda work: bank.apply(
                work,
                [other],
                whole=False,
                confirm_keys=False,
                source_hash="x",
                by="t",
                now=desk.office.clock(),
            )
        )

        answer = await desk.take(changed, **{"change-0": "1"})

        first = await desk.question(FIRST)
        assert first is not None
        assert answer.status_code == 409
        assert "đã khác lúc bạn xem" in answer.text
        assert first.key == ("B",)


class TestWaiting:
    async def test_survives_a_restart_and_remembers_its_place(
        self, desk: Desk, office: Office, password_hash: str
    ) -> None:
        from quizbot.bootstrap import build
        from quizbot.config import Settings
        from tests.web.product import PEPPER

        await desk.send("đề thi.docx", word(*PAPER))
        await desk.placed()
        settings = Settings(data=desk.folder.parent, questions=desk.folder)
        office.app = build(settings, office.store, environ=PEPPER, clock=office.clock).web_app()
        browser = office.browser()
        await log_in(browser, "soande")

        again = Desk(office=office, browser=browser, folder=desk.folder)
        answer = await again.take(await again.page("/ngan-hang/tep"))

        assert "đang chờ bạn xem" in await desk.page() or "Đã nhận 2 câu" in answer.text
        assert await again.question(FIRST) is not None

    async def test_a_second_file_takes_the_place_of_the_first(self, desk: Desk) -> None:
        await desk.send("một.docx", word(*PAPER))
        await desk.placed()
        glance = await desk.page()

        page = (await desk.send("hai.docx", word(*PAPER[:4]))).text

        assert "Tệp mới thay tệp đang chờ" in glance
        assert "hai.docx" in page
        assert "một.docx" not in page
        assert '<option value="nq57 TT" selected>' in page

    async def test_a_dropped_file_is_gone(self, desk: Desk) -> None:
        await desk.send("đề thi.docx", word(*PAPER))

        await desk.browser.post("/ngan-hang/tep/bo", data={"csrf": form_token(await desk.page())})

        assert "Không có tệp nào đang chờ" in await desk.page("/ngan-hang/tep")

    @pytest.mark.parametrize(
        ("name", "content", "told"),
        [
            ("de.pdf", b"%PDF-1.7", "tệp PDF"),
            ("de.bin", b"\x00\x01", "không nhận ra định dạng"),
            ("de.txt", "".join(f"Câu {n}: Hỏi {n}?\nA. Một {n}\nB. Hai {n}\nĐáp án: A\n" for n in range(501)).encode(), "501 câu"),
        ],
    )  # fmt: skip
    async def test_says_why_a_file_is_not_taken(
        self, desk: Desk, name: str, content: bytes, told: str
    ) -> None:
        answer = await desk.send(name, content)

        assert answer.status_code == 409
        assert told in answer.text

    async def test_a_file_beyond_the_limit_is_refused_before_it_is_read(self, desk: Desk) -> None:
        answer = await desk.send("de.txt", b"a" * (17 * 1024 * 1024))

        assert answer.status_code == 413

    async def test_text_without_end_is_refused_before_it_is_read(self, desk: Desk) -> None:
        answer = await desk.send("de.txt", b"\n" * 3_000_000)

        assert answer.status_code == 409
        assert "chia thành nhiều tệp" in answer.text

    async def test_a_paper_with_pictures_bigger_than_other_forms_is_taken(self, desk: Desk) -> None:
        paper = io.BytesIO(word(*PAPER))
        with zipfile.ZipFile(paper, "a") as archive:
            archive.writestr("word/media/anh.bin", bytes(3_000_000))

        answer = await desk.send("de.docx", paper.getvalue())

        assert len(paper.getvalue()) > 1_048_576
        assert "Đọc được <b>2 câu</b>" in answer.text


async def test_the_shipped_bank_stays_and_the_file_is_given(tmp_path: Path, password_hash: str) -> None:
    from quizbot.bank.reading import read_questions

    async with opened(tmp_path, password_hash) as office:
        browser = office.browser()
        await log_in(browser, "btc")
        desk = Desk(office=office, browser=browser, folder=tmp_path)

        page = await desk.taken("đề thi.docx", word(*PAPER))
        text = (await browser.get("/ngan-hang/da-nhan.yaml")).text

        read = read_questions(text, file="x.yaml")
        assert "bộ kèm theo chương trình" in page
        assert [each.id for each in read.questions] == [FIRST, SECOND]
        assert read.questions[0] == await desk.question(FIRST)
        assert not (shipped("questions") / "nq57" / "the-che-thu.yaml").exists()


class TestTakingOut:
    @pytest.mark.parametrize("format_", ["gift", "xlsx", "docx", "moodle_xml"])
    async def test_gives_every_format_after_telling_what_is_lost(self, desk: Desk, format_: str) -> None:
        page = await desk.page(f"/ngan-hang/xuat?dinh-dang={format_}&van-ban=kh618")

        answer = await desk.browser.post(
            "/ngan-hang/xuat", data={"csrf": form_token(page), "format": format_, "document": "kh618"}
        )

        entries = await desk.office.store.read(lambda work: list(work.audit.entries()))
        assert "không mang theo được" in page
        assert len(answer.content) > 1000
        assert entries[-1].action == "bank.exported"

    async def test_draws_the_figures_of_the_running_bank(self, desk: Desk) -> None:
        answer = await desk.browser.get("/ngan-hang/ban-do")

        stored = await desk.office.store.read(lambda work: work.bank.everything())
        assert f"{sum(each.status != 'retired' for each in stored)} câu đang dùng" in answer.text
        assert "script" not in answer.headers["content-security-policy"]

    async def test_a_format_that_is_not_there_is_not_found(self, desk: Desk) -> None:
        assert (await desk.browser.get("/ngan-hang/xuat?dinh-dang=exe")).status_code == 404


class TestRoles:
    async def test_a_reviewer_looks_and_brings_nothing(self, office: Office) -> None:
        browser = office.browser()
        await log_in(browser, "duyet")

        page = (await browser.get("/ngan-hang")).text
        sent = await browser.post(
            "/ngan-hang/tep", data={"csrf": form_token(page)}, files={"file": ("a.txt", b"x")}
        )

        stored = await office.store.read(lambda work: work.bank.everything())
        assert f"Đang có {sum(each.status != 'retired' for each in stored)} câu" in page
        assert "Gửi bộ câu hỏi" not in page
        assert sent.status_code == 403

    async def test_hr_has_no_business_with_keys(self, office: Office) -> None:
        browser = office.browser()
        await log_in(browser, "nhansu")

        assert (await browser.get("/ngan-hang")).status_code == 403
        assert (await browser.get("/ngan-hang/xuat?dinh-dang=gift")).status_code == 403

    async def test_a_form_from_elsewhere_is_refused(self, desk: Desk) -> None:
        answer = await desk.browser.post(
            "/ngan-hang/tep", data={"csrf": "00"}, files={"file": ("a.txt", b"x")}
        )

        assert answer.status_code == 403
