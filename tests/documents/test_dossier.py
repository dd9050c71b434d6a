"""The commendation file: true figures, blanks for people, provisional on every page, names told apart."""

import io
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdf
import pytest
import xlsxwriter

from quizbot.core.awards.threshold import Threshold
from quizbot.core.awards.top_n import TopN
from quizbot.core.commend.choosing import AwardPlan, Policy
from quizbot.core.commend.money import COEFFICIENTS
from quizbot.core.commend.nominees import Nominee, PersonRecord, UnitRecord
from quizbot.core.contest import ContestState, Prize, PrizeRules, PrizeSet, UnitRules, Who
from quizbot.core.proof.certificates import certificate_key, initials, read_token
from quizbot.documents.certificates import Seal, prize_certificates
from quizbot.documents.desk import Desk, lay_out_desk, open_desk
from quizbot.documents.dossier import dossier_files
from quizbot.documents.facts import PROVISIONAL, Facts, list_order, told_apart
from quizbot.documents.formats.docx import write_docx
from quizbot.documents.formats.docx_template import PlaceholderMissing, PlaceholderUnknown
from quizbot.documents.intake import CodeUnmapped
from quizbot.documents.overprint import calibration_pdf, printed
from quizbot.documents.papers import PAPERS
from quizbot.documents.payments import award_payments, prize_payments
from quizbot.documents.records import Records, read_records
from quizbot.forms.faults import FormFaults
from quizbot.usecases import organise
from quizbot.usecases.paperwork import commendation
from quizbot.usecases.ports import Consent
from tests.build import CLOSES, OPENS, Office, contest

PRIZES = PrizeRules(
    person=(
        Prize(name="Giải Nhất", count=1, amount=1_000_000),
        Prize(name="Giải Nhì", count=1, amount=500_000),
    ),
    unit=(Prize(name="Giải tập thể", count=1, amount=2_000_000),),
)
SEAL = Seal(key=certificate_key("thu"), base_url="https://thi.example.gov.vn")
ON = date(2026, 11, 20)


def award(subject: Any, count: int, **more: Any) -> AwardPlan:
    return AwardPlan(
        name=f"gk-{subject}",
        title="Giấy khen",
        form="giay-khen",
        subject=subject,
        rule=TopN(count=count),
        coefficient=COEFFICIENTS["giay-khen", subject],
        **more,
    )


POLICY = Policy(awards=(award("unit", 1), award("person", 2)))
PEOPLE = {
    "NV001": PersonRecord(
        code="NV001", woman=False, born=date(1985, 3, 12), title="Chuyên viên", leader=False
    ),
    "NV004": PersonRecord(code="NV004", woman=False, born=1990, leader=True),
    "NV005": PersonRecord(code="NV005", woman=True, born=date(1991, 1, 5), leader=False),
}
UNITS = {"p1": UnitRecord(code="p1", staff=10, women=7)}


async def played(office: Office, answers: tuple[tuple[str, str], ...] = (), **more: Any) -> None:
    await office.run(contest(**{"prizes": PRIZES, "units": UnitRules(score="mean"), **more}))
    for name, given in answers or (("an", "BCD"), ("ha", "BCA"), ("dung", "BCA"), ("lan", "AAA")):
        await office.played(name, "cuoc-thi", *given)
    office.clock.now = CLOSES
    await office.tick()


async def finalised(office: Office) -> None:
    for to in (ContestState.CLOSED, ContestState.FINAL):
        await office.write(
            lambda work, to=to: organise.step(  # type: ignore[misc]
                work, slug="cuoc-thi", to=to, by="t", now=office.clock()
            )
        )


async def gathered(office: Office, **more: Any) -> Facts:
    values: dict[str, Any] = {"policy": POLICY, "people": PEOPLE, "units": UNITS, **more}
    found = await office.write(lambda work: commendation(work, slug="cuoc-thi", now=office.clock(), **values))
    return Facts(office=open_desk(None).office, figures=found.figures, on=ON, commendation=found)


def files(facts: Facts, desk: Desk | None = None) -> dict[str, bytes]:
    return dict(dossier_files(facts, desk or open_desk(None), SEAL))


def words(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    lines = [each.text for each in document.paragraphs]
    for table in document.tables:
        lines += [cell.text for row in table.rows for cell in row.cells]
    return "\n".join(lines)


def pages(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(content)).pages]


class TestFile:
    async def test_holds_every_paper_in_filing_order(self, office: Office) -> None:
        await played(office)
        await finalised(office)

        names = [each for each in files(await gathered(office)) if "/" not in each]

        assert names == [
            "00_DocTruoc.txt",
            "01_BienBanTongHopKetQua.docx",
            "02_BienBanHopHoiDong.docx",
            "03_ToTrinh.docx",
            "04_TomTatThanhTich.docx",
            "05_DuThaoQuyetDinhKhenThuong.docx",
            "06_ThongBaoKetQua.docx",
            "07_DanhSachChiTien.docx",
            "08_GiayKhen_InPhoi.pdf",
            "08_GiayKhen_CanChinh.pdf",
            "09_GiayChungNhan_001.pdf",
            "10_HoiDong_TruocKhiHop.xlsx",
            "12_TomTatThanhTich_SuaDuoc.xlsx",
            "13_BangKetQua.xlsx",
        ]

    async def test_begins_with_what_it_holds_and_why_something_is_missing(self, small_office: Office) -> None:
        await played(small_office)
        early = files(await gathered(small_office))["00_DocTruoc-tam-tinh.txt"].decode()
        await finalised(small_office)
        told = files(await gathered(small_office))["00_DocTruoc.txt"].decode()

        assert "- 03: Tờ trình đề nghị khen thưởng\r\n" in told
        assert "- 09: Giấy chứng nhận đạt giải, có mã QR để kiểm tra\r\n" in told
        assert (
            "- 11: Bảng nhập vào phần mềm quản lý thi đua, khen thưởng – KHÔNG CÓ trong hồ sơ này: chưa khai báo mã"
            in told
        )
        assert (
            "- 09: Giấy chứng nhận đạt giải, có mã QR để kiểm tra – KHÔNG CÓ trong hồ sơ này: chỉ làm khi kết quả đã chốt"
            in early
        )

    async def test_takes_its_shares_of_those_who_may_take_part(self, small_office: Office) -> None:
        await played(small_office, who=Who(exclude=("p2",)), answers=(("an", "BCD"), ("lan", "AAA")))
        await finalised(small_office)

        told = words(files(await gathered(small_office))["03_ToTrinh.docx"])

        assert (
            "02 người (40,0% trong tổng số 05 người được dự thi theo Thể lệ; danh sách nhân sự có 07 người,"
            " trong đó 02 người không thuộc đối tượng dự thi hoặc đã chuyển đi)"
        ) in told

    async def test_says_on_every_page_while_provisional_and_signs_no_certificate(
        self, small_office: Office
    ) -> None:
        await played(small_office)

        made = files(await gathered(small_office))

        assert not any(name.startswith(("09_", "11_")) for name in made)
        assert all("-tam-tinh" in name or "CanChinh" in name for name in made)
        for name, content in made.items():
            if name.endswith(".docx"):
                for section in docx.Document(io.BytesIO(content)).sections:
                    for header in (section.header, section.first_page_header):
                        assert PROVISIONAL in "\n".join(each.text for each in header.paragraphs), name
            elif name.endswith(".pdf") and "CanChinh" not in name:
                assert all(PROVISIONAL in page for page in pages(content)), name
            elif name.endswith(".xlsx") and not name.startswith("12_"):
                for sheet in openpyxl.load_workbook(io.BytesIO(content)):
                    assert any("TẠM TÍNH" in str(row[0]) for row in sheet.iter_rows(values_only=True)), name
                    # at the head of every printed page
                    assert "TẠM TÍNH" in str(sheet.oddHeader.center.text), name

    async def test_says_nothing_of_the_kind_once_final(self, small_office: Office) -> None:
        await played(small_office)
        await finalised(small_office)

        made = files(await gathered(small_office))

        assert not any("tam-tinh" in name for name in made)
        assert not any("TẠM TÍNH" in words(each) for name, each in made.items() if name.endswith(".docx"))


class TestFigures:
    async def test_agree_with_the_log_and_keep_people_and_attempts_apart(self, office: Office) -> None:
        await played(office)
        await finalised(office)

        facts = await gathered(office)

        def from_log(work: Any) -> tuple[int, int]:
            found = [
                each
                for round_ in work.contests.rounds(work.contests.by_slug("cuoc-thi").id)
                for each in work.attempts.summaries(round_.id)
            ]
            return len({each.person_id for each in found}), len(found)

        people, attempts = await office.write(from_log)
        assert (facts.figures.people, facts.figures.attempts) == (people, attempts) == (4, 4)
        minutes = words(files(facts)["01_BienBanTongHopKetQua.docx"])
        assert "Số người dự thi: 04 người" in minutes
        assert "Số lượt thi: 04 lượt" in minutes

    async def test_sums_re_add_and_are_written_in_words(self, small_office: Office) -> None:
        await played(small_office)
        await finalised(small_office)

        made = files(await gathered(small_office))

        # 1 collective x 0,6 and 2 people x 0,3 at 2.530.000, each rounded up
        submission = words(made["03_ToTrinh.docx"])
        assert "3.040.000 đồng (Bằng chữ: Ba triệu không trăm bốn mươi nghìn đồng)" in submission
        for table in docx.Document(io.BytesIO(made["07_DanhSachChiTien.docx"])).tables:
            rows = [[cell.text for cell in row.cells] for row in table.rows]
            if rows[0][0] == "TT":
                amounts = [int(row[4].replace(".", "")) for row in rows[1:]]
                assert sum(amounts[:-1]) == amounts[-1]

    async def test_of_payments_follow_the_lists_and_name_both_purses(self, small_office: Office) -> None:
        await played(small_office)
        await finalised(small_office)

        facts = await gathered(small_office)
        made = files(facts)

        listed = [
            each.nominee.code
            for each in (*facts.lines("unit", ties=False), *facts.lines("person", ties=False))
        ]
        assert [each.code for each in award_payments(facts)] == listed
        told = words(made["07_DanhSachChiTien.docx"])
        assert "1. Tiền thưởng kèm hình thức khen thưởng" in told
        assert "2. Giải thưởng của Cuộc thi" in told

    async def test_of_a_purse_that_pays_nothing_say_so(self, small_office: Office) -> None:
        await played(small_office, prizes=PrizeRules())
        await finalised(small_office)

        told = words(files(await gathered(small_office))["07_DanhSachChiTien.docx"])

        assert "2. Giải thưởng của Cuộc thi" in told
        assert "Không có khoản chi nào từ nguồn này" in told

    async def test_go_by_the_salary_of_the_day_of_signing(self, small_office: Office) -> None:
        await played(small_office)
        await finalised(small_office)

        facts = replace(await gathered(small_office), on=date(2026, 6, 30))

        assert [each.amount for each in facts.lines("person")] == [710_000, 710_000]


class TestParts:
    async def test_of_unit_tables_sum_to_the_whole_and_to_the_figures_even_with_prizes_by_season(
        self, small_office: Office
    ) -> None:
        rules = UnitRules(score="mean", season="round")
        await small_office.run(contest(prizes=PRIZES, units=rules))
        for name, given in (("an", "BCD"), ("ha", "BCA"), ("dung", "BCA"), ("lan", "AAA")):
            await small_office.played(name, "cuoc-thi", *given)
        small_office.clock.now = CLOSES
        await small_office.tick()
        await finalised(small_office)
        facts = await gathered(small_office)

        for name in ("closing_report", "results_minutes"):
            tables = docx.Document(io.BytesIO(write_docx(PAPERS[name].draft(facts)))).tables
            (rows,) = [
                [[cell.text for cell in row.cells] for row in table.rows]
                for table in tables
                if [cell.text for cell in table.rows[0].cells][:2] == ["Hạng", "Tập thể"]
            ]
            for column in (2, 3):
                assert sum(int(row[column]) for row in rows[1:-1]) == int(rows[-1][column])
            assert int(rows[-1][2]) == facts.figures.roster == len(small_office.people)
            assert int(rows[-1][3]) == facts.figures.counted == 4

    async def test_of_one_prize_name_are_told_apart_by_round(self, small_office: Office) -> None:
        prizes = replace(PRIZES, per="round", one_per_person=False)
        week = CLOSES - OPENS
        await small_office.run(contest(prizes=prizes), (OPENS, CLOSES), (CLOSES, CLOSES + week))
        for start in (OPENS, CLOSES):
            small_office.clock.now = start
            await small_office.tick()
            await small_office.played("an", "cuoc-thi", "B", "C", "D")
        small_office.clock.now = CLOSES + week
        await small_office.tick()

        facts = await gathered(small_office)

        assert [each.what for each in prize_payments(facts) if each.code == "NV001"] == [
            "Giải Nhất (vòng 1)",
            "Giải Nhất (vòng 2)",
        ]
        assert (
            "đạt Giải Nhất (vòng 1) và Giải Nhất (vòng 2) của Cuộc thi"
            in facts.lines("person")[0].achievement
        )
        # the same person twice is one person and two attempts
        assert (facts.figures.people, facts.figures.attempts) == (1, 2)

    async def test_of_a_budget_are_number_times_amount(self, small_office: Office) -> None:
        everybody = Prize(name="Giấy chứng nhận", count=None, amount=50_000, share_at_least=Fraction(2, 3))
        await small_office.run(contest(prizes=replace(PRIZES, person=(PRIZES.person[0], everybody))))
        for name, given in (("an", "BCD"), ("ha", "BCA"), ("dung", "BCA"), ("lan", "AAA")):
            await small_office.played(name, "cuoc-thi", *given)
        small_office.clock.now = CLOSES
        await small_office.tick()
        await finalised(small_office)

        facts = await gathered(small_office)

        (table,) = [
            [[cell.text for cell in row.cells] for row in each.rows]
            for each in docx.Document(io.BytesIO(files(facts)["07_DanhSachChiTien.docx"])).tables
            if each.rows[0].cells[1].text == "Số lượng" and each.rows[1].cells[0].text == "Giải Nhất"
        ]
        # An has the first prize; Hà and Dũng, with 2 of 3, the paper; Lan, with none, nothing
        assert table[1:] == [
            ["Giải Nhất", "01", "1.000.000", "1.000.000"],
            ["Giấy chứng nhận", "02", "50.000", "100.000"],
            ["Cộng", "03", "", "1.100.000"],
        ]
        papers = prize_certificates(facts)
        assert {each.name for each in papers if "chứng nhận" in each.award} == {"Phạm Tiến Dũng", "Vũ Thu Hà"}

    async def test_of_a_plan_are_number_times_amount_over_all_rounds(self, small_office: Office) -> None:
        weekly = (
            Prize(name="Giải Nhất", count=1, amount=500_000),
            Prize(name="Giấy chứng nhận", count=None, amount=50_000, share_at_least=Fraction(1, 2)),
        )
        prizes = PrizeRules(
            person=(Prize(name="Giải Nhì", count=2, amount=300_000), Prize(name="Giải Ba", count=1)),
            unit=(Prize(name="Giải tập thể", count=1, amount=2_000_000),),
            sets=(PrizeSet(name="Giải tuần", prizes=weekly, per="round"),),
        )
        week = CLOSES - OPENS
        await small_office.run(
            contest(prizes=prizes, units=UnitRules(season="month")),
            *((OPENS + n * week, CLOSES + n * week) for n in range(6)),
        )

        plan = write_docx(PAPERS["contest_plan"].draft(await gathered(small_office)))

        (table,) = [
            [[cell.text for cell in row.cells] for row in each.rows]
            for each in docx.Document(io.BytesIO(plan)).tables
            if each.rows[0].cells[0].text == "Giải"
        ]
        # six rounds of six days from 2 March open in March and April: two months
        assert table[1:] == [
            ["Giải Nhì", "02", "300.000", "600.000"],
            ["Giải tập thể", "02 (02 lần x 01)", "2.000.000", "4.000.000"],
            ["Giải Nhất (Giải tuần)", "06 (06 lần x 01)", "500.000", "3.000.000"],
            ["Giấy chứng nhận (Giải tuần)", "theo số người đạt", "50.000", "theo số người đạt"],
            ["Cộng", "", "", "7.600.000"],
        ]

    async def test_a_paper_for_everybody_keeps_nobody_from_being_commended(
        self, small_office: Office
    ) -> None:
        everybody = Prize(name="Giấy chứng nhận", count=None, share_at_least=Fraction(0))
        rules = replace(PRIZES, person=(PRIZES.person[0], everybody))
        await small_office.run(contest(prizes=rules))
        for name, given in (("an", "BCD"), ("ha", "BCA")):
            await small_office.played(name, "cuoc-thi", *given)
        small_office.clock.now = CLOSES
        await small_office.tick()

        nominees = (await gathered(small_office)).commendation.nominees

        assert {each.code: each.has_prize for each in nominees if each.subject == "person"} == {
            "NV001": True,
            "NV005": False,
        }


class TestWithoutMoney:
    async def test_says_so_instead_of_nothing_in_words(self, small_office: Office) -> None:
        await played(small_office)
        await finalised(small_office)
        praise = replace(award("person", 1), form="bieu-duong", title="Biểu dương", coefficient=Fraction(0))

        made = files(await gathered(small_office, policy=Policy(awards=(praise,))))

        assert "không kèm tiền thưởng" in words(made["03_ToTrinh.docx"])
        assert "Không đồng" not in words(made["03_ToTrinh.docx"])
        assert "08_GiayKhen_InPhoi.pdf" not in made

    async def test_and_without_anybody_says_that_nobody_is_proposed(self, small_office: Office) -> None:
        await played(small_office)
        await finalised(small_office)
        strict = replace(award("person", 1), rule=Threshold(share_at_least=Fraction(1), rounds_at_least=9))

        made = files(await gathered(small_office, policy=Policy(awards=(strict,))))

        assert "không có tập thể, cá nhân nào được đề nghị" in made["00_DocTruoc.txt"].decode()


class TestSentence:
    async def test_is_the_same_on_list_summary_decision_and_giay_khen_and_may_be_mended(
        self, small_office: Office
    ) -> None:
        await played(small_office)
        await finalised(small_office)
        facts = await gathered(small_office)
        (first, *_) = facts.lines("person")
        assert first.achievement == (
            "Xếp thứ 01 trong 04 người có kết quả; trả lời đúng 3/3 câu hỏi (100,0%) trong 01 vòng thi; "
            f"thời gian làm bài {first.achievement.split('thời gian làm bài ')[1]}"
        )

        mended = replace(facts, mended={first.nominee.code: "Câu đã sửa của cán bộ."})
        made = files(mended)

        for name in ("03_ToTrinh", "04_TomTatThanhTich", "05_DuThaoQuyetDinhKhenThuong"):
            assert "Câu đã sửa của cán bộ." in words(made[f"{name}.docx"])
        assert any("Câu đã sửa của cán bộ." in each for each in pages(made["08_GiayKhen_InPhoi.pdf"]))


class TestOverprint:
    async def test_has_a_page_for_each_with_blanks_for_number_and_date_and_no_signature(
        self, small_office: Office
    ) -> None:
        await played(small_office)
        await finalised(small_office)

        found = pages(files(await gathered(small_office))["08_GiayKhen_InPhoi.pdf"])

        assert len(found) == 3
        assert "Ông Nguyễn Văn An" in found[1]
        assert all("/QĐ-VPUBND" in page and "ngày tháng năm 2026" in page for page in found)

    async def test_comes_by_name_or_unit_by_unit_as_the_office_says(self, small_office: Office) -> None:
        await played(small_office, (("an", "BCD"), ("ha", "BCA"), ("dung", "BCA"), ("lan", "BAA")))
        await finalised(small_office)
        policy = Policy(awards=(award("person", 4),))
        facts = await gathered(small_office, policy=policy)
        blank = facts.office.blank.model_copy(update={"order": "unit"})
        by_unit = replace(facts, office=facts.office.model_copy(update={"blank": blank}))

        assert [each.nominee.name.split()[-1] for each in printed(facts)] == ["An", "Dũng", "Hà", "Lan"]
        units = [each.nominee.unit for each in printed(by_unit)]
        assert units == sorted(units)

    def test_is_calibrated_with_a_sheet_of_the_blanks_own_size(self) -> None:
        sheet = pypdf.PdfReader(io.BytesIO(calibration_pdf(open_desk(None).office.blank))).pages[0]

        assert (round(float(sheet.mediabox.width)), round(float(sheet.mediabox.height))) == (842, 595)
        assert "Thành tích: x 45, y 128, rộng 207 mm" in " ".join(sheet.extract_text().split())


class TestCertificates:
    async def test_carry_a_serial_and_a_record_that_proves_itself(self, small_office: Office) -> None:
        await played(small_office)
        await finalised(small_office)

        found = pages(files(await gathered(small_office))["09_GiayChungNhan_001.pdf"])

        assert len(found) == 3  # the unit, the first and the second
        assert "cuoc-thi/00001" in found[0]
        assert "Nguyễn Văn An" in found[1]

    def test_are_read_back_only_with_the_key(self) -> None:
        from quizbot.core.proof.certificates import CertificateRecord

        record = CertificateRecord(
            serial="c/1", contest="c", name="Giàng A Páo", unit="P1", award="đạt Giải Nhất"
        )
        token = record.token(key=b"k")

        assert read_token(token, key=b"k") == record
        assert read_token(token, key=b"other") is None
        assert read_token(token[:-2] + "AA", key=b"k") is None
        assert read_token("x" * 50, key=b"k") is None
        assert initials("Giàng A Páo") == "G. A. Páo"


class TestNames:
    @pytest.mark.parametrize("seed", range(3))
    def test_are_sorted_by_given_name_alphabet_and_tone(self, seed: int) -> None:
        import random

        wanted = [
            "Lê An", "Nguyễn An", "Đặng Ân", "Vàng Á", "Trần Ánh", "Giàng A Páo",
        ]  # fmt: skip
        right = ["Vàng Á", "Lê An", "Nguyễn An", "Trần Ánh", "Đặng Ân", "Giàng A Páo"]
        people = [Nominee(subject="person", code=name, name=name, place=1) for name in wanted]
        random.Random(seed).shuffle(people)

        assert [each.name for each in sorted(people, key=list_order)] == right

    def test_that_are_the_same_are_told_apart_by_unit_and_birth_year(self) -> None:
        def one(code: str, unit: str, born: int | None) -> Nominee:
            return Nominee(
                subject="person",
                code=code,
                name="Lò Văn Đôi",
                unit=unit,
                place=1,
                person=PersonRecord(code=code, born=born),
            )

        people = [one("1", "P1", 1985), one("2", "P1", 1990), one("3", "P2", None)]
        people.append(Nominee(subject="person", code="4", name="Lò Văn Đội", unit="P1", place=1))

        assert told_apart(people) == {
            "1": "Lò Văn Đôi (P1, sinh năm 1985)",
            "2": "Lò Văn Đôi (P1, sinh năm 1990)",
            "3": "Lò Văn Đôi (P2)",
            "4": "Lò Văn Đội",
        }


class TestHardCases:
    async def test_who_is_on_hold_organises_or_declined_makes_room_with_a_trace(self, office: Office) -> None:
        await played(office, (("an", "BCD"), ("ha", "BCA"), ("dung", "BCA"), ("lan", "BAA")))
        await finalised(office)
        an, dung = office.people["an"], office.people["dung"]
        await office.write(
            lambda work: work.people.record_consent(
                Consent(
                    person_id=an.id,
                    purpose="commend",
                    version="1",
                    given=False,
                    at=office.clock(),
                    channel="webchat",
                )
            )
        )
        held = {**PEOPLE, dung.code: replace(PEOPLE[dung.code], on_hold=True)}

        facts = await gathered(office, people=held)

        (_, people) = facts.commendation.chosen if facts.commendation else ((), ())
        said = {each.nominee.code: (each.outcome.value, each.reason) for each in people.decisions}  # type: ignore[union-attr]
        assert said[an.code] == ("passed_over", "declined")
        assert said[dung.code] == ("passed_over", "on_hold")
        assert [each.nominee.code for each in facts.lines("person")] == ["NV005", "NV007"]
        council = words(files(facts)["02_BienBanHopHoiDong.docx"])
        assert "Tạm hoãn – đang xem xét." in council

    async def test_a_unit_renamed_in_the_middle_stands_under_its_new_name_with_the_same_figures(
        self, small_office: Office
    ) -> None:
        await played(small_office)
        await finalised(small_office)
        before = await gathered(small_office)

        await small_office.write(
            lambda work: work.people.put_unit(
                code="p1", name="Phòng Chuyển đổi số", kind="phong", parent="vp"
            )
        )
        after = await gathered(small_office)

        assert [each.nominee.participants for each in after.lines("unit")] == [
            each.nominee.participants for each in before.lines("unit")
        ]
        assert "Phòng Chuyển đổi số" in words(files(after)["01_BienBanTongHopKetQua.docx"])


class TestIntake:
    def desk(self, tmp_path: Path, text: str | None = None) -> Desk:
        lay_out_desk(tmp_path)
        codes = tmp_path / "codes.example.yaml"
        (tmp_path / "codes.yaml").write_text(text or codes.read_text(encoding="utf-8"), encoding="utf-8")
        return open_desk(tmp_path)

    async def test_has_the_columns_and_codes_of_the_receiving_system(
        self, small_office: Office, tmp_path: Path
    ) -> None:
        await played(small_office)
        await finalised(small_office)

        made = files(await gathered(small_office), self.desk(tmp_path))

        book = openpyxl.load_workbook(io.BytesIO(made["11_PhanMemKhenThuong.xlsx"]))
        people = list(book["Cá nhân"].iter_rows(values_only=True))
        assert people[0] == (
            "STT", "Họ và tên", "Giới tính", "Ngày sinh", "Chức vụ", "Tên phòng ban/khối, tổ công tác",
            "Tên đơn vị/tập thể công tác", "Địa chỉ/Nơi ở", "Mã phân loại cán bộ", "Mã hình thức khen thưởng",
            "Mã danh hiệu thi đua (nếu có)",
        )  # fmt: skip
        assert people[1][1:3] == ("Nguyễn Văn An", "Nam")
        assert people[1][8:10] == ("TT", "GK")
        assert list(book.sheetnames) == ["Cá nhân", "Tập thể", "Tổng hợp"]

    async def test_refuses_what_no_code_is_declared_for(self, small_office: Office, tmp_path: Path) -> None:
        await played(small_office)
        await finalised(small_office)
        desk = self.desk(tmp_path)
        unknown = {**PEOPLE, "NV001": replace(PEOPLE["NV001"], leader=None)}

        with pytest.raises(CodeUnmapped) as refused:
            files(await gathered(small_office, people=unknown), desk)

        assert refused.value.facts["value"] == "unknown"

    def test_refuses_a_code_the_system_does_not_know(self, tmp_path: Path) -> None:
        lay_out_desk(tmp_path)
        text = (tmp_path / "codes.example.yaml").read_text(encoding="utf-8")

        with pytest.raises(FormFaults) as refused:
            self.desk(tmp_path, text.replace("giay-khen: GK", "giay-khen: GKX"))

        assert "GKX" in str(refused.value)


class TestTemplate:
    def template(self, tmp_path: Path, *lines: str) -> Desk:
        lay_out_desk(tmp_path)
        (tmp_path / "mau").mkdir()
        document = docx.Document()
        for line in lines:
            paragraph = document.add_paragraph()
            half = len(line) // 2
            # Word cuts what people type into runs
            paragraph.add_run(line[:half]).bold = True
            paragraph.add_run(line[half:])
        document.save(str(tmp_path / "mau" / "submission.docx"))
        return open_desk(tmp_path)

    async def test_is_filled_where_the_office_put_its_placeholders(
        self, small_office: Office, tmp_path: Path
    ) -> None:
        await played(small_office)
        desk = self.template(
            tmp_path,
            "MẪU RIÊNG CỦA CƠ QUAN",
            "{{ten_loai}} – {{trich_yeu}}",
            "{{noi_dung}}",
            "{{noi_nhan}}",
            "{{chuc_vu}}",
        )

        content = files(await gathered(small_office), desk)["03_ToTrinh-tam-tinh.docx"]

        text = words(content)
        assert text.startswith("MẪU RIÊNG CỦA CƠ QUAN\nTỜ TRÌNH – Về việc đề nghị khen thưởng")
        assert "Số người dự thi: 04 người" in text
        assert "{{" not in text
        lines = [each.text for each in docx.Document(io.BytesIO(content)).paragraphs]
        assert lines.index("- Như trên") > next(
            n for n, each in enumerate(lines) if "Số người dự thi" in each
        )
        for section in docx.Document(io.BytesIO(content)).sections:
            assert PROVISIONAL in "\n".join(each.text for each in section.header.paragraphs)

    async def test_with_a_placeholder_nobody_knows_is_refused_with_the_nearest(
        self, small_office: Office, tmp_path: Path
    ) -> None:
        await played(small_office)
        desk = self.template(tmp_path, "{{ten_loai}} {{trich_yeu}}", "{{noi_dungg}}")

        with pytest.raises(PlaceholderUnknown) as refused:
            files(await gathered(small_office), desk)

        assert refused.value.facts["near"] == "noi_dung"

    async def test_without_the_body_is_refused(self, small_office: Office, tmp_path: Path) -> None:
        await played(small_office)
        desk = self.template(tmp_path, "{{ten_loai}} {{trich_yeu}}")

        with pytest.raises(PlaceholderMissing) as refused:
            files(await gathered(small_office), desk)

        assert refused.value.facts["name"] == "noi_dung"


class TestRecords:
    def book(self, tmp_path: Path, *rows: tuple[Any, ...]) -> Path:
        path = tmp_path / "ho-so.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            page = book.add_worksheet("Nhân sự")
            page.write(0, 0, "DANH SÁCH CÁN BỘ")
            for n, row in enumerate(
                (("STT", "Mã nhân sự", "Giới tính", "Ngày sinh", "Phân loại", "Tạm hoãn"), *rows)
            ):
                page.write_row(2 + n, 0, row)
        return path

    def test_are_joined_by_code_with_zeros_kept(self, tmp_path: Path) -> None:
        path = self.book(
            tmp_path,
            (1, "0007", "Nữ", "05/01/1991", "Lãnh đạo", ""),
            (2, "0008", "nam", 1990, "Trực tiếp", "x"),
        )

        found = read_records(path).people

        assert found["0007"] == PersonRecord(code="0007", woman=True, born=date(1991, 1, 5), leader=True)
        assert found["0008"].born == 1990
        assert found["0008"].on_hold

    def test_are_refused_with_every_cell_that_is_not_understood(self, tmp_path: Path) -> None:
        path = self.book(
            tmp_path,
            (1, "NV1", "khác", "31/02/1990", "", ""),
            (2, "NV1", "", "", "", ""),
            (3, "NV2", "", "", "nhân viên", "kỷ luật"),
        )

        with pytest.raises(FormFaults) as refused:
            read_records(path)

        places = [(each.line, each.column) for each in refused.value.faults]
        assert places == [(4, 3), (4, 4), (5, 2), (6, 5), (6, 6)]

    def test_without_a_column_of_codes_are_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "x.csv"
        path.write_text("Họ tên;Giới tính\nAn;Nam\n", encoding="utf-8")

        with pytest.raises(FormFaults, match="Mã nhân sự"):
            read_records(path)

    def test_may_be_empty(self) -> None:
        assert Records().people == {}
